"""What is said: the clause or quotation that a cue hands over.

In:   a `View` and its cues with their sources.
Out:  for a cue, the ranges of words (inclusive) of its content, in order.
Not:  quotations that stand alone; `statements` adds them to the statement they go on from.
"""

from __future__ import annotations

from answerable.extract.asides import over_addressee, over_setting
from answerable.extract.clause_ends import end_of_cue, stops
from answerable.extract.cue import Cue
from answerable.extract.grammar import Kind
from answerable.extract.view import View

Range = tuple[int, int]

_MODIFIER = 20  # words between a source after "according to" and the comma after which its content starts
_SHORT_FRAMES = frozenset({"name", "to", "ask"})  # what follows is no speech that may run on
_ASIDE = 8  # words of an aside between a verb and its quotation
_LIGHT = 4  # words of an opening that only says when or where
_CLOSERS = frozenset({",", "—", "–", "-", ";", ":"})


def content_of(view: View, cues: list[Cue], index: int) -> list[Range]:
    """The content of `cues[index]`; empty when none can be said."""
    cue = cues[index]
    left = _left(view, cues, index)
    right = _right(view, cues, index)
    if cue.noun or cue.gerund:
        return right or (left if cue.inverted else [])
    if left and right:
        return _choose(view, cue, left, right)
    return right or left


def _choose(view: View, cue: Cue, left: list[Range], right: list[Range]) -> list[Range]:
    """Content stands on one side, or a quotation or clause is split around the cue."""
    page = view.page
    quoted_left = page.quotation[left[-1][1]] >= 0
    quoted_right = page.quotation[right[0][0]] >= 0 and page.quotation[right[0][0]] != page.quotation[cue.head]
    after = page.forms[end_of_cue(view, cue) + 1] if end_of_cue(view, cue) + 1 < len(page.forms) else ""
    if cue.inverted:
        return left + right if quoted_right or (after == "," and not quoted_left) else left
    if quoted_left and quoted_right:
        return left + right
    if quoted_left:
        return left
    if after == "," and not quoted_right:
        return left + right  # "The years that followed, he said, brought a change"
    if view.kinds[right[0][0]] & Kind.PREPOSITION and cue.frame != "name":
        return left
    return right


# -- to the left


def _left(view: View, cues: list[Cue], index: int) -> list[Range]:
    """From the start of the sentence (or of the quotation that ends here) to the comma before the cue."""
    cue, page = cues[index], view.page
    if not cue.inner and cue.frame == "any" and cue.act == "other" and cue.negated:
        return []
    if cue.shared and not cue.inverted:
        return []
    start = cue.material
    lo, _ = page.bounds(cue.head)
    before = start - 1
    if before < 0 or page.quotation[start] != page.quotation[cue.head]:
        return []
    quote = page.quotation[before]
    if quote >= 0 and quote != page.quotation[start]:
        first = _first_word(view, before)
        if page.paragraph[page.sentence[before]] == page.paragraph[page.sentence[start]]:
            return [(_clause_start(view, cues, index, first, lo), before)]
        return []
    if before < lo or page.forms[before] not in _CLOSERS - {";", ":"}:
        return []
    if cue.frame in ("to", "name", "tell") or not cue.inner:
        return []
    first = _clause_start(view, cues, index, lo, lo)
    if cue.frame == "according":
        first = _after_that(view, cues, index, first)
    if (
        view.kinds[first] & (Kind.PREPOSITION | Kind.SUBORDINATOR | Kind.TIME)
        and not cue.inverted
        and _weight(view, first, before) < _LIGHT
    ):
        return []
    last = before - 1
    while last > first and page.forms[last] in _CLOSERS:
        last -= 1
    return [(first, last)] if last > first else []


def _weight(view: View, first: int, end: int) -> int:
    """How many words there are beside names and articles: a party with a long name weighs no more."""
    page, kinds = view.page, view.kinds
    names = Kind.ARTICLE | Kind.TITLE | Kind.PUNCTUATION
    return sum(
        not (page.capital[w] or kinds[w] & names or (page.forms[w] == "of" and page.capital[w - 1]))
        for w in range(first, end)
    )


def _first_word(view: View, word: int) -> int:
    """First word of the quotation that `word` stands in."""
    quote = view.page.quotation[word]
    start = view.page.quotations[quote].start
    while word > 0 and view.page.starts[word - 1] >= start:
        word -= 1
    return word


def _clause_start(view: View, cues: list[Cue], index: int, quote: int, lo: int) -> int:
    """Where left content starts: the sentence, or the quotation when it opens one or follows another cue."""
    page = view.page
    if quote <= lo:
        return quote
    floor = lo
    for other in (cues[i] for i in range(index - 1, -1, -1)):
        if other.head < lo:
            break
        if page.quotation[other.head] == page.quotation[cues[index].head] and other.source is not None:
            floor = max(floor, other.last + 1)
            break
    if floor > lo or page.forms[quote - 1] in (":", ","):
        return quote
    return lo


def _after_that(view: View, cues: list[Cue], index: int, first: int) -> int:
    """ "A reported that …, according to B": B's content is what follows "that"."""
    for other in (cues[i] for i in range(index - 1, -1, -1)):
        if other.head < first:
            break
        if other.inner and other.source is not None and not other.inverted:
            at = other.last + 1
            stop = min(cues[index].first, at + 6)
            that = next((w for w in range(at, stop) if view.kinds[w] & Kind.THAT), None)
            return that + 1 if that is not None else first
    return first


# -- to the right


def _right(view: View, cues: list[Cue], index: int) -> list[Range]:
    cue, page, kinds, forms = cues[index], view.page, view.kinds, view.page.forms
    lo, hi = page.bounds(cue.head)
    at = end_of_cue(view, cue) + 1
    if at >= hi:
        return _next_block(view, at - 1)
    if cue.frame == "tell" and not cue.passive:
        at = over_addressee(view, at, hi)
    at = over_setting(view, at, hi)
    if at >= hi:
        return []
    opens = cue.frame == "according" and (cue.first == lo or bool(kinds[cue.first - 1] & Kind.CONTRAST))
    if opens and forms[at] != "," and page.quotation[at] == page.quotation[cue.head]:
        at = next((w for w in range(at, min(hi, at + _MODIFIER)) if forms[w] == ","), at)
    if forms[at] == "," and (quoted := _quotation_after_aside(view, at, hi)) is not None:
        at = quoted
    elif forms[at] in (":", ",") and at + 1 < hi:
        comma = forms[at] == ","
        if (
            comma
            and not opens
            and not (page.quotation[at + 1] >= 0 or kinds[at + 1] & Kind.THAT or view.grammar.order == "v2")
        ):
            return _resumed(view, cues, index, at + 1, hi)
        at += 1
    elif forms[at] == ":":
        return _next_block(view, at)
    if kinds[at] & Kind.PUNCTUATION and page.quotation[at] < 0:
        return []
    if page.quotation[at] == page.quotation[cue.head] and page.quotation[at] >= 0 and forms[at] in '”"»’':
        return []
    return _clause(view, cues, index, at, hi)


def _quotation_after_aside(view: View, comma: int, hi: int) -> int | None:
    """ "He said, and I quote, “…”": where the quotation opens that an aside between commas parts from its verb."""
    page = view.page
    for word in range(comma + 1, min(hi - 1, comma + _ASIDE)):
        if page.quotation[word] != page.quotation[comma]:
            return None
        if page.forms[word] == ",":
            return word + 1 if page.quotation[word + 1] not in (-1, page.quotation[comma]) else None
    return None


def _resumed(view: View, cues: list[Cue], index: int, at: int, hi: int) -> list[Range]:
    """After "…, he said, …": the rest of the sentence, unless it is the paper's own."""
    cue = cues[index]
    if not cue.inner or cue.frame in ("to", "name") or cue.source is None:
        return []
    kind = view.kinds[at] if at < hi else Kind.PUNCTUATION
    if view.taken[at] >= 0 or view.party[at] >= 0 or kind & (Kind.CONTRAST | Kind.PUNCTUATION | Kind.ADVERB):
        return []
    if view.page.forms[at].endswith("ing") or kind & (Kind.AND | Kind.SUBORDINATOR | Kind.PREPOSITION | Kind.ARTICLE):
        return []
    return _clause(view, cues, index, at, hi)


def _next_block(view: View, last: int) -> list[Range]:
    """After "Cruz continued:" at the end of a paragraph: the quotation that opens the next one."""
    page = view.page
    if page.forms[last] != ":" and not (last + 1 < len(page.forms) and page.quotation[last + 1] >= 0):
        return []
    nxt = last + 1
    if nxt < len(page.forms) and page.quotation[nxt] >= 0 and page.forms[last] == ":":
        return [(nxt, _last_word(view, nxt))]
    return []


def _last_word(view: View, word: int) -> int:
    """Last word of the quotation that `word` stands in."""
    quote = view.page.quotation[word]
    while word + 1 < len(view.page.forms) and view.page.quotation[word + 1] == quote:
        word += 1
    return word


def _clause(view: View, cues: list[Cue], index: int, at: int, hi: int) -> list[Range]:
    """From `at` to where the clause ends."""
    cue, page, kinds, forms = cues[index], view.page, view.kinds, view.page.forms
    here = page.quotation[cue.head]
    word, last = at, at - 1
    ends = stops(view, cues, index)
    relative = cue.frame == "according" and bool(kinds[cue.first - 1] & Kind.RELATIVE) if cue.first else False
    relative |= cue.source is not None and cue.source.how == "relative" and page.forms[cue.first - 2] in (",", "and")
    while word < hi:
        quote = page.quotation[word]
        if quote != here:
            if here >= 0:
                break
            end = _last_word(view, word)
            last = end
            whole = word == at and forms[end - 1] in (".", "!", "?", ",", "…") and end - word > 2
            if whole and (end + 1 >= hi or page.sentence[end + 1] != page.sentence[cue.head] or page.capital[end + 1]):
                break
            word = end + 1
            if page.sentence[end] != page.sentence[cue.head]:
                break
            continue
        if word in ends:
            break
        form = forms[word]
        if here >= 0 and word > at and cue.frame in _SHORT_FRAMES and _sentence_ends(view, word, hi):
            break
        if form in ("—", ";") and word > at and here < 0 and not _closed_later(view, word, hi, form):
            break
        if form == "," and (relative or cue.frame == "noun"):
            break
        if form == "," and word + 1 < hi and _new_clause(view, word + 1, hi):
            break
        if form == ")" and "(" not in forms[at:word]:
            break
        last = word
        word += 1
    while last > at and page.quotation[last] == here and forms[last] in (".", ",", ";", ":", "—", "!", "?", "–"):
        if forms[last] == "." and kinds[last - 1] & Kind.TITLE:
            break
        last -= 1
    while last > at and page.quotation[last] == here and kinds[last] & (Kind.AND | Kind.CONTRAST):
        last -= 1
    return [(at, last)] if last >= at else []


def _sentence_ends(view: View, word: int, hi: int) -> bool:
    """Whether a sentence inside a quotation ends at this mark: the segmenter keeps a quotation whole."""
    page = view.page
    if page.forms[word] not in (".", "!", "?") or word + 1 >= hi or not page.capital[word + 1]:
        return False
    return not view.kinds[word - 1] & Kind.TITLE and len(page.forms[word - 1]) > 2


def _closed_later(view: View, word: int, hi: int, form: str) -> bool:
    return form == "—" and form in view.page.forms[word + 1 : hi]


def _new_clause(view: View, word: int, hi: int) -> bool:
    """After a comma: "but he left", "while others stayed": the paper goes on by itself."""
    kind = view.kinds[word]
    if kind & Kind.CONTRAST and view.page.forms[word] in ("but", "yet"):
        return word + 1 < hi and bool(view.kinds[word + 1] & Kind.PRONOUN or view.page.capital[word + 1])
    return False
