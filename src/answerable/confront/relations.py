"""How a coded passage relates to the allegation: directly, in part, tangentially, not at all.

In:   a `Setting`, the code and the stance.
Out:  a relation id, and in words what decided it.
Not:  status; `status` adds relations up.

When unsure, tangential: no accuracy is bought with a false "answered".
"""

from __future__ import annotations

from answerable.confront.denial import about_a_rule, concludes
from answerable.confront.findings import Finding
from answerable.confront.setting import Setting, individual, one_of_several

DIRECT, PART, TANGENTIAL, APART = "addresses-directly", "addresses-in-part", "tangential", "does-not-address"
TOUCH = 0.2  # shared weight that lets particulars under a carried topic count as touching it


def relation_of(s: Setting, finding: Finding) -> tuple[str, str]:
    """Relation and reason."""
    w, code = s.sentence, finding.code
    if code == "formality":
        if w.has("matters"):
            return TANGENTIAL, "it only mentions the matters raised"
        return APART, "it would fit a reply to another letter"
    if code in ("principle-appeal", "comparison"):
        return (TANGENTIAL, "same subject, no fact") if s.clear else (APART, "it concerns others than the point")
    if code == "achievements":
        return (TANGENTIAL, "same subject, another matter") if s.linked else (APART, "it has no bearing on a point")
    if code in ("blanket-rejection", "deferral", "attack-on-source"):
        return TANGENTIAL, "nothing in it concerns what is alleged"
    if code == "legalism":
        if concludes(s) and s.point is not None and (s.linked or s.back or s.carried):
            return DIRECT, "it draws the conclusion that the thing cannot have been"
        return TANGENTIAL, "a rule is not a fact"
    if s.point is None:
        return TANGENTIAL, "no point is named"
    if code == "justification":
        return (
            (PART, "it gives a reason for what was done") if s.clear and s.past else (TANGENTIAL, "a reason, no fact")
        )
    if w.has("no_knowledge"):
        return TANGENTIAL, "not to know is not to deny"
    return _of_substance(s, code)


def _of_substance(s: Setting, code: str) -> tuple[str, str]:
    w = s.sentence
    touches = s.weight > TOUCH and s.concrete and s.past
    if s.carried and not (s.back or touches or individual(s)):
        return TANGENTIAL, "it shares too little with the point to be an answer to it"
    if code == "literal-denial":
        return (
            (DIRECT, "it denies the very thing")
            if s.linked or s.back
            else (TANGENTIAL, "what it denies is not the point")
        )
    if code in ("remedy-claimed", "containment", "concession"):
        return PART, "it speaks of a part or of what followed"
    if code in ("relabelling", "responsibility-shift"):
        return (DIRECT, "it speaks of the same event") if s.linked else (TANGENTIAL, "it does not reach the event")
    if s.point is not None and about_a_rule(s.point) and w.has("numbered") and (s.linked or s.weight > TOUCH):
        return DIRECT, "the point is about the rule"
    if individual(s):
        return PART, "individual cases are offered for a general charge"
    if one_of_several(s):
        return PART, "it speaks of one of several"
    if w.has("subset"):
        return PART, "it speaks of some of them"
    if s.carried:
        return PART, "it leans on the sentence before"
    return (DIRECT, "it speaks of the very thing") if s.clear else (PART, "it touches one side of it")
