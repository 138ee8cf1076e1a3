"""A small press that files, copies, cuts, rewrites and quotes: a simulated world with a gold answer for trace.

Everything in it is invented. `Newsroom(seed)` always tells the same stories. An agency files a story as a wire; dailies
run it in many dresses, pass on what another paper ran, or write their own. `texts()` gives what trace would see;
`family`, `parents`, `decided`, `excerpts`, `dress` and `traps` say what is true of them.
"""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.prose import Prose, Story

from answerable.terms.moment import Edtf
from answerable.trace.lineage import TextSeen


@dataclass(frozen=True)
class Item:
    """One published text, and the story as it runs there."""

    seen: TextSeen
    story: Story


@dataclass(frozen=True)
class Excerpt:
    """Words of `parent` that stand in `child`, and nothing of `parent` beside them."""

    child: str
    parent: str
    words: str


@dataclass
class Newsroom:
    """The press of one country, with its gold.

    `family` by id; `parents`: whom a text was taken from; `decided`: children whose marks or dates tell that;
    `dress`: what was done to a copy; `traps`: what a text shares with texts it has nothing to do with.
    """

    seed: int = 0
    items: list[Item] = field(default_factory=list)
    family: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    decided: set[str] = field(default_factory=set)
    dress: dict[str, str] = field(default_factory=dict)
    excerpts: list[Excerpt] = field(default_factory=list)
    traps: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.prose = Prose(self.random)
        self.today = dt.date(2031, 3, 3)

    def agency(self, name: str) -> Agency:
        return Agency(self, name)

    def daily(self, name: str, furniture: Sequence[str] = ()) -> Daily:
        return Daily(self, name, tuple(furniture))

    def texts(self) -> list[TextSeen]:
        return [item.seen for item in self.items]

    def story(self, paragraphs: int = 8) -> Story:
        return self.prose.story(paragraphs)

    def quotation(self) -> str:
        return self.prose.quotation()

    def publish(self, item: Item, family: str, parent: str | None = None) -> Item:
        self.items.append(item)
        self.family[item.seen.id] = family
        if parent is not None:
            self.parents[item.seen.id] = parent
        return item

    def next_id(self) -> str:
        return f"t{len(self.items):05d}"

    def keep(self, documents: int) -> Newsroom:
        """Only the first `documents` texts, and the gold that speaks of them."""
        self.items = self.items[:documents]
        kept = {item.seen.id for item in self.items}
        self.family = {i: f for i, f in self.family.items() if i in kept}
        self.parents = {c: p for c, p in self.parents.items() if c in kept and p in kept}
        self.decided &= self.parents.keys()
        self.excerpts = [e for e in self.excerpts if e.child in kept and e.parent in kept]
        self.traps = defaultdict(set, {i: t for i, t in self.traps.items() if i in kept})
        return self


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
        seen = TextSeen(room.next_id(), text, Edtf(date.isoformat()), publisher=self.name, language="en")
        if standing:
            room.traps[seen.id].add("background")
        return room.publish(Item(seen, story), seen.id)


@dataclass(frozen=True)
class Daily:
    room: Newsroom
    name: str
    furniture: tuple[str, ...] = ()

    def runs(
        self,
        taken: Item,
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
        """What another ran, in this paper's dress: cut to a number of paragraphs, some dropped, turned round, wrapped in
        clutter, reworded, misread, in another quotation style or encoding, credited or not.
        """
        room = self.room
        told = [p for at, p in enumerate(taken.story.paragraphs) if at not in drop][:cut_to]
        if reorder:
            told = told[:1] + room.random.sample(told[1:], len(told) - 1)
        if rewrite:
            told = [tuple(room.prose.reword(s, rewrite) for s in p) for p in told]
        if ocr_noise:
            told = [tuple(room.prose.noise(s, ocr_noise) for s in p) for p in told]
        headline = headline or taken.story.headline
        body = [" ".join(p) for p in told]
        whom = taken.seen.publisher or "the agency"
        if credit == "line":
            body.append(f"Source: {whom}")
        elif credit == "material":
            body.append(f"With material from {whom}.")
        elif credit == "appeared":
            body.append(f"The post {headline} appeared first on {whom}.")
        if wrap:
            body = ["Share this", *body[:2], "Read also: Ten soups for a cold evening", *body[2:], "Translate »"]
        text = styled("\n\n".join([headline, *body, *self.furniture]), style)
        item = self._item(text, Story(headline, tuple(told), taken.story.place), day)
        if credit != "none" or (item.seen.published or "") > (taken.seen.published or ""):
            room.decided.add(item.seen.id)
        return room.publish(item, room.family[taken.seen.id], taken.seen.id)

    def writes(self, story: Story, *, quoting: Sequence[str] = (), day: int = 1) -> Item:
        """This paper's own story, quoting what was said where others heard it too."""
        body = [" ".join(p) for p in story.paragraphs]
        pick = self.room.prose.pick
        for at, words in enumerate(quoting):
            who = pick(("a spokesman", "an official", "the governor"))
            body.insert(1 + 2 * at, f"{words} {who} {pick(('said', 'insisted', 'argued'))}.")
        item = self._item("\n\n".join([story.headline, *body, *self.furniture]), story, day)
        self.room.traps[item.seen.id].update(quoting)
        return self.room.publish(item, item.seen.id)

    def excerpts(self, taken: Item, paragraphs: Sequence[int], into: Story, *, day: int = 1) -> Item:
        """This paper's own story with whole paragraphs of another one set into it."""
        lifted = [" ".join(taken.story.paragraphs[at]) for at in paragraphs]
        own = [" ".join(p) for p in into.paragraphs]
        item = self._item("\n\n".join([into.headline, *own[:3], *lifted, *own[3:], *self.furniture]), into, day)
        self.room.excerpts.extend(Excerpt(item.seen.id, taken.seen.id, words) for words in lifted)
        return self.room.publish(item, item.seen.id)

    def _item(self, text: str, story: Story, day: int) -> Item:
        date = self.room.today + dt.timedelta(days=day)
        url = f"https://{self.name.lower().replace(' ', '-')}.example/{len(self.room.items)}"
        seen = TextSeen(self.room.next_id(), text, Edtf(date.isoformat()), url=url, publisher=self.name, language="en")
        if self.furniture:
            self.room.traps[seen.id].add("furniture")
        return Item(seen, story)


def styled(text: str, style: str) -> str:
    """`text` with quotation marks or characters as another system writes them."""
    if style == "straight":
        return text.translate(str.maketrans({"“": '"', "”": '"', "’": "'"}))
    if style == "guillemets":
        return text.translate(str.maketrans({"“": "«", "”": "»"}))
    if style == "decomposed":
        return unicodedata.normalize("NFD", text).replace(" ", "\u00a0", 40)
    if style == "misdecoded":
        return text.encode("utf-8").decode("cp1252", "replace")
    if style == "soft hyphens":
        return text.replace("ing ", "\u00ading ").replace("and ", "and \u200b")
    return text


STYLES = ("straight", "guillemets", "decomposed", "misdecoded", "soft hyphens")
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
DRESSES = ("plain", "cut", "dropped", "turned", "wrapped", "reworded", "misread", "styled", "combined")


def busy_press(documents: int, seed: int = 0) -> Newsroom:
    """A press of `documents` texts: wires run in every dress, relays of relays, excerpts, own stories, hard negatives."""
    room = Newsroom(seed)
    kinds = ("Post", "Herald", "Times", "Echo", "Courier", "Gazette")
    dailies = [
        room.daily(f"{room.prose.name()} {kind}", FURNITURE if at % 3 == 0 else ())
        for at, kind in enumerate(kinds * max(4, documents // 2000))
    ]
    wires = [room.agency(f"{room.prose.name()} Wire") for _ in range(3)]
    conference = [room.quotation() for _ in range(max(3, documents // 30))]
    pick = room.random
    while len(room.items) < documents:
        wire = pick.choice(wires).files(room.story(), standing=BACKGROUND if pick.random() < 0.5 else "")
        for paper in pick.sample(dailies, pick.randint(0, 6)):
            copy = in_some_dress(room, paper, wire)
            if pick.random() < 0.15:
                relay = pick.choice([other for other in dailies if other.name != copy.seen.publisher])
                room.dress[relay.runs(copy, credit="appeared", day=3).seen.id] = "relayed"
        if pick.random() < 0.4:
            pick.choice(dailies).excerpts(wire, [pick.randrange(1, 7)], room.story(6))
        for paper in pick.sample(dailies, 2):
            paper.writes(room.story(6), quoting=pick.sample(conference, 2))
    return room.keep(documents)


def in_some_dress(room: Newsroom, paper: Daily, wire: Item, dress: str | None = None) -> Item:
    """The wire in one dress, drawn by chance where none is given."""
    pick = room.random
    dress = dress or pick.choice(DRESSES)
    every = dress == "combined"
    item = paper.runs(
        wire,
        headline=room.story(1).headline if pick.random() < 0.5 else None,
        cut_to=pick.randint(3, 6) if dress == "cut" else (6 if every else None),
        drop=pick.sample(range(1, 8), 2) if dress == "dropped" or every else (),
        reorder=dress == "turned" or every,
        wrap=dress == "wrapped" or every,
        rewrite=0.5 if dress == "reworded" or every else 0.0,
        ocr_noise=0.05 if dress == "misread" or every else 0.0,
        style=pick.choice(STYLES) if dress == "styled" or every else "curly",
        credit=pick.choice(("none", "line", "material", "appeared")),
        day=pick.choice((0, 1, 2)),
    )
    room.dress[item.seen.id] = dress
    return item
