"""The candidate pairs of a corpus that grows: a document that is added meets its relatives without a look at the others.

In:   signatures of documents, as they come; rows to keep what is known.
Out:  candidate pairs by id: those that `candidates.py` proposes for the whole corpus, and perhaps a few more, since a shingle
      that few had when a document came may have become a phrase since. Of texts that very many share, each is paired with
      the first that came.
Not:  comparing. The rows are derived: thrown away, they are made again from the signatures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from answerable.trace.candidates import ALL_PAIRS, COMMON_SHARE, FEW, HEADS, TOO_COMMON, candidate_pairs
from answerable.trace.postings import Found, Postings, Rows
from answerable.trace.signatures import VERSION, Signature

METHOD = f"kin/1 {VERSION}"
ANEW = 0.1  # of the documents known: when more than that share is added at once, all are paired anew
ROW = 256  # documents kept in one row

Pair = tuple[str, str]


class _Member(msgspec.Struct, frozen=True, array_like=True):
    """A document, how many shingles it has, and the earlier ones it is paired with, by number."""

    id: str
    shingles: int
    pairs: list[int]


class Kin:
    """What is known of a corpus so far."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        same = rows.get("method") == METHOD.encode()
        self._count = int(rows.get("count") or b"0") if same else 0
        self._postings = Postings(rows) if same else None

    def __len__(self) -> int:
        return self._count

    def brought_to(self, documents: Sequence[tuple[str, Signature]]) -> list[Pair]:
        """All candidate pairs of exactly these `documents`, the lesser id first, in order."""
        known = {member.id for member in self._members()}
        new = [document for document in documents if document[0] not in known]
        if len(known) + len(new) > len(documents) or len(new) > ANEW * len(known):
            self.begin(documents)
        else:
            for document in new:
                self.add(*document)
        ids = [member.id for member in self._members()]
        pairs = ((ids[number], member.id) for member in self._members() for number in member.pairs)
        return sorted((min(pair), max(pair)) for pair in pairs)

    def begin(self, documents: Sequence[tuple[str, Signature]]) -> None:
        """A corpus all at once, in place of what was known."""
        members = [_Member(id, len(signature.anchors) // 8, []) for id, signature in documents]
        for one, other in candidate_pairs([signature for _id, signature in documents]):
            members[other].pairs.append(one)
        self._rows.put_many([("segments", msgspec.msgpack.encode([])), ("count", b"0")])
        self._postings, self._count = Postings(self._rows), 0
        self._postings.add(
            np.concatenate([np.empty(0, np.uint64), *(signature.anchor_numbers() for _id, signature in documents)]),
            np.repeat(np.arange(len(documents)), [member.shingles for member in members]),
        )
        self._put(members)

    def add(self, id: str, signature: Signature) -> list[str]:
        """One further document; the ids of those it is paired with."""
        if self._postings is None:
            self.begin([(id, signature)])
            return []
        shingles = signature.anchor_numbers()
        pairs = self._met(self._postings.look_up(shingles, ALL_PAIRS), len(shingles))
        self._postings.add(shingles, np.full(len(shingles), self._count))
        self._put([_Member(id, len(shingles), pairs)])
        return [self._member(number).id for number in pairs]

    def _met(self, found: Sequence[Found], own: int) -> list[int]:
        """The documents that a new one is paired with, by the rules of `candidates.py`."""
        most = max(FEW, int(TOO_COMMON * (self._count + 1)))
        rare, common = Counter[int](), Counter[int]()
        for one in found:
            others = one.first if one.documents < ALL_PAIRS else one.first[:HEADS]
            (rare if one.documents < most else common).update(dict.fromkeys(others, 2 if one.documents == 1 else 1))
        met = {other for other, times in rare.items() if times > 1}
        met |= {o for o, times in common.items() if times >= COMMON_SHARE * min(own, self._member(o).shingles)}
        return sorted(met)

    def _members(self) -> Iterator[_Member]:
        for row in range(-(-self._count // ROW)):
            yield from self._row(row)

    def _member(self, number: int) -> _Member:
        return self._row(number // ROW)[number % ROW]

    def _row(self, number: int) -> list[_Member]:
        row = self._rows.get(f"members {number}")
        return msgspec.msgpack.decode(row, type=list[_Member]) if row else []

    def _put(self, members: Sequence[_Member]) -> None:
        first = self._count // ROW
        waiting = [*(self._row(first) if self._count % ROW else []), *members]
        rows = [waiting[at : at + ROW] for at in range(0, len(waiting), ROW)]
        self._count += len(members)
        self._rows.put_many(
            [
                ("method", METHOD.encode()),
                ("count", str(self._count).encode()),
                *((f"members {first + at}", msgspec.msgpack.encode(row)) for at, row in enumerate(rows)),
            ]
        )
