"""Taking a bag in: each file is hashed as it comes and put where it belongs, under a name that is not yet a case.

In:   the files of a bag, in any order.
Out:  blobs in a store, the journal in its folder, the small files in memory; digest and size of every file by path.
Not:  believing any of it. Whether the lists fit is `bag_check`'s, whether the journal holds is `verify`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import BinaryIO

from answerable.acquire.errors import TooLargeError
from answerable.acquire.names import shown
from answerable.preserve.at_rest import CHUNK, Hashing
from answerable.preserve.bag_crate import FILE as CRATE
from answerable.preserve.bag_errors import BagRefusedError
from answerable.preserve.bag_manifest import PAYLOAD, TAGS
from answerable.preserve.bag_paths import folded, refused_path
from answerable.preserve.bag_seal import FILE as SEAL
from answerable.preserve.bag_sources import BagFile
from answerable.preserve.bag_tags import DECLARATION_FILE, INFO_FILE
from answerable.preserve.bag_words import FILE as README
from answerable.preserve.blobs import Blobs
from answerable.preserve.durable import sync
from answerable.preserve.layout import Layout
from answerable.preserve.withheld import FILE as WITHHELD
from answerable.terms.digest import Digest, digest_bytes

_BLOB = re.compile(r"data/blobs/([0-9a-f]{2})/(\1[0-9a-f]{62})\Z")
_READING = re.compile(r"data/readings/[0-9a-f]{64}\.(?:txt|json)\Z")
_JOURNAL = re.compile(r"journal(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,127}){1,6}\Z")
_KEY = re.compile(r"keys/[0-9a-f]{8}\.(?:key|pem)\Z")
_OTHER_LIST = re.compile(r"(?:tag)?manifest-(.+)\.txt\Z")
_IN_MEMORY = frozenset({DECLARATION_FILE, INFO_FILE, PAYLOAD, TAGS, SEAL, WITHHELD, "case.toml"})
_ONLY_HASHED = frozenset({README, CRATE})


@dataclass(frozen=True, slots=True)
class BagLimits:
    """How much of a stranger's bag is taken."""

    files: int = 2_000_000
    one_file: int = 4 << 30
    small_file: int = 128 << 20  # what is held in memory: manifests above all


@dataclass(slots=True)
class Intake:
    """A bag on its way in."""

    layout: Layout
    blobs: Blobs
    limits: BagLimits = field(default_factory=BagLimits)
    digests: dict[str, Digest] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    held: dict[str, bytes] = field(default_factory=dict)
    _folded: set[str] = field(default_factory=set)

    def take(self, file: BagFile) -> None:
        """Take one file in. Raises BagRefusedError when nothing of its name belongs here, or it comes twice."""
        path = file.path
        wrong = refused_path(path) or self._no_place(path)
        if wrong:
            raise BagRefusedError(shown(path), wrong)
        key = folded(path)
        if key in self._folded:
            raise BagRefusedError(path, "it comes twice, or differs from another path only by case or normal form")
        self._folded.add(key)
        if len(self._folded) > self.limits.files:
            raise BagRefusedError(path, f"the bag has more than {self.limits.files:,} files")
        blob = _BLOB.match(path)
        if blob:
            digest, size = self._blob(file, Digest(blob[2]))
        elif path in _IN_MEMORY:
            digest, size = self._small(file)
        elif _JOURNAL.match(path):
            digest, size = self._journal_file(file)
        else:
            digest, size = self._passed(file, None)
        self.digests[path], self.sizes[path] = digest, size

    def _no_place(self, path: str) -> str:
        """Why nothing of this name belongs in a bag of a case; empty when it does."""
        if path == "fetch.txt":
            return "it names files to be fetched from elsewhere; a bag must hold all it lists"
        if path in _IN_MEMORY or path in _ONLY_HASHED:
            return ""
        if _BLOB.match(path) or _READING.match(path) or _KEY.match(path) or _JOURNAL.match(path):
            return ""
        other = _OTHER_LIST.match(path)
        if other:
            return f"its algorithm {other[1]!r} is not supported; SHA-256 is the only one"
        return "a bag of a case holds no file of this name"

    def _blob(self, file: BagFile, named: Digest) -> tuple[Digest, int]:
        try:
            kept = self.blobs.keep(file, limit=self.limits.one_file)
        except TooLargeError as error:
            raise BagRefusedError(file.path, str(error)) from error
        if kept.digest != named:
            raise BagRefusedError(file.path, f"its bytes are {kept.digest}")
        return kept.digest, kept.size

    def _small(self, file: BagFile) -> tuple[Digest, int]:
        data = bytearray()
        while chunk := file.read(CHUNK):
            data += chunk
            if len(data) > self.limits.small_file:
                raise BagRefusedError(file.path, f"it is larger than {self.limits.small_file:,} bytes")
        self.held[file.path] = whole = bytes(data)
        return digest_bytes(whole), len(whole)

    def _journal_file(self, file: BagFile) -> tuple[Digest, int]:
        target = self.layout.root / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as sink:
            found = self._passed(file, sink)
            sink.flush()
            sync(sink.fileno())
        return found

    def _passed(self, file: BagFile, further: BinaryIO | None) -> tuple[Digest, int]:
        hashing = Hashing(further)
        while chunk := file.read(CHUNK):
            hashing.write(chunk)
            if hashing.size > self.limits.one_file:
                raise BagRefusedError(file.path, f"it is larger than {self.limits.one_file:,} bytes")
        return hashing.digest, hashing.size
