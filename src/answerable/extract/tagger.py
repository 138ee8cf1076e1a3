"""The learned tagger at work on one text.

In:   a text and a scorer: what gives numbers for a window (`resources.models` loads it; training has its own).
Out:  `Tagged` attributions, in words of the text.
Not:  languages it was not trained on. Whoever calls it has looked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple, Protocol

from answerable.extract.stand_ins import METHOD as HIDING
from answerable.extract.stand_ins import hidden
from answerable.extract.tagger_decoding import Scores, Tagged, Window, anchor_chances, decode
from answerable.extract.tagger_pieces import Numbers, Tokenizer, arrays, marks_of, pieces_of, windows
from answerable.extract.tagger_words import TaggerWords, read_tagger_words
from answerable.resources.models import Model
from answerable.terms.span import Span


class Scorer(Protocol):
    """The encoder and its heads on one window: [words, scores of a word] and [words, words, 4]."""

    def __call__(self, pieces: Numbers, features: Numbers, heads: Numbers, /) -> tuple[Scores, Scores]: ...


class Tagging(NamedTuple):
    """What the tagger says of one text: its words, its attributions in order of their cues, and of each word how likely an
    attribution is anchored there."""

    words: TaggerWords
    found: list[Tagged]
    chances: list[float]


class Tagger:
    """Finds attributions with a tokenizer and a scorer. Holds no state between texts.

    `method` is the name that results carry, `languages` those it was trained on (primary subtags). One that `hides` reads
    the same word for every name.
    """

    def __init__(
        self, tokenizer: Tokenizer, scorer: Scorer, *, method: str, languages: Collection[str], hides: bool = True
    ) -> None:
        self._tokenizer, self._scorer = tokenizer, scorer
        self._marks = marks_of(tokenizer)
        self.method, self.languages, self.hides = method, frozenset(languages), hides

    def tag(self, text: str, names: Iterable[Span] = ()) -> Tagging:
        """Who says what in `text`. Of `names`, places in the text in order and apart, an encoder that hides is told only that
        somebody is named there."""
        words = read_tagger_words(text)
        if self.hides:
            words = hidden(words, names)
        pieces = pieces_of(words, self._tokenizer, self._marks.unknown)
        scored = []
        for window in windows([len(p) for p in pieces], seams=words.paragraphs()):
            word, pair = self._scorer(*arrays(pieces, words.features, window, self._marks))
            scored.append(Window(*window, word, pair))
        return Tagging(words, decode(scored), anchor_chances(scored))


def tagger_of(model: Model, *, hides: bool) -> Tagger:
    """The tagger with the weights of `model`."""

    def score(pieces: Numbers, features: Numbers, heads: Numbers) -> tuple[Scores, Scores]:
        word, pair = model.run(pieces=pieces, features=features, heads=heads)
        return word, pair

    method = f"extract/{model.card.method}" + (f"+{HIDING}" if hides else "")
    return Tagger(model.tokenizer, score, method=method, languages=model.card.languages, hides=hides)
