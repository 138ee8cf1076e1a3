"""Taking in a bag: a case again, with the same bytes and the same journal, or nothing at all.

In:   a bag from anybody; where the case shall be; keys and identities that came by another way.
Out:  a case folder that `verify` finds as it found the one the bag was made of; what was checked.
Not:  merging into a case. A bag becomes a case of its own.

The numbers are the steps of docs/methods/bag.md, "How a bag is taken in".
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from answerable.preserve.at_rest import Encrypted, Plain
from answerable.preserve.bag_check import Fitting, check_lists
from answerable.preserve.bag_errors import BagRefusedError, TargetThereError
from answerable.preserve.bag_intake import BagLimits, Intake
from answerable.preserve.bag_seal import check_seal
from answerable.preserve.bag_sources import reading_bag
from answerable.preserve.blobs import Blobs
from answerable.preserve.case_key import KeyThereError, key_file, make_case_key, private_folder
from answerable.preserve.casefile import CaseFile
from answerable.preserve.checkpoint import origin_of
from answerable.preserve.durable import sync_folder, write_file
from answerable.preserve.errors import NotWritableError
from answerable.preserve.layout import Layout
from answerable.preserve.seal_keys import own_keys
from answerable.preserve.sealing import home_for
from answerable.preserve.signed_note import PublicKey, parse_public_key
from answerable.preserve.verify import Elsewhere, verify_case
from answerable.terms.check import Check, Outcome

_RECEIVED = ("bag-info.txt", "seal.note", "tagmanifest-sha256.txt", "withheld.json")


@dataclass(frozen=True, slots=True)
class Taking:
    """How a bag shall be taken in."""

    keys: Sequence[PublicKey] = ()  # of the sender, learnt by another way than the bag came
    identities: Sequence[str] = ()
    encrypted: bool = False
    limits: BagLimits = field(default_factory=BagLimits)


def unbag(source: Path, target: Path, taking: Taking) -> tuple[CaseFile, list[Check]]:
    """Make the case in `target`, a new or empty folder, of the bag at `source`; say what was checked.

    Raises BagRefusedError when the bag is not what it must be: nothing is left then.
    """
    if os.path.lexists(target) and (target.is_symlink() or not target.is_dir() or any(target.iterdir())):
        raise TargetThereError(target)
    home = home_for(target)
    with _staged(target, home, encrypted=taking.encrypted) as stage:
        intake = Intake(stage.layout, Blobs(stage.layout, set(), stage.at_rest), taking.limits)
        with reading_bag(source, taking.identities) as files:
            for file in files:  # (1)
                intake.take(file)
        fitting = check_lists(intake.digests, intake.sizes, intake.held)  # (2) to (5)
        _settle(intake)
        _furnish(stage.layout, intake, fitting)
        layout = stage.named(fitting.settings.id)
        origin = origin_of(fitting.settings.id)
        known = [*taking.keys, *own_keys(home, origin)]
        checks = _verified(layout, home)  # (6)
        checks.append(check_seal(fitting.seal, origin, fitting.tag_manifest, known, _named(layout)))  # (7)
        stage.done(target)
    return CaseFile.open(target), checks


class _Stage:
    """A case that is not yet one: a folder beside the target and, when encrypted, a key under a passing name."""

    def __init__(self, target: Path, home: Path, *, encrypted: bool) -> None:
        mark = secrets.token_hex(8)
        root = target.with_name(f".{target.name}.{mark}")
        self._home = home
        self._private = private_folder(home, f".{mark}") if encrypted else None
        self.layout = Layout(root, self._private)
        root.mkdir(mode=0o700, parents=True)
        for folder in (self.layout.blobs, self.layout.incoming, self.layout.journal, self.layout.received):
            folder.mkdir()
        self.at_rest: Plain | Encrypted = Plain()
        if self._private is not None:
            recipient = make_case_key(self.layout)
            place = key_file(self._private)
            self.at_rest = Encrypted(recipient, place.read_text(encoding="utf-8").strip(), place)

    def named(self, case_id: str) -> Layout:
        """Put the key where the case of this id has it. Raises KeyThereError when there is one."""
        if self._private is not None:
            final = private_folder(self._home, case_id)
            if os.path.lexists(final):
                raise KeyThereError(final)
            self._private.rename(final)
            sync_folder(final.parent)
            self._private = final
        self.layout = Layout(self.layout.root, self._private)
        return self.layout

    def done(self, target: Path) -> None:
        for folder in (*sorted(self.layout.root.rglob("*/")), self.layout.root):
            sync_folder(folder)
        self.layout.root.rename(target)
        sync_folder(target.absolute().parent)

    def undo(self) -> None:
        shutil.rmtree(self.layout.root)
        if self._private is not None:
            shutil.rmtree(self._private)


@contextmanager
def _staged(target: Path, home: Path, *, encrypted: bool) -> Iterator[_Stage]:
    try:
        stage = _Stage(target, home, encrypted=encrypted)
    except OSError as error:
        raise NotWritableError(target, error) from error
    try:
        yield stage
    except BaseException as error:
        stage.undo()
        if isinstance(error, OSError):
            raise NotWritableError(target, error) from error
        raise


def _settle(intake: Intake) -> None:
    for error in intake.blobs.settle().values():
        raise error


def _furnish(layout: Layout, intake: Intake, fitting: Fitting) -> None:
    """Lay the settings and what came with the bag beside the journal."""
    write_file(layout.settings, intake.held["case.toml"])
    for name in _RECEIVED:
        if name in intake.held:
            write_file(layout.received / name, intake.held[name])
    layout.set_aside.mkdir(exist_ok=True)


def _named(layout: Layout) -> list[PublicKey]:
    """The public keys that the bag's own journal names. They show that the bag agrees with itself, and no more."""
    case = CaseFile.open(layout.root)
    digests = [entry.objects[0] for entry in case.entries() if entry.act == "key-changed" and entry.objects]
    held = [digest for digest in digests if layout.blob(digest).is_file()]
    try:
        return [parse_public_key(case.read_blob(digest).decode("utf-8").removesuffix("\n")) for digest in held]
    except ValueError as error:
        raise BagRefusedError("journal", f"an entry names a seal key that is none: {error}") from error


def _verified(layout: Layout, home: Path) -> list[Check]:
    checks = list(verify_case(layout.root, Elsewhere(home=home)))
    for check in checks:
        if check.outcome is Outcome.FAILED:
            raise BagRefusedError(f"{check.what} {check.item}", check.reason)
    return checks
