"""What is taken of a model's answer: ids of the codebook and words that stand there; everything else is counted."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.confront.asking import BOOK, SENTENCES, answer, question, row

from answerable.confront.answer_text import why_none
from answerable.confront.hearing import Coding, Heard, hear, is_sound
from answerable.confront.set_aside import REASONS

ASKED = question()


def heard(*rows, text: str = "", whole: bool = True) -> Heard:
    found = hear(text or answer(ASKED, *rows), ASKED, BOOK, whole=whole)
    assert found is not None
    return found


def test_a_coding_with_ids_and_verbatim_words_is_taken():
    found = heard(row(1, "P1", quote="insulin twice daily"))
    (coding,) = found.codings
    assert (coding.sentence, coding.point, coding.relation) == (0, 0, "addresses-directly")
    assert SENTENCES[0][coding.start : coding.end] == "insulin twice daily"
    assert (found.whole, found.set_aside) == (True, {})


WRONG = {
    "an invented quotation": (row(quote="The guards admit it."), "quote-not-verbatim"),
    "a quotation of another sentence": (row(1, quote=SENTENCES[2]), "quote-not-verbatim"),
    "a quotation with a letter changed": (row(quote="insulin twice dayly"), "quote-not-verbatim"),
    "a quotation in another case": (row(quote="INSULIN TWICE DAILY"), "quote-not-verbatim"),
    "no quotation": (row(quote=""), "quote-not-verbatim"),
    "a quotation that is none": (row(quote=["insulin"]), "quote-not-verbatim"),
    "a quotation that points at nothing": (row(quote="is"), "quote-too-short"),
    "a sentence beyond the last": (row(4), "sentence-not-put"),
    "a sentence before the first": (row(0), "sentence-not-put"),
    "a sentence in words": (row("1"), "sentence-not-put"),
    "a sentence that is a truth": (row(True), "sentence-not-put"),
    "a point that was not put": (row(1, "P3"), "point-not-put"),
    "a point before the first": (row(1, "P0"), "point-not-put"),
    "a point by its number": (row(1, 1), "point-not-put"),
    "a relation of its own making": (row(relation="fully-answered"), "no-such-relation"),
    "a stance of its own making": (row(stance="confirms"), "no-such-stance"),
    "a code of its own making": (row(code="answered"), "no-such-code"),
    "a code that is a list": (row(code=["legalism"]), "no-such-code"),
    "words": ("All points are answered.", "not-a-coding"),
}


@pytest.mark.parametrize("what", WRONG)
def test_whatever_is_not_exactly_a_coding_is_set_aside_and_counted(what):
    wrong, reason = WRONG[what]
    found = heard(wrong, row(2, "P2"))
    assert found.set_aside == {reason: 1}
    assert [(c.sentence, c.point) for c in found.codings] == [(1, 1)]
    assert reason in REASONS


def test_a_pair_coded_in_two_ways_is_coded_in_none():
    found = heard(row(1), row(1, stance="concedes"), row(1))
    assert found.codings == ()
    assert found.set_aside == {"coded-in-two-ways": 3}
    assert not found.is_silent_on(0, 0)


def test_a_pair_coded_twice_alike_is_coded_once():
    found = heard(row(1), row(1))
    assert (len(found.codings), found.set_aside) == (1, {"said-twice": 1})


def test_a_pair_said_not_to_be_addressed_needs_no_words():
    (coding,) = heard(row(1, relation="does-not-address", quote="")).codings
    assert coding.relation == "does-not-address"


def test_an_answer_to_another_question_is_none():
    other = question(sentences=("Nothing happened.",))
    assert hear(answer(other, row(1)), ASKED, BOOK) is None
    assert why_none(answer(other, row(1)), ASKED.mark) == "another-question"


@pytest.mark.parametrize(
    "text", ["", "All points are answered.", "{}", "[]", '{"codings": []}', "[" * 50_000, "1" * 9_999]
)
def test_words_that_hold_no_answer_are_none(text):
    assert hear(text, ASKED, BOOK) is None
    assert why_none(text, ASKED.mark) == "no-json"


@pytest.mark.parametrize("before", ["```json\n", '<think>P1 is {"hard": 1} or {not}.</think>\n', "Here it is:\n\n"])
def test_an_answer_is_found_past_prose_reasoning_and_code_fences(before):
    assert len(heard(text=f"{before}{answer(ASKED, row(1))}\n```").codings) == 1


def test_a_draft_in_a_models_reasoning_is_not_its_answer():
    draft, final = answer(ASKED, row(1)), answer(ASKED, row(2, "P2"))
    found = heard(text=f"<think>Perhaps {draft}? No.</think>\n{final}")
    assert [(c.sentence, c.point) for c in found.codings] == [(1, 1)]
    assert not found.whole
    assert found.set_aside == {"cut-off": 1}
    assert not any(found.is_silent_on(s, p) for s in range(3) for p in range(2))


def test_a_draft_that_is_the_answer_takes_nothing_from_it():
    found = heard(text=f"<think>{answer(ASKED, row(1))}</think>{answer(ASKED, row(1))}")
    assert (len(found.codings), found.whole) == (1, True)
    unfinished = answer(ASKED, row(1), row(2))[:-2]
    assert [c.sentence for c in heard(text=f"<think>{unfinished}</think>{answer(ASKED, row(3))}").codings] == [2]


def test_an_answer_that_was_cut_off_after_a_draft_is_heard_up_to_the_cut_and_the_draft_is_not():
    text = answer(ASKED, row(2), row(3))
    found = heard(text=f"<think>{answer(ASKED, row(1))}</think>{text[: text.rindex('{') + 20]}")
    assert [c.sentence for c in found.codings] == [1]
    assert not found.whole


def test_where_not_all_braces_were_looked_at_the_answer_is_not_whole():
    found = heard(text=answer(ASKED, row(1)) + '{"a": 1} ' * 30 + answer(ASKED, row(2)))
    assert not found.whole


def test_what_stands_before_a_cut_is_taken_and_the_silence_after_it_means_nothing():
    text = answer(ASKED, row(1), row(2), row(3))
    found = heard(text=text[: text.rindex("{") + 20])
    assert [c.sentence for c in found.codings] == [0, 1]
    assert found.set_aside == {"cut-off": 1}
    assert not any(found.is_silent_on(s, p) for s in range(3) for p in range(2))


def test_silence_is_heard_only_where_the_answer_is_whole_and_nothing_near_it_was_set_aside():
    assert heard().is_silent_on(0, 0)
    assert not heard(whole=False).is_silent_on(0, 0)
    assert not heard(row(1, quote="invented")).is_silent_on(0, 1)
    assert heard(row(1, quote="invented")).is_silent_on(1, 1)
    assert not heard(row(9, "P1")).is_silent_on(1, 0)
    assert not heard("words").is_silent_on(0, 0)


json_like = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=8) | st.sampled_from(["P1", "P2", "denies"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(row())), inner, max_size=6),
    max_leaves=12,
)
nearly = st.fixed_dictionaries(
    {
        "sentence": st.integers(-1, 5),
        "point": st.sampled_from(["P1", "P2", "P3", "p1"]),
        "relation": st.sampled_from([*sorted(BOOK.ids("relations")), "answered"]),
        "stance": st.sampled_from([*sorted(BOOK.ids("stances")), ""]),
        "code": st.sampled_from([*sorted(BOOK.ids("codes")), "x"]),
        "quote": st.sampled_from([*SENTENCES, "insulin", "a", "invented words"]) | st.text(max_size=9),
    }
)


@settings(deadline=None)
@given(st.lists(nearly | json_like, max_size=8), st.integers(0, 400))
def test_what_is_taken_is_always_sound_and_every_row_is_taken_or_counted(rows, cut):
    text = answer(ASKED, *rows)
    for given_text in (text, text[: max(0, len(text) - cut)]):
        found = hear(given_text, ASKED, BOOK)
        if found is None:
            continue
        assert is_sound(found, ASKED, BOOK)
        assert found.set_aside.keys() <= set(REASONS)
        for coding in found.codings:
            words = ASKED.sentences[coding.sentence][coding.fragment][coding.start : coding.end]
            assert words in SENTENCES[coding.sentence]
            assert words or coding.relation == "does-not-address"
        if given_text == text:
            assert found.whole or found.set_aside
            assert len(found.codings) + sum(found.set_aside.values()) == len(rows)


@settings(deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("utf-8", "replace")))
def test_no_text_breaks_the_hearing(text):
    assert hear(text, ASKED, BOOK) is None
    hear(answer(ASKED)[:-2] + text, ASKED, BOOK)


def test_kept_answers_from_a_strange_hand_are_looked_at_again():
    good = Coding(0, 0, "tangential", "denies", "legalism", 0, 0, 5)
    assert is_sound(Heard(True, (good,)), ASKED, BOOK)
    for wrong in (
        Coding(3, 0, "tangential", "denies", "legalism", 0, 0, 5),
        Coding(0, -1, "tangential", "denies", "legalism", 0, 0, 5),
        Coding(0, 0, "answered", "denies", "legalism", 0, 0, 5),
        Coding(0, 0, "tangential", "denies", "legalism", 0, 0, 5_000),
        Coding(0, 0, "tangential", "denies", "legalism", 1, 0, 1),
    ):
        assert not is_sound(Heard(True, (wrong,)), ASKED, BOOK)


def test_the_trap_of_many_braces_takes_no_longer_than_its_length():
    asked = question()
    trap = '{"a":' * 100_000 + json.dumps({"question": asked.mark})
    assert hear(trap, asked, BOOK) is None
