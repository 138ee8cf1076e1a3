"""How well trace tells copies, excerpts, directions and hard negatives apart in a simulated press of any size.

    python benchmarks/trace_press.py [--documents 5000] [--seed 0]

In:   nothing but a number: `tests/newsroom.py` makes the press, and knows what is true of it.
Out:  pairwise F1 of families, recall by what was done to a copy, excerpt-span F1, direction where marks or dates decide,
      hard negatives joined, documents a CPU-second end to end and for candidates alone; beside it datasketch and rensa,
      where they are installed.
Not:  real news; `trace_reuse.py` measures on that.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.newsroom import Newsroom, busy_press

from answerable.terms.span import Span, joined
from answerable.trace.candidates import candidate_pairs
from answerable.trace.lineage import Lineage, TextSeen
from answerable.trace.lineages import trace_lineage
from answerable.trace.signatures import sign
from answerable.trace.words import words_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    room = busy_press(args.documents, args.seed)
    texts = room.texts()
    words = sum(len(words_of(seen.text)) for seen in texts)
    print(f"{len(texts)} documents of {words / len(texts):.0f} words, seed {args.seed}\n")
    began = time.process_time()
    lineage = trace_lineage(texts)
    spent = time.process_time() - began
    cluster = {member: family.members[0] for family in lineage.families for member in family.members}
    print("answerable")
    tell_families(room, cluster)
    tell_excerpts(room, lineage)
    tell_directions(room, lineage)
    tell_negatives(room, cluster, lineage)
    print(f"  documents a CPU-second, text in, lineage out   {len(texts) / spent:.0f}   ({spent:.1f} s)")
    tell_candidates(texts)
    datasketch(room)
    rensa(room)


def tell_candidates(texts: list[TextSeen]) -> None:
    """Text in, candidate pairs out: as far as the libraries beside it go."""
    began = time.process_time()
    found = candidate_pairs([sign(seen.text) for seen in texts])
    spent = time.process_time() - began
    print(f"  the same, text in, candidate pairs out         {len(texts) / spent:.0f}   ({len(found)} pairs)")


def tell_families(room: Newsroom, cluster: Mapping[str, str]) -> None:
    gold, found = pairs(room.family), pairs(cluster)
    right = len(gold & found)
    precision, recall = right / max(1, len(found)), right / max(1, len(gold))
    print(
        f"  families, pairwise P / R / F1                  {precision:.4f} / {recall:.4f} / {f1(precision, recall):.4f}"
    )
    met, all_of = Counter[str](), Counter[str]()
    for child, dress in sorted(room.dress.items()):
        parent = room.parents.get(child)
        if parent is not None:
            all_of[dress] += 1
            met[dress] += cluster.get(child, child) == cluster.get(parent, parent)
    for dress in sorted(all_of):
        print(f"    recall of {dress:12}                       {met[dress] / all_of[dress]:.4f}   of {all_of[dress]}")


def tell_excerpts(room: Newsroom, lineage: Lineage) -> None:
    text = {item.seen.id: item.seen.text for item in room.items}
    gold: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for one in room.excerpts:
        at = text[one.child].find(one.words)
        gold[one.child, one.parent].append(Span(at, at + len(one.words)))
    source = {child: room.family[parent] for child, parent in gold}

    def stories(document: str) -> set[str]:
        return {room.family[document], source.get(document, room.family[document])}

    right = said = 0
    for link in lineage.derivations:
        if link.kind != "excerpt":
            continue
        for here, there, turned in ((link.child, link.parent, False), (link.parent, link.child, True)):
            spans = joined(Span(s[2], s[3]) if turned else Span(s[0], s[1]) for s in link.spans)
            if (here, there) in gold:
                said += size(spans)
                right += sum(overlap(span, other) for span in spans for other in gold[here, there])
            elif not turned and not stories(here) & stories(there):
                said += size(spans)  # an excerpt of nothing it takes from
    wanted = sum(size(spans) for spans in gold.values())
    precision, recall = right / max(1, said), right / max(1, wanted)
    print(
        f"  excerpt spans, characters P / R / F1           {precision:.4f} / {recall:.4f} / {f1(precision, recall):.4f}"
    )


def tell_directions(room: Newsroom, lineage: Lineage) -> None:
    arrows = {(d.child, d.parent) for d in lineage.derivations if d.directed}
    decided = [(child, room.parents[child]) for child in sorted(room.decided)]
    right = sum(pair in arrows for pair in decided)
    wrong = sum((parent, child) in arrows for child, parent in room.parents.items())
    print(f"  direction, where marks or dates decide         {right / max(1, len(decided)):.4f}   of {len(decided)}")
    print(
        f"  directions the wrong way round                 {wrong / max(1, len(room.parents)):.4f}   of {len(room.parents)}"
    )


def tell_negatives(room: Newsroom, cluster: Mapping[str, str], lineage: Lineage) -> None:
    """Pairs that share furniture, a background or a quotation and are not of one story."""
    reused = {frozenset((d.child, d.parent)) for d in lineage.derivations if d.kind in ("copy", "excerpt")}
    true = {frozenset((one.child, member)) for one in room.excerpts for member in members(room, one.parent)}
    groups: dict[str, list[str]] = defaultdict(list)
    for document, shared in room.traps.items():
        for trap in shared:
            groups[trap].append(document)
    joined_pairs, linked, total = Counter[str](), Counter[str](), Counter[str]()
    for trap, carriers in groups.items():
        kind = "a quotation" if trap.startswith("“") else trap.split(" ")[0]
        for a, b in itertools.combinations(sorted(carriers), 2):
            if room.family[a] == room.family[b] or frozenset((a, b)) in true:
                continue
            total[kind] += 1
            joined_pairs[kind] += cluster.get(a, a) == cluster.get(b, b)
            linked[kind] += frozenset((a, b)) in reused
    for kind in sorted(total):
        print(
            f"  pairs sharing only {kind:12} joined          {joined_pairs[kind] / total[kind]:.5f}   "
            f"linked as reuse {linked[kind] / total[kind]:.5f}   of {total[kind]}"
        )


def datasketch(room: Newsroom) -> None:
    """The same families by the best known library: MinHash of five-word shingles, 128 permutations, Jaccard .5."""
    try:
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]
    except ImportError:
        print("\ndatasketch is not installed: not compared (pip install datasketch)")
        return
    index = MinHashLSH(threshold=0.5, num_perm=128)

    def sketch(shingles: list[str]) -> Any:
        digest = MinHash(num_perm=128)
        digest.update_batch([shingle.encode() for shingle in shingles])
        return digest

    peer(room, "datasketch", sketch, index.query, index.insert)


def rensa(room: Newsroom) -> None:
    """The same by rensa, which is fastest."""
    try:
        from rensa import RMinHash, RMinHashLSH
    except ImportError:
        print("\nrensa is not installed: not compared (pip install rensa)")
        return
    index = RMinHashLSH(0.5, 128, 32)
    numbers: list[str] = []

    def sketch(shingles: list[str]) -> Any:
        digest = RMinHash(128, 1)
        digest.update(shingles)
        return digest

    def insert(document: str, digest: Any) -> None:
        index.insert(len(numbers), digest)
        numbers.append(document)

    peer(room, "rensa", sketch, lambda digest: [numbers[at] for at in index.query(digest)], insert)


def peer(
    room: Newsroom,
    name: str,
    sketch: Callable[[list[str]], Any],
    query: Callable[[Any], Iterable[str]],
    insert: Callable[[str, Any], None],
) -> None:
    leader: dict[str, str] = {}

    def lead(document: str) -> str:
        while leader.setdefault(document, document) != document:
            document = leader[document]
        return document

    began = time.process_time()
    for seen in room.texts():
        norms = words_of(seen.text).norms
        digest = sketch([" ".join(norms[at : at + 5]) for at in range(max(1, len(norms) - 4))])
        for other in query(digest):
            leader[lead(seen.id)] = lead(other)
        insert(seen.id, digest)
    spent = time.process_time() - began
    print(f"\n{name}")
    tell_families(room, {seen.id: lead(seen.id) for seen in room.texts()})
    print(f"  documents a CPU-second                         {len(room.items) / spent:.0f}   ({spent:.1f} s)")


def pairs(cluster: Mapping[str, str]) -> set[tuple[str, str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for document, name in cluster.items():
        groups[name].append(document)
    return {pair for group in groups.values() for pair in itertools.combinations(sorted(group), 2)}


def members(room: Newsroom, document: str) -> list[str]:
    return [other for other, family in room.family.items() if family == room.family[document]]


def size(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    main()
