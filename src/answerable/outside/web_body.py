"""The body of an answer, unpacked, within size and time.

In:   an answer whose header has come.
Out:  its body in a temporary file, open at its start.
Not:  any packing but gzip, which is all we ask for.
"""

from __future__ import annotations

import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

import httpcore

from answerable.acquire.fetching import FetchError

BODY_BYTES = 200 << 20
_PIECE = 1 << 20


def body_of(response: httpcore.Response, encoding: str, deadline: float, limit: int) -> BinaryIO:
    """The body with its content encoding undone. Raises FetchError beyond `limit` bytes, packed or unpacked."""
    out = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=4 * _PIECE))  # noqa: SIM115 (handed on open)
    size = 0
    try:
        for chunk in _decoded(_timed(response, deadline, limit), encoding):
            size += len(chunk)
            if size > limit:
                raise FetchError(f"larger than {limit:,} bytes when unpacked")
            out.write(chunk)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return out


def _timed(response: httpcore.Response, deadline: float, limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_stream():
        size += len(chunk)
        if size > limit:
            raise FetchError(f"larger than {limit:,} bytes")
        if time.monotonic() > deadline:
            raise FetchError("it took too long; the server sends a little at a time")
        yield chunk


def _decoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """`chunks` with gzip undone, a megabyte at a time, so that a bomb is met by the size limit."""
    if encoding.strip().lower() in ("", "identity"):
        yield from chunks
        return
    if encoding.strip().lower() not in ("gzip", "x-gzip"):
        raise FetchError(f"the server packed the page as {encoding!r}, which was not asked for")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for chunk in chunks:
            yield unpacker.decompress(chunk, _PIECE)
            while unpacker.unconsumed_tail:
                yield unpacker.decompress(unpacker.unconsumed_tail, _PIECE)
        yield unpacker.flush()
    except zlib.error as error:
        raise FetchError(f"the page is packed wrongly: {error}") from error
    if not unpacker.eof:
        raise FetchError("the page is packed wrongly: it ends before its packing does")
