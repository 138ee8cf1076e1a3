"""Time-stamps of a real authority (`openssl ts`), sound and unsound, judged by both programs."""

from __future__ import annotations

import os
import random
import shutil
import time
from datetime import UTC, datetime, timedelta

import pytest
from tests.outside.stamping_authority import Root, other_digest, other_nonce

from answerable.outside.openssl import OpensslMissingError, judge_with_openssl
from answerable.outside.tokens import Rfc3161Judge
from answerable.preserve.stamp_query import StampQuery, new_query, parse_query
from answerable.preserve.stamps import TokenNotJudgedError, TokenRefusedError

SWEEP = os.environ.get("ANSWERABLE_SWEEP") == "full"
DIGEST = bytes(range(32))

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the authority is made with openssl")

JUDGES = {"the built-in reader": Rfc3161Judge().judge, "openssl": judge_with_openssl}


@pytest.fixture(scope="module")
def root() -> Root:
    return Root("Coast root")


@pytest.fixture(scope="module")
def signer(root, tmp_path_factory):
    return root.signer(tmp_path_factory.mktemp("authority"))


@pytest.fixture(params=JUDGES.values(), ids=JUDGES)
def judge(request):
    return request.param


def test_a_sound_time_stamp_holds_and_tells_time_and_judge(root, signer, judge):
    query = new_query(DIGEST)
    judged = judge(signer.reply(query.der), query, root.pem)
    assert judged.tool.split(" ")[0] == ("openssl" if judge is judge_with_openssl else "rfc3161-client")
    stated = datetime.fromisoformat(judged.time)
    assert abs((datetime.now(UTC) - stated).total_seconds()) < 600


def test_one_that_the_strict_reader_refuses_is_judged_by_openssl(root, tmp_path):
    """Two certificates in a reply are not sorted as DER asks: real authorities send such replies."""
    for number in range(12):  # which of two certificates comes first is a matter of their bytes
        signer = root.signer(tmp_path / str(number), sends_root=True)
        query = new_query(DIGEST)
        judged = Rfc3161Judge().judge(signer.reply(query.der), query, root.pem)
        if judged.tool.startswith("openssl"):
            break
    assert judged.tool.startswith("openssl 3")


REFUSED = {"another nonce": other_nonce, "another digest": other_digest}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_an_answer_to_another_question_is_refused(root, signer, judge, change):
    query = new_query(DIGEST)
    with pytest.raises(TokenRefusedError):
        judge(signer.reply(change(query.der)), query, root.pem)


def test_an_authority_under_another_root_is_refused(signer, judge):
    query = new_query(DIGEST)
    for other in (Root("Hill root"), Root("Coast root")):  # the second has the same name and another key
        with pytest.raises(TokenRefusedError):
            judge(signer.reply(query.der), query, other.pem)


def test_the_pinned_certificate_must_be_that_of_the_root_and_not_of_the_signer_alone(signer, judge):
    query = new_query(DIGEST)
    pinned = (signer.folder / "signer.pem").read_bytes()
    with pytest.raises((TokenRefusedError, TokenNotJudgedError)):
        judge(signer.reply(query.der), query, pinned)


def test_a_certificate_that_expired_since_does_no_harm(root, tmp_path, judge):
    signer = root.signer(tmp_path / "short", lasts=timedelta(seconds=3))
    query = new_query(DIGEST)
    reply = signer.reply(query.der)
    ends = signer.certificate.not_valid_after_utc
    while datetime.now(UTC) <= ends:
        time.sleep(0.1)
    assert judge(reply, query, root.pem).time <= ends.isoformat()


def test_a_certificate_that_had_expired_before_is_refused(root, tmp_path, judge):
    signer = root.signer(tmp_path / "old", lasts=timedelta(hours=-1))
    query = new_query(DIGEST)
    with pytest.raises(TokenRefusedError):
        judge(signer.reply(query.der), query, root.pem)


GARBAGE = {
    "nothing": b"",
    "a page of the web": b"<html>Sign in to the network of the hotel</html>",
    "a rejection": bytes.fromhex("3008300602010 2".replace(" ", "")) + b"\x03\x01\x00",
    "a long run of brackets": b"\x30\x80" * 20_000,
    "two megabytes": b"\x30" * (2 << 20),
}


@pytest.mark.parametrize("reply", GARBAGE.values(), ids=GARBAGE)
def test_what_is_no_time_stamp_is_refused(root, reply):
    with pytest.raises(TokenRefusedError):
        Rfc3161Judge().judge(reply, new_query(DIGEST), root.pem)


def test_without_openssl_what_the_strict_reader_refuses_is_not_judged(root, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(OpensslMissingError) as caught:
        Rfc3161Judge().judge(b"garbage", new_query(DIGEST), root.pem)
    assert "Install openssl" in caught.value.next_step


@pytest.mark.sweep
def test_a_flipped_bit_never_moves_the_time_or_lends_the_time_stamp_to_another_question(root, signer):
    """Some bits of a reply are under no signature; entries name its digest, so verify finds those too."""
    query = new_query(DIGEST)
    reply = signer.reply(query.der)
    time_of = Rfc3161Judge().judge(reply, query, root.pem).time
    bits = range(len(reply) * 8)
    refused = 0
    for bit in bits if SWEEP else random.Random(3).sample(bits, 150):
        data = bytearray(reply)
        data[bit // 8] ^= 1 << bit % 8
        try:
            judged = Rfc3161Judge().judge(bytes(data), query, root.pem)
        except (TokenRefusedError, TokenNotJudgedError):
            refused += 1
        else:
            assert judged.time == time_of
    assert refused > 100


def test_a_query_is_one_that_openssl_reads(tmp_path):
    import subprocess

    query = new_query(DIGEST)
    (tmp_path / "q").write_bytes(query.der)
    shown = subprocess.run(
        ["openssl", "ts", "-query", "-in", tmp_path / "q", "-text"], capture_output=True, text=True, check=True
    ).stdout
    assert "Hash Algorithm: sha256" in shown
    assert f"Nonce: 0x{query.nonce:016X}" in shown
    assert "Certificate required: yes" in shown
    assert parse_query(query.der) == query


def test_a_query_of_another_form_is_not_taken_for_ours():
    der = new_query(DIGEST).der
    for wrong in (b"", der[:-1], der + b"\0", der.replace(b"\x02\x08", b"\x02\x07"), b"\x31" + der[1:]):
        with pytest.raises(ValueError):
            parse_query(wrong)
    with pytest.raises(ValueError):
        StampQuery(DIGEST, 1)
