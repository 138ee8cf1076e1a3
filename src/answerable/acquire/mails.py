"""Attachments of a message; its own words belong to the message and are read with it.

In:   a message as bytes (RFC 5322, MIME).
Out:  its attachments, decoded, and messages inside it.
Not:  decoding header fields: only the names of attachments are, and within bounds.
"""

from __future__ import annotations

import email.errors
import io
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import BinaryIO

from answerable.acquire.members import Allowance, Member, Names, StopExpandingError, Trouble

_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_DAMAGE = (email.errors.MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError)
_NAME_BYTES = 1_000  # of an attachment's name that are looked at


def expand_mail(source: BinaryIO, allowance: Allowance) -> Iterator[Member | Trouble]:
    """Attachments in the order of their parts."""
    limits = allowance.limits
    data = source.read(limits.mail_bytes + 1)
    if len(data) > limits.mail_bytes:
        yield Trouble("", "refused", f"a message of more than {limits.mail_bytes:,} bytes is not taken apart")
        return
    end = _END_OF_HEADER.search(data, 0, limits.mail_header + 4)
    if end is None and len(data) > limits.mail_header:
        yield Trouble("", "refused", f"a header of more than {limits.mail_header:,} bytes; not taken apart")
        return
    if data.count(b"\n--") > 2 * limits.mail_parts:
        yield Trouble("", "refused", f"more than {limits.mail_parts:,} parts; not taken apart")
        return
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
        parts = list(_leaves(message, limits.mail_depth))
    except _DAMAGE as error:
        yield Trouble("", "refused", f"the message cannot be taken apart: {type(error).__name__}")
        return
    names = Names(limits.name)
    for index, part in enumerate(parts, 1):
        try:
            allowance.item(index)
            member = _attachment(part, index, names, allowance)
        except StopExpandingError as stop:
            yield Trouble("", "refused", stop.reason)
            return
        except _DAMAGE as error:
            yield Trouble(names.unlike(f"part-{index}"), "refused", f"damaged: {type(error).__name__}")
            continue
        if member is not None:
            yield member


def _leaves(message: Message, depth: int) -> Iterator[Message]:
    """Parts that are not themselves multipart, and messages inside, not opened."""
    if not message.is_multipart() or message.get_content_type() == "message/rfc822":
        yield message
        return
    if depth == 0:
        raise ValueError("parts are nested too deep")
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _leaves(part, depth - 1)


def _attachment(part: Message, index: int, names: Names, allowance: Allowance) -> Member | None:
    kind = part.get_content_type()
    named = _name(part)
    disposition = str(part.get("content-disposition") or "")[:200].strip().lower()
    attached = named is not None or disposition.startswith("attachment")
    if not attached and (kind.startswith("text/") or kind == "multipart/mixed"):
        return None
    if kind == "message/rfc822":
        inner = part.get_payload()
        data = b"".join(m.as_bytes(policy=compat32) for m in inner if isinstance(m, Message))
        named = named or f"part-{index}.eml"
    else:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
    if not data:
        return None
    stream = allowance.metered(io.BytesIO(data))
    return Member(names.unlike(named or f"part-{index}"), stream, "mail-part", declared_type=kind)


def _name(part: Message) -> str | None:
    """The attachment's name, when it is not too long to be one."""
    for field in ("content-disposition", "content-type"):
        if len(str(part.get(field) or "")) > _NAME_BYTES:
            return None
    try:
        name = part.get_filename()
    except (LookupError, ValueError, TypeError, UnicodeError):
        return None
    if not name:
        return None
    try:
        from email.header import decode_header, make_header

        name = str(make_header(decode_header(str(name))))
    except (LookupError, ValueError, email.errors.HeaderParseError):
        name = str(name)
    return name.replace("/", "_") or None
