"""What is done with a stranger's bag before anybody relies on it: taking it in, and judging what came.

In:   orders in plain values, so that they can be carried out in another process.
Out:  a folder filled with what the bag holds; whether lists, journal and seal hold.
Not:  a case. `unbag` makes one of the folder once both have ended well.

The numbers are the steps of docs/methods/bag.md, "How a bag is taken in".
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

import msgspec

from answerable.preserve.at_rest import Encrypted, Plain
from answerable.preserve.bag_check import check_lists
from answerable.preserve.bag_errors import BagRefusedError
from answerable.preserve.bag_intake import BagLimits, Intake
from answerable.preserve.bag_seal import check_seal
from answerable.preserve.bag_sources import reading_bag
from answerable.preserve.blobs import Blobs
from answerable.preserve.casefile import CaseFile
from answerable.preserve.checkpoint import origin_of
from answerable.preserve.durable import write_file
from answerable.preserve.layout import Layout
from answerable.preserve.seal_keys import own_keys
from answerable.preserve.signed_note import PublicKey, parse_public_key
from answerable.preserve.verify import Elsewhere, verify_case
from answerable.terms.check import Check, Outcome

_RECEIVED = ("bag-info.txt", "seal.note", "tagmanifest-sha256.txt", "withheld.json")


class TakeIn(msgspec.Struct, frozen=True, tag="take in"):
    """Fill the folder `root` with the bag at `source`. `key` is recipient, identity and its place, of an encrypted case."""

    source: bytes
    root: bytes
    private: bytes | None
    key: tuple[str, str, bytes] | None
    identities: tuple[str, ...]
    limits: BagLimits


class Filled(msgspec.Struct, frozen=True, tag="filled"):
    """What the lists of a bag say of it, once they fit."""

    case_id: str
    tag_manifest: bytes
    seal: bytes | None


class Judge(msgspec.Struct, frozen=True, tag="judge"):
    """Verify the case in `root` and the bag's seal. `keys` are the sender's, learnt by another way."""

    root: bytes
    home: bytes
    keys: tuple[PublicKey, ...]
    filled: Filled


class Taker(Protocol):
    """Carries orders out. Raises what they raise: BagRefusedError, WrongUseError, PreserveError, OSError."""

    def take_in(self, order: TakeIn) -> Filled:
        """As the function of that name."""

    def judge(self, order: Judge) -> list[Check]:
        """As the function of that name."""


class InProcessTaker:
    """Carries them out here: for tests and notebooks. A stranger's bag goes to `outside/sandbox_bag.py`."""

    def take_in(self, order: TakeIn) -> Filled:
        """As `Taker.take_in`."""
        return take_in(order)

    def judge(self, order: Judge) -> list[Check]:
        """As `Taker.judge`."""
        return judge(order)


def take_in(order: TakeIn) -> Filled:
    """Steps 1 to 5: every file where it belongs, and the lists fit."""
    private = None if order.private is None else Path(os.fsdecode(order.private))
    layout = Layout(Path(os.fsdecode(order.root)), private)
    at_rest: Plain | Encrypted = Plain()
    if order.key is not None:
        recipient, identity, place = order.key
        at_rest = Encrypted(recipient, identity, Path(os.fsdecode(place)))
    intake = Intake(layout, Blobs(layout, set(), at_rest), order.limits)
    with reading_bag(Path(os.fsdecode(order.source)), order.identities) as files:
        for file in files:  # (1)
            intake.take(file)
    fitting = check_lists(intake.digests, intake.sizes, intake.held)  # (2) to (5)
    for error in intake.blobs.settle().values():
        raise error
    _furnish(layout, intake)
    return Filled(fitting.settings.id, fitting.tag_manifest, fitting.seal)


def judge(order: Judge) -> list[Check]:
    """Steps 6 and 7: the journal is verified, and the seal is the bag's."""
    root, home = Path(os.fsdecode(order.root)), Path(os.fsdecode(order.home))
    origin = origin_of(order.filled.case_id)
    checks = list(verify_case(root, Elsewhere(home=home)))  # (6)
    for check in checks:
        if check.outcome is Outcome.FAILED:
            raise BagRefusedError(f"{check.what} {check.item}", check.reason)
    known = [*order.keys, *own_keys(home, origin)]
    checks.append(check_seal(order.filled.seal, origin, order.filled.tag_manifest, known, _named(root)))  # (7)
    return checks


def _furnish(layout: Layout, intake: Intake) -> None:
    """Lay the settings and what came with the bag beside the journal."""
    write_file(layout.settings, intake.held["case.toml"])
    for name in _RECEIVED:
        if name in intake.held:
            write_file(layout.received / name, intake.held[name])
    layout.set_aside.mkdir(exist_ok=True)


def _named(root: Path) -> list[PublicKey]:
    """The public keys that the bag's own journal names. They show that the bag agrees with itself, and no more."""
    case = CaseFile.open(root)
    digests = [entry.objects[0] for entry in case.entries() if entry.act == "key-changed" and entry.objects]
    held = [digest for digest in digests if case.blob_path(digest).is_file()]
    try:
        return [parse_public_key(case.read_blob(digest).decode("utf-8").removesuffix("\n")) for digest in held]
    except ValueError as error:
        raise BagRefusedError("journal", f"an entry names a seal key that is none: {error}") from error
