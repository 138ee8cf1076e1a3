"""The candidate pairs of a corpus that grows: a document that is added meets its relatives without a look at the others.

In:   signatures of documents, as they come; rows to keep what is known.
Out:  candidate pairs by id: those that `candidates.py` proposes for the whole corpus, in whatever order documents came. Where
      that cannot be told from the new ones alone, since more than a few bear a shingle of theirs, or where an addition was
      broken off, all are paired anew.
Not:  comparing. The rows are derived: thrown away, they are made again from the signatures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np

from answerable.trace.candidates import ALL_PAIRS, COMMON_SHARE, FEW, HEADS, TOO_COMMON, candidates, decoded
from answerable.trace.postings import Found, Postings, Rows
from answerable.trace.signatures import VERSION, Signature

METHOD = f"kin/2 {VERSION}"
ANEW = 0.1  # of the documents known: when more than that share is added at once, all are paired anew
ROW = 256  # documents kept in one row

Pair = tuple[str, str]


class _Member(msgspec.Struct, frozen=True, array_like=True):
    """A document, how many shingles it has, and the earlier ones it is paired with, by number, `lone` as in `Candidates`."""

    id: str
    shingles: int
    pairs: list[int]
    lone: list[int]


class Kin:
    """What is known of a corpus so far."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        usable = rows.get("method") == METHOD.encode() and self._settled()
        self._count = int(rows.get("count") or b"0") if usable else 0
        self._postings = Postings(rows) if usable else None

    def __len__(self) -> int:
        return self._count

    def brought_to(self, documents: Sequence[tuple[str, Signature]]) -> list[Pair]:
        """All candidate pairs of exactly these `documents`, the lesser id first, in order."""
        known = {member.id for member in self._members()} if self._settled() else set()
        new = [document for document in documents if document[0] not in known]
        if (
            len(known) + len(new) > len(documents)
            or len(new) > ANEW * len(known)
            or self._crowded([signature for _id, signature in new])
        ):
            self.begin(documents)
        else:
            for document in new:
                self.add(*document)
        members = list(self._members())
        pairs = [(members[number].id, member.id) for member in members for number in member.pairs]
        lone = [(members[number].id, member.id) for member in members for number in member.lone]
        return sorted((min(pair), max(pair)) for pair in [*pairs, *self._still_lone(lone, dict(documents))])

    def _crowded(self, new: Sequence[Signature]) -> bool:
        """Whether a shingle of these would have so many bearers that whom they are paired with hangs on their order."""
        if self._postings is None or not new:
            return False
        shingles, times = np.unique(np.concatenate([one.anchor_numbers() for one in new]), return_counts=True)
        found = self._postings.look_up(shingles, 0)
        return any(one.documents + more > ALL_PAIRS for one, more in zip(found, times.tolist(), strict=True))

    def _still_lone(self, pairs: Sequence[Pair], signatures: Mapping[str, Signature]) -> list[Pair]:
        """Those of `pairs` whose one shingle nobody else has got since."""
        shared = [
            np.intersect1d(signatures[one].anchor_numbers(), signatures[other].anchor_numbers()) for one, other in pairs
        ]
        wanted = np.unique(np.concatenate([np.empty(0, np.uint64), *shared]))
        found = self._postings.look_up(wanted, 0) if self._postings is not None else []
        two = {number for number, one in zip(wanted.tolist(), found, strict=True) if one.documents == 2}
        return [pair for pair, own in zip(pairs, shared, strict=True) if not two.isdisjoint(own.tolist())]

    def begin(self, documents: Sequence[tuple[str, Signature]]) -> None:
        """A corpus all at once, in place of what was known."""
        members = [_Member(id, len(signature.anchors) // 8, [], []) for id, signature in documents]
        found = candidates([signature for _id, signature in documents])
        for one, other in decoded(found.firm):
            members[other].pairs.append(one)
        for one, other in decoded(found.lone):
            members[other].lone.append(one)
        self._rows.replace_all([("settled", b"0")])
        self._postings, self._count = Postings(self._rows), 0
        self._postings.add(
            np.concatenate([np.empty(0, np.uint64), *(signature.anchor_numbers() for _id, signature in documents)]),
            np.repeat(np.arange(len(documents)), [member.shingles for member in members]),
        )
        self._put(members, settled=True)

    def add(self, id: str, signature: Signature) -> list[str]:
        """One further document; the ids of those it is paired with."""
        if self._postings is None:
            self.begin([(id, signature)])
            return []
        shingles = signature.anchor_numbers()
        found = self._postings.look_up(shingles, ALL_PAIRS)
        # whom a large group is paired with hangs on its order
        crowded = any(one.documents >= ALL_PAIRS for one in found)
        settled = self._settled() and not crowded
        self._rows.put_many([("settled", b"0")])  # until the last row is put
        pairs, lone = self._met(found, len(shingles))
        self._postings.add(shingles, np.full(len(shingles), self._count))
        self._put([_Member(id, len(shingles), pairs, lone)], settled=settled)
        return [self._member(number).id for number in sorted([*pairs, *lone])]

    def _met(self, found: Sequence[Found], own: int) -> tuple[list[int], list[int]]:
        """The documents that a new one is paired with, by the rules of `candidates.py`, firmly or alone."""
        most = max(FEW, int(TOO_COMMON * (self._count + 1)))
        rare, common = Counter[int](), Counter[int]()
        alone: set[int] = set()
        for one in found:
            others = one.first if one.documents < ALL_PAIRS else one.first[:HEADS]
            (rare if one.documents < most else common).update(others)
            alone.update(others if one.documents == 1 else ())
        met = {other for other, times in rare.items() if times > 1}
        met |= {o for o, times in common.items() if times >= COMMON_SHARE * min(own, self._member(o).shingles)}
        return sorted(met), sorted(alone - met)

    def _settled(self) -> bool:
        """Whether no change was broken off, and the pairs of those known do not hang on their order."""
        return self._rows.get("settled") == b"1"

    def _members(self) -> Iterator[_Member]:
        for row in range(-(-self._count // ROW)):
            yield from self._row(row)

    def _member(self, number: int) -> _Member:
        return self._row(number // ROW)[number % ROW]

    def _row(self, number: int) -> list[_Member]:
        row = self._rows.get(f"members {number}")
        return msgspec.msgpack.decode(row, type=list[_Member]) if row else []

    def _put(self, members: Sequence[_Member], *, settled: bool) -> None:
        """The last rows of a change, all of them or none."""
        first = self._count // ROW
        waiting = [*(self._row(first) if self._count % ROW else []), *members]
        rows = [waiting[at : at + ROW] for at in range(0, len(waiting), ROW)]
        self._count += len(members)
        self._rows.put_many(
            [
                ("method", METHOD.encode()),
                ("count", str(self._count).encode()),
                ("settled", b"1" if settled else b"0"),
                *((f"members {first + at}", msgspec.msgpack.encode(row)) for at, row in enumerate(rows)),
            ]
        )
