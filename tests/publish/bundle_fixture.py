"""A fictional case, whole: six allegations, three responses, fifteen documents, a family of six copies.

`veldonia()` gives the bundle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.publish.papers_fixture import (
    ARABIC,
    CALL,
    CHINESE,
    COMPANY,
    COPIES,
    GOVERNMENT,
    LETTER,
    PAPERS,
    REPORT,
    REQUEST,
    TOLD,
    UYGHUR,
    WIRE,
    Paper,
    lineage_of_the_press,
)

from answerable.acquire.capture import Offered
from answerable.assess.judgement import Judgement
from answerable.confront.answer import Allegation, Answer, Cell, Element, OriginGroup, Origins, Response
from answerable.extract.statement import Act, Commitment, Statement
from answerable.publish.bundle import AccessFact, AffectedGroup, Bundle, Call, CaseFacts, Party
from answerable.terms.agent import Agent
from answerable.terms.digest import digest_bytes
from answerable.terms.moment import Edtf, Moment

MADE = Moment("2021-07-02T08:15:00.000Z")
CODER = Agent("5d1c0f6ab2e94d0f8a77c1e2b3049d55")


def _elements(id: str, *parts: tuple[str, str]) -> tuple[Element, ...]:
    return tuple(Element(id, kind, text) for kind, text in parts)  # type: ignore[arg-type]


def _allegations() -> list[Allegation]:
    return [
        Allegation(
            "medicine",
            "Guards at Orrin Bay prison withheld insulin and other medicine from at least forty prisoners between "
            "February and March 2020.",
            _elements(
                "medicine",
                ("act", "medicine was withheld"),
                ("author", "guards of Orrin Bay prison"),
                ("number", "at least forty prisoners"),
                ("time", "between February and March 2020"),
            ),
            (
                LETTER.passage(LETTER.words(4)),
                REPORT.passage(REPORT.words(2)),
                WIRE.passage(TOLD[0]),
                CHINESE.passage(CHINESE.words(1)),
            ),
            False,
        ),
        Allegation(
            "deaths",
            "Three prisoners died of untreated illness, and their families were not told the cause of death.",
            _elements(
                "deaths", ("act", "three prisoners died of untreated illness"), ("knowledge", "families were not told")
            ),
            (LETTER.passage(LETTER.words(5)), REPORT.passage(REPORT.words(3)), UYGHUR.passage(UYGHUR.words(1))),
            False,
        ),
        Allegation(
            "selection",
            "Prisoners belonging to the Sarai community were selected for the isolation block.",
            _elements("selection", ("act", "selection by community")),
            (
                LETTER.passage(LETTER.words(6)),
                REPORT.passage("Prisoners of the Sarai community were selected for the isolation block."),
            ),
            False,
        ),
        Allegation(
            "complaints",
            "Complaints filed by relatives with the prosecutor at Haldt were not registered.",
            _elements("complaints", ("remedy", "complaints were not registered")),
            (LETTER.passage(LETTER.words(7)), CHINESE.passage(CHINESE.words(2)), UYGHUR.passage(UYGHUR.words(2))),
            False,
        ),
        Allegation(
            "log",
            "Officers of the prison destroyed the dispensing log for March 2020.",
            _elements("log", ("act", "the dispensing log was destroyed")),
            (LETTER.passage(LETTER.words(8)), REPORT.passage(REPORT.words(5))),
            False,
        ),
        Allegation(
            "physician",
            "A physician who reported the deaths was dismissed eleven days later.",
            _elements("physician", ("act", "the physician was dismissed for reporting")),
            (LETTER.passage(LETTER.words(9)), REPORT.passage(REPORT.words(6))),
            True,
            "Proposed from question 6 of the letter",
        ),
    ]


def _responses() -> list[Response]:
    return [
        Response(
            GOVERNMENT.id,
            GOVERNMENT.reading.id,
            "Government of Veldonia",
            "reply",
            GOVERNMENT.sentences(2),
            date="2021-05-04",
        ),
        Response(
            COMPANY.id,
            COMPANY.reading.id,
            "Corvane Health Services",
            "reply",
            COMPANY.sentences(2),
            ("medicine", "deaths", "log", "physician"),
            "2021-03-20",
        ),
        Response(
            ARABIC.id,
            ARABIC.reading.id,
            "المتحدث باسم وزارة العدل",
            "statements",
            ARABIC.sentences(1),
            date="2021-04-02",
            through="صحيفة الساحل",
        ),
    ]


#: (allegation, response, words' block, relation, stance, code, confidence, why, abstain)
CODED = [
    (
        "medicine",
        0,
        GOVERNMENT.words(5),
        "addresses-in-part",
        "disputes-detail",
        "specific-information",
        0.74,
        "Speaks of two of the forty prisoners and says nothing of the others",
        False,
    ),
    (
        "medicine",
        0,
        GOVERNMENT.words(3),
        "tangential",
        "denies",
        "blanket-rejection",
        0.93,
        "Rejects everything and names no element: a general rejection answers nothing",
        False,
    ),
    (
        "medicine",
        0,
        GOVERNMENT.words(4),
        "tangential",
        "no-position",
        "legalism",
        0.88,
        "Cites an Act; that a rule exists does not show that it was kept",
        False,
    ),
    (
        "deaths",
        0,
        GOVERNMENT.words(3),
        "tangential",
        "denies",
        "blanket-rejection",
        0.93,
        "Rejects everything and names no element: a general rejection answers nothing",
        False,
    ),
    (
        "selection",
        0,
        GOVERNMENT.words(7),
        "addresses-directly",
        "denies",
        "literal-denial",
        0.52,
        "Practice stated as fact; were it true, the element would be false",
        True,
    ),
    (
        "complaints",
        0,
        GOVERNMENT.words(6),
        "addresses-directly",
        "disputes-detail",
        "specific-information",
        0.91,
        "Gives numbers and dates of registered complaints and attaches the register",
        False,
    ),
    (
        "medicine",
        1,
        COMPANY.words(2),
        "addresses-in-part",
        "no-position",
        "specific-information",
        0.69,
        "Deliveries to the prison are shown; whether the medicine was given is not said",
        False,
    ),
    (
        "medicine",
        1,
        COMPANY.words(3),
        "tangential",
        "no-position",
        "responsibility-shift",
        0.81,
        "Says who holds the keys and leaves open what happened",
        False,
    ),
    (
        "physician",
        1,
        COMPANY.words(4),
        "addresses-in-part",
        "concedes",
        "justification",
        0.77,
        "Accepts that the contract ended and gives another reason",
        False,
    ),
    (
        "medicine",
        2,
        ARABIC.words(1),
        "tangential",
        "denies",
        "blanket-rejection",
        0.9,
        "Rejects everything and names no element: a general rejection answers nothing",
        False,
    ),
    (
        "log",
        2,
        ARABIC.words(2),
        "tangential",
        "denies",
        "specific-information",
        0.41,
        "Says under which number a log is kept; whether it is the log that is said to have been burned is open",
        True,
    ),
]

RULES = {
    "answered": "One passage addresses the element directly",
    "partly-answered": "Passages address it only in part",
    "unanswered": "No passage addresses it, or only tangentially",
}


def _answers(responses: Sequence[Response], allegations: Sequence[Allegation]) -> list[Answer]:
    papers = [GOVERNMENT, COMPANY, ARABIC]
    first = {allegation.id: allegation.elements[0].id for allegation in allegations}
    return [
        Answer(
            responses[at].id,
            allegation,
            first[allegation],
            papers[at].passage(words),
            relation,
            stance,
            code,
            confidence,
            why,
            abstain,
        )
        for allegation, at, words, relation, stance, code, confidence, why, abstain in CODED
    ]


def _cells(responses: Sequence[Response], allegations: Sequence[Allegation], answers: Sequence[Answer]) -> list[Cell]:
    cells = []
    for allegation in allegations:
        for response in responses:
            if response.answers and allegation.id not in response.answers:
                continue
            own = [a for a in answers if a.allegation == allegation.id and a.response == response.id]
            standing = [a for a in own if a.relation.startswith("addresses")]
            standing = [a for a in standing if not a.abstain]  # when unsure, unanswered
            direct = any(a.relation == "addresses-directly" for a in standing)
            judged = allegation.id == "complaints" and direct
            state = "answered" if direct else "partly-answered" if standing else "unanswered"
            cells.append(
                Cell(
                    allegation.id,
                    response.id,
                    state,
                    judged,
                    tuple(a.id for a in standing),
                    any(a.abstain for a in own),
                    "A person coded the passage: it addresses the element directly" if judged else RULES[state],
                )
            )  # type: ignore[arg-type]
    return cells


def _origins(allegations: Sequence[Allegation]) -> dict[str, Origins]:
    press = (WIRE.id, *(copy.id for copy in COPIES), CHINESE.id)
    nurse = OriginGroup(
        "o1",
        "Prison Watch Veldonia",
        (REPORT.id, *press),
        (),
        "The wire story and its copies name the report as their source; the report rests on one former nurse",
    )
    families = OriginGroup(
        "o2", "ئائىلىلەر بىرلەشمىسى", (UYGHUR.id,), (), "Own words of the association, shared with no other document"
    )
    lawyer = OriginGroup(
        "o3", "A lawyer", (CHINESE.id,), (), "A lawyer speaks to the paper; no other document has these words"
    )
    report = OriginGroup("o4", "Prison Watch Veldonia", (REPORT.id,), (), "Only the report")
    found: dict[str, tuple[tuple[OriginGroup, ...], tuple[str, ...]]] = {
        "medicine": ((nurse,), ("The report’s interview with the nurse",)),
        "deaths": ((nurse, families), ("Three death certificates",)),
        "selection": ((report,), ()),
        "complaints": ((families, lawyer), ("律师的申诉书",)),
        "log": ((nurse,), ()),
        "physician": ((report,), ()),
    }
    return {
        allegation.id: Origins(
            allegation.id,
            tuple(dict.fromkeys(d for g in found[allegation.id][0] for d in g.documents)),
            *found[allegation.id],
        )
        for allegation in allegations
    }


def _said(paper: Paper, act: Act, speaker: str | None, words: str, *, through: Statement | None = None) -> Statement:
    return Statement(
        paper.id,
        paper.reading.id,
        (),
        (),
        (paper.at(words),),
        act,
        speaker,
        through.id if through else None,
        0.8,
        "“according to”" if through else "reporting verb beside its speaker",
    )


def _statements() -> list[Statement]:
    statements = []
    for paper in (WIRE, *COPIES):
        report = _said(paper, "alleges", "Prison Watch Veldonia", TOLD[0].partition(", according")[0])
        statements.append(report)
        statements.append(
            _said(
                paper,
                "alleges",
                "Asha Lind",
                "We kept the insulin in a locked cupboard and were told not to open it",
                through=report,
            )
        )
    statements += [
        _said(LETTER, "alleges", "Special Rapporteur on health in detention", LETTER.words(4)),
        _said(
            LETTER,
            "demands",
            "Special Rapporteur on health in detention",
            "I would appreciate a response within sixty days.",
        ),
        _said(GOVERNMENT, "denies", "Government of Veldonia", GOVERNMENT.words(3)),
        _said(GOVERNMENT, "cites-law", "Government of Veldonia", GOVERNMENT.words(4)),
        _said(COMPANY, "denies", "Corvane Health Services", COMPANY.words(4)),
        _said(ARABIC, "denies", "المتحدث باسم وزارة العدل", "الوزارة ترفض هذه الادعاءات جملة وتفصيلا"),
        _said(ARABIC, "commits", "المتحدث باسم وزارة العدل", "الوزارة ستنشر تقرير المفتشية قبل نهاية يونيو 2021"),
        _said(UYGHUR, "alleges", None, UYGHUR.words(1)),
        _said(CALL, "demands", "Prison Watch Veldonia", CALL.words(1)),
    ]
    return statements


def veldonia() -> Bundle:
    """The whole case."""
    lineage, allegations, responses, statements = lineage_of_the_press(), _allegations(), _responses(), _statements()
    answers = _answers(responses, allegations)
    promise = statements[-3]
    judged = Judgement(
        GOVERNMENT.passage(GOVERNMENT.words(6)),
        "complaints",
        None,
        "addresses-directly",
        "disputes-detail",
        "specific-information",
        "answerable-codebook/0.2",
        CODER,
        "The numbers and the register speak of these very complaints. Whether two are missing is another question.",
        Moment("2021-07-01T16:40:00.000Z"),
    )
    return Bundle(
        CaseFacts(
            "7f3a0c9e5b1d4a2f86e0c7d1a9b45e32",
            "Orrin Bay prison, Veldonia",
            "Was medicine withheld at Orrin Bay in early 2020, and what has been said in reply?",
            (
                Party(
                    "veldonia", ("Government of Veldonia", "Veldonia", "وزارة العدل", "Ministry of Justice"), "State"
                ),
                Party("corvane", ("Corvane Health Services", "Corvane"), "company"),
                Party("watch", ("Prison Watch Veldonia",), "organisation that alleges"),
            ),
        ),
        [paper.document(lineage) for paper in PAPERS],
        lineage,
        MADE,
        {
            "answerable": "0.1.0",
            "read": "read/2",
            "trace": "trace/1",
            "extract": "extract/rules-3",
            "confront": "confront/rules-3",
            "report": "report/1",
        },
        statements,
        [
            Commitment(
                promise.id,
                ARABIC.id,
                "المتحدث باسم وزارة العدل",
                promise.content,
                Edtf("2021-06-30"),
                "قبل نهاية يونيو 2021",
                "future verb with a date",
            )
        ],
        allegations,
        responses,
        answers,
        _cells(responses, allegations, answers),
        {responses[0].id: "cooperative-but-incomplete", responses[1].id: "cooperative-but-incomplete"},
        _origins(allegations),
        [judged],
        [
            AccessFact(
                REQUEST.id, REQUEST.at(REQUEST.words(1)), "requested", "Special Rapporteur on health in detention"
            ),
            AccessFact(GOVERNMENT.id, GOVERNMENT.at(GOVERNMENT.words(8)), "acknowledged", "Government of Veldonia"),
        ],
        [AffectedGroup(REPORT.id, (REPORT.at("Prisoners of the Sarai community"),), "selection")],
        [Call(CALL.id, (CALL.at(CALL.words(1)),), "Minister of Justice")],
        [
            *(Offered(paper.path, "read", "", paper.id, 0.02) for paper in PAPERS),
            Offered(
                "replies/annex-2.pdf",
                "unreadable",
                "the file ends in the middle of page 4",
                digest_bytes(b"annex"),
                0.4,
            ),
            Offered("photos/yard\udce9.heic", "refused", "no reader for image/heic", None, 0.0),
        ],
        142,
        "9c1e5b0f7a3d2c4e6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6",
    )


def without(bundle: Bundle, **changes: object) -> Bundle:
    """`bundle` with some of it changed."""
    return replace(bundle, **changes)  # type: ignore[arg-type]


def with_many_responses() -> Bundle:
    """The case with thirty further replies to none of its points."""
    bundle = veldonia()
    reply = next(one for one in bundle.responses if one.kind == "reply")
    many = [replace(reply, date=f"20{year}", answers=("nothing",)) for year in range(30, 60)]
    return replace(bundle, responses=[*bundle.responses, *many])
