"""Plain text in any encoding: decoding states what it did, and the reader keeps every word."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.soundness import require_sound

from answerable.read.decoding import decode
from answerable.read.hints import Hints

_CHARSETS = (None, "utf-8", "latin-1", "gb2312", "iso-2022-jp", "utf-16", "koi8-r", "no such charset", "utf-7", "idna")


def seeds() -> Iterator[bytes]:
    yield b"\0Gates closed\n\nBy Ann Odell\n14 March 2019\n\nThe office said https://office.example/x, and no more."
    for number, (words, charset) in enumerate(
        (
            ("Ворота закрыты.", "cp1251"),
            ("门关了。", "gb18030"),
            ("البوابات مغلقة", "utf-16"),
            ("戸は閉まった", "iso-2022-jp"),
        )
    ):
        yield bytes([number]) + words.encode(charset)


def check(data: bytes) -> None:
    charset = _CHARSETS[data[0] % len(_CHARSETS)] if data else None
    body = data[1:]
    decoded = decode(body, charset)
    assert 0 <= decoded.confidence <= 1
    assert decoded.undecodable == decoded.text.count("\N{REPLACEMENT CHARACTER}")
    require_sound("text/plain", body, Hints(declared_type=f"text/plain; charset={charset}" if charset else None))
