"""Checks of the bytes that entries name, and of files that nothing names.

In:   what the entries claim (`Seen`), and the files as they are.
Out:  a `Check` per blob, per file set aside, and per file that nothing covers.
Not:  reading documents. A blob is bytes with a digest.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

from answerable.preserve.blobs import hash_file, stored
from answerable.preserve.layout import Layout, segment_name
from answerable.preserve.verify_journal import Seen
from answerable.terms.check import Check, Outcome
from answerable.terms.digest import Digest, is_digest

T = TypeVar("T")

_FORBIDDEN = "this program may not read it"
_THREADS = min(4, os.cpu_count() or 1)
_AT_ONCE = 256  # files handed to the threads together; bounds what waits in memory
_SEGMENT = re.compile(r"\d{6,}\.jsonl\Z")
_SIZE = re.compile(r"(?:0|[1-9][0-9]*)\Z")
_IN_PROGRESS = re.compile(r"\.[^/]{1,100}\.[0-9a-f]{16}\Z")


def check_bytes(layout: Layout, seen: Seen) -> Iterator[Check]:
    """Hash every blob and every file set aside again; name what is missing, and what no entry claims."""
    yield from _hashed("blob", layout.blob, seen.claimed)  # (6)
    yield from _hashed("set-aside", lambda digest: layout.set_aside / digest, seen.set_aside)
    unclaimed = stored(layout) - seen.claimed.keys() if layout.blobs.is_dir() else set()
    for digest in sorted(unclaimed):
        reason = "unclaimed: no entry names it; the next writer sets it aside"
        yield Check("blob", digest, Outcome.NOT_CHECKED, reason)


def check_places(layout: Layout, seen: Seen) -> Iterator[Check]:
    """Every non-empty file under blobs/ and journal/ is covered by something, or is named here."""
    for path in _files(layout.blobs):
        name = path.name
        if path.parent == layout.incoming:
            reason = "unfinished: it was being written when a command ended; the next writer sets it aside"
            yield Check("file", _shown(layout, path), Outcome.NOT_CHECKED, reason)
        elif not (is_digest(name) and path == layout.blob(Digest(name))):
            yield Check("file", _shown(layout, path), Outcome.NOT_CHECKED, "it is not a blob, and no entry names it")
    for path in _files(layout.journal):
        if _covered(layout, seen, path):
            continue
        item = _shown(layout, path)
        if _IN_PROGRESS.match(path.name):
            reason = "unfinished: it was being written when a command ended; the next writer sets it aside"
            yield Check("file", item, Outcome.NOT_CHECKED, reason)
        elif path.parent == layout.set_aside and is_digest(path.name):
            reason = "no entry names it yet; the next writer journals it"
            yield Check("file", item, Outcome.NOT_CHECKED, reason)
        else:
            yield Check("file", item, Outcome.FAILED, "nothing in the journal covers this file; move it elsewhere")


def _hashed(what: str, place: Callable[[Digest], Path], claims: dict[Digest, int]) -> Iterator[Check]:
    """A check for each claimed digest, in the order of the entries. Hashing runs beside reading."""

    def check(claim: tuple[Digest, int]) -> Check:
        digest, seq = claim
        found = _digest_at(place(digest))
        if found == digest:
            return Check(what, digest, Outcome.HELD)
        if is_digest(found):
            return Check(what, digest, Outcome.FAILED, f"changed: entry {seq} names it, but its bytes are now {found}")
        outcome = Outcome.NOT_CHECKED if found == _FORBIDDEN else Outcome.FAILED
        return Check(what, digest, outcome, f"entry {seq} names it, but {found}")

    with ThreadPoolExecutor(_THREADS) as pool:
        for batch in _batches(claims.items()):
            yield from pool.map(check, batch)


def _digest_at(path: Path) -> str:
    """The digest of the regular file at `path`, or words that say why there is none."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):  # a link or a pipe would lead elsewhere, or wait for ever
            return "what stands in its place is not a file"
        return hash_file(path)
    except FileNotFoundError:
        return "it is missing"
    except PermissionError:
        return _FORBIDDEN
    except OSError as error:
        return f"it cannot be read: {error.strerror}"


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch


def _covered(layout: Layout, seen: Seen, path: Path) -> bool:
    if path == layout.lock:
        return path.stat().st_size == 0
    if path.parent in (layout.entries, layout.notes):
        return bool(_SEGMENT.match(path.name)) and path.name == segment_name(int(path.stem))
    if path.parent == layout.set_aside:
        return path.name in seen.set_aside
    size = path.parent.name
    return (
        path.parent.parent == layout.seals and path.name == "checkpoint" and size.isdigit() and str(int(size)) == size
    )


def _files(folder: Path) -> Iterator[Path]:
    """Every file below `folder` that is not empty, links and other oddities included, in order of name."""
    for base, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(base, name)
            if not (stat.S_ISREG(path.lstat().st_mode) and path.stat().st_size == 0):
                yield path


def _shown(layout: Layout, path: Path) -> str:
    return path.relative_to(layout.root).as_posix().encode("utf-8", "backslashreplace").decode()
