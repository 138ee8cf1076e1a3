"""What a copy of a case does not hold, because whoever made the copy kept it back.

In:   which items a person withholds, and what the journal tells of how items hang together.
Out:  `Withheld`: digests and notes; its file `withheld.json`, and back from that, strictly.
Not:  hiding that something was withheld. Its digest stays in the journal, and `verify` says *not checked*.

Withholding one item withholds (docs/methods/bag.md, "Withholding"): (1) what was taken out of it, (2) every container
that it was taken from, (3) bytes the program keeps that speak of one of these (a reading by OCR holds all its text),
(4) the notes that speak of one of these, (5) all that was ever set aside, for nobody knows what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from answerable.acquire.capture import Capture
from answerable.terms.digest import Digest, is_digest

FILE = "withheld.json"
MEMBER = "!/"  # stands between a container and what is in it, in the path of a member

_DIGEST = re.compile(rb"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Digests whose bytes are not in this copy, and numbers of entries whose notes are not."""

    digests: frozenset[Digest] = frozenset()
    notes: frozenset[int] = frozenset()
    all_notes: bool = False

    def __bool__(self) -> bool:
        return bool(self.digests or self.notes or self.all_notes)

    def hides_note(self, seq: int) -> bool:
        return self.all_notes or seq in self.notes


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    all_notes: bool
    digests: tuple[Digest, ...]
    notes: tuple[int, ...]


_decoder = msgspec.json.Decoder(_File)


def encode_withheld(withheld: Withheld) -> bytes:
    """The bytes of withheld.json."""
    rows = _File(withheld.all_notes, tuple(sorted(withheld.digests)), tuple(sorted(withheld.notes)))
    return msgspec.json.encode(rows) + b"\n"


def parse_withheld(data: bytes) -> Withheld:
    """What `data` says. ValueError for anything but the exact bytes we would write."""
    try:
        rows = _decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"it cannot be read: {error}") from error
    if not all(map(is_digest, rows.digests)) or any(seq < 0 for seq in rows.notes):
        raise ValueError("it names something that is neither a digest nor the number of an entry")
    found = Withheld(frozenset(rows.digests), frozenset(rows.notes), rows.all_notes)
    if encode_withheld(found) != data:
        raise ValueError("it is not in its one exact form")
    return found


def with_what_hangs_on(
    named: Iterable[Digest], captures: Iterable[Capture], kept: Mapping[Digest, bytes]
) -> frozenset[Digest]:
    """`named`, what was taken out of them (1), their containers (2), and those of `kept` that speak of them (3)."""
    inside: dict[Digest, set[Digest]] = {}
    around: dict[Digest, set[Digest]] = {}
    for capture in captures:
        if capture.container is not None:
            inside.setdefault(capture.container, set()).add(capture.digest)
            around.setdefault(capture.digest, set()).add(capture.container)
    down = _reached(set(named), inside)
    found = _reached(down, around)
    return frozenset(found | {digest for digest, data in kept.items() if speaks_of(data, found)})


def speaks_of(data: bytes, digests: set[Digest] | frozenset[Digest]) -> bool:
    """Whether one of `digests` stands in `data`."""
    return any(match.decode() in digests for match in _DIGEST.findall(data))


def paths_of(digests: frozenset[Digest], captures: Iterable[Capture]) -> frozenset[str]:
    """The paths under which `digests` came."""
    return frozenset(capture.path for capture in captures if capture.digest in digests)


def is_inside(path: str, paths: frozenset[str]) -> bool:
    """Whether `path` is one of `paths`, or names something inside one of them."""
    parts = path.split(MEMBER)
    return any(MEMBER.join(parts[:n]) in paths for n in range(1, len(parts) + 1))


def _reached(start: set[Digest], edges: Mapping[Digest, set[Digest]]) -> set[Digest]:
    found, waiting = set(start), list(start)
    while waiting:
        fresh = edges.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found
