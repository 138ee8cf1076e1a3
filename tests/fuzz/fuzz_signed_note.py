"""A signed note and a public key in one line: their exact form or a ValueError; no signature fits but one that was made."""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from answerable.preserve.signed_note import (
    BadSignatureError,
    SealKey,
    check_note,
    parse_note,
    parse_public_key,
    signed,
)

_KEYS = [SealKey(f"office.example/{n}", Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32)) for n in (1, 2)]
_BODY = "answerable.local/" + "0" * 32 + "\n12\n" + "A" * 43 + "=\n"
_SIGNED = {_BODY, "words\n\nmore words\n"}


def seeds() -> Iterator[bytes]:
    yield signed(_BODY, _KEYS[:1])
    yield signed(_BODY, _KEYS)
    yield signed("words\n\nmore words\n", _KEYS)
    yield _KEYS[0].public.text.encode()


def check(data: bytes) -> None:
    try:
        note = parse_note(data)
    except ValueError:
        note = None
    if note is not None:
        assert (note.body + "\n" + "".join(f"{line}\n" for line in note.lines)).encode() == data
        try:
            fitting = check_note(note, [key.public for key in _KEYS])
        except BadSignatureError:
            fitting = []
        assert not fitting or note.body in _SIGNED, "a text that nobody signed"
    try:
        key = parse_public_key(data.decode("utf-8", "replace"))
    except ValueError:
        return
    assert key.text.encode() == data
