"""Points of a letter: verbatim, in order, each question of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.confront.letter_sentences import Sentence
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
    text = "3. May was a warm month in Harth that year.\n\nNobody was beaten by the guards of Harth."
    assert [(p.kind, p.number) for p in letter_points(text, "en")] == [("information", None)]


def kinds_and_texts(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(p.kind, " ".join(p.text.split())) for p in letter_points(text, language)]


NESTED = """Dear Commissioner,

1. As to the wells:

   (a) On what legal basis were they filled in?
   (b) Please provide any study of the water table.

2. Please describe the measures taken to provide water.
"""


def test_the_lowest_items_that_can_be_answered_alone_are_the_points() -> None:
    assert kinds_and_texts(NESTED) == [
        ("question", "On what legal basis were they filled in?"),
        ("question", "Please provide any study of the water table."),
        ("question", "Please describe the measures taken to provide water."),
    ]
    assert [p.number for p in letter_points(NESTED, "en")] == ["a", "b", "2"]


RUNNING = """Dear Minister,

We wish to draw your attention to the situation of the schools in the Vesna district.

Inspectors of your Ministry closed the Livian classes at four schools without notice. Teachers were fined for speaking
Livian to pupils, and two fathers who complained were arrested by the police.

Everyone has the right to learn their language. Article 30 of the Convention on Pupils guarantees this right.

Please indicate whether the closures were ordered by your Ministry, and on what legal basis. What has been done to reopen
the classes?

We thank you for your attention and look forward to your reply within 60 days.

Sincerely,
"""


def test_running_text_has_points_and_law_and_courtesies_are_none() -> None:
    found = kinds_and_texts(RUNNING)
    assert [kind for kind, _ in found] == ["information", "information", "information", "question", "question"]
    assert found[2][1] == "two fathers who complained were arrested by the police."
    assert found[4][1] == "What has been done to reopen the classes?"
    assert not any("Article 30" in text or "thank you" in text or "draw your" in text for _, text in found)


PAGED = """SYNDICATE OF GARMENT WORKERS                 Page 1

Dear Sir,

Since the winter of 2019 the fire exits of the cutting room have
been chained during the night shift. Workers who asked for their

                              1
SYNDICATE OF GARMENT WORKERS                 Page 2

wages were beaten by guards of the mill.

Yours faithfully
"""


def test_a_sentence_goes_on_over_the_foot_of_a_page() -> None:
    points = letter_points(PAGED, "en")
    assert len(points) == 2
    assert points[1].text.startswith("Workers who asked")
    assert points[1].text.endswith("beaten by guards of the mill.")


def test_an_annex_of_names_has_no_points_but_what_was_done_to_them_is_one() -> None:
    text = (
        "Excellency,\n\nGuards beat forty prisoners in Harth in May 2019.\n\nYours sincerely,\n\nAnnex: persons mentioned\n\n"
        "1. Mr. Oru Bakam, born 1951\n2. Ms. Tala Oru, born 1980. She was beaten by soldiers on 3 June 2018.\n"
    )
    assert [t for _, t in kinds_and_texts(text)] == [
        "Guards beat forty prisoners in Harth in May 2019.",
        "She was beaten by soldiers on 3 June 2018.",
    ]


def test_what_is_of_no_concern_to_anybody_in_particular_is_no_point() -> None:
    text = "Excellency,\n\nWe express our grave concern at the alleged torture of prisoners.\n\nYours sincerely,\n"
    assert letter_points(text, "en") == ()


VETOED = {
    "an item like a courtesy": ("The names of the officers on duty", True),
    "an item that names a deadline": ("Copies of the log, within sixty days", True),
    "a deadline": ("Within sixty days, will you say who shot the men?", None),
    "a courtesy": ("If your office knew, why was nobody warned?", None),
    "a lead-in": ("Do you dispute the following points?", None),
    "a question in a list that tells": ("Who shot the men within 60 days of the strike?", False),
}


@pytest.mark.parametrize("name", VETOED)
def test_a_question_or_an_item_of_a_list_that_asks_is_never_taken_for_a_courtesy(name: str) -> None:
    words, listed = VETOED[name]
    assert Sentence(words, "en").nature(told=True, listed=listed) == "asks"


def test_questions_that_look_like_courtesy_or_procedure_are_points() -> None:
    text = (
        "Dear Minister,\n\nSoldiers shot ten men in Besi.\n\nWithin sixty days, will you say who shot the men? "
        "If your office knew, why was nobody warned?\n\nPlease provide:\n\n1. The names of the officers on duty\n"
        "2. The orders they were given\n"
    )
    assert [t for kind, t in kinds_and_texts(text) if kind == "question"] == [
        "Within sixty days, will you say who shot the men?",
        "If your office knew, why was nobody warned?",
        "The names of the officers on duty",
        "The orders they were given",
    ]


IN_CHINESE = """尊敬的部长：

根据收到的资料，二〇一九年三月九日，士兵在贝西镇向手无寸铁的矿工开枪，打死十人。

当地居民未获准埋葬死者，也没有任何人被起诉或受到调查。

1. 谁下达了命令？
2. 请提供当日值班军官的名单
• 家属的赔偿情况如何，何时支付，由谁支付
"""


def test_a_letter_in_a_language_without_rules_has_its_items_and_what_it_was_told() -> None:
    points = letter_points(IN_CHINESE, "zh")
    assert [(p.kind, p.number, p.text[:5]) for p in points] == [
        ("information", None, "根据收到的"),
        ("information", None, "当地居民未"),
        ("question", "1", "谁下达了命"),
        ("bullet", "2", "请提供当日"),
        ("bullet", None, "家属的赔偿"),
    ]
    assert all(p.text == p.span.of(IN_CHINESE) and p.language == "zh" for p in points)


@pytest.mark.parametrize("language", ["it", "xx", "ar", "zh-Hant"])
def test_numbered_items_are_points_in_every_language(language: str) -> None:
    text = "Egregio Ministro,\n\n1. Chi ha dato l'ordine?\n2. I nomi degli ufficiali\n3. Quando?\n"
    assert [(p.kind, p.number) for p in letter_points(text, language)] == [
        ("question", "1"),
        ("bullet", "2"),
        ("question", "3"),
    ]


def test_a_short_question_or_numbered_item_is_a_point() -> None:
    text = "Dear Minister,\n\nPlease tell us:\n\n1. Who gave the order?\n2. When?\n3. Ranks\n\nWho shot? Why?\n"
    assert [(p.number, p.text) for p in letter_points(text, "en") if p.kind == "question"] == [
        ("1", "Who gave the order?"),
        ("2", "When?"),
        ("3", "Ranks"),
        (None, "Who shot?"),
        (None, "Why?"),
    ]


def test_a_number_with_nothing_behind_it_but_dots_is_no_point() -> None:
    assert letter_points("Please tell us:\n\n1. ........\n2. ________\n", "en") == ()


IN_FRENCH = """Monsieur le Directeur général,

Selon les informations que nous avons recueillies, votre usine déverse depuis 2017 des solvants dans la Sorne. Aucune
des familles n'a été indemnisée.

L'article 12 du Code de l'eau interdit tout rejet sans autorisation.

Nous vous prions de répondre aux questions suivantes :

1. Votre usine dispose-t-elle d'une autorisation de rejet ?
2. Veuillez indiquer le nombre de personnes soignées.

Veuillez agréer, Monsieur, l'expression de nos salutations distinguées.
"""


def test_a_letter_in_french_has_its_points_and_keeps_its_language() -> None:
    points = letter_points(IN_FRENCH, "fr")
    assert [p.kind for p in points] == ["information", "information", "question", "question"]
    assert {p.language for p in points} == {"fr"}


@pytest.mark.parametrize(
    "run", ["1. aaaa bbbb cccc\n" * 20_000, "Mr. " * 40_000, "Guards beat two men, and " * 5_000, "\n\n1\n\n" * 20_000]
)
def test_a_trap_run_is_read_in_time(run: str) -> None:
    for point in letter_points(run, "en"):
        assert point.text


@given(
    st.text(
        alphabet=st.sampled_from(
            "1.2)a•- \n\fAccording to the information received: Please?；Guards beat men, and was"
        ),
        max_size=200,
    )
)
def test_every_point_is_verbatim(text: str) -> None:
    for point in letter_points(text, "en"):
        assert text[point.span.start : point.span.end] == point.text == point.text.strip()


def test_a_run_of_list_marks_is_read_in_time() -> None:
    assert letter_points("1.\n" * 30_000, "en") == ()
    assert letter_points("- " * 50_000, "en") == ()
