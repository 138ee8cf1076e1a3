"""What a time-stamp authority is asked (RFC 3161, TimeStampReq), in the one form that this program asks it.

In:   a SHA-256 digest and a nonce of 8 bytes; or the bytes of a query that was kept.
Out:  the query, with the certificate asked for and no policy demanded; digest and nonce back from it.
Not:  queries that others made. One exact form needs no parser that could be fooled.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

_NONCE = 8
#: SEQUENCE of version 1 and the imprint: SHA-256 (2.16.840.1.101.3.4.2.1) with NULL, then 32 bytes.
_BEFORE = bytes.fromhex("3043 020101 3031 300d 0609608648016503040201 0500 0420")
_NONCE_TAG = bytes.fromhex("0208")
_CERTIFICATE_PLEASE = bytes.fromhex("0101ff")


@dataclass(frozen=True, slots=True)
class StampQuery:
    """What was asked for: a time-stamp of these 32 bytes, repeating this nonce."""

    digest: bytes
    nonce: int

    def __post_init__(self) -> None:
        if len(self.digest) != 32 or not 1 << 56 <= self.nonce < 1 << 63:
            raise ValueError("a query has a digest of 32 bytes and a nonce that fills 8 bytes without a sign")

    @property
    def der(self) -> bytes:
        """The query as it is sent and kept."""
        return _BEFORE + self.digest + _NONCE_TAG + self.nonce.to_bytes(_NONCE, "big") + _CERTIFICATE_PLEASE


def new_query(digest: bytes) -> StampQuery:
    """A query with a random nonce."""
    return StampQuery(digest, (1 << 56) + secrets.randbelow((1 << 63) - (1 << 56)))


def parse_query(data: bytes) -> StampQuery:
    """The query in `data`. ValueError for anything but the one form."""
    at = len(_BEFORE)
    nonce = data[at + 32 + len(_NONCE_TAG) : -len(_CERTIFICATE_PLEASE)]
    if len(nonce) != _NONCE:
        raise ValueError("it is not a query of this program")
    query = StampQuery(data[at : at + 32], int.from_bytes(nonce, "big"))
    if query.der != data:
        raise ValueError("it is not a query of this program")
    return query
