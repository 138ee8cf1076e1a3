"""What the first bytes tell: a message of one text is left alone, and whatever may hold something goes to a child."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.acquire.limits import Limits
from answerable.acquire.mails import expand_mail
from answerable.acquire.members import Allowance, Budget
from answerable.acquire.sniff import container_kind, may_hold

HEAD = b"From: vera@veldonia.example\nTo: b@othmar.example\nSubject: =?utf-8?b?0JbRg9GA0L3QsNC7?=\n"

ONE_TEXT = {
    "no word on what it is": b"\nWords.",
    "plain": b"Content-Type: text/plain\n\nWords.",
    "in a charset": b'CONTENT-TYPE: text/plain; charset="koi8-r"; format=flowed\nMIME-Version: 1.0\n\nWords.',
    "over two lines": b"Content-Type: text/html;\n\tcharset=gb18030\nContent-Transfer-Encoding: base64\n\nV29yZHM=",
    "as Windows ends lines": b"Content-Type: text/plain\r\n\r\nWords.",
}

PARTS = b"Content-Type: multipart/mixed; boundary=b\n"

MAY_HOLD = {
    "several parts": b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nWords\n",
    "a message inside": b"Content-Type: message/rfc822\n\nFrom: a\n\nWords.",
    "a name": b"Content-Type: text/plain; name=log.txt\n\nWords.",
    "a name in pieces": b"Content-Type: text/plain; name*0=log; name*1=.txt\n\nWords.",
    "an attachment and nothing else": b"Content-Disposition: attachment\n\nWords.",
    "parts said twice": b"Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nWords\n",
    "parts behind a bare carriage return": b"X-A: b\rContent-Type: multipart/mixed; boundary=b\r\r--b\r\rWords\r",
    "parts on the next line": b"Content-Type:\n multipart/mixed; boundary=b\n\n--b\n\nWords\n",
    "a header that is longer than what is looked at": b"X-A: " + b"a" * 9_000 + b"\n\nWords.",
    "parts said before a line that is no field": PARTS + b"torn off here\n--b\n\nWords\n",
    "parts said behind a line that is no field": b": torn\n" + PARTS + b"\n--b\n\nWords\n",
    "parts said behind a field of a long name": b"X" * 200 + b": torn\n" + PARTS + b"\n--b\n\nWords\n",
    "no end of the header": b"Content-Type: text/plain",
}


@pytest.mark.parametrize("rest", ONE_TEXT.values(), ids=ONE_TEXT)
def test_a_message_of_one_text_holds_nothing(rest):
    assert not may_hold(io.BytesIO(HEAD + rest))


@pytest.mark.parametrize("rest", MAY_HOLD.values(), ids=MAY_HOLD)
def test_any_other_message_may_hold_something(rest):
    assert may_hold(io.BytesIO(HEAD + rest))


@pytest.mark.parametrize("between", [b"torn off here\n", b": torn\n", b"X" * 200 + b": torn\n"])
def test_an_attachment_is_taken_out_though_a_line_of_the_header_is_none(between):
    part = b"--b\nContent-Disposition: attachment; filename=gates.csv\n\ngate,locked\n--b--\n"
    for header in (PARTS + between, between + PARTS):
        data = HEAD + header + b"\n" + part
        members = list(expand_mail(io.BytesIO(data), Allowance(Budget(Limits()), len(data))))
        assert not members or container_kind(io.BytesIO(data)) == "mail"
    data = HEAD + PARTS + between + b"\n" + part
    assert [member.name for member in expand_mail(io.BytesIO(data), Allowance(Budget(Limits()), len(data)))] == [
        "gates.csv"
    ]


def test_notes_that_only_resemble_a_message_are_a_document():
    for words in (b"Met at the gate.\n", b"Met at the gate.\n\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"):
        assert container_kind(io.BytesIO(HEAD + words)) is None
        assert not may_hold(io.BytesIO(HEAD + words))


@given(
    st.lists(
        st.sampled_from(
            [b"Content-Type:", b"content-type: text/plain", b" multipart/mixed; boundary=b", b"; name=x", b"\n", b"\r", b"\r\n",
             b"\n\n", b"--b", b"--b--", b"Content-Disposition: attachment", b"; filename=x", b"message/rfc822", b"X-A: b",
             b"Content-Transfer-Encoding: base64", b"V29yZHM=", b" ", b"\t", b":", b"text/html;charset=utf-8", b"\x0b", b"\x85"]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_the_mail_package_takes_nothing_out_of_a_message_that_is_left_alone(pieces):
    data = HEAD + b"".join(pieces)
    if not may_hold(io.BytesIO(data)):
        assert not list(expand_mail(io.BytesIO(data), Allowance(Budget(Limits()), len(data))))
