"""What a document is in the exchange, as case.toml says."""

from __future__ import annotations

from answerable.acquire.capture import Capture
from answerable.confront.documents import standings
from answerable.preserve.settings import GivenDocument
from answerable.terms.digest import digest_bytes
from answerable.terms.moment import Moment


def capture(path: str) -> Capture:
    return Capture(digest_bytes(path.encode()), 1, path, "file", Moment("2024-01-01T00:00:00.000Z"), "a" * 32)


def test_a_reply_to_a_request_to_visit_answers_nothing_that_was_alleged():
    given = [
        GivenDocument(path="request.odt", is_="request"),
        GivenDocument(path="letter.docx", is_="letter"),
        GivenDocument(path="note.pdf", is_="reply", answers=("request.odt",)),
        GivenDocument(path="reply.pdf", is_="reply", answers=("letter.docx", "request.odt")),
    ]
    found = standings({}, [capture(d.path or "") for d in given], given)
    said = {path: found[capture(path).digest].answers_nothing for path in ("note.pdf", "reply.pdf", "letter.docx")}
    assert "request" in said["note.pdf"]
    assert said["reply.pdf"] == said["letter.docx"] == ""
