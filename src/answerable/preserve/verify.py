"""Read every byte of a case again and say of each thing whether it held, failed, or could not be checked.

In:   a case folder, as anybody may have left it; seals, keys and certificates that were kept elsewhere.
Out:  a `Check` per file of the journal, per checkpoint, per key, per seal and time-stamp, per blob, and per fault;
      nothing stops it.
Not:  writing, mending, contacting anyone. Nor what it does not show: who wrote a document, or whether it is true.
      Held means: these are the bytes that were journalled.

The numbers are the steps of docs/methods/preserve.md, "What verify does".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from answerable.preserve import seal_keys
from answerable.preserve.at_rest import AtRest, Encrypted
from answerable.preserve.blobs import read_blob
from answerable.preserve.case_key import at_rest_in
from answerable.preserve.checkpoint import Checkpoint, origin_of, parse_checkpoint
from answerable.preserve.errors import NotACaseError
from answerable.preserve.layout import Layout
from answerable.preserve.received import read_withheld
from answerable.preserve.settings import parse_settings
from answerable.preserve.signed_note import PublicKey
from answerable.preserve.stamps import TokenJudge
from answerable.preserve.verify_bytes import check_bytes, check_places
from answerable.preserve.verify_journal import Seen, check_journal
from answerable.preserve.verify_seals import (
    ANCHOR,
    Anchored,
    KeptSeal,
    check_kept,
    check_last,
    check_set_aside,
    check_signatures,
    check_unanchored,
)
from answerable.preserve.verify_shelves import check_shelves
from answerable.preserve.verify_stamps import check_stamps
from answerable.terms.check import Check, Outcome
from answerable.terms.digest import digest_bytes
from answerable.terms.errors import AnswerableError, WrongUseError

__all__ = ["ANCHOR", "Elsewhere", "KeptSeal", "verify_case"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is brought to a case from outside its folder: without any of it, nothing in the folder is anchored."""

    seals: Sequence[KeptSeal] = ()
    home: Path | None = None  # where this machine keeps its keys and its last seals
    prints: frozenset[str] = frozenset()  # fingerprints of root certificates of time-stamp authorities
    judge: TokenJudge | None = None


def verify_case(path: Path, elsewhere: Elsewhere | None = None) -> Iterator[Check]:
    """All checks of the case in `path`, as they are made. Raises NotACaseError when there is no journal."""
    elsewhere = elsewhere or Elsewhere()
    plain = Layout(Path(path))
    if not plain.journal.is_dir():
        raise NotACaseError(plain.root, "it holds no journal")
    case_id = _case_id(plain)
    layout, at_rest = at_rest_in(plain.root, case_id, elsewhere.home or seal_keys.home())
    seen = Seen(case_id, withheld=read_withheld(layout))
    own, last, pasts, faults = _this_machine(elsewhere.home, seen.case_id)
    kept = [seal.checkpoint.size for seal in elsewhere.seals]
    seen.wanted = frozenset([*kept, *([last.size] if last is not None else ()), *(past.size for past in pasts)])
    anchored = Anchored()
    yield from check_journal(layout, seen)  # (1) (2), and the notes of (7)
    yield from check_signatures(partial(read_blob, layout, at_rest), seen, own)  # (3)
    yield from faults
    if last is not None:
        yield check_last(seen, last)  # (4)
    yield from check_set_aside(seen, pasts)
    yield from check_kept(seen, elsewhere.seals, anchored)  # (4)
    yield from check_stamps(layout, seen, elsewhere.judge, elsewhere.prints, anchored)  # (5)
    yield from check_unanchored(seen, anchored)
    yield from check_bytes(layout, at_rest, seen)  # (6), and the blobs of (7)
    yield from check_places(layout, seen)  # (7), what nothing covers
    yield _settings(layout, seen)
    if not layout.received.is_dir():  # how a copy lies on the disk is for whoever took it in
        yield from _encryption(at_rest, seen)
    yield from check_shelves(layout, seen.size)  # (8)


def _this_machine(
    home: Path | None, case_id: str | None
) -> tuple[list[PublicKey], Checkpoint | None, list[Checkpoint], list[Check]]:
    """This machine's keys for the case, its last seal, pasts set aside; a check for what cannot be read."""
    if home is None or case_id is None:
        return [], None, [], []
    origin = origin_of(case_id)
    try:
        keys = seal_keys.own_keys(home, origin)
        data = seal_keys.last_sealed(home, origin)
        last = parse_checkpoint(data) if data is not None else None
        pasts = [parse_checkpoint(one) for one in seal_keys.set_aside_sealed(home, origin)]
    except (AnswerableError, OSError, ValueError) as error:
        reason = f"what this machine keeps of its seals cannot be read: {error}"
        return [], None, [], [Check("seal", "the last seal made on this machine", Outcome.NOT_CHECKED, reason)]
    return keys, last, pasts, []


def _settings(layout: Layout, seen: Seen) -> Check:
    what, item = "settings", "case.toml"
    try:
        data = layout.settings.read_bytes()
    except OSError as error:
        return Check(what, item, Outcome.FAILED, f"it cannot be read: {error.strerror}")
    if seen.settings is None:
        return Check(what, item, Outcome.NOT_CHECKED, "the journal does not hold it yet; the next command keeps it")
    if digest_bytes(data) != seen.settings:
        return Check(what, item, Outcome.NOT_CHECKED, "changed since the last command; the next one keeps it as it is")
    return Check(what, item, Outcome.HELD)


def _encryption(at_rest: AtRest, seen: Seen) -> Iterator[Check]:
    """An encrypted case is so from its first entry on, to one recipient."""
    now = at_rest.recipient if isinstance(at_rest, Encrypted) else ""
    if now or seen.recipient:
        reason = "" if now == seen.recipient else "the first entry names another recipient than the folder, or none"
        yield Check("encryption", "recipient", Outcome.FAILED if reason else Outcome.HELD, reason)


def _case_id(layout: Layout) -> str | None:
    """The id in case.toml, None when it cannot be read (which `_settings` or a checkpoint then says)."""
    try:
        return parse_settings(layout.settings.read_text(encoding="utf-8")).id
    except (OSError, UnicodeDecodeError, WrongUseError):
        return None
