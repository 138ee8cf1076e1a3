"""Language, letter references, flagged characters, the map from a page's extracted lines to its blocks."""

from __future__ import annotations

import time

import pytest

from answerable.read.flags import flags_of, without_controls
from answerable.read.html_body import body_shares
from answerable.read.language import language_of, language_tag
from answerable.read.references import reference_of

LANGUAGES = {
    "English": ("The ministry said on Tuesday that the gates had been closed for repairs.", "en"),
    "French": ("Le ministère a déclaré mardi que les portes avaient été fermées pour travaux.", "fr"),
    "Russian": ("Министерство сообщило во вторник, что ворота закрыты на ремонт.", "ru"),
    "Chinese": ("内政部星期二表示，大门因维修而关闭，没有回答其他问题。", "zh"),
    "Arabic": ("قالت الوزارة يوم الثلاثاء إن البوابات أُغلقت للإصلاح.", "ar"),
    "Uyghur": ("مىنىستىرلىق سەيشەنبە كۈنى دەرۋازىلارنىڭ رېمونت ئۈچۈن تاقالغانلىقىنى بىلدۈردى.", "ug"),
    "numbers": ("12 34 56", None),
    "control characters": ("\x07\x1b The ministry said on Tuesday that the gates had been closed.", "en"),
}


@pytest.mark.parametrize(("words", "tag"), LANGUAGES.values(), ids=LANGUAGES.keys())
def test_a_language_is_told_or_left_open(words: str, tag: str | None) -> None:
    assert language_of(words) == tag


def test_declared_languages_become_tags() -> None:
    assert [language_tag(t) for t in ("en_US", "zh-hans-cn", "PT", "english", "")] == [
        "en-US",
        "zh-Hans-CN",
        "pt",
        None,
        None,
    ]


def test_letter_references_are_found_in_their_plain_form() -> None:
    assert reference_of("REFERENCE:\nAL\u00a0PAK 5/2018 of 3 May") == "AL PAK 5/2018"
    assert reference_of("JUA VEL 12/2019") == "JUA VEL 12/2019"
    assert reference_of("PAL PAK 5/2018, AL PAKI 5/2018, al pak 5/2018") is None


def test_characters_that_mislead_are_named_and_kept() -> None:
    assert flags_of("pay\u202etxt.exe\u200b") == ["1 bidirectional controls", "1 zero-width characters"]
    assert flags_of("\U000e0041\u200e") == ["1 direction marks", "1 tag characters"]
    assert flags_of("p\u0430ypal and \u0420aul") == ["2 letters beside Latin ones that look like them"]
    assert flags_of("nothing here, ничего, \u0394t, 5 µm") == []


def test_control_characters_are_shown_one_for_one() -> None:
    assert without_controls("a\x1b[31mb\ud800\n") == ("a\N{REPLACEMENT CHARACTER}[31mb\N{REPLACEMENT CHARACTER}\n", 2)


def test_extracted_lines_find_their_blocks_whatever_the_white_space() -> None:
    blocks = [
        "Menu",
        "Background",
        "The gates of the cannery\nwere closed for repairs.",
        "Background",
        "Nobody was kept there, the office said.",
        "Menu",
    ]
    lines = [
        "The gates of the cannery were closed for repairs.",
        "Background",
        "- Nobody was kept there, the office said.",
    ]
    assert body_shares(blocks, lines) == [0, 0, 1, 1, 1, 0]


def test_mapping_lines_to_blocks_is_linear_enough() -> None:
    blocks = ["a b c " * 20] * 3000
    began = time.process_time()
    body_shares(blocks, ["a b c " * 20] * 3000)
    assert time.process_time() - began < 2
