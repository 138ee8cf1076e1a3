"""The points of a letter of allegation: what it asks, and what it says was done.

In:   the body text of a letter and its language.
Out:  `LetterPoint`s: verbatim words with their places, in order; a numbered question is a point of its own.
Not:  other documents: `recognising` says what is a letter.  # (1)

Every item or sentence that asks is a point, and every sentence that alleges an act, that somebody knew, or that nothing
was done about it; in paragraphs, bullets and annexes alike. Law, courtesies, procedure and background are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import segment

from answerable.confront.cues import cues
from answerable.confront.letter_lines import Block, blocks_of
from answerable.confront.letter_outline import outline_of
from answerable.confront.letter_point import LEAST, LetterPoint, PointKind, has_question, long_enough, number_of
from answerable.confront.letter_sentences import Sentence
from answerable.extract.words import stretches
from answerable.resources import lexicon
from answerable.terms.span import Span, trimmed
from answerable.trace.words import words_of

_HEADING = 90  # characters of a line that may be a heading
_TABLE = re.compile(r"\S[ ]{4,}\S.*\S[ ]{3,}\S")
_COLON = re.compile(r"[:：][ \t\n]*\Z")
_NOTHING_ENDS = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Fr|Sr|St|No|Nos|Art|art|Capt|Col|Lt|Gen|M|Mme|Sra|Hr|Nr|г|ст|стр|ул)|\b[A-ZА-Я])\.\s*\Z"
)


def letter_points(text: str, language: str | None = None) -> tuple[LetterPoint, ...]:
    """Points of a letter, in order of place."""
    letter = _Letter(text, language)
    if not lexicon(letter.language, "letter_points"):
        return tuple(outline_of(text, letter.blocks, letter.language, language))
    return tuple(letter.points())


@dataclass(slots=True)
class _Part:
    """Where the letter has got to: telling or not, in a list that asks (True), tells (False) or neither."""

    told: bool = True
    listed: bool | None = None
    closed: bool = False
    silent: bool = False  # under a heading of law, procedure or names


def _to_end(place: Span, after: int, one: Sentence, sentence: Span) -> Span:
    """A part that is the last of its sentence, with the sentence's full stop."""
    start = sentence.start if place.start - sentence.start < 3 else place.start
    return Span(start, sentence.end if after == len(one.words) else place.end)


class _Letter:
    def __init__(self, text: str, language: str | None) -> None:
        self.text, self.given = text, language
        self.language = (language or "en").split("-")[0].lower()
        self.blocks = blocks_of(text)
        self.lists = self._in_lists()
        self.begin = self._after_salutation()
        self.known = cues(self.language, "letter_points", "letters")

    def points(self) -> Iterator[LetterPoint]:
        at = _Part()
        for index, block in enumerate(self.blocks):
            if index < self.begin:
                continue
            span = block.span(self.text)
            words = span.of(self.text)
            hits = self.known.find(words_of(words[:300]).norms)
            if self._closes(words, hits, index):
                at = _Part(closed=True)
                continue
            if self._is_heading(block, words) and not (at.listed and self._is_lowest(index)):
                self._under(at, hits)
                continue
            if block.style is None or index not in self.lists:
                at.listed = None
            yield from self._of_block(index, block, span, at)
            self._after(at, words, hits, block)

    # ---------------------------------------------------------------- parts of the letter

    def _in_lists(self) -> frozenset[int]:
        """Items that are of a list: one of their kind is beside them; a lone mark is none."""
        styles: dict[str, list[int]] = {}
        for index, block in enumerate(self.blocks):
            if block.style is not None:
                styles.setdefault(block.style, []).append(index)
        return frozenset(i for indices in styles.values() if len(indices) > 1 for i in indices)

    def _after_salutation(self) -> int:
        """The first block behind "Excellency,": what stands above it is letterhead. 0 when nobody is greeted."""
        known = cues(self.language, "letters")
        for index, block in enumerate(self.blocks[: len(self.blocks) // 2 + 1]):
            words = block.span(self.text).of(self.text)
            greets = any(start == 0 for start, _ in known.find(words_of(words[:80]).norms).get("salutation", ()))
            if greets and len(words) < _HEADING:
                return index + 1
        return 0

    def _closes(self, words: str, hits: dict[str, list[tuple[int, int]]], index: int) -> bool:
        closing = any(start == 0 for start, _ in hits.get("closing", ())) and len(words) < 300
        return closing and index > len(self.blocks) // 4

    def _is_heading(self, block: Block, words: str) -> bool:
        """A short line of its own that ends in no full stop, or in a colon with nothing else in it."""
        lines = words.split("\n")
        if (
            len(words) > 2 * _HEADING
            or len(lines) > 3
            or any(len(line.strip()) > _HEADING for line in lines)
            or words.endswith((".", "?", ";", "!", ",", "。", "？", "؟", "；"))
        ):
            return False
        if block.style is not None and block.style != "roman" and block.mark is not None and len(words) >= LEAST:
            return words.isupper()
        return not _COLON.search(words) or len(words.split()) < 4

    def _under(self, at: _Part, hits: dict[str, list[tuple[int, int]]]) -> None:
        near = {group for group, places in hits.items() if any(start < 4 for start, _ in places)}
        if near & {"asking_sure", "asks_within"}:
            at.silent, at.listed = False, True
            return
        if "not_told" in near:
            at.silent, at.told, at.listed = True, False, None
        elif "asked" in near:
            at.silent, at.told, at.listed = False, False, True
        elif "narrative" in near or "information" in near:
            at.silent, at.told, at.listed = False, True, False
        else:
            at.silent = False

    def _after(self, at: _Part, words: str, hits: dict[str, list[tuple[int, int]]], block: Block) -> None:
        """What a block changes for those that follow."""
        early = {group for group, places in hits.items() if any(start < 12 for start, _ in places)}
        early |= {"narrative"} & hits.keys()
        if _COLON.search(words) or (block.style is None and not words.endswith((".", "?", "!", "。", "？", ";"))):
            tail = self.known.find(words_of(words[-160:]).norms)
            asks = any(group in tail for group in ("stems_ask", "asks_within"))
            tells = any(group in tail for group in ("stems_tell", "information", "narrative"))
            if block.style is None or asks or tells:
                at.listed = True if asks and not (tells and "information" in tail) else (False if tells else at.listed)
                at.told = at.told or (tells and not asks)
            return
        if block.style is None and ("ends" in early or "concern" in early):
            at.told = False
        elif early & {"information", "narrative"}:
            at.told = True

    # ---------------------------------------------------------------- one block

    def _of_block(self, index: int, block: Block, span: Span, at: _Part) -> Iterator[LetterPoint]:
        words = span.of(self.text)
        item = index in self.lists
        if at.silent or (at.closed and not item and len(words) < 60):
            return
        hits = self.known.find(words_of(words[:120]).norms)
        told = at.told or any(start < 6 for start, _ in hits.get("information", ())) or "narrative" in hits
        if item and self._item_asks(words, at):
            if long_enough(words, block) and not (_COLON.search(words) and self._has_children(index)):
                yield self._point("question", block, span)
            return
        for sentence in self._sentences(span):
            said = sentence.of(self.text)
            if _TABLE.search(said) and self.text.count("\n", sentence.start, sentence.end) == 0:
                continue
            if not long_enough(said, block if item else None) or _COLON.search(said):
                continue
            one = Sentence(said, self.language)
            nature = one.nature(told=told and not at.closed, listed=at.listed if item else None)
            if nature == "asks":
                for first, after in [(0, len(one.words))] if item else one.requests():
                    place = one.words.place(first, after).shifted(sentence.start)
                    yield self._point("question", block if item else None, _to_end(place, after, one, sentence))
            elif nature == "alleges":
                told = told or one.strong()
                at.told = at.told or (one.strong() and not at.closed)
                for first, after in one.parts(told=told):
                    place = one.words.place(first, after).shifted(sentence.start)
                    place = _to_end(place, after, one, sentence)
                    yield self._point("bullet" if item else "information", block if item else None, place)

    def _item_asks(self, words: str, at: _Part) -> bool:
        """Whether a whole item is one question: it opens by asking, or stands in a list that asks."""
        first = Sentence(words[:400], self.language)
        return first.asks(listed=at.listed) or (at.listed is not False and has_question(words))

    def _is_lowest(self, index: int) -> bool:
        """Whether a numbered item of a list has no items of another kind below it."""
        follows = self.blocks[index + 1 : index + 2]
        lowest = not follows or follows[0].style in (None, self.blocks[index].style)
        return index in self.lists and number_of(self.blocks[index]) is not None and lowest

    def _has_children(self, index: int) -> bool:
        return index + 1 < len(self.blocks) and index + 1 in self.lists

    def _sentences(self, span: Span) -> Iterator[Span]:
        """Sentences within a block, lines joined; one that ends in a title or an initial goes on."""
        text = span.of(self.text).replace("\n", " ").replace("\r", " ")
        at, held = 0, None
        for piece in (p for stretch in stretches(text) for p in segment(self.language, stretch)):
            begin = text.find(piece, at)
            if begin < 0:
                continue
            at = begin + len(piece)
            start = begin if held is None else held
            if _NOTHING_ENDS.search(text[max(start, at - 12) : at]):
                held = start
                continue
            held = None
            yield from self._around_colon(trimmed(Span(start, at), text).shifted(span.start))
        if held is not None:
            yield trimmed(Span(held, len(text)), text).shifted(span.start)

    def _around_colon(self, sentence: Span) -> Iterator[Span]:
        """ "We ask: Was there a warrant?" is what stands before the colon, and the question."""
        said = sentence.of(self.text)
        colon = re.search(r"[:：]\s+(?=[^\W\d_a-zа-я])", said) if said.endswith(("?", "？")) else None
        if colon is not None:
            yield Span(sentence.start, sentence.start + colon.start() + 1)
            sentence = Span(sentence.start + colon.end(), sentence.end)
        if sentence.start < sentence.end:
            yield sentence

    def _point(self, kind: PointKind, block: Block | None, span: Span) -> LetterPoint:
        return LetterPoint(kind, number_of(block), span, span.of(self.text), self.given)
