"""The report: one HTML file that opens offline, prints, and shows every word with the place it stands at.

In:   a `Bundle` and the codebook of the case.
Out:  `render_report` (the page), `report_data` (the same for programs), `telling_lines` (for the terminal).
Not:  reading or writing anything. The page asks for nothing beyond itself, and its policy forbids it to.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from answerable.publish.bundle import Bundle
from answerable.publish.cited import Cited
from answerable.publish.data import data_of
from answerable.publish.dates import clock, machine, written
from answerable.publish.grid import Grid, make_grid
from answerable.publish.joins import Rests, what_points_rest_on
from answerable.publish.laid import Laid
from answerable.publish.method import make_method
from answerable.publish.opening import Opening, in_a_sentence, lines_for_the_terminal, make_opening
from answerable.publish.register import Register
from answerable.publish.scripts import direction, language_for
from answerable.publish.showing import plain, shortened, shown
from answerable.publish.sources import make_sources
from answerable.publish.timeline import Timeline, make_timeline
from answerable.publish.voices import Voices, make_voices
from answerable.publish.words import HOW, ROLES, STATES, count, listed
from answerable.resources.codebook import Codebook, load_codebook

TEMPLATES = "templates/report"


@dataclass(frozen=True)
class _Parts:
    """What page, data and terminal lines share."""

    register: Register
    laid: Laid
    grid: Grid
    rests: list[Rests]
    opening: Opening


def _parts(bundle: Bundle, codebook: Codebook) -> _Parts:
    register = Register(bundle)
    laid = Laid(bundle.judgements, register)
    grid = make_grid(bundle, codebook, register, laid)
    rests = what_points_rest_on(bundle, grid, register)
    return _Parts(register, laid, grid, rests, make_opening(bundle, grid))


def render_report(bundle: Bundle, codebook: Codebook) -> str:
    """The page. The same bundle gives the same bytes.

    Raises ValueError when a record points outside its text: words that are not at their place are a bug upstream,
    and nothing is shown that is not.
    """
    parts = _parts(bundle, codebook)
    cited = Cited(bundle, parts.grid, parts.laid, parts.register)
    timeline = make_timeline(bundle, codebook, parts.register)
    voices = make_voices(bundle, parts.register)
    quoted = _quoted(timeline, voices, parts.rests)
    sources = make_sources(parts.register, cited, quoted)
    style, script = _asset("report.css"), _asset("report.js")
    return (
        _templates()
        .get_template("report.html.j2")
        .render(
            bundle=bundle,
            grid=parts.grid,
            unanswered=in_a_sentence(parts.grid),
            opening=parts.opening,
            rests=parts.rests,
            rests_by_row={one.row.number: one for one in parts.rests},
            timeline=timeline,
            voices=voices,
            sources=sources,
            method=make_method(bundle, codebook, parts.grid, parts.laid, sources),
            policy=_policy(style, script),
            style=Markup(style),
            script=Markup(script),
        )
    )


def report_data(bundle: Bundle, codebook: Codebook | None = None) -> dict[str, Any]:
    """The machine-readable companion of the page; names from `codebook`, or from the one shipped."""
    parts = _parts(bundle, codebook or load_codebook())
    return data_of(bundle, parts.grid, parts.opening, parts.rests)


def telling_lines(bundle: Bundle, codebook: Codebook | None = None) -> list[str]:
    """The three most telling lines, for the terminal; what is missing and the next step when nothing is to tell."""
    parts = _parts(bundle, codebook or load_codebook())
    return lines_for_the_terminal(bundle, parts.grid, parts.opening)


def _quoted(timeline: Timeline, voices: Voices, rests: list[Rests]) -> frozenset[int]:
    """The numbers of the documents that the page quotes outside the grid: links lead into their texts."""
    quotes = [line.quote for _, lines in timeline.years for line in lines if line.quote]
    quotes += [said.quote for side in voices.sides for voice in side.voices for said in voice.said]
    quotes += [quote for _, quote in voices.calls] + list(voices.groups)
    quotes += [quote for one in rests for missing in one.not_held for quote in missing.quotes]
    return frozenset(quote.source.number for quote in quotes)


@cache
def _templates() -> Environment:
    """Every value is escaped, and its hidden characters made visible, wherever it is put out."""
    environment = Environment(
        loader=PackageLoader("answerable.publish", TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_made_safe,
    )
    environment.filters.update(
        written=written, clock=clock, machine=machine, shortened=shortened, plain=plain, count=count, listed=listed
    )
    environment.globals.update(
        direction=direction, language_for=language_for, states=STATES, roles=ROLES, how=HOW, same_words=_same_words
    )
    return environment


def _made_safe(value: object) -> object:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _same_words(here: str, there: str) -> bool:
    """Whether two texts differ in nothing but white space at their ends and a final stop."""
    return " ".join(here.split()).rstrip(".") == " ".join(there.split()).rstrip(".")


@cache
def _asset(name: str) -> str:
    return (files(__package__) / TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A content security policy that admits this page's own style and script by digest, and nothing else at all."""
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script))
    style_digest, script_digest = digests
    return (
        f"default-src 'none'; style-src 'sha256-{style_digest}'; script-src 'sha256-{script_digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
