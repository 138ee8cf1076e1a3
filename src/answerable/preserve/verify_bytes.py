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

from answerable.preserve.at_rest import DAMAGED, AtRest, LockedError, Plain
from answerable.preserve.layout import STAMP_KINDS, Layout, is_file, segment_name
from answerable.preserve.verify_journal import Seen, unreadable
from answerable.terms.check import Check, Outcome
from answerable.terms.digest import Digest, is_digest

_SEGMENT = re.compile(r"\d{6,}\.jsonl\Z", re.ASCII)
_SIZE = re.compile(r"(?:0|[1-9][0-9]*)\Z")
_IN_PROGRESS = re.compile(r"\.[^/]{1,100}\.[0-9a-f]{16}\Z")
_UNFINISHED = "unfinished: it was being written when a command ended; the next writer sets it aside"


def check_bytes(layout: Layout, at_rest: AtRest, seen: Seen) -> Iterator[Check]:
    """Hash every blob and every file set aside again, in the order the entries name them."""
    place = _blob_at(layout)
    standing = {digest: seq for digest, seq in seen.claimed.items() if digest not in seen.destroyed}
    yield from _hashed("blob", place, standing, at_rest, seen)  # (6)
    yield from _hashed("set-aside", lambda digest: f"{layout.set_aside}/{digest}", seen.set_aside, Plain(), seen)
    for digest, seq in seen.destroyed.items():
        yield _destroyed(digest, seq, Path(place(digest)))


def _destroyed(digest: Digest, seq: int, path: Path) -> Check:
    if os.path.lexists(path):
        reason = f"entry {seq} says that it was destroyed, but its bytes are here"
        return Check("destroyed", digest, Outcome.FAILED, reason)
    return Check("destroyed", digest, Outcome.HELD, f"by decision of two people (entry {seq}); its bytes are gone")


def check_places(layout: Layout, seen: Seen) -> Iterator[Check]:
    """Every non-empty file under blobs/ and journal/ is covered by something, or is named here."""
    blob_at, incoming = _blob_at(layout), str(layout.incoming)
    for found in _files(str(layout.blobs)):
        if isinstance(found, OSError):
            yield Check("file", _shown(layout, str(found.filename)), *unreadable(found))
        elif (digest := layout.blob_named(found.name)) in seen.claimed and found.path == blob_at(Digest(str(digest))):
            continue  # hashed already
        elif _is_empty(found):
            continue
        elif found.path == f"{incoming}/{found.name}":
            yield Check("file", _shown(layout, found.path), Outcome.NOT_CHECKED, _UNFINISHED)
        elif digest is not None and found.path == blob_at(digest):
            reason = "unclaimed: no entry names it; the next writer sets it aside"
            yield Check("blob", digest, Outcome.NOT_CHECKED, reason)
        else:
            reason = "it is not a blob, and no entry names it"
            yield Check("file", _shown(layout, found.path), Outcome.NOT_CHECKED, reason)
    for found in _files(str(layout.journal)):
        if isinstance(found, OSError):
            yield Check("file", _shown(layout, str(found.filename)), *unreadable(found))
        elif not (_is_empty(found) or _covered(layout, seen, Path(found.path))):
            yield _uncovered(layout, Path(found.path))


def _hashed(
    what: str, place: Callable[[Digest], str], claims: dict[Digest, int], at_rest: AtRest, seen: Seen
) -> Iterator[Check]:
    """A check for each claimed digest, in the order of the entries."""
    for digest, seq in claims.items():
        try:
            found = at_rest.digest(place(digest))
        except FileNotFoundError:
            if digest in seen.withheld.digests and digest in seen.exported:
                yield Check(what, digest, Outcome.NOT_CHECKED, "withheld when this copy was made")
            else:
                yield Check(what, digest, Outcome.FAILED, f"entry {seq} names it, but it is missing")
        except LockedError as error:
            yield Check(what, digest, Outcome.NOT_CHECKED, str(error))
        except OSError as error:
            yield Check(what, digest, *unreadable(error))
        else:
            if found == digest:
                yield Check(what, digest, Outcome.HELD)
            elif found is None:
                yield Check(what, digest, Outcome.FAILED, f"entry {seq} names it, but what stands there is no file")
            elif found == DAMAGED:
                reason = f"changed: entry {seq} names it, but what stands there no longer decrypts"
                yield Check(what, digest, Outcome.FAILED, reason)
            else:
                reason = f"changed: entry {seq} names it, but its bytes are now {found}"
                yield Check(what, digest, Outcome.FAILED, reason)


def _blob_at(layout: Layout) -> Callable[[Digest], str]:
    base, suffix = str(layout.blobs), layout.suffix
    return lambda digest: f"{base}/{digest[:2]}/{digest}{suffix}"


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
