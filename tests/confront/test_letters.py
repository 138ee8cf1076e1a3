"""Points of a letter: verbatim, in order, each question of its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from answerable.confront.letters import letter_points

LETTER = """Reference: AL VLD 3/2021

Excellency,

We have the honour to address you in our capacity as experts on health.

According to the information received:

Prisoners of the Ruvani minority in Harth are given blood tests without consent.

In May 2019 two prisoners died after surgery.

Without prejudging the accuracy of these allegations, we express our concern.

1. Please provide any additional information on the above.
2. Please explain the legal grounds
   of the blood tests.
3. How many operations took place in 2019?

Please accept, Excellency, the assurances of our highest consideration."""


def test_numbered_questions_are_points_of_their_own() -> None:
    questions = [p for p in letter_points(LETTER, "en") if p.kind == "question"]
    assert [p.number for p in questions] == ["1", "2", "3"]
    assert questions[1].text.startswith("Please explain the legal grounds\n")


def test_what_the_letter_was_told_is_taken_up_to_where_the_telling_ends() -> None:
    told = [p.text for p in letter_points(LETTER, "en") if p.kind == "information"]
    assert told == [
        "Prisoners of the Ruvani minority in Harth are given blood tests without consent.",
        "In May 2019 two prisoners died after surgery.",
    ]


def test_bullets_that_state_are_points() -> None:
    text = "It is alleged that:\n\n• Guards beat forty prisoners in Harth.\n• No doctor was allowed to see them.\n"
    assert [p.kind for p in letter_points(text, "en")] == ["bullet", "bullet"]


def test_numbered_questions_in_chinese_are_points() -> None:
    text = (
        "请提供以下资料：\n\n1、请说明对哈尔特监狱囚犯进行检查的法律依据是什么，以及由谁批准？\n"
        "2、二〇一九年在该诊所进行了多少次手术，结果如何，有无记录？\n"
    )
    assert [p.number for p in letter_points(text, "zh")] == ["1", "2"]


def test_a_date_at_the_start_of_a_line_is_no_list() -> None:
    assert letter_points("3. May was a warm month in Harth that year.\n\nNothing else was numbered here.", "en") == ()


@given(st.text(alphabet=st.sampled_from("1.2)a•- \nAccording to the information received: Please?；"), max_size=200))
def test_every_point_is_verbatim(text: str) -> None:
    for point in letter_points(text, "en"):
        assert text[point.span.start : point.span.end] == point.text == point.text.strip()


def test_a_run_of_list_marks_is_read_in_time() -> None:
    assert letter_points("1.\n" * 30_000, "en") == ()
    assert letter_points("- " * 50_000, "en") == ()
