"""PDFs that would draw themselves for ever, or far too often: forms, patterns, masks, stamps, letters, trees of pages."""

from __future__ import annotations

from hostile_pieces import CATALOG, Making, pdf, stream

_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_PAINT = b"/Pattern cs /P scn 0 0 9 9 re f "
_MASKED = b"/GS gs 0 0 9 9 re f "
_STATE = b"/ExtGState << /GS 6 0 R >>"
_LETTERS = b"BT /F 9 Tf (aa) Tj ET "
_PICTURE = stream(
    bytes(64), b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray"
)


def page(content: bytes, resources: bytes, *objects: bytes, extra: bytes = b"") -> bytes:
    """A page that is a picture, so that somebody draws it; `objects` are numbered from 6, the picture is 5."""
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R %s /Resources << %s %s >> >>"
    pictures = b"" if b"/XObject" in resources else b"/XObject << /I 5 0 R >>"
    drawn = b"" if b"/XObject" in resources else b"q 300 0 0 300 0 0 cm /I Do Q "
    return pdf(CATALOG, _PAGES, leaf % (extra, pictures, resources), stream(drawn + content), _PICTURE, *objects)


def form(content: bytes, resources: bytes, kind: bytes = b"/Type /XObject /Subtype /Form") -> bytes:
    return stream(content, kind + b" /BBox [0 0 9 9] /Group << /S /Transparency >> /Resources << " + resources + b" >>")


def pattern(content: bytes, following: int) -> bytes:
    kind = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /XStep 9 /YStep 9"
    return form(content, b"/Pattern << /P %d 0 R >>" % following, kind)


def doubling(count: int) -> bytes:
    """Forms each of which draws the next one twice."""
    names = [b"/XObject << /X %d 0 R >>" % (number + 7) for number in range(count - 1)]
    forms = [form(b"/X Do /X Do", name) for name in names]
    return page(b"/X Do", b"/XObject << /X 6 0 R >>", *forms, form(b"0 0 m 9 9 l S", b""))


def letter(content: bytes) -> bytes:
    """A Type 3 font whose letter is drawn with itself."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 "
        b"/Widths [9] /Encoding << /Differences [97 /a] >> /CharProcs << /a 7 0 R >> /Resources << /Font << /F 6 0 R >> >> >>"
    )
    return page(_LETTERS, b"/Font << /F 6 0 R >>", font, stream(b"9 0 d0 " + content))


def twice_the_pages(depth: int) -> bytes:
    kids = [
        b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count %d >>" % (number + 1, number + 1, 1 << (depth + 2 - number))
        for number in range(2, depth + 2)
    ]
    return pdf(CATALOG, *kids, b"<< /Type /Page /MediaBox [0 0 9 9] >>")


DRAWINGS: dict[str, Making] = {
    "pdf-form-in-itself-packed-away.pdf": lambda: page(
        b"/X Do", b"/XObject << /X 6 0 R >>", form(b"/X Do /X Do", b"/XObject << /X 6 0 R >>")
    ).replace(b"/Form", b"/F#6frm"),
    "pdf-two-forms.pdf": lambda: page(
        b"/X Do",
        b"/XObject << /X 6 0 R >>",
        form(b"/X Do /X Do", b"/XObject << /X 7 0 R >>"),
        form(b"/X Do /X Do", b"/XObject << /X 6 0 R >>"),
    ),
    "pdf-doubling-forms.pdf": lambda: doubling(30),
    "pdf-deep-forms.pdf": lambda: page(
        b"/X Do",
        b"/XObject << /X 6 0 R >>",
        *(form(b"/X Do", b"/XObject << /X %d 0 R >>" % (n + 7)) for n in range(5_000)),
    ),
    "pdf-pattern-of-itself.pdf": lambda: page(_PAINT, b"/Pattern << /P 6 0 R >>", pattern(_PAINT * 2, 6)),
    "pdf-two-patterns.pdf": lambda: page(
        _PAINT, b"/Pattern << /P 6 0 R >>", pattern(_PAINT * 2, 7), pattern(_PAINT * 2, 6)
    ),
    "pdf-mask-of-itself.pdf": lambda: page(
        _MASKED, _STATE, b"<< /Type /ExtGState /SMask << /S /Luminosity /G 7 0 R >> >>", form(_MASKED * 2, _STATE)
    ),
    "pdf-stamp-of-itself.pdf": lambda: page(
        b"",
        b"",
        b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 99 99] /AP << /N 7 0 R >> >>",
        form(b"/X Do /X Do", b"/XObject << /X 7 0 R >>"),
        extra=b"/Annots [6 0 R]",
    ),
    "pdf-letter-of-itself.pdf": lambda: letter(_LETTERS * 4),
    "pdf-doubling-pages.pdf": lambda: twice_the_pages(28),
    "pdf-deep-pages.pdf": lambda: pdf(
        CATALOG,
        *(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(2, 3_000)),
        b"<< /Type /Page >>",
    ),
    "pdf-contents-of-itself.pdf": lambda: pdf(
        CATALOG, _PAGES, b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>", b"[4 0 R 4 0 R]"
    ),
    "pdf-many-saves.pdf": lambda: page(b"q " * 2_000_000, b""),
}
