"""A letter, note or post: by what a text shows that it is one, and who writes it.

In:   a `View`.
Out:  `Letter`, or None: who writes as far as the text says, where the body starts and ends, whether it answers another.
Not:  what it says (`letter_statements`), and no author where the text names none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from answerable.extract.drafts import Range
from answerable.extract.grammar import Kind
from answerable.extract.names import office
from answerable.extract.phrases import sentence_subject
from answerable.extract.rows import Rows
from answerable.extract.view import View
from answerable.resources import lexicon

_HEAD = 40  # sentences by which a salutation must have come
_SHORT = 12  # words of a salutation, a closing, a line of a signature
_OPENING = 4  # sentences in which a note in the third person greets


@dataclass(frozen=True, slots=True)
class Letter:
    """`author` are the words that name the writer; `body` sentences from the first to the one before the end."""

    author: Range | None
    body: tuple[int, int]
    reply: bool


@dataclass(frozen=True, slots=True)
class _Words:
    salutation: Rows
    closing: Rows
    greets: Rows
    reply: Rows


@cache
def _words(language: str) -> _Words:
    letters, signs = lexicon(language, "letters"), lexicon(language, "letter_signs")
    return _Words(
        Rows(letters.get("salutation", ())),
        Rows([*letters.get("closing", ()), *signs.get("closing", ())]),
        Rows([*letters.get("verbale", ()), *signs.get("greets", ())]),
        Rows([*letters.get("reply", ()), *signs.get("reply", ())]),
    )


def letter_of(view: View, *, post: bool = False) -> Letter | None:
    """The letter that `view` is, if it greets somebody in the second or in the third person, or is known to be one."""
    words = _words(view.grammar.language)
    page = view.page
    if not words.salutation or not page.sentences:
        return None
    start = _salutation(view, words)
    greeter = None if start is not None else _greeter(view, words)
    if start is None and greeter is None and not post:
        return None
    if start is None:
        start = 0 if greeter is None else page.sentence[greeter[0]]
    end = _closing(view, words, start)
    author = greeter or _letterhead(view, start) or (None if post else _signature(view, end))
    reply = any(words.reply.find(page.forms[lo:hi]) >= 0 for lo, hi in page.sentences[start:end])
    return Letter(author, (start, end), reply)


def _salutation(view: View, words: _Words) -> int | None:
    """The sentence that greets: "Excellency,", "Dear all,"; or a short line of a newsletter, "Friends,"."""
    page = view.page
    for index, (lo, hi) in enumerate(page.sentences[:_HEAD]):
        if lo == hi or (index and page.paragraph[index] == page.paragraph[index - 1]):
            continue
        if words.salutation.find(page.forms[lo : lo + 1]) == 0 and "," in page.forms[lo : lo + _SHORT]:
            return index
        if (
            hi - lo <= 3
            and page.forms[hi - 1] == ","
            and page.capital[lo]
            and page.forms[lo] not in words_of_place(view)
        ):
            return index + 1
    return None


def words_of_place(view: View) -> frozenset[str]:
    """Roles and titles, which open a line of an address or a signature as well."""
    known = office(view.grammar.language)
    return known.roles | known.male | known.female


def _greeter(view: View, words: _Words) -> Range | None:
    """ "The Mission presents its compliments": the body that is the subject of the greeting."""
    page = view.page
    known = office(view.grammar.language)
    for lo, hi in page.sentences[:_OPENING]:
        at = words.greets.find(page.forms[lo:hi])
        if at < 1:
            continue
        subject = sentence_subject(view, lo + at)
        if subject is None or subject.first != lo:
            return None
        inside = page.forms[subject.first : subject.last + 1]
        return (subject.first, subject.last) if not known.bodies.isdisjoint(inside) else None
    return None


def _closing(view: View, words: _Words, start: int) -> int:
    """The sentence that closes; the number of sentences when none does."""
    page = view.page
    for index in range(len(page.sentences) - 1, start, -1):
        lo, hi = page.sentences[index]
        if words.closing.find(page.forms[lo : min(hi, lo + 4)]) == 0:
            return index
    return len(page.sentences)


def _letterhead(view: View, start: int) -> Range | None:
    """The first line above the salutation that names a body."""
    page = view.page
    known = office(view.grammar.language)
    for index in range(min(start, 6)):
        lo, hi = page.sentences[index]
        last = hi - 1
        if not 1 < hi - lo <= _SHORT + 4 or not all(
            page.capital[w] or view.kinds[w] or page.forms[w] in known.bodies for w in range(lo, hi)
        ):
            continue
        while last > lo and view.kinds[last] & Kind.PUNCTUATION:
            last -= 1
        if not known.bodies.isdisjoint(page.forms[lo : last + 1]) and not view.kinds[lo] & Kind.PREPOSITION:
            return lo, last
    return None


def _signature(view: View, end: int) -> Range | None:
    """After the closing: the body that somebody signs for ("Director, Open Cells"), else the name."""
    page = view.page
    known = office(view.grammar.language)
    name: Range | None = None
    for index in range(end, min(len(page.sentences), end + 4)):
        lo, hi = page.sentences[index]
        if not 0 < hi - lo <= _SHORT:
            continue
        comma = next((w for w in range(lo, hi) if page.forms[w] == ","), None)
        if comma is not None and comma + 1 < hi and not known.roles.isdisjoint(page.forms[lo:comma]):
            return comma + 1, hi - 1
        if name is None and all(page.capital[w] for w in range(lo, hi)):
            name = (lo, hi - 1)
    return name
