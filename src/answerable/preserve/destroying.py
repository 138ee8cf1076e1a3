"""Destroying: bytes that must not exist any longer go, by decision of two people; that they existed stays.

In:   a case, the digests, a person and their reason; later a second person and theirs.
Out:  a `destroy-asked` entry; then a `destroyed` entry, and the bytes and everything derived are gone.
Not:  copies elsewhere (backups, bags, reports that were put outside the case), nor what notes say of the bytes.

The numbers are the steps of docs/methods/preserve.md, "Destroying".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.preserve.casefile import CaseFile
from answerable.preserve.durable import sync_folder
from answerable.preserve.errors import NotWritableError
from answerable.preserve.persons import names_by_id, person_named, same_name
from answerable.preserve.withheld import speaks_of
from answerable.terms.digest import Digest
from answerable.terms.errors import WrongUseError


@dataclass(frozen=True, slots=True)
class Destroying:
    """How far it is: `gone` are the digests destroyed now, empty while a second person is awaited."""

    gone: tuple[Digest, ...]
    left_aside: int  # files in set-aside/, which nobody looked into


def destroy(case: CaseFile, digests: Sequence[Digest], *, person: str, reason: str) -> Destroying:
    """Ask that `digests` be destroyed, or, as the second person, confirm it.

    Raises WrongUseError for what is no document of the case, for one whose container would keep the bytes, for an
    empty name or reason, and when the same person asks twice.
    """
    if not person.strip() or not reason.strip():
        raise WrongUseError("destroying needs a name and a reason", next_step="Give --as NAME and --reason TEXT.")
    with case.writing() as writer:
        _require_whole(case, digests)  # (1)
        asked = _asked(case, digests)
        mine = [name for name in asked.values() if same_name(name, person)]
        others = [seq for seq, name in asked.items() if not same_name(name, person)]
        decider = person_named(case, writer, person)
        note = {"person": decider.id, "reason": reason}
        if not others:
            if mine:
                raise WrongUseError(
                    "this person has asked for it already; nobody decides it alone",
                    next_step="A second person gives their own name with --as, and their own reason.",
                )
            writer.append("destroy-asked", objects=digests, reason=reason, note=note)  # (2)
            return Destroying((), 0)
        gone = (*digests, *_speaking(case, frozenset(digests)))
        _forget_derived(case)  # (3)
        writer.destroy(gone, note | {"asked": others})  # (4)
    return Destroying(gone, sum(1 for _ in case.layout.set_aside.iterdir()))


def _require_whole(case: CaseFile, digests: Sequence[Digest]) -> None:
    """Each is a document that is still here, and none lies in a container that would stay."""
    captures = case.captures()
    kept = case.kept()
    documents = {capture.digest for capture in captures} & kept
    for digest in digests:
        if digest not in documents:
            raise WrongUseError(
                f"{digest} is not a document that this case holds",
                next_step="`answerable inputs` lists the digests.",
            )
    around = {c.container for c in captures if c.digest in digests and c.container in kept} - set(digests)
    if around:
        raise WrongUseError(
            f"the same bytes are inside {', '.join(sorted(map(str, around)))} too, and would stay there",
            next_step="Name the containers as well. Whatever else is in them stays as documents of its own.",
        )


def _asked(case: CaseFile, digests: Sequence[Digest]) -> dict[int, str]:
    """By whom it was asked that all of `digests` be destroyed: name by number of the entry."""
    entries = {e.seq for e in case.entries() if e.act == "destroy-asked" and set(digests) <= set(e.objects)}
    names = names_by_id(case)
    return {seq: names[values["person"]] for seq, values in case.notes() if seq in entries}


def _speaking(case: CaseFile, digests: frozenset[Digest]) -> list[Digest]:
    """Bytes the program kept that hold the text of one of `digests`."""
    kept = {digest for entry in case.entries() if entry.act == "kept" for digest in entry.objects}
    return sorted(digest for digest in kept & case.kept() if speaks_of(case.read_blob(digest), digests))


def _forget_derived(case: CaseFile) -> None:
    """Delete every derived table and the report: they hold the words, and are made again without them."""
    case.close_shelves()
    report = case.layout.report
    pages = report.with_suffix("")  # where a report too large for one file has its pages
    found = [path for path in case.layout.derived.iterdir() if path.is_file()]
    try:
        for path in (*found, report, *pages.glob("*.html"), *pages.glob("*.part")):
            path.unlink(missing_ok=True)
        sync_folder(case.layout.derived)
        sync_folder(case.layout.report.parent)
    except OSError as error:
        raise NotWritableError(case.layout.derived, error) from error
