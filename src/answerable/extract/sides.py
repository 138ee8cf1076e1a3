"""Who in one text accuses, and who is accused or answers.

In:   drafts with their speakers and first acts, and what their contents say.
Out:  `Sides`, which is asked about one draft at a time.
Not:  names: a side follows from what is said in this text, whoever the parties are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from answerable.extract.act_signs import Signs
from answerable.extract.act_words import ActWords
from answerable.extract.drafts import Draft
from answerable.extract.grammar import Kind
from answerable.extract.names import office
from answerable.extract.parties import named_by
from answerable.extract.statement import Act
from answerable.extract.view import View

_ANSWERS: frozenset[Act] = frozenset({"denies", "responds", "concedes", "disputes-detail", "cites-law"})
_AGENT = 8  # words before a wrong in which its doer stands
_OBJECT = 6  # words after "accused" in which the accused stands


@dataclass(frozen=True, slots=True)
class Sides:
    """Speakers by what they do in this text."""

    view: View
    words: ActWords
    accusers: frozenset[str]
    answering: frozenset[str]
    accused: frozenset[str]  # words of names, bodies and roles named as doers of a wrong
    answered_in: frozenset[int]  # paragraphs
    alleged_in: frozenset[int]

    def answers(self, draft: Draft) -> bool:
        """Whether the speaker has answered in this text, was asked in this sentence, or is named as the doer."""
        if draft.source is None:
            return False
        if draft.speaker is not None and draft.speaker in self.answering:
            return True
        if _paragraph(self.view, draft) in self.answered_in and _speaks_for(self.view, draft, self.words):
            return True
        return self._prompted(draft) or (draft.speaker not in self.accusers and self._is_accused(draft))

    def accuses(self, draft: Draft) -> bool:
        """Whether the speaker alleges elsewhere in this text."""
        return draft.speaker is not None and draft.speaker in self.accusers

    def narrates(self, draft: Draft) -> bool:
        """Whether the writer speaks in the first person: what they allege is said sentence by sentence."""
        source = draft.source
        if source is None or self.view.page.quotation[draft.head] >= 0:
            return draft.narrated
        return source.first == source.last and bool(self.view.kinds[source.first] & Kind.FIRST_PERSON)

    def beside_allegation(self, draft: Draft) -> bool:
        """Whether something is alleged before this paragraph is over, or in the next."""
        here = _paragraph(self.view, draft)
        return any(paragraph <= here + 1 for paragraph in self.alleged_in)

    def _prompted(self, draft: Draft) -> bool:
        """ "Asked about the report, …", "in response, …" in the draft's own sentence outside its content."""
        view = self.view
        if draft.source is None or draft.source.how == "relative" or not self.words.prompted:
            return False
        lo, _ = view.page.bounds(draft.head)
        head = min(draft.source.first, draft.head)
        at = self.words.prompted.find(view.page.forms[lo : max(head, draft.source.last + 1)])
        return at >= 0 and not draft.holds(lo + at, lo + at)

    def _is_accused(self, draft: Draft) -> bool:
        speaker = draft.speaker
        words = [] if speaker is None else speaker.lower().split()
        return not self.accused.isdisjoint(w.removesuffix("'s").removesuffix("’s").strip("'’") for w in words)


def sides_of(view: View, drafts: list[Draft], forms: list[list[str]], signs: list[Signs], words: ActWords) -> Sides:
    """The sides of one text, from statements whose own words have settled their act."""
    answering, answered_in = _answering(view, drafts, words)
    accusers, accused, alleged_in = set(), set(), set()
    known = office(view.grammar.language)
    for draft, said, its in zip(drafts, forms, signs, strict=True):
        if draft.act != "alleges" or draft.speaker in answering:
            continue
        alleged_in.add(_paragraph(view, draft))
        if draft.speaker is not None:
            accusers.add(draft.speaker)
        doers = _doers(said, its, words)
        accused |= {w for w in doers if w in known.bodies or w in known.roles}
        accused |= {w for form in doers for w in named_by(form) if not view.grammar.kinds.get(w, 0)}
    return Sides(view, words, frozenset(accusers), answering, frozenset(accused), answered_in, frozenset(alleged_in))


def _answering(view: View, drafts: list[Draft], words: ActWords) -> tuple[frozenset[str], frozenset[int]]:
    """Who answers at least as often as they accuse, and those who speak for them in the same paragraph; and where."""
    balance: Counter[str] = Counter()
    paragraphs = set()
    for draft in drafts:
        answers = draft.act in _ANSWERS and draft.lemma != ":"
        if answers:
            paragraphs.add(_paragraph(view, draft))
        if draft.speaker is not None and (answers or draft.act == "alleges"):
            balance[draft.speaker] += 1 if answers else -1
    answered = {d.speaker for d in drafts if d.speaker is not None and d.act in _ANSWERS and d.lemma != ":"}
    speakers = {speaker for speaker in answered if balance[speaker] >= 0}
    page = view.page
    at = words.dismissing.find(page.forms)
    while at >= 0:
        paragraphs.add(page.paragraph[page.sentence[at]])
        at = words.dismissing.find(page.forms, at + 1)
    for draft in drafts:
        if draft.speaker is not None and _paragraph(view, draft) in paragraphs and _speaks_for(view, draft, words):
            speakers.add(draft.speaker)
    return frozenset(speakers), frozenset(paragraphs)


def _speaks_for(view: View, draft: Draft, words: ActWords) -> bool:
    """A spokesperson, or "its manager"."""
    if draft.source is None:
        return False
    first, last = draft.source.first, draft.source.last
    owned = last > first and bool(view.kinds[first] & (Kind.NEUTER | Kind.PLURAL))
    return owned or not words.spokes.isdisjoint(view.page.forms[first : last + 1])


def _doers(forms: list[str], its: Signs, words: ActWords) -> list[str]:
    """Words that may name who did the wrong: its subject, or what follows "by"; the object of an accusing verb."""
    if its.at < 0:
        return forms[:_OBJECT]
    before = forms[max(0, its.at - _AGENT) : its.at]
    if words.passives.isdisjoint(before[-3:]):
        return before
    by = next((w for w in range(its.at, min(len(forms), its.at + _AGENT)) if forms[w] == "by"), None)
    return [] if by is None else forms[by + 1 : by + 6]


def _paragraph(view: View, draft: Draft) -> int:
    return view.page.paragraph[view.page.sentence[draft.head]]
