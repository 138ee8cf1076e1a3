"""Cases set apart from training, to choose by when to stop, how sure is sure, and how hot the numbers run.

In:   coded cases.
Out:  two lists: those to learn from, and every N-th file's. Cases of one file were written together, pairs among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Case = dict[str, Any]
IN_A_FILE = 10


def set_apart(cases: Sequence[Case], every: int) -> tuple[list[Case], list[Case]]:
    """Cases to learn from and, of every `every`-th file (none if 0), cases to score on."""
    if not every:
        return list(cases), []
    chosen = set(sorted({file_of(c) for c in cases})[::every])
    return [c for c in cases if file_of(c) not in chosen], [c for c in cases if file_of(c) in chosen]


def file_of(case: Case) -> str:
    """The file a case stands in, by its id."""
    batch, _, number = case["id"].partition("-")
    return f"{batch}-{(int(number) - 1) // IN_A_FILE:03d}"
