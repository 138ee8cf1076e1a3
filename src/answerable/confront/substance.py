"""Rules for passages that speak of the facts: information, admission, repair, blame, other names, reasons.

In:   a `Setting`.
Out:  findings of the codebook's substantive, partial and interpretive families.
Not:  which way they point; `stances` says that.
"""

from __future__ import annotations

from collections.abc import Iterator

from answerable.confront.findings import Finding
from answerable.confront.setting import Setting, individual


def specific_information(s: Setting) -> Iterator[Finding]:
    """Checkable particulars about what the sentence shares with the point."""
    w = s.sentence
    if w.has("no_knowledge"):
        yield Finding("specific-information", 0.82, f"it says what is not known (“{w.words_of('no_knowledge')}”)")
    if s.point is None or not s.particulars:
        return
    if individual(s):
        yield Finding("specific-information", 0.7, f"it speaks of one named person (“{w.words_of('titles')}”)")
    if s.linked or s.back or (s.carried and s.concrete and s.past):
        strength = 0.5 + 0.07 * min(5, s.particulars) + (0.06 if s.clear else 0.0) - (0.1 if s.carried else 0.0)
        if w.has("instruments") and not w.figures.days:
            strength -= 0.12 if s.past else 0.3  # the number of a section is not a fact about the act
        yield Finding("specific-information", strength, "it names particulars that could be checked")


def plain_statement(s: Setting) -> Iterator[Finding]:
    """A statement about the very thing, without figures: still information when it tells what was done."""
    if s.clear and s.past and not s.negated:
        yield Finding("specific-information", 0.46, "it tells something of what the point is about")


def concession(s: Setting) -> Iterator[Finding]:
    w = s.sentence
    if w.has("admits") and s.point is not None:
        strength = 0.8 if w.count("admits") > 1 or not w.has("courtesy") else 0.6
        if not (s.linked or s.back or s.carried):
            strength -= 0.2
        yield Finding("concession", strength, f"it accepts or regrets (“{w.words_of('admits')}”)")


def remedy_claimed(s: Setting) -> Iterator[Finding]:
    w = s.sentence
    if s.point is None:
        return
    near = s.linked or s.back or s.carried
    if w.has("sanctions") and near and not s.negated:
        yield Finding(
            "remedy-claimed",
            0.66 + (0.06 if s.past else 0.0),
            f"it tells of redress or sanction (“{w.words_of('sanctions')}”)",
        )
    if w.has("steps") and near and not s.negated and (w.count("steps") > 1 or s.past):
        yield Finding(
            "remedy-claimed",
            0.6 + 0.06 * min(2, w.count("steps")),
            f"it tells of a step taken (“{w.words_of('steps')}”)",
        )


def containment(s: Setting) -> Iterator[Finding]:
    w = s.sentence
    if w.has("confines") and s.point is not None and not s.negated:
        yield Finding(
            "containment", 0.7 if s.linked or s.back else 0.5, f"it confines the matter (“{w.words_of('confines')}”)"
        )


def responsibility_shift(s: Setting) -> Iterator[Finding]:
    w = s.sentence
    if s.point is None or not w.has("blames", "other_hands"):
        return
    near = s.linked or s.back
    if w.has("other_hands"):
        yield Finding("responsibility-shift", 0.8 if near else 0.6, f"others did it (“{w.words_of('other_hands')}”)")
    if w.has("blames"):
        strength = 0.66 + (0.06 if w.count("blames") > 1 else 0.0) if near else 0.56
        yield Finding("responsibility-shift", strength, f"it names another author (“{w.words_of('blames')}”)")


def relabelling(s: Setting) -> Iterator[Finding]:
    w = s.sentence
    if w.has("renames") and s.linked:
        strength = 0.66 + (0.08 if w.count("renames") > 1 else 0.0) - 0.06 * min(3, s.concrete)
        yield Finding("relabelling", strength, f"it gives the thing another name (“{w.words_of('renames')}”)")


def justification(s: Setting) -> Iterator[Finding]:
    w = s.sentence
    if not w.has("excuses") or s.point is None:
        return
    strength = 0.58 + 0.08 * min(2, w.count("excuses") - 1)
    if not s.linked and not s.back and not s.carried:
        strength -= 0.1
    yield Finding(
        "justification", strength - 0.05 * min(3, s.concrete), f"it gives a reason (“{w.words_of('excuses')}”)"
    )


def general_truth(s: Setting) -> Iterator[Finding]:
    """A saying about the subject at large, in the present, without author, particulars or negation: a reason unsaid."""
    if s.point is None or s.past or s.particulars or s.negated or s.author or s.first:
        return
    if s.linked or s.carried:
        yield Finding("justification", 0.4, "it states a general truth near the point, no fact")
