"""Outlook messages (.msg): the same as mail, from Outlook's own file.

In:   the bytes of a message.
Out:  a draft as for mail. Not: attachments, which are captures of their own; RTF bodies without another form.
"""

from __future__ import annotations

import struct

from answerable.read.draft import Draft, unreadable
from answerable.read.hints import Hints
from answerable.read.mail_headers import decoded_words
from answerable.read.mails import add_envelope, add_html, add_letter
from answerable.read.recognising import Recogniser

MEDIA_TYPE = "application/vnd.ms-outlook"


def read_outlook(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """A message as a draft."""
    from oxmsg import Message

    draft = Draft(MEDIA_TYPE)
    try:
        message = Message.load(data)
        sent = message.sent_date
        recipients = tuple(
            f"{r.name} <{r.email_address}>" if r.name and r.name != r.email_address else r.email_address or r.name
            for r in message.recipients
        )
        fields = {
            "From": decoded_words(message.sender or ""),
            "To": ", ".join(recipients)[:4000],
            "Date": decoded_words(message.message_headers.get("Date") or (sent.isoformat() if sent else "")),
            "Subject": message.subject,
        }
        plain, html = message.body, message.html_body
    except (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError, LookupError, struct.error) as error:
        return unreadable(MEDIA_TYPE, f"not a readable message: {type(error).__name__} {str(error)[:100]}".strip())
    add_envelope(draft, {name: " ".join(words.split()) for name, words in fields.items() if words.strip()}, recipients)
    if plain and plain.strip():
        add_letter(plain, "part 1, line {}", draft)
    elif html:
        add_html(html.encode("utf-8", "replace"), "utf-8", "part 1", draft)
    else:
        draft.fall_short("the message has no plain or HTML form of its words")
    return draft
