"""A text and who signed it, as a C2SP signed note (https://c2sp.org/signed-note), with Ed25519 (type 0x01).

In:   a text whose lines all end, and keys; or the bytes of a note and the public keys that are known.
Out:  the note; who of the known signed it.
Not:  what the text says (`checkpoint`), nor where keys are kept (`seal_keys`).

A line by a key that is not known is passed over, as the specification asks: a witness may have added it. A bad
signature under the name and id of a known key condemns the whole note.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from answerable.preserve.errors import PreserveError

ED25519 = b"\x01"
MAX_NOTE = 1 << 20  # bytes
MAX_SIGNATURES = 100
_MARK = "— "
_ID_BYTES, _SIGNATURE_BYTES = 4, 64


class BadSignatureError(PreserveError):
    """A note bears the name and id of a known key, but that key did not sign this text."""

    next_step = "Do not rely on this file. Compare it with another copy, and ask whoever gave it to you."

    def __init__(self, key: PublicKey) -> None:
        super().__init__(f"the signature of key {key.id.hex()} ({key.name}) does not fit the text above it")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A name and 32 bytes by which a signature can be checked."""

    name: str
    key: bytes

    def __post_init__(self) -> None:
        if not _is_name(self.name):
            raise ValueError(f"{self.name!r} cannot be the name of a key: no spaces, no plus sign, not empty")
        if len(self.key) != 32:
            raise ValueError(f"an Ed25519 key has 32 bytes, not {len(self.key)}")

    @property
    def id(self) -> bytes:
        """The first 4 bytes of SHA-256 over name, line feed, type and key."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:_ID_BYTES]

    @property
    def text(self) -> str:
        """The key in one line: name, id in hexadecimal, type and key in base 64, joined by plus signs."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.key).decode()}"


class SealKey:
    """A private key under a name. It is never shown: not by `repr`, nor in an error."""

    __slots__ = ("_private", "public")

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self.public = PublicKey(name, private.public_key().public_bytes_raw())
        self._private = private

    def __repr__(self) -> str:
        return f"SealKey({self.public.text})"

    def sign(self, body: str) -> str:
        """One signature line over `body`, without line feed."""
        signature = self._private.sign(body.encode())
        return f"{_MARK}{self.public.name} {base64.b64encode(self.public.id + signature).decode()}"


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text and its signature lines, in their exact form, not yet checked."""

    body: str
    lines: tuple[str, ...]


def parse_public_key(text: str) -> PublicKey:
    """The key in one line `text`. ValueError, saying what is wrong, for anything but its one exact form."""
    name, _, rest = text.partition("+")
    id_, _, encoded = rest.partition("+")
    data = _base64(encoded, "the key")
    if data[:1] != ED25519:
        raise ValueError("its type is not Ed25519 (0x01), the only one this program knows")
    key = PublicKey(name, data[1:])
    if key.id.hex() != id_:
        raise ValueError(f"its id is {id_!r}, but that of this name and key is {key.id.hex()}")
    return key


def signed(body: str, keys: Sequence[SealKey]) -> bytes:
    """`body` as a signed note. ValueError when it is not a text that can be signed, or nobody signs it."""
    wrong = _wrong_body(body)
    if wrong or not keys:
        raise ValueError(wrong or "a note needs at least one key to sign it")
    return (body + "\n" + "".join(f"{key.sign(body)}\n" for key in keys)).encode()


def parse_note(data: bytes) -> SignedNote:
    """The note in `data`. ValueError, saying what is wrong, for anything but the exact form of a signed note."""
    if len(data) > MAX_NOTE:
        raise ValueError(f"it has {len(data):,} bytes, more than a note may have ({MAX_NOTE:,})")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 ({error.reason})") from error
    above, blank, below = text.rpartition("\n\n")  # the last one: a text may hold blank lines, signatures cannot
    if not blank:
        raise ValueError("it has no blank line between a text and its signatures")
    body = above + "\n"
    lines = below.split("\n")
    if lines.pop() or not lines:
        raise ValueError("its last signature line does not end, or there is none")
    if len(lines) > MAX_SIGNATURES:
        raise ValueError(f"it has {len(lines)} signatures, more than {MAX_SIGNATURES}")
    wrong = _wrong_body(body)
    if wrong:
        raise ValueError(wrong)
    for line in lines:
        _parts(line)
    return SignedNote(body, tuple(lines))


def check_note(note: SignedNote, known: Sequence[PublicKey]) -> list[PublicKey]:
    """Who of `known` signed `note`, each once, in the order of the lines.

    Raises BadSignatureError when a line bears name and id of a known key and does not fit.
    """
    by_name = {(key.name, key.id): key for key in known}
    signers: list[PublicKey] = []
    for line in note.lines:
        name, id_, signature = _parts(line)
        key = by_name.get((name, id_))
        if key is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.key).verify(signature, note.body.encode())
        except (InvalidSignature, ValueError) as error:  # ValueError: the key is no point of the curve
            raise BadSignatureError(key) from error
        if key not in signers:
            signers.append(key)
    return signers


def _parts(line: str) -> tuple[str, bytes, bytes]:
    """Name, key id and signature of a signature line. ValueError when it is not one."""
    if not line.startswith(_MARK):
        raise ValueError("what follows the blank line is not a list of signatures")
    name, _, encoded = line.removeprefix(_MARK).partition(" ")
    if not _is_name(name):
        raise ValueError(f"{name!r} cannot be the name of a key")
    data = _base64(encoded, "a signature")
    if len(data) <= _ID_BYTES:
        raise ValueError("a signature is shorter than the id of its key")
    return name, data[:_ID_BYTES], data[_ID_BYTES:]


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(c.isspace() or _is_control(c) for c in name)


def _is_control(character: str) -> bool:
    return character < " " or character == "\x7f"


def _wrong_body(body: str) -> str:
    if not body.endswith("\n"):
        return "the last line of its text does not end"
    if any(_is_control(c) and c != "\n" for c in body):
        return "its text holds a control character"
    return ""


def _base64(text: str, what: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"{what} is not base 64") from error
    if base64.b64encode(data).decode() != text:
        raise ValueError(f"{what} is not in the one exact form of base 64")
    return data
