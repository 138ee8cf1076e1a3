"""Header fields of mail: encoded words to characters, addresses, dates; linear, whatever they hold.

In:   a message parsed with the `compat32` policy, which leaves header fields alone.
Out:  their words.
Not:  believing them: anyone can write a header.
"""

from __future__ import annotations

import base64
import binascii
import re
from email.message import Message
from email.utils import getaddresses

from answerable.read.decoding import decode

LONGEST = 4_000  # characters of a field that are read
WORDS = 200  # encoded words of a field that are decoded
PEOPLE = 500  # addresses of a field
_ENCODED = re.compile(r"=\?([A-Za-z0-9_.:-]{1,40})(?:\*[A-Za-z0-9-]{1,20})?\?([bBqQ])\?([^?\s]{0,2000})\?=")
_BETWEEN = re.compile(r"(\?=)\s{1,50}(?==\?)")
_ESCAPE = re.compile(r"=([0-9A-Fa-f]{2})")


def header(message: Message, name: str) -> str | None:
    """The first field of that name, decoded, on one line; None when there is none."""
    wanted = name.lower()
    for key, value in message.raw_items():
        if key.lower() == wanted:
            return decoded_words(str(value))
    return None


def headers(message: Message, *names: str) -> list[str]:
    """All fields of those names, decoded, in order."""
    wanted = {name.lower() for name in names}
    return [decoded_words(str(value)) for key, value in message.raw_items() if key.lower() in wanted][:PEOPLE]


def decoded_words(value: str) -> str:
    """A field's value with its encoded words (RFC 2047) decoded. A charset nobody knows is guessed from the bytes."""
    value = " ".join(value[:LONGEST].split())
    raw = value.encode("utf-8", "surrogateescape")
    if any("\udc80" <= c <= "\udcff" for c in value):  # bytes beyond ASCII stood in the header
        value = decode(raw).text
    if "=?" not in value:
        return value
    return _ENCODED.sub(_word, _BETWEEN.sub(r"\1", value), count=WORDS)


def _word(match: re.Match[str]) -> str:
    charset, encoding, words = match.groups()
    if encoding in "bB":
        try:
            data = base64.b64decode(words + "=" * (-len(words) % 4), validate=False)
        except (binascii.Error, ValueError):
            return match[0]
    else:
        spaced = words.replace("_", " ").encode("utf-8", "replace")
        data = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), spaced.decode("latin-1")).encode("latin-1")
    return decode(data, charset).text.replace("\n", " ").replace("\r", " ")


def people(fields: list[str]) -> tuple[str, ...]:
    """The addressees of some fields as written: `Name <address>`."""
    found: list[str] = []
    for field in fields[:PEOPLE]:
        pairs = [(name, address) for name, address in getaddresses([field[:LONGEST]]) if name or address]
        if not pairs:  # newer interpreters refuse a field with one odd address as a whole
            found.append(field[:LONGEST])
        found += [f"{name} <{address}>" if name and address else name or address for name, address in pairs]
    return tuple(found[:PEOPLE])
