"""The words the report uses for the codebook's ids and for its own states: neutral, the same for every party.

In:   ids of the codebook.
Out:  words for a reader.
Not:  definitions; those are the codebook's and are printed from it.
"""

from __future__ import annotations

from itertools import groupby

from answerable.confront.answer import State
from answerable.resources.codebook import Category, Codebook

STATES: dict[State, str] = {"answered": "answered", "partly-answered": "partly answered", "unanswered": "unanswered"}
STATE_ORDER: dict[State, int] = {"unanswered": 0, "partly-answered": 1, "answered": 2}

ACTS = {
    "alleges": "alleges",
    "denies": "denies",
    "concedes": "concedes",
    "disputes-detail": "disputes a detail",
    "cites-law": "cites law",
    "responds": "responds",
    "demands": "demands",
    "requests-access": "requests access",
    "commits": "promises",
    "assesses": "assesses",
    "reports": "reports",
    "other": "says",
}

ROLES = {"letter": "letter", "reply": "reply", "request": "access request", "call": "call", "other": "publication"}

HOW = {
    "file": "a file",
    "archive-member": "a member of an archive",
    "mail-part": "a part of a mail",
    "mailbox-message": "a message of a mailbox",
    "feed-entry": "an entry of a feed",
    "web-archive-record": "a record of a web archive",
    "fetched": "fetched from its address",
    "browser-page": "seen with a browser",
    "browser-record": "recorded by a browser beside a page",
}

LABELS = {"boilerplate": "page furniture"}


def name_of(codebook: Codebook, which: str, id: str) -> str:
    """The codebook's name for `id`; the id itself, hyphens as spaces, when this codebook has no name for it."""
    try:
        return codebook.named(which, id).name or id.replace("-", " ")
    except KeyError:
        return id.replace("-", " ")


def used(codebook: Codebook, which: str, ids: frozenset[str]) -> list[Category]:
    """The codebook's entries among `ids`, in its order."""
    return [category for category in getattr(codebook, which) if category.id in ids]


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 point`, `1,204 points`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def runs(numbers: list[int], letter: str) -> list[str]:
    """Rising numbers as tags, three or more in a row as one: `R1`, `R3–R7`."""
    out: list[str] = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        tags = [f"{letter}{number}" for number in run]
        out += [f"{tags[0]}–{tags[-1]}"] if len(run) > 2 else tags
    return out
