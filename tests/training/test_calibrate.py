"""Temperatures of the scorer's numbers."""

from __future__ import annotations

import numpy as np
import pytest
from training.answers.calibrate import temperature


def drawn(heat, seed=3):
    """Numbers, and labels drawn with the chances that the numbers divided by `heat` give."""
    chance = np.random.default_rng(seed)
    numbers = chance.normal(0, 3, (6000, 4))
    odds = np.exp(numbers / heat)
    gold = np.array([chance.choice(4, p=row / row.sum()) for row in odds])
    return numbers, gold


@pytest.mark.parametrize("heat", [0.7, 1.0, 2.0])
def test_the_temperature_by_which_labels_came_about_is_found_again(heat):
    assert temperature(*drawn(heat)) == pytest.approx(heat, rel=0.08)
