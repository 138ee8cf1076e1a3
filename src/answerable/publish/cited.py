"""Which places of which document the report cites, so that each can be marked and reached.

In:   the bundle, the grid, the judgements laid on, the register.
Out:  places by document.
Not:  setting the text; `marked_text` does.
"""

from __future__ import annotations

from collections.abc import Iterable

from answerable.publish.bundle import Bundle
from answerable.publish.grid import Grid
from answerable.publish.laid import Laid
from answerable.publish.marked_text import Kind, Place
from answerable.publish.register import Register
from answerable.terms.digest import Digest
from answerable.terms.span import Span

MARK_WORDS = {
    "dateline": "dateline",
    "credit-line": "credit line",
    "agency-name": "agency",
    "feed-notice": "feed notice",
    "source-line": "source line",
    "credit-in-text": "credit",
    "appeared-first": "appeared first",
    "boilerplate": "",  # folded as page furniture, which says so already
}


class Cited:
    """Places by document. `by_grid` are the documents whose words stand in the grid: these keep their text longest."""

    def __init__(self, bundle: Bundle, grid: Grid, laid: Laid, register: Register) -> None:
        self._places: dict[Digest, list[Place]] = {}
        self._register = register
        self.by_grid: set[Digest] = set()
        self._points(grid, laid)
        self._facts(bundle)
        self._statements(bundle)

    def places(self, id: Digest) -> list[Place]:
        """The cited places of one document, in no order, each once."""
        return list(dict.fromkeys(self._places.get(id, ())))

    def _add(self, id: Digest, spans: Iterable[Span], kind: Kind, note: str = "", href: str = "") -> None:
        """Only the first fragment carries the note; every fragment is marked."""
        if id not in self._register:
            return
        places = self._places.setdefault(id, [])
        for number, span in enumerate(spans):
            places.append(Place(span.start, span.end, kind, "" if number else note, href))

    def _points(self, grid: Grid, laid: Laid) -> None:
        for row in grid.rows:
            alleged = list(row.allegation.passages)
            alleged += [passage for element in row.allegation.elements for passage in element.passages]
            for passage in alleged:
                span = self._register.locate(passage)
                if span is not None:
                    self.by_grid.add(passage.capture)
                    self._add(passage.capture, (span,), "point", f"alleges {row.number}", row.anchor)
            for cell in row.cells:
                for one in (*cell.stands_on, *cell.also):
                    start = int(one.quote.href.rpartition("-")[2])
                    id = one.quote.source.document.id
                    self.by_grid.add(id)
                    note = f"{cell.column.tag} on {row.number}"
                    self._add(id, (Span(start, one.quote.until),), "point", note, cell.anchor)
        self.by_grid |= {column.response.capture for column in grid.columns if column.kind == "reply"}

    def _facts(self, bundle: Bundle) -> None:
        for promise in bundle.commitments:
            self._add(promise.capture, promise.what, "fact", "promise", "timeline")
        for fact in bundle.access:
            self._add(fact.capture, (fact.span,), "fact", "access", "timeline")
        for call in bundle.calls:
            self._add(call.capture, call.spans, "fact", "call", "calls")
        for group in bundle.groups:
            self._add(group.capture, group.spans, "fact", "group", "groups")
        for missing in bundle.lineage.missing:
            if missing.named_in in self._register:
                self._add(Digest(missing.named_in), (Span(missing.start, missing.end),), "mark", "not held", "origins")
        for document in bundle.documents:
            for mark in document.marks:
                self._add(document.id, (Span(mark.start, mark.end),), "mark", MARK_WORDS.get(mark.kind, mark.kind))

    def _statements(self, bundle: Bundle) -> None:
        for statement in bundle.statements:
            self._add(statement.capture, statement.content, "said")
