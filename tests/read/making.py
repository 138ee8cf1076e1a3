"""Small documents made by the tests themselves, so that every byte of them is known."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from answerable.read.documents import Hints, read_document
from answerable.read.reading import Reading
from answerable.read.recognising import Recogniser
from answerable.terms.digest import digest_bytes

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(data: bytes | str, *, ocr: Recogniser | None = None, **hints: object) -> Reading:
    """The reading of some bytes (or of a text as UTF-8), with any hints."""
    raw = data.encode() if isinstance(data, str) else data
    return read_document(raw, Hints(**hints), capture=digest_bytes(raw), ocr=ocr)  # type: ignore[arg-type]


def words_of(reading: Reading, label: str = "body") -> list[str]:
    """The words of the blocks with a label."""
    return [reading.text[b.start : b.end] for b in reading.blocks if b.label == label]


def zipped(**members: bytes | str) -> bytes:
    """A zip of members; `__` in a name stands for a slash, `_DOT_` for a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), data)
    return out.getvalue()


def docx(body: str, **members: bytes | str) -> bytes:
    """A Word document whose body is this XML (prefix `w`)."""
    xml = f'<w:document xmlns:w="{WORD}" xmlns:r="urn:r"><w:body>{body}</w:body></w:document>'
    return zipped(word__document_DOT_xml=xml, **members)


def paragraph(words: str, style: str = "") -> str:
    """A Word paragraph of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def odt(body: str, **members: bytes | str) -> bytes:
    """An OpenDocument text whose body is this XML (prefixes `text`, `office`, `table`, `xlink`)."""
    spaces = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:b" xmlns:xlink="urn:x" xmlns:draw="urn:d"'
    xml = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped(mimetype="application/vnd.oasis.opendocument.text", content_DOT_xml=xml, **members)


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A grey PNG that declares a size, whatever it holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def page(body: str, head: str = "", lang: str = "en") -> str:
    """A web page."""
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


STORY = (
    "The harbour office of Veldonia said on Tuesday that the gates of the old cannery had been closed for repairs.",
    "“Nobody was kept there against their will,” said Othmar Reyl, who speaks for the office, in a short statement.",
    "Three women who worked nights at the cannery told this paper that the gates were locked from outside until March.",
    "The office did not say when the repairs would end, nor who had ordered them, nor why no work had been seen there.",
)
PAGE = page(
    '<nav><a href="/">Front page</a> <a href="/sport">Sport</a> <a href="/weather">Weather</a></nav>'
    '<main><article><h1>Gates of the cannery “closed for repairs”</h1><p class="byline">By Ann Odell</p>'
    + "".join(f"<p>{p}</p>" for p in STORY)
    + '<p>The letter is <a href="https://office.example/letter.pdf">on the office’s pages</a> since Monday evening.</p>'
    "</article></main><footer><p>© Morning Ledger. All rights reserved.</p><p>Contact us</p></footer>",
    '<meta charset="utf-8"><title>Gates of the cannery “closed for repairs” | Morning Ledger</title>'
    '<link rel="canonical" href="https://ledger.example/gates"><meta property="og:site_name" content="Morning Ledger">'
    '<link rel="alternate" hreflang="fr" href="/fr/portes">'
    '<meta property="article:published_time" content="2019-03-14T09:20:00+01:00">',
)
