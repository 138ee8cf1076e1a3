"""Rules for passages that say no, or that set a rule in the place of a fact.

In:   a `Setting`.
Out:  findings `literal-denial`, `blanket-rejection`, `legalism`, `specific-information` about a rule at issue.
Not:  whether a denial is convincing.
"""

from __future__ import annotations

from collections.abc import Iterator

from answerable.confront.counter import beyond_untrue
from answerable.confront.findings import Finding
from answerable.confront.setting import Setting
from answerable.confront.wording import Wording

_ABSOLUTE = frozenset({"never", "none", "nobody", "neither"})


def literal_denial(s: Setting) -> Iterator[Finding]:
    """One nameable thing is said not to have happened, without support in the passage."""
    w = s.sentence
    if w.has("no_knowledge"):
        return
    if w.has("untrue", "rejects") and s.point is not None:
        if w.quotes or w.has("single_claim"):
            yield Finding("literal-denial", 0.93, f"it names one claim and says no to it (“{_no(w)}”)")
        elif s.clear and not w.has("general_matter"):
            yield Finding("literal-denial", 0.75, f"it says no to the very thing (“{_no(w)}”)")
        elif s.back and w.starts("back", 2) and not w.has("general_matter"):
            yield Finding("literal-denial", 0.6, f"it says no to what was just named (“{_no(w)}”)")
    if s.negated and s.linked and not conditional(w):
        absolute = w.words_of("negators").lower() in _ABSOLUTE or w.starts("negators", 1)
        strength = 0.58 + (0.14 if absolute or s.author else 0.0) + (0.08 if s.clear else 0.0)
        strength -= 0.1 * min(3, s.concrete)
        yield Finding("literal-denial", strength, f"it negates what it shares with the point (“{_no(w)}”)")


def bare_negation(s: Setting) -> Iterator[Finding]:
    """Something is denied, and it cannot be seen what of the points it is: left for a person."""
    if s.negated and not s.linked and not conditional(s.sentence) and not s.sentence.has("no_knowledge"):
        yield Finding("literal-denial", 0.4, f"it says no (“{_no(s.sentence)}”) to something not clearly alleged")


def _no(w: Wording) -> str:
    return w.words_of(next(g for g in ("untrue", "rejects", "negators") if w.has(g)))


def blanket_rejection(s: Setting) -> Iterator[Finding]:
    """Everything is rejected at once: a word of rejection about the letter or the claims, and no particular."""
    w = s.sentence
    if not w.has("untrue", "rejects") or not w.has("general_matter") or w.quotes or w.has("single_claim"):
        return
    if s.concrete or s.weight >= 2.2:
        return
    strength = 0.9 if s.weight < 1.3 else 0.7
    if w.has("persons_as_source") or (w.has("sources") and beyond_untrue(s)):
        strength -= 0.08  # the weight lies on who says it
    yield Finding("blanket-rejection", strength, f"it rejects the whole (“{_no(w)}”)")


def legalism(s: Setting) -> Iterator[Finding]:
    """An instrument, a norm, an overseer; nothing of what was done."""
    w = s.sentence
    dated = bool(w.figures.days)
    if conditional(w):
        yield Finding("legalism", 0.78, "it only supposes: it says what would have followed, not what happened")
    if w.has("instruments") and w.has("norms"):
        yield Finding("legalism", 0.84 - (0.2 if dated else 0.0), f"it names a rule (“{w.words_of('instruments')}”)")
    elif w.has("numbered") and w.has("instruments") and not dated:
        yield Finding("legalism", 0.74, f"it names a rule (“{w.words_of('numbered')}”)")
    elif w.has("norms") and not dated:
        yield Finding("legalism", 0.6 if s.author or not s.past else 0.5, f"it states a norm (“{w.words_of('norms')}”)")
    elif w.has("instruments") and not dated:
        yield Finding("legalism", 0.56 if not s.past else 0.46, f"it names a rule (“{w.words_of('instruments')}”)")
    if w.has("oversight") and not s.negated:
        yield Finding("legalism", 0.64 - (0.1 if dated else 0.0), f"it names who watches (“{w.words_of('oversight')}”)")
    if w.has("approvals") and not (s.point is not None and s.point.has("approvals")):
        yield Finding("legalism", 0.86, f"it names who approved (“{w.words_of('approvals')}”), not what was done")
    if concludes(s):
        yield Finding("legalism", 0.86, f"it concludes from a rule that it cannot be (“{_conclusion(w)}”)")


def concludes(s: Setting) -> bool:
    """A conclusion in the place of a fact: what is forbidden cannot have happened."""
    return s.sentence.has("conclusion") and not conditional(s.sentence) and s.concrete == 0


def _conclusion(w: Wording) -> str:
    return w.words_of("conclusion")


def conditional(w: Wording) -> bool:
    """Whether it supposes: it opens with a supposition and has a consequence."""
    return w.has("consequents") and w.starts("openers", 1)


def rule_at_issue(s: Setting) -> Iterator[Finding]:
    """The allegation is about what a rule says, and the passage tells what it says."""
    w = s.sentence
    if s.point is None or not about_a_rule(s.point):
        return
    if w.has("numbered") or (w.has("instruments") and w.has("norms", "rule_verbs")):
        yield Finding("specific-information", 0.92, "the point is about what the rule says, and it tells its content")


def about_a_rule(point: Wording) -> bool:
    """Whether an allegation says that a rule provides, allows or lacks something."""
    instruments = point.hits.get("instruments", ())
    verbs = point.hits.get("rule_verbs", ())
    return any(
        0 < verb - instrument <= 6 for _, instrument in instruments for verb, _ in verbs if verb >= instrument
    ) or any(verb == instrument for _, instrument in instruments for verb, _ in verbs)
