"""Where one clause of a sentence ends and the next begins.

In:   an allegation's words, a sentence of it and its verbs.
Out:  ranges of words, each with whether its subject is that of the clause before.
Not:  what a clause says.

A clause begins after a comma or a joining word where another verb follows that says something of its own. One that only
explains ("when they asked for water", "after the strike had begun") stays with what it explains.
"""

from __future__ import annotations

from answerable.confront.clause import ADVERBS, Verb
from answerable.confront.clause_words import Class, ClauseWords
from answerable.resources import lexicon


def cuts_of(
    words: ClauseWords, first: int, after: int, verbs: list[Verb], apart: frozenset[int]
) -> list[tuple[int, int, bool]]:
    """Where clauses begin and end within a sentence, and whether each shares the subject before it."""
    begins: list[tuple[int, int, bool]] = []  # the word a clause ends before, the one the next begins with, shared
    least, loose = first, False
    for index, verb in enumerate(verbs):
        if index == 0:
            loose = words.has(first, Class.LOOSE)
            least = verb.after
            continue
        border = _border(words, least, verb.first, apart)
        if border is None:
            least = verb.after
            continue
        end, begin, opens_loose = border
        bare = end <= least and _bare_pair(words, verbs[index - 1], verb)
        if opens_loose:
            loose = True
        elif (
            loose
            and not words.has(begin, Class.BREAK)
            and words.has(begin - 1, Class.JOIN)
            and not _own(words, begin, verb)
            and words.forms[begin - 1] not in lexicon(words.language, "grammar").get("contrasts", ())
        ):
            pass  # "when they fell and cried": still what explains
        elif not bare:
            loose = False
            begins.append((end, begin, not _own(words, begin, verb)))
        least = verb.after
    starts = [(first, first, False), *begins]
    ends = [b[0] for b in begins] + [after]
    return [(s[1], e, s[2]) for s, e in zip(starts, ends, strict=True) if s[1] < e]


def _bare_pair(words: ClauseWords, one: Verb, other: Verb) -> bool:
    """ "beat and kicked the men": two verbs that share what they are done to."""
    if words.has(other.first, Class.BREAK) or other.first != other.main:
        return False
    return not one.passive


def _own(words: ClauseWords, begin: int, verb: Verb) -> bool:
    """Whether the clause names its own subject before the verb."""
    return any(
        not words.has(at, ADVERBS | Class.JOIN | Class.LOOSE | Class.RELATIVE) for at in range(begin, verb.first)
    )


def _border(words: ClauseWords, least: int, verb: int, apart: frozenset[int]) -> tuple[int, int, bool] | None:
    """The last place before `verb` where a clause may begin: `(end of the one, begin of the next, only explains)`."""
    opened = _opened(words, least, verb)
    if opened is not None:
        return opened
    for at in range(verb, least - 1, -1):
        broken = words.has(at, Class.BREAK)
        if words.has(at, Class.JOIN) and at < verb and at not in apart:
            begin = at + 1
            while begin < verb and words.has(begin, Class.JOIN):
                begin += 1
            end = at
            while end > least and words.has(end - 1, Class.JOIN):
                end -= 1
            if _joins_nouns(words, at, verb):
                continue
            return end, begin, False
        if broken and at <= verb and _may_begin(words, at, verb):
            return at, at, False
    return None


def _opened(words: ClauseWords, least: int, verb: int) -> tuple[int, int, bool] | None:
    """A word that opens a clause ("where women and children had fled", "who was then shot"), if no "and" stands at the verb."""
    if (
        verb > least
        and words.has(verb - 1, Class.LOOSE)
        and words.has(verb, Class.AUXILIARY)
        and _is_being(words, verb)
    ):
        return verb - 1, verb, False  # "miscarried after | being kicked"
    before = verb - 1
    while before >= least and words.has(before, ADVERBS):
        before -= 1
    if before >= least and words.has(before, Class.JOIN):
        return None
    for at in range(least, verb):
        joined = at > least and words.has(at - 1, Class.JOIN)
        broken = words.has(at, Class.BREAK)
        if words.has(at, Class.JOIN) and broken:
            return None  # ", and those who answer yes are barred"
        if words.has(at, Class.RELATIVE) and (led := _led_in(words, least, at)) is not None:
            return led, at + 1, False  # "after which", "as a result of which"
        if joined and words.forms[at] in lexicon(words.language, "allegation").get("that", ("that",)):
            return at - 1, at + 1, False
        if words.has(at, Class.RELATIVE) and words.forms[at] != "that":
            return (at, at, not broken)
        if words.has(at, Class.LOOSE):
            if broken and words.forms[at] in lexicon(words.language, "allegation").get("telling", ()):
                return at, at + 1, False
            return at, at, True
    return None


def _is_being(words: ClauseWords, verb: int) -> bool:
    return words.forms[verb] in lexicon(words.language, "act_verbs").get("being", ())


def _led_in(words: ClauseWords, least: int, at: int) -> int | None:
    """Where the words that lead in a relative after a comma begin: ", by which time"."""
    for begin in range(at - 1, max(least, at - 6) - 1, -1):
        if words.has(begin, Class.BREAK) and words.has(at - 1, Class.PREPOSITION | Class.LOOSE):
            return begin
    return None


def _joins_nouns(words: ClauseWords, at: int, verb: int) -> bool:
    """ "the mayor and two officers were told" after a comma: the subject of the verb is a pair, not a new clause."""
    back = at - 1
    while back >= 0 and not words.has(back, Class.BREAK | Class.AUXILIARY | Class.VERB | Class.PRESENT):
        if words.has(back, Class.PREPOSITION | Class.JOIN) and not words.has(back, Class.OF):
            return False
        back -= 1
    if (
        not words.has(back, Class.BREAK)
        or words.has(back, Class.AUXILIARY | Class.VERB | Class.PRESENT)
        or at + 1 >= verb
    ):
        return False
    return "," not in words.gap(at)


def _may_begin(words: ClauseWords, at: int, verb: int) -> bool:
    """After a comma: a verb that goes on with the subject, a gerund of consequence, or a subject of its own."""
    if at == verb:
        return True
    return not words.has(at, Class.PREPOSITION)
