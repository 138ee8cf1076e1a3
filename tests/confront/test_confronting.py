"""Replies set against allegations: the traps by name, and what must hold for any text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.confront.confronting import Confrontation, Point, confront
from answerable.confront.status import states_of
from answerable.resources.codebook import load_codebook

BOOK = load_codebook()
CLINIC = (
    Point(
        "A1", "Between 2015 and 2018 prisoners of the Ruvani minority in Harth were given blood tests without consent."
    ),
    Point("A2", "In May 2019 two prisoners died after surgery in the Harth clinic."),
    Point("A3", "Prisoners who complained were moved to punishment cells."),
)


def only(reply: str, points: tuple[Point, ...] = CLINIC, language: str = "en") -> tuple[Confrontation, str, str, str]:
    """The strongest coding of one sentence that stands after an opening."""
    found = confront(points, [OPENING.get(language, ""), reply], language)
    rows = [r for r in found.coded if r.sentence == 1]
    order = ["addresses-directly", "addresses-in-part", "tangential", "does-not-address"]
    best = min(rows, key=lambda r: order.index(r.relation))
    return found, best.relation, best.stance, best.code


OPENING = {"en": "The Ministry thanks you for your letter.", "fr": "Le Ministère vous remercie de votre lettre."}

# name: (sentence, the relation, stance and code that are right)
TRAPS = {
    "quoting to deny": (
        "The claim that “prisoners were given blood tests without consent” is untrue.",
        "addresses-directly",
        "denies",
        "literal-denial",
    ),
    "general rejection": (
        "The Government rejects these accusations as unfounded.",
        "tangential",
        "denies",
        "blanket-rejection",
    ),
    "a rule is not a fact": (
        "Under section 12 of the Prisons Act no prisoner may be given a blood test unless he consents.",
        "tangential",
        "no-position",
        "legalism",
    ),
    "conditional": (
        "Had any prisoner died after surgery, a report would have reached the Ministry.",
        "tangential",
        "no-position",
        "legalism",
    ),
    "no complaint received": (
        "The Ministry has received no complaint from a prisoner about punishment cells.",
        "tangential",
        "no-position",
        "specific-information",
    ),
    "deferral": (
        "The deaths in the clinic are before the court, and the Ministry cannot comment.",
        "tangential",
        "no-position",
        "deferral",
    ),
    "principles": (
        "The experts should respect the sovereignty of Veldonia and stay within their mandate.",
        "does-not-address",
        "no-position",
        "principle-appeal",
    ),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_coded_by_the_rule_of_the_codebook(name: str) -> None:
    sentence, relation, stance, code = TRAPS[name]
    assert only(sentence)[1:] == (relation, stance, code)


@pytest.mark.parametrize("name", [n for n in TRAPS if TRAPS[n][1] not in ("addresses-directly",)])
def test_what_does_not_address_leaves_every_point_unanswered(name: str) -> None:
    found = only(TRAPS[name][0])[0]
    assert set(found.states.values()) == {"unanswered"}


def test_a_law_answers_when_the_allegation_is_about_the_law() -> None:
    law = (Point("A1", "The Press Ordinance of 2016 allows the minister to close a newspaper without a hearing."),)
    sentence = "Section 7 of the Press Ordinance requires a hearing before a judge before any newspaper is closed."
    found, relation, _, code = only(sentence, law)
    assert (relation, code) == ("addresses-directly", "specific-information")
    assert found.states["A1"] == "answered"


def test_individual_cases_for_a_general_charge_answer_it_in_part_at_most() -> None:
    found, relation, _, code = only(
        "Mr. Osk Talleran, one of the prisoners in Harth, signed a consent form for a blood test."
    )
    assert (relation, code) == ("addresses-in-part", "specific-information")
    assert found.states["A1"] == "partly-answered"


def test_a_number_disputed_is_a_detail_and_not_a_denial() -> None:
    points = (Point("A1", "At least 340 prisoners were given blood tests in Harth."),)
    _, relation, stance, code = only("According to the register of Harth, 61 prisoners were given blood tests.", points)
    assert (relation, stance, code) == ("addresses-directly", "disputes-detail", "specific-information")


def test_a_number_confirmed_concedes() -> None:
    points = (Point("A1", "At least 340 prisoners were given blood tests in Harth."),)
    assert only("According to the register of Harth, 352 prisoners were given blood tests.", points)[2] == "concedes"


def test_an_acknowledgement_is_not_an_answer() -> None:
    reply = [
        "The Permanent Mission of Veldonia presents its compliments to the Office.",
        "Your letter of 3 May has been received and forwarded to the competent authorities.",
        "A reply will be sent in due course.",
    ]
    found = confront(CLINIC, reply, "en")
    assert set(found.states.values()) == {"unanswered"}
    assert found.character == "receipt-acknowledged"


def test_silence_is_silence() -> None:
    found = confront(CLINIC, [], "en")
    assert set(found.states.values()) == {"unanswered"}
    assert found.character == "no-response"
    assert all("silence" in rule for rule in found.rules.values())


def test_parts_that_together_name_everyone_cover_the_point() -> None:
    points = (Point("A1", "Irel Tansy and Bram Quill were kept from seeing a lawyer after their arrest."),)
    reply = [
        "Ms. Tansy saw her lawyer on the evening of 4 June.",
        "Mr. Quill saw his lawyer on the morning of 5 June.",
    ]
    assert confront(points, reply, "en").states["A1"] == "answered"


# language: (allegation, a denial of it, a general rejection)
OTHER_LANGUAGES = {
    "fr": (
        "Des prisonniers de Harth ont été battus par les gardiens.",
        "L'allégation selon laquelle des prisonniers de Harth ont été battus est fausse.",
        "Le Gouvernement rejette l'ensemble des accusations.",
    ),
    "es": (
        "Los presos de Harth fueron golpeados por los guardias.",
        "La afirmación de que los presos de Harth fueron golpeados es falsa.",
        "El Gobierno rechaza las acusaciones por infundadas.",
    ),
    "zh": (
        "哈尔特监狱的囚犯遭到殴打。",
        "“哈尔特监狱的囚犯遭到殴打”的说法不属实。",
        "政府坚决反对这些毫无根据的指控。",
    ),
    "hi": (
        "हार्थ जेल में कैदियों को पीटा गया।",
        "यह दावा कि हार्थ जेल में कैदियों को पीटा गया, झूठ है।",
        "मंत्रालय ने आरोपों का खंडन किया।",
    ),
    "ru": (
        "Заключенных в Харте избивали охранники.",
        "Утверждение о том, что заключенных в Харте избивали, ложно.",
        "Правительство отвергает эти обвинения.",
    ),
}


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_a_denial_and_a_general_rejection_are_told_apart_in(language: str) -> None:
    allegation, denial, rejection = OTHER_LANGUAGES[language]
    points = (Point("A1", allegation),)
    assert only(denial, points, language)[1:] == ("addresses-directly", "denies", "literal-denial")
    found, relation, stance, code = only(rejection, points, language)
    assert (relation, stance, code) == ("tangential", "denies", "blanket-rejection")
    assert found.states["A1"] == "unanswered"


def test_a_language_without_rules_is_left_to_a_person_and_never_answered() -> None:
    found = confront((Point("A1", "Pangeran Harth dipukul oleh penjaga."),), ["Itu tidak benar."], "id")
    assert found.states == {"A1": "unanswered"}
    assert all(row.abstain for row in found.coded)


WORDS = st.lists(
    st.sampled_from(
        [
            "The",
            "Ministry",
            "prisoners",
            "Harth",
            "not",
            "never",
            "2019",
            "14",
            "May",
            "blood",
            "tests",
            "consent",
            "law",
            "Act",
            "section",
            "denies",
            "regret",
            "if",
            "had",
            "would",
            "they",
            "it",
            "experts",
            "false",
            "allegations",
            "died",
            "clinic",
            "two",
            "Mr.",
            "Osk",
            ",",
            ";",
            "“",
            "”",
            "of",
            "the",
            "in",
            "was",
            "were",
            "no.",
            "囚犯",
            "जेल",
            "السجن",
        ]
    ),
    max_size=25,
).map(" ".join)
TEXTS = st.one_of(WORDS, st.text(max_size=80))


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=4), st.sampled_from(["en", "fr", "zh", "xx", None]))
@settings(max_examples=120, deadline=None)
def test_any_text_gives_codebook_ids_and_one_row_a_pair(
    reply: list[str], texts: list[str], language: str | None
) -> None:
    points = [Point(f"p{i}", text) for i, text in enumerate(texts)]
    found = confront(points, reply, language)
    pairs = [(r.sentence, r.allegation) for r in found.coded]
    assert len(pairs) == len(set(pairs))
    assert {s for s, _ in pairs} == set(range(len(reply)))
    for row in found.coded:
        assert row.relation in BOOK.ids("relations")
        assert row.stance in BOOK.ids("stances")
        assert row.code in BOOK.ids("codes")
        assert 0 <= row.confidence <= 1
        assert row.allegation is None or row.allegation in {p.id for p in points}
    assert found.character in BOOK.ids("characters")
    assert all(sorted(r) == sorted(p.id for p in points) for r in found.rankings)
    assert set(found.states) == {p.id for p in points}


@given(st.lists(TEXTS, max_size=6))
@settings(max_examples=60, deadline=None)
def test_states_follow_from_the_codings_alone(reply: list[str]) -> None:
    found = confront(CLINIC, reply, "en")
    again, _ = states_of([p.id for p in CLINIC], found.coded)
    for id, state in found.states.items():
        assert state == again[id] or (state == "answered" and again[id] == "partly-answered")


NAMES = {"Veldonia": "Karsovia", "Harth": "Norrith", "Ruvani": "Tevian"}
SWAPPED_REPLY = [
    "Veldonia rejects these accusations.",
    "Prisoners in Harth gave their consent to blood tests, as the register shows.",
    "No prisoner died in Harth in May 2019.",
    "Veldonia trusts that the experts will respect its sovereignty.",
]


def test_changing_the_names_changes_nothing_but_the_names() -> None:
    def swapped(text: str) -> str:
        return re.sub("|".join(NAMES), lambda m: NAMES[m[0]], text)

    there = [Point(p.id, swapped(p.text)) for p in CLINIC]
    one = confront(CLINIC, SWAPPED_REPLY, "en")
    other = confront(there, [swapped(s) for s in SWAPPED_REPLY], "en")
    assert [(r.sentence, r.allegation, r.relation, r.stance, r.code) for r in one.coded] == [
        (r.sentence, r.allegation, r.relation, r.stance, r.code) for r in other.coded
    ]
    assert one.states == other.states
    assert one.character == other.character


def test_a_letter_of_200_points_against_500_sentences_takes_seconds_at_most() -> None:
    points = [
        Point(f"p{i}", f"On {1 + i % 28} May soldiers burned house {i} in village {i % 40} of Harth.")
        for i in range(200)
    ]
    reply = [f"House {i} in village {i % 40} was not burned, as the log of {1 + i % 28} May shows." for i in range(500)]
    start = time.process_time()
    confront(points, reply, "en")
    assert time.process_time() - start < 4  # 2 s wanted; room for a slow machine


@pytest.mark.parametrize(
    "run", ['"' * 100_000, "(" * 100_000, "a " * 50_000, "1," * 50_000, "“a " * 40_000, "9 " * 50_000]
)
def test_a_run_of_one_sign_costs_no_more_than_its_length(run: str) -> None:
    start = time.process_time()
    confront(CLINIC, [run], "en")
    assert time.process_time() - start < 3


def test_the_reason_is_a_sentence_an_investigator_can_use() -> None:
    found = only(TRAPS["a rule is not a fact"][0])[0]
    why = next(r.why for r in found.coded if r.sentence == 1)
    assert why.startswith("tangential, no position, legalism: it names a rule")
