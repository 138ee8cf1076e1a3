"""Speech acts in text without spaces, by the same signs as elsewhere, looked for as strings.

In:   the reporting word, its act, and the content.
Out:  the act, and why it is not the word's own.
Not:  sides: who has answered elsewhere in the text is not followed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from answerable.extract.statement import Act
from answerable.resources import lexicon

_BEFORE = 12  # characters before a wrong in which a negation takes it back
_AFTER = 12  # characters after "will" in which the deed stands
_OPENING = 24  # characters in which "nobody" or a modal stands


@dataclass(frozen=True, slots=True)
class _Words:
    wrongs: tuple[str, ...]
    negations: tuple[str, ...]
    nobody: tuple[str, ...]
    ours: tuple[str, ...]
    dues: tuple[str, ...]
    untrue: tuple[str, ...]
    silent: tuple[str, ...]
    should: tuple[str, ...]
    supposing: tuple[str, ...]
    will: tuple[str, ...]
    deeds: tuple[str, ...]
    law_verbs: tuple[str, ...]
    laws: tuple[str, ...]


@cache
def _words(language: str) -> _Words:
    acts = lexicon(language, "acts")

    def row(key: str) -> tuple[str, ...]:
        return tuple(acts.get(key, ()))

    return _Words(
        wrongs=(*lexicon(language, "wrongs").get("stems", ()), *row("wrongs")),
        negations=tuple(lexicon(language, "reporting_verbs").get("negations", ())),
        nobody=row("nobody"),
        ours=row("ours"),
        dues=row("dues"),
        untrue=row("untrue"),
        silent=row("silent"),
        should=row("should"),
        supposing=row("supposing"),
        will=row("will"),
        deeds=row("deeds"),
        law_verbs=row("law_verbs"),
        laws=row("laws"),
    )


def act_of(verb: str, act: Act, content: str, language: str) -> tuple[Act, str]:
    """The act of a statement with this reporting word and content; the reason is empty when it is the word's own."""
    words = _words(language)
    if act not in ("reports", "responds"):
        return act, ""
    if verb in words.law_verbs and _has(content[:_OPENING], words.laws):
        return "cites-law", "a law is cited"
    if content.lstrip('“「『"').startswith(words.supposing):
        return act, ""
    wrong, taken_back = _wrong(content, words)
    never = _has(content[:_OPENING], words.nobody)
    if _has(content, words.untrue) and not wrong:
        return "denies", "it is called untrue"
    if (taken_back and not wrong) or (never and not wrong and _has(content, words.ours)):
        return "denies", "a wrong is named to say that it was not done"
    if act == "responds":
        return act, ""
    if _has(content, words.silent):
        return "responds", "it is said that nothing is said"
    if _has(content[:_OPENING], words.should):
        return "demands", "says what should be done"
    if _promises(content, words):
        return "commits", "says what the speaker will do"
    if wrong:
        return "alleges", "the content names a wrong"
    if never and _has(content, words.dues):
        return "alleges", "something owed was not done"
    return act, ""


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _wrong(content: str, words: _Words) -> tuple[bool, bool]:
    """Whether a wrong is said to have been done; whether one is named only to be taken back."""
    taken_back = False
    for word in words.wrongs:
        at = content.find(word)
        while at >= 0:
            if not _has(content[max(0, at - _BEFORE) : at], words.negations):
                return True, taken_back
            taken_back = True
            at = content.find(word, at + len(word))
    return False, taken_back


def _promises(content: str, words: _Words) -> bool:
    for will in words.will:
        at = content.find(will)
        mine = at >= 0 and not content[max(0, at - 1) : at].endswith(words.negations)
        if mine and _has(content[at : at + len(will) + _AFTER], words.deeds):
            return True
    return False
