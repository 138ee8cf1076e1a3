"""Which documents have which shingles, kept in sorted pages so that a few can be looked up among billions.

In:   shingles with the number of the document that has them, some at a time.
Out:  for a shingle: how many documents have it, and the first of them.
Not:  texts, ids, or any decision. Made again from the texts at any time.

Every addition is a segment of its own; segments of like size are merged, page by page, so that their number grows with the
logarithm of the documents and no more than a part of them is ever in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from answerable.trace.numbers import U64
from answerable.trace.ragged import Ints

PAGE = 1024  # postings read at one time
LIKE = 4  # segments of like size that are merged to one
PART = 1 << 20  # postings in memory while segments are merged
KEPT = 4096  # pages kept in memory


class Rows(Protocol):
    """Bytes by key, such as a shelf of a case."""

    def get(self, key: str, /) -> bytes | None: ...

    def put_many(self, rows: Iterable[tuple[str, bytes]], /) -> None: ...

    def replace_all(self, rows: Iterable[tuple[str, bytes]], /) -> None: ...


class Segment(msgspec.Struct, frozen=True, array_like=True):
    number: int
    postings: int
    pages: int


class Found(NamedTuple):
    """So many `documents` have the shingle; `first` are the first of them, in order."""

    documents: int
    first: list[int]


class Postings:
    """Postings of documents numbered in the order in which they came."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        kept = rows.get("segments")
        self._segments = msgspec.msgpack.decode(kept, type=list[Segment]) if kept else []
        self._page = lru_cache(maxsize=KEPT)(self._read)
        self._fences = {one.number: self._fences_of(one) for one in self._segments}

    def add(self, shingles: U64, documents: Ints) -> None:
        """Postings of further documents, whose numbers are higher than all before."""
        order = np.lexsort((documents, shingles))
        number = 1 + max((one.number for one in self._segments), default=0)
        self._write(number, [(shingles[order], documents[order].astype(np.uint32))])
        alike = self._alike()
        while len(alike) >= LIKE:
            self._write(1 + self._segments[-1].number, self._merged(alike), alike)
            alike = self._alike()

    def look_up(self, shingles: U64, most: int) -> list[Found]:
        """For each of `shingles`, which are in order, the documents that have it: how many, and the first `most`."""
        counts = [0] * len(shingles)
        first: list[list[int]] = [[] for _ in counts]
        for one in self._segments:  # in the order in which documents came, so that lower numbers come first
            fences = self._fences[one.number]
            low = np.maximum(fences.searchsorted(shingles, "left") - 1, 0)
            high = fences.searchsorted(shingles, "right") - 1
            for page in np.unique(low[high >= 0]).tolist():
                here = np.flatnonzero((low == page) & (high >= 0))
                for at, begin, end, documents in self._on_page(one.number, page, shingles, here):
                    counts[at] += end - begin
                    first[at] += documents[begin : min(end, begin + most)].tolist()
            for at in np.flatnonzero(high > low).tolist():  # it goes on over further pages, and ends on the last
                counts[at] += (int(high[at]) - int(low[at]) - 1) * PAGE
                for _, begin, end, documents in self._on_page(one.number, int(high[at]), shingles, np.array([at])):
                    counts[at] += end - begin
                    first[at] += documents[begin : min(end, begin + most)].tolist()
        return [Found(count, sorted(own)[:most]) for count, own in zip(counts, first, strict=True)]

    def _on_page(
        self, segment: int, page: int, shingles: U64, wanted: NDArray[np.intp]
    ) -> Iterator[tuple[int, int, int, NDArray[np.uint32]]]:
        """Of the `wanted` shingles those that stand on a page, and from where to where."""
        kept, documents = self._page(segment, page)
        begin, end = kept.searchsorted(shingles[wanted], "left"), kept.searchsorted(shingles[wanted], "right")
        met = end > begin
        for at, first, after in zip(wanted[met].tolist(), begin[met].tolist(), end[met].tolist(), strict=True):
            yield at, first, after, documents

    def _alike(self) -> list[Segment]:
        """The last segments, as long as none is much larger than those after it together."""
        out: list[Segment] = []
        total = 0
        for one in reversed(self._segments):
            if out and one.postings > LIKE * total:
                break
            out.insert(0, one)
            total += one.postings
        return out

    def _merged(self, segments: list[Segment]) -> Iterator[tuple[U64, NDArray[np.uint32]]]:
        """All postings of `segments` in order, a part of the range of shingles at a time."""
        parts = 1 + sum(one.postings for one in segments) // PART
        edges = [min((1 << 64) - 1, (1 << 64) // parts * at) for at in range(parts)]
        for at, low in enumerate(edges):
            high = edges[at + 1] if at + 1 < parts else None
            found = [self._between(one, low, high) for one in segments]
            shingles, documents = (np.concatenate(column) for column in zip(*found, strict=True))
            order = np.lexsort((documents, shingles))
            yield shingles[order], documents[order]

    def _between(self, segment: Segment, low: int, high: int | None) -> tuple[U64, NDArray[np.uint32]]:
        fences = self._fences[segment.number]
        first = max(0, int(fences.searchsorted(np.uint64(low), "left")) - 1)
        after = segment.pages if high is None else int(fences.searchsorted(np.uint64(high), "left"))
        pages = [self._read(segment.number, page) for page in range(first, after)]
        if not pages:
            return np.empty(0, np.uint64), np.empty(0, np.uint32)
        shingles, documents = (np.concatenate(column) for column in zip(*pages, strict=True))
        begin = int(shingles.searchsorted(np.uint64(low), "left"))
        end = len(shingles) if high is None else int(shingles.searchsorted(np.uint64(high), "left"))
        return shingles[begin:end], documents[begin:end]

    def _write(
        self, number: int, parts: Iterable[tuple[U64, NDArray[np.uint32]]], instead: Iterable[Segment] = ()
    ) -> None:
        """One segment, in place of those it was made from."""
        pages, postings, fences = 0, 0, list[int]()
        for shingles, documents in parts:
            rows = []
            for at in range(0, len(shingles), PAGE):
                page = shingles[at : at + PAGE]
                rows.append((f"{number}/{pages}", page.tobytes() + documents[at : at + PAGE].tobytes()))
                fences.append(int(page[0]))
                pages += 1
            postings += len(shingles)
            self._rows.put_many(rows)
        gone = {one.number: one for one in instead}
        self._segments = [one for one in self._segments if one.number not in gone] + [Segment(number, postings, pages)]
        self._fences[number] = np.array(fences, np.uint64)
        emptied = [(f"{one.number}/{page}", b"") for one in gone.values() for page in range(one.pages)]
        self._rows.put_many(
            [
                (f"{number}/fences", self._fences[number].tobytes()),
                ("segments", msgspec.msgpack.encode(self._segments)),
                *((f"{old}/fences", b"") for old in gone),
                *emptied,
            ]
        )

    def _fences_of(self, segment: Segment) -> U64:
        return np.frombuffer(self._rows.get(f"{segment.number}/fences") or b"", np.uint64)

    def _read(self, segment: int, page: int) -> tuple[U64, NDArray[np.uint32]]:
        row = self._rows.get(f"{segment}/{page}") or b""
        count = len(row) // 12
        return np.frombuffer(row, np.uint64, count), np.frombuffer(row, np.uint32, count, 8 * count)
