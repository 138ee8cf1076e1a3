"""age (https://age-encryption.org/v1): bytes that only the holders of a key can read, here and with the ordinary tool.

In:   streams; `age1…` recipients; `AGE-SECRET-KEY-1…` identities.
Out:  streams.
Not:  where a key is kept (`case_key`), nor what is encrypted (`at_rest`, `bag_places`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyrage

from answerable.preserve.errors import PreserveError
from answerable.terms.errors import WrongUseError

MAX_IDENTITY_FILE = 1 << 20  # bytes
_PIECE, _TAG = 64 << 10, 16  # what is encrypted is cut into pieces, each with a tag behind it
_BEGINNING = (
    4 << 10
)  # header and nonce; what is written for one recipient takes some 400 bytes, of a length left to chance


class Reads(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Writes(Protocol):
    def write(self, data: bytes, /) -> int: ...


class NotForUsError(PreserveError):
    """Encrypted bytes that no key at hand opens."""

    next_step = "Use the identity (AGE-SECRET-KEY-1…) that belongs to one of the recipients it was encrypted to."


class AgeDamagedError(PreserveError):
    """Encrypted bytes that are not as they were written."""

    next_step = "Ask for another copy. Nothing of this one can be relied on."


def new_identity() -> str:
    """A new secret key, `AGE-SECRET-KEY-1…`."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public half, `age1…`, of the secret key `identity`. ValueError when it is not one."""
    return str(_identity(identity).to_public())


def check_recipient(text: str) -> str:
    """`text` as a recipient. WrongUseError when it is not one that any age tool can open a file for."""
    try:
        return str(pyrage.x25519.Recipient.from_str(text))
    except pyrage.RecipientError as error:
        raise WrongUseError(
            f"{text!r} is not a recipient of age",
            next_step="A recipient begins with age1. `age-keygen` makes a key and prints its recipient.",
        ) from error


def read_identities(path: Path) -> list[str]:
    """The secret keys in a file as `age-keygen` writes it: one a line, remarks behind `#`. Raises WrongUseError."""
    try:
        with path.open("rb") as file:
            text = file.read(MAX_IDENTITY_FILE).decode("utf-8")
        found = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        for line in found:
            _identity(line)
    except (OSError, ValueError) as error:
        found = []
        why = error.strerror if isinstance(error, OSError) else "a line of it is no secret key"
        raise WrongUseError(f"{path} holds no identity of age: {why}", next_step=_IDENTITY) from error
    if not found:
        raise WrongUseError(f"{path} holds no identity of age: it has no line with one", next_step=_IDENTITY)
    return found


_IDENTITY = "Give the file that `age-keygen` wrote; a line of it begins with AGE-SECRET-KEY-1."


def most_encrypted(size: int) -> int:
    """The most bytes that `size` of them take once they are encrypted for one recipient."""
    return _BEGINNING + size + (size // _PIECE + 1) * _TAG


def encrypt(source: Reads, sink: Writes, recipients: Sequence[str]) -> None:
    """What `source` holds, encrypted so that each of `recipients` can read it alone.

    An error of `source` or `sink` comes out as it was raised there.
    """
    reading, writing = _Watched(source), _Watched(sink)
    keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    try:
        pyrage.encrypt_io(reading, writing, keys)
    except (pyrage.EncryptError, OSError) as error:
        reading.raise_again()
        writing.raise_again()
        raise PreserveError(f"it cannot be encrypted: {error}") from error


def decrypt(source: Reads, sink: Writes, identities: Sequence[str]) -> None:
    """What `source` holds in clear, into `sink`. What was written is not to be trusted before this has returned.

    Raises NotForUsError, AgeDamagedError, or the error of `source` or `sink` as it was raised there.
    """
    reading, writing = _Watched(source), _Watched(sink)
    keys = [_identity(one) for one in identities]
    try:
        pyrage.decrypt_io(reading, writing, keys)
    except (pyrage.DecryptError, OSError) as error:
        reading.raise_again()
        writing.raise_again()
        if "No matching keys" in str(error):
            raise NotForUsError("it is encrypted, and to none of the keys at hand") from error
        raise AgeDamagedError(f"it cannot be decrypted: {error}") from error


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise ValueError("it is not a secret key of age") from error  # the text is a secret: it is not repeated


class _Watched:
    """A stream that remembers what it raised: the library wraps every error in one of its own."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._raised: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        return bytes(self._watch(self._stream.read, size))

    def write(self, data: bytes) -> int:
        self._watch(self._stream.write, data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def raise_again(self) -> None:
        if self._raised is not None:
            raise self._raised

    def _watch(self, call: Callable[[Any], Any], argument: Any) -> Any:
        try:
            return call(argument)
        except Exception as error:
            self._raised = error
            raise


def is_encrypted(stream: BinaryIO) -> bool:
    """Whether `stream`, at its start, begins as an age file does. It is left at its start."""
    begins = stream.read(len(_MAGIC))
    stream.seek(0)
    return begins == _MAGIC


_MAGIC = b"age-encryption.org/v1\n"
