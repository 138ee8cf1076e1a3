"""The recipes of training name options that their programs have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TRAINING = Path(__file__).parents[2] / "training"
RECIPES = sorted(TRAINING.glob("*/recipe.sh"))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.parent.name)
def test_every_program_and_option_of_a_recipe_exists(recipe):
    words = recipe.read_text(encoding="utf-8")
    programs = set(re.findall(r"-m (training\.[\w.]+)", words))
    assert programs
    sources = [TRAINING.parent / (program.replace(".", "/") + ".py") for program in programs]
    known = {o for path in sources for o in re.findall(r'"(--[a-z-]+)"', path.read_text(encoding="utf-8"))}
    assert set(re.findall(r"(?<=[\s(])(--[a-z-]+)", words)) <= known
