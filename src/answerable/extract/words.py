"""A text as words, sentences and quotations: what all rules of this room read.

In:   a text, its language if known.
Out:  `Page`: words with their places and lower-case forms, sentence bounds, and which quotation a word stands in.
Not:  meaning. Which word reports and which clause is content is said by the rooms that use this.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sentencex import segment

from answerable.extract.quotations import Quotation, find_quotations
from answerable.terms.span import Span

#: marks written over and under letters (Latin, Hebrew, Arabic, Indic), which are no letters to `re`
_OVER = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
_LETTERS = rf"[^\W_]+(?:[{_OVER}]+[^\W_]*)*"
_WORD = re.compile(rf"{_LETTERS}(?:['’\-]{_LETTERS})*|''|``|\S")
_VOWELS = dict.fromkeys([*range(0x64B, 0x653), 0x640])  # Arabic is written with them or without: forms are without
_PLAIN_MARKS = str.maketrans({"،": ",", "؛": ";", "؟": "?", "٫": ","})  # in forms only; places stay
_LONGEST = 400  # words; a longer sentence is cut, so that no rule looks further
_STRETCH = 8000  # characters handed to the segmenter at once
_SHORT_LINE = 60  # a line this short that ends at a line break is taken to end there (headings, "HOST: …")
_ENDS = frozenset(".!?…:;。！？؟\"”»’'")


@dataclass(slots=True)
class Page:
    """Parallel rows, one entry per word; `sentences` are half-open word ranges in order."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    forms: list[str]  # lower case
    capital: list[bool]
    sentence: list[int]  # index of the word's sentence
    sentences: list[tuple[int, int]]
    paragraph: list[int]  # index of each sentence's paragraph
    quotations: list[Quotation]
    quotation: list[int]  # index of the quotation the word stands in, marks included, or -1

    def span(self, first: int, last: int) -> Span:
        """From the first character of word `first` to the last of word `last`."""
        return Span(self.starts[first], self.ends[last])

    def bounds(self, word: int) -> tuple[int, int]:
        """First word and the one after the last of the sentence that `word` stands in."""
        return self.sentences[self.sentence[word]]


def lower_in_place(text: str) -> str:
    """`text` in lower case, every character at its old place (some letters grow when lowered: those stay)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def words_of(text: str) -> list[str]:
    """The words of a few words, in lower case."""
    low = lower_in_place(text)
    return [low[m.start() : m.end()] for m in _WORD.finditer(text)]


def read_page(text: str, language: str) -> Page:
    """`text` cut into words, sentences and quotations. Sentences end at paragraph breaks at the latest."""
    low = lower_in_place(text).translate(_PLAIN_MARKS)
    starts, ends = array("q"), array("q")
    forms: list[str] = []
    known: dict[str, str] = {}  # equal words are one object: long texts repeat theirs
    for found in _WORD.finditer(text):
        start, end = found.span()
        starts.append(start)
        ends.append(end)
        form = low[start:end]
        forms.append(known.setdefault(form, form))
    if language == "ar":
        forms = [form.translate(_VOWELS) or form for form in forms]
    capital = [text[s].isupper() for s in starts]
    quotations = find_quotations(text)
    cuts, breaks = _sentence_starts(text, language, quotations)
    sentence, sentences, paragraph = _in_sentences(starts, cuts, breaks)
    quotation = [-1] * len(starts)
    word = 0
    for index, quote in enumerate(quotations):
        while word < len(starts) and starts[word] < quote.start:
            word += 1
        while word < len(starts) and starts[word] < quote.end:
            quotation[word] = index
            word += 1
    return Page(text, starts, ends, forms, capital, sentence, sentences, paragraph, quotations, quotation)


def _sentence_starts(text: str, language: str, quotations: list[Quotation]) -> tuple[list[int], list[int]]:
    """Where sentences start, and which of these starts open a paragraph."""
    cuts = {0}
    breaks = {0}
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        bare = line.strip()
        if not bare:
            cuts.add(end)
            breaks.add(end)
        else:
            inner = at
            for stretch in stretches(line.rstrip("\r\n")):
                for piece in segment(language, stretch):
                    inner += len(piece)
                    if inner < at + len(line.rstrip()) or not _runs_on(text, end):
                        cuts.add(inner)
            if len(bare) < _SHORT_LINE or bare[-1] in _ENDS:
                cuts.add(end)
                breaks.add(end)
        at = end
    return sorted(cuts), sorted(breaks)


def _runs_on(text: str, at: int) -> bool:
    """Whether a line wrapped by a mail program goes on at `at`: no capital, no mark."""
    return at < len(text) and (text[at].islower() or text[at].isdigit())


def stretches(line: str) -> Iterator[str]:
    """A line in pieces of at most `_STRETCH` characters, cut at white space if there is any: the segmenter is
    quadratic in marks that never close."""
    at = 0
    while at < len(line):
        end = at + _STRETCH
        if end < len(line):
            space = line.rfind(" ", at + _STRETCH // 2, end)
            end = space + 1 if space >= 0 else end
        yield line[at:end]
        at = end


def _in_sentences(
    starts: Sequence[int], cuts: list[int], breaks: list[int]
) -> tuple[list[int], list[tuple[int, int]], list[int]]:
    sentence: list[int] = []
    sentences: list[tuple[int, int]] = []
    paragraph: list[int] = []
    number = crossed = 0
    ends = [bisect_left(starts, cut) for cut in cuts] + [len(starts)]
    for cut, first, last in zip(cuts, ends, ends[1:], strict=False):
        for at in range(first, last, _LONGEST):
            end = min(last, at + _LONGEST)
            sentence += [len(sentences)] * (end - at)
            sentences.append((at, end))
            if (passed := bisect_right(breaks, cut)) != crossed:
                number, crossed = number + 1, passed
            paragraph.append(number)
    return sentence, sentences, paragraph
