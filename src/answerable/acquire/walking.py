"""From what a person offers to the files in it.

In:   paths of files and folders.
Out:  each regular file with the path `inputs` shows; everything else as a trouble with its reason.
Not:  following links, opening devices or pipes, or going into another case.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from answerable.acquire.members import Trouble


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was offered: where it is, and what it is called in the ledger of inputs."""

    path: str
    place: Path


def walk(offer: str) -> Iterator[Found | Trouble]:
    """The files in `offer`, a file or folder, in order of their names' bytes."""
    place = Path(offer)
    try:
        mode = place.stat().st_mode  # what a person names themselves may be a link
    except OSError as error:
        yield Trouble(offer, "refused", f"cannot be opened: {error.strerror or error}")
        return
    if stat.S_ISDIR(mode):
        yield from _folder(place, "")
    elif stat.S_ISREG(mode):
        yield Found(place.name, place.resolve())
    else:
        yield Trouble(offer, "skipped", _what(mode))


def _folder(folder: Path, prefix: str) -> Iterator[Found | Trouble]:
    """One folder after another, without recursion: folders may be nested deeper than Python calls may."""
    waiting = [(folder, prefix)]
    while waiting:
        here, label = waiting.pop()
        if _is_case(here):
            yield Trouble(label.rstrip("/") or here.name, "skipped", "a case folder; a case is not evidence in another")
            continue
        try:
            with os.scandir(here) as entries:
                ordered = sorted(entries, key=lambda e: os.fsencode(e.name))
        except OSError as error:
            yield Trouble(label.rstrip("/") or str(here), "refused", f"cannot be listed: {error.strerror or error}")
            continue
        folders = []
        for entry in ordered:
            path = label + entry.name
            try:
                mode = entry.stat(follow_symlinks=False).st_mode
            except OSError as error:
                yield Trouble(path, "refused", f"cannot be opened: {error.strerror or error}")
                continue
            if stat.S_ISDIR(mode):
                folders.append((Path(entry.path), path + "/"))
            elif stat.S_ISREG(mode):
                yield Found(path, Path(entry.path))
            else:
                yield Trouble(path, "skipped", _what(mode))
        waiting.extend(reversed(folders))


def _is_case(folder: Path) -> bool:
    try:
        return (folder / "case.toml").is_file() and (folder / "journal").is_dir()
    except OSError:  # it may not be entered; listing it will say so
        return False


def _what(mode: int) -> str:
    kinds = (
        (stat.S_ISLNK, "a symbolic link; offer what it points to"),
        (stat.S_ISFIFO, "a pipe, not a file"),
        (stat.S_ISSOCK, "a socket, not a file"),
        (stat.S_ISBLK, "a device, not a file"),
        (stat.S_ISCHR, "a device, not a file"),
    )
    return next((words for is_kind, words in kinds if is_kind(mode)), "not a regular file")


def open_regular(place: Path) -> BinaryIO:
    """`place` opened for reading, if it is a regular file and no link. Raises OSError."""
    descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "it is no longer a regular file")
    return os.fdopen(descriptor, "rb")
