"""The envelope of a chat answer: what the model said, and whether it came to an end.

In:   the body of an answer, any bytes.
Out:  `Said`.
Not:  what stands in the words; `confront.hearing` takes that apart.
"""

from __future__ import annotations

import msgspec

from answerable.confront.second_reader import NotAnsweredError, Said


class _Words(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Words
    finish_reason: str | None = None


class _Envelope(msgspec.Struct):
    choices: list[_Choice]


def said_in(body: bytes) -> Said:
    """What the first choice says. Raises NotAnsweredError for anything that is not such an envelope."""
    try:
        choices = msgspec.json.decode(body, type=_Envelope).choices
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotAnsweredError("the answer is cut off, or not one of a chat endpoint") from error
    if not choices or not choices[0].message.content:
        raise NotAnsweredError("the model said nothing")
    return Said(choices[0].message.content, whole=choices[0].finish_reason in (None, "stop"))
