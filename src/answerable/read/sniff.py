"""What kind of document some bytes are: by their content first, by what was declared second.

In:   the beginning (and for zip and tar the structure) of the bytes, and hints.
Out:  a media type.
Not:  trusting names. A `.pdf` that begins with `<html` is a page.
"""

from __future__ import annotations

import io
import re
import zipfile

from answerable.read.hints import Hints

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"WARC/1.", "application/warc"),
    (b"{\\rtf", "application/rtf"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-msdownload"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
)
_HTML = re.compile(
    rb"<(?:!doctype\s{1,9}html|html|head|body|title|meta|article|section|h1|p|div|table|span|a|br|font)[\s>/]", re.I
)
_FEED = re.compile(rb"<(?:[A-Za-z]{1,20}:)?(rss|feed|RDF)[\s>]")
_XML = re.compile(rb"\A\s{0,99}<(?:\?xml|[A-Za-z_][\w.:-]{0,99}[\s/>])")
_HEADER = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,50}\r?\n){2}"
)
_MAIL_FIELDS = re.compile(
    rb"^(?:From|To|Subject|Date|Message-ID|Received|MIME-Version|Return-Path|Delivered-To):", re.I | re.M
)
_MBOX = re.compile(rb"From [^\r\n]{3,200}\r?\n[A-Za-z][A-Za-z0-9-]{1,60}:")
_HEAD = 8192

CONTAINERS = frozenset(
    (
        "application/zip",
        "application/x-tar",
        "application/gzip",
        "application/x-bzip2",
        "application/x-xz",
        "application/mbox",
        "application/warc",
        "application/x-wacz",
    )
)
PICTURES = frozenset(("image/png", "image/jpeg", "image/gif", "image/tiff", "image/bmp", "image/webp"))
_ITEM_TYPES = {"application/rss+xml": "item", "application/atom+xml": "entry"}
_BY_DECLARATION = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "message/rfc822": "message/rfc822",
    "application/mbox": "application/mbox",
}
_BY_SUFFIX = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".eml": "message/rfc822",
    ".mbox": "application/mbox",
}


def media_type_of(data: bytes, hints: Hints) -> str:
    """The media type of `data`; `application/octet-stream` when it is neither known nor text."""
    element = hints.parameter("element")
    if element and _ITEM_TYPES.get(hints.declared) == element:
        return f"{hints.declared}; element={element}"
    head = data[:_HEAD]
    for magic, media_type in _MAGIC:
        if head.startswith(magic) and not (len(magic) < 3 and _is_text(head)):
            return _ole_kind(data) if media_type == "application/x-ole-storage" else media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if head[257:262] == b"ustar":
        return "application/x-tar"
    at = head.find(b"%PDF-", 0, 1024)  # readers accept a kilobyte of rubbish before it
    if at > 0 and not _is_text(head[:at]):
        return "application/pdf"
    if not data.strip():
        return "text/plain"
    return _text_kind(head, hints) if _is_text(head) else "application/octet-stream"


def _text_kind(head: bytes, hints: Hints) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "ignore").encode("utf-8")
    start = start.lstrip()
    if _MBOX.match(start):
        return "application/mbox"
    if len(_MAIL_FIELDS.findall(start[:4000])) >= 2 and _HEADER.match(start):
        return "message/rfc822"
    wanted = _BY_DECLARATION.get(hints.declared) or _BY_SUFFIX.get(hints.suffix)
    if start.startswith(b"<"):
        if (feed := _FEED.search(start, 0, 2000)) and not _HTML.match(start):
            return "application/atom+xml" if feed[1] == b"feed" else "application/rss+xml"
        if _HTML.search(start):
            return "text/html"
        if _XML.match(start):
            return wanted or "application/xml"
    if wanted == "application/mbox":
        return "text/plain"  # an mbox shows itself by its first line
    if wanted == "text/html" and not _HTML.search(start) and b"<" not in start:
        return "text/plain"
    return wanted or "text/plain"


def _is_text(head: bytes) -> bool:
    """Whether the beginning has no more than a trace of control characters (or is UTF-16 with its mark)."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    zeros = head.count(0)
    if zeros and (head[0::2].count(0) > 0.3 * len(head) or head[1::2].count(0) > 0.3 * len(head)):
        return zeros < 0.55 * len(head)  # UTF-16 without a mark
    controls = sum(head.count(c) for c in (*range(9), 14, 15, *range(16, 27), *range(28, 32)))
    return controls * 100 <= len(head)


def _zip_kind(data: bytes) -> str:
    """Which kind of zip: a document by the names of its members, else a container."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as members:
            names = {info.filename for info in members.filelist[:2000]}
            if "word/document.xml" in names:
                return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            if "xl/workbook.xml" in names:
                return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            if "ppt/presentation.xml" in names:
                return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            if "mimetype" in names and "content.xml" in names:
                return "application/vnd.oasis.opendocument.text"
            if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
                return "application/x-wacz"
    except (zipfile.BadZipFile, ValueError, NotImplementedError, IndexError, OSError, EOFError):
        pass  # a broken archive is still an archive; acquiring it says what is wrong
    return "application/zip"


def _ole_kind(data: bytes) -> str:
    """Outlook messages name their streams `__properties_version1.0`, in UTF-16."""
    wide = "__properties_version1.0".encode("utf-16-le")
    return "application/vnd.ms-outlook" if wide in data else "application/x-ole-storage"
