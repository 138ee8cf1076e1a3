"""What the wording of one allegation or one sentence of a reply shows, before anything is compared.

In:   a text and its language.
Out:  `Wording`: words, content terms, names, figures, and where the lexicons' cues stand.
Not:  any verdict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from answerable.confront.cues import Hits, cues
from answerable.confront.figures import Figures, figures_of
from answerable.resources import languages, lexicon
from answerable.trace.words import Words, words_of

SCOPE = 6  # words after a negation that it is taken to reach
LEXICONS = (
    "denial",
    "law",
    "courtesy",
    "deferral",
    "conditional",
    "counter",
    "partial",
    "function",
    "figures",
    "persons",
)
_QUOTED = re.compile(r"[\"“„«‘「『]([^\"”“«»’」』]{8,400})[\"”“»’」』]")
_SUFFIXES = (
    "ations",
    "ation",
    "ings",
    "ing",
    "ements",
    "ement",
    "ments",
    "ment",
    "edly",
    "ied",
    "ies",
    "ers",
    "ed",
    "ly",
    "er",
    "es",
    "s",
)
_CAPITALS_ARE_NAMES = frozenset({"en", "fr", "es", "ru", "it", "pt", "nl"})
_HAN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]")


@dataclass(frozen=True, slots=True)
class Wording:
    """One text, read once."""

    text: str
    words: Words
    hits: Hits  # cues by group
    terms: frozenset[str]  # stems of content words
    fields: dict[str, frozenset[str]]  # semantic field → the stems that speak of it
    negated: frozenset[str]  # stems and fields (`~name`) that stand under a negation
    names: frozenset[str]
    figures: Figures
    quotes: tuple[str, ...]
    opening_names: frozenset[str]  # stems of the capitalised words it opens with

    def has(self, *groups: str) -> bool:
        return any(group in self.hits for group in groups)

    def count(self, group: str) -> int:
        """How many different words of the text carry the group."""
        return len({start for start, _ in self.hits.get(group, ())})

    def words_of(self, group: str) -> str:
        """The words of the first match of a group, as written."""
        start, after = self.hits[group][0]
        return self.words.place(start, after).of(self.text)

    def starts(self, group: str, within: int = 3) -> bool:
        """Whether a match of the group begins among the first words."""
        return any(start < within for start, _ in self.hits.get(group, ()))


@lru_cache(maxsize=4096)  # allegations are set against every response of a case
def wording_of(text: str, language: str) -> Wording:
    """Read `text` by the lexicons of `language`."""
    words = words_of(text)
    stop = _stop(language)
    hits = cues(language, *LEXICONS).find(words.norms)
    under = _scopes(hits)
    terms: set[str] = set()
    negated: set[str] = set()
    affirmed: set[str] = set()
    fields: dict[str, set[str]] = {}
    names = _names(text, words, language)
    previous = ""
    for index, norm in enumerate(words.norms):
        if _HAN.match(norm):
            if previous and _HAN.match(previous):
                terms.add(previous + norm)
            previous = norm
            continue
        previous = norm
        if norm in stop or (len(norm) < 2 and not norm.isdigit()):
            continue
        stem = stem_of(norm, language)
        terms.add(stem)
        kin = _fields_of(norm, language)
        for field in kin:
            fields.setdefault(field, set()).add(stem)
        (negated if index in under else affirmed).update((stem, *(f"~{field}" for field in kin)))
    return Wording(
        text=text,
        words=words,
        hits=hits,
        terms=frozenset(terms),
        fields={k: frozenset(v) for k, v in fields.items()},
        negated=frozenset(negated - affirmed),
        names=names,
        figures=figures_of(text, words.norms, language),
        quotes=tuple(m[1] for m in _QUOTED.finditer(text)),
        opening_names=_opening(text, words, language),
    )


@cache
def supported(language: str | None) -> bool:
    """Whether there are lexicons to read a reply in this language; without them nothing is coded."""
    return language is not None and language in languages("denial")


def _scopes(hits: Hits) -> frozenset[int]:
    """Words that stand under a negation: those that follow it, and the verb that carries it."""
    under: set[int] = set()
    for group in ("negators", "negative_verbs"):
        for start, after in hits.get(group, ()):
            under.update(range(start, after + SCOPE))
    return frozenset(under)


@lru_cache(maxsize=100_000)
def stem_of(word: str, language: str) -> str:
    """`word` without its ending: by a few rules in English, cut to six letters elsewhere."""
    word = _forms(language).get(word, word)
    if language != "en":
        return word[:6] if not word.isdigit() else word
    if len(word) <= 4 or word.isdigit():
        return word[:-1] if len(word) == 4 and word.endswith("s") and not word.endswith("ss") else word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4 - (suffix == "s"):
            word = word[: -len(suffix)]
            break
    if len(word) > 4 and word[-1] == word[-2]:
        word = word[:-1]
    return word.rstrip("ey") or word


@cache
def _forms(language: str) -> dict[str, str]:
    return dict(lexicon(language, "forms").get("forms", {}))


@cache
def _stop(language: str) -> frozenset[str]:
    table = lexicon(language, "function")
    return frozenset(n for w in (*table.get("stop", ()), *table.get("furniture", ())) for n in words_of(w).norms)


@cache
def _fields_of(word: str, language: str) -> tuple[str, ...]:
    return tuple(cues(language, "fields").find((word,)))


def _names(text: str, words: Words, language: str) -> frozenset[str]:
    """Capitalised words that are not the first of the sentence; in scripts or languages without the sign, none."""
    if language not in _CAPITALS_ARE_NAMES:
        return frozenset()
    stop = _stop(language)
    out = set()
    for index, (norm, start) in enumerate(zip(words.norms, words.starts, strict=True)):
        if index and text[start].isupper() and norm not in stop and len(norm) > 1:
            out.add(stem_of(norm, language))
    return frozenset(out)


def _opening(text: str, words: Words, language: str) -> frozenset[str]:
    """The first two words that are not function words, when they are capitalised."""
    stop = _stop(language)
    first = [(n, s) for n, s in zip(words.norms[:6], words.starts[:6], strict=False) if n not in stop][:2]
    return frozenset(stem_of(n, language) for n, s in first if text[s].isupper())
