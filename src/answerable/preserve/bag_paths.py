"""Paths inside a bag: relative, plain, and each of them once on every file system.

In:   a path as a manifest or an archive gives it.
Out:  why it is refused, or nothing; the form in which two paths are compared.
Not:  touching any file.
"""

from __future__ import annotations

import re
import unicodedata

MAX_PATH = 1024  # characters; ours have at most 100

_DRIVE = re.compile(r"[A-Za-z]:")
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def refused_path(path: str) -> str:
    """Why `path` may not stand in a bag; empty when it may."""
    parts = path.split("/")
    if not path:
        return "the path is empty"
    if path.startswith(("/", "\\", "~")) or _DRIVE.match(path):
        return "the path is absolute"
    if ".." in parts:
        return "the path climbs out of the bag"
    if "\n" in path or "\r" in path:
        return "the path holds a line break"
    if _ACTING.search(path):
        return "the path holds a character that acts instead of showing"
    if "\\" in path:
        return "the path holds a backslash, which is a separator elsewhere"
    if "" in parts or "." in parts:
        return "the path has an empty part or a dot in place of a name"
    if len(path) > MAX_PATH:
        return f"the path has more than {MAX_PATH} characters"
    return ""


def folded(path: str) -> str:
    """`path` as a file system sees it that minds neither case nor normal form: equal here means one file there."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
