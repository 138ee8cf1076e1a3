"""Which position a coded passage takes, by the direction of its clauses and the codebook's rules.

In:   a `Setting` and the code.
Out:  a stance id.
Not:  tone.

A negation in the passage and none in the allegation, or the other way round, points to a denial; the same direction on
both sides to a concession; materially different figures to a disputed detail.
"""

from __future__ import annotations

from answerable.confront.denial import concludes, conditional
from answerable.confront.findings import Finding
from answerable.confront.setting import Setting
from answerable.confront.wording import Wording

DENIES, CONCEDES, DISPUTES, NONE = "denies", "concedes", "disputes-detail", "no-position"
_ALWAYS = {
    "formality": NONE,
    "deferral": NONE,
    "achievements": NONE,
    "comparison": NONE,
    "principle-appeal": NONE,
    "blanket-rejection": DENIES,
    "literal-denial": DENIES,
    "concession": CONCEDES,
    "containment": CONCEDES,
    "relabelling": DISPUTES,
    "responsibility-shift": DISPUTES,
}
NEAR = 0.1  # share by which two figures may differ and still agree


def stance_of(s: Setting, finding: Finding) -> str:
    """The stance of the passage in `s`, coded as `finding` says."""
    w = s.sentence
    if finding.code in _ALWAYS:
        return _ALWAYS[finding.code]
    if finding.code == "legalism":
        return DENIES if concludes(s) and s.point is not None else NONE
    if finding.code == "attack-on-source":
        return DENIES if w.has("untrue") or w.has("invents") else NONE
    if finding.code == "remedy-claimed":
        return CONCEDES if w.has("sanctions") and s.past else NONE
    if finding.code == "justification":
        return CONCEDES if s.clear and s.past else NONE
    return _of_information(s)


def _of_information(s: Setting) -> str:
    w, point = s.sentence, s.point
    if w.has("no_knowledge") or point is None or conditional(w):
        return NONE
    if w.has("untrue", "rejects"):
        return DENIES
    against = _negative(w) != _negative(point)
    compared = _compare_figures(w, point)
    if compared == DISPUTES and not (against and _negative(point)):
        return DISPUTES
    if against:
        return DENIES
    if compared == CONCEDES or s.clear or w.has("admits"):
        return CONCEDES
    return DISPUTES if s.linked else NONE


def _negative(w: Wording) -> bool:
    """Whether the wording says that something was not, or was kept from being."""
    return (w.count("negators") + w.count("negative_verbs")) % 2 == 1


def _compare_figures(w: Wording, point: Wording) -> str | None:
    """Figures of the two: concedes when near or above an "at least", disputes when one differs, None when not comparable."""
    here, there = w.figures.amounts, point.figures.amounts
    if not here or not there:
        return None
    for claimed in there:
        if any(abs(claimed - said) <= NEAR * claimed for said in here):
            return CONCEDES
    if point.has("at_least") and max(here) > max(there):
        return CONCEDES
    return DISPUTES
