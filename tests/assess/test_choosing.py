"""From what was typed to a judgement: what is not given is taken from the suggestion, what is wrong is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assess.judging import ASHA, BO, NOON, SENTENCES, judged, reply, suggested

from answerable.assess.choosing import PLACE, chosen
from answerable.assess.laying import Laid
from answerable.assess.settled import Settled
from answerable.resources.codebook import load_codebook
from answerable.terms.digest import digest_bytes
from answerable.terms.errors import WrongUseError

SAID = reply(*SENTENCES)
ANSWERS = tuple(suggested(SAID, n, "a1") for n in range(3))
SETTLED = Settled(Laid(ANSWERS, frozenset(), ()), (), {})
BOOK = load_codebook()
NOTHING = dict.fromkeys(("allegation", "relation", "stance", "code"))


def choose(typed, *, standing=(), coder=ASHA, settled=SETTLED, **wanted):
    return chosen(
        typed,
        settled=settled,
        passage_at=lambda place: SAID.passage(int(place.rpartition("-")[2]) % len(SENTENCES)),
        standing=standing,
        wanted=NOTHING | wanted,
        allegations=("a1", "a2"),
        coder=coder,
        reason="  it says so ",
        made=NOON,
    )


@given(st.sampled_from(ANSWERS), st.integers(12, 64), st.booleans())
def test_a_suggestion_is_named_by_the_beginning_of_its_id_and_gives_what_was_not_typed(answer, length, capitals):
    typed = answer.id[:length].upper() if capitals else answer.id[:length]
    made = choose(typed, stance="no-position")
    assert (made.passage, made.allegation, made.relation, made.code) == (
        answer.passage,
        "a1",
        answer.relation,
        answer.code,
    )
    assert (made.stance, made.reason, made.codebook) == ("no-position", "it says so", BOOK.name)


@given(*(st.sampled_from(sorted(BOOK.ids(which))) for which in ("relations", "stances", "codes")))
def test_at_a_place_nobody_suggested_anything_for_every_category_of_the_codebook_can_be_given(relation, stance, code):
    made = choose(f"{SAID.response.capture}:0-5", allegation="a2", relation=relation, stance=stance, code=code)
    assert (made.relation, made.stance, made.code, made.element) == (relation, stance, code, None)


@given(st.sampled_from(["relation", "stance", "code", "allegation"]), st.text(max_size=12))
def test_a_word_that_is_not_in_the_codebook_or_the_case_is_refused_with_what_there_is(which, word):
    known = {"relation": "relations", "stance": "stances", "code": "codes"}
    if which == "allegation":
        if word in ("", "a1", "a2"):
            return
    elif word in BOOK.ids(known[which]) or not word:
        return
    with pytest.raises(WrongUseError) as caught:
        choose(ANSWERS[0].id, **{which: word})
    assert "one of" in caught.value.next_step.lower() or "name one" in caught.value.next_step.lower()


def test_at_a_place_without_a_suggestion_nothing_is_made_up():
    with pytest.raises(WrongUseError, match="no allegation"):
        choose(f"{SAID.response.capture}:0-5")
    with pytest.raises(WrongUseError, match="no relation"):
        choose(f"{SAID.response.capture}:0-5", allegation="a1")


@given(st.text("0123456789abcdef", min_size=6, max_size=20))
def test_an_id_of_no_suggestion_is_refused(typed):
    if any(answer.id.startswith(typed) for answer in ANSWERS):
        return
    with pytest.raises(WrongUseError, match="0 suggestions"):
        choose(typed)


def test_a_coder_replaces_their_own_last_view_of_the_same_words_and_nobody_elses():
    first, other = judged(SAID, 0), judged(SAID, 0, coder=BO)
    second = judged(SAID, 0, replaces=first.id, reason="on reflection")
    elsewhere, about = judged(SAID, 1), judged(SAID, 0, "a2")
    assert choose(ANSWERS[0].id, standing=[first, second, other, elsewhere, about]).replaces == second.id
    assert choose(ANSWERS[0].id, standing=[first, second, other], coder=BO).replaces == other.id
    assert choose(ANSWERS[0].id, standing=[elsewhere, about]).replaces is None


def test_a_view_of_one_element_replaces_none_of_another_or_of_the_whole():
    act, time = (replace(ANSWERS[0], element=digest_bytes(name)) for name in (b"act", b"time"))
    both = replace(SETTLED, laid=replace(SETTLED.laid, answers=(act, time)))
    of_act, whole = replace(judged(SAID, 0), element=act.element), judged(SAID, 0)
    assert choose(time.id, standing=[of_act, whole], settled=both).replaces is None
    assert choose(act.id, standing=[of_act, whole], settled=both).replaces == of_act.id
    assert choose(f"{SAID.response.capture}:0-0", standing=[of_act], **WHOLE).replaces == of_act.id


def test_a_suggestion_moved_to_another_allegation_takes_no_element_along():
    act = replace(ANSWERS[0], element=digest_bytes(b"act"))
    both = replace(SETTLED, laid=replace(SETTLED.laid, answers=(act,)))
    assert choose(act.id, settled=both, allegation="a2").element is None


WHOLE = {"allegation": "a1", "relation": "tangential", "stance": "denies", "code": "legalism"}


@pytest.mark.parametrize("typed", ["abcdef:1-2", "ABCDEF", "a" * 64 + ":0-10"])
def test_a_place_is_a_capture_and_two_numbers(typed):
    assert PLACE.match(typed)


@pytest.mark.parametrize("typed", ["abc", "abcdef:1", "abcdef:1-2-3", "abcdef:-1-2", "abcdef:1-2\n", "gggggg"])
def test_anything_else_is_no_place(typed):
    assert not PLACE.match(typed)
