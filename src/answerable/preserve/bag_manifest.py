"""A manifest of a bag (RFC 8493): a digest, two spaces, a path a line, as `sha256sum` writes and reads it.

In:   digests by path; or the bytes of a manifest.
Out:  the bytes; or digests by path.
Not:  whether the files are there, or the paths may be (`bag_paths`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from answerable.terms.digest import Digest

PAYLOAD, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
MAX_LINES = 2_000_000

_LINE = re.compile(r"([0-9a-f]{64})  (.+)", re.DOTALL)
_ESCAPED = {"%0A": "\n", "%0D": "\r", "%25": "%"}
_ESCAPE = re.compile("%0A|%0D|%25|%")


def encode_manifest(digests: Mapping[str, Digest]) -> bytes:
    """The manifest of `digests`, in order of path."""
    return "".join(f"{digests[path]}  {_escaped(path)}\n" for path in sorted(digests)).encode()


def parse_manifest(data: bytes, *, most: int = MAX_LINES) -> dict[str, Digest]:
    """Digests by path. ValueError, saying what is wrong, for anything but the form we write, in any order."""
    if data.startswith(b"\xef\xbb\xbf"):
        raise ValueError("it begins with a byte order mark")
    if data.count(b"\n") > most:
        raise ValueError(f"it has more than {most:,} lines")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 ({error.reason})") from error
    *lines, tail = text.split("\n")
    if tail:
        raise ValueError("its last line does not end")
    found: dict[str, Digest] = {}
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None or "\r" in line:
            raise ValueError(f"line {number} is not a SHA-256 digest, two spaces and a path")
        path = _unescaped(match[2], number)
        if path in found:
            raise ValueError(f"line {number} names a path for the second time")
        found[path] = Digest(match[1])
    return found


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _unescaped(text: str, number: int) -> str:
    def plain(match: re.Match[str]) -> str:
        if match[0] not in _ESCAPED:
            raise ValueError(f"line {number} holds a % that stands for nothing")
        return _ESCAPED[match[0]]

    return _ESCAPE.sub(plain, text)
