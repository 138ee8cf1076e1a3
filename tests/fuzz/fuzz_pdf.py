"""PDFs: the reader in our code, and PDFium under it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.soundness import require_sound


def seeds() -> Iterator[bytes]:
    yield _pdf("BT /F1 12 Tf 72 700 Td (The gates of Veldonia were closed.) Tj ET")
    yield _pdf("BT /F1 12 Tf 72 700 Td [(By)-250(Ann)] TJ 0 -14 Td (14 March 2019) Tj ET", pages=3)
    yield _pdf("BT /F1 0 Tf 1 0 0 1 9 9 Tm (x) Tj 90 Tz T* (y) ' ET q Q")
    yield b"%PDF-1.7\n%%EOF"


def check(data: bytes) -> None:
    if not data.startswith(b"%PDF-"):
        data = b"%PDF-1.4\n" + data
    require_sound("application/pdf", data)


def _pdf(content: str, *, pages: int = 1) -> bytes:
    """A PDF of `pages` equal pages, written out by hand so that every byte of it can be fuzzed."""
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
    ]
    font = "<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    one = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 3 0 R/Resources<</Font{font}>>>>"
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate([*objects, *[one] * pages], 1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    head = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{head}trailer<</Root 1 0 R/Size {len(places) + 1}>>\nstartxref\n{start}\n%%EOF".encode()
