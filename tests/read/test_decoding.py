"""Bytes to characters: what was declared helps, what the bytes are decides, what is broken shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.read.decoding import decode

RUSSIAN = "Министерство внутренних дел сообщило, что письмо получено и ответ будет опубликован. " * 3
CHINESE = "内政部星期二表示，编号为五的来信已经收到，答复将在六十天内公布。" * 3
CASES = {
    "UTF-8": (RUSSIAN.encode(), None, "utf-8", RUSSIAN),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + CHINESE.encode(), None, "utf-8", CHINESE),
    "UTF-16 with a mark": (RUSSIAN.encode("utf-16"), None, "utf-16-le", RUSSIAN),
    "UTF-16 without a mark": ("A plain letter in wide characters.".encode("utf-16-be"), None, "utf-16-be", "A plain letter in wide characters."),  # noqa: E501
    "KOI8-R, declared": (RUSSIAN.encode("koi8-r"), "koi8-r", "koi8-r", RUSSIAN),
    "windows-1251, not declared": (RUSSIAN.encode("cp1251"), None, "cp1251", RUSSIAN),
    "GB18030, declared as GB2312": (CHINESE.encode("gb18030"), "gb2312", "gb18030", CHINESE),
    "Big5, declared": ("內政部沒有回答問題".encode("big5"), "big5", "big5hkscs", "內政部沒有回答問題"),
    "a declaration that lies": (RUSSIAN.encode(), "latin-1", "utf-8", RUSSIAN),
    "ISO-2022-JP, declared": ("政府の回答".encode("iso2022_jp"), "iso-2022-jp", "iso2022_jp", "政府の回答"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "declared", "encoding", "text"), CASES.values(), ids=CASES.keys())
def test_bytes_become_the_text_they_were(data: bytes, declared: str | None, encoding: str, text: str) -> None:
    found = decode(data, declared)
    assert (found.encoding.replace("_", "-"), found.text) == (encoding.replace("_", "-"), text)


def test_undecodable_bytes_become_visible_marks_and_are_counted() -> None:
    found = decode("Réponse reçue, réponse lue, réponse gardée, réponse perdue, répétée. ".encode() * 4 + b"\xff", None)
    assert (found.text.count("\N{REPLACEMENT CHARACTER}"), found.undecodable) == (1, 1)
    assert found.notes == ["1 undecodable byte sequences shown as U+FFFD"]


def test_a_guess_is_said_with_its_confidence() -> None:
    (note,) = decode(RUSSIAN.encode("cp1251")).notes
    assert note.startswith("charset guessed: cp1251, confidence 0.")


def test_utf_7_and_codecs_that_are_no_charsets_are_not_used() -> None:
    assert decode(b"+ADw-script+AD4-", "utf-7").text == "+ADw-script+AD4-"
    assert decode(b"68656c6c6f", "hex").text == "68656c6c6f"


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1251", "nonsense", "utf-16", "shift_jis", "idna"]))
def test_any_bytes_decode(data: bytes, declared: str | None) -> None:
    found = decode(data, declared)
    assert found.undecodable == found.text.count("\N{REPLACEMENT CHARACTER}") or found.how == "valid UTF-8"
