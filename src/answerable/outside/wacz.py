"""A web archive of one visit: WACZ 1.1.1, one WARC inside, readable by ReplayWeb.page and by `acquire` again.

In:   exchanges of a browser, one by one, and the page they made.
Out:  a zip, stored: archive/data.warc.gz, indexes/index.cdx (CDXJ), pages/pages.jsonl, datapackage.json and its digest.
Not:  the bytes on the wire: bodies are as the page got them, so Content-Encoding and Transfer-Encoding stand under
      X-Archive-Orig- names, and Content-Length is that of the body kept.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from answerable.outside.exchanges import Exchange, Fields
from answerable.outside.wacz_index import index_line
from answerable.terms.moment import Moment

VERSION = "1.1.1"
_ARCHIVE = "data.warc.gz"
_UNDONE = ("content-encoding", "transfer-encoding", "content-length")
_IN_MEMORY = 8 << 20
_PIECE = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip's own dates tell nothing; those that matter are in the records


class WaczWriter:
    """Takes exchanges, then gives the archive. Use `close` when it is not finished."""

    def __init__(self, software: str) -> None:
        self._software = software
        self._warc = _file()
        self._writer = WARCWriter(self._warc, gzip=True, warc_version="1.1")
        self._index: list[str] = []
        info = {"software": software, "format": "WARC File Format 1.1", "note": "bodies as the page got them"}
        self._writer.write_record(self._writer.create_warcinfo_record(_ARCHIVE, info))

    def add(self, exchange: Exchange, remote: str) -> str:
        """Add an exchange whose body was had. `remote` is the address that answered, empty when unknown.

        Returns the body's digest. An answer without its body is left out: a reader would show it as an empty one.
        """
        body = exchange.body
        if body is None:
            raise ValueError("an exchange without its body has no place in an archive")
        digest = "sha256:" + hashlib.sha256(body).hexdigest()
        told = {"WARC-Date": exchange.started, "WARC-Payload-Digest": digest}
        if remote:
            told["WARC-IP-Address"] = remote
        start = self._warc.tell()
        response = self._record(exchange, "response", body, told, _answered(exchange, len(body)))
        self._writer.write_record(response)
        self._index.append(index_line(exchange, digest, start, self._warc.tell() - start, _ARCHIVE))
        concurrent = {
            "WARC-Date": exchange.started,
            "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            "WARC-Payload-Digest": "sha256:" + hashlib.sha256(exchange.posted).hexdigest(),
        }
        asked = StatusAndHeaders(
            f"{exchange.method} {_target(exchange.address)} HTTP/1.1", _http_1(exchange.asked), is_http_request=True
        )
        self._writer.write_record(self._record(exchange, "request", exchange.posted, concurrent, asked))
        return digest

    def _record(self, exchange: Exchange, kind: str, body: bytes, told: dict[str, str], head: StatusAndHeaders) -> Any:
        return self._writer.create_warc_record(
            exchange.address,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            warc_headers_dict=told,
            http_headers=head,
        )

    def finish(self, address: str, title: str, when: Moment) -> BinaryIO:
        """The archive, open at its start."""
        pages = (
            {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"},
            {"id": hashlib.sha256(address.encode()).hexdigest()[:32], "url": address, "title": title, "ts": when},
        )
        index = "".join(sorted(self._index)).encode()
        listed = "".join(json.dumps(page) + "\n" for page in pages).encode()
        out = _file()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            resources = [
                _store(archive, f"archive/{_ARCHIVE}", self._warc),
                _store(archive, "indexes/index.cdx", io.BytesIO(index)),
                _store(archive, "pages/pages.jsonl", io.BytesIO(listed)),
            ]
            package = {
                "profile": "data-package",
                "wacz_version": VERSION,
                "created": when,
                "software": self._software,
                "mainPageUrl": address,
                "mainPageDate": when,
                "resources": resources,
            }
            data = json.dumps(package, indent=2).encode()
            _store(archive, "datapackage.json", io.BytesIO(data))
            told = {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(data).hexdigest()}
            _store(archive, "datapackage-digest.json", io.BytesIO(json.dumps(told, indent=2).encode()))
        self.close()
        out.seek(0)
        return out

    def close(self) -> None:
        self._warc.close()


def _store(archive: zipfile.ZipFile, path: str, source: BinaryIO) -> dict[str, str | int]:
    """Put `source` in the archive; gives the line that lists it."""
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(path, _EPOCH)
    info.external_attr = 0o644 << 16
    # ReplayWeb.page finds a member's bytes by what the directory says; fields of large files stand at the member only.
    info.file_size = source.seek(0, io.SEEK_END)  # so that it gets none unless it needs them
    source.seek(0)
    with archive.open(info, "w") as target:
        while piece := source.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    return {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": size}


def _answered(exchange: Exchange, size: int) -> StatusAndHeaders:
    fields = []
    for name, value in _http_1(exchange.answered):
        fields.append((f"X-Archive-Orig-{name}" if name.lower() in _UNDONE else name, value))
    fields.append(("Content-Length", str(size)))
    return StatusAndHeaders(f"{exchange.status} {_one_line(exchange.words)}".strip(), fields, protocol="HTTP/1.1")


def _http_1(fields: Fields) -> list[tuple[str, str]]:
    """Without the fields that HTTP/2 writes with a colon, and without line ends in values."""
    return [(name, _one_line(value)) for name, value in fields if not name.startswith(":")]


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _target(address: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _file() -> BinaryIO:
    return cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))
