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
from answerable.confront.setting import Setting, individual
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
        return CONCEDES if w.has("sanctions") and s.past and not w.has("changes") else NONE
    if finding.code == "justification":
        return CONCEDES if s.clear and s.past else NONE
    return _of_information(s)


def _of_information(s: Setting) -> str:
    w, point = s.sentence, s.point
    if w.has("no_knowledge") or point is None or conditional(w):
        return NONE
    if w.has("untrue", "rejects"):
        return DENIES
    if individual(s) and not s.clear:
        return NONE
    against = _under(w, s) != _under(point, s)
    compared = _compare_figures(w, point)
    if (compared == DISPUTES and not against) or contrasts(w):
        return DISPUTES
    if against:
        return DENIES
    if compared == CONCEDES or s.clear or w.has("admits"):
        return CONCEDES
    return DISPUTES if s.linked else NONE


def _under(w: Wording, s: Setting) -> bool:
    """Whether what the two share stands under a negation in `w`; with nothing shared, whether `w` negates at all."""
    if not w.has("negators", "negative_verbs"):
        return False
    shared = [word for word in s.shared if word != "figures"]
    return any(word in w.negated for word in shared) if shared else True


def _compare_figures(w: Wording, point: Wording) -> str | None:
    """Concedes when a figure is near the one alleged or above an "at least", disputes when it differs, else None."""
    here, there = w.figures.amounts, point.figures.amounts
    if not here or not there:
        return None
    for claimed in there:
        if any(abs(claimed - said) <= NEAR * claimed for said in here):
            return CONCEDES
    if point.has("at_least") and max(here) > max(there):
        return CONCEDES
    return DISPUTES


def contrasts(w: Wording) -> bool:
    """One thing is set against another: "…, not with the fist", "and not for a permanent guard"."""
    for start, _ in w.hits.get("negators", ()):
        if start < 3:
            continue
        before = w.text[w.words.ends[start - 1] : w.words.starts[start]].strip()
        joined = before in (",", "，") or start in {after for _, after in w.hits.get("contrast_joins", ())}
        if joined and start in {first for first, _ in w.hits.get("contrast_negators", ())}:
            return True
    return False
