"""Which speech act a statement is, by docs/methods/extract.md (6).

In:   drafts with speakers, in order.
Out:  the same with `act` and `why` settled.
Not:  names: only verbs, the words of the content and who has denied what decide, for whoever speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from answerable.extract.drafts import Draft
from answerable.extract.grammar import Kind
from answerable.extract.statement import Act
from answerable.extract.stems import Stems
from answerable.extract.view import View
from answerable.resources import lexicon

_RESPONSES: frozenset[Act] = frozenset({"denies", "responds", "concedes", "disputes-detail", "cites-law"})
_OPEN: frozenset[Act] = frozenset({"reports", "other", "assesses"})
_MODAL = frozenset({"should", "must", "ought"})
_NEGATED = 6  # words before a wrong in which a negation takes it back
_LOOK = 60  # words of a content that are looked at


@dataclass(frozen=True, slots=True)
class _Words:
    wrongs: Stems
    mentions: frozenset[str]
    negations: frozenset[str]
    laws: frozenset[str]
    law_verbs: frozenset[str]
    access: frozenset[str]
    will: frozenset[str]
    deeds: frozenset[str]
    own: frozenset[str]
    spokes: frozenset[str]
    criticism: frozenset[str]


@cache
def _words(language: str) -> _Words:
    laws, promises = lexicon(language, "laws"), lexicon(language, "promises")
    return _Words(
        wrongs=Stems(lexicon(language, "wrongs").get("stems", ())),
        mentions=frozenset(lexicon(language, "wrongs").get("mentions", ())),
        negations=frozenset(lexicon(language, "grammar").get("negations", ())),
        laws=frozenset(laws.get("words", ())),
        law_verbs=frozenset(laws.get("verbs", ())),
        access=frozenset(lexicon(language, "access").get("things", ())),
        will=frozenset(promises.get("will", ())),
        deeds=frozenset(promises.get("deeds", ())),
        own=frozenset(promises.get("own", ())),
        spokes=frozenset(lexicon(language, "speakers").get("spokes", ())),
        criticism=frozenset(lexicon(language, "wrongs").get("criticism", ())),
    )


def settle_acts(view: View, drafts: list[Draft]) -> None:
    """First each statement by its own words, then what those say who have answered in this text."""
    words = _words(view.grammar.language)
    wronged = [_by_content(view, draft, words) for draft in drafts]
    answering = {d.speaker for d in drafts if d.act in _RESPONSES and d.speaker is not None}
    denied_in: set[int] = set()
    for draft, wrong in zip(drafts, wronged, strict=True):
        paragraph = view.page.paragraph[view.page.sentence[draft.head]]
        if draft.act in _RESPONSES:
            denied_in.add(paragraph)
        elif (draft.act == "reports" and draft.lemma != "") or draft.act == "reports":
            spokes = draft.source is not None and any(
                form in words.spokes for form in view.page.forms[draft.source.first : draft.source.last + 1]
            )
            if spokes and paragraph in denied_in and draft.speaker is not None:
                answering.add(draft.speaker)
            if draft.speaker in answering and draft.speaker is not None:
                draft.act, draft.why = "responds", draft.why + "; the speaker answers elsewhere in this text"
            elif wrong and not draft.block:
                draft.act, draft.why = "alleges", draft.why + "; the content names a wrong"


def _by_content(view: View, draft: Draft, words: _Words) -> bool:
    """Settle what the statement's own words settle; whether its content names a wrong."""
    forms = _content_forms(view, draft)
    short = forms[:8]
    wrong = _names_wrong(forms, words)
    if draft.sure or draft.block:
        return wrong
    if draft.act in ("reports", "responds") and draft.lemma in words.law_verbs and words.laws.intersection(forms[:12]):
        draft.act, draft.why = "cites-law", draft.why + "; a law is cited"
    elif draft.act in ("demands", "other") and words.access.intersection(forms) and _asks(draft):
        draft.act, draft.why = "requests-access", draft.why + "; access is asked for"
    elif draft.lemma in ("want", "like") and forms and forms[0] != "to" and "to" in forms[1:8]:
        draft.act, draft.why = "demands", draft.why + "; wants another to act"
    elif draft.act == "reports" and draft.inner and _MODAL.intersection(short):
        draft.act, draft.why = "demands", draft.why + "; says what should be done"
    elif draft.act == "reports" and _promises(forms, words):
        draft.act, draft.why = "commits", draft.why + "; says what the speaker will do"
    elif draft.act == "other" and wrong and draft.lemma in words.criticism:
        draft.act, draft.why = "alleges", draft.why + "; the content names a wrong"
    return wrong


def _names_wrong(forms: list[str], words: _Words) -> bool:
    """Whether a wrong is named that is not merely mentioned ("allegations of …")."""
    for at, form in enumerate(forms):
        if form in words.mentions:
            return False
        if words.wrongs.fit(form):
            return words.negations.isdisjoint(forms[max(0, at - _NEGATED) : at])
    return False


def _asks(draft: Draft) -> bool:
    return draft.act == "demands" or draft.lemma in ("seek", "want", "ask")


def _promises(forms: list[str], words: _Words) -> bool:
    for at, form in enumerate(forms[:12]):
        if form in words.will:
            if not words.negations.isdisjoint(forms[at + 1 : at + 2]):
                return False
            return (at == 0 or bool(words.own.intersection(forms[:at]))) and bool(
                words.deeds.intersection(forms[at : at + 8])
            )
    return False


def _content_forms(view: View, draft: Draft) -> list[str]:
    out: list[str] = []
    for first, last in draft.content:
        out += [
            form
            for form, kind in zip(view.page.forms[first : last + 1], view.kinds[first : last + 1], strict=True)
            if not kind & (Kind.PUNCTUATION | Kind.THAT) or kind & Kind.NEGATION
        ]
        if len(out) > _LOOK:
            break
    return out[:_LOOK]
