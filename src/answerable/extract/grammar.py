"""The lexicons of one language, compiled into one table of words.

In:   `reporting_verbs.toml`, `grammar.toml`, `according_to.toml`, `nominal_cues.toml` of a language.
Out:  `Grammar`: a word's classes as bits, and the cues it may be.
Not:  rules: what follows from a class is said where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from answerable.extract.inflection import Form, english_forms, german_weak_forms
from answerable.extract.statement import Act
from answerable.resources import languages, lexicon


class Kind:
    """What a word may be, as bits of a plain integer: an enum costs ten times as much here."""

    PRONOUN = 1 << 0
    RELATIVE = 1 << 1
    THAT = 1 << 2
    QUESTION = 1 << 3
    DETERMINER = 1 << 4
    PREPOSITION = 1 << 5
    AND = 1 << 6
    CONTRAST = 1 << 7
    SUBORDINATOR = 1 << 8
    AUXILIARY = 1 << 9
    BE = 1 << 10
    HAVE = 1 << 11
    NEGATION = 1 << 12
    ADVERB = 1 << 13
    TIME = 1 << 14
    SETTING = 1 << 15
    PARENTHETICAL = 1 << 16
    OBJECT = 1 << 17
    TITLE = 1 << 18
    AGENT = 1 << 19
    FIRST_PERSON = 1 << 20
    ARTICLE = 1 << 21
    PUNCTUATION = 1 << 22
    MALE = 1 << 23
    FEMALE = 1 << 24
    NEUTER = 1 << 25
    PLURAL = 1 << 26
    NOBODY = 1 << 27


_CLASSES = {
    "pronouns": Kind.PRONOUN,
    "relatives": Kind.RELATIVE,
    "that": Kind.THAT,
    "questions": Kind.QUESTION,
    "determiners": Kind.DETERMINER,
    "articles": Kind.ARTICLE,
    "prepositions": Kind.PREPOSITION,
    "conjunctions": Kind.AND,
    "contrasts": Kind.CONTRAST,
    "subordinators": Kind.SUBORDINATOR,
    "auxiliaries": Kind.AUXILIARY,
    "be": Kind.BE,
    "have": Kind.HAVE,
    "negations": Kind.NEGATION,
    "adverbs": Kind.ADVERB,
    "times": Kind.TIME,
    "settings": Kind.SETTING,
    "parentheticals": Kind.PARENTHETICAL,
    "objects": Kind.OBJECT,
    "titles": Kind.TITLE,
    "agent": Kind.AGENT,
    "first_person": Kind.FIRST_PERSON,
    "male": Kind.MALE,
    "female": Kind.FEMALE,
    "neuter": Kind.NEUTER,
    "plural": Kind.PLURAL,
    "nobodies": Kind.NOBODY,
}
_PUNCTUATION = ",.;:!?()[]{}\"“”„«»‹›「」『』‘’'—–-…/|،؛؟。，：；！？、·•*"


@dataclass(frozen=True, slots=True)
class Verb:
    """One way a verb form reports. `after`: word rows of which one must follow (empty: none asked for)."""

    lemma: str
    act: Act
    frame: str
    inner: bool
    form: int  # bits of `Form`
    after: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """All a language's rules read, by lower-case word."""

    language: str
    bare_nouns: bool  # whether a phrase may start without article or capital
    order: str  # svo, or vso where the verb opens the clause
    kinds: dict[str, int]
    verbs: dict[str, tuple[Verb, ...]]
    nouns: dict[str, Act]
    before_content: frozenset[str]
    sources_after: tuple[tuple[str, ...], ...]  # word rows like "according to"
    first_words: frozenset[str] = frozenset()  # first words of sources_after
    furniture: tuple[str, ...] = ()  # words by which a page speaks of itself
    elided: tuple[str, ...] = ()  # articles written together with their noun: l’institut
    attached: str = ""  # a preposition written together with its noun: بنشر
    unattached: frozenset[str] = frozenset()  # words that only look as if they began with it
    capital_nouns: bool = False  # nouns are written with a capital
    anonymity: tuple[tuple[str, ...], ...] = ()  # word rows by which somebody keeps their name back
    openers: frozenset[str] = frozenset()  # auxiliaries, which open a question


@cache
def grammar(language: str) -> Grammar:
    """The compiled lexicons of `language` (primary subtag)."""
    closed = lexicon(language, "grammar")
    kinds: dict[str, int] = dict.fromkeys([*_PUNCTUATION, "''", "``"], Kind.PUNCTUATION)
    for name, kind in _CLASSES.items():
        for word in closed.get(name, ()):
            kinds[word] = kinds.get(word, 0) | kind
    nominal = lexicon(language, "nominal_cues")
    rows = tuple(tuple(row.split()) for row in lexicon(language, "according_to").get("before_source", ()))
    return Grammar(
        language=language,
        bare_nouns=closed.get("bare_nouns", False),
        order=closed.get("order", "svo"),
        kinds=kinds,
        verbs=_verbs(lexicon(language, "reporting_verbs")),
        nouns={noun: group["act"] for group in nominal.get("group", ()) for noun in group["nouns"]},
        before_content=frozenset(nominal.get("before_content", ())),
        sources_after=rows,
        first_words=frozenset(row[0] for row in rows),
        furniture=tuple(closed.get("furniture", ())),
        elided=tuple(closed.get("elided", ())),
        attached=closed.get("attached", ""),
        unattached=frozenset(closed.get("unattached", ())),
        capital_nouns=closed.get("capital_nouns", False),
        anonymity=tuple(tuple(row.split()) for row in closed.get("anonymity", ())),
        openers=frozenset(closed.get("auxiliaries", ())),
    )


def can_read(language: str) -> bool:
    """Whether there are reporting verbs for `language`."""
    return language in languages("reporting_verbs")


def _verbs(table: dict[str, Any]) -> dict[str, tuple[Verb, ...]]:
    """Every listed form, and for English those that `irregular` and the rules give."""
    out: dict[str, list[Verb]] = {}
    irregular = table.get("irregular")
    for group in [*table.get("phrase", ()), *table.get("group", ())]:
        after = tuple(tuple(row.split()) for row in group.get("after", ()))
        frame, inner = group.get("frame", "any"), group.get("inner", False)
        for verb in group.get("weak", ()):
            for form in german_weak_forms(verb):
                out.setdefault(form, []).append(Verb(verb, group["act"], frame, inner, Form.PAST, after))
            prefix, _, rest = verb.rpartition("|")
            for form in german_weak_forms(rest) if prefix else ():
                parted = Verb(verb, group["act"], "any", inner, Form.PAST, ((prefix,),))
                out.setdefault(form, []).append(parted)
        for verb in (*group.get("weak", ()), *group.get("infinitives", ())):
            whole = Verb(verb, group["act"], "clause", inner, Form.BASE, after)
            out.setdefault(verb.replace("|", ""), []).append(whole)
        for verb in group["verbs"]:
            forms = ((verb, Form.PAST),) if irregular is None else tuple(english_forms(verb, irregular))
            for form, what in forms:
                out.setdefault(form, []).append(Verb(verb, group["act"], frame, inner, what, after))
    return {form: _merged(verbs) for form, verbs in out.items()}


def _merged(verbs: list[Verb]) -> tuple[Verb, ...]:
    """One entry per reading of a form: past and participle of one verb become one with both bits."""
    merged: dict[tuple[str, str, str, tuple[tuple[str, ...], ...]], Verb] = {}
    for verb in verbs:
        key = (verb.lemma, verb.act, verb.frame, verb.after)
        known = merged.get(key)
        form = verb.form | known.form if known else verb.form
        merged[key] = Verb(verb.lemma, verb.act, verb.frame, verb.inner, form, verb.after)
    return tuple(merged.values())
