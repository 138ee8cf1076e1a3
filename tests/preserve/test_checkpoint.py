"""Checkpoints: one exact form, whatever else someone writes into the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.preserve.checkpoint import Checkpoint, origin_of, parse_checkpoint

ROOT = bytes(range(32))
BODY = "answerable.local/00ff\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
LINE = "— answerable.local/00ff Az3grlgtzPICa5OS8npVmf1M"

#: The example of the C2SP specification, its signature line included.
FROM_THE_SPECIFICATION = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+"
    "zyWE+xeMcTOAYQ8=\n"
)

BROKEN = {
    "empty": "",
    "no root": "answerable.local/00ff\n7\n",
    "no line feed at the end": BODY[:-1],
    "a carriage return": BODY.replace("\n", "\r\n"),
    "a size with a leading zero": BODY.replace("\n7\n", "\n07\n"),
    "a size with a sign": BODY.replace("\n7\n", "\n+7\n"),
    "a size in Arabic digits": BODY.replace("\n7\n", "\n٧\n"),
    "no origin": BODY[BODY.index("\n") :],
    "a root that is too short": BODY.replace("AAEC", ""),
    "a root with loose bits": BODY.replace("Hh8=", "Hh9="),
    "a root in the alphabet for addresses": BODY.replace("AAEC", "A-_C"),
    "an extension line": BODY + "more\n",
    "a blank line and nothing": BODY + "\n",
    "something that is no signature": BODY + "\nhello\n",
    "a signature without its line feed": BODY + "\n" + LINE,
}


def test_an_unsigned_checkpoint_is_three_lines():
    checkpoint = Checkpoint("answerable.local/00ff", 7, ROOT)
    assert checkpoint.text == BODY
    assert parse_checkpoint(BODY.encode()) == checkpoint
    assert origin_of("00ff") == "answerable.local/00ff"


def test_signature_lines_are_carried_along_for_whoever_can_check_them():
    found = parse_checkpoint(FROM_THE_SPECIFICATION.encode())
    assert (found.origin, found.size, len(found.signatures)) == ("example.com/behind-the-sofa", 20852163, 1)
    assert found.text == FROM_THE_SPECIFICATION
    assert parse_checkpoint((BODY + "\n" + (LINE + "\n") * 16).encode()).body == BODY


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_anything_but_the_one_form_is_refused_with_a_reason(text):
    with pytest.raises(ValueError, match=r"it|its|what"):
        parse_checkpoint(text.encode())


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: (BODY + t).encode("utf-8", "replace")))
def test_whatever_is_accepted_is_written_back_byte_for_byte(data):
    try:
        checkpoint = parse_checkpoint(data)
    except ValueError:
        return
    assert checkpoint.text.encode() == data
