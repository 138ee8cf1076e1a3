"""What a document is in the exchange, from its own words: a letter, a reply, an acknowledgement, a request to visit.

In:   the body text of a document and its language.
Out:  `Recognised` with the words that show it, or None. A news report about a letter is none of these.
Not:  guessing. A document is recognised only when it has the form of a letter (a salutation, a note verbale, a
      reference, a closing) and says in its first lines what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from answerable.confront.cues import Hits, cues
from answerable.read.references import reference_of
from answerable.terms.span import Span
from answerable.trace.words import Words, words_of

Kind = Literal["letter", "reply", "request"]
_HEAD = 2500  # characters in which a letter says what it is
_TAIL = 600
_SENDER = re.compile(
    r"\b[Tt]he ((?:Permanent Mission|Government|Embassy|Mission|Ministry)"
    r"(?: of [A-Z][\w’'-]*(?: (?:of|the|and|[A-Z][\w’'-]*)){0,6}))"
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A document's part. `acknowledgement`: the reply only confirms receipt. `evidence`: places in the body."""

    kind: Kind
    sender: str | None
    addressee: str | None
    why: str
    evidence: tuple[Span, ...]
    acknowledgement: bool = False
    reference: str | None = None


def recognise(text: str, language: str | None = None) -> Recognised | None:
    """What `text` is, None when its own words do not show it."""
    lang = (language or "en").split("-")[0].lower()
    known = cues(lang, "letters")
    if not known.whole and not known.open:
        return None
    head, tail = text[:_HEAD], text[-_TAIL:]
    words = words_of(head)
    hits = known.find(words.norms)
    closing = known.find(words_of(tail).norms)
    reference = reference_of(head)
    form = _form(hits, closing, reference)
    if form is None:
        return None
    counts = {kind: len({start for start, _ in hits.get(kind, ())}) for kind in ("reply", "request", "letter")}
    receipt = "acknowledgement" in hits
    kind = _kind(counts, receipt)
    if kind is None:
        return None
    group = "acknowledgement" if kind == "reply" and not counts["reply"] else kind
    evidence = tuple(words.place(first, after) for first, after in hits[group][:3])
    return Recognised(
        kind=kind,
        sender=_sender(head) if kind == "reply" else None,
        addressee=_addressee(head, words, hits),
        why=f"{_NAMES[kind]}: it has {form} and says “{evidence[0].of(text)}”",
        evidence=evidence,
        acknowledgement=kind == "reply" and receipt and len(text) < 1500,
        reference=reference,
    )


_NAMES = {"letter": "a letter of allegation", "reply": "a reply", "request": "a request to visit"}


def _form(hits: Hits, closing: Hits, reference: str | None) -> str | None:
    """What of a letter's form the document has; one sign near the beginning, or a closing."""
    if "verbale" in hits:
        return "the form of a note verbale"
    if any(start < 60 for start, _ in hits.get("salutation", ())) and ("closing" in closing or reference):
        return "a salutation and a closing"
    if reference is not None:
        return f"the reference {reference}"
    if "closing" in closing or any(start < 25 for start, _ in hits.get("salutation", ())):
        return "the form of a letter"
    return None


def _kind(counts: dict[str, int], receipt: bool) -> Kind | None:
    """The kind most of its words show; a draw between letter and reply is nobody's to guess."""
    if counts["letter"] >= 2 and counts["letter"] > counts["reply"]:
        return "letter"
    if counts["request"] >= 2 and counts["request"] > counts["reply"] and counts["letter"] < 3:
        return "request"
    if counts["reply"] > counts["letter"] or (receipt and not counts["letter"]):
        return "reply"
    return "letter" if counts["letter"] and not counts["reply"] and counts["request"] < 2 else None


def _sender(head: str) -> str | None:
    match = _SENDER.search(head)
    return match[1] if match else None


def _addressee(head: str, words: Words, hits: Hits) -> str | None:
    """The words after a salutation, up to the end of its line."""
    for first, after in hits.get("salutation", ()):
        line = head.rfind("\n", 0, words.starts[first]) + 1
        if first < 60 and after < len(words) and not head[line : words.starts[first]].strip():
            start = words.starts[after]
            end = min((i for i in (head.find(c, start) for c in "\n,:") if i >= 0), default=start)
            name = head[start:end].strip()
            if 0 < len(name) <= 80:
                return name
    return None
