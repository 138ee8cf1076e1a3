"""Transcripts and interviews: "HOST: …", "Agnes Roth: …".

In:   a `View`.
Out:  one draft per turn of a named speaker, its content the turn's text.
Not:  a line that only happens to have a colon: at least two turns, and a speaker who comes back or capitals.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from answerable.extract.drafts import Draft
from answerable.extract.grammar import Kind
from answerable.extract.view import Phrase, View

_ASKS = ("?", "？", "؟")
_NAME = 5  # words a speaker's name may have before the colon


class Turn(NamedTuple):
    first: int
    colon: int
    last: int


def read_turns(view: View) -> list[Draft]:
    """The turns of the page, in order."""
    turns = _turns(view)
    names = Counter(_name(view, t) for t in turns)
    if len(turns) < 2 or (max(names.values()) < 2 and not all(_upper(view, t) for t in turns)):
        return []
    askers = _askers(view, turns, names)
    out = []
    for at, turn in enumerate(turns):
        if names[_name(view, turn)] < 2 and not _upper(view, turn):
            continue
        if _name(view, turn) in askers:
            continue
        if turn.last <= turn.colon or _only_asks(view, turn):
            continue
        before = turns[at - 1] if at else None
        asked = before is not None and (view.page.forms[before.last] in _ASKS or _name(view, before) in askers)
        out.append(
            Draft(
                head=turn.first,
                source=Phrase(turn.first, turn.colon - 1, "phrase"),
                cue=(turn.colon, turn.colon),
                content=[(turn.colon + 1, turn.last)],
                act="responds" if asked else "reports",
                lemma=":",
                why="a turn in a transcript" + ", after a question" * asked,
                confidence=0.85,
                quoted=True,
            )
        )
    return out


def _askers(view: View, turns: list[Turn], names: Counter[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """Those who come back and mostly end in a question: they lead the talk, and their turns put others' words."""
    asked = Counter(_name(view, t) for t in turns if view.page.forms[t.last] in _ASKS)
    return frozenset(name for name, count in asked.items() if names[name] > 1 and 2 * count > names[name])


def _name(view: View, turn: Turn) -> tuple[str, ...]:
    return tuple(view.page.forms[turn.first : turn.colon])


def _only_asks(view: View, turn: Turn) -> bool:
    """Whether every sentence of the turn is a question."""
    page = view.page
    for sentence in range(page.sentence[turn.colon], page.sentence[turn.last] + 1):
        if page.forms[page.sentences[sentence][1] - 1] not in _ASKS:
            return False
    return True


def _upper(view: View, turn: Turn) -> bool:
    page = view.page
    words = page.text[page.starts[turn.first] : page.ends[turn.colon - 1]]
    return words.isupper() and len(words) > 2


def _turns(view: View) -> list[Turn]:
    """Paragraphs that open with a short name and a colon; a turn runs to the next one or the end of its paragraph."""
    page, kinds, forms = view.page, view.kinds, view.page.forms
    opened: list[tuple[int, int, int]] = []
    previous = -1
    for index, (lo, hi) in enumerate(page.sentences):
        if page.paragraph[index] == previous:
            continue
        previous = page.paragraph[index]
        for word in range(lo + 1, min(hi, lo + 1 + _NAME)):
            if forms[word] == ":":
                words = range(lo, word)
                named = all(
                    page.capital[w] or kinds[w] & (Kind.TITLE | Kind.ARTICLE) or forms[w] in (".", "of") for w in words
                )
                if named and page.capital[lo] and word + 1 < len(forms) and not any(view.taken[w] >= 0 for w in words):
                    opened.append((lo, word, index))
                break
            if kinds[word] & (Kind.AUXILIARY | Kind.PRONOUN) or forms[word] in (",", ";"):
                break
    out = []
    for n, (first, colon, index) in enumerate(opened):
        end = index
        limit = opened[n + 1][2] if n + 1 < len(opened) else len(page.sentences)
        while end + 1 < limit and page.paragraph[end + 1] == page.paragraph[index]:
            end += 1
        out.append(Turn(first, colon, page.sentences[end][1] - 1))
    return out
