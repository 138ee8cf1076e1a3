"""Signed notes against the published example, against broken ones, and against other keys."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from answerable.preserve.signed_note import (
    BadSignatureError,
    PublicKey,
    SealKey,
    check_note,
    parse_note,
    parse_public_key,
    signed,
)

#: The example of the Go implementation that the C2SP specification grew from: public key, its secret, a note.
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_SECRET = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
PUBLISHED_BODY = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PUBLISHED_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)


def key(name: str = "answerable.local/00ff", seed: int = 1) -> SealKey:
    return SealKey(name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


def test_the_published_note_is_read_checked_and_made_again():
    public = parse_public_key(PUBLISHED_KEY)
    secret = SealKey("PeterNeumann", Ed25519PrivateKey.from_private_bytes(PUBLISHED_SECRET))
    data = f"{PUBLISHED_BODY}\n{PUBLISHED_LINE}\n".encode()
    note = parse_note(data)
    assert (note.body, note.lines) == (PUBLISHED_BODY, (PUBLISHED_LINE,))
    assert check_note(note, [public]) == [public]
    assert (public.text, secret.public) == (PUBLISHED_KEY, public)
    assert signed(PUBLISHED_BODY, [secret]) == data


def test_a_note_tells_who_of_the_known_signed_it_and_passes_over_the_rest():
    asha, bo, stranger = key(seed=1), key(seed=2), key("witness.example", 3)
    note = parse_note(signed("裂缝\n", [stranger, bo, asha]))
    assert check_note(note, [asha.public, bo.public]) == [bo.public, asha.public]
    assert check_note(note, [key(seed=4).public]) == []
    doubled = parse_note(signed("x\n", [asha, asha]))
    assert check_note(doubled, [asha.public]) == [asha.public]


def test_sixteen_signatures_are_accepted_and_a_hundred_and_one_are_not():
    keys = [key(f"witness{n}.example", n + 1) for n in range(16)]
    note = parse_note(signed("x\n", keys))
    assert len(check_note(note, [k.public for k in keys])) == 16
    with pytest.raises(ValueError, match="more than 100"):
        parse_note(signed("x\n", keys * 7))


def test_a_bad_signature_by_a_known_key_condemns_the_note_even_beside_a_good_one():
    asha, bo = key(seed=1), key(seed=2)
    forged = parse_note(f"x\n\n{asha.sign('x' + chr(10))}\n{bo.sign('y' + chr(10))}\n".encode())
    assert check_note(forged, [asha.public]) == [asha.public]
    with pytest.raises(BadSignatureError, match=bo.public.id.hex()):
        check_note(forged, [asha.public, bo.public])


def test_a_signature_of_another_length_by_a_known_key_is_bad():
    asha = key()
    short = base64.b64encode(asha.public.id + b"x" * 63).decode()
    note = parse_note(f"x\n\n— {asha.public.name} {short}\n".encode())
    with pytest.raises(BadSignatureError):
        check_note(note, [asha.public])


def test_a_text_may_hold_blank_lines_and_what_looks_like_signatures():
    body = f"x\n\n{key().sign('x' + chr(10))}\n\ny\n"
    note = parse_note(signed(body, [key()]))
    assert note.body == body
    assert check_note(note, [key().public]) == [key().public]


GOOD = signed("x\n", [key()]).decode()
BROKEN = {
    "empty": b"",
    "no signature": b"x\n\n",
    "no blank line": GOOD.replace("\n\n", "\n").encode(),
    "not UTF-8": b"\xff\n\n" + GOOD.encode(),
    "a text that does not end": b"\n\n" + GOOD.split("\n\n")[1].encode().rstrip(b"\n"),
    "a signature that does not end": GOOD[:-1].encode(),
    "a carriage return": GOOD.replace("\n", "\r\n").encode(),
    "a bell in the text": b"\x07" + GOOD.encode(),
    "a hyphen for the dash": GOOD.replace("—", "-").encode(),
    "no name": GOOD.replace("answerable.local/00ff", "").encode(),
    "a name with a plus sign": GOOD.replace("00ff", "00+ff").encode(),
    "two spaces": GOOD.replace("00ff ", "00ff  ").encode(),
    "loose bits in base 64": GOOD.replace(GOOD[-4:-2], GOOD[-4] + chr(ord(GOOD[-3]) + 1)).encode(),
    "a signature of three bytes": "x\n\n— a AAAA\n".encode(),
    "more than a mebibyte": b"x" * (1 << 20) + GOOD.encode(),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_anything_but_the_one_form_is_refused_with_a_reason(data):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        parse_note(data)


KEY = key().public.text
BROKEN_KEYS = {
    "empty": "",
    "another id": KEY.replace(key().public.id.hex(), "00000000"),
    "an id in capitals": KEY.replace(key().public.id.hex(), key().public.id.hex().upper() + "F"),
    "another name": KEY.replace("00ff", "00fe"),
    "another type": f"a+00000000+{base64.b64encode(bytes(33)).decode()}",
    "a key that is too short": f"a+00000000+{base64.b64encode(bytes([1]) + bytes(31)).decode()}",
    "a space in the name": KEY.replace("local", "lo cal"),
    "a line feed behind it": KEY + "\n",
}


@pytest.mark.parametrize("text", BROKEN_KEYS.values(), ids=BROKEN_KEYS)
def test_a_key_in_another_form_is_refused(text):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        parse_public_key(text)


def test_a_body_that_cannot_be_signed_is_refused():
    for body in ("", "x", "x\ty\n", "x\x00\n"):
        with pytest.raises(ValueError, match="text"):
            signed(body, [key()])
    with pytest.raises(ValueError, match="at least one key"):
        signed("x\n", [])


def test_a_private_key_shows_only_its_public_half():
    assert repr(key()) == f"SealKey({KEY})"


texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30)


@given(st.lists(texts, max_size=5), st.binary(min_size=32, max_size=32))
def test_what_is_signed_is_read_back_and_held(lines, seed):
    one = SealKey("x", Ed25519PrivateKey.from_private_bytes(seed))
    body = "".join(f"{line}\n" for line in [*lines, "end"])
    note = parse_note(signed(body, [one]))
    assert note.body == body
    assert check_note(note, [one.public]) == [one.public]
    assert parse_public_key(one.public.text) == one.public


@given(st.integers(0, len(GOOD.encode()) * 8 - 1))
def test_no_flipped_bit_of_a_note_leaves_it_signed(bit):
    data = bytearray(GOOD.encode())
    data[bit // 8] ^= 1 << bit % 8
    try:
        signers = check_note(parse_note(bytes(data)), [key().public])
    except (ValueError, BadSignatureError):
        return
    assert signers == []


@given(st.binary(max_size=300) | texts.map(lambda t: (GOOD + t).encode()))
def test_whatever_is_accepted_is_written_back_byte_for_byte(data):
    try:
        note = parse_note(data)
    except ValueError:
        return
    assert (note.body + "\n" + "".join(f"{line}\n" for line in note.lines)).encode() == data


def test_a_public_key_is_a_name_and_32_bytes():
    for name, data in (("", bytes(32)), ("a b", bytes(32)), ("a+b", bytes(32)), ("a", bytes(31))):
        with pytest.raises(ValueError):
            PublicKey(name, data)
