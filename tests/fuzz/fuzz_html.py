"""Web pages."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.soundness import require_sound
from tests.read.making import PAGE, STORY, page

from answerable.read.hints import Hints

_HINTS = Hints(path="page.html", declared_type="text/html; charset=utf-8", address="https://ledger.example/gates")


def seeds() -> Iterator[bytes]:
    yield PAGE.encode()
    yield page("".join(f"<p>{p}</p>" for p in STORY), "<meta charset=windows-1251>").encode("utf-8")
    yield page("<p>“Nobody” <b>was</b> kept<br>there<table><tr><td>a<td>b</table><ul><li>x</ul>", lang="ar").encode(
        "utf-16"
    )
    yield b'<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-03-14","author":[{"name":"A"}]}</script>'
    yield b"<html><body>" + b"<div><a href=x>" * 60 + b"deep"
    yield b"<!--" + b"<p>" * 20 + b"<![CDATA[ x ]]><?php ?><svg><math></title><textarea><p>"


def check(data: bytes) -> None:
    require_sound("text/html", data, _HINTS)
