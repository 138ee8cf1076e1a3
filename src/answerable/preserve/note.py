"""What a line of the journal only commits to: paths, addresses, names, remarks. A note can be erased; a line cannot.

In:   plain values (text, whole numbers, floats, true, false, null, lists, tables with text keys).
Out:  the note's line `{"salt":…,"seq":…,"values":…}`, and the commitment that goes into the entry.
Not:  deciding what must be erased.

The commitment is HMAC-SHA-256 with the 32 bytes of the salt as key over the bytes of `values` exactly as they stand
in the line, so nobody can test a guess at an erased note against the line, and nobody needs our JSON to check one.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from collections.abc import Mapping
from typing import Any

import msgspec
import rfc8785

#: How a text that is not Unicode stands in a note: `{"$bytes": base64}`, the bytes that the file system gave
#: (Python's surrogateescape undone), or `{"$wtf8": base64}` for any other text with lone surrogates.
BYTES, WTF8 = "$bytes", "$wtf8"

_SALT = re.compile(r"[0-9a-f]{64}\Z")


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A note as it stands: `values` are bytes until `read_values` is asked for them."""

    salt: str
    seq: int
    values: msgspec.Raw

    @property
    def commitment(self) -> str:
        return commit(self.salt, self.values)


_decoder = msgspec.json.Decoder(Note)
_sorted = msgspec.json.Encoder(order="sorted")


def commit(salt: str, values: bytes | msgspec.Raw) -> str:
    """The commitment to `values`. `salt` is 64 hexadecimal digits."""
    return hmac.digest(bytes.fromhex(salt), values, "sha256").hex()


def note_values(values: Mapping[str, Any]) -> bytes:
    """`values` as canonical JSON. ValueError for what JSON cannot carry exactly."""
    try:
        return rfc8785.dumps(_plain(values))
    except rfc8785.CanonicalizationError as error:
        raise ValueError(f"this cannot stand in a note: {error}") from error


def struct_values(table: msgspec.Struct) -> bytes:
    """As `note_values`, and quicker, of a struct whose fields are texts, whole numbers below 2**53 and lists of them."""
    try:
        return _sorted.encode(table)  # of these, with ASCII names, the very bytes of RFC 8785
    except UnicodeEncodeError:  # a text that is not Unicode
        return note_values(msgspec.to_builtins(table))


def new_salt() -> str:
    return secrets.token_hex(32)


def encode_note(seq: int, salt: str, values: bytes | msgspec.Raw) -> bytes:
    """The line of a note, without line feed."""
    return b'{"salt":"%b","seq":%d,"values":%b}' % (salt.encode(), seq, values)


def decode_note(line: bytes) -> Note:
    """The note in `line`. ValueError, saying what is wrong, for anything but the exact bytes we would write."""
    try:
        note = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"it is not a note: {error}") from error
    if not _SALT.match(note.salt):
        raise ValueError("its salt is not 32 bytes in hexadecimal")
    if encode_note(note.seq, note.salt, note.values) != line:
        raise ValueError("it is not in canonical form")
    return note


def read_values(values: bytes | msgspec.Raw) -> dict[str, Any]:
    """The values of a note, as they were given. ValueError when they are not a table."""
    try:
        table: dict[str, Any] = msgspec.json.decode(values, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"its values cannot be read: {error}") from error
    return {key: _back(value) for key, value in table.items()} if b'"$' in bytes(values) else table


def text_of(value: str | Mapping[str, str]) -> str:
    """A text of a note, also one that is not Unicode."""
    return value if isinstance(value, str) else str(_back(dict(value)))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() or _is_unicode(value) else _wrapped(value)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str) or key.startswith("$") or not _is_unicode(key):
                raise ValueError(f"{key!r} cannot be a key in a note")
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _wrapped(text: str) -> dict[str, str]:
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = b""
    if raw.decode("utf-8", "surrogateescape") == text:
        return {BYTES: base64.b64encode(raw).decode()}
    return {WTF8: base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()}


def _back(value: Any) -> Any:
    if isinstance(value, dict):
        if len(value) == 1:
            if BYTES in value:
                return _unpacked(value[BYTES]).decode("utf-8", "surrogateescape")
            if WTF8 in value:
                return _unpacked(value[WTF8]).decode("utf-8", "surrogatepass")
        return {key: _back(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_back(item) for item in value]
    return value


def _unpacked(text: Any) -> bytes:
    if not isinstance(text, str):
        raise ValueError(f"base 64 must be a text, not {text!r}")
    return base64.b64decode(text)
