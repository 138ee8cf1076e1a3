"""The fifteen papers of the fictional case and who copied from whom. Every place is found by its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from answerable.acquire.capture import Capture
from answerable.publish.bundle import BundleDocument, Role
from answerable.read.reading import Block, FoundDate, Reading
from answerable.terms.digest import Digest, digest_bytes
from answerable.terms.moment import Edtf, Moment
from answerable.terms.passage import Passage, passage_at
from answerable.terms.span import Span
from answerable.trace.lineage import Aligned, Derivation, Family, Lineage, Mark, MissingOriginal

Line = tuple[str, str, str, str]  # role, label, place, words


def _texts() -> dict[str, list[Line]]:
    """The sections of `veldonia.txt`."""
    found: dict[str, list[Line]] = {}
    section: list[Line] = []
    for line in Path(__file__).with_name("veldonia.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            section = found.setdefault(line[3:], [])
        elif line and not line.startswith("#"):
            role, place, words = line.split("\t")
            section.append((role.lstrip("~"), "boilerplate" if role.startswith("~") else "body", place, words))
    return found


TEXTS = _texts()
TOLD = [words for _, _, _, words in TEXTS["wire"]]


@dataclass(frozen=True)
class Paper:
    """A document being put together."""

    path: str
    blocks: Sequence[Line]
    language: str
    date: str | None
    outlet: str | None = None
    role: Role = "other"
    sent_from: str | None = None
    sent_to: str | None = None
    reference: str | None = None
    address: str | None = None
    media_type: str = "text/html"
    byline: str | None = None
    notes: tuple[str, ...] = ()

    @cached_property
    def id(self) -> Digest:
        return digest_bytes(self.path.encode())

    @cached_property
    def reading(self) -> Reading:
        text, blocks = "", []
        for role, label, place, words in self.blocks:
            text += "\n\n" if text else ""
            blocks.append(Block(len(text), len(text) + len(words), label, place, role))  # type: ignore[arg-type]
            text += words
        title = next((words for role, _, _, words in self.blocks if role == "title"), None)
        dates = (FoundDate("printed", Edtf(self.date), "meta article:published_time"),) if self.date else ()
        return Reading(
            self.id,
            self.media_type,
            "read",
            "",
            text,
            tuple(blocks),
            title,
            self.byline,
            self.outlet,
            dates,
            self.language,
            reference=self.reference,
            notes=self.notes,
            encoding="utf-8",
        )

    def at(self, words: str) -> Span:
        """The only place of these words."""
        text = self.reading.text
        start = text.index(words)
        assert text.find(words, start + 1) < 0, f"{words!r} stands twice in {self.path}"
        return Span(start, start + len(words))

    def words(self, number: int) -> str:
        """The words of a block."""
        return self.blocks[number][3]

    def sentences(self, first: int) -> tuple[tuple[Span, ...], ...]:
        """Every block from the `first` on, as response passages."""
        return tuple((self.at(words),) for _, _, _, words in self.blocks[first:])

    def passage(self, words: str) -> Passage:
        return passage_at(self.at(words), self.reading.text, capture=self.id, reading=self.reading.id)

    def document(self, lineage: Lineage) -> BundleDocument:
        capture = Capture(
            self.id,
            4_000 + len(self.reading.text),
            self.path,
            "file" if self.address is None else "web-archive-record",
            Moment("2021-06-30T14:02:11.000Z"),
            "prog:acquire",
            "text/html",
            self.address,
            claimed_at="2021-06-12T10:00:00Z" if self.address else None,
            facts=(("status", "200"), ("content-type", "text/html; charset=utf-8")) if self.address else (),
        )
        derived = tuple(one for one in lineage.derivations if one.child == self.id)
        return BundleDocument(
            self.reading,
            (capture,),
            self.role,
            lineage.family_of(self.id),
            derived,
            lineage.marks.get(self.id, ()),
            self.sent_from,
            self.sent_to,
            Edtf(self.date) if self.role != "other" and self.date else None,
        )


def _story(headline: str, lead: str, cut: int, tail: str = "") -> list[Line]:
    blocks: list[Line] = [
        ("other", "boilerplate", "/html/body/nav", "Home  World  Veldonia  Sport  Subscribe"),
        ("title", "body", "/html/body/main/h1", headline),
    ]
    if lead:
        blocks.append(("paragraph", "mark", "/html/body/main/p[1]", lead))
    for number, words in enumerate(TOLD[:cut], start=2):
        blocks.append(("paragraph", "body", f"/html/body/main/p[{number}]", words))
    if tail:
        blocks.append(("paragraph", "mark", "/html/body/main/p[9]", tail))
    blocks.append(
        ("other", "boilerplate", "/html/body/footer", "Read more: Ten coasts to see this summer. Cookie settings.")
    )
    return blocks


WIRE = Paper(
    "wire/orrin-bay.html",
    _story("Forty prisoners denied insulin at Orrin Bay, report says", "HALDT, Nov 3 (Coastal Wire)", 5),
    "en",
    "2020-11-03",
    "Coastal Wire",
    address="https://coastalwire.example/2020/11/orrin-bay",
)
COPIES = [
    Paper(
        "press/morning-star.html",
        _story("Prisoners “denied insulin”", "By Coastal Wire", 5),
        "en",
        "2020-11-03",
        "Morning Star",
        address="https://morningstar.example/p/8812",
    ),
    Paper(
        "press/evening-post.html",
        _story("Insulin withheld at Orrin Bay", "Coastal Wire, Haldt", 4),
        "en",
        "2020-11-04",
        "Evening Post",
        byline="Evening Post staff",
    ),
    Paper(
        "press/haldt-courier.html",
        _story("Local prison accused", "", 3, "Source: Coastal Wire"),
        "en",
        "2020-11-04",
        "Haldt Courier",
    ),
    Paper(
        "press/northern-daily.html",
        _story("Report: forty without medicine", "(Coastal Wire)", 5),
        "en",
        "2020-11-05",
        "Northern Daily Examiner and Harbour Gazette",
    ),
    Paper(
        "feed/veldonia-today.html",
        _story(
            "ALERT <script>alert('x')</script> Orrin Bay",
            "",
            4,
            "The post Orrin Bay appeared first on Morning Star. javascript:alert(1) \u202etxt.exe\u202c",
        ),
        "en",
        "2020-11-07",
        "veldonia-today.example",
        notes=("2 bidirectional control characters",),
    ),
]
REPORT = Paper(
    "ngo/medicine-as-punishment.pdf",
    TEXTS["prison-watch"],
    "en",
    "2020-10~",
    "Prison Watch Veldonia",
    media_type="application/pdf",
)
CHINESE = Paper("press/haibin.html", TEXTS["chinese"], "zh", "2020-12-01", "海滨日报")
UYGHUR = Paper("statements/families.html", TEXTS["uyghur"], "ug", "2020-12-10", "ئائىلىلەر بىرلەشمىسى")
LETTER = Paper(
    "letters/AL_VDN_3_2021.pdf",
    TEXTS["letter"],
    "en",
    "2021-01-12",
    None,
    "letter",
    "Special Rapporteur on health in detention",
    "Government of Veldonia",
    "AL VDN 3/2021",
    media_type="application/pdf",
)
REQUEST = Paper(
    "letters/visit-request.pdf",
    TEXTS["request"],
    "en",
    "2021-02-08",
    None,
    "request",
    "Special Rapporteur on health in detention",
    "Government of Veldonia",
    media_type="application/pdf",
)
COMPANY = Paper(
    "replies/corvane.pdf",
    TEXTS["company"],
    "en",
    "2021-03-20",
    None,
    "reply",
    "Corvane Health Services",
    "Special Rapporteur on health in detention",
    media_type="application/pdf",
)
ARABIC = Paper("press/al-sahil.html", TEXTS["arabic"], "ar", "2021-04-02", "صحيفة الساحل")
GOVERNMENT = Paper(
    "replies/note-verbale-77.pdf",
    TEXTS["government"],
    "en",
    "2021-05-04",
    None,
    "reply",
    "Government of Veldonia",
    "Special Rapporteur on health in detention",
    media_type="application/pdf",
    notes=("page 3 is a scan; text recognised",),
)
CALL = Paper("campaign/open-the-doors.html", TEXTS["call"], "en", "2021-06-01", "Prison Watch Veldonia", "call")
PAPERS = [WIRE, *COPIES, REPORT, CHINESE, UYGHUR, LETTER, REQUEST, COMPANY, ARABIC, GOVERNMENT, CALL]

RULE = "97 % of its words stand in the same order in the wire story, and it carries the agency’s name"


def lineage_of_the_press() -> Lineage:
    derivations = [
        Derivation(copy.id, WIRE.id, "copy", True, score, (_aligned(copy, TOLD[0]),), rule)
        for copy, score, rule in zip(
            COPIES[:4],
            (1.0, 0.97, 0.93, 0.99),
            (
                "All words of the body stand in the wire story; the byline names the agency; printed on the same day",
                RULE + "; printed a day later",
                "93 % of its words stand in the wire story; the source line names the agency; printed a day later",
                "99 % of its words stand in the wire story; the credit line names the agency; printed two days later",
            ),
            strict=True,
        )
    ]
    derivations.append(
        Derivation(
            COPIES[4].id,
            COPIES[0].id,
            "copy",
            True,
            0.96,
            (_aligned(COPIES[4], TOLD[0]),),
            "A feed notice names Morning Star, and the headline block is its own; printed four days later",
        )
    )
    derivations.append(
        Derivation(WIRE.id, REPORT.id, "citation", True, 0.22, (), "The story names the report as its source")
    )
    derivations.append(
        Derivation(CHINESE.id, WIRE.id, "citation", True, 1.0, (), "“据海岸通讯社报道” names the agency as its source")
    )
    marks = {
        WIRE.id: (_mark(WIRE, "dateline", "HALDT, Nov 3 (Coastal Wire)", "Coastal Wire"),),
        COPIES[0].id: (_mark(COPIES[0], "credit-line", "By Coastal Wire", "Coastal Wire"),),
        COPIES[2].id: (_mark(COPIES[2], "source-line", "Source: Coastal Wire", "Coastal Wire"),),
        COPIES[4].id: (
            _mark(COPIES[4], "appeared-first", "The post Orrin Bay appeared first on Morning Star.", "Morning Star"),
        ),
    }
    family = Family(
        (WIRE.id, *(copy.id for copy in COPIES)),
        WIRE.id,
        "It has the earliest printed date, and three members name its agency",
    )
    lawyer = CHINESE.at("一名律师对本报表示")
    certificates = REPORT.at("death certificates on which the cause of death was left blank")
    missing = (
        MissingOriginal("Three death certificates", REPORT.id, *certificates),
        MissingOriginal("律师的申诉书", CHINESE.id, *lawyer),
    )
    return Lineage((family,), tuple(derivations), marks, missing)


def _aligned(paper: Paper, words: str) -> Aligned:
    return Aligned(*paper.at(words), *WIRE.at(words))


def _mark(paper: Paper, kind: str, words: str, value: str) -> Mark:
    return Mark(kind, *paper.at(words), value)  # type: ignore[arg-type]
