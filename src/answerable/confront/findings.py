"""What a rule of coding brings forward: a code, how strongly, and the words that made it.

In:   nothing.
Out:  `Finding`, `strongest`.
Not:  relation and stance; `stances` and `relations` say those once the code is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from answerable.confront.setting import Setting


@dataclass(frozen=True, slots=True)
class Finding:
    """`strength` is 0–1, set by hand: how often a passage of this build has this code. `why` completes "because …"."""

    code: str
    strength: float
    why: str


Rule = Callable[[Setting], Iterable[Finding]]


def strongest(findings: Iterable[Finding]) -> list[Finding]:
    """Findings, strongest first, one per code."""
    best: dict[str, Finding] = {}
    for finding in findings:
        if finding.code not in best or finding.strength > best[finding.code].strength:
            best[finding.code] = finding
    return sorted(best.values(), key=lambda f: (-f.strength, f.code))
