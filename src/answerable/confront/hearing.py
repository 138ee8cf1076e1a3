"""What is taken of a model's answer: ids of the codebook, and words that stand in the sentence they are said to be of.

In:   the text of an answer, the question it was given to, the codebook.
Out:  `Heard`: codings as numbers and ids, no words; how many others were set aside, by reason.
Not:  belief. An accepted coding is well-formed, it may still be wrong; `second_opinion` says what it can do.

Whatever is not exactly that is set aside and counted: an answer to another question, a sentence or point that was not
put, an id that is no id, a quotation that is not verbatim, a pair coded in two ways, an answer in prose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from answerable.confront.answer_text import rows_in
from answerable.confront.questions import Question
from answerable.confront.set_aside import Reason
from answerable.resources.codebook import Codebook

LEAST_QUOTED = 4  # letters and digits of a quotation, unless it is the whole fragment
_CODINGS = 5_000  # looked at in one answer
_POINT = re.compile(r"P([1-9][0-9]{0,3})", re.ASCII)
_NOTHING = "does-not-address"


class Coding(msgspec.Struct, frozen=True):
    """One accepted coding: `sentence` and `point` count from 0 in the question; the quotation by its place."""

    sentence: int
    point: int
    relation: str
    stance: str
    code: str
    fragment: int
    start: int
    end: int


class Heard(msgspec.Struct, frozen=True):
    """What was taken of one answer. `open_sentences` and `open_points`: something about them was set aside."""

    whole: bool
    codings: tuple[Coding, ...] = ()
    set_aside: dict[Reason, int] = {}
    open_sentences: tuple[int, ...] = ()
    open_points: tuple[int, ...] = ()

    @property
    def is_worth_keeping(self) -> bool:
        """Whether something was accepted, or the model said properly that there is nothing."""
        return bool(self.codings) or not self.set_aside

    def is_silent_on(self, sentence: int, point: int) -> bool:
        """Whether the model, heard to the end, said nothing of this pair, and nothing near it was set aside."""
        near = sentence in self.open_sentences or point in self.open_points
        coded = any((c.sentence, c.point) == (sentence, point) for c in self.codings)
        return self.whole and not near and not coded


def hear(text: str, question: Question, codebook: Codebook, *, whole: bool = True) -> Heard | None:
    """What is taken of `text`. None when nothing in it is an answer to this question: it is then still unanswered."""
    rows, complete = rows_in(text, question.mark)
    if rows is None:
        return None
    hearing = _Hearing(question, codebook)
    for row in rows[:_CODINGS]:
        hearing.take(row)
    return hearing.heard(complete and whole and len(rows) <= _CODINGS)


def is_sound(heard: Heard, question: Question, codebook: Codebook) -> bool:
    """Whether what was kept of an answer can be one to this question: a case may come from anyone."""
    relations, stances, codes = (codebook.ids(which) for which in ("relations", "stances", "codes"))
    return all(
        0 <= c.sentence < len(question.sentences)
        and 0 <= c.point < len(question.points)
        and 0 <= c.fragment < len(question.sentences[c.sentence])
        and 0 <= c.start <= c.end <= len(question.sentences[c.sentence][c.fragment])
        and c.relation in relations
        and c.stance in stances
        and c.code in codes
        for c in heard.codings
    )


class _Hearing:
    """One answer, row by row."""

    def __init__(self, question: Question, codebook: Codebook) -> None:
        self.question = question
        self.ids: tuple[tuple[str, Collection[str], Reason], ...] = (
            ("relation", codebook.ids("relations"), "no-such-relation"),
            ("stance", codebook.ids("stances"), "no-such-stance"),
            ("code", codebook.ids("codes"), "no-such-code"),
        )
        self.taken: dict[tuple[int, int], Coding] = {}
        self.two_ways: set[tuple[int, int]] = set()
        self.aside: Counter[Reason] = Counter()
        self.sentences: set[int] = set()
        self.points: set[int] = set()
        self.placed = True

    def heard(self, complete: bool) -> Heard:
        if not complete:
            self.aside["cut-off"] += 1
        return Heard(
            whole=complete and self.placed,
            codings=tuple(self.taken[pair] for pair in sorted(self.taken)),
            set_aside=dict(sorted(self.aside.items())),
            open_sentences=tuple(sorted(self.sentences)),
            open_points=tuple(sorted(self.points)),
        )

    def take(self, row: Any) -> None:
        if not isinstance(row, dict):
            self.aside["not-a-coding"] += 1
            self.placed = False
            return
        sentence, point = self._sentence(row.get("sentence")), self._point(row.get("point"))
        if sentence is None or point is None:
            self.aside["sentence-not-put" if sentence is None else "point-not-put"] += 1
            self._leave_open(sentence, point)
            return
        coding = self._coding(row, sentence, point)
        if isinstance(coding, str):
            self.aside[coding] += 1
            self._leave_open(sentence, point)
            return
        self._keep(coding)

    def _keep(self, coding: Coding) -> None:
        pair = (coding.sentence, coding.point)
        earlier = self.taken.get(pair)
        if pair in self.two_ways:
            self.aside["coded-in-two-ways"] += 1
        elif earlier is None:
            self.taken[pair] = coding
        elif (earlier.relation, earlier.stance, earlier.code) == (coding.relation, coding.stance, coding.code):
            self.aside["said-twice"] += 1
        else:
            del self.taken[pair]
            self.two_ways.add(pair)
            self.aside["coded-in-two-ways"] += 2
            self._leave_open(*pair)

    def _leave_open(self, sentence: int | None, point: int | None) -> None:
        if sentence is not None:
            self.sentences.add(sentence)
        elif point is not None:
            self.points.add(point)
        else:
            self.placed = False

    def _sentence(self, value: Any) -> int | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        at = value - 1 - self.question.first
        return at if 0 <= at < len(self.question.sentences) else None

    def _point(self, value: Any) -> int | None:
        named = _POINT.fullmatch(value) if isinstance(value, str) else None
        return int(named[1]) - 1 if named and int(named[1]) <= len(self.question.points) else None

    def _coding(self, row: Mapping[str, Any], sentence: int, point: int) -> Coding | Reason:
        """The coding in `row`, or why there is none."""
        for key, known, unknown in self.ids:
            if not isinstance(row.get(key), str) or row[key] not in known:
                return unknown
        relation, quote = row["relation"], row.get("quote")
        nothing = relation == _NOTHING and quote in (None, "")  # there are no words to point at
        place: tuple[int, int, int] | Reason = (
            (0, 0, 0) if nothing else _place_of(quote, self.question.sentences[sentence])
        )
        if isinstance(place, str):
            return place
        return Coding(sentence, point, relation, row["stance"], row["code"], *place)


def _place_of(quote: Any, fragments: tuple[str, ...]) -> tuple[int, int, int] | Reason:
    """Fragment, start and end of the first place where `quote` stands word for word, or why there is none."""
    if not isinstance(quote, str) or not quote.strip():
        return "quote-not-verbatim"
    quote = quote.strip()
    for number, fragment in enumerate(fragments):
        start = fragment.find(quote)
        if start >= 0:
            if quote != fragment and sum(map(str.isalnum, quote)) < LEAST_QUOTED:
                return "quote-too-short"
            return number, start, start + len(quote)
    return "quote-not-verbatim"
