"""The traps that containers are known to set, each by its name; every one is offered to a child process, as in earnest."""

from __future__ import annotations

import email.message
import io
import os
import struct
import tarfile
import zipfile
from collections.abc import Iterator

import pytest
from tests.acquire.test_step import zipped
from tests.outside.test_sandbox_opening import Plain, take_apart
from tests.read.making import read

from answerable.acquire.limits import Limits
from answerable.acquire.members import Trouble
from answerable.acquire.step import acquire
from answerable.outside.sandbox import SandboxedReaders
from answerable.preserve.casefile import CaseFile
from answerable.terms.moment import now

pytestmark = pytest.mark.xdist_group("sandbox")


@pytest.fixture(scope="module")
def opener() -> Iterator[SandboxedReaders]:
    with SandboxedReaders(workers=1, ocr=False) as made:
        yield made


def bytes_of(items: list[Plain]) -> dict[str, bytes]:
    return {item[0]: item[1] for item in items if not isinstance(item, Trouble)}


def reasons(items: list[Plain]) -> dict[str, str]:
    return {item.name: item.reason for item in items if isinstance(item, Trouble)}


def test_zip_members_that_overlap_are_refused_by_name(opener):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kernel", bytes(1_000_000))
        archive.writestr("good.txt", b"good")
        kernel = archive.filelist[0]
        for number in range(50):
            entry = zipfile.ZipInfo(f"again-{number}")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(entry, field, getattr(kernel, field))
            archive.filelist.append(entry)
    items = take_apart(opener, out.getvalue(), limits=Limits())
    assert bytes_of(items) == {"good.txt": b"good"}
    assert len(reasons(items)) == 51
    assert all("overlap" in reason for reason in reasons(items).values())


def test_a_zip_member_without_a_name_is_an_item_all_the_same(opener):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"words")
        archive.writestr("b", b"b")
    assert bytes_of(take_apart(opener, out.getvalue())) == {"unnamed": b"words", "b": b"b"}


def test_a_zip_member_with_nul_in_its_name_keeps_it(opener):
    assert bytes_of(take_apart(opener, zipped({"ab": b"words"}).replace(b"ab", b"a\0"))) == {"a\0": b"words"}


def test_the_same_name_twice_is_two_items_even_when_a_third_has_the_second_name(opener):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (("a", b"1"), ("a#2", b"2")):
            archive.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"3")
    assert bytes_of(take_apart(opener, out.getvalue())) == {"a": b"1", "a#2": b"2", "a#3": b"3"}


SIZES = {"too small": b"\x01\0\0\0", "far too large": b"\xfe\xff\xff\xff", "nothing": bytes(4)}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_size_that_a_zip_declares_is_not_believed(opener, size):
    data = bytearray(zipped({"a": b"words " * 900, "good.txt": b"good"}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = size  # how long it says that the first one is, unpacked
    items = take_apart(opener, bytes(data), limits=Limits())
    assert bytes_of(items).get("a", b"words " * 900) == b"words " * 900, "whole or not at all"
    assert bytes_of(items)["good.txt"] == b"good"


def test_a_zip_deeper_than_the_limit_ends_there(opener):
    inner = b"core"
    for _ in range(30):
        inner = zipped({"in.zip": inner})
    assert set(bytes_of(take_apart(opener, inner))) == {"in.zip"}


def test_links_devices_and_pipes_in_a_tape_archive_are_listed_and_skipped(opener):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("l", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("c", tarfile.CHRTYPE),
            ("f", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("../../up.txt")
        info.size = 2
        archive.addfile(info, io.BytesIO(b"up"))
    items = take_apart(opener, out.getvalue())
    assert bytes_of(items) == {"../../up.txt": b"up"}
    assert set(reasons(items)) == {"l", "h", "c", "f"}


def test_a_tape_archive_whose_header_lies_about_the_length_says_so(opener):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("long.txt")
        info.size = 5
        archive.addfile(info, io.BytesIO(b"words"))
    data = bytearray(out.getvalue())
    data[124:136] = b"%011o\0" % 900_000
    data[148:156] = b"        "
    data[148:156] = b"%06o\0 " % sum(data[:512])
    items = take_apart(opener, bytes(data), limits=Limits())
    assert bytes_of(items) == {}
    assert reasons(items)


def test_a_mail_whose_attachment_has_a_charset_nobody_knows_is_taken_apart(opener):
    data = (
        b"From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=x-klingon\n'
        b"Content-Disposition: attachment; filename=\"=?x-klingon?q?a?=.txt\"\n\nnuqneH\n--b--\n"
    )  # fmt: skip
    assert list(bytes_of(take_apart(opener, data)).values()) == [b"nuqneH"]


def test_an_attachment_named_by_nine_thousand_continuations_keeps_its_bytes(opener):
    name = b"; ".join(b"filename*%d=a" % n for n in range(9_000))
    data = (
        b'From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
        b"Content-Type: application/pdf\nContent-Disposition: attachment; " + name + b"\n\n%PDF-\n--b--\n"
    )
    assert list(bytes_of(take_apart(opener, data)).values()) == [b"%PDF-"]


def test_a_folded_subject_of_60_000_encoded_words_hides_no_attachment(opener):
    message = email.message.EmailMessage()
    message.set_content("Words")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="log.pdf")
    folded = b"From: a@b.example\nTo: c@d.example\nSubject: " + b"\n ".join([b"=?utf-8?q?w=C3=B6?="] * 40_000) + b"\n"
    assert bytes_of(take_apart(opener, folded + bytes(message), limits=Limits())) == {"log.pdf": b"%PDF-"}


def test_an_outlook_file_whose_sectors_lead_in_a_circle_ends(opener):
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 0x1000, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    circle = struct.pack("<128I", *([1] * 128))
    data = head.ljust(512, b"\xff") + circle + "__properties_version1.0".encode("utf-16-le") + bytes(900)
    assert take_apart(opener, data) == []
    assert "not a readable message" in read(data).reason


def test_a_web_archive_that_lies_about_its_length_is_read_as_far_as_it_goes(opener):
    payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The quay was closed.</p>"
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://paper.example/a\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http\r\nContent-Length: "
    )
    items = take_apart(opener, head + b"999999999\r\n\r\n" + payload)
    assert b"The quay was closed." in b"".join(bytes_of(items).values()) or reasons(items)
    assert items


def test_random_bytes_behind_every_magic_leave_the_opener_alive(opener):
    for magic in (
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b\x08",
        b"BZh9",
        b"\xfd7zXZ\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"WARC/1.0\r\n",
    ):
        take_apart(opener, magic + os.urandom(5_000))
    assert bytes_of(take_apart(opener, zipped({"a": b"1"}))) == {"a": b"1"}


CLIMBING = ("../../up.txt", "/etc/up.txt", "a/../../up.txt", "C:\\up.txt", "up.txt/.", "~/up.txt", "con")


def test_whatever_a_member_is_called_its_bytes_lie_under_their_digest_and_nowhere_else(tmp_path, monkeypatch):
    offered, case = tmp_path / "a" / "b" / "offered", tmp_path / "a" / "b" / "case"
    offered.mkdir(parents=True)
    (offered / "c.zip").write_bytes(zipped({name: f"zip {name}".encode() for name in CLIMBING}))
    with tarfile.open(offered / "c.tar", "w") as archive:
        for name in CLIMBING:
            info = tarfile.TarInfo(name)
            info.size = len(f"tar {name}")
            archive.addfile(info, io.BytesIO(f"tar {name}".encode()))
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.example", "c@d.example", "x"
    mail.set_content("See below.")
    for name in CLIMBING:
        mail.add_attachment(f"mail {name}".encode(), "text", "csv", filename=name)
    (offered / "c.eml").write_bytes(bytes(mail))
    monkeypatch.setenv("ANSWERABLE_HOME", str(tmp_path / "home"))
    before = {p for p in tmp_path.rglob("*") if not p.is_relative_to(case)}
    made = CaseFile.create(case, name="climbing")
    with made.writing() as writer, SandboxedReaders(workers=1, ocr=False) as readers:
        acquire(
            [offered],
            writer,
            agent=writer.agent.id,
            clock=now,
            fetcher=None,
            opener=readers,
            limits=Limits(),
            on_item=lambda item: None,
        )
    assert {made.read_blob(c.digest) for c in made.captures()} >= {
        f"{kind} {name}".encode() for kind in ("zip", "tar", "mail") for name in CLIMBING
    }
    after = {p for p in tmp_path.rglob("*") if not p.is_relative_to(case) and not p.is_relative_to(tmp_path / "home")}
    assert after == before
    assert all(len(p.name) == 64 for p in (case / "blobs").glob("??/*"))
