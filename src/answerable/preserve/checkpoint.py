"""What the journal was at one moment, in three lines (C2SP tlog-checkpoint).

In:   the case's id, a size and a root; or the bytes of a checkpoint.
Out:  `Checkpoint`, and its text. A signed note adds a blank line and signature lines below; they are carried along.
Not:  signing or checking signatures: no key exists in this release, and `verify` says so.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

#: A case without an organisation's domain. A case id is 32 hexadecimal digits.
LOCAL = "answerable.local"

_MARK = "— "


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Origin, number of entries, and the root of RFC 6962 over them. `signatures` are whole lines, unread."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The text that a signature is made over."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def text(self) -> str:
        """The file: the body alone, or a signed note."""
        if not self.signatures:
            return self.body
        return self.body + "\n" + "".join(f"{line}\n" for line in self.signatures)


def origin_of(case_id: str) -> str:
    return f"{LOCAL}/{case_id}"


def parse_checkpoint(data: bytes) -> Checkpoint:
    """The checkpoint in `data`. ValueError, saying what is wrong, for anything but its one exact form."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 ({error.reason})") from error
    body, blank, signed = text.partition("\n\n")
    if blank:
        body += "\n"
    lines = body.split("\n")
    if len(lines) != 4 or lines[3]:
        raise ValueError("it must have three lines: origin, size, root")
    origin, size, root = lines[:3]
    signatures = tuple(signed.split("\n")[:-1]) if blank else ()
    if not origin:
        raise ValueError("its origin is empty")
    if not (size.isascii() and size.isdigit()):
        raise ValueError(f"its size {size!r} is not a number")
    try:
        root_bytes = base64.b64decode(root, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("its root is not base 64") from error
    if len(root_bytes) != 32:
        raise ValueError(f"its root has {len(root_bytes)} bytes instead of 32")
    if blank and (not signatures or not all(line.startswith(_MARK) for line in signatures)):
        raise ValueError("what follows the blank line is not a list of signatures")
    checkpoint = Checkpoint(origin, int(size), root_bytes, signatures)
    if checkpoint.text != text:
        raise ValueError("it is not in its one exact form")
    return checkpoint
