"""Names hidden from the tagger: it reads the same word whoever is named, so that nobody's name decides what is found.

In:   the words of a text, and where it names somebody (`parties`).
Out:  the same words; each name drawn together into one that keeps its place in the text and shows a stand-in.
Not:  the text, in which the true words stand verbatim at every place that comes out.

A stand-in depends on nothing but that a name stands there: neither on who it is, nor on how long the name is. Two parties who
change places change nothing that the tagger sees. (docs/methods/extract.md, "The learned tagger"; decision 0013)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from answerable.extract.tagger_words import FRESH, TaggerWords, feature_of
from answerable.terms.span import Span

METHOD = "stand-ins-1"
STAND_IN = "Jones"  # a word the encoder knows as a name


def hidden(words: TaggerWords, names: Iterable[Span]) -> TaggerWords:
    """`words` with every name, in order and apart, as one word; a name that holds no whole word is left."""
    starts: list[int] = []
    ends: list[int] = []
    features: list[int] = []
    shown: dict[int, str] = {}
    word = 0

    def keep(stop: int) -> None:
        starts.extend(words.starts[word:stop])
        ends.extend(words.ends[word:stop])
        features.extend(words.features[word:stop])

    for name in names:
        first, end = bisect_left(words.starts, name.start), bisect_right(words.ends, name.end)
        if end <= first or first < word:
            continue
        keep(first)
        shown[len(starts)] = STAND_IN
        starts.append(words.starts[first])
        ends.append(words.ends[end - 1])
        fresh = bool(words.features[first] & FRESH)
        features.append(feature_of(case=1, quoted=words.quoted(first), fresh=fresh))
        word = end
    keep(len(words.starts))
    return TaggerWords(words.text, starts, ends, features, shown)
