"""Lexicons of this room: they load, say where they come from, and their entries can match."""

from __future__ import annotations

from importlib.resources import files

import pytest

from answerable.confront.cues import cues
from answerable.confront.wording import LEXICONS
from answerable.resources import languages
from answerable.trace.words import words_of

NAMES = (*LEXICONS, "fields", "letters", "letter_points", "allegation", "act_verbs", "times")


@pytest.mark.parametrize("language", languages("denial"))
def test_a_language_with_rules_has_a_reason_in_every_file(language: str) -> None:
    root = files("answerable.resources") / "lexicons" / language
    for name in NAMES:
        path = root / f"{name}.toml"
        if path.is_file():
            assert path.read_text(encoding="utf-8").startswith("#")


def test_a_star_stands_for_any_ending_and_dots_for_some_words() -> None:
    found = cues("en", "denial", "deferral").find(
        words_of("The Ministry rejects it and cannot at this time comment.").norms
    )
    assert {"rejects", "declines"} <= set(found)


def test_han_entries_match_by_character() -> None:
    assert "untrue" in cues("zh", "denial").find(words_of("这些指控毫无根据。").norms)
