"""Every limit of acquiring is a setting, and reaching it is said by its number."""

from __future__ import annotations

import os
from dataclasses import fields, replace

import pytest
from tests.acquire.test_step import MAILBOX, mail, run, zipped

from answerable.acquire.limits import Limits

ROOMY = Limits(host_pause=0)
NESTED = zipped({"b.zip": zipped({"c.zip": zipped({"deep.txt": b"deep"})})})
PARTS = mail(*((f"{n}.pdf", b"%%PDF-1.4 %d" % n) for n in range(9)))
DEEP = (
    "From: a@b.example\nTo: c@d.example\n"
    + "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(9))
    + "Content-Type: text/plain\n\nWords\n"
).encode()

#: limit, a value that is too small, the name of the input, its bytes, where and what is said, what else is kept
TOO_MUCH = {
    "file_bytes": (1_000, "a.zip", zipped({"big": b"words " * 400, "small": b"s"}), "a.zip!/big", "1,000 bytes", None),
    "depth": (2, "a.zip", NESTED, "a.zip!/b.zip!/c.zip", "inside 2 others", "a.zip!/b.zip"),
    "members": (3, "a.zip", zipped({f"{n}": b"%d" % n for n in range(9)}), "a.zip", "3 members", "a.zip!/2"),
    "tree": (2, "a.zip", NESTED, "a.zip!/b.zip!/c.zip", "2 members in all", "a.zip!/b.zip"),
    "expanded_bytes": (90_000, "a.zip", zipped({f"{n}": os.urandom(40_000) for n in range(9)}), "a.zip", "90,000", "a.zip!/1"),
    "ratio": (20, "a.zip", zipped({"zeros": bytes(20_000_000), "s": b"s"}), "a.zip!/zeros", "20:1", "a.zip!/s"),
    "mail_bytes": (1_000, "m.eml", PARTS, "m.eml", "1,000 bytes", None),
    "mail_header": (50, "m.eml", b"X-Y: " + b"x" * 200 + b"\n" + PARTS, "m.eml", "50 bytes", None),
    "mail_depth": (5, "m.eml", DEEP, "m.eml", "taken apart", None),
    "mail_parts": (3, "m.eml", PARTS, "m.eml", "3 parts", None),
    "name": (5, "a.zip", zipped({"abcdefgh": b"1", "abcdexyz": b"2"}), "a.zip!/abcde#2", "", "a.zip!/abcde"),
}  # fmt: skip


@pytest.mark.parametrize(("limit", "case"), TOO_MUCH.items(), ids=TOO_MUCH)
def test_what_is_too_much_is_said_and_the_rest_is_kept(tmp_path, limit, case):
    value, name, data, where, says, beside = case
    (tmp_path / name).write_bytes(data)
    told = run(tmp_path, limits=replace(ROOMY, **{limit: value}))
    assert says in told[where].reason
    assert beside is None or told[beside].outcome == "kept"
    roomy = run(tmp_path, limits=ROOMY if limit != "ratio" else replace(ROOMY, ratio=100_000))
    assert limit == "name" or all(item.reason == "" for item in roomy.values()), "with room enough nothing is said"


def test_a_file_larger_than_the_limit_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 101)
    assert "100 bytes" in run(tmp_path, limits=replace(ROOMY, file_bytes=100))["a.txt"].reason


def test_growth_is_looked_at_only_after_its_first_bytes(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"zeros": bytes(20_000)}))
    assert run(tmp_path, limits=replace(ROOMY, ratio_after=10_000))["a.zip!/zeros"].outcome == "refused"
    assert run(tmp_path, limits=replace(ROOMY, ratio_after=30_000))["a.zip!/zeros"].outcome == "kept"


def test_a_mailbox_is_streamed_and_does_not_count_as_expanded(tmp_path):
    (tmp_path / "b.mbox").write_bytes((MAILBOX + b"\n") * 50)
    told = run(tmp_path, limits=replace(ROOMY, expanded_bytes=1))
    assert sum(item.outcome == "kept" for item in told.values()) == 101


def test_every_limit_has_its_test():
    elsewhere = {
        "ratio_after",
        "host_pause",
        "feed_pages",
        "feed_archives",
    }  # above; test_visiting, test_paging for whatever contacts hosts
    assert {f.name for f in fields(Limits)} - elsewhere - TOO_MUCH.keys() == set()
