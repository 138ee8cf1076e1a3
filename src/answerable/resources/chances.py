"""Numbers of a model as chances.

In:   numbers (logits) of any shape.
Out:  chances between 0 and 1: of each alone, or shared out along the last axis.
Not:  calibration.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]


def softmax(numbers: NDArray[np.floating[Any]]) -> Numbers:
    """Shared out along the last axis: each row sums to 1."""
    e = np.exp(numbers - numbers.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), dtype=np.float32)


def logistic(numbers: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Each alone."""
    return np.asarray(1.0 / (1.0 + np.exp(-numbers.astype(np.float64))))
