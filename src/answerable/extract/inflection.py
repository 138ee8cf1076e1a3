"""Verb forms from dictionary forms: English, and German weak verbs.

In:   a verb, and a table of those the rules below would get wrong.
Out:  its forms with what they are: base, third person, past, present participle, past participle.
Not:  other languages, but for German verbs that are weak throughout; the lexicons list all other forms, as rules for them
      would be long and wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_VOWELS = "aeiou"


class Form:
    """What a form may be, as bits of a plain integer."""

    BASE = 1
    THIRD = 2
    PAST = 4
    GERUND = 8
    PARTICIPLE = 16


def english_forms(verb: str, irregular: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, int]]:
    """Each form of `verb`; one that is two things comes twice."""
    yield verb, Form.BASE
    if verb in irregular:
        third, past, gerund, participle = irregular[verb]
    else:
        third, past, gerund = _regular(verb)
        participle = past
    yield third, Form.THIRD
    yield past, Form.PAST
    yield gerund, Form.GERUND
    yield participle, Form.PARTICIPLE


def _regular(verb: str) -> tuple[str, str, str]:
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb + "es", verb + "ed", verb + "ing"
    return verb + "s", verb + "ed", verb + "ing"


_UNSTRESSED = (
    "be",
    "ge",
    "er",
    "ver",
    "zer",
    "ent",
    "emp",
    "miss",
    "wider",
    "über",
    "unter",
)  # no "ge-" in the participle


def german_weak_forms(verb: str) -> Iterator[str]:
    """The finite forms and the participle of a German weak verb, without that in -en, which is mostly an infinitive
    and of nobody in particular; "an|kündigen" marks a prefix that may part, which
    stands with the verb in subordinate clauses only ("ankündigte", "angekündigt")."""
    prefix, _, rest = verb.rpartition("|")
    stem = rest.removesuffix("n").removesuffix("e")
    link = "e" if stem.endswith(("t", "d", "gn", "chn", "dn", "ffn", "tm")) else ""
    for ending in ("e", link + "t", link + "te", link + "ten"):
        yield prefix + stem + ending
    whole = rest.startswith(_UNSTRESSED) or rest.endswith("ieren")
    yield prefix + ("" if whole else "ge") + stem + link + "t"
