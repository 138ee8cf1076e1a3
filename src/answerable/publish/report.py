"""The report: one HTML file, or a folder of them, that opens offline, prints, and shows every word with its place.

In:   a `Bundle` and the codebook of the case.
Out:  `render_pages` (the pages), `report_data` (the same for programs), `telling_lines` (for the terminal).
Not:  reading or writing anything. The pages ask for nothing beyond themselves, and their policy forbids it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from answerable.publish.bundle import Bundle
from answerable.publish.cited import Cited
from answerable.publish.data import data_of
from answerable.publish.grid import Grid, make_grid
from answerable.publish.joins import Rests, what_points_rest_on
from answerable.publish.laid import Laid
from answerable.publish.leaned import LeanedList, originals_leaned_on
from answerable.publish.links import INDEX, Links
from answerable.publish.method import make_method
from answerable.publish.opening import Opening, in_a_sentence, lines_for_the_terminal, make_opening
from answerable.publish.pages import LIMIT, PAGE, Batch, batches, text_bytes
from answerable.publish.register import Register
from answerable.publish.sources import Sources
from answerable.publish.timeline import Timeline, make_timeline
from answerable.publish.typeset import typeset
from answerable.publish.voices import Voices, make_voices
from answerable.resources.codebook import Codebook, load_codebook


class Page(NamedTuple):
    """One file of the report."""

    name: str
    html: str


@dataclass(frozen=True)
class _Parts:
    """What page, data and terminal lines share."""

    register: Register
    laid: Laid
    grid: Grid
    rests: list[Rests]
    leaned: LeanedList
    opening: Opening


def _parts(bundle: Bundle, codebook: Codebook) -> _Parts:
    register = Register(bundle)
    laid = Laid(bundle.judgements, register)
    grid = make_grid(bundle, codebook, register, laid)
    rests = what_points_rest_on(bundle, grid, register)
    leaned = originals_leaned_on(bundle, register)
    return _Parts(register, laid, grid, rests, leaned, make_opening(bundle, grid))


def render_report(bundle: Bundle, codebook: Codebook) -> str:
    """The report as one page, whatever its size. The same bundle gives the same bytes.

    Raises ValueError when a record points outside its text: words that are not at their place are a bug upstream,
    and nothing is shown that is not.
    """
    return _Report(bundle, codebook).index(())


def render_pages(bundle: Bundle, codebook: Codebook, *, limit: int = LIMIT, page: int = PAGE) -> Iterator[Page]:
    """The report as one page; as the pages of a folder, the index last, where it would be larger than `limit` bytes.

    `page` is how many bytes of text a page of sources takes. Raises ValueError as `render_report` does.
    """
    report = _Report(bundle, codebook)
    if text_bytes(report.parts.register) <= limit:
        whole = report.index(())
        if len(whole.encode(errors="replace")) <= limit:
            yield Page(INDEX, whole)
            return
    made = batches(report.parts.register, report.cited, report.quoted, page=page)
    for batch in made:
        yield Page(batch.name, report.batch(batch, made))
    yield Page(INDEX, report.index(made))


def render_moved(bundle: Bundle, folder: str, pages: int) -> str:
    """The page that stands under the report's file name when the report is the folder beside it."""
    return typeset("moved.html.j2", name=bundle.case.name, folder=folder, pages=pages)


def report_data(bundle: Bundle, codebook: Codebook | None = None) -> dict[str, Any]:
    """The machine-readable companion of the page; names from `codebook`, or from the one shipped."""
    parts = _parts(bundle, codebook or load_codebook())
    return data_of(bundle, parts.grid, parts.opening, parts.rests, parts.leaned)


def telling_lines(bundle: Bundle, codebook: Codebook | None = None) -> list[str]:
    """The three most telling lines, for the terminal; what is missing and the next step when nothing is to tell."""
    parts = _parts(bundle, codebook or load_codebook())
    return lines_for_the_terminal(bundle, parts.grid, parts.opening)


class _Report:
    """Everything the pages show, found once; each page is set when it is asked for."""

    def __init__(self, bundle: Bundle, codebook: Codebook) -> None:
        self.bundle = bundle
        self.parts = _parts(bundle, codebook)
        self.cited = Cited(bundle, self.parts.grid, self.parts.laid, self.parts.register)
        self.timeline = make_timeline(bundle, codebook, self.parts.register)
        self.voices = make_voices(bundle, self.parts.register)
        self.quoted = _quoted(self.timeline, self.voices, self.parts.rests, self.parts.leaned)
        self.sources = Sources(self.parts.register, self.cited)
        self.method = make_method(bundle, codebook, self.parts.grid, self.parts.laid)

    def index(self, made: tuple[Batch, ...]) -> str:
        """The first page; with the sources on it when they have no pages of their own."""
        links = Links(INDEX, _page_of(made))
        documents = () if made else self.parts.register.listed
        return typeset(
            "report.html.j2",
            bundle=self.bundle,
            grid=self.parts.grid,
            unanswered=in_a_sentence(self.parts.grid),
            opening=self.parts.opening,
            rests=self.parts.rests,
            leaned=self.parts.leaned,
            rests_by_row={one.row.number: one for one in self.parts.rests},
            timeline=self.timeline,
            voices=self.voices,
            sources=(self.sources.source(one, links) for one in documents),
            documents=self.parts.register.listed,
            batches=made,
            method=self.method,
            defined=self.method.defined,
            to=links.to,
        )

    def batch(self, batch: Batch, made: tuple[Batch, ...]) -> str:
        """One page of sources in a folder."""
        links = Links(batch.name, _page_of(made))
        return typeset(
            "sources_page.html.j2",
            bundle=self.bundle,
            batch=batch,
            batches=made,
            sources=(self.sources.source(one, links) for one in batch.documents),
            to=links.to,
        )


def _page_of(made: tuple[Batch, ...]) -> dict[int, str]:
    return {one.number: batch.name for batch in made for one in batch.documents}


def _quoted(timeline: Timeline, voices: Voices, rests: list[Rests], leaned: LeanedList) -> frozenset[int]:
    """The numbers of the documents that the page quotes outside the grid: links lead into their texts."""
    quotes = [line.quote for _, lines in timeline.years for line in lines if line.quote]
    quotes += [said.quote for side in voices.sides for voice in side.voices for said in voice.said]
    quotes += [quote for _, quote in voices.calls] + [group.quote for group in voices.groups]
    quotes += [quote for one in rests for missing in one.not_held for quote in missing.quotes]
    quotes += [quote for one in leaned.all for quote in one.quotes]
    return frozenset(quote.source.number for quote in quotes)
