"""The verbs of an allegation, with their auxiliaries.

In:   an allegation's words and a stretch of them.
Out:  `Verb`s in order. Participles that only describe a noun ("men armed with sticks") are none.
Not:  tense.
"""

from __future__ import annotations

from answerable.confront.clause import ADVERBS, Verb
from answerable.confront.clause_words import NOT_NOUNS, Class, ClauseWords
from answerable.resources import lexicon


def verbs_of(words: ClauseWords, first: int, after: int) -> list[Verb]:
    """Verb groups in order. Participles that only describe a noun ("men armed with sticks") are none."""
    found: list[Verb] = []
    at = first
    while at < after:
        if words.has(at, Class.AUXILIARY):
            verb = _with_auxiliary(words, at, after)
            found.append(verb)
            at = verb.after
        elif (
            words.has(at, Class.VERB | Class.PRESENT) and not (_aside(words, at) or _describes(words, at, first, after))
        ) or (at > first and words.has(at, Class.GERUND) and _consequence(words, at, found)):
            found.append(Verb(at, at, at + 1, passive=False))
            at += 1
        else:
            at += 1
    return found


def _consequence(words: ClauseWords, at: int, before: list[Verb]) -> bool:
    """ ", killing two and wounding four"."""
    if words.has(at, Class.BREAK):
        return bool(before)
    return words.has(at - 1, Class.JOIN) and bool(before) and words.has(before[-1].main, Class.GERUND)


def _with_auxiliary(words: ClauseWords, at: int, after: int) -> Verb:
    end, be = at, False
    while end < after and words.has(end, Class.AUXILIARY | ADVERBS) and (end == at or not words.has(end, Class.BREAK)):
        be = bool(words.has(end, Class.BE)) or (be and bool(words.has(end, ADVERBS)))
        end += 1
    if end < after and _participle(words, end):
        return Verb(at, end, end + 1, passive=be and words.has(end, Class.VERB))
    last = end - 1
    while last > at and not words.has(last, Class.AUXILIARY):
        last -= 1
    passive = words.forms[last] in lexicon(words.language, "act_verbs").get("passive", ())
    return Verb(at, last, last + 1, passive=passive)


def _participle(words: ClauseWords, at: int) -> bool:
    """A participle by its form; in some languages whatever plain word follows the auxiliary."""
    if words.has(at, Class.BREAK):
        return False
    if words.has(at, Class.VERB | Class.GERUND):
        return True
    any_word = lexicon(words.language, "act_verbs").get("after_auxiliary", False)
    return any_word and not words.has(at, NOT_NOUNS | Class.DETERMINER | Class.CAPITAL)


def _aside(words: ClauseWords, at: int) -> bool:
    """ ", bound with fence wire,": a participle that only says more of somebody."""
    return words.has(at, Class.BREAK) and words.forms[at] in lexicon(words.language, "allegation").get("asides", ())


def _describes(words: ClauseWords, at: int, first: int, after: int) -> bool:
    """A participle right after a noun, with the clause's own verb still to come before any break."""
    if at == first or words.has(at, Class.BREAK) or words.has(at - 1, Class.JOIN | Class.RELATIVE | Class.PRONOUN):
        return False
    if not words.has(at, Class.VERB) or not words.has(at + 1, Class.PREPOSITION):
        return False
    for later in range(at + 1, min(after, at + 12)):
        if words.has(later, Class.BREAK | Class.JOIN | Class.RELATIVE | Class.LOOSE):
            return False
        if words.has(later, Class.AUXILIARY | Class.VERB) and not words.has(later - 1, Class.DETERMINER):
            return True
    return False
