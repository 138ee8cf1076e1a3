"""Putting a report where it is wanted: one file, or a folder beside it when one file would be too large.

In:   the pages of a report, one after the other, and the file that was named for it.
Out:  the names of what was written, with their digests; each file whole or not at all, the first page last.
Not:  touching what is not ours: a folder that we did not write is refused, and other files in ours stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from answerable.publish.links import INDEX
from answerable.publish.report import Page
from answerable.terms.digest import Digest, digest_bytes
from answerable.terms.errors import WrongUseError

OURS = '<meta name="generator" content="Answerable">'
_SOURCES = re.compile(r"sources-\d{1,9}\.html")


class FolderTakenError(WrongUseError):
    """The folder that a large report would be written to holds something else."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"the report is too large for one file, and {folder.name}/ beside it was not written by Answerable",
            next_step="Name another file with --report FILE; the folder takes its name without the ending.",
        )


def write_report(target: Path, pages: Iterable[Page], moved: Callable[[str, int], str]) -> dict[str, Digest]:
    """Write the pages; return the digest of each file by its path from the folder of `target`.

    A single page is `target` itself. Several go to the folder named like it; `target` then becomes `moved(folder,
    pages)`, a page that leads there, so that no older report stays under its name.
    """
    waiting = iter(pages)
    first = next(waiting)
    folder = folder_of(target)
    if first.name == INDEX:
        _clear(folder)
        return {target.name: _put(target, first.html)}
    if folder.exists() and not _is_ours(folder):
        raise FolderTakenError(folder)
    folder.mkdir(exist_ok=True)
    written: dict[str, Digest] = {}
    for page in (first, *waiting):
        written[f"{folder.name}/{page.name}"] = _put(folder / page.name, page.html)
    for old in folder.glob("sources-*.html"):
        if f"{folder.name}/{old.name}" not in written and _SOURCES.fullmatch(old.name):
            old.unlink()
    written[target.name] = _put(target, moved(folder.name, len(written)))
    return written


def folder_of(target: Path) -> Path:
    """The folder of a report that is too large for the file `target`: its name without the ending."""
    return target.with_suffix("") if target.suffix else target.with_name(f"{target.name}-pages")


def start_of(target: Path) -> Path:
    """The page to open first: `target`, or the first page of its folder when the report is one."""
    index = folder_of(target) / INDEX
    return index if index.is_file() and _is_ours(index.parent) else target


def _is_ours(folder: Path) -> bool:
    """Whether the folder's first page is ours, or it has none yet and nothing but our pages (a run cut short)."""
    index = folder / INDEX
    if index.is_file():
        with index.open(encoding="utf-8", errors="replace") as file:
            return OURS in file.read(4_096)
    return folder.is_dir() and all(_SOURCES.fullmatch(one.name.removesuffix(".part")) for one in folder.iterdir())


def _clear(folder: Path) -> None:
    """Take away the pages of an earlier report that was a folder; the folder too when nothing else is in it."""
    if not folder.is_dir() or not _is_ours(folder):
        return
    for old in [*folder.glob("sources-*.html"), folder / INDEX]:
        if old.name == INDEX or _SOURCES.fullmatch(old.name):
            old.unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def _put(path: Path, html: str) -> Digest:
    content = html.encode("utf-8", errors="replace")
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
    return digest_bytes(content)
