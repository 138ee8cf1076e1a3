"""A small press that files, copies, cuts, rewrites and quotes: a simulated world with a gold answer for trace.

Everything in it is invented. `Newsroom(seed)` always tells the same stories. A story is paragraphs of sentences; an
agency files it as a wire; dailies run it in many dresses, or write their own. `texts()` gives what trace would see;
`family`, `excerpts`, `parents` say what is true of them.
"""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from answerable.trace.lineage import TextSeen

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
_SYNONYMS = {
    "closed": "shut", "searched": "combed", "said": "stated", "insisted": "maintained", "without": "lacking",
    "despite": "notwithstanding", "narrow": "tight", "crowded": "packed", "silent": "quiet", "recalled": "remembered",
    "before": "ahead of", "during": "amid", "last": "this past", "families": "households", "the": "that", "had": "has",
    "explained": "pointed out", "costly": "expensive", "broken": "shattered", "and": "as well as",
}  # fmt: skip
_OCR = str.maketrans({"l": "1", "o": "0", "e": "c", "m": "rn", "h": "b", "i": "l"})


@dataclass(frozen=True)
class Story:
    """A headline, and paragraphs of sentences."""

    headline: str
    paragraphs: tuple[tuple[str, ...], ...]
    place: str


@dataclass(frozen=True)
class Item:
    """One published text and where each paragraph of the story it takes from stands in it."""

    seen: TextSeen
    story: Story


@dataclass(frozen=True)
class Excerpt:
    """Words of `parent` that stand in `child`: the places in both."""

    child: str
    parent: str
    words: str


@dataclass
class Newsroom:
    """The press of one country. Gold: `family` by id, `parents` where marks or dates decide, `excerpts`."""

    seed: int = 0
    items: list[Item] = field(default_factory=list)
    family: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    excerpts: list[Excerpt] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.today = dt.date(2031, 3, 3)

    def agency(self, name: str) -> Agency:
        return Agency(self, name)

    def daily(self, name: str, furniture: Sequence[str] = ()) -> Daily:
        return Daily(self, name, tuple(furniture))

    def texts(self) -> list[TextSeen]:
        return [item.seen for item in self.items]

    def story(self, paragraphs: int = 8) -> Story:
        """A new story; two of them share no more than phrases."""
        place = self._name()
        told = tuple(tuple(self.sentence() for _ in range(self.random.randint(2, 4))) for _ in range(paragraphs))
        headline = f"{self._pick(_WHO).title()} of {place} wait at {self._pick(_ADJ)} {self._pick(_THING)}"
        return Story(headline, told, place)

    def sentence(self) -> str:
        """One sentence of prose, about twenty words, hardly ever the same twice."""
        pick, name = self._pick, self._name
        subject = pick((
            f"{pick(_WHO)} from {name()}", f"the {pick(_BODY)} of {name()}", f"{name()} {name()}, {pick(_TRADE)} in {name()},",
            f"a {pick(_ADJ)} {pick(_THING)}", f"some {self._number()} {pick(_WHO)}", f"nobody at the {pick(_THING)}",
        ))  # fmt: skip
        deed = pick((
            f"{pick(_DID)} {self._number()} {pick(_THING)}s", f"{pick(_SAYS)} that {name()} {pick(_DID)} it", f"{pick(_DID)} the {pick(_ADJ)} {pick(_THING)}",
            f"never {pick(_DID)} what {name()} {pick(_SAYS)}", f"waited for {name()} beside the {pick(_THING)}", f"counted {self._number()} {pick(_ADJ)} {pick(_THING)}s",
        ))  # fmt: skip
        rest = [pick(_WHEN), pick(_WHY), f"{pick(_NEAR)} {name()}", f"{pick(_WITH)} {self._number()} {pick(_WHO)}"]
        self.random.shuffle(rest)
        words = " ".join([subject, deed, *rest[: self.random.randint(2, 4)]])
        if self.random.random() < 0.3:
            words = f"{pick(_OPEN)} {words}"
        return words[0].upper() + words[1:] + "."

    def quotation(self) -> str:
        """Words spoken at a press conference, which any paper may quote."""
        return (
            f"“We have never seen the {self._pick(_ADJ)} {self._pick(_THING)} of {self._name()}, and nobody from "
            f"{self._name()} has shown us {self._number()} {self._pick(_WHO)} or one witness who was {self._pick(_WHEN)} there,”"
        )

    def publish(self, item: Item, family: str, parent: str | None = None) -> Item:
        self.items.append(item)
        self.family[item.seen.id] = family
        if parent is not None:
            self.parents[item.seen.id] = parent
        return item

    def next_id(self) -> str:
        return f"t{len(self.items):05d}"

    def noise(self, text: str, share: float) -> str:
        """`text` as a bad scan would give it: a letter misread in `share` of its words."""
        words = text.split(" ")
        return " ".join(self._misread(w) if w.isalpha() and self.random.random() < share else w for w in words)

    def reword(self, text: str, share: float) -> str:
        """`text` lightly rewritten: a `share` of the words that have another word for them."""
        words = text.split(" ")
        return " ".join(
            _SYNONYMS[w] if w in _SYNONYMS and self.random.random() < share else w
            for w in words
            if self.random.random() > share / 40
        )

    def _misread(self, word: str) -> str:
        at = self.random.randrange(len(word))
        return word[:at] + word[at].translate(_OCR) + word[at + 1 :]

    def _pick(self, among: Sequence[T]) -> T:
        return self.random.choice(among)

    def _name(self) -> str:
        return "".join(self.random.choices(_SYLLABLES, k=self.random.randint(2, 3))).title()

    def _number(self) -> int:
        return self.random.randint(11, 999)


@dataclass(frozen=True)
class Agency:
    room: Newsroom
    name: str

    def files(self, story: Story, *, day: int = 0, standing: str = "") -> Item:
        """The story as a wire: dateline, text, the agency's standing background if any, credits."""
        room = self.room
        date = room.today + dt.timedelta(days=day)
        lead = f"{story.place.upper()}, {date:%B} {date.day} ({self.name}) - "
        body = [" ".join(p) for p in story.paragraphs]
        body[0] = lead + body[0]
        if standing:
            body.append(standing)
        text = "\n\n".join([story.headline, *body, "(Reporting by Ana Velm; Editing by Tor Hask)"])
        seen = TextSeen(room.next_id(), text, published=date.isoformat(), publisher=self.name, language="en")  # type: ignore[arg-type]
        return room.publish(Item(seen, story), seen.id)


@dataclass(frozen=True)
class Daily:
    room: Newsroom
    name: str
    furniture: tuple[str, ...] = ()

    def runs(
        self,
        wire: Item,
        *,
        cut_to: int | None = None,
        headline: str | None = None,
        drop: Sequence[int] = (),
        reorder: bool = False,
        wrap: bool = False,
        rewrite: float = 0.0,
        ocr_noise: float = 0.0,
        style: str = "curly",
        credit: str = "none",
        day: int = 1,
    ) -> Item:
        """The wire's story in this paper's dress: cut to a number of paragraphs, some dropped, turned round, wrapped in
        clutter, reworded, misread, in another quotation style or encoding, credited or not.
        """
        room = self.room
        body = [" ".join(p) for at, p in enumerate(wire.story.paragraphs) if at not in drop][:cut_to]
        if reorder:
            body = body[:1] + room.random.sample(body[1:], len(body) - 1)
        if rewrite:
            body = [room.reword(p, rewrite) for p in body]
        if ocr_noise:
            body = [room.noise(p, ocr_noise) for p in body]
        agency = wire.seen.publisher or "the agency"
        if credit == "line":
            body.append(f"Source: {agency}")
        elif credit == "material":
            body.append(f"With material from {agency}.")
        elif credit == "appeared":
            body.append(f"The post {wire.story.headline} appeared first on {agency}.")
        if wrap:
            body = ["Share this", *body[:2], "Read also: Ten soups for a cold evening", *body[2:], "Translate »"]
        text = "\n\n".join([headline or wire.story.headline, *body, *self.furniture])
        item = self._item(_styled(text, style), wire.story, day)
        return room.publish(item, room.family[wire.seen.id], wire.seen.id)

    def writes(self, story: Story, *, quoting: Sequence[str] = (), day: int = 1) -> Item:
        """This paper's own story, quoting what was said where others heard it too."""
        body = [" ".join(p) for p in story.paragraphs]
        for at, words in enumerate(quoting):
            body.insert(
                1 + 2 * at,
                f"{words} {self.room._pick(('a spokesman', 'an official', 'the governor'))} {self.room._pick(_SAYS)}.",
            )
        item = self._item("\n\n".join([story.headline, *body, *self.furniture]), story, day)
        return self.room.publish(item, item.seen.id)

    def excerpts(self, wire: Item, paragraphs: Sequence[int], into: Story, *, day: int = 1) -> Item:
        """This paper's own story with whole paragraphs of another one set into it."""
        taken = [" ".join(wire.story.paragraphs[at]) for at in paragraphs]
        own = [" ".join(p) for p in into.paragraphs]
        body = [*own[:3], *taken, *own[3:]]
        item = self._item("\n\n".join([into.headline, *body, *self.furniture]), into, day)
        self.room.excerpts.extend(Excerpt(item.seen.id, wire.seen.id, words) for words in taken)
        return self.room.publish(item, item.seen.id)

    def _item(self, text: str, story: Story, day: int) -> Item:
        date = self.room.today + dt.timedelta(days=day)
        url = f"https://{self.name.lower().replace(' ', '-')}.example/{len(self.room.items)}"
        seen = TextSeen(
            self.room.next_id(), text, published=date.isoformat(), publisher=self.name, url=url, language="en"
        )  # type: ignore[arg-type]
        return Item(seen, story)


def _styled(text: str, style: str) -> str:
    if style == "straight":
        return text.translate(str.maketrans({"“": '"', "”": '"', "’": "'"}))
    if style == "guillemets":
        return text.translate(str.maketrans({"“": "«", "”": "»"}))
    if style == "decomposed":
        return unicodedata.normalize("NFD", text).replace(" ", "\u00a0", 40)
    return text


FURNITURE = (
    "Our reporters work by the light of your subscriptions, which cost less than a loaf of bread a week.",
    "The Kestrel Building, 14 Quay Street, is open to visitors on the first Sunday of every month except August.",
    "Letters to the editor should be signed and may be shortened for reasons of space or of taste.",
)
BACKGROUND = (
    "The northern province has been ruled by decree since the flood of 2019, when the assembly was dissolved and its "
    "members were sent home. About forty thousand people have left it since, according to the census office. Those who "
    "stayed live from fishing, from peat, and from what their relatives abroad can send them by the weekly boat."
)


def busy_press(documents: int, seed: int = 0) -> Newsroom:
    """A press of about `documents` texts: wires run in every dress, excerpts, own stories, and all hard negatives."""
    room = Newsroom(seed)
    dailies = [
        room.daily(f"{room._name()} {kind}", FURNITURE if at % 3 == 0 else ())
        for at, kind in enumerate(("Post", "Herald", "Times", "Echo", "Courier", "Gazette") * 4)
    ]
    wires = [room.agency(f"{room._name()} Wire") for _ in range(3)]
    conference = [room.quotation() for _ in range(max(3, documents // 100))]
    pick = room.random
    while len(room.items) < documents:
        wire = pick.choice(wires).files(room.story(), standing=BACKGROUND if pick.random() < 0.5 else "")
        for paper in pick.sample(dailies, pick.randint(0, 6)):
            _in_some_dress(room, paper, wire)
        if pick.random() < 0.4:
            pick.choice(dailies).excerpts(wire, [pick.randrange(1, 7)], room.story(6))
        for paper in pick.sample(dailies, 2):
            paper.writes(room.story(6), quoting=pick.sample(conference, 2))
    return replace_items(room, room.items[:documents])


def _in_some_dress(room: Newsroom, paper: Daily, wire: Item) -> None:
    pick = room.random
    credit = pick.choice(("none", "line", "material", "appeared"))
    dress = pick.choice(("plain", "cut", "dropped", "turned", "wrapped", "reworded", "misread", "styled", "all"))
    headline = room.story(1).headline if pick.random() < 0.5 else None
    paper.runs(
        wire,
        headline=headline,
        cut_to=pick.randint(3, 6) if dress == "cut" else (6 if dress == "all" else None),
        drop=pick.sample(range(1, 8), 2) if dress in ("dropped", "all") else (),
        reorder=dress in ("turned", "all"),
        wrap=dress in ("wrapped", "all"),
        rewrite=0.5 if dress in ("reworded", "all") else 0.0,
        ocr_noise=0.05 if dress in ("misread", "all") else 0.0,
        style=pick.choice(("straight", "guillemets", "decomposed")) if dress == "styled" else "curly",
        credit=credit,
        day=pick.choice((0, 1, 2)),
    )


def replace_items(room: Newsroom, items: list[Item]) -> Newsroom:
    """`room` with only `items`, and the gold that speaks of them."""
    kept = {item.seen.id for item in items}
    room.items = items
    room.family = {i: f for i, f in room.family.items() if i in kept}
    room.parents = {c: p for c, p in room.parents.items() if c in kept and p in kept}
    room.excerpts = [e for e in room.excerpts if e.child in kept and e.parent in kept]
    return room


__all__ = ["BACKGROUND", "FURNITURE", "Newsroom", "busy_press"]
