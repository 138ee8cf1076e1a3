"""What the journal was at one moment, in three lines (C2SP tlog-checkpoint), and who signed them.

In:   the case's id, a size and a root; or the bytes of a checkpoint.
Out:  `Checkpoint`. Its signature lines, if any, are those of a signed note and are carried along unread.
Not:  making or checking signatures (`signed_note`, `sealing`, `verify_seals`).
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from answerable.preserve.signed_note import SignedNote, parse_note

#: A case without an organisation's domain. A case id is 32 hexadecimal digits.
LOCAL = "answerable.local"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Origin, number of entries, and the root of RFC 6962 over them. `signatures` are whole lines, unchecked."""

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
        """The file: the body alone (as cases before the first seal key have it), or a signed note."""
        if not self.signatures:
            return self.body
        return self.body + "\n" + "".join(f"{line}\n" for line in self.signatures)

    @property
    def note(self) -> SignedNote:
        """Body and signature lines, to be checked."""
        return SignedNote(self.body, self.signatures)


def origin_of(case_id: str) -> str:
    return f"{LOCAL}/{case_id}"


def parse_checkpoint(data: bytes) -> Checkpoint:
    """The checkpoint in `data`. ValueError, saying what is wrong, for anything but its one exact form."""
    if b"\n\n" in data:
        note = parse_note(data)
        body, signatures = note.body, note.lines
    else:
        try:
            body, signatures = data.decode("utf-8"), ()
        except UnicodeDecodeError as error:
            raise ValueError(f"it is not UTF-8 ({error.reason})") from error
    lines = body.split("\n")
    if len(lines) != 4 or lines[3]:
        raise ValueError("it must have three lines: origin, size, root")
    origin, size, root = lines[:3]
    if not origin:
        raise ValueError("its origin is empty")
    if not (size.isascii() and size.isdigit() and len(size) <= 18):
        raise ValueError(f"its size {size[:40]!r} is not a number")
    try:
        root_bytes = base64.b64decode(root, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("its root is not base 64") from error
    if len(root_bytes) != 32:
        raise ValueError(f"its root has {len(root_bytes)} bytes instead of 32")
    checkpoint = Checkpoint(origin, int(size), root_bytes, signatures)
    if checkpoint.text.encode() != data:
        raise ValueError("it is not in its one exact form")
    return checkpoint
