"""seal.note: of this bag, of this case, by a key that somebody knows."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from answerable.preserve.bag_errors import BagRefusedError
from answerable.preserve.bag_seal import check_seal, public_pem, seal_bag
from answerable.preserve.signed_note import PublicKey, SealKey, signed
from answerable.terms.check import Outcome
from answerable.terms.digest import digest_bytes

ORIGIN = "answerable.local/" + "ab" * 16
TAG_MANIFEST = b"0" * 64 + b"  bagit.txt\n"
KEY, OTHER = (SealKey(ORIGIN, Ed25519PrivateKey.generate()) for _ in range(2))
NOTE = seal_bag(ORIGIN, TAG_MANIFEST, KEY)


def test_a_known_key_holds():
    assert check_seal(NOTE, ORIGIN, TAG_MANIFEST, [KEY.public], []).outcome is Outcome.HELD


@pytest.mark.parametrize(
    ("named", "word"), [([KEY.public], "only the bag names"), ([OTHER.public], "nobody here knows")]
)
def test_a_key_that_nobody_told_us_is_not_checked(named, word):
    found = check_seal(NOTE, ORIGIN, TAG_MANIFEST, [OTHER.public], named)
    assert (found.outcome, word in found.reason) == (Outcome.NOT_CHECKED, True)


def test_no_note_is_not_checked():
    assert check_seal(None, ORIGIN, TAG_MANIFEST, [KEY.public], []).outcome is Outcome.NOT_CHECKED


REFUSED = {
    "another tag manifest": (seal_bag(ORIGIN, b"other", KEY), "changed since"),
    "another case": (seal_bag(ORIGIN.replace("ab", "cd"), TAG_MANIFEST, KEY), "changed since"),
    "a checkpoint in its place": (signed(f"{ORIGIN}\n3\n{'A' * 43}=\n", [KEY]), "its text is not"),
    "a text that goes on": (
        signed(f"{ORIGIN}\ntagmanifest-sha256.txt\n{digest_bytes(TAG_MANIFEST)}\nx\n", [KEY]),
        "its text is not",
    ),
    "no note at all": (b"x", "blank line"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_the_seal_of_this_bag_refuses_it(name):
    note, reason = REFUSED[name]
    with pytest.raises(BagRefusedError, match=reason):
        check_seal(note, ORIGIN, TAG_MANIFEST, [KEY.public], [])


@pytest.mark.parametrize("where", ["known", "named"])
def test_a_signature_that_does_not_fit_refuses_it_whoever_names_the_key(where):
    from answerable.preserve.signed_note import parse_note

    right, wrong = parse_note(NOTE), parse_note(seal_bag(ORIGIN, b"other", KEY))
    note = (right.body + "\n" + "\n".join(wrong.lines) + "\n").encode()
    keys = {"known": [], "named": []} | {where: [KEY.public]}
    with pytest.raises(BagRefusedError, match="does not fit"):
        check_seal(note, ORIGIN, TAG_MANIFEST, **keys)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_reads_the_key(tmp_path):
    (tmp_path / "key.pem").write_bytes(public_pem(KEY.public))
    command = ["openssl", "pkey", "-pubin", "-in", tmp_path / "key.pem", "-outform", "DER"]
    der = subprocess.run(command, capture_output=True, check=True).stdout
    assert PublicKey(ORIGIN, der[-32:]) == KEY.public
