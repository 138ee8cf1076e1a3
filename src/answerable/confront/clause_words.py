"""An allegation's words with what each may be: what the rules that find its elements look at.

In:   a text and its language.
Out:  `ClauseWords`: words with their places, classes as bits, what stands before each, and where lexicon entries match.
Not:  rules. Classes come from the lexicons `grammar`, `allegation`, `act_verbs`; a language without them has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from answerable.confront.cues import Hits, cues
from answerable.resources import lexicon
from answerable.terms.span import Span
from answerable.trace.words import Words, words_of


class Class:
    """What a word may be, as bits of a plain integer."""

    DETERMINER = 1 << 0
    PREPOSITION = 1 << 1
    JOIN = 1 << 2  # "and", "but": between words or clauses
    LOOSE = 1 << 3  # "when", "because": opens a clause that only explains
    RELATIVE = 1 << 4
    AUXILIARY = 1 << 5
    BE = 1 << 6
    PRONOUN = 1 << 7
    ADVERB = 1 << 8
    NEGATION = 1 << 9
    VERB = 1 << 10  # a past or a participle
    PRESENT = 1 << 11
    GERUND = 1 << 12
    TITLE = 1 << 13
    OF = 1 << 14
    GENITIVE = 1 << 15  # an article that goes on with the phrase before it: "die Beamten der Wache"
    CAPITAL = 1 << 16
    BREAK = 1 << 17  # punctuation stands before the word


_GRAMMAR = {
    "determiners": Class.DETERMINER,
    "articles": Class.DETERMINER,
    "prepositions": Class.PREPOSITION,
    "conjunctions": Class.JOIN,
    "contrasts": Class.JOIN,
    "subordinators": Class.LOOSE,
    "relatives": Class.RELATIVE,
    "auxiliaries": Class.AUXILIARY,
    "be": Class.BE | Class.AUXILIARY,
    "pronouns": Class.PRONOUN,
    "adverbs": Class.ADVERB,
    "negations": Class.NEGATION,
}
_ALLEGATION = {
    "joins": Class.JOIN,
    "loose": Class.LOOSE,
    "relatives": Class.RELATIVE,
    "agent": Class.PREPOSITION,
    "place_before": Class.PREPOSITION,
    "titles": Class.TITLE,
    "of": Class.OF | Class.PREPOSITION,
    "genitives": Class.GENITIVE | Class.DETERMINER,
    "determiners": Class.DETERMINER,
    "auxiliaries": Class.AUXILIARY,
    "be": Class.BE | Class.AUXILIARY,
    "not_there": Class.NEGATION,
    "prepositions": Class.PREPOSITION,
    "adverbs": Class.ADVERB,
    "people_pronouns": Class.PRONOUN,
    "pronouns": Class.PRONOUN,
}
_VERBS = {"irregular": Class.VERB, "present": Class.PRESENT}
NOT_NOUNS = (
    Class.PREPOSITION
    | Class.JOIN
    | Class.LOOSE
    | Class.RELATIVE
    | Class.AUXILIARY
    | Class.PRONOUN
    | Class.ADVERB
    | Class.VERB
    | Class.PRESENT
    | Class.GERUND
)
_INSIDE = frozenset(" \u00a0\u202f\t\n-‐‑’'“”\"«»„‘")
_TITLE_DOT = frozenset(" .\u00a0")


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Words of a text; `classes[i]` are the bits of word i, `hits` the places of lexicon entries by group."""

    text: str
    language: str
    words: Words
    forms: tuple[str, ...]  # in lower case, accents kept: "à" is not "a"
    classes: tuple[int, ...]
    hits: Hits

    def __len__(self) -> int:
        return len(self.words)

    @property
    def norms(self) -> tuple[str, ...]:
        return self.words.norms

    def gap(self, at: int) -> str:
        """What stands between word `at` and the one before."""
        return self.text[self.words.ends[at - 1] if at else 0 : self.words.starts[at]]

    def has(self, at: int, bits: int) -> bool:
        return 0 <= at < len(self.classes) and bool(self.classes[at] & bits)

    def found(self, group: str, first: int = 0, after: int | None = None) -> Iterator[tuple[int, int]]:
        """Matches of a group that begin within the words from `first` to before `after`."""
        last = len(self) if after is None else after
        return (hit for hit in self.hits.get(group, ()) if first <= hit[0] < last)

    def place(self, first: int, after: int) -> Span:
        return self.words.place(first, after)


def clause_words(text: str, language: str) -> ClauseWords:
    """The words of `text` with their classes."""
    words = words_of(text)
    known = _classes(language)
    endings = _endings(language)
    nouns, numbers = _nouns(language), _numbers(language)
    forms = tuple(text[s:e].lower().replace("ё", "е") for s, e in zip(words.starts, words.ends, strict=True))
    bits: list[int] = []
    for at in range(len(words)):
        one = known.get(forms[at], 0)
        capital = text[words.starts[at]].isupper()
        if capital and at and one & (Class.VERB | Class.PRESENT | Class.AUXILIARY) and not _opens(text, words, at):
            one &= ~(Class.VERB | Class.PRESENT | Class.AUXILIARY)
        if not one and not capital and forms[at] not in nouns:
            one = _by_ending(forms[at], endings)
        if capital:
            one |= Class.CAPITAL
        if at and not _runs_on(text, words, at):
            one |= Class.BREAK
        bits.append(one)
    _settle(bits, forms, nouns, endings, numbers)
    _settle_language(bits, forms, language)
    hits = cues(language, "allegation", "act_verbs").find(words.norms)
    return ClauseWords(text, language, words, forms, tuple(bits), hits)


def _opens(text: str, words: Words, at: int) -> bool:
    return text[words.ends[at - 1] : words.starts[at]].strip(' \n"“«')[-1:] in (".", "!", "?", ":")


def _runs_on(text: str, words: Words, at: int) -> bool:
    """Whether no punctuation stands before word `at`; a full stop after a title or an initial is none."""
    gap = text[words.ends[at - 1] : words.starts[at]]
    if _INSIDE.issuperset(gap):
        return True
    if gap in (".", ","):  # "3.500"
        return text[words.ends[at - 1] - 1].isdigit() and text[words.starts[at]].isdigit()
    before = text[words.starts[at - 1] : words.ends[at - 1]]
    return (
        _TITLE_DOT.issuperset(gap) and before[0].isupper() and (len(before) <= 3 or before.lower() in ("capt", "prof"))
    )


def _by_ending(norm: str, endings: tuple[tuple[str, int], ...]) -> int:
    if len(norm) < 5:
        return 0
    return next((bit for ending, bit in endings if norm.endswith(ending)), 0)


def _settle(
    bits: list[int],
    forms: tuple[str, ...],
    nouns: frozenset[str],
    endings: tuple[tuple[str, int], ...],
    numbers: frozenset[str],
) -> None:
    """A participle right after an article is an adjective ("the detained men"); an adjective after "was" may be one."""
    verbs = Class.VERB | Class.GERUND | Class.PRESENT
    for at in range(1, len(bits)):
        counted = forms[at - 1] in numbers or (forms[at - 1].isdigit() and len(forms[at - 1]) != 4)
        named = at > 1 and bool(bits[at - 2] & Class.CAPITAL)  # "Ward 6 sterilised"
        noun_next = at + 1 < len(bits) and not bits[at + 1] & (NOT_NOUNS | Class.BREAK | Class.DETERMINER)
        led = bits[at - 1] & Class.DETERMINER or (counted and not named and noun_next)
        if bits[at] & verbs and led and not bits[at] & Class.BREAK:
            bits[at] &= ~verbs
        elif forms[at] in nouns and _after_be(bits, at) and not bits[at] & NOT_NOUNS:
            bits[at] |= _by_ending(forms[at], endings)


def _settle_language(bits: list[int], forms: tuple[str, ...], language: str) -> None:
    """French "des" is an article where no noun stands before it; a German verb form before a noun is an adjective."""
    articles = frozenset(lexicon(language, "allegation").get("partitives", ()))
    adjectives = lexicon(language, "grammar").get("capital_nouns", False)
    listed = frozenset(_single(lexicon(language, "act_verbs").get("irregular", ()))) if adjectives else frozenset()
    for at, form in enumerate(forms):
        if form in articles and (at == 0 or bits[at] & Class.BREAK or bits[at - 1] & (NOT_NOUNS | Class.NEGATION)):
            bits[at] = (bits[at] & ~(Class.OF | Class.PREPOSITION)) | Class.DETERMINER
        capital_next = at + 1 < len(bits) and bits[at + 1] & Class.CAPITAL and not bits[at + 1] & Class.BREAK
        if adjectives and bits[at] & Class.VERB and capital_next and form not in listed:
            bits[at] &= ~Class.VERB


def _after_be(bits: list[int], at: int) -> bool:
    before = at - 1
    while before >= 0 and bits[before] & (Class.ADVERB | Class.NEGATION) and not bits[before] & Class.AUXILIARY:
        before -= 1
    return before >= 0 and bool(bits[before] & Class.BE)


@cache
def _classes(language: str) -> dict[str, int]:
    """Bits by levelled word; `not_verbs` and nouns in -ing take those of a verb away."""
    out: dict[str, int] = {}
    for name, groups in (("grammar", _GRAMMAR), ("allegation", _ALLEGATION), ("act_verbs", _VERBS)):
        table = lexicon(language, name)
        for group, bit in groups.items():
            for word in _single(table.get(group, ())):
                out[word] = out.get(word, 0) | bit
    for word in _single(lexicon(language, "allegation").get("joins", ())):
        out[word] = Class.JOIN
    for word, bits in out.items():
        if bits & Class.PREPOSITION:
            out[word] = bits & ~(Class.DETERMINER | Class.LOOSE | Class.ADVERB | Class.AUXILIARY)
        elif bits & Class.DETERMINER:
            out[word] = bits & ~(Class.PRONOUN | Class.ADVERB | Class.LOOSE | Class.JOIN | Class.RELATIVE)
    return out


@cache
def _numbers(language: str) -> frozenset[str]:
    return frozenset(_single(lexicon(language, "figures").get("words", ())))


@cache
def _nouns(language: str) -> frozenset[str]:
    """Words that are no verbs, whatever they end in."""
    table = lexicon(language, "act_verbs")
    return frozenset(_single([*table.get("not_verbs", ()), *table.get("nouns_in_ing", ())]))


@cache
def _endings(language: str) -> tuple[tuple[str, int], ...]:
    table = lexicon(language, "act_verbs")
    return (
        tuple((e, Class.VERB) for e in table.get("verb_endings", ()))
        + tuple((e, Class.GERUND) for e in table.get("gerund_endings", ()))
        + tuple((e, Class.ADVERB) for e in table.get("adverb_endings", ()))
    )


def _single(entries: Iterable[str]) -> Iterator[str]:
    for entry in entries:
        if len(words_of(entry).norms) == 1 and not entry.endswith("*"):
            yield entry.lower().replace("ё", "е")
