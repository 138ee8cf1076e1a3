"""The door of the second reader: which questions wait, who is asked, what of the answers is kept.

In:   a case whose case.toml names a model, what the program itself found, and, when a person said so, the model.
Out:  answers with the model's opinions beside them (`second_opinion`); a journal that names address and model; what was
      accepted, on the shelf by question and, since it cannot be made again, as a blob.
Not:  asking anyone unless a person said so in this run. What was answered before is laid beside without asking. Nor
      words: neither shelf nor blob holds any of a document. Codings are numbers, places and ids of the codebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

import answerable
from answerable.confront.answer import Allegation, Answer, Response
from answerable.confront.documents import Standing
from answerable.confront.hearing import Heard, is_sound
from answerable.confront.putting import Putting, putting_of
from answerable.confront.questions import Question, origin_of
from answerable.confront.second_asking import SecondReading
from answerable.confront.second_opinion import Opinion, Place, with_opinions
from answerable.confront.second_reader import METHOD
from answerable.preserve.casefile import CaseFile, Writer
from answerable.preserve.errors import JournalDamagedError
from answerable.preserve.runs import record_run
from answerable.preserve.settings import Model
from answerable.preserve.shelf import Shelf
from answerable.read.reading import Reading
from answerable.resources.codebook import load_codebook
from answerable.terms.digest import Digest, canonical_json, digest_bytes

_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)  # what reading bytes of a stranger raises


class _Kept(msgspec.Struct, frozen=True):
    """The blob: what was accepted, by question."""

    address: str
    model: str
    answers: dict[str, Heard]


class FirstReading(Protocol):
    """What the program itself found."""

    @property
    def allegations(self) -> Sequence[Allegation]: ...
    @property
    def responses(self) -> Sequence[Response]: ...
    @property
    def answers(self) -> Sequence[Answer]: ...
    @property
    def documents(self) -> Mapping[Digest, Standing]: ...


def heard_state(case: CaseFile) -> list[str]:
    """What of a second reader the grid depends on: the questions that are answered, if the case names a model."""
    return sorted(_answered_questions(case)) if case.settings.model is not None else []


def read_beside(
    case: CaseFile,
    writer: Writer,
    readings: Mapping[Digest, Reading],
    first: FirstReading,
    second: SecondReading | None,
) -> tuple[Answer, ...]:
    """The program's answers with the opinions of the model that case.toml names, if any. Asks only with `second`."""
    model = case.settings.model
    if model is None:
        return tuple(first.answers)
    _restore(case)
    codebook = load_codebook().name
    puttings = [
        putting_of(response, readings[response.capture], first.allegations, first.answers, model, codebook)
        for response in first.responses
        if not (response.capture in first.documents and first.documents[response.capture].answers_nothing)
    ]
    try:
        if second is not None:
            _ask(case, writer, puttings, second)
    finally:  # whatever ends the asking, and also what an earlier run could not keep
        heard = _heard(case, puttings)
        _keep(case, writer, heard)
    opinions: dict[Place, Opinion] = {}
    for putting in puttings:
        for question in putting.questions:
            if question.id in heard:
                opinions |= putting.opinions(question, heard[question.id])
    return with_opinions(first.answers, opinions, origin_of(model))


def _ask(case: CaseFile, writer: Writer, puttings: Sequence[Putting], second: SecondReading) -> None:
    """Put every question that is not answered yet; keep each answer as it comes."""
    answered = _heard(case, puttings)
    waiting = {q.id: q for p in puttings for q in p.questions if q.id not in answered}
    who = origin_of(_model_of(case))
    if not waiting:
        second.say(f"{who}: nothing is asked, everything was answered before.")
        return
    second.say(_announced(puttings, waiting, who, second.reader.remote))
    _journal_asking(case, writer, sorted(waiting), second.reader.permitted)
    for question, heard in second.answers(list(waiting.values()), load_codebook(), who):
        _put_answer(case, question.id, heard)
    second.say(second.told(who))


def _announced(puttings: Sequence[Putting], waiting: Mapping[Digest, Question], who: str, remote: bool) -> str:
    """The sentence before anything is sent."""
    asked = [(p.response, q) for p in puttings for q in p.questions if q.id in waiting]
    passages = len({(response.id, number) for response, q in asked for number in q.numbers})
    documents = len({response.capture for response, _ in asked})
    points = len({point.element for q in waiting.values() for point in q.points})
    what = f"the words of {_of(passages, 'passage')} of {_of(documents, 'document')} and of {_of(points, 'point')}"
    where = "leave this machine: they are sent to" if remote else "are put, on this machine, to"
    return f"Now {what} {where} {who}, in {_of(len(waiting), 'question')}."


def _of(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _journal_asking(case: CaseFile, writer: Writer, ids: Sequence[Digest], permitted: str) -> None:
    """Say so in the journal before the first question leaves, so that no interruption hides it."""
    listed = writer.keep_bytes(canonical_json(list(ids)))
    note = _named_model(case) | ({"permitted": permitted} if permitted else {})
    writer.append("asked", objects=[listed.digest], tool=f"answerable/{answerable.__version__}", how=METHOD, note=note)
    writer.commit()


# ------------------------------------------------------------ what is kept of the answers


def _model_of(case: CaseFile) -> Model:
    """The model that case.toml names. To be called only when it names one."""
    assert case.settings.model is not None
    return case.settings.model


def _named_model(case: CaseFile) -> dict[str, str]:
    """What the journal's notes say of the model."""
    return {"address": _model_of(case).address, "model": _model_of(case).name}


def _answered_questions(case: CaseFile) -> set[str]:
    return _shelf(case).keys()


def _heard(case: CaseFile, puttings: Iterable[Putting]) -> dict[Digest, Heard]:
    """What is on the shelf of answers to these questions. What cannot be an answer to its question is none."""
    codebook, shelf, found = load_codebook(), _shelf(case), {}
    for question in (q for p in puttings for q in p.questions):
        row = shelf.get(question.id)
        try:
            heard = None if row is None else msgspec.msgpack.decode(row, type=Heard)
        except _UNREADABLE:  # a case may come from anyone: this question waits, and is asked when a person says so
            continue
        if heard is not None and is_sound(heard, question, codebook):
            found[question.id] = heard
    return found


def _put_answer(case: CaseFile, question: Digest, heard: Heard) -> None:
    _shelf(case).put_many([(question, msgspec.msgpack.encode(heard))])


def _keep(case: CaseFile, writer: Writer, found: Mapping[Digest, Heard]) -> None:
    """Keep `found`, answers by question, as a blob that the journal names, unless that was done."""
    named = _named_model(case)
    data = canonical_json(_Kept(**named, answers={str(id): heard for id, heard in found.items()}))
    if found and digest_bytes(data) not in case.kept():
        beside = [writer.keep_bytes(data).digest]
        record_run(writer, "confront", METHOD, found, beside, beside=beside, note=named)


def _restore(case: CaseFile) -> None:
    """Put back on the shelf what the journal's blobs hold, when the shelf was deleted."""
    if not _answered_questions(case):
        _shelf(case).put_many((id, msgspec.msgpack.encode(heard)) for id, heard in _in_blobs(case))


def _in_blobs(case: CaseFile) -> Iterator[tuple[str, Heard]]:
    named = {d: e.seq for e in case.entries() if e.act == "ran" and e.how == METHOD for d in e.objects[1:]}
    for digest in sorted(named.keys() & case.kept()) if named else ():
        try:
            yield from msgspec.json.decode(case.read_blob(digest), type=_Kept).answers.items()
        except _UNREADABLE as error:
            raise JournalDamagedError(
                f"entry {named[digest]}: {digest} holds no answers of a model: {error}"
            ) from error


def _shelf(case: CaseFile) -> Shelf:
    return case.shelf("confront", METHOD)
