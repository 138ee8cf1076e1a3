"""Which inputs hold others: told by their bytes, never by what they are called.

In:   the beginning of a stream that can be rewound.
Out:  the kind of container, None for a document.
Not:  taking anything out. `may_hold` only compares the first 8 KiB; `container_kind` also looks under a layer of
      compression and at directories, and runs where outside bytes may be parsed.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import zipfile
import zlib
from typing import BinaryIO, Literal

Kind = Literal["zip", "wacz", "tar", "gzip", "bzip2", "xz", "mailbox", "mail", "outlook", "feed", "warc"]

HEAD = 8192
_HEADER = re.compile(
    rb"(?i)^(from|to|cc|date|subject|message-id|received|return-path|mime-version|delivered-to|x-[\w-]+):"
)
_ANY_HEADER = re.compile(rb"^[!-9;-~]{1,100}:")
_ONE_TEXT = re.compile(
    rb"(?i)content-type: ?text/(?:plain|html) ?(?:; ?(?:charset|format|delsp)=[\w\"'.:-]{1,60} ?){0,4};?\Z"
)
_HARMLESS = re.compile(rb"(?i)content-(?:transfer-encoding|language|length|class):")
_FEED = re.compile(rb"<(?:rss|(?:\w{1,20}:)?feed|rdf:RDF)[\s>]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TNEF = b"\x78\x9f\x3e\x22"
_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", _OLE)
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")  # a stream that only messages have
_CHUNK = 1 << 20
_DOCUMENT_MEMBERS = ("[Content_Types].xml", "mimetype", "AndroidManifest.xml", "META-INF/MANIFEST.MF")


def may_hold(stream: BinaryIO) -> bool:
    """Whether the first bytes are those of a container or of a document built like one. `stream` is left at its start."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    kind = _plain(head)
    return head.startswith(_BEGINNINGS) or (kind is not None and not (kind == "mail" and is_one_text(head)))


def is_one_text(head: bytes) -> bool:
    """Whether the header of a message, whole in `head`, says that it is one text: nothing can be taken out of it.

    Doubt means no. Lines end as the mail package ends them: with a line feed, a carriage return, or both.
    """
    before, ends, _ = _ended_alike(head).partition(b"\n\n")
    return bool(ends) and not _tells_of_parts(before)


def _ended_alike(head: bytes) -> bytes:
    return head.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _tells_of_parts(before: bytes) -> bool:
    """Whether a field of the header `before`, its lines ended with a line feed, may say that there is more than one text."""
    fields: list[bytes] = []
    for line in before.split(b"\n"):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] += line
        else:
            fields.append(line)
    about = [b" ".join(field.split()) for field in fields if field[:8].lower() == b"content-"]
    return not all(_ONE_TEXT.match(field) or _HARMLESS.match(field) for field in about)


def container_kind(stream: BinaryIO) -> Kind | None:
    """The kind of container in `stream`, which is left at its start."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    kind = _packed(head, stream) or _outlook(head, stream) or _plain(head)
    stream.seek(0)
    return kind


def _packed(head: bytes, stream: BinaryIO) -> Kind | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(stream)
    if head.startswith(b"\x1f\x8b"):
        return _inside(gzip.GzipFile(fileobj=stream, mode="rb")) or "gzip"
    if head.startswith(b"BZh"):
        return _inside(bz2.BZ2File(stream)) or "bzip2"
    if head.startswith(b"\xfd7zXZ\x00"):
        return _inside(lzma.LZMAFile(stream)) or "xz"
    return None


def _inside(unpacked: gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile) -> Kind | None:
    """What is under one layer of compression: a tape archive, a web archive, or None for a single file."""
    try:
        head = unpacked.read1(HEAD)  # what there is, also of a file that is cut off
    except (OSError, EOFError, zlib.error, lzma.LZMAError):
        return None
    return _plain(head, under=True)


def _plain(head: bytes, *, under: bool = False) -> Kind | None:
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"WARC/"):
        return "warc"
    if under:
        return None
    if head.startswith(b"From ") and _ANY_HEADER.match(head.partition(b"\n")[2].lstrip(b">")):
        return "mailbox"
    if _is_mail(head):
        return "mail"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _FEED.search(head) and b"<html" not in head.lower():
        return "feed"
    return None


def _outlook(head: bytes, stream: BinaryIO) -> Kind | None:
    """An OLE file is a message when its directory, which may lie anywhere in it, names the properties of one."""
    if not head.startswith(_OLE):
        return None
    stream.seek(0)
    held = b""
    while data := stream.read(_CHUNK):
        if _OUTLOOK in held + data:
            return "outlook"
        held = data[-len(_OUTLOOK) :]
    return None


def _is_mail(head: bytes) -> bool:
    """Whether the first lines are header fields, two or more of them those of a message.

    A line that is none may end them, as it does for the mail package, or be passed over: then this is a message only
    when a field tells of parts, which would be lost else. What only resembles a message is a document.
    """
    known = 0
    for line in head.splitlines()[:40]:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        if not _ANY_HEADER.match(line):
            return known >= 2 and _tells_of_parts(_ended_alike(head).partition(b"\n\n")[0])
        known += bool(_HEADER.match(line))
    return known >= 2


def _zip_kind(stream: BinaryIO) -> Kind | None:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()[:200]
    except (zipfile.BadZipFile, ValueError, IndexError, OSError, NotImplementedError, RuntimeError, EOFError):
        return "zip"  # its reader will say what is wrong with it
    if any(name in _DOCUMENT_MEMBERS for name in names):
        return None
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return "wacz"
    return "zip"


def begins_a_feed(stream: BinaryIO) -> bool:
    """Whether the first bytes are those of a feed; nothing is parsed. `stream` is left at its start."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    return _plain(head) == "feed"


def begins_a_parcel(stream: BinaryIO) -> bool:
    """Whether this is what Outlook packs a message's parts into for others (TNEF, `winmail.dat`)."""
    stream.seek(0)
    head = stream.read(len(_TNEF))
    stream.seek(0)
    return head == _TNEF
