"""Feeds: read whole, read item by item, and taken apart into exact slices."""

from __future__ import annotations

import io
from collections.abc import Iterator

from tests.fuzz.members import require_members
from tests.fuzz.soundness import require_sound

from answerable.read.hints import Hints

_RSS = (
    b'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Wire</title>'
    b"<item><title>Gates</title><link>https://wire.example/1</link><dc:creator>Ann</dc:creator>"
    b"<pubDate>Thu, 14 Mar 2019 09:20:00 GMT</pubDate><description>&lt;p&gt;Closed&lt;/p&gt;</description></item>"
    b"</channel></rss>"
)
_ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">Gates</title><link href="https://w.example/"/>'
    b"<updated>2019-03-14T09:20:00Z</updated><content type='xhtml'><div>Closed</div></content></entry></feed>"
)
_ITEM = b"<item><title>Gates</title><description>Closed</description></item>"


def seeds() -> Iterator[bytes]:
    yield from (_RSS, _ATOM, _ITEM)
    yield b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item>&a;</item></channel></rss>"


def check(data: bytes) -> None:
    require_members("feed", io.BytesIO(data))
    if data.startswith((b"<item", b"<entry")):
        kind = "rss+xml; element=item" if data.startswith(b"<item") else "atom+xml; element=entry"
        require_sound(f"application/{kind}", data, Hints(declared_type=f"application/{kind}"))
    else:
        require_sound("application/rss+xml", data, Hints(path="feed.xml"))
