"""Standing text: sentences that many unlike documents of one publisher carry, and that therefore prove nothing.

In:   signatures, and whose each document is.
Out:  hashes of the sentences and lines that stand.
Not:  copies: documents alike in most of their sentences count once, so that a story run often does not become standing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from answerable.trace.signatures import Signature, resemblance

OF_ONE = 3  # unlike documents of one publisher
OF_ANY = 6  # unlike documents, when publishers are unknown or differ
LOOKED_AT = 24  # documents carrying a sentence that are compared
ALIKE_BLOCKS = 0.65
ALIKE_WORDS = 0.5


def standing_blocks(signatures: Sequence[Signature], publishers: Sequence[str]) -> frozenset[int]:
    """Hashes of standing blocks. `publishers[i]` is the key of document i's publisher, "" when unknown."""
    carriers: dict[int, list[int]] = defaultdict(list)
    blocks = [frozenset(signature.block_hashes()) for signature in signatures]
    for document, own in enumerate(blocks):
        for block in own:
            carriers[block].append(document)
    alike: dict[tuple[int, int], bool] = {}

    def unlike(a: int, b: int) -> bool:
        if (a, b) not in alike:
            shared = len(blocks[a] & blocks[b]) / max(1, min(len(blocks[a]), len(blocks[b])))
            alike[a, b] = shared >= ALIKE_BLOCKS or resemblance(signatures[a], signatures[b]) >= ALIKE_WORDS
        return not alike[a, b]

    out = set()
    for block, documents in carriers.items():
        if len(documents) < OF_ONE:
            continue
        by_publisher: dict[str, list[int]] = defaultdict(list)
        for document in documents:
            by_publisher[publishers[document]].append(document)
        groups = [(OF_ONE, d) for publisher, d in by_publisher.items() if publisher and len(d) >= OF_ONE]
        if len(documents) >= OF_ANY:
            groups.append((OF_ANY, documents))
        if any(_many_unlike(group, wanted, unlike) for wanted, group in groups):
            out.add(block)
    return frozenset(out)


def _many_unlike(documents: Sequence[int], wanted: int, unlike: object) -> bool:
    assert callable(unlike)
    chosen: list[int] = []
    for document in documents[:LOOKED_AT]:
        if all(unlike(other, document) for other in chosen):
            chosen.append(document)
            if len(chosen) >= wanted:
                return True
    return False
