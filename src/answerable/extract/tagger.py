"""The learned tagger at work on one text.

In:   a text and a scorer: what gives numbers for a window (`resources.models` loads it; training has its own).
Out:  `Tagged` attributions, in words of the text.
Not:  languages it was not trained on. Whoever calls it has looked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from answerable.extract.stand_ins import METHOD as HIDING
from answerable.extract.stand_ins import hidden
from answerable.extract.tagger_decoding import Scores, Tagged, Window, decode
from answerable.extract.tagger_pieces import Numbers, Tokenizer, arrays, marks_of, pieces_of, windows
from answerable.extract.tagger_words import TaggerWords, read_tagger_words
from answerable.resources.models import Model
from answerable.terms.span import Span


class Scorer(Protocol):
    """The encoder and its heads on one window: [words, scores of a word] and [words, words, 4]."""

    def __call__(self, pieces: Numbers, features: Numbers, heads: Numbers, /) -> tuple[Scores, Scores]: ...


class Tagger:
    """Finds attributions with a tokenizer and a scorer. Holds no state between texts.

    `method` is the name that results carry, `languages` those it was trained on (primary subtags).
    """

    def __init__(self, tokenizer: Tokenizer, scorer: Scorer, *, method: str, languages: Collection[str]) -> None:
        self._tokenizer, self._scorer = tokenizer, scorer
        self._marks = marks_of(tokenizer)
        self.method, self.languages = method, frozenset(languages)

    def tag(self, text: str, names: Iterable[Span] = ()) -> tuple[TaggerWords, list[Tagged]]:
        """The words of `text` and its attributions, in order of their cues. Of `names`, places in the text in order and
        apart, it is told only that somebody is named there."""
        words = hidden(read_tagger_words(text), names)
        pieces = pieces_of(words, self._tokenizer, self._marks.unknown)
        scored = []
        for window in windows([len(p) for p in pieces]):
            word, pair = self._scorer(*arrays(pieces, words.features, window, self._marks))
            scored.append(Window(*window, word, pair))
        return words, decode(scored)


def tagger_of(model: Model) -> Tagger:
    """The tagger with the weights of `model`."""

    def score(pieces: Numbers, features: Numbers, heads: Numbers) -> tuple[Scores, Scores]:
        word, pair = model.run(pieces=pieces, features=features, heads=heads)
        return word, pair

    return Tagger(model.tokenizer, score, method=f"extract/{model.card.method}+{HIDING}", languages=model.card.languages)
