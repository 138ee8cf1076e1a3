"""Whether a point was answered, and what kind of reply it was: purely from codings, by stated rules.

In:   `Coded` rows (the machine's, or a person's laid over them).
Out:  per allegation a state and the rule that gave it; the character of the reply.
Not:  whether an answer is true, convincing or lawful.

So that a change of one coding can be followed, nothing but the rows is looked at; that partial passages together
exhaust a point is told by `covers`, which `confronting` fills from the texts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from answerable.confront.answer import Coded, State

DIRECT, PART = "addresses-directly", "addresses-in-part"
SUBSTANTIVE = frozenset({"specific-information", "concession", "remedy-claimed", "containment"})


def states_of(
    ids: Sequence[str], coded: Sequence[Coded], covers: Collection[str] = ()
) -> tuple[dict[str, State], dict[str, str]]:
    """State and rule per allegation. `covers`: allegations whose partial passages together exhaust them.  # (5)"""
    rows: dict[str, list[Coded]] = {id: [] for id in ids}
    for row in coded:
        if row.allegation in rows:
            rows[row.allegation].append(row)
    states: dict[str, State] = {}
    rules: dict[str, str] = {}
    for id in ids:
        states[id], rules[id] = _state(rows[id], id in covers)
    return states, rules


def _state(rows: Sequence[Coded], covered: bool) -> tuple[State, str]:
    direct = [r for r in rows if r.relation == DIRECT and not r.abstain]
    part = [r for r in rows if r.relation == PART and not r.abstain]
    doubtful = [r for r in rows if r.relation in (DIRECT, PART) and r.abstain]
    if direct:
        return "answered", f"{_passages(direct)} to it directly"
    if part and covered:
        return "answered", f"{_passages(part)} to parts of it, which together cover it"
    if part:
        return "partly-answered", f"{_passages(part)} to a part of it"
    if doubtful:
        return "unanswered", f"{_passages(doubtful)} perhaps to it: for a person to decide"
    if rows:
        return "unanswered", "what is said near it is tangential: no passage addresses it"
    return "unanswered", "no passage speaks of it: silence"


def _passages(rows: Sequence[Coded]) -> str:
    count = len({r.sentence for r in rows})
    return "1 passage speaks" if count == 1 else f"{count} passages speak"


def character_of(states: Mapping[str, State], coded: Sequence[Coded]) -> str:
    """The character of a whole reply, a codebook id.  # (6)

    Nothing said to any point, nothing denied, nobody turned away from: receipt acknowledged. No point on which the reply
    informs, by what happened, an admission or a step taken: rejected without substantiation. Every point at least in
    part, and `NEARLY` all of them whole: largely satisfactory. Otherwise cooperative but incomplete. Nobody is said to have
    said nothing, or only to have rejected, while a passage that may inform waits for a person; but only what counts
    makes a reply satisfactory.
    """
    if not coded:
        return "no-response"
    speaking = [r for r in coded if r.relation in (DIRECT, PART)]
    against = any(r.stance == "denies" or r.code in EVASIVE for r in coded if not r.abstain)
    if not speaking and not against:
        return "receipt-acknowledged"
    if not any(r.code in SUBSTANTIVE for r in speaking):
        return "rejected-without-substantiation"
    answered = sum(state == "answered" for state in states.values())
    if "unanswered" not in states.values() and answered >= NEARLY * len(states):
        return "largely-satisfactory"
    return "cooperative-but-incomplete"


NEARLY = 0.75  # by the gold codings of the training cases: .907 of characters come out, .896 with 0.8
EVASIVE = frozenset(
    {
        "legalism",
        "justification",
        "attack-on-source",
        "blanket-rejection",
        "comparison",
        "relabelling",
        "responsibility-shift",
    }
)
