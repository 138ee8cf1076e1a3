"""A sentence of a reply in its place: what the coding rules look at.

In:   wordings and links.
Out:  `Setting`: the sentence, its neighbours' topic, and the allegation it is set against.
Not:  rules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from answerable.confront.linking import CLEAR, WEAK, Links
from answerable.confront.wording import Wording

_TWO_NAMES = re.compile(r"[A-Z][\w’'-]{1,30} and (?:M[rs]{1,2}\.? )?[A-Z]\w")


@dataclass(frozen=True)
class Setting:
    """One sentence against one allegation (None: it has no topic)."""

    sentence: Wording
    point: Wording | None
    at: int | None  # the allegation's index
    index: int
    total: int
    weight: float  # of what it shares with the allegation
    back: bool  # it leans on the sentence before
    carried: bool  # its topic comes from its neighbours, not from its own words
    parties: frozenset[str]  # names that open several sentences: the author of the reply
    shared: tuple[str, ...] = ()

    @property
    def first(self) -> bool:
        return self.index == 0

    @property
    def last(self) -> bool:
        return self.index == self.total - 1 and self.total > 1

    @property
    def linked(self) -> bool:
        return self.point is not None and self.weight >= WEAK

    @property
    def clear(self) -> bool:
        return self.point is not None and self.weight >= CLEAR

    @cached_property
    def author(self) -> bool:
        """Whether the author of the reply is what the sentence opens with."""
        return self.sentence.starts("authors", 2) or bool(self.parties & self.sentence.opening_names)

    @cached_property
    def particulars(self) -> int:
        """How many checkable things it names: figures, days, names other than the author's, records."""
        figures = self.sentence.figures
        names = {n for n in self.sentence.names if n not in self.parties}
        return (
            min(3, len(figures.amounts))
            + len(figures.days)
            + (1 if figures.years or figures.clock or (figures.months and not figures.days) else 0)
            + min(2, len(names))
            + min(2, self.sentence.count("records"))
        )

    @cached_property
    def concrete(self) -> int:
        """Figures and days alone."""
        figures = self.sentence.figures
        return min(3, len(figures.amounts)) + len(figures.days) + (1 if figures.years or figures.clock else 0)

    @cached_property
    def past(self) -> bool:
        """Whether it tells something that happened or was done."""
        return self.sentence.has("past")

    @cached_property
    def negated(self) -> bool:
        return self.sentence.has("negators")


def parties_of(points: Sequence[Wording], reply: Sequence[Wording]) -> frozenset[str]:
    """Names of the author of the reply: those that open several sentences, or open the first and stand in a point."""
    openers = Counter(word for sentence in reply if sentence.text[:1].isupper() for word in sentence.opening_names)
    least = max(2, len(reply) // 5)
    alleged = {term for point in points for term in point.terms}
    named = {name for sentence in reply for name in sentence.names}
    first = reply[0].opening_names if reply else frozenset()
    return frozenset(n for n, count in openers.items() if count >= least and (n in named or n in alleged)) | frozenset(
        n for n in first if n in alleged
    )


def individual(s: Setting) -> bool:
    """A named person in a reply to a charge that does not name them: an individual case for a general charge."""
    if s.point is None or not s.sentence.has("titles") or not s.sentence.names:
        return False
    return not (s.sentence.names & s.point.terms)


def one_of_several(s: Setting) -> bool:
    """A named person where the charge speaks of several: one victim of several."""
    if s.point is None or not s.sentence.has("titles") or not s.sentence.names & s.point.terms:
        return False
    several = any(n >= 2 for n in s.point.figures.amounts) or bool(_TWO_NAMES.search(s.point.text))
    return several and len(s.sentence.hits["titles"]) < 2


def setting_of(
    points: Sequence[Wording],
    reply: Sequence[Wording],
    links: Links,
    parties: frozenset[str],
    index: int,
    at: int | None,
) -> Setting:
    """Sentence `index` against point `at` (None: against nothing)."""
    shared = links.shared[index].get(at) if at is not None else None
    return Setting(
        sentence=reply[index],
        point=None if at is None else points[at],
        at=at,
        index=index,
        total=len(reply),
        weight=0.0 if shared is None else shared.weight,
        back=links.back[index],
        carried=at is not None and (shared is None or shared.weight < WEAK),
        parties=parties,
        shared=() if shared is None else shared.words,
    )


def settings_of(
    points: Sequence[Wording], reply: Sequence[Wording], links: Links, parties: frozenset[str]
) -> list[list[Setting]]:
    """Per sentence its settings: against its topic first, then against others it is clearly about.  # (3)"""
    out = []
    for index, sentence in enumerate(reply):
        shared = links.shared[index]
        topic = links.topics[index]
        if topic is None and sentence.has("titles") and sentence.names:
            topic = next((t for t in reversed(links.topics[:index]) if t is not None), None)
        chosen: list[int | None] = [topic]
        own = shared[topic].weight if topic is not None and topic in shared else 0.0
        chosen += [
            a
            for a, s in sorted(shared.items(), key=lambda item: -item[1].weight)
            if a != topic and s.weight >= max(CLEAR * 1.6, 0.9 * own)
        ][:2]
        out.append([setting_of(points, reply, links, parties, index, a) for a in chosen])
    return out
