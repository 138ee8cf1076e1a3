"""Content words of a text, weighed by how rare they are among the texts of a case.

In:   texts and their languages.
Out:  stems of content words, and how much two texts share of them.
Not:  meaning. Two sentences may share every word and say the opposite.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from answerable.confront.wording import stem_of
from answerable.resources import lexicon
from answerable.trace.words import words_of

Terms = frozenset[str]


@cache
def _stop(language: str) -> frozenset[str]:
    table = lexicon(language, "function")
    return frozenset(table.get("stop", ())) | frozenset(table.get("furniture", ()))


def terms_of(text: str, language: str | None) -> Terms:
    """Stems of the content words; in Chinese and Japanese script, pairs of neighbouring characters."""
    lang = (language or "en").split("-")[0]
    stop, found, previous = _stop(lang), set(), ""
    for norm in words_of(text).norms:
        if norm >= "\u3040" and len(norm) == 1:
            if previous:
                found.add(previous + norm)
            previous = norm
            continue
        previous = ""
        if norm not in stop and (len(norm) > 1 or norm.isdigit()):
            found.add(stem_of(norm, lang))
    return frozenset(found)


def rarities(texts: Iterable[Terms]) -> dict[str, float]:
    """Weight of each term: near 1 when few texts use it, near 0 when all do."""
    texts = list(texts)
    counts = Counter(term for terms in texts for term in terms)
    size = len(texts) + 1
    return {term: math.log(size / count) / math.log(size) if size > 2 else 1.0 for term, count in counts.items()}


def weight_of(terms: Iterable[str], rarity: Mapping[str, float]) -> float:
    """Sum of the weights; a term no text of the case used weighs 1."""
    return sum(rarity.get(term, 1.0) for term in terms)
