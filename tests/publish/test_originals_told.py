"""Originals that are not held are listed by name only where no word of the name may be a private person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.publish.bundle import Party
from answerable.publish.offices import Offices
from answerable.publish.originals_told import OriginalsTold, Told

TELLING = OriginalsTold(Offices((Party("v", ("Government of Veldonia", "Veldonia")), Party("c", ("Skerrin Foods",)))))
WITHHELD = {
    "letter from Maria Keller": "letter",
    "Maria Keller’s affidavit": "affidavit",
    "Maria Keller": "document",
    "LETTER FROM MARIA KELLER": "letter",
    "letter from M.K.": "letter",
    "letter from maria.keller@post.example": "letter",
    "a letter from Maria Keller to the Ministry of Ports": "letter",
    "letter from Maria Keller of the Ministry of Ports": "letter",
    "statement of Maria Keller and Ministry of Ports": "statement",
    "statement by the Ministry for Maria Keller": "statement",
    "Maria Keller's letter to Veldonia": "letter",
    "In June, Maria Keller told the police": "document",
    "Keller police statement": "statement",
    "the Keller court testimony": "testimony",
    "Will's statement of 3 June": "statement, 3 June",
    "June's statement": "statement",
    "letter from June": "letter",
    "letter from Emily Post": "letter",
    "her mother's letter": "letter",
    "lettre de Maria Keller": "lettre",
    "declaración de María Keller": "declaración",
    "Письмо Марии Келлер": "письмо",
    "玛丽亚·凯勒致外交部的信": "信",
    "رسالة ماريا كيلر إلى الوزارة": "رسالة",
}
NAMED = (
    "a statement of 3 June",
    "the clinic's letter",
    "the official report",
    "the post-mortem report",
    "Three death certificates",
    "its June letter",
    "In June, experts expressed alarm",
    "the Ministry of Ports’ statement of 3 June",
    "statement by the Permanent Mission of Veldonia",
    "Skerrin Foods' annual report",
    "the Egyptian ministry's statement",
    "statement by UN experts",
    "Harbour Tribune",
    "report by Reuters",
    "le rapport de la commission",
    "Bericht des Innenministeriums",
    "外交部的声明",
    "新华社",
)


@pytest.mark.parametrize("name", WITHHELD)
def test_a_name_that_may_be_a_persons_gives_way_to_kind_and_day(name: str) -> None:
    assert TELLING.told(name) == Told(WITHHELD[name], True)


@pytest.mark.parametrize("name", NAMED)
def test_outlets_offices_parties_and_names_of_nobody_are_listed_as_they_stand(name: str) -> None:
    assert TELLING.told(name) == Told(name, False)


PERSON = st.from_regex(r"Q[a-z]{2,8} (?:(?:van|de|al-)? ?)?Z[a-z]{2,8}", fullmatch=True)
AROUND = st.sampled_from(
    [
        "letter from {}",
        "{}’s report of 3 June",
        "the {} statement",
        "{}'s official record in June 2019",
        "letter from the Ministry of Ports to {}",
        "In May, {} said",
        "{}, Veldonia, wrote in June",
        "interview with {} and the police",
        "Statement by {} of the Court",
        "{}",
    ]
)


@given(PERSON, AROUND)
def test_no_part_of_a_persons_name_is_told(person: str, around: str) -> None:
    told = TELLING.told(around.format(person))
    assert told.withheld
    assert "Q" not in told.words
    assert "Z" not in told.words
    assert not {part.casefold() for part in person.split()} & set(told.words.casefold().replace(",", "").split())
