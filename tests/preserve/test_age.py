"""age: whoever holds a key reads all of it, nobody else reads any of it, and a change is noticed."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.preserve.age import (
    AgeDamagedError,
    NotForUsError,
    check_recipient,
    decrypt,
    encrypt,
    is_encrypted,
    most_encrypted,
    new_identity,
    read_identities,
    recipient_of,
)
from answerable.terms.errors import WrongUseError

ASHA, BO, CARMEN = new_identity(), new_identity(), new_identity()


def sealed(data: bytes, *identities: str) -> bytes:
    sink = io.BytesIO()
    encrypt(io.BytesIO(data), sink, [recipient_of(identity) for identity in identities])
    return sink.getvalue()


def opened(data: bytes, *identities: str) -> bytes:
    sink = io.BytesIO()
    decrypt(io.BytesIO(data), sink, identities)
    return sink.getvalue()


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200_000))
def test_what_was_encrypted_comes_back(data):
    assert opened(sealed(data, ASHA), ASHA) == data


def test_each_recipient_opens_it_alone():
    both = sealed("证词".encode(), ASHA, BO)
    assert opened(both, ASHA) == opened(both, BO) == "证词".encode()


def test_nobody_else_opens_it():
    with pytest.raises(NotForUsError):
        opened(sealed(b"the ledger", ASHA), CARMEN)


def test_the_bytes_do_not_stand_in_it():
    assert b"the ledger of the mine" not in sealed(b"the ledger of the mine" * 50, ASHA)


@pytest.mark.parametrize("cut", [0, 5, 100, 250, 70_000])
def test_a_file_cut_short_is_damaged(cut):
    whole = sealed(b"x" * 140_000, ASHA)
    with pytest.raises(AgeDamagedError):
        opened(whole[:cut], ASHA)


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.integers(0, 7))
def test_a_flipped_bit_is_never_read_as_something_else(place, bit):
    whole = bytearray(sealed(b"y" * 300, ASHA))  # its length varies: age adds lines that mean nothing
    whole[int(place * len(whole))] ^= 1 << bit
    with pytest.raises((AgeDamagedError, NotForUsError)):
        opened(bytes(whole), ASHA)


class Breaks:
    def read(self, size: int = -1, /) -> bytes:
        raise OSError(5, "the stick was pulled out")

    def write(self, data: bytes, /) -> int:
        raise OSError(28, "no space")


def test_the_error_of_a_source_comes_out_as_it_was():
    with pytest.raises(OSError, match="pulled out"):
        encrypt(Breaks(), io.BytesIO(), [recipient_of(ASHA)])
    with pytest.raises(OSError, match="pulled out"):
        decrypt(Breaks(), io.BytesIO(), [ASHA])


def test_the_error_of_a_sink_comes_out_as_it_was():
    with pytest.raises(OSError, match="no space"):
        encrypt(io.BytesIO(b"z" * 200_000), Breaks(), [recipient_of(ASHA)])
    with pytest.raises(OSError, match="no space"):
        decrypt(io.BytesIO(sealed(b"z", ASHA)), Breaks(), [ASHA])


NO_RECIPIENTS = {
    "nothing": "",
    "a beginning": "age1",
    "a slip of the pen": recipient_of(ASHA)[:-1] + "b",
    "a secret key": ASHA,
    "a name": "asha@veldonia.example",
}


@pytest.mark.parametrize("name", NO_RECIPIENTS)
def test_what_is_no_recipient_is_said_before_anything_is_written(name):
    text = NO_RECIPIENTS[name]
    with pytest.raises(WrongUseError, match="recipient"):
        check_recipient(text)


def test_a_file_of_age_keygen_is_read_with_its_remarks(tmp_path):
    (tmp_path / "id").write_text(f"# created: today\n# public key: x\n{ASHA}\n\n{BO}\n")
    assert read_identities(tmp_path / "id") == [ASHA, BO]


@pytest.mark.parametrize("text", ["", "# nothing\n", "password\n", "age1"])
def test_a_file_without_a_secret_key_is_refused_and_its_words_are_not_repeated(tmp_path, text):
    (tmp_path / "id").write_text(text)
    with pytest.raises(WrongUseError) as raised:
        read_identities(tmp_path / "id")
    assert "password" not in str(raised.value)


@pytest.mark.parametrize("size", [0, 1, (64 << 10) - 1, 64 << 10, (64 << 10) + 1, 1 << 20, (5 << 20) + 7])
def test_what_is_encrypted_is_never_larger_than_is_said_and_hardly_smaller(size):
    room = [most_encrypted(size) - len(sealed(bytes(size), ASHA)) for _ in range(20)]
    assert min(room) >= 0
    assert max(room) < 4 << 10


def test_a_file_knows_whether_it_is_one_of_age():
    for data, expected in ((sealed(b"", ASHA), True), (b"", False), (b"age-encryption.org/v2\n", False)):
        stream = io.BytesIO(data)
        assert is_encrypted(stream) is expected
        assert stream.tell() == 0


@pytest.mark.skipif(shutil.which("age") is None, reason="the ordinary age tool is not installed")
def test_the_ordinary_tool_opens_what_we_encrypt_and_we_what_it_encrypts(tmp_path):
    (tmp_path / "id").write_text(ASHA + "\n")
    (tmp_path / "ours").write_bytes(sealed(b"one", ASHA, BO))
    run = subprocess.run(["age", "-d", "-i", tmp_path / "id", tmp_path / "ours"], capture_output=True, check=True)
    assert run.stdout == b"one"
    theirs = subprocess.run(["age", "-r", recipient_of(ASHA)], input=b"two", capture_output=True, check=True).stdout
    assert opened(theirs, ASHA) == b"two"
