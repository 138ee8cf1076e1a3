"""Allegations split into what can be true or false alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.confront.elements import split_elements

CASES = {
    "everything at once": (
        "On 9 March 2019 police in Sabrat beat twenty-two students outside the Hall of Weavers.",
        {("time", "9 March 2019"), ("author", "police"), ("place", "Sabrat"), ("place", "Hall of Weavers")},
    ),
    "victims with their number": ("Guards beat forty prisoners in Harth.", {("victims", "forty prisoners")}),
    "knowledge stands alone": (
        "The dam broke; the operator had been warned of cracks.",
        {("knowledge", "the operator had been warned of cracks.")},
    ),
    "the lack of a remedy": (
        "Two prisoners died. No investigation was opened.",
        {("remedy", "No investigation was opened.")},
    ),
    "a day in French": ("Le 4 juin 2020, des gardiens ont battu deux détenus.", {("time", "4 juin 2020")}),
    "a day in Chinese": ("2019年3月9日，警察殴打学生。", {("time", "3月9日")}),
}
LANGUAGES = {"a day in French": "fr", "a day in Chinese": "zh"}


@pytest.mark.parametrize("name", CASES)
def test_elements_are_found(name: str) -> None:
    text, wanted = CASES[name]
    found = {(p.kind, p.text) for p in split_elements(text, LANGUAGES.get(name, "en"))}
    assert wanted <= found


@given(st.text(max_size=300), st.sampled_from(["en", "fr", "zh", "xx", None]))
def test_every_part_is_verbatim_and_trimmed(text: str, language: str | None) -> None:
    parts = split_elements(text, language)
    for part in parts:
        assert text[part.span.start : part.span.end] == part.text == part.text.strip()
        assert part.text
    assert bool(parts) == bool(text.strip()) or not parts


def test_an_allegation_always_has_an_act_knowledge_or_remedy() -> None:
    kinds = {p.kind for p in split_elements("Guards beat prisoners.", "en")}
    assert "act" in kinds


@pytest.mark.parametrize("run", ["9 March " * 20_000, "A. " * 30_000, "The " * 30_000])
def test_a_trap_run_is_cut_in_time(run: str) -> None:
    assert split_elements(run, "en")
