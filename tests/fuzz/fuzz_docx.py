"""Word documents: the whole archive, and the XML inside one that is sound."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.soundness import require_sound
from tests.read.making import docx, paragraph, zipped

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def seeds() -> Iterator[bytes]:
    whole = docx(paragraph("Letter", "Title") + paragraph("The gates were closed on 14 March 2019."))
    yield whole
    yield (
        b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
        + (paragraph("Dear office") + "<w:tbl><w:tr><w:tc>" + paragraph("1") + "</w:tc></w:tr></w:tbl>").encode()
        + b"</w:body></w:document>"
    )
    yield b"<a><b/></a>"


def check(data: bytes) -> None:
    require_sound(_TYPE, data if data.startswith(b"PK") else zipped(word__document_DOT_xml=data))
