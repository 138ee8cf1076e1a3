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

from answerable.preserve.bag_errors import BagRefusedError, TargetThereError
from answerable.preserve.bag_intake import BagLimits
from answerable.preserve.bag_taking import Judge, TakeIn, Taker
from answerable.preserve.case_key import KeyThereError, key_file, make_case_key, private_folder
from answerable.preserve.casefile import CaseFile
from answerable.preserve.durable import sync_folder
from answerable.preserve.errors import NotWritableError
from answerable.preserve.layout import Layout
from answerable.preserve.sealing import home_for
from answerable.preserve.settings import is_case_id
from answerable.preserve.signed_note import PublicKey
from answerable.terms.check import Check


@dataclass(frozen=True, slots=True)
class Taking:
    """How a bag shall be taken in."""

    keys: Sequence[PublicKey] = ()  # of the sender, learnt by another way than the bag came
    identities: Sequence[str] = ()
    encrypted: bool = False
    limits: BagLimits = field(default_factory=BagLimits)


def unbag(source: Path, target: Path, taking: Taking, taker: Taker) -> tuple[CaseFile, list[Check]]:
    """Make the case in `target`, a new or empty folder, of the bag at `source`; say what was checked.

    `taker` is who handles the stranger's bytes. Raises BagRefusedError when the bag is not what it must be: nothing is
    left then.
    """
    if os.path.lexists(target) and (target.is_symlink() or not target.is_dir() or any(target.iterdir())):
        raise TargetThereError(target)
    home = home_for(target)
    with _staged(target, home, encrypted=taking.encrypted) as stage:
        filled = taker.take_in(stage.to_take_in(source, taking))  # (1) to (5)
        if not is_case_id(filled.case_id):
            raise BagRefusedError("case.toml", "its id is none")
        stage.named(filled.case_id)
        order = Judge(_whole(stage.layout.root), _whole(home), tuple(taking.keys), filled)
        checks = taker.judge(order)  # (6), (7)
        stage.done(target)
    return CaseFile.open(target), checks


def _whole(path: Path) -> bytes:
    """`path` from the root of the file system on, as bytes: orders are carried out from another folder."""
    return os.fsencode(path.absolute())


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
        self._key: tuple[str, str, bytes] | None = None
        if self._private is not None:
            recipient = make_case_key(self.layout)
            place = key_file(self._private)
            self._key = recipient, place.read_text(encoding="utf-8").strip(), _whole(place)

    def to_take_in(self, source: Path, taking: Taking) -> TakeIn:
        private = None if self._private is None else _whole(self._private)
        identities = tuple(taking.identities)
        return TakeIn(_whole(source), _whole(self.layout.root), private, self._key, identities, taking.limits)

    def named(self, case_id: str) -> None:
        """Put the key where the case of this id has it. Raises KeyThereError when there is one."""
        if self._private is not None:
            final = private_folder(self._home, case_id)
            if os.path.lexists(final):
                raise KeyThereError(final)
            self._private.rename(final)
            sync_folder(final.parent)
            self._private = final
        self.layout = Layout(self.layout.root, self._private)

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
