"""What tracing finds in each document by itself: work that can be done for many at once.

In:   texts as seen; then, what the case knows of names, agencies and standing sentences.
Out:  `Looked`: words, roles, sentences, signature, datelines, documents named; then marks and standing places.
Not:  anything that takes two documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from answerable.terms.span import Span
from answerable.trace.datelines import datelines
from answerable.trace.lineage import Mark, TextSeen
from answerable.trace.marks import find_marks
from answerable.trace.numbers import Numbers, numbers_of
from answerable.trace.originals import documents_named
from answerable.trace.outlets import name_key
from answerable.trace.prepared import roles_of
from answerable.trace.signatures import VERSION, Blocks, Signature, blocks_of, signature_of
from answerable.trace.tongue import lexicon_language
from answerable.trace.words import words_of

PART = 100  # documents handed to a process at a time
OPENING = 8000  # characters by which the language of a text is guessed, where nobody has said it


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What one text shows by itself. `agencies` are keys of those that sign its datelines."""

    words: Numbers
    role: NDArray[np.uint8]
    blocks: Blocks
    signature: Signature
    agencies: frozenset[str]
    named: tuple[Span, ...]


class Known(NamedTuple):
    """What the whole case knows: names of outlets, those among them that sign datelines, standing sentences."""

    names: frozenset[str]
    agencies: frozenset[str]
    standing: frozenset[int]


class Marked(NamedTuple):
    marks: tuple[Mark, ...]
    standing: tuple[Span, ...]


def look_at(part: tuple[Sequence[TextSeen], Mapping[str, Signature]]) -> list[Looked]:
    """Each text by itself; signatures made earlier are used again."""
    texts, signatures = part
    return [_look(seen, signatures.get(seen.id)) for seen in texts]


def _look(seen: TextSeen, known: Signature | None) -> Looked:
    words = numbers_of(seen.text)
    language = lexicon_language(words_of("" if seen.language else seen.text[:OPENING]), seen.language)
    blocks = blocks_of(seen.text, words)
    return Looked(
        words,
        roles_of(seen, words, language),
        blocks,
        known if known is not None and known.version == VERSION else signature_of(words, blocks),
        frozenset(name_key(line.name) for line in datelines(seen.text) if line.name),
        tuple(documents_named(seen.text, words, language)) if language is not None else (),
    )


class ToMark(NamedTuple):
    """A text whose marks are wanted. `own` are the names it goes by itself: no agency signs them."""

    seen: TextSeen
    words: Numbers
    blocks: Blocks
    own: frozenset[str]


def mark(part: tuple[Sequence[ToMark], Known]) -> list[Marked]:
    """The marks of each text, standing sentences as boilerplate among them."""
    texts, known = part
    return [_mark(one, known) for one in texts]


def _mark(one: ToMark, known: Known) -> Marked:
    found = list(
        find_marks(
            one.seen.text,
            one.seen.language,
            names=known.names,
            agencies=known.agencies - one.own,
            words=one.words,
        )
    )
    standing = one.blocks.places(one.words, known.standing)
    for span in standing:
        if not any(m.start < span.end and span.start < m.end for m in found):
            found.append(Mark("boilerplate", span.start, span.end))
    return Marked(tuple(sorted(found, key=lambda m: (m.start, -m.end, m.kind))), tuple(standing))
