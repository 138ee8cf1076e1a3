"""The language whose lexicons fit a text, when nobody has said which.

In:   words of a text, and a BCP 47 tag or None.
Out:  the name of a lexicon folder, or None.
Not:  language identification for the record; that is `read`'s. This only chooses a word list.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from answerable.resources import languages, lexicon
from answerable.trace.words import Words

SAMPLE = 400  # words looked at


@cache
def _common() -> dict[str, tuple[str, ...]]:
    """By word: the languages that list it among their commonest."""
    table: dict[str, tuple[str, ...]] = {}
    for lang in languages("syndication"):
        for word in lexicon(lang, "syndication").get("voice", {}).get("common", ()):
            table[word] = (*table.get(word, ()), lang)
    return table


def lexicon_language(words: Words, tag: str | None) -> str | None:
    """The lexicon for `tag` when there is one; without a tag, that whose commonest words stand most in `words`."""
    if tag:
        base = tag.split("-")[0].lower()
        return base if base in languages("syndication") else None
    table = _common()
    seen: Counter[str] = Counter()
    for norm in words.norms[:SAMPLE]:
        if langs := table.get(norm):
            seen.update(langs)
    if not seen:
        return None
    best, count = max(seen.items(), key=lambda item: (item[1], item[0]))
    return best if count >= max(2, min(len(words), SAMPLE) // 40) else None
