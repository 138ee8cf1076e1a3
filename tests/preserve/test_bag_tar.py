"""The tar of a bag: any tar reads ours; we read ours and nothing else."""

from __future__ import annotations

import io
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.preserve.bag_errors import BagRefusedError
from answerable.preserve.bag_tar import TarMember, TarWriter, read_tar

NAMES = st.from_regex(r"[a-z]{1,8}(/[a-z0-9.]{1,8}){0,3}", fullmatch=True)


def written(files: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    writer = TarWriter(sink)
    for path, data in files.items():
        writer.put(path, len(data), lambda to, data=data: to.write(data))
    writer.close()
    return sink.getvalue()


def read(data: bytes) -> dict[str, bytes]:
    return {member.path: whole(member, 100) for member in read_tar(io.BytesIO(data))}


def whole(member: TarMember, step: int) -> bytes:
    return b"".join(iter(lambda: member.read(step), b""))


@settings(deadline=None)
@given(st.dictionaries(NAMES, st.binary(max_size=1500), max_size=6))
def test_we_read_what_we_write(files):
    assert read(written(files)) == files


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(NAMES, st.binary(max_size=1500), max_size=6))
def test_another_program_reads_the_same(files):
    with tarfile.open(fileobj=io.BytesIO(written(files))) as archive:
        assert {m.name: archive.extractfile(m).read() for m in archive.getmembers()} == files


def test_a_member_that_is_not_read_is_passed_over():
    data = written({"a": b"1" * 3000, "b": b"2"})
    assert [member.path for member in read_tar(io.BytesIO(data))] == ["a", "b"]


def test_a_stream_that_gives_little_at_a_time_is_read_whole():
    class Trickle(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(7, size) if size and size > 0 else 7)

    members = {m.path: whole(m, 5) for m in read_tar(Trickle(written({"a": b"x" * 600})))}
    assert members == {"a": b"x" * 600}


def test_whoever_writes_another_size_than_it_said_is_stopped():
    with pytest.raises(ValueError, match="should have 3 bytes"):
        TarWriter(io.BytesIO()).put("a", 3, lambda to: to.write(b"four"))


def made(
    kind: bytes = tarfile.REGTYPE, *, name: str = "data/a", link: str = "", format: int = tarfile.USTAR_FORMAT
) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=format) as archive:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, link
        archive.addfile(info)
    return sink.getvalue()


HOSTILE = {
    "a symbolic link": (made(tarfile.SYMTYPE, link="/etc/passwd"), "symbolic link"),
    "a hard link": (made(tarfile.LNKTYPE, link="case.toml"), "hard link"),
    "a character device": (made(tarfile.CHRTYPE), "device"),
    "a block device": (made(tarfile.BLKTYPE), "device"),
    "a pipe": (made(tarfile.FIFOTYPE), "pipe"),
    "a folder": (made(tarfile.DIRTYPE), "folder"),
    "a name longer than its field": (made(name="a/" * 60 + "b", format=tarfile.GNU_FORMAT), "extension|two parts"),
    "a name in an extended header": (made(name="证词", format=tarfile.PAX_FORMAT), "extension"),
    "a name in two parts": (made(name="a" * 60 + "/" + "b" * 60), "two parts"),
    "a header with a flipped bit": (bytes([made()[0] ^ 1]) + made()[1:], "damaged"),
    "an older form": (made(format=tarfile.GNU_FORMAT), "older or another form"),
    "an end that comes too early": (written({"a": b"x" * 2000})[:1500], "too early"),
    "no end at all": (written({"a": b"x"})[:1024], "too early"),
    "half an end": (written({"a": b"x"})[:-512], "too early"),
    "something behind the end": (written({}) + b"x" * 512, "behind its end"),
    "a second archive behind the end": (written({}) + written({"b": b"2"}), "behind its end"),
    "something in the padding": (written({"a": b"x"}).replace(b"x\0", b"xy", 1), "padding"),
    "nothing": (b"", "too early"),
    "something else": (b"\x1f\x8b" * 600, "."),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_we_would_not_write_is_refused_with_its_reason(name):
    data, reason = HOSTILE[name]
    with pytest.raises(BagRefusedError, match=reason):
        read(data)


def test_a_size_in_base_256_is_refused():
    block = bytearray(made()[:512])
    block[124:136] = b"\x80" + bytes(10) + b"\x01"
    block[148:156] = b"%06o\0 " % (sum(block[:148]) + 256 + sum(block[156:]))
    with pytest.raises(BagRefusedError, match="plain number"):
        read(bytes(block) + bytes(1024))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_change_of_the_bytes_is_read_or_refused_and_never_breaks_the_reader(data):
    spoilt = bytearray(written({"data/a": b"abc", "data/b": b""}))
    for _ in range(data.draw(st.integers(1, 3))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read(bytes(spoilt))
    except BagRefusedError:
        return
    assert list(map(len, found.values())) == [3, 0]  # only what the manifests vouch for can be other: bytes and names
