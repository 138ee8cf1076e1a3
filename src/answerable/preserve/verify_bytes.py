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

from answerable.preserve.blobs import hash_file
from answerable.preserve.layout import Layout, segment_name
from answerable.preserve.verify_journal import Seen, unreadable
from answerable.terms.check import Check, Outcome
from answerable.terms.digest import Digest, is_digest

T = TypeVar("T")

_THREADS = min(4, os.cpu_count() or 1)
_AT_ONCE = 256  # files handed to the threads together; bounds what waits in memory
_SEGMENT = re.compile(r"\d{6,}\.jsonl\Z")
_UNFINISHED = "unfinished: it was being written when a command ended; the next writer sets it aside"
_SIZE = re.compile(r"(?:0|[1-9][0-9]*)\Z")
_IN_PROGRESS = re.compile(r"\.[^/]{1,100}\.[0-9a-f]{16}\Z")


def check_bytes(layout: Layout, seen: Seen) -> Iterator[Check]:
    """Hash every blob and every file set aside again, in the order the entries name them."""
    yield from _hashed("blob", layout.blob, seen.claimed)  # (6)
    yield from _hashed("set-aside", lambda digest: layout.set_aside / digest, seen.set_aside)


def check_places(layout: Layout, seen: Seen) -> Iterator[Check]:
    """Every non-empty file under blobs/ and journal/ is covered by something, or is named here."""
    for path, error in _files(layout.blobs):
        if error is not None:
            yield Check("file", _shown(layout, path), *unreadable(error))
        elif path.parent == layout.incoming:
            yield Check("file", _shown(layout, path), Outcome.NOT_CHECKED, _UNFINISHED)
        elif not (is_digest(path.name) and path == layout.blob(Digest(path.name))):
            yield Check("file", _shown(layout, path), Outcome.NOT_CHECKED, "it is not a blob, and no entry names it")
        elif path.name not in seen.claimed:
            reason = "unclaimed: no entry names it; the next writer sets it aside"
            yield Check("blob", path.name, Outcome.NOT_CHECKED, reason)
    for path, error in _files(layout.journal):
        item = _shown(layout, path)
        if error is not None:
            yield Check("file", item, *unreadable(error))
        elif _covered(layout, seen, path):
            continue
        elif _IN_PROGRESS.match(path.name):
            yield Check("file", item, Outcome.NOT_CHECKED, _UNFINISHED)
        elif path.parent == layout.set_aside and is_digest(path.name):
            reason = "no entry names it yet; the next writer journals it"
            yield Check("file", item, Outcome.NOT_CHECKED, reason)
        else:
            yield Check("file", item, Outcome.FAILED, "nothing in the journal covers this file; move it elsewhere")


def _hashed(what: str, place: Callable[[Digest], Path], claims: dict[Digest, int]) -> Iterator[Check]:
    """A check for each claimed digest, in the order of the entries. Hashing runs beside reading."""

    def check(claim: tuple[Digest, int]) -> Check:
        digest, seq = claim
        path = place(digest)
        try:
            if not stat.S_ISREG(path.lstat().st_mode):  # a link would lead elsewhere, a pipe would never end
                return Check(what, digest, Outcome.FAILED, f"entry {seq} names it, but what stands there is no file")
            found = hash_file(path)
        except FileNotFoundError:
            return Check(what, digest, Outcome.FAILED, f"entry {seq} names it, but it is missing")
        except OSError as error:
            return Check(what, digest, *unreadable(error))
        if found != digest:
            return Check(what, digest, Outcome.FAILED, f"changed: entry {seq} names it, but its bytes are now {found}")
        return Check(what, digest, Outcome.HELD)

    with ThreadPoolExecutor(_THREADS) as pool:
        for batch in _batches(claims.items()):
            yield from pool.map(check, batch)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch


def _covered(layout: Layout, seen: Seen, path: Path) -> bool:
    if not stat.S_ISREG(path.lstat().st_mode):
        return False
    if path.parent in (layout.entries, layout.notes):
        return bool(_SEGMENT.match(path.name)) and path.name == segment_name(int(path.stem))
    if path.parent == layout.set_aside:
        return path.name in seen.set_aside
    return path.parent.parent == layout.seals and path.name == "checkpoint" and bool(_SIZE.match(path.parent.name))


def _files(folder: Path) -> Iterator[tuple[Path, OSError | None]]:
    """Every file below `folder` that is not empty, links and other oddities included; and folders we may not see."""
    hidden: list[OSError] = []
    for base, folders, names in os.walk(folder, onerror=hidden.append):
        linked = [name for name in folders if Path(base, name).is_symlink()]
        folders.sort()
        for name in sorted([*names, *linked]):
            path = Path(base, name)
            about = path.lstat()
            if not (stat.S_ISREG(about.st_mode) and about.st_size == 0):
                yield path, None
    for error in hidden:
        yield Path(error.filename), error


def _shown(layout: Layout, path: Path) -> str:
    return path.relative_to(layout.root).as_posix().encode("utf-8", "backslashreplace").decode()
