"""Which speech act a statement is, by docs/methods/extract.md (6).

In:   drafts with speakers, in order.
Out:  the same with `act` and `why` settled.
Not:  names: only verbs, the words of the content, and who has accused or answered whom decide, for whoever speaks.
"""

from __future__ import annotations

from answerable.extract.act_signs import Signs, signs_of
from answerable.extract.act_words import ActWords, act_words
from answerable.extract.drafts import Draft
from answerable.extract.grammar import Kind
from answerable.extract.parties import name_form
from answerable.extract.sides import Sides, sides_of
from answerable.extract.statement import Act
from answerable.extract.view import View

ANSWERS: frozenset[Act] = frozenset({"denies", "responds", "concedes", "disputes-detail", "cites-law"})
_LOOK = 60  # words of a content that are looked at


def settle_acts(view: View, drafts: list[Draft]) -> None:
    """First each statement by its own words, then the neutral ones by who has accused and who has answered."""
    words = act_words(view.grammar.language)
    forms = [content_forms(view, draft) for draft in drafts]
    signs = [signs_of(f, words) for f in forms]
    neutral = [d.act == "reports" and not (d.sure or d.block) for d in drafts]
    for draft, said, its in zip(drafts, forms, signs, strict=True):
        if not (draft.sure or draft.block):
            _by_itself(view, draft, said, its, words)
    relays = _relays(view, drafts)
    for index in relays:
        if neutral[index] and drafts[index].act not in ("reports", "cites-law"):
            _set(drafts[index], "reports", "what another said is passed on")
    sides = sides_of(view, drafts, forms, signs, words)
    for index, (draft, its) in enumerate(zip(drafts, signs, strict=True)):
        if draft.act in ("reports", "alleges") and neutral[index]:
            _by_side(draft, its, sides, relayed=index in relays)


def _relays(view: View, drafts: list[Draft]) -> frozenset[int]:
    """Statements whose content is, from its first word to its last, another's statement. A pronoun is not taken for
    another: "the company said it would ask an auditor"."""
    out = set()
    for draft in drafts:
        if draft.parent is None or len(drafts[draft.parent].content) != 1:
            continue
        if draft.source is not None and draft.source.how == "pronoun":
            continue
        (start, end) = drafts[draft.parent].content[0]
        while start < end and view.kinds[start] & (Kind.THAT | Kind.PUNCTUATION):
            start += 1
        while end > start and view.kinds[end] & Kind.PUNCTUATION:
            end -= 1
        first, last = draft.place()
        if first <= start and last >= end:
            out.add(draft.parent)
    return frozenset(out)


def _set(draft: Draft, act: Act, why: str) -> None:
    draft.act, draft.why = act, f"{draft.why}; {why}"


def _by_itself(view: View, draft: Draft, forms: list[str], its: Signs, words: ActWords) -> None:
    """Settle what the statement's own words settle."""
    negated = draft.cue is not None and any(
        view.kinds[w] & Kind.NEGATION for w in range(draft.cue[0], draft.cue[1] + 1)
    )
    if negated and draft.act in ("denies", "commits", "demands", "concedes", "disputes-detail"):
        _set(draft, "responds" if draft.act == "denies" else "reports", "the verb itself is negated")
    elif draft.act == "reports" and its.deed and _speaks_for_subject(view, draft):
        _set(draft, "commits", "says what the body they speak for will do")
    elif draft.act in ("reports", "responds"):
        _neutral(draft, its, words, negated=negated)
    elif draft.act in ("demands", "other") and its.access and _asks(draft):
        _set(draft, "requests-access", "access is asked for")
    elif draft.lemma in ("want", "like", "ask") and _wants_another(forms, words):
        _set(draft, "demands", "another is to act")
    elif draft.lemma in words.keeps and not words.sayings.isdisjoint(forms[:3]):
        _set(draft, "responds", "it is said that nothing is said")
    elif draft.act == "other" and draft.lemma in words.criticism:
        if its.wrong:
            _set(draft, "alleges", "the content names a wrong")
        elif not words.accounts.isdisjoint(forms[:12]):
            _set(draft, "responds", "what others have said is criticised")


def _speaks_for_subject(view: View, draft: Draft) -> bool:
    """ "The Office will publish it, its spokesman said"."""
    source = draft.source
    if source is None or source.first == source.last or not draft.content:
        return False
    return bool(view.kinds[source.first] & (Kind.NEUTER | Kind.PLURAL)) and draft.content[0][0] < source.first


def _neutral(draft: Draft, its: Signs, words: ActWords, *, negated: bool) -> None:
    """A verb that only says that something was said, or answered."""
    if draft.lemma in words.law_verbs and its.law:
        _set(draft, "cites-law", "a law is cited")
    elif negated and draft.lemma in ("confirm", "verify", "comment", "say", "discuss", "explain", "elaborate"):
        _set(draft, "responds", "it is said that nothing is said")
    elif its.untrue and not its.wrong:
        _set(draft, "denies", "it is called untrue")
    elif (its.taken_back and not its.wrong) or (its.never and its.ours and not its.patient and not its.wrong):
        _set(draft, "denies", "a wrong is named to say that it was not done")
    elif draft.act == "responds":
        return
    elif its.silent:
        _set(draft, "responds", "it is said that nothing is said")
    elif its.should and draft.inner:
        _set(draft, "demands", "says what should be done")
    elif its.promise:
        _set(draft, "commits", "says what the speaker will do")
    elif its.wrong:
        _set(draft, "alleges", "the content names a wrong")
    elif its.undone:
        _set(draft, "alleges", "something owed was not done")


def _by_side(draft: Draft, its: Signs, sides: Sides, *, relayed: bool) -> None:
    """A neutral statement by one who is accused or has answered; by one who has accused; or told by a sufferer.
    Of one who only passes on what another said, their own answers alone count."""
    if draft.speaker in sides.answering if relayed else sides.answers(draft):
        denies = not its.wrong and (its.never or its.undone or its.taken_back)
        _set(draft, "denies" if denies else "responds", "the speaker answers in this text")
    elif draft.act == "alleges":
        return
    elif not relayed and not sides.narrates(draft) and sides.accuses(draft):
        _set(draft, "alleges", "the speaker goes on with what they allege in this text")
    elif its.patient and draft.quoted and sides.beside_allegation(draft):
        _set(draft, "alleges", "what was done to the speaker, told beside an allegation")


def _asks(draft: Draft) -> bool:
    return draft.act == "demands" or draft.lemma in ("seek", "want", "ask")


def _wants_another(forms: list[str], words: ActWords) -> bool:
    """ "Wants the minister to resign", "wants the valve shut": somebody else is to do it."""
    if not forms or forms[0] == "to":
        return False
    head = forms[1:9]
    return "to" in head or any(f in words.done or f.endswith("ed") for f in head[1:])


def content_forms(view: View, draft: Draft) -> list[str]:
    """The words of a content without marks and "that", a name as one word, at most `_LOOK`."""
    out: list[str] = []
    for first, last in draft.content:
        word = first
        while word <= last and len(out) < _LOOK:
            kind, party = view.kinds[word], view.party[word]
            if party >= 0:
                end = min(last, view.parties[party][1])
                out.append(name_form(view, word, end))
                word = end
            elif not kind & (Kind.PUNCTUATION | Kind.THAT) or kind & Kind.NEGATION:
                out.append(view.page.forms[word])
            word += 1
    return out
