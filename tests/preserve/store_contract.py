"""What every store of bytes and every journal promises a `Writer`, whether in memory or in a folder.

A kind of store is tested by a class that inherits a contract and says how one is made.
"""

from __future__ import annotations

import io

import pytest
from tests.preserve.building import GENEROUS, NOON

from answerable.acquire.errors import TooLargeError
from answerable.preserve.errors import BytesChangedError, BytesMissingError, DestroyedError
from answerable.preserve.journal import Fact
from answerable.preserve.stores import BlobStore, JournalStore
from answerable.terms.digest import digest_bytes

TEXT = "桥上的裂缝".encode()
DIGEST = digest_bytes(TEXT)


class BlobContract:
    def made(self, tmp_path) -> BlobStore:
        raise NotImplementedError

    def spoil(self, store: BlobStore, digest: str) -> None:
        """Change the stored bytes behind the store's back."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, tmp_path) -> BlobStore:
        return self.made(tmp_path)

    def keep(self, store, data=TEXT):
        kept = store.keep(io.BytesIO(data), limit=GENEROUS)
        assert store.settle() == {}
        return kept

    @pytest.mark.parametrize("size", [0, 1, 1 << 20, (1 << 20) + 1, 2_500_000])
    def test_what_is_settled_is_read_whole(self, store, size):
        data = (b"\x00\xffveldonia" * (size // 10 + 1))[:size]
        kept = self.keep(store, data)
        assert (kept.size, kept.new, store.read(kept.digest)) == (size, True, data)

    def test_the_same_bytes_are_new_once(self, store):
        assert self.keep(store).new
        assert not self.keep(store).new
        assert store.present == {DIGEST}

    def test_too_much_is_refused_and_nothing_of_it_is_present(self, store):
        with pytest.raises(TooLargeError):
            store.keep(io.BytesIO(TEXT), limit=3)
        assert (store.settle(), store.present) == ({}, set())

    def test_what_is_not_there_is_missing(self, store):
        assert not store.holds(DIGEST)
        with pytest.raises(BytesMissingError):
            store.read(DIGEST)

    def test_damaged_bytes_are_never_served_and_make_way_for_the_same_ones(self, store):
        self.keep(store)
        self.spoil(store, DIGEST)
        fresh = self.again(store)
        with pytest.raises(BytesChangedError):
            fresh.read(DIGEST)
        assert not fresh.holds(DIGEST)
        assert list(fresh.moved_aside) == [DIGEST]
        assert self.keep(fresh).new
        assert fresh.read(DIGEST) == TEXT

    def again(self, store: BlobStore) -> BlobStore:
        """The same store as the next command finds it: nothing is remembered as sound."""
        return store

    def test_destroyed_bytes_are_gone_and_not_kept_again(self, store):
        self.keep(store)
        store.destroy([DIGEST])
        with pytest.raises(BytesMissingError):
            store.read(DIGEST)
        with pytest.raises(DestroyedError):
            store.keep(io.BytesIO(TEXT), limit=GENEROUS)
        assert (DIGEST in store.present, store.destroyed) == (False, {DIGEST})

    def test_destroying_what_is_gone_already_is_no_error(self, store):
        store.destroy([DIGEST])
        assert store.destroyed == {DIGEST}


class JournalContract:
    def made(self, tmp_path) -> JournalStore:
        raise NotImplementedError

    def lines(self, journal: JournalStore) -> list[bytes]:
        raise NotImplementedError

    @pytest.fixture
    def journal(self, tmp_path) -> JournalStore:
        return self.made(tmp_path)

    def test_lines_are_numbered_and_chained_across_batches(self, journal):
        from answerable.preserve.entry import decode_entry, line_digest

        journal.append([Fact("ran", NOON), Fact("ran", NOON, values=b"{}")])
        journal.append([Fact("ran", NOON)] * 300)
        lines = self.lines(journal)
        entries = [decode_entry(line) for line in lines]
        assert [e.seq for e in entries] == list(range(302))
        assert [e.prev for e in entries[1:]] == [line_digest(line) for line in lines[:-1]]
        assert (journal.known.size, journal.known.prev) == (302, line_digest(lines[-1]))

    def test_what_a_line_claims_is_known_at_once(self, journal):
        journal.append([Fact("acquired", NOON, (DIGEST,), values=b"{}")])
        assert journal.known.claimed == {DIGEST}
        journal.append([Fact("destroyed", NOON, (DIGEST,))])
        assert journal.known.destroyed == {DIGEST}

    def test_what_is_only_withheld_or_set_aside_is_not_claimed(self, journal):
        journal.append([Fact("exported", NOON, (DIGEST,)), Fact("set-aside", NOON, (DIGEST,), reason="unclaimed")])
        assert (journal.known.claimed, journal.known.set_aside) == (set(), {DIGEST})

    def test_a_line_that_says_what_it_must_not_is_not_written(self, journal):
        with pytest.raises(ValueError, match="list of acts"):
            journal.append([Fact("ran", NOON), Fact("forgotten", NOON)])
        assert self.lines(journal) == []
