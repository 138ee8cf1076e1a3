"""A bag as one stream: the plainest tar (POSIX ustar, regular files only), which every `tar` unpacks.

In:   paths, sizes and bytes; or a stream.
Out:  the stream; or path, size and bytes of each file in turn.
Not:  anything else that a tar may hold. Links, devices, folders, long names, extensions are refused, not skipped.
"""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator

from answerable.preserve.age import Reads, Writes
from answerable.preserve.at_rest import CHUNK, Hashing
from answerable.preserve.bag_errors import BagRefusedError

BLOCK = 512
MAX_SIZE = 8**11 - 1  # what eleven octal digits can say
_KINDS = {
    b"1": "a hard link",
    b"2": "a symbolic link",
    b"3": "a device",
    b"4": "a device",
    b"5": "a folder, which a bag of ours does not list",
    b"6": "a pipe",
}
_UNPACK = "unpack it with tar and give the folder, if you trust it"


class TarWriter:
    """Files one after the other into a sink."""

    def __init__(self, sink: Writes) -> None:
        self._sink = sink

    def put(self, path: str, size: int, write: Callable[[Writes], None]) -> None:
        """Add a file of `size` bytes, which `write` writes. ValueError when it writes another number of them."""
        info = tarfile.TarInfo(path)
        info.size, info.mode = size, 0o644
        self._sink.write(info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict"))
        counting = Hashing(self._sink)
        write(counting)
        if counting.size != size:
            raise ValueError(f"{path} should have {size} bytes and has {counting.size}")
        self._sink.write(bytes(-size % BLOCK))

    def close(self) -> None:
        """The two empty blocks at the end."""
        self._sink.write(bytes(2 * BLOCK))


class TarMember:
    """One file of the stream, to be read once, before the next is asked for."""

    def __init__(self, stream: Reads, path: str, size: int) -> None:
        self.path, self.size = path, size
        self._stream, self._left = stream, size

    def read(self, size: int = -1, /) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        data = _exactly(self._stream, min(wanted, CHUNK), self.path) if wanted else b""
        self._left -= len(data)
        return data

    def skip_rest(self) -> None:
        while self.read(CHUNK):
            pass
        if any(_exactly(self._stream, -self.size % BLOCK, self.path)):
            raise BagRefusedError(self.path, "the padding behind it holds something")


def read_tar(stream: Reads) -> Iterator[TarMember]:
    """Each file in turn. Raises BagRefusedError for anything but what `TarWriter` writes."""
    while True:
        header = _exactly(stream, BLOCK, "the archive")
        if not any(header):
            break
        member = TarMember(stream, *_header(header))
        yield member
        member.skip_rest()
    if any(_exactly(stream, BLOCK, "the archive")):
        raise BagRefusedError("the archive", "its end is not marked as it must be")
    while rest := stream.read(CHUNK):
        if any(rest):
            raise BagRefusedError("the archive", "something stands behind its end")


def _header(block: bytes) -> tuple[str, int]:
    """Path and size of a header. The block must be, byte for byte, one that says nothing but these two."""
    name = block[:100].rstrip(b"\0").decode("utf-8", "backslashreplace")
    kind = block[156:157]
    if kind in _KINDS:
        raise BagRefusedError(name, f"it is {_KINDS[kind]}; {_UNPACK}")
    if kind not in (b"0", b"\0"):
        raise BagRefusedError(name, f"it is an extension of the tar format ({kind!r}); {_UNPACK}")
    if block[345:500].rstrip(b"\0") or block[157:257].rstrip(b"\0"):
        raise BagRefusedError(name, f"its name is in two parts, or it links elsewhere; {_UNPACK}")
    size = block[124:135]
    if not size.isdigit() or b"8" in size or b"9" in size or block[135:136] not in (b"\0", b" "):
        raise BagRefusedError(name, "its size is not a plain number")
    total = sum(block[:148]) + 8 * 32 + sum(block[156:])
    if block[148:156].strip(b"\0 ").rjust(6, b"0") != b"%06o" % total:
        raise BagRefusedError(name, "its header is damaged")
    if block[257:263] != b"ustar\0":
        raise BagRefusedError(name, f"it is an older or another form of tar; {_UNPACK}")
    return name, int(size, 8)


def _exactly(stream: Reads, size: int, item: str) -> bytes:
    parts: list[bytes] = []
    while size:
        part = stream.read(size)
        if not part:
            raise BagRefusedError(item, "the archive ends too early")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
