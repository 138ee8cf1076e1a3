"""What a second reader said and was accepted: on the shelf by question, and as a blob, for it cannot be made again.

In:   `Heard`, by the id of its question.
Out:  the same, also after the derived tables were deleted.
Not:  words. Neither shelf nor blob holds any of a document: codings are numbers, places and ids of the codebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from answerable.confront.hearing import Heard
from answerable.confront.second_reader import METHOD
from answerable.preserve.casefile import CaseFile, Writer
from answerable.preserve.errors import JournalDamagedError
from answerable.preserve.runs import record_run
from answerable.preserve.settings import Model
from answerable.preserve.shelf import Shelf
from answerable.terms.digest import Digest, canonical_json, digest_bytes


class _Kept(msgspec.Struct, frozen=True):
    """The blob."""

    address: str
    model: str
    answers: dict[str, Heard]


def model_of(case: CaseFile) -> Model:
    """The model that case.toml names. To be called only when it names one."""
    assert case.settings.model is not None
    return case.settings.model


def named_model(case: CaseFile) -> dict[str, str]:
    """What the journal's notes say of the model."""
    return {"address": model_of(case).address, "model": model_of(case).name}


def answered_questions(case: CaseFile) -> set[str]:
    return _shelf(case).keys()


def kept_answer(case: CaseFile, question: Digest) -> Heard | None:
    """What was accepted of the answer to `question`; None when there is none."""
    row = _shelf(case).get(question)
    return None if row is None else msgspec.msgpack.decode(row, type=Heard)


def put_answer(case: CaseFile, question: Digest, heard: Heard) -> None:
    _shelf(case).put_many([(question, msgspec.msgpack.encode(heard))])


def keep(case: CaseFile, writer: Writer, questions: Iterable[Digest]) -> None:
    """Keep what is answered of `questions` as a blob that the journal names, unless that was done."""
    found = {str(id): heard for id in questions if (heard := kept_answer(case, id)) is not None}
    named = named_model(case)
    data = canonical_json(_Kept(**named, answers=found))
    if found and digest_bytes(data) not in case.kept():
        beside = [writer.keep_bytes(data).digest]
        record_run(writer, "confront", METHOD, found, beside, beside=beside, note=named)


def restore(case: CaseFile) -> None:
    """Put back on the shelf what the journal's blobs hold, when the shelf was deleted."""
    if not answered_questions(case):
        _shelf(case).put_many((id, msgspec.msgpack.encode(heard)) for id, heard in _in_blobs(case))


def _in_blobs(case: CaseFile) -> Iterator[tuple[str, Heard]]:
    named = {d: e.seq for e in case.entries() if e.act == "ran" and e.how == METHOD for d in e.objects[1:]}
    for digest in sorted(named.keys() & case.kept()) if named else ():
        try:
            yield from msgspec.json.decode(case.read_blob(digest), type=_Kept).answers.items()
        except msgspec.ValidationError as error:
            raise JournalDamagedError(
                f"entry {named[digest]}: {digest} holds no answers of a model: {error}"
            ) from error


def _shelf(case: CaseFile) -> Shelf:
    return case.shelf("confront", METHOD)
