"""Checks of the bytes that entries name, and of files that nothing names.

In:   what the entries claim (`Seen`), and the files as they are.
Out:  a `Check` per blob, per file set aside, and per file that nothing covers.
Not:  reading documents. A blob is bytes with a digest.

One file after the other, without threads: for small files handing them over costs more than hashing them, and for
large ones the disk is slower than one processor. Paths are plain text here, for there may be many.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from answerable.preserve.blobs import hash_regular
from answerable.preserve.layout import STAMP_KINDS, Layout, is_file, segment_name
from answerable.preserve.verify_journal import Seen, unreadable
from answerable.terms.check import Check, Outcome
from answerable.terms.digest import Digest, is_digest

_SEGMENT = re.compile(r"\d{6,}\.jsonl\Z", re.ASCII)
_SIZE = re.compile(r"(?:0|[1-9][0-9]*)\Z")
_IN_PROGRESS = re.compile(r"\.[^/]{1,100}\.[0-9a-f]{16}\Z")
_UNFINISHED = "unfinished: it was being written when a command ended; the next writer sets it aside"


def check_bytes(layout: Layout, seen: Seen) -> Iterator[Check]:
    """Hash every blob and every file set aside again, in the order the entries name them."""
    yield from _hashed("blob", _blob_at(layout), seen.claimed)  # (6)
    yield from _hashed("set-aside", lambda digest: f"{layout.set_aside}/{digest}", seen.set_aside)


def check_places(layout: Layout, seen: Seen) -> Iterator[Check]:
    """Every non-empty file under blobs/ and journal/ is covered by something, or is named here."""
    blob_at, incoming = _blob_at(layout), str(layout.incoming)
    for found in _files(str(layout.blobs)):
        if isinstance(found, OSError):
            yield Check("file", _shown(layout, str(found.filename)), *unreadable(found))
        elif found.name in seen.claimed and found.path == blob_at(Digest(found.name)):
            continue  # hashed already
        elif _is_empty(found):
            continue
        elif found.path == f"{incoming}/{found.name}":
            yield Check("file", _shown(layout, found.path), Outcome.NOT_CHECKED, _UNFINISHED)
        elif is_digest(found.name) and found.path == blob_at(Digest(found.name)):
            reason = "unclaimed: no entry names it; the next writer sets it aside"
            yield Check("blob", found.name, Outcome.NOT_CHECKED, reason)
        else:
            reason = "it is not a blob, and no entry names it"
            yield Check("file", _shown(layout, found.path), Outcome.NOT_CHECKED, reason)
    for found in _files(str(layout.journal)):
        if isinstance(found, OSError):
            yield Check("file", _shown(layout, str(found.filename)), *unreadable(found))
        elif not (_is_empty(found) or _covered(layout, seen, Path(found.path))):
            yield _uncovered(layout, Path(found.path))


def _hashed(what: str, place: Callable[[Digest], str], claims: dict[Digest, int]) -> Iterator[Check]:
    """A check for each claimed digest, in the order of the entries."""
    for digest, seq in claims.items():
        try:
            found = hash_regular(place(digest))
        except FileNotFoundError:
            yield Check(what, digest, Outcome.FAILED, f"entry {seq} names it, but it is missing")
        except OSError as error:
            yield Check(what, digest, *unreadable(error))
        else:
            if found == digest:
                yield Check(what, digest, Outcome.HELD)
            elif found is None:
                yield Check(what, digest, Outcome.FAILED, f"entry {seq} names it, but what stands there is no file")
            else:
                reason = f"changed: entry {seq} names it, but its bytes are now {found}"
                yield Check(what, digest, Outcome.FAILED, reason)


def _blob_at(layout: Layout) -> Callable[[Digest], str]:
    base = str(layout.blobs)
    return lambda digest: f"{base}/{digest[:2]}/{digest}"


def _covered(layout: Layout, seen: Seen, path: Path) -> bool:
    if not is_file(path):
        return False
    if path.parent in (layout.entries, layout.notes):
        return bool(_SEGMENT.match(path.name)) and path.name == segment_name(int(path.stem))
    if path.parent == layout.set_aside:
        return path.name in seen.set_aside
    if path.parent.parent != layout.seals or not _SIZE.match(path.parent.name):
        return False
    return path.name == "checkpoint" or (path.suffix in STAMP_KINDS and not path.name.startswith("."))  # (5) reads them


def _uncovered(layout: Layout, path: Path) -> Check:
    item = _shown(layout, str(path))
    if _IN_PROGRESS.match(path.name):
        return Check("file", item, Outcome.NOT_CHECKED, _UNFINISHED)
    if path.parent == layout.set_aside and is_digest(path.name):
        return Check("file", item, Outcome.NOT_CHECKED, "no entry names it yet; the next writer journals it")
    return Check("file", item, Outcome.FAILED, "nothing in the journal covers this file; move it elsewhere")


def _files(folder: str) -> Iterator[os.DirEntry[str] | OSError]:
    """Everything below `folder` that is not a folder, in order of name; an error for a folder we may not see."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        yield error
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        else:
            yield entry


def _is_empty(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_size == 0


def _shown(layout: Layout, path: str) -> str:
    return os.path.relpath(path, layout.root).encode("utf-8", "backslashreplace").decode()
