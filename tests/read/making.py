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


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the second is the tree of its pages."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate((b"<< /Type /Catalog /Pages 2 0 R >>", *objects), 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table)
    return bytes(out)


def pdf_stream(data: bytes, *, extra: bytes = b"", packed: bool = False) -> bytes:
    """A stream object, deflated if wanted."""
    raw, how = (zlib.compress(data), b"/Filter /FlateDecode") if packed else (data, b"")
    return b"<< /Length %d %s %s >>\nstream\n" % (len(raw), how, extra) + raw + b"\nendstream"


def pdf_page(content: bytes, resources: bytes, *objects: bytes, extra: bytes = b"") -> bytes:
    """A PDF of one page; `objects` are numbered from 6. Its words are `A letter.`"""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R %s /Resources << %s %s >> >>"
    font = b"/Font << /F 5 0 R >>"
    return pdf_of(
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page % (extra, font, resources),
        pdf_stream(b"BT /F 9 Tf 20 200 Td (A letter.) Tj ET " + content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
    )


def pdf_form(content: bytes, resources: bytes, *, packed: bool = False) -> bytes:
    """A form that draws `content`."""
    extra = b"/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << %s >>" % resources
    return pdf_stream(content, extra=extra, packed=packed)


def with_forms(contents: list[bytes], *, last: int = 0, packed: bool = False) -> bytes:
    """A page that draws a form that draws a form …; each knows the next as `/X`, the last one number `last`."""
    forms = []
    for number, content in enumerate(contents, 7):
        following = number if number < len(contents) + 6 else last
        forms.append(pdf_form(content, b"/XObject << /X %d 0 R >>" % following if following else b"", packed=packed))
    return pdf_page(b"/X Do", b"/XObject << /X 6 0 R >>", *forms)
