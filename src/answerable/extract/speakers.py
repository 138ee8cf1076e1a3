"""Who a source is, as far as this text alone can say.

In:   drafts in order of place with their parents, and the page.
Out:  the same with `speaker` (the fullest name in the text, verbatim) and the place that names them.
Not:  guesses: where two fit, or none, the speaker stays open.
"""

from __future__ import annotations

from typing import NamedTuple

from answerable.extract.cast import Cast, Speaker, cast_of, described
from answerable.extract.drafts import Draft
from answerable.extract.grammar import Kind
from answerable.extract.other_cues import antecedent
from answerable.extract.view import Phrase, View
from answerable.terms.span import Span

_REACH = 4  # paragraphs over which "he" may point back when nobody else is named
_OPENING = 6  # words into a sentence by which its subject must have begun


class Writer(NamedTuple):
    """Who writes the text: their name, None when unknown, and where the text gives it."""

    name: str | None
    evidence: Span | None


def settle_speakers(view: View, drafts: list[Draft], writer: Writer) -> None:
    """Resolve the source of every draft, in order of place."""
    cast = cast_of(view)
    last: dict[int, tuple[int, Speaker]] = {}  # quotation -> (word, speaker) met last
    for draft in sorted(drafts, key=lambda d: d.head):
        quote = view.page.quotation[draft.head]
        found = _speaker(cast, draft, last.get(quote))
        if found is None and quote < 0 and writer.name and is_narrator(view, draft):
            draft.speaker, draft.evidence = writer.name, writer.evidence
            continue
        if found is None:
            if draft.source is not None and draft.source.how not in ("pronoun", "relative"):
                last.pop(quote, None)
            continue
        draft.speaker, draft.evidence = found.span.of(view.page.text), found.span
        if draft.source is None or not view.kinds[draft.source.first] & Kind.FIRST_PERSON:
            last[quote] = (draft.head, found)
    for draft in drafts:
        if draft.speaker is None and draft.source and view.kinds[draft.source.first] & Kind.FIRST_PERSON:
            _from_parent(draft, drafts)


def is_narrator(view: View, draft: Draft) -> bool:
    """Whether the writer of the text speaks: "I", "we", or no source in a letter or a call."""
    source = draft.source
    if draft.narrated or draft.reader:
        return True
    if source is None or source.first != source.last:
        return False
    return view.page.forms[source.first].split("'")[0].split("’")[0] in ("i", "we")


def _speaker(cast: Cast, draft: Draft, last: tuple[int, Speaker] | None) -> Speaker | None:
    source, view = draft.source, cast.view
    if source is None:
        return None
    if source.how == "relative":
        before = antecedent(view, source.first)
        return described(cast, before) if before is not None else None
    kind = view.kinds[source.first]
    if source.first == source.last and kind & (Kind.PRONOUN | Kind.MALE | Kind.FEMALE | Kind.NEUTER | Kind.PLURAL):
        form = view.page.forms[source.first]
        if kind & Kind.FIRST_PERSON:
            return None
        if form in cast.office.open:
            return None
        return _meant_by(cast, source.first, kind, last)
    return described(cast, source)


def _from_parent(draft: Draft, drafts: list[Draft]) -> None:
    """ "I" inside another statement's own words is its speaker."""
    parent = draft.parent
    while parent is not None:
        holder = drafts[parent]
        if holder.quoted and holder.speaker is not None:
            draft.speaker, draft.evidence = holder.speaker, holder.evidence
            return
        parent = holder.parent


def _meant_by(cast: Cast, word: int, kind: int, last: tuple[int, Speaker] | None) -> Speaker | None:
    """The speaker a pronoun stands for: the subject of the sentence before, or the last one who spoke nearby."""
    view = cast.view
    candidates = []
    near = _opening_of(cast, word) or _named_before(cast, word)
    if near is not None:
        candidates.append(near)
    if last is not None:
        gap = view.page.paragraph[view.page.sentence[word]] - view.page.paragraph[view.page.sentence[last[0]]]
        if gap <= 1 or (gap <= _REACH and last[1].person and _alone(cast, last[1], last[0], word, kind)):
            candidates.append(last[1])
    for speaker in candidates:
        if _fits(speaker, kind):
            return speaker
    return None


def _named_before(cast: Cast, word: int) -> Speaker | None:
    """ "I asked the bishop, and he says": the one office that the same sentence names before the pronoun, when the
    writer or speaker of the sentence is its subject."""
    view = cast.view
    lo, _ = view.page.bounds(word)
    if not any(view.kinds[w] & Kind.FIRST_PERSON for w in range(lo, min(word, lo + _OPENING))):
        return None
    found = [
        w
        for w in range(lo + 1, word)
        if view.page.forms[w] in cast.office.roles and view.kinds[w - 1] & Kind.ARTICLE and not view.page.capital[w]
    ]
    return described(cast, Phrase(found[0] - 1, found[0], "phrase")) if len(found) == 1 else None


def _alone(cast: Cast, speaker: Speaker, first: int, word: int, kind: int) -> bool:
    """Whether no other person whom the pronoun may mean is named between the speaker's last words and it."""
    for name in cast.names_from(first, word - 1):
        if name.body or speaker.words.issuperset(name.parts) or cast.view.page.quotation[name.first] >= 0:
            continue
        other = described(cast, Phrase(name.first, name.last, "phrase"))
        if other is not None and other is not speaker and _fits(other, kind):
            return False
    return True


def _opening_of(cast: Cast, word: int) -> Speaker | None:
    """A person or body that opens the sentence before (or this one, before `word`) of the same paragraph."""
    view = cast.view
    sentence = view.page.sentence[word]
    for at in (sentence, sentence - 1):
        if at < 0 or view.page.paragraph[at] != view.page.paragraph[sentence]:
            break
        lo, hi = view.page.sentences[at]
        first = lo
        while first < hi and view.kinds[first] & (Kind.ADVERB | Kind.CONTRAST):
            first += 1
        for name in cast.names_from(first, min(word - 1, first + _OPENING)):
            if name.last < word and view.page.quotation[name.first] < 0 and _only_office(cast, first, name.first):
                return described(cast, Phrase(name.first, name.last, "phrase"))
    return None


def _only_office(cast: Cast, first: int, end: int) -> bool:
    """Whether nothing but small words and offices stand before the name: "Its chairwoman, Rosa Tembo"."""
    view = cast.view
    return all(
        view.page.capital[w] or view.kinds[w] or view.page.forms[w] in cast.office.roles for w in range(first, end)
    )


def _fits(speaker: Speaker, kind: int) -> bool:
    if kind & Kind.MALE:
        return speaker.person and speaker.gender != "f"
    if kind & Kind.FEMALE:
        return speaker.person and speaker.gender != "m"
    if kind & Kind.PLURAL:
        return speaker.plural
    return not speaker.person and not speaker.plural
