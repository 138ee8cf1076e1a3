"""Invented prose: stories of sentences that hardly ever come twice, and what may happen to their words on the way.

`Prose(random)` draws from the given source of chance only, so that a seed always tells the same stories.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

_SYLLABLES = ["ka", "ro", "ven", "dor", "li", "tash", "mo", "rel", "su", "bren", "ith", "gal", "or", "fen", "du", "mar"]
_WHO = [
    "miners",
    "teachers",
    "fishermen",
    "nurses",
    "farmers",
    "prisoners",
    "students",
    "drivers",
    "weavers",
    "villagers",
]
_BODY = [
    "ministry",
    "council",
    "prosecutor",
    "union",
    "commission",
    "governor",
    "company",
    "court",
    "ombudsman",
    "police",
]
_DID = ["closed", "searched", "emptied", "fenced", "flooded", "guarded", "sold", "burned", "abandoned", "inspected"]
_THING = ["quarry", "school", "harbour", "warehouse", "clinic", "archive", "bridge", "reservoir", "barracks", "orchard"]
_SAYS = ["said", "told reporters", "insisted", "argued", "recalled", "explained", "maintained", "conceded"]
_WHEN = ["on Monday", "before dawn", "last winter", "in the spring", "after the vote", "during the strike", "overnight"]
_WHY = [
    "without a warrant",
    "despite a ruling",
    "for lack of money",
    "against advice",
    "under an old decree",
    "in secret",
]
_ADJ = ["broken", "narrow", "frozen", "crowded", "silent", "temporary", "rusted", "nameless", "costly", "forgotten"]
_TRADE = [
    "a clerk",
    "a midwife",
    "the ferryman",
    "an engineer",
    "a retired judge",
    "a cook",
    "the sexton",
    "a surveyor",
]
_NEAR = [
    "near",
    "north of",
    "outside",
    "between the walls of",
    "on the road to",
    "opposite",
    "downstream from",
    "behind",
]
_WITH = [
    "together with",
    "ahead of",
    "instead of",
    "unlike",
    "in front of",
    "on behalf of",
    "watched by",
    "followed by",
]
_OPEN = [
    "Even so,",
    "By then",
    "Once again",
    "As it happened,",
    "In the end",
    "Some way off,",
    "For a while",
    "Not long after,",
]
SYNONYMS = {
    "closed": "shut", "searched": "combed", "said": "stated", "insisted": "maintained", "without": "lacking",
    "despite": "notwithstanding", "narrow": "tight", "crowded": "packed", "silent": "quiet", "recalled": "remembered",
    "before": "ahead of", "during": "amid", "last": "this past", "families": "households", "the": "that", "had": "has",
    "explained": "pointed out", "costly": "expensive", "broken": "shattered", "and": "as well as",
}  # fmt: skip
OCR = str.maketrans({"l": "1", "o": "0", "e": "c", "m": "rn", "h": "b", "i": "l"})


@dataclass(frozen=True)
class Story:
    """A headline, and paragraphs of sentences."""

    headline: str
    paragraphs: tuple[tuple[str, ...], ...]
    place: str


@dataclass(frozen=True)
class Prose:
    """Stories, sentences and quotations, and the wear of words."""

    random: random.Random

    def story(self, paragraphs: int = 8) -> Story:
        """A new story; two of them share no more than phrases."""
        place = self.name()
        told = [tuple(self.sentence() for _ in range(self.random.randint(2, 4))) for _ in range(paragraphs)]
        for at in self.random.sample(range(paragraphs), min(2, paragraphs)):
            told[at] = (*told[at], f"{self.quotation()} {self.pick(_SAYS)} {self.name()} {self.name()}.")
        headline = f"{self.pick(_WHO).title()} of {place} wait at {self.pick(_ADJ)} {self.pick(_THING)}"
        return Story(headline, tuple(told), place)

    def sentence(self) -> str:
        """One sentence of prose, about twenty words, hardly ever the same twice."""
        pick, name = self.pick, self.name
        subject = pick((
            f"{pick(_WHO)} from {name()}", f"the {pick(_BODY)} of {name()}", f"{name()} {name()}, {pick(_TRADE)} in {name()},",
            f"a {pick(_ADJ)} {pick(_THING)}", f"some {self.number()} {pick(_WHO)}", f"nobody at the {pick(_THING)}",
        ))  # fmt: skip
        deed = pick((
            f"{pick(_DID)} {self.number()} {pick(_THING)}s", f"{pick(_SAYS)} that {name()} {pick(_DID)} it", f"{pick(_DID)} the {pick(_ADJ)} {pick(_THING)}",
            f"never {pick(_DID)} what {name()} {pick(_SAYS)}", f"waited for {name()} beside the {pick(_THING)}", f"counted {self.number()} {pick(_ADJ)} {pick(_THING)}s",
        ))  # fmt: skip
        rest = [pick(_WHEN), pick(_WHY), f"{pick(_NEAR)} {name()}", f"{pick(_WITH)} {self.number()} {pick(_WHO)}"]
        self.random.shuffle(rest)
        words = " ".join([subject, deed, *rest[: self.random.randint(2, 4)]])
        if self.random.random() < 0.3:
            words = f"{pick(_OPEN)} {words}"
        return words[0].upper() + words[1:] + "."

    def quotation(self) -> str:
        """Words spoken at a press conference, which any paper may quote."""
        return f"“{self.sentence()} We know that {self.sentence()[:-1]},”"

    def noise(self, text: str, share: float) -> str:
        """`text` as a bad scan would give it: a letter misread in `share` of its words."""
        words = text.split(" ")
        return " ".join(self._misread(w) if w.isalpha() and self.random.random() < share else w for w in words)

    def reword(self, text: str, share: float) -> str:
        """`text` lightly rewritten: a `share` of the words that have another word for them."""
        words = text.split(" ")
        return " ".join(
            SYNONYMS[w] if w in SYNONYMS and self.random.random() < share else w
            for w in words
            if self.random.random() > share / 40
        )

    def _misread(self, word: str) -> str:
        at = self.random.randrange(len(word))
        return word[:at] + word[at].translate(OCR) + word[at + 1 :]

    def pick(self, among: Sequence[T]) -> T:
        return self.random.choice(among)

    def name(self) -> str:
        return "".join(self.random.choices(_SYLLABLES, k=self.random.randint(2, 3))).title()

    def number(self) -> int:
        return self.random.randint(11, 999)
