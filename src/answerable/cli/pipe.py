"""Plumbing for other programs: JSON Lines in, JSON Lines out, order kept, a bad line answered with its error."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from answerable.confront.scorer import AnswerScorer
    from answerable.extract.tagger import Tagger

HELP = "stages as filters: JSON Lines in, JSON Lines out"

_STAGES = ("read", "trace", "extract", "confront")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    stages = parser.add_subparsers(dest="stage", metavar="STAGE", required=True)
    for stage in _STAGES:
        sub = stages.add_parser(stage, help=f"{stage}, line by line")
        if stage == "read":
            sub.add_argument("paths", metavar="PATH", nargs="+", help="files to read")
        else:
            several = ("model", "rules") if stage in _BY_LINE else ("rules",)
            sub.add_argument("--method", choices=several, default=several[0], help="how; see docs/commands.md")
        if stage == "extract":
            sub.add_argument(
                "--names",
                choices=("open", "hidden"),
                default="open",
                help="whether the model may read who is named; hidden: who it is makes no difference, and a little less is found",
            )


def run(args: argparse.Namespace) -> int:
    if args.stage in _BY_LINE:
        from answerable.cli.in_order import answered_in_order

        # its own reader: a thread may still wait for a line when the program ends
        arriving = io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False))
        hidden = args.stage == "extract" and args.method == "model" and args.names == "hidden"
        out = answered_in_order(_BY_LINE[args.stage]["hidden" if hidden else args.method], arriving)
    else:
        out = map(_encoded, _read(args.paths) if args.stage == "read" else _trace())
    for line in out:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    return 0


def _encoded(row: dict[str, Any]) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n"
    except UnicodeEncodeError:  # a name that is not UTF-8
        return json.dumps(row, ensure_ascii=True).encode("ascii") + b"\n"


class _BadLine(ValueError):
    """A line that is not what the stage needs. `id` is the line's, if it had one."""

    def __init__(self, message: str, id: Any = None) -> None:
        super().__init__(message)
        self.id = id


def _lines() -> Iterator[dict[str, Any] | _BadLine]:
    """Objects from standard input, or what is wrong with a line; blank lines are lines too."""
    for number, raw in enumerate(sys.stdin.buffer, 1):
        yield _parsed(number, raw)


def _parsed(number: int, raw: bytes) -> dict[str, Any] | _BadLine:
    try:
        row = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return _BadLine(f"line {number} is not JSON in UTF-8: {error}")
    return row if isinstance(row, dict) else _BadLine(f"line {number} is not a JSON object")


def _field(row: dict[str, Any], name: str, kind: type, *, optional: bool = False) -> Any:
    value = row.get(name)
    if value is None and optional:
        return None
    if not isinstance(value, kind):
        raise _BadLine(f"{name!r} must be {_WORDS[kind]}", row.get("id"))
    if isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value):
        raise _BadLine(f"{name!r} holds half a surrogate pair", row.get("id"))
    return value


_WORDS: dict[type, str] = {str: "a string", list: "a list"}


def _error(bad: _BadLine) -> dict[str, Any]:
    return {"id": bad.id, "error": str(bad)}


def _answered(row: dict[str, Any] | _BadLine, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    if isinstance(row, _BadLine):
        return _error(row)
    try:
        return answer(row)
    except _BadLine as bad:
        return _error(bad)


def extract_line(line: tuple[int, bytes]) -> bytes:
    """The answer of `pipe extract` to a line with its number; called in other processes as well."""
    from answerable.extract.step import shipped_tagger

    return _encoded(_answered(_parsed(*line), lambda row: _extract(row, shipped_tagger(hides=False))))


def extract_line_with_names_hidden(line: tuple[int, bytes]) -> bytes:
    """The same by the model that does not know who is named."""
    from answerable.extract.step import shipped_tagger

    return _encoded(_answered(_parsed(*line), lambda row: _extract(row, shipped_tagger())))


def extract_line_by_rules(line: tuple[int, bytes]) -> bytes:
    """The same without the model."""
    return _encoded(_answered(_parsed(*line), lambda row: _extract(row, None)))


def _extract(row: dict[str, Any], tagger: Tagger | None) -> dict[str, Any]:
    from answerable.extract.piping import attribution_rows
    from answerable.extract.statements import find_statements

    text, language = _field(row, "text", str), _field(row, "lang", str, optional=True)
    return {"id": row.get("id"), "attributions": attribution_rows(find_statements(text, language, tagger=tagger))}


def confront_line(line: tuple[int, bytes]) -> bytes:
    """The answer of `pipe confront` to a line with its number; called in other processes as well."""
    from answerable.confront.shipped import shipped_scorer

    return _encoded(_answered(_parsed(*line), lambda row: _confront(row, shipped_scorer())))


def confront_line_by_rules(line: tuple[int, bytes]) -> bytes:
    """The same without the model."""
    return _encoded(_answered(_parsed(*line), lambda row: _confront(row, None)))


def _confront(row: dict[str, Any], scorer: AnswerScorer | None) -> dict[str, Any]:
    from answerable.confront.confronting import Point, confront
    from answerable.confront.piping import confront_row

    points = []
    for given in _field(row, "allegations", list):
        if not isinstance(given, dict):
            raise _BadLine("each allegation must be an object with id and text", row.get("id"))
        points.append(Point(id=_field(given, "id", str), text=_field(given, "text", str)))
    if len({p.id for p in points}) < len(points):
        raise _BadLine("two allegations have the same id", row.get("id"))
    reply = _field(row, "reply", list)
    if not all(isinstance(sentence, str) for sentence in reply):
        raise _BadLine("each sentence of the reply must be a string", row.get("id"))
    language = _field(row, "lang", str, optional=True)
    return confront_row(row.get("id"), points, confront(points, reply, language, scorer=scorer))


_BY_LINE = {
    "extract": {"model": extract_line, "hidden": extract_line_with_names_hidden, "rules": extract_line_by_rules},
    "confront": {"model": confront_line, "rules": confront_line_by_rules},
}


def _trace() -> Iterator[dict[str, Any]]:
    from answerable.outside.processes import Processes
    from answerable.terms.moment import Edtf, bounds
    from answerable.trace.lineage import TextSeen
    from answerable.trace.lineages import trace_lineage
    from answerable.trace.piping import lineage_rows

    seen: dict[str, TextSeen] = {}
    order: list[str | _BadLine] = []
    for row in _lines():
        try:
            if isinstance(row, _BadLine):
                raise row
            id = _field(row, "id", str)
            if id in seen:
                raise _BadLine("this id came before", id)
            published = _field(row, "published", str, optional=True)
            if published is not None:
                try:
                    bounds(published)
                except ValueError as error:
                    raise _BadLine(f"'published': {error}", id) from error
            seen[id] = TextSeen(
                id=id,
                text=_field(row, "text", str),
                published=Edtf(published) if published else None,
                url=_field(row, "url", str, optional=True),
                publisher=_field(row, "publisher", str, optional=True),
                language=_field(row, "lang", str, optional=True),
            )
            order.append(id)
        except _BadLine as bad:
            order.append(bad)
    texts = list(seen.values())
    with Processes() as processes:
        rows = {row["id"]: row for row in lineage_rows(texts, trace_lineage(texts, engine=processes))}
    for item in order:
        yield _error(item) if isinstance(item, _BadLine) else rows[item]


def _read(paths: list[str]) -> Iterator[dict[str, Any]]:
    from answerable.cli.limits import wanted_limits
    from answerable.outside.sandbox import SandboxedReaders
    from answerable.read.documents import Hints
    from answerable.read.piping import reading_row
    from answerable.read.reading_many import ReadJob
    from answerable.terms.digest import digest_bytes

    def jobs() -> Iterator[ReadJob]:
        for name in paths:
            path = Path(name)
            if path.is_file():
                yield ReadJob(digest_bytes(path.read_bytes()), path.resolve(), Hints(path=name))

    with SandboxedReaders(wanted_limits().child) as readers:
        found = ((job.hints.path, reading) for job, reading, _ in readers.read_all(jobs()))
        for name in paths:
            if not Path(name).is_file():
                yield {"id": name, "error": "no such file"}
                continue
            _, reading = next(found)
            yield reading_row(name, reading)
