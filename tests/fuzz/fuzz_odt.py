"""OpenDocument texts: the whole archive, and the XML inside one that is sound."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from tests.fuzz.soundness import require_sound
from tests.read.making import odt, zipped

_TYPE = "application/vnd.oasis.opendocument.text"


def seeds() -> Iterator[bytes]:
    whole = odt("<text:h>Letter</text:h><text:p>The gates<text:s text:c='3'/>were closed.</text:p><table:table/>")
    yield whole
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        yield archive.read("content.xml")
    yield b"<office:document-content xmlns:office='urn:o'/>"


def check(data: bytes) -> None:
    require_sound(_TYPE, data if data.startswith(b"PK") else zipped(mimetype=_TYPE, content_DOT_xml=data))
