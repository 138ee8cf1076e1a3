"""What hostile files are made of: small builders for each format, whose every byte can be read here.

In:   names, sizes, bytes. Out: bytes. Not: the traps themselves (`hostile_containers`, `hostile_documents`).
"""

from __future__ import annotations

import base64
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

Making = Callable[[], bytes]
WORDS = b"The harbour office of Veldonia did not say who had locked the gates of the old cannery.\n"
MAIL = b"From: a@veldonia.example\nTo: b@veldonia.example\nSubject: The log\nDate: Mon, 4 Mar 2024 10:00:00 +0000\n"
MARKER = "answerable-hostile-marker"  # no file of this name may appear anywhere


def zipped(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=9 if method else None) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            archive.writestr(info, data)
    return out.getvalue()


def nested(depth: int, width: int, core: bytes) -> bytes:
    for _ in range(depth):
        core = zipped([(f"{n}.zip", core) for n in range(width)])
    return core


def overlapping(times: int) -> bytes:
    """Many entries of the directory that all lead to one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kernel", bytes(2_000_000))
        first = archive.filelist[0]
        for number in range(times):
            entry = zipfile.ZipInfo(f"{number}")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(entry, field, getattr(first, field))
            archive.filelist.append(entry)
    return out.getvalue()


def patched(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """`data` with `value` at `offset` after every place of `signature`."""
    out, at = bytearray(data), data.find(signature)
    while at >= 0:
        out[at + offset : at + offset + len(value)] = value
        at = data.find(signature, at + 1)
    return bytes(out)


def tarred(*infos: tuple[tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for info, data in infos:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def special(kind: bytes, name: str) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd"
    return info, b""


def pdf(*objects: bytes, root: bytes = b"1 0 R", stray: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with a table that is right."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %s %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, stray, table)
    return bytes(out)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FLATE = b"/Filter /FlateDecode"


def one_page(content: bytes, extra: bytes = b"", box: bytes = b"[0 0 600 800]", resources: bytes = b"<< >>") -> bytes:
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources %s >>" % (box, resources)
    return pdf(CATALOG, pages, page, stream(content, extra))


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    head = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    out = b"\x89PNG\r\n\x1a\n"
    for kind, data in (head, *chunks, (b"IEND", b"")):
        out += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return out


def tiff_loop() -> bytes:
    entries = [(256, 3, 1, 8), (257, 3, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 200)]
    entries += [(278, 3, 1, 8), (279, 4, 1, 64)]
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *e) for e in entries)
    return (b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", 8)).ljust(200, b"\0") + bytes(64)


def record(payload: bytes, length: int | None = None, kind: str = "response") -> bytes:
    size = len(payload) if length is None else length
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://paper.example/a\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{'0' * 32}>\r\nContent-Type: application/http; msgtype=response\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n" % size + payload + b"\r\n\r\n"


def answer(body: bytes, *fields: bytes) -> bytes:
    return b"\r\n".join((b"HTTP/1.1 200 OK", b"Content-Type: text/html", *fields)) + b"\r\n\r\n" + body


def attached(name: bytes, data: bytes = b"x" * 20) -> bytes:
    part = b"Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=" + name
    part += b"\nContent-Transfer-Encoding: base64\n\n" + base64.b64encode(data) + b"\n"
    return MAIL + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nWords\n--b\n' + part + b"--b--\n"


def parts(depth: int) -> bytes:
    return (
        MAIL
        + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth))
        + b"\nx"
    )


def docx(document: bytes, **others: bytes) -> bytes:
    members = [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document)]
    return zipped(members + [(name.replace("__", "/"), data) for name, data in others.items()])


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = b"<!DOCTYPE x [<!ENTITY a0 'ha'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY n SYSTEM "http://127.0.0.1:9/x">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(fat: int) -> bytes:
    """An OLE file whose chain of sectors leads to `fat` for ever, with the name that messages have."""
    head = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 0x1000, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head = (head + struct.pack("<I", 0)).ljust(512, b"\xff")
    name = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 22, 5, 1)
    entry = (name + b"\xff" * 12 + bytes(36) + struct.pack("<II", 1, 512)).ljust(128, b"\0")
    return (
        head + struct.pack("<128I", *([fat] * 128)) + entry + "__properties_version1.0".encode("utf-16-le") + bytes(512)
    )
