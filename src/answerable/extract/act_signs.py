"""What a content's own words say of its speech act: a wrong named or taken back, something owed left undone, a promise.

In:   the words of a content in lower case without marks, and the words of its language.
Out:  `Signs`.
Not:  the act: the verb, and who has accused whom, decide as well (`acts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.extract.act_words import ActWords

_BEFORE = 6  # words before a wrong in which a negation takes it back
_CLAUSE = 14  # words by which "nobody" may be parted from its verb
_CALLED = 2  # words from the start of "a lie" to the word that is also a wrong
_OPENING = 8  # words of a content in which a modal or a promise must stand
_NEED = 6  # words between a need and the verb that takes it away
_WITHOUT = ("without", "ohne", "sans", "sin", "senza", "sem", "без", "دون")


@dataclass(frozen=True, slots=True)
class Signs:
    """`at` is the word at which the wrong is named, -1 when none is."""

    wrong: bool = False
    at: int = -1
    undone: bool = False  # something owed was not done
    taken_back: bool = False  # a wrong is named in order to say that it was not done
    untrue: bool = False
    never: bool = False  # "no …", "never": all of a kind is denied
    ours: bool = False  # speakers speak of themselves
    patient: bool = False  # what was done to the one who speaks
    should: bool = False
    promise: bool = False
    deed: bool = False  # somebody, maybe not the speaker, will do what could be promised
    law: bool = False
    access: bool = False
    silent: bool = False


def signs_of(forms: Sequence[str], words: ActWords) -> Signs:
    """The signs in `forms`."""
    if not forms:
        return Signs()
    some = set(forms)
    at, taken_back = (-1, False) if forms[0] in words.supposing else _wrong(forms, some, words)
    untrue = words.untrue.find(forms)
    if 0 <= untrue <= at <= untrue + _CALLED:
        at = -1  # "was a lie": the lie is what the story is called, not what was done
    never = not words.nobody.isdisjoint(forms[:_OPENING])
    patient = not words.patients.isdisjoint(some) or _suffers(forms, words)
    undone = forms[0] not in words.supposing and not words.dues.isdisjoint(some) and _undone(forms, words)
    return Signs(
        wrong=at >= 0,
        at=at,
        undone=undone or (never and patient and at < 0 and not taken_back),
        taken_back=taken_back,
        untrue=untrue >= 0,
        never=never,
        ours=not words.ours.isdisjoint(some),
        patient=patient,
        should=not words.should.isdisjoint(forms[:_OPENING]),
        promise=_promises(forms, words),
        deed=_deed(forms, words),
        law=not words.laws.isdisjoint(forms[:12]),
        access=not words.access.isdisjoint(some),
        silent=not patient and words.silent.find(forms[: 2 * _OPENING]) >= 0,
    )


def _wrong(forms: Sequence[str], some: set[str], words: ActWords) -> tuple[int, bool]:
    """Where a wrong is said to have been done, else -1; and whether one is named only to be taken back. After a
    mention ("allegations of …") nothing is looked at."""
    taken_back = False
    row = words.wrong_rows.find(forms)
    deprived = not words.deprive.isdisjoint(some) and not words.needs.isdisjoint(some)
    for at, form in enumerate(forms):
        if form in words.mentions:
            break
        named = (
            at == row
            or (words.wrongs.fit(form) and form not in words.people)
            or (form in _WITHOUT and _needed(forms, at + 1, 3, words))
        )
        if form == "no" and _needed(forms, at + 1, 1, words):
            return at, taken_back
        if not named and deprived and form in words.deprive:
            named = _needed(forms, at - _NEED, _NEED, words) or _needed(forms, at + 1, 3, words)
        if not named:
            continue
        if _negated(forms, at, words):
            taken_back = True
            continue
        return at, taken_back
    return -1, taken_back


def _negated(forms: Sequence[str], at: int, words: ActWords) -> bool:
    if not words.negations.isdisjoint(forms[max(0, at - _BEFORE) : at]):
        return True
    return forms[0] in words.nobody and at < _CLAUSE


def _needed(forms: Sequence[str], start: int, count: int, words: ActWords) -> bool:
    start, stop = max(0, start), max(0, start + count)
    return not words.needs.isdisjoint(forms[start:stop])


def _undone(forms: Sequence[str], words: ActWords) -> bool:
    """ "Was never paid", "no medicine had been issued", "nobody told us": what was owed was not done."""
    for at, form in enumerate(forms):
        if form not in words.dues:
            continue
        before = forms[max(0, at - 3) : at]
        passive = not words.passives or not words.passives.isdisjoint(before)
        if passive and not words.negations.isdisjoint(forms[max(0, at - 4) : at]):
            return True
        nobody = next((w for w in range(max(0, at - _CLAUSE), at) if forms[w] in words.nobody), None)
        if nobody is not None and (passive or at - nobody <= 2):
            return True
    return False


def _suffers(forms: Sequence[str], words: ActWords) -> bool:
    """ "I was turned away", "we have been told"."""
    for at, form in enumerate(forms):
        if form in words.patient_subjects and not words.passives.isdisjoint(forms[at + 1 : at + 4]):
            done = forms[at + 2 : at + 6]
            if any(f.endswith("ed") or f in words.done or f in words.dues or words.wrongs.fit(f) for f in done):
                return True
    return False


def _promises(forms: Sequence[str], words: ActWords) -> bool:
    if words.promises.find(forms) >= 0:
        return True
    for at, form in enumerate(forms):
        if form not in words.will:
            continue
        if not words.negations.isdisjoint(forms[at + 1 : at + 2]):
            continue
        mine = at == 0 or not words.own.isdisjoint(forms[max(0, at - 4) : at])
        if mine and not words.deeds.isdisjoint(forms[at : at + 8]):
            return True
        follows = forms[at + 1 : at + 5]
        if follows[:1] == ["be"] and not words.passive.isdisjoint(follows) and "by" not in forms[at + 2 : at + 6]:
            return True
    return False


def _deed(forms: Sequence[str], words: ActWords) -> bool:
    return any(
        form in words.will
        and words.negations.isdisjoint(forms[at + 1 : at + 2])
        and not words.deeds.isdisjoint(forms[at : at + 8])
        for at, form in enumerate(forms)
    )
