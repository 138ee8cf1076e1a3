"""Outlook messages (.msg): their attachments.

In:   a message as a stream.
Out:  the attachments' bytes.
Not:  its own words, which are read with the message.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO

from answerable.acquire.members import Allowance, Member, Names, StopExpandingError, Trouble


def expand_outlook(source: BinaryIO, allowance: Allowance) -> Iterator[Member | Trouble]:
    """Attachments in the order of the message."""
    from oxmsg import Message

    names = Names(allowance.limits.name)
    try:
        attachments = list(Message.load(source).attachments)
        for index, attachment in enumerate(attachments, 1):
            allowance.item(index)
            data = attachment.file_bytes
            if data:
                name = names.unlike((attachment.file_name or f"part-{index}").replace("/", "_"))
                stream = allowance.metered(io.BytesIO(data))
                yield Member(name, stream, "mail-part", declared_type=attachment.mime_type)
    except StopExpandingError as stop:
        yield Trouble("", "refused", stop.reason)
    except (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError, struct.error) as error:
        yield Trouble("", "refused", f"the message cannot be taken apart: {type(error).__name__}: {error}")
