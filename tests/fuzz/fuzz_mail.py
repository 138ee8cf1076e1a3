"""Messages: read, and taken apart."""

from __future__ import annotations

import io
from collections.abc import Iterator

from tests.fuzz.members import require_members
from tests.fuzz.soundness import require_sound

_HEAD = b"From: Ann <ann@ledger.example>\r\nTo: desk@ledger.example\r\nDate: Thu, 14 Mar 2019 09:20:00 +0100\r\n"


def seeds() -> Iterator[bytes]:
    yield _HEAD + b"Subject: =?utf-8?b?R2F0ZXM=?=\r\n\r\nThe gates were closed.\r\n> quoted\r\n-- \r\nAnn"
    yield _HEAD + (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=koi8-r\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=C7=C1</p>\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        b"Subject: inner\r\n\r\nwords\r\n--b\r\nContent-Disposition: attachment; filename*=utf-8''g%C3%A4.csv\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nZ2F0ZQ==\r\n--b--\r\n"
    )
    yield b"Subject: x\r\n" * 3 + b"Content-Type: multipart/alternative\r\n\r\n"


def check(data: bytes) -> None:
    require_sound("message/rfc822", data)
    require_members("mail", io.BytesIO(data))
