"""Where things lie in a case folder (docs/methods/seal.md).

In:   the folder.
Out:  the paths of its parts.
Not:  reading or writing any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from answerable.terms.digest import Digest, is_digest

SEGMENT = 256  # entries in one file of the journal
STAMP_KINDS = (".tsq", ".tsr", ".pem")  # query, reply, pinned certificate of a time-stamp


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of `case/1`."""

    root: Path
    private: Path | None = None  # of an encrypted case: the folder outside it for its key and all that is derived

    @property
    def settings(self) -> Path:
        return self.root / "case.toml"

    @property
    def blobs(self) -> Path:
        return self.root / "blobs"

    @property
    def incoming(self) -> Path:
        """Bytes that are still being written, under names that mean nothing."""
        return self.blobs / ".incoming"

    @property
    def journal(self) -> Path:
        return self.root / "journal"

    @property
    def entries(self) -> Path:
        return self.journal / "entries"

    @property
    def notes(self) -> Path:
        return self.journal / "notes"

    @property
    def seals(self) -> Path:
        return self.journal / "seals"

    @property
    def set_aside(self) -> Path:
        return self.journal / "set-aside"

    @property
    def lock(self) -> Path:
        """An empty file that the one writer holds a lock on."""
        return self.journal / "lock"

    @property
    def recipient(self) -> Path:
        """Present in an encrypted case only: to whom its blobs are encrypted."""
        return self.root / "recipient"

    @property
    def received(self) -> Path:
        """What came with a bag that this case was made from."""
        return self.root / "received"

    @property
    def derived(self) -> Path:
        return (self.private or self.root) / "derived"

    @property
    def report(self) -> Path:
        return (self.private or self.root) / "report.html"

    @property
    def suffix(self) -> str:
        """What stands behind the digest in the name of a blob."""
        return ".age" if self.private else ""

    def blob(self, digest: Digest) -> Path:
        return self.blobs / digest[:2] / (digest + self.suffix)

    def blob_named(self, name: str) -> Digest | None:
        """The digest in the file name of a blob; None for any other name."""
        digest = name.removesuffix(self.suffix) if name.endswith(self.suffix) else ""
        return Digest(digest) if is_digest(digest) else None

    def checkpoint(self, size: int) -> Path:
        return self.seals / str(size) / "checkpoint"

    def shelf(self, stage: str, method: str) -> Path:
        return self.derived / f"{stage}.{method.replace('/', '-')}.sqlite"


def stamp_files(layout: Layout) -> list[Path]:
    """The files of time-stamps beside the checkpoints, in order; links and pipes are left out."""
    if not layout.seals.is_dir():
        return []
    folders = [p for p in layout.seals.iterdir() if p.name.isascii() and p.name.isdigit() and p.is_dir()]
    found = [p for folder in sorted(folders, key=lambda p: (int(p.name), p.name)) for p in sorted(folder.iterdir())]
    return [p for p in found if p.suffix in STAMP_KINDS and not p.name.startswith(".") and is_file(p)]


def segment_name(index: int) -> str:
    """The file that holds lines `256 * index` to `256 * index + 255`."""
    return f"{index:06d}.jsonl"


def is_file(path: Path) -> bool:
    """Whether a file stands at `path`: not a link, which leads elsewhere, nor a pipe, which never ends."""
    try:
        return S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def segments(folder: Path) -> list[Path]:
    """The segment files of a folder in order; other files, links and pipes are left out."""
    if not folder.is_dir():
        return []
    numbered = (p for p in folder.iterdir() if p.suffix == ".jsonl" and p.stem.isascii() and p.stem.isdigit())
    found = [p for p in numbered if is_file(p)]
    return sorted(found, key=lambda p: (int(p.stem), p.name))
