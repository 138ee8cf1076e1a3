"""One contract, three stores of bytes and two journals."""

from __future__ import annotations

from pathlib import Path

from tests.preserve.store_contract import BlobContract, JournalContract

from answerable.preserve.age import new_identity, recipient_of
from answerable.preserve.at_rest import Encrypted
from answerable.preserve.blobs import Blobs
from answerable.preserve.journal import Journal
from answerable.preserve.known import Known
from answerable.preserve.layout import Layout
from answerable.preserve.memory import MemoryBlobs, MemoryJournal


class TestBlobsInMemory(BlobContract):
    def made(self, tmp_path):
        return MemoryBlobs()

    def spoil(self, store, digest):
        store.held[digest] += b"!"


class TestBlobsInAFolder(BlobContract):
    at_rest = None

    def made(self, tmp_path):
        layout = Layout(tmp_path, tmp_path / "private" if self.at_rest else None)
        for folder in (layout.incoming, layout.set_aside):
            folder.mkdir(parents=True)
        return Blobs(layout, set(), self.at_rest) if self.at_rest else Blobs(layout, set())

    def spoil(self, store, digest):
        path = store.layout.blob(digest)
        path.chmod(0o600)
        path.write_bytes(path.read_bytes() + b"!")

    def again(self, store):
        return Blobs(store.layout, set(store.present), store.at_rest)


KEY = new_identity()


class TestEncryptedBlobsInAFolder(TestBlobsInAFolder):
    at_rest = Encrypted(recipient_of(KEY), KEY, Path("key"))


class TestJournalInMemory(JournalContract):
    def made(self, tmp_path):
        return MemoryJournal("ab" * 16)

    def lines(self, journal):
        return journal.lines


class TestJournalInAFolder(JournalContract):
    def made(self, tmp_path):
        layout = Layout(tmp_path)
        for folder in (layout.entries, layout.notes):
            folder.mkdir(parents=True)
        return Journal(layout, Known(), "ab" * 16)

    def lines(self, journal):
        return [line for p in sorted(journal.layout.entries.iterdir()) for line in p.read_bytes().splitlines()]
