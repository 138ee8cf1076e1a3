"""Which reader reads which media type. Each is imported when it is first needed, or by `warm_up`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from answerable.read.draft import Draft
from answerable.read.hints import Hints
from answerable.read.recognising import Recogniser

ReadOne = Callable[[bytes, Hints, Recogniser | None], Draft]

_READERS = {
    "text/html": "html:read_html",
    "text/plain": "plain:read_plain",
    "application/xml": "xml_text:read_xml",
    "application/pdf": "pdf:read_pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx:read_docx",
    "application/vnd.oasis.opendocument.text": "odt:read_odt",
    "message/rfc822": "mails:read_mail",
    "application/vnd.ms-outlook": "outlook:read_outlook",
    "application/rss+xml; element=item": "feed_entries:read_entry",
    "application/atom+xml; element=entry": "feed_entries:read_entry",
    "application/rss+xml": "feed_entries:read_feed",
    "application/atom+xml": "feed_entries:read_feed",
    **dict.fromkeys(
        ("image/png", "image/jpeg", "image/gif", "image/tiff", "image/bmp", "image/webp"), "pictures:read_picture"
    ),
}


def reader_for(media_type: str) -> ReadOne | None:
    """The reader of a media type, None when there is none."""
    where = _READERS.get(media_type)
    if where is None:
        return None
    module, name = where.split(":")
    reader: ReadOne = getattr(import_module(f"answerable.read.{module}"), name)
    return reader


def warm_up() -> None:
    """Import every reader and fill what they compute once, before the first outside byte is read."""
    for media_type in _READERS:
        reader_for(media_type)
    from answerable.read.documents import read_document
    from answerable.terms.digest import Digest

    for data in _TINY:
        read_document(data, Hints(), capture=Digest("0" * 64))


_TINY = (
    b"<html lang=en><head><title>Warm</title></head><body><article><h1>Warm</h1><p class=byline>By Ann Odell, 1 May "
    b"2019</p><p>" + b"A page read before any other, so that nothing is imported twice. " * 8 + b"</p></article>"
    b"</body></html>",
    b"Warm\n\nBy Ann Odell\n\nA text read before any other.\n",
)
