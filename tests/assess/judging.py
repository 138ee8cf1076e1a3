"""Replies, suggestions and judgements to test with. Nobody in here exists."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from answerable.assess.judgement import Judgement
from answerable.confront.answer import Answer, Response
from answerable.terms.agent import Agent
from answerable.terms.digest import Digest, digest_bytes
from answerable.terms.moment import Moment
from answerable.terms.passage import Passage, passage_at
from answerable.terms.span import Span

ASHA, BO = Agent("a" * 32), Agent("b" * 32)
NOON = Moment("2031-05-06T12:00:00.000Z")
SENTENCES = (
    "The Government of Veldonia rejects the claim.",
    "No one was held in the cannery.",
    "Section 12 forbids it.",
    "Two men were seen by a doctor.",
    "ترفض الوزارة هذا الادعاء.",
    "该部拒绝这一指控。",
)
RELATIONS = ("addresses-directly", "addresses-in-part", "tangential", "does-not-address")
POINTS = ("a1", "a2", None)


@dataclass(frozen=True)
class Reply:
    """A reply as it was read: its text, where its sentences stand, and the response they make."""

    text: str
    spans: tuple[Span, ...]
    response: Response

    def passage(self, sentence: int) -> Passage:
        return passage_at(self.spans[sentence], self.text, capture=self.response.capture, reading=self.response.reading)


def reply(*sentences: str, before: str = "", capture: str = "reply") -> Reply:
    """A reply of these sentences, read after the words `before`."""
    text, spans = before, []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + "\n\n"
    reading = digest_bytes(text.encode())
    digest = digest_bytes(capture.encode())
    response = Response(digest, reading, "veldonia", "reply", tuple((span,) for span in spans))
    return Reply(text, tuple(spans), response)


def suggested(said: Reply, sentence: int, allegation: str | None, relation: str = "tangential") -> Answer:
    """What the machine says of a sentence."""
    passage = said.passage(sentence)
    return Answer(said.response.id, allegation, None, passage, relation, "denies", "literal-denial", 0.6, "a cue")


def judged(
    said: Reply,
    sentence: int,
    allegation: str = "a1",
    *,
    relation: str = "addresses-directly",
    coder: Agent = ASHA,
    replaces: Digest | None = None,
    reason: str = "it says so",
) -> Judgement:
    """What a person says of a sentence."""
    passage = said.passage(sentence)
    coding = (relation, "denies", "literal-denial", "answerable-codebook/0.2")
    return Judgement(passage, allegation, None, *coding, coder, reason, NOON, replaces)


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """Any reply whose sentences all differ."""
    return reply(*draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6, unique=True)))
