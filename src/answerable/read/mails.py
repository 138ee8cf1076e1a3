"""Mail (.eml): who wrote to whom, when, about what, and the words.

In:   the bytes of one message.
Out:  a draft: the header lines that people read, then the text parts in order; quoted replies and the signature
      labelled boilerplate where their marks are plain.
Not:  attachments and messages inside: acquiring makes them captures of their own.
"""

from __future__ import annotations

import email.errors
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from functools import cache

from answerable.read.dates import edtf_of
from answerable.read.decoding import decode
from answerable.read.draft import Draft, unreadable
from answerable.read.hints import Hints
from answerable.read.html import declared_charset, parse_page
from answerable.read.html_blocks import find_blocks
from answerable.read.limits import limits
from answerable.read.mail_headers import header, headers, people
from answerable.read.plain import add_paragraphs, label_of
from answerable.read.reading import FoundDate, Label
from answerable.read.recognising import Recogniser
from answerable.resources import languages, lexicon
from answerable.terms.span import Span

MEDIA_TYPE = "message/rfc822"
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_ATTRIBUTION = 300  # characters


def read_mail(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """A message as a draft."""
    draft = Draft(MEDIA_TYPE)
    most = limits()
    end = _END_OF_HEADER.search(data, 0, most.mail_header)
    if end is None and len(data) > most.mail_header:
        return unreadable(MEDIA_TYPE, f"a header of more than {most.mail_header:,} bytes")
    if data.count(b"\n--") > 2 * most.mail_parts:
        return unreadable(MEDIA_TYPE, f"more than {most.mail_parts:,} parts")
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
        parts = list(_texts(message, most.mail_depth))
    except (email.errors.MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        return unreadable(MEDIA_TYPE, f"the message cannot be taken apart: {type(error).__name__}")
    add_envelope(
        draft,
        {name: text for name in _SHOWN if (text := header(message, name))},
        people([*headers(message, "To", "Cc")]),
    )
    for number, part in enumerate(parts, 1):
        _add_part(part, number, draft)
    if not any(b.label != "boilerplate" for b in draft.blocks):
        draft.notes.append("the message has no words of its own besides its header")
    return draft


def add_envelope(draft: Draft, fields: dict[str, str], recipients: tuple[str, ...]) -> None:
    """Title, byline, date and recipients from the header fields, which also become blocks, as people see them."""
    draft.title, draft.byline, draft.recipients = fields.get("Subject"), fields.get("From"), recipients
    if value := edtf_of(fields.get("Date")):
        draft.dates.append(FoundDate("sent", value, "Date header", fields["Date"][:80]))
    for name, words in fields.items():
        draft.add(f"{name}: {words}", "header", label="boilerplate", role="header")


def _texts(message: Message, depth: int) -> Iterator[Message]:
    """The text parts that make up the message's own words: one of each alternative, no attachments."""
    kind = message.get_content_type()
    if kind == "message/rfc822":
        return
    if not message.is_multipart():
        disposition = str(message.get("content-disposition") or "")[:200].lower()
        if (
            kind in ("text/plain", "text/html")
            and not disposition.startswith("attachment")
            and "name=" not in disposition
        ):
            yield message
        return
    if depth == 0:
        raise ValueError("nested too deep")
    inner = [p for p in message.get_payload() if isinstance(p, Message)]
    if kind != "multipart/alternative":
        for part in inner:
            yield from _texts(part, depth - 1)
        return
    choices = [list(_texts(part, depth - 1)) for part in inner]
    plain = [c for c in choices if c and c[0].get_content_type() == "text/plain" and _has_words(c[0])]
    yield from (plain[0] if plain else next((c for c in reversed(choices) if c), []))


def _has_words(part: Message) -> bool:
    return len(_bytes(part).split()) > 3


def _bytes(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError):  # a transfer encoding that is none
        payload = str(part.get_payload()).encode("utf-8", "surrogateescape")
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        value = part.get_param("charset")
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return value if isinstance(value, str) else None


def _add_part(part: Message, number: int, draft: Draft) -> None:
    data, charset = _bytes(part), _charset(part)
    if part.get_content_type() == "text/html":
        add_html(data, charset, f"part {number}", draft)
        return
    decoded = decode(data, charset)
    draft.encoding = draft.encoding or decoded.encoding
    draft.notes += decoded.notes
    add_letter(decoded.text, f"part {number}, line {{}}", draft)


def add_letter(text: str, place: str, draft: Draft) -> None:
    """The words of a plain message; quoted lines and what follows the signature mark are boilerplate."""
    first = len(draft.blocks)
    add_paragraphs(text, draft, place=place)
    signed = False
    whole = draft.text
    for index in range(first, len(draft.blocks)):
        block = draft.blocks[index]
        lines = whole[block.start : block.end].split("\n")
        following = draft.blocks[index + 1] if index + 1 < len(draft.blocks) else None
        quoted = all(line.startswith(">") for line in lines)
        leads = (
            following is not None
            and block.end - block.start < _ATTRIBUTION
            and whole[following.start : following.start + 1] == ">"
            and lines[-1].endswith((":", "："))
        )
        signed = signed or lines[0].rstrip() == "--"
        if quoted or leads or signed or _is_attribution(" ".join(lines)):
            role = "quotation" if quoted else "other"
            draft.blocks[index] = type(block)(block.start, block.end, "boilerplate", block.place, role)


def _is_attribution(words: str) -> bool:
    """`On 3 May 2019, Ann Odell wrote:` and its like, of `lexicons/<lang>/mail.toml`."""
    return len(words) < _ATTRIBUTION and any(
        words.startswith(opens) and words.rstrip().endswith(closes) for opens, closes in _attributions()
    )


@cache
def _attributions() -> tuple[tuple[str, str], ...]:
    return tuple((str(o), str(c)) for lang in languages("mail") for o, c in lexicon(lang, "mail")["attribution"])


def add_html(data: bytes, charset: str | None, place: str, draft: Draft) -> None:
    """The words of an HTML message; quoted replies, as mail programs mark them, are boilerplate."""
    decoded = decode(data, charset or declared_charset(data, Hints()))
    draft.encoding = draft.encoding or decoded.encoding
    draft.notes += decoded.notes
    root = parse_page(decoded.text, draft)
    if root is None:
        return
    for block in find_blocks(root, draft):
        inside = "quoted" in block.says
        label: Label = "boilerplate" if inside or block.hidden else label_of(block.words)
        span = draft.add(block.words, f"{place}{block.path}", label=label, role="quotation" if inside else block.role)
        if span is not None:
            for url, start, end in block.links:
                at = Span(span.start + start, span.start + end)
                draft.link(url, "body", block.words[start:end].strip(), at)
