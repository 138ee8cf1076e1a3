"""Outlook messages (.msg): their attachments.

In:   a message as a stream.
Out:  the attachments' bytes; those that are no bytes but a message or an object, by name.
Not:  its own words, which are read with the message.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO

from answerable.acquire.members import Allowance, Member, Names, StopExpandingError, Trouble

_INSIDE = "a message, an object or a link inside the message: open the message in Outlook and save it as a file"


def expand_outlook(source: BinaryIO, allowance: Allowance) -> Iterator[Member | Trouble]:
    """Attachments in the order of the message."""
    from oxmsg import Message

    names = Names(allowance.limits.name)
    try:
        attachments = list(Message.load(source).attachments)
        for index, attachment in enumerate(attachments, 1):
            allowance.item(index)
            data = attachment.file_bytes
            name = names.unlike((attachment.file_name or f"part-{index}").replace("/", "_"))
            if data is None:
                yield Trouble(name, "refused", _INSIDE)
            elif data:
                stream = allowance.metered(io.BytesIO(data))
                yield Member(name, stream, "mail-part", declared_type=attachment.mime_type)
    except StopExpandingError as stop:
        yield Trouble("", "refused", stop.reason)
    except (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError, struct.error) as error:
        yield Trouble("", "refused", f"the message cannot be taken apart: {type(error).__name__}: {error}")
