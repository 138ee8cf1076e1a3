"""Figures of predicted attributions, by the public scorer when it is at hand.

In:   gold rows and predictions.
Out:  one line.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any


def headline(scorer: Path, gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> str:
    """The main F1 figures of the scorer in `scorer` (a Python file with `score` and `figures`)."""
    sys.path.insert(0, str(scorer.parent))
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    if spec is None or spec.loader is None:
        raise ValueError(f"{scorer} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.pop(0)
    figures = module.figures(module.add_counts(module.score(gold, predicted)))
    wanted = ("token source", "token cue", "token content", "triple exact", "triple partial", "who-what partial")
    return "  ".join(f"{name} {figures[name][2]:.3f}" for name in wanted) + f"  (P {figures['triple partial'][0]:.3f})"
