"""What every Keeper promises to acquire, whether it keeps in memory or in a folder.

A kind of keeper is tested by a class that inherits `KeeperContract` and says how one is made and looked into.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

import pytest
from tests.preserve.building import NOON

from answerable.acquire.capture import Capture
from answerable.acquire.errors import TooLargeError
from answerable.acquire.keeper import Keeper, Kept
from answerable.terms.digest import digest_bytes

TEXT = "桥上的裂缝 — cracks in the bridge".encode()


class Seen(Protocol):
    """A keeper together with what others can see of it."""

    keeper: Keeper

    def captures(self) -> list[Capture]: ...
    def declined(self) -> list[tuple[str, str, str]]: ...
    def read(self, digest: str) -> bytes: ...


def capture_of(kept: Kept, path: str) -> Capture:
    return Capture(
        digest=kept.digest,
        size=kept.size,
        path=path,
        how="fetched",
        at=NOON,
        by="ab" * 16,
        declared_type="text/html",
        address="https://veldonia.example/桥",
        container=digest_bytes(b"outer"),
        claimed_at="2031-01-01",
        facts=(("status", "200"), ("header", "Server: Ærø\udcff")),
    )


class KeeperContract:
    def made(self, tmp_path) -> AbstractContextManager[Seen]:
        raise NotImplementedError

    @pytest.fixture
    def seen(self, tmp_path) -> Iterator[Seen]:
        with self.made(tmp_path) as seen:
            yield seen

    def test_bytes_are_kept_as_they_came(self, seen):
        kept = seen.keeper.keep(io.BytesIO(TEXT), limit=1000)
        seen.keeper.record(capture_of(kept, "a"))
        seen.keeper.commit()
        assert kept == Kept(digest_bytes(TEXT), len(TEXT), new=True)
        assert seen.read(kept.digest) == TEXT

    @pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_500_000])
    def test_any_size_is_kept_whole(self, seen, size):
        data = b"\x00\xffveldonia" * (size // 10 + 1)
        kept = seen.keeper.keep(io.BytesIO(data[:size]), limit=size)
        seen.keeper.record(capture_of(kept, "a"))
        seen.keeper.commit()
        assert (kept.size, seen.read(kept.digest)) == (size, data[:size])

    def test_a_stream_that_gives_little_at_a_time_is_kept_whole(self, seen):
        class Trickle(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                return super().read(7)

        kept = seen.keeper.keep(Trickle(TEXT), limit=1000)
        seen.keeper.record(capture_of(kept, "a"))
        seen.keeper.commit()
        assert seen.read(kept.digest) == TEXT

    @pytest.mark.parametrize("size", [1001, 2_000_000])
    def test_what_is_too_large_is_refused_and_nothing_of_it_stays(self, seen, size):
        with pytest.raises(TooLargeError):
            seen.keeper.keep(io.BytesIO(b"x" * size), limit=size - 1)
        seen.keeper.commit()
        again = seen.keeper.keep(io.BytesIO(b"x" * size), limit=size)
        assert again.new

    def test_the_second_time_bytes_are_not_new(self, seen):
        assert seen.keeper.keep(io.BytesIO(TEXT), limit=1000).new
        assert not seen.keeper.keep(io.BytesIO(TEXT), limit=1000).new

    def test_a_stream_that_breaks_leaves_nothing_behind(self, seen):
        class Broken(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                raise OSError("the stick was pulled out")

        with pytest.raises(OSError, match="pulled out"):
            seen.keeper.keep(Broken(), limit=1000)
        seen.keeper.commit()
        assert seen.captures() == []

    def test_captures_come_back_as_they_were_given_and_in_order(self, seen):
        kept = seen.keeper.keep(io.BytesIO(TEXT), limit=1000)
        given = [capture_of(kept, path) for path in ("b.html", "a.html", "证词.html", "line\nfeed", "\udce9.txt")]
        for capture in given:
            seen.keeper.record(capture)
        seen.keeper.commit()
        assert seen.captures() == given

    def test_nothing_is_there_for_others_before_the_commit(self, seen):
        seen.keeper.record(capture_of(seen.keeper.keep(io.BytesIO(TEXT), limit=1000), "a"))
        seen.keeper.decline("b", "refused", "too deep")
        assert (seen.captures(), seen.declined()) == ([], [])
        seen.keeper.commit()
        assert (len(seen.captures()), seen.declined()) == (1, [("b", "refused", "too deep")])

    def test_a_commit_with_nothing_to_commit_does_nothing(self, seen):
        seen.keeper.commit()
        seen.keeper.commit()
        assert seen.captures() == []

    def test_what_is_not_kept_cannot_be_recorded(self, seen):
        with pytest.raises(ValueError, match="not kept"):
            seen.keeper.record(capture_of(Kept(digest_bytes(b"never seen"), 10, new=True), "a"))

    def test_an_input_is_declined_as_refused_or_skipped_and_not_otherwise(self, seen):
        with pytest.raises(ValueError, match="refused or skipped"):
            seen.keeper.decline("a", "forgotten", "")

    def test_only_the_same_bytes_at_the_same_path_are_known(self, seen):
        kept = seen.keeper.keep(io.BytesIO(TEXT), limit=1000)
        other = seen.keeper.keep(io.BytesIO(b"other"), limit=1000)
        assert not seen.keeper.knows("\udce9.txt", kept.digest)
        seen.keeper.record(capture_of(kept, "\udce9.txt"))
        for committed in (False, True):
            if committed:
                seen.keeper.commit()
            assert seen.keeper.knows("\udce9.txt", kept.digest)
            assert not seen.keeper.knows("b", kept.digest)
            assert not seen.keeper.knows("\udce9.txt", other.digest)
