"""Letters, replies, deadlines, access requests, commitments and what parties and offices said, by date.

In:   the bundle and the register.
Out:  `Moment` lines in order of date; what has no date comes last and says so.
Not:  saying what a passed deadline means. Whether a reply is held by then is a fact; why is not known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from answerable.publish.bundle import Bundle
from answerable.publish.copies import each_once, wording
from answerable.publish.dates import first_day, machine, order_key, written
from answerable.publish.offices import Offices
from answerable.publish.register import Listed, Quote, Register
from answerable.publish.words import ACTS, listed, name_of
from answerable.resources.codebook import Codebook
from answerable.terms.digest import Digest
from answerable.terms.moment import Edtf
from answerable.terms.span import Span

MOST = 600  # lines shown; the rest is counted
SPOKEN = frozenset({"alleges", "denies", "concedes", "disputes-detail", "responds", "commits", "requests-access"})
OWN_LINES = frozenset({"commits", "requests-access"})  # not repeated when a promise or an access line has the words
SENT = {
    "letter": ("letter", "Letter"),
    "reply": ("reply", "Reply"),
    "request": ("access", "Access request"),
    "call": ("call", "Call"),
}
_REFERENCE = re.compile(r"J?(AL|UA|OL)\b")


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline. `kind` is a word: letter, reply, access, call, deadline, promise, said, made."""

    date: str | None
    kind: str
    words: str
    quote: Quote | None = None
    document: Listed | None = None
    copies: int = 0  # further documents that carry the same words
    note: str = ""

    @property
    def machine(self) -> str | None:
        return machine(self.date)

    @property
    def day(self) -> str:
        return written(self.date) or "no date found"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lines by year (`no date found` last), and how many were left out at the end of a long case."""

    years: tuple[tuple[str, tuple[Happening, ...]], ...]
    left_out: int = 0


@dataclass
class _Gathering:
    bundle: Bundle
    codebook: Codebook
    register: Register
    offices: Offices = field(init=False)

    def __post_init__(self) -> None:
        self.offices = Offices(self.bundle.case.parties)

    def letters(self) -> Iterator[Happening]:
        for one in self.register.listed:
            document = one.document
            if document.role == "other":
                continue
            sender = f" from {document.sent_from}" if document.sent_from else ""
            addressee = f" to {document.sent_to}" if document.sent_to else ""
            kind, words = SENT[document.role]
            yield Happening(document.when, kind, f"{words}{sender}{addressee}", None, one)
            if document.role == "letter":
                yield from self._deadline(one)

    def _deadline(self, letter: Listed) -> Iterator[Happening]:
        """The deadline a letter sets, or the reply window of its kind in the codebook, counted from its date."""
        document = letter.document
        if document.due:
            yield Happening(
                document.due, "deadline", "Reply asked for by this date", None, letter, 0, self._held_by(document.due)
            )
            return
        found = _REFERENCE.match(document.reading.reference or "")
        sent = first_day(document.when)
        if found is None or sent is None or len(document.when or "") < 10:
            return
        window = next((c for c in self.codebook.communications if c.id == found[1]), None)
        if window and window.reply_window_days:
            due = sent + dt.timedelta(days=window.reply_window_days)
            note = f"{window.reply_window_days} days after the letter, the window for a {window.name.lower()}. "
            note += self._held_by(due.isoformat())
            yield Happening(due.isoformat(), "deadline", "Reply window ends", None, letter, 0, note)

    def _held_by(self, due: str) -> str:
        """Which replies are dated by then: a fact about what is held, not about what was sent."""
        replies = [one for one in self.register.listed if one.document.role == "reply"]
        in_time = [one.tag for one in replies if one.document.when and order_key(one.document.when) <= order_key(due)]
        return f"Dated by then: {listed(in_time)}." if in_time else "No reply that is held is dated by then."

    def access(self) -> Iterator[Happening]:
        """What is said about access; the same state in the same words is one line."""
        said: dict[tuple[str, str | None, Edtf | None], list[Quote]] = {}
        for fact in self.bundle.access:
            key = (fact.state, fact.who, fact.date)
            said.setdefault(key, []).append(self.register.quote(fact.capture, (fact.span,)))
        for (state, speaker, date), quotes in said.items():
            words = name_of(self.codebook, "access", state)
            who = self.offices.public(speaker)
            for one in each_once(quotes):
                yield Happening(
                    date or one.quote.source.document.when,
                    "access",
                    f"Access, suggested: {words.lower()}" + (f" ({who})" if who else ""),
                    one.quote,
                    None,
                    len(one.also),
                )

    def promises(self) -> Iterator[Happening]:
        for promise in self.bundle.commitments:
            who = self.offices.public(promise.who) or "a speaker"
            quote = self.register.quote(promise.capture, promise.what)
            made = quote.source.document.when
            due = f"due {written(promise.due)}" if promise.due else "no date given"
            yield Happening(
                made, "promise", f"Promise, suggested, of {who}, {due}; open until a person says otherwise", quote
            )
            if promise.due:
                yield Happening(promise.due, "deadline", f"A promise of {who} falls due", quote)

    def statements(self) -> Iterator[Happening]:
        """What parties and offices said on the matter; words carried by several documents are one line."""
        seen: dict[tuple[str, str], list[Happening]] = {}
        lines: dict[Digest, list[Span]] = {}
        for promise in self.bundle.commitments:
            lines.setdefault(promise.capture, []).extend(promise.what)
        for fact in self.bundle.access:
            lines.setdefault(fact.capture, []).append(fact.span)
        for statement in self.bundle.statements:
            speaker = self.offices.public(statement.speaker)
            if statement.act not in SPOKEN or speaker is None or not statement.content:
                continue
            has_line = lines.get(statement.capture, ()) if statement.act in OWN_LINES else ()
            if any(span.overlaps(line) for span in statement.content for line in has_line):
                continue
            quote = self.register.quote(statement.capture, statement.content)
            key = (speaker.casefold(), wording(quote))
            said = Happening(quote.source.document.when, "said", f"{speaker}: {ACTS[statement.act]}", quote, None)
            seen.setdefault(key, []).append(said)
        for group in seen.values():
            first = min(group, key=lambda h: (order_key(h.date), h.quote.source.number if h.quote else 0))
            others = len({h.quote.source.number for h in group if h.quote}) - 1
            yield Happening(first.date, first.kind, first.words, first.quote, None, others)


def make_timeline(bundle: Bundle, codebook: Codebook, register: Register) -> Timeline:
    """The timeline of a case. The day the report was made closes it."""
    gathering = _Gathering(bundle, codebook, register)
    fixed = [*gathering.letters(), *gathering.access(), *gathering.promises()]
    said = sorted(gathering.statements(), key=lambda h: order_key(h.date))
    room = max(0, MOST - len(fixed))
    lines = [*fixed, *said[:room]]
    if lines:
        lines.append(Happening(bundle.made[:10], "made", "This report was made"))
    lines.sort(key=lambda h: order_key(h.date))  # stable: letters before what was said about them
    years = [
        (str(year), tuple(inside))
        for year, inside in groupby(lines, key=lambda h: (h.date or "")[:4] if first_day(h.date) else "No date found")
    ]
    return Timeline(tuple(years), max(0, len(said) - room))
