"""seal.note: the signed note that makes a bag tamper-evident.

In:   the bytes of tagmanifest-sha256.txt, the case's seal key; or a seal.note and the keys that are known.
Out:  the note; a `Check` of who vouches for the bag.
Not:  the files. The tag manifest vouches for the manifests and the tag files, the manifest for the payload.

Without it a bag shows nothing: change a file, make the manifests anew, and every BagIt program finds it valid.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

from answerable.preserve.bag_errors import BagRefusedError
from answerable.preserve.bag_manifest import TAGS
from answerable.preserve.errors import PreserveError
from answerable.preserve.signed_note import PublicKey, SealKey, SignedNote, check_note, parse_note, signed
from answerable.terms.check import Check, Outcome
from answerable.terms.digest import Digest, digest_bytes, is_digest

FILE = "seal.note"
WHAT = "bag"

_PEM_HEAD = bytes.fromhex("302a300506032b6570032100")  # SubjectPublicKeyInfo of an Ed25519 key, before its 32 bytes


def seal_bag(origin: str, tag_manifest: bytes, key: SealKey) -> bytes:
    """The seal.note of a bag. Its three lines: the case, what is signed, the SHA-256 of that."""
    return signed(f"{origin}\n{TAGS}\n{digest_bytes(tag_manifest)}\n", [key])


def check_seal(
    note: bytes | None, origin: str, tag_manifest: bytes, known: Sequence[PublicKey], named: Sequence[PublicKey]
) -> Check:
    """Who vouches for the bag: one of `known`, kept outside it, or only keys that the bag itself `named`.

    Raises BagRefusedError when the note is not of this bag, or a key that is known or named did not sign it.
    """
    if note is None:
        return Check(WHAT, FILE, Outcome.NOT_CHECKED, "there is none: whoever handed the bag on could have remade it")
    parsed = _parsed(note)
    if _sealed(parsed) != (origin, digest_bytes(tag_manifest)):
        raise BagRefusedError(FILE, "it was made of another tag manifest or another case: the bag was changed since")
    try:
        signers = check_note(parsed, known)
        by_itself = check_note(parsed, named)
    except PreserveError as error:
        raise BagRefusedError(FILE, str(error)) from error
    if signers:
        return Check(WHAT, FILE, Outcome.HELD, f"sealed by {signers[0].text}")
    if by_itself:
        reason = f"sealed by a key that only the bag names; ask the sender whether theirs is {by_itself[0].text}"
        return Check(WHAT, FILE, Outcome.NOT_CHECKED, reason)
    return Check(WHAT, FILE, Outcome.NOT_CHECKED, "sealed by a key that nobody here knows, nor the bag's own journal")


def public_pem(key: PublicKey) -> bytes:
    """`key` as openssl reads it."""
    body = base64.b64encode(_PEM_HEAD + key.key).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n".encode()


def _parsed(note: bytes) -> SignedNote:
    try:
        return parse_note(note)
    except ValueError as error:
        raise BagRefusedError(FILE, str(error)) from error


def _sealed(note: SignedNote) -> tuple[str, Digest]:
    lines = note.body.split("\n")
    if len(lines) != 4 or lines[1] != TAGS or not is_digest(lines[2]) or lines[3]:
        raise BagRefusedError(FILE, "its text is not a case, the name of the tag manifest and a digest")
    return lines[0], Digest(lines[2])
