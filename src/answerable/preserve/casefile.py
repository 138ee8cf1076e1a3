"""A case folder: the door of preserve. Whatever another stage knows of the disk, it knows from here.

In:   a folder.
Out:  `CaseFile`, to read what is in the case; `Writer`, to add to it, one at a time.
Not:  meaning. A case holds bytes, what happened to them, and tables that can be made again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from answerable.acquire.capture import Capture
from answerable.preserve.at_rest import AtRest, Encrypted, LockedError
from answerable.preserve.blobs import Blobs, read_blob
from answerable.preserve.case_key import at_rest_in, make_case_key, private_folder
from answerable.preserve.checkpoint import Checkpoint
from answerable.preserve.durable import sync_folder, write_file
from answerable.preserve.entry import Entry
from answerable.preserve.errors import (
    JournalDamagedError,
    NotACaseError,
    NotEmptyError,
    NotWritableError,
    PreserveError,
)
from answerable.preserve.folder import furnish, is_foreign, read_settings
from answerable.preserve.history import History, count_entries
from answerable.preserve.journal import Journal
from answerable.preserve.known import Known, last_checkpoint, read_known
from answerable.preserve.layout import Layout
from answerable.preserve.lending import Lent, clear_lent
from answerable.preserve.lock import PATIENCE, writing_lock
from answerable.preserve.own_name import own_name
from answerable.preserve.recovery import recover
from answerable.preserve.same_case import require_same_case, require_same_rest
from answerable.preserve.sealing import Signer, accept_loss, home_for, signer_for
from answerable.preserve.settings import CaseSettings, new_settings
from answerable.preserve.shelf import Shelf
from answerable.preserve.signed_note import PublicKey
from answerable.preserve.writer import Writer
from answerable.terms.agent import Agent
from answerable.terms.digest import Digest, digest_bytes
from answerable.terms.errors import WrongUseError
from answerable.terms.moment import Moment, now

__all__ = ["CaseFile", "Writer"]


class CaseFile:
    """One case. Reading needs no lock and sees complete, committed entries."""

    def __init__(self, path: Path, settings: CaseSettings, settings_bytes: bytes) -> None:
        self.path, self.settings = path, settings
        self._settings_bytes = settings_bytes
        self._layout, self._at_rest = at_rest_in(path, settings.id, home_for(path))
        self._history = History(self._layout)
        self._shelves: dict[Path, Shelf] = {}

    @classmethod
    def create(cls, path: Path, *, name: str, question: str | None = None, encrypted: bool = False) -> CaseFile:
        """Make a case in `path`, a new or empty folder, or one that holds nothing but a case.toml already written.

        `encrypted`: its blobs lie there under a key that this machine keeps elsewhere.

        Raises NotEmptyError when other things are there, WrongUseError when it is a case already.
        """
        path, layout = Path(path), Layout(Path(path))
        if layout.journal.is_dir() and layout.settings.is_file():
            raise WrongUseError(f"{path} is a case already", next_step=f"Use it with --case {path}.")
        if path.exists() and (not path.is_dir() or any(is_foreign(p.name) for p in path.iterdir())):
            raise NotEmptyError(path)
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)  # private: a case names people
            if not layout.settings.exists():
                write_file(layout.settings, new_settings(name, question).encode())
            sync_folder(path.resolve().parent)
        except OSError as error:
            raise NotWritableError(path, error) from error
        settings, _ = read_settings(layout)
        if encrypted:
            layout = Layout(path, private_folder(home_for(path), settings.id))
            make_case_key(layout)
        furnish(layout)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> CaseFile:
        """The case in `path`. Raises NotACaseError, or a SettingsError when its case.toml is not as it must be."""
        path, layout = Path(path), Layout(Path(path))
        if not path.is_dir():
            raise NotACaseError(path, "there is no such folder")
        if not layout.settings.is_file():
            raise NotACaseError(path, "it holds no case.toml")
        if not layout.journal.is_dir():
            raise NotACaseError(path, "it holds no journal")
        return cls(path, *read_settings(layout))

    # ------------------------------------------------------------ writing

    @contextmanager
    def writing(
        self,
        *,
        patience: float = PATIENCE,
        clock: Callable[[], Moment] = now,
        new_key: bool = False,
        accepted_loss: str = "",
    ) -> Iterator[Writer]:
        """Add to the case. At the end everything is committed and the journal is sealed.

        Waits up to `patience` seconds for another writer, then raises CaseBusyError. Raises JournalDamagedError, or
        OtherPastError when this machine has sealed another past, having touched nothing. When the block raises, what
        was recorded before is committed all the same; it was true.

        `new_key` changes the seal key. `accepted_loss`, the reason a person gives, is for a past that this machine
        sealed and that is lost: the old key is set aside and another begins.
        """
        layout = self._layout
        self.require_key()
        furnish(layout)
        with writing_lock(layout.lock, case=self.path, patience=patience):
            known = read_known(layout)
            require_same_case(self.settings.id, known)
            require_same_rest(layout, self.recipient, known)
            if accepted_loss:
                accept_loss(self.path, self.settings.id)
            signer = signer_for(self.path, self.settings.id, known)
            clear_lent(layout)
            moved, present = recover(layout, known)
            name = own_name()
            found = self._history.agent_named(name, known.named)
            agent = Agent(found or secrets.token_hex(16))
            journal = Journal(layout, known, agent.id)
            blobs = Blobs(layout, present, self._at_rest)
            blobs.destroy(known.destroyed)  # again, should a killed command have left some
            writer = Writer(journal, blobs, agent, self._captured, self.declined, clock=clock)
            for one in moved:
                writer.append("set-aside", objects=[one.digest], reason=one.reason)
            self._keep_settings(writer, known)
            if found is None:
                writer.append("named", note={"id": agent.id, "name": name})
            signer.introduce(writer, known, accepted_loss)
            if moved:
                writer.commit()
            if new_key:
                signer.change_key(writer)
            writer.sealing = partial(signer.seal, layout, journal)
            try:
                yield writer
            except BaseException as error:
                try:
                    self._finish(writer, journal, signer)
                except PreserveError as second:
                    error.add_note(f"Besides: {second}")
                raise
            self._finish(writer, journal, signer)

    def seal(self, *, new_key: bool = False, accepted_loss: str = "") -> Checkpoint:
        """Seal the journal as it stands, and return the last checkpoint. A server calls this every ten minutes."""
        with self.writing(new_key=new_key, accepted_loss=accepted_loss):
            pass
        checkpoint = self.last_seal()
        if checkpoint is None:
            raise JournalDamagedError(f"{self._layout.seals} holds no checkpoint, though one was just made")
        return checkpoint

    def last_seal(self) -> Checkpoint | None:
        """The last checkpoint of the case, None before its first command has ended."""
        return last_checkpoint(self._layout)

    def seal_key(self) -> PublicKey:
        """The public half of this machine's key for the case."""
        return Signer(home_for(self.path), self.settings.id).key.public

    def _finish(self, writer: Writer, journal: Journal, signer: Signer) -> None:
        try:
            writer.finish()
        finally:
            signer.seal(self._layout, journal)

    def _keep_settings(self, writer: Writer, known: Known) -> None:
        """Keep case.toml, as this command read it, when the journal does not have it like that."""
        digest = digest_bytes(self._settings_bytes)
        if known.settings != digest:
            writer.keep_bytes(self._settings_bytes)
            if known.size == 0:
                writer.append("created", objects=[digest], how=self.recipient or "")
            else:
                writer.append("settings-changed", objects=[digest])

    def _captured(self) -> set[tuple[str, Digest]]:
        return {(capture.path, capture.digest) for capture in self.captures()}

    # ------------------------------------------------------------ reading

    def entries(self) -> Iterator[Entry]:
        """Every complete entry in order. Raises JournalDamagedError at one that cannot be read."""
        return self._history.entries()

    def last_seq(self) -> int:
        """The number of the last entry; -1 when there is none."""
        return count_entries(self._layout) - 1

    def notes(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The number of an entry and the values of its note, for every entry that has one, in order."""
        return self._history.notes()

    def captures(self) -> list[Capture]:
        """Everything that was acquired or seen again, in order."""
        return list(self._history.told().captures)

    def declined(self) -> list[tuple[str, str, str]]:
        """Path, outcome (refused or skipped) and reason of every input that was not kept, in order."""
        return list(self._history.told().declined)

    @property
    def recipient(self) -> str | None:
        """To whom the case is encrypted (`age1…`); None when it is not."""
        return self._at_rest.recipient if isinstance(self._at_rest, Encrypted) else None

    @property
    def layout(self) -> Layout:
        """Where everything of the case lies, for the rest of preserve."""
        return self._layout

    @property
    def at_rest(self) -> AtRest:
        """How the bytes of the case lie on the disk, for the rest of preserve."""
        return self._at_rest

    @property
    def report_path(self) -> Path:
        """Where the report goes unless told otherwise: in the case; of an encrypted one, beside its key."""
        return self._layout.report

    @property
    def private(self) -> Path | None:
        """Of an encrypted case: the folder outside it that holds its key and what is derived from it."""
        return self._layout.private

    def require_key(self) -> None:
        """Raises LockedError when the case is encrypted and its key is not on this machine."""
        if isinstance(self._at_rest, Encrypted) and self._at_rest.identity is None:
            raise LockedError(self._at_rest.place)

    def blob_path(self, digest: Digest) -> Path:
        """Where the bytes of `digest` lie. Reading them there checks nothing; `read_blob` does."""
        return self._layout.blob(digest)

    def read_blob(self, digest: Digest) -> bytes:
        """The bytes of `digest`, hashed again. Raises BytesMissingError, BytesChangedError, LockedError."""
        return read_blob(self._layout, self._at_rest, digest)

    @property
    def lent(self) -> Lent:
        """Bytes handed out as files for other programs to read, checked first."""
        return Lent(self._layout, self._at_rest)

    def kept(self) -> set[Digest]:
        """Bytes that the journal names and that people did not decide to destroy."""
        known = read_known(self._layout)
        return known.claimed - known.destroyed

    def destroyed(self) -> set[Digest]:
        """Bytes that two people decided to destroy."""
        return {digest for entry in self.entries() if entry.act == "destroyed" for digest in entry.objects}

    def shelf(self, stage: str, method: str) -> Shelf:
        """The derived table of `stage` by `method`; the same object every time. Raises LockedError."""
        self.require_key()
        path = self._layout.shelf(stage, method)
        if path not in self._shelves:
            self._shelves[path] = Shelf(path, stage=stage, method=method)
        return self._shelves[path]

    def close_shelves(self) -> None:
        """Let go of every derived table, so that their files may be deleted."""
        for shelf in self._shelves.values():
            shelf.close()
        self._shelves.clear()
