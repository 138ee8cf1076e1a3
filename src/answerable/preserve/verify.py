"""Read every byte of a case again and say of each thing whether it held, failed, or could not be checked.

In:   a case folder, as anybody may have left it.
Out:  a `Check` per file of the journal, per checkpoint, per blob, and per fault; nothing stops it.
Not:  writing, mending, contacting anyone. Nor what the proof does not show: who wrote a document, or whether it is
      true. Held means: these are the bytes that were journalled.

The numbers are the steps of docs/methods/preserve.md, "What verify does". Signatures (3) and time-stamps (5) do not
exist in this release, so nothing outside this disk vouches for the journal: that is "not checked", with `what` set
to `ANCHOR`, never "held".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from answerable.preserve.at_rest import AtRest, Encrypted
from answerable.preserve.case_key import at_rest_in
from answerable.preserve.errors import NotACaseError
from answerable.preserve.layout import Layout
from answerable.preserve.received import read_withheld
from answerable.preserve.seal_keys import home
from answerable.preserve.settings import parse_settings
from answerable.preserve.verify_bytes import check_bytes, check_places
from answerable.preserve.verify_journal import Seen, check_journal
from answerable.preserve.verify_shelves import check_shelves
from answerable.terms.check import Check, Outcome
from answerable.terms.digest import digest_bytes
from answerable.terms.errors import WrongUseError

ANCHOR = "anchor"


def verify_case(path: Path) -> Iterator[Check]:
    """All checks of the case in `path`, as they are made. Raises NotACaseError when there is no journal."""
    plain = Layout(Path(path))
    if not plain.journal.is_dir():
        raise NotACaseError(plain.root, "it holds no journal")
    case_id = _case_id(plain)
    layout, at_rest = at_rest_in(plain.root, case_id, home())
    seen = Seen(case_id, withheld=read_withheld(layout))
    yield from check_journal(layout, seen)  # (1) (2) (4), and the notes of (7)
    yield from _anchors(seen)  # (3) (5)
    yield from check_bytes(layout, at_rest, seen)  # (6), and the blobs of (7)
    yield from check_places(layout, seen)  # (7), what nothing covers
    yield _settings(layout, seen)
    yield from _encryption(at_rest, seen)
    yield from check_shelves(layout, seen.size)  # (8)


def _anchors(seen: Seen) -> Iterator[Check]:
    """What is not there to be checked. Whoever holds the disk could have rebuilt the whole journal."""
    item = f"entries 0–{seen.size - 1}" if seen.size else "the journal"
    for missing in ("signed", "time-stamped", "witnessed"):
        reason = f"unanchored: no checkpoint is {missing}, so nothing outside this folder vouches for it"
        yield Check(ANCHOR, item, Outcome.NOT_CHECKED, reason)


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
