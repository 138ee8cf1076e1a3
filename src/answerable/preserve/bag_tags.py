"""The two small files in which a bag says what it is: bagit.txt and bag-info.txt (RFC 8493).

In:   labels and values; or the bytes of such a file.
Out:  the bytes; or labels and values.
Not:  believing them. What can be counted is counted again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

DECLARATION_FILE, INFO_FILE = "bagit.txt", "bag-info.txt"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
OXUM = "Payload-Oxum"

_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_OXUM = re.compile(r"(0|[1-9][0-9]{0,18})\.(0|[1-9][0-9]{0,18})")


def wrong_declaration(data: bytes) -> str:
    """Why `data` is not the bagit.txt of a bag that this program reads; empty when it is."""
    if data == DECLARATION:
        return ""
    first = data[:200].decode("utf-8", "replace").split("\n")[0]
    return f"it must say BagIt-Version: 1.0 and UTF-8 in two lines; it begins with {first!r}"


def encode_info(rows: Sequence[tuple[str, str]]) -> bytes:
    """A line for each label and value. ValueError for what would not be read back the same."""
    for label, value in rows:
        if not _LABEL.fullmatch(label) or not value or value != value.strip() or len(value.splitlines()) != 1:
            raise ValueError(f"{label!r} and {value!r} cannot be a line of bag-info.txt")
    return "".join(f"{label}: {value}\n" for label, value in rows).encode()


def parse_info(data: bytes) -> list[tuple[str, str]]:
    """Labels and values in order. ValueError, saying what is wrong, for anything but the form we write."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 ({error.reason})") from error
    *lines, tail = text.split("\n")
    if tail:
        raise ValueError("its last line does not end")
    rows = [(label, value) for label, _, value in (line.partition(": ") for line in lines)]
    if encode_info(rows) != data:
        raise ValueError("it is not in its one exact form")
    return rows


def parse_oxum(text: str) -> tuple[int, int]:
    """Bytes and files of the payload. ValueError when `text` does not say."""
    match = _OXUM.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} does not give the bytes and the number of the files")
    return int(match[1]), int(match[2])
