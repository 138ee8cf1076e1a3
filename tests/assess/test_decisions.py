"""What stands is what nobody took back; what was decided is never gone."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.assess.judging import ASHA, BO, NOON, SENTENCES, judged, reply

from answerable.assess.decisions import JUDGED, SUPERSEDED, UNDONE, UNJOINED, decisions_from
from answerable.assess.judgement import Unjoin

SAID = reply(*SENTENCES)


def noted(judgement):
    act = JUDGED if judgement.replaces is None else SUPERSEDED
    return act, {"judgement": msgspec.to_builtins(judgement)}


def undone(decision):
    return UNDONE, {"decision": decision.id, "reason": "mistaken"}


JUDGEMENTS = st.lists(
    st.builds(
        judged, st.just(SAID), st.integers(0, 5), st.sampled_from(["a1", "a2"]), coder=st.sampled_from([ASHA, BO])
    ),
    unique_by=lambda j: j.id,
    max_size=6,
)


@given(JUDGEMENTS, st.data())
def test_what_stands_is_what_was_decided_less_what_was_taken_back(judgements, draw):
    back = draw.draw(st.lists(st.sampled_from(judgements), unique_by=lambda j: j.id) if judgements else st.just([]))
    found = decisions_from([*map(noted, judgements), *map(undone, back)])
    gone = {j.id for j in back}
    assert found.judgements == tuple(j for j in judgements if j.id not in gone)
    assert found.history == tuple(judgements)
    assert found.undone == gone


@given(st.integers(1, 6), st.data())
def test_of_a_chain_of_replacements_the_last_that_was_not_taken_back_stands(length, draw):
    chain = [judged(SAID, 0, reason="view 0")]
    for number in range(1, length):
        chain.append(judged(SAID, 0, replaces=chain[-1].id, reason=f"view {number}"))
    taken = draw.draw(st.integers(0, length))
    back = list(reversed(chain))[:taken]
    found = decisions_from([*map(noted, chain), *map(undone, back)])
    assert found.judgements == tuple(chain[: length - taken][-1:])
    assert found.history == tuple(chain)


def test_an_undone_join_keeps_two_documents_apart_until_it_is_taken_back():
    other = reply(SENTENCES[0], capture="copy")
    apart = Unjoin(SAID.passage(0), other.passage(0), ASHA, "two reporters", NOON)
    note = (UNJOINED, {"unjoin": msgspec.to_builtins(apart)})
    assert decisions_from([note]).apart == {frozenset((SAID.response.capture, other.response.capture))}
    assert decisions_from([note, undone(apart)]).apart == frozenset()
    assert decisions_from([note]).named(apart.id[:8]) == [apart]
