"""Where a text names somebody who could be a party: names, and nouns such as "the rebels".

In:   a `View`; names known from outside (the parties of a case), if any.
Out:  ranges of words, in order and apart, a name as one range with its article, titles and links.
Not:  who it is. A name is told by its form: capital letters, letters of another script, or the lexicon `parties`. In a
      language without that lexicon only the names from outside are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from answerable.extract.drafts import Range
from answerable.extract.grammar import Kind
from answerable.extract.view import View
from answerable.extract.words import words_of
from answerable.resources import lexicon
from answerable.terms.span import Span

_CLOSED = ~(Kind.TITLE | Kind.SETTING)
_LINKS = frozenset(
    {"of", "de", "von", "van", "der", "al", "bin", "ibn", "da", "di", "du", "del", "la", "el", "for", "&"}
)
_POSSESSIVE = ("'s", "’s")
_OPENS = frozenset(".!?:;\"“”„«‘’'—–…•*(-")  # marks after which a capital may be no more than a beginning
_NAME = "\0"  # begins the form of a name
_LONG = 4  # letters of a word by which a title is told


@cache
def _nouns(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "parties").get("nouns", ()))


@cache
def _laws(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "laws").get("words", ()))


def parties_in(view: View, known: Iterable[str] = ()) -> list[Range]:
    """First and last word of every name, and of every noun that stands for one."""
    page = view.page
    nouns = _nouns(view.grammar.language)
    named = _known_at(view, known)
    if not nouns:
        return _apart(named)
    lower = {form for form, capital in zip(page.forms, page.capital, strict=True) if not capital}
    titles = _titles(view, nouns)
    out: list[Range] = []
    word, count = 0, len(page.forms)
    while word < count:
        last = named.get(word)
        if last is None and _is_part(view, word, titles, lower):
            last = _run(view, word, titles, lower)
            if last == word and _only_begins(view, word, lower) and page.forms[word] not in nouns:
                last = None
        elif last is None and page.forms[word] in nouns and not _is_qualified(view, word):
            last = word
        if last is None:
            word += 1
            continue
        free = word > (out[-1][1] + 1 if out else 0)  # the article may be the last word of the name before
        article = free and page.forms[word - 1] == "the" and page.sentence[word - 1] == page.sentence[word]
        out.append((word - article, last))
        word = last + 1
    return out


def _apart(named: dict[int, int]) -> list[Range]:
    out: list[Range] = []
    for first, last in sorted(named.items()):
        if not out or first > out[-1][1]:
            out.append((first, last))
    return out


def place_of(view: View, name: Range) -> Span:
    """The place of a name without a possessive at its end."""
    place = view.page.span(*name)
    return Span(place.start, place.end - 2) if view.page.forms[name[1]].endswith(_POSSESSIVE) else place


def name_form(view: View, first: int, last: int) -> str:
    """A name as one word that no lexicon has, whatever its words mean; `named_by` gives its words back."""
    return _NAME + " ".join(view.page.forms[w].removesuffix("'s").removesuffix("’s") for w in range(first, last + 1))


def named_by(form: str) -> list[str]:
    """The words of a name in the form of `name_form`; of any other word none."""
    return form[1:].split() if form.startswith(_NAME) else []


def _known_at(view: View, known: Iterable[str]) -> dict[int, int]:
    """Where names given from outside stand: first word to last, the longest first."""
    forms, out = view.page.forms, dict[int, int]()
    for row in sorted({tuple(words_of(name)) for name in known}, key=len):
        if row:
            for at in _found(forms, row):
                out[at] = at + len(row) - 1
    return out


def _found(forms: list[str], row: tuple[str, ...]) -> Iterator[int]:
    at = -1
    while True:
        try:
            at = forms.index(row[0], at + 1)
        except ValueError:
            return
        if tuple(forms[at : at + len(row)]) == row:
            yield at


def _is_part(view: View, word: int, titles: list[bool], lower: set[str]) -> bool:
    """Whether the word may belong to a name."""
    page, form = view.page, view.page.forms[word]
    if not (page.capital[word] or form[0] > "ɏ") or not form[0].isalpha():
        return False
    title = titles[page.sentence[word]]
    of = view.grammar.kinds.get
    surname = not title and word > 0 and page.capital[word - 1] and not of(page.forms[word - 1], 0) & _CLOSED
    kind = view.kinds[word] if surname and not _begins(view, word) else of(form, 0)  # "Edda May", but "in May"
    if kind & _CLOSED:
        return False
    if form in _laws(view.grammar.language):
        return False  # "the Labour Act" is nobody
    return not title or not (form in view.grammar.verbs or form in lower)


def _run(view: View, first: int, titles: list[bool], lower: set[str]) -> int:
    """The last word of the name that begins at `first`."""
    page, forms = view.page, view.page.forms
    _, hi = page.bounds(first)

    def part(word: int) -> bool:
        return word < hi and page.quotation[word] == page.quotation[first] and _is_part(view, word, titles, lower)

    last = first
    while last + 1 < hi and not forms[last].endswith(_POSSESSIVE):
        here = last + 1
        if part(here):
            last = here
        elif _joins(view, here) and part(here + 1):
            last = here + 1
        elif forms[here : here + 2] == ["of", "the"] and part(here + 2):
            last = here + 2
        else:
            break
    closing = last + 1 < hi and forms[last + 1] == "." and page.starts[last + 1] == page.ends[last]
    return last + (closing and last > first and len(forms[last]) == 1 and last + 2 < hi and not page.capital[last + 2])


def _joins(view: View, word: int) -> bool:
    """Whether a name may go on over this word: "Sen. Holl", "J. Holl", "the Miners' Union", "Ministry of Ports"."""
    page, before = view.page, view.page.forms[word - 1]
    if page.forms[word] == ".":
        return bool(view.kinds[word - 1] & Kind.TITLE) or len(before) == 1
    if page.forms[word] in ("'", "’"):
        return page.starts[word] == page.ends[word - 1] and before.endswith("s")
    return page.forms[word] in _LINKS


def _is_qualified(view: View, word: int) -> bool:
    """ "The widows' league", "a mining company": a description, whose first words say who it is."""
    if word == view.page.bounds(word)[0]:
        return False
    before = view.page.forms[word - 1]
    if before in ("'", "’"):
        return True
    return not (view.page.capital[word - 1] or view.kinds[word - 1] or before in view.grammar.verbs)


def _only_begins(view: View, word: int, lower: set[str]) -> bool:
    """Whether a capital says no more than that a sentence begins: a verb, "according", a noun for saying, an adverb, a word that
    the text also has without it."""
    form, grammar = view.page.forms[word], view.grammar
    told = form in grammar.verbs or form in grammar.first_words or form in grammar.nouns
    return _begins(view, word) and (told or form.endswith("ly") or form in lower)


def _begins(view: View, word: int) -> bool:
    return word == view.page.bounds(word)[0] or view.page.forms[word - 1] in _OPENS


def _titles(view: View, nouns: frozenset[str]) -> list[bool]:
    """Of every sentence, whether it Sets Words Like a Title: more verbs and small words with a capital than words without.
    Words that may belong to a name are not counted, so that no name makes a title."""
    page, verbs, out = view.page, view.grammar.verbs, []
    for lo, hi in page.sentences:
        upper = lower = 0
        for word in range(lo + 1, hi):
            form = page.forms[word]
            if len(form) < _LONG or not form.isalpha():
                continue
            if not page.capital[word]:
                lower += form not in nouns
            elif form in verbs or view.kinds[word] & _CLOSED:
                upper += 1
        out.append(upper > lower)
    return out
