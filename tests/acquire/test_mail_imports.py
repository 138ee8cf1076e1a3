"""Mail as people really have it: .eml, mbox and .msg with attachments, messages inside, pictures and parcels."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.base import MIMEBase
from pathlib import Path

import pytest
from tests.acquire.outlook_specimen import attachment, compound, inner_message, message
from tests.acquire.test_step import run

from answerable.acquire.step import Acquired
from answerable.preserve.memory import MemoryKeeper

PDF = b"%PDF-1.4 the log of the quay"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)
PARCEL = b"\x78\x9f\x3e\x22\x01\x00" + bytes(60)


def keep(folder: Path, name: str, data: bytes) -> tuple[dict[str, Acquired], dict[str, bytes]]:
    """What became of it, and the bytes kept, by path."""
    (folder / name).write_bytes(data)
    keeper = MemoryKeeper()
    told = run(folder, keeper=keeper)
    return told, {c.path: keeper.blobs[c.digest] for c in keeper.captures}


def letter(**fields: str) -> EmailMessage:
    mail = EmailMessage()
    for name, value in (
        {"From": "vera@veldonia.example", "To": "b@othmar.example", "Subject": "Журнал"} | fields
    ).items():
        mail[name] = value
    mail.set_content("См. вложение.")
    return mail


# ---------------------------------------------------------------- .eml


def test_an_inline_picture_is_kept_though_no_name_was_given(tmp_path):
    mail = letter()
    mail.add_alternative('<p>See <img src="cid:plan"></p>', subtype="html")
    mail.get_payload()[1].add_related(PICTURE, "image", "png", cid="<plan>")
    _, kept = keep(tmp_path, "m.eml", bytes(mail))
    assert PICTURE in kept.values()
    assert len(kept) == 2, "the two forms of the words belong to the message"


def test_a_message_inside_a_message_is_kept_and_so_is_what_it_holds(tmp_path):
    inner = letter(Subject="Первое")
    inner.add_attachment(PDF, "application", "pdf", filename="log.pdf")
    outer = letter()
    outer.add_attachment(inner)
    _, kept = keep(tmp_path, "m.eml", bytes(outer))
    assert [path for path in kept if path.endswith("!/log.pdf")] == ["m.eml!/part-2.eml!/log.pdf"]
    assert PDF in kept.values()


def test_two_attachments_of_one_name_and_one_that_climbs_are_three_items(tmp_path):
    mail = letter()
    for data, name in ((b"1" * 9, "scan.pdf"), (b"2" * 9, "scan.pdf"), (b"3" * 9, "../../etc/passwd")):
        mail.add_attachment(data, "application", "pdf", filename=name)
    _, kept = keep(tmp_path, "m.eml", bytes(mail))
    assert set(kept) == {"m.eml", "m.eml!/scan.pdf", "m.eml!/scan.pdf#2", "m.eml!/.._.._etc_passwd"}


def test_an_outlook_parcel_is_kept_whole_and_said_not_to_be_opened(tmp_path):
    mail = letter()
    mail.add_attachment(PARCEL, "application", "ms-tnef", filename="winmail.dat")
    told, kept = keep(tmp_path, "m.eml", bytes(mail))
    assert kept["m.eml!/winmail.dat"] == PARCEL
    assert "kept whole" in told["m.eml!/winmail.dat"].reason
    assert told["m.eml!/winmail.dat"].outcome == "kept"


ODD = {
    "an unknown encoding of the transfer": (
        b"From: a@x\nSubject: s\nMIME-Version: 1.0\nContent-Type: application/pdf; name=a.pdf\n"
        b"Content-Transfer-Encoding: x-unheard-of\n\nbytes as they stand\n"
    ),
    "base64 that breaks off": (
        b"From: a@x\nSubject: s\nMIME-Version: 1.0\nContent-Type: application/pdf; name=a.pdf\n"
        b"Content-Transfer-Encoding: base64\n\nJVBERi0xLjQgdGhlIGxv\n=Z"
    ),
    "a boundary that never comes": (
        b"From: a@x\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=zzz\n\nno parts here\n"
    ),
    "a name in a charset nobody knows": (
        b"From: a@x\nSubject: s\nMIME-Version: 1.0\nContent-Type: application/pdf\n"
        b"Content-Disposition: attachment; filename=\"=?x-klingon?B?//79?=\"\n\nbytes\n"
    ),
    "line ends of an old machine": b"From: a@x\r\nSubject: s\r\n\r\nwords\r\nand more",
    "8-bit words where only ASCII may be": "From: Вера <a@x>\nSubject: Журнал\n\nслова\n".encode("cp1251"),
}  # fmt: skip


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_an_odd_message_is_kept_whole_whatever_comes_out_of_it(tmp_path, data):
    told, kept = keep(tmp_path, "m.eml", data)
    assert kept["m.eml"] == data
    assert all(item.outcome == "kept" or item.reason for item in told.values())


def test_a_signed_and_a_returned_message_give_their_parts(tmp_path):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "post@veldonia.example", "Returned"
    mail["MIME-Version"] = "1.0"
    mail["Content-Type"] = 'multipart/report; report-type=delivery-status; boundary="b"'
    for kind, data in (("text/plain", b"It came back."), ("application/pkcs7-signature", b"signature")):
        part = MIMEBase(*kind.split("/"))
        part.set_payload(data)
        if kind.startswith("application"):
            part.add_header("Content-Disposition", "attachment", filename="smime.p7s")
        mail.attach(part)
    _, kept = keep(tmp_path, "m.eml", bytes(mail))
    assert kept["m.eml!/smime.p7s"] == b"signature"


# ---------------------------------------------------------------- mbox


def test_a_mailbox_gives_each_message_and_each_message_its_attachments(tmp_path):
    first, second = letter(Subject="1"), letter(Subject="2")
    second.add_attachment(PDF, "application", "pdf", filename="log.pdf")
    box = b""
    for mail in (first, second):
        box += b"From vera@veldonia.example Mon Mar  4 10:00:00 2024\n" + bytes(mail) + b"\n"
    _, kept = keep(tmp_path, "box.mbox", box)
    assert set(kept) == {"box.mbox", "box.mbox!/0001", "box.mbox!/0002", "box.mbox!/0002!/log.pdf"}
    assert kept["box.mbox!/0002!/log.pdf"] == PDF


# ---------------------------------------------------------------- .msg


def test_an_outlook_message_gives_its_attachments_small_and_large(tmp_path):
    large = PDF * 160  # more than the 4096 bytes that are kept among the small ones
    data = compound(message("Журнал", "См. вложение.", attachment("отчёт.pdf", PDF), attachment("план.pdf", large)))
    _, kept = keep(tmp_path, "m.msg", data)
    assert kept == {"m.msg": data, "m.msg!/отчёт.pdf": PDF, "m.msg!/план.pdf": large}


def test_a_message_inside_an_outlook_message_is_named_with_what_to_do(tmp_path):
    inside = message("Первое", "слова")
    data = compound(message("Журнал", "См.", inner_message("Первое", inside), attachment("log.pdf", PDF)))
    told, kept = keep(tmp_path, "m.msg", data)
    assert kept["m.msg!/log.pdf"] == PDF
    assert told["m.msg!/Первое"].outcome == "refused"
    assert "save it as a file" in told["m.msg!/Первое"].reason


def test_an_outlook_message_cut_off_anywhere_is_kept_and_gives_no_piece_for_a_whole(tmp_path):
    data = compound(message("Журнал", "См.", attachment("log.pdf", PDF * 160)))
    for size in (len(data) // 4, len(data) // 2, len(data) - 600):
        name = f"cut-{size}.msg"
        told, kept = keep(tmp_path, name, data[:size])
        assert kept[name] == data[:size]
        assert [kept[p] for p in kept if p != name] in ([], [PDF * 160])
        assert told[name].outcome == "kept"
        (tmp_path / name).unlink()


def test_what_outlook_wrote_is_read_as_a_letter(tmp_path):
    from answerable.read.hints import Hints
    from answerable.read.outlook import read_outlook

    draft = read_outlook(compound(message("Журнал", "Министерство молчало.")), Hints(path="m.msg"))
    assert "Министерство молчало." in "".join(draft.pieces)
