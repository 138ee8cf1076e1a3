"""Holding the program to `expected.toml`: which expectations are met, table by table.

Words are compared with white space folded; a path that names a container stands for its members too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from answerable.assess.step import settled
from answerable.confront.step import confronted
from answerable.extract.step import extracted
from answerable.preserve.casefile import CaseFile
from answerable.read.step import ledger, readings
from answerable.terms.span import Span
from answerable.trace.step import traced

Row = dict[str, Any]


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def same_words(expected: str, found: str) -> bool:
    """Whether most of the expected words stand in what was found, and not much more than them."""
    want, have = folded(expected).casefold(), folded(found).casefold()
    if want in have:
        return len(have) <= 3 * len(want) + 40
    a, b = re.findall(r"\w+", want), re.findall(r"\w+", have)
    if not re.search(r"[a-z]", want):  # no spaces between words in some scripts
        a, b = list(want), list(have)
    shared = len(set(a) & set(b))
    return shared >= 0.7 * len(set(a)) and shared >= 0.5 * len(set(b))


@dataclass
class Tally:
    """Expectations of one table that are met and missed."""

    met: list[Row] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)

    @property
    def share(self) -> float:
        return len(self.met) / max(1, len(self.met) + len(self.missed))

    def listed(self) -> str:
        return "\n".join(str({k: v for k, v in row.items() if k != "why"}) for row in self.missed)


class Held:
    """One examined case beside what must be found in it."""

    def __init__(self, case: CaseFile, expected: Path) -> None:
        self.case = case
        self.expected: dict[str, list[Row]] = tomllib.loads(expected.read_text(encoding="utf-8"))

    def tally(self, table: str, met: Callable[[Row], bool]) -> Tally:
        tally = Tally()
        for row in self.expected[table]:
            (tally.met if met(row) else tally.missed).append(row)
        return tally

    @cached_property
    def readings(self) -> dict[str, Any]:
        return {str(d): r for d, r in readings(self.case).items()}

    @cached_property
    def paths(self) -> dict[str, str]:
        return {c.path: str(c.digest) for c in self.case.captures()}

    @cached_property
    def lineage(self) -> Any:
        return traced(self.case)

    @cached_property
    def extracted(self) -> dict[str, Any]:
        return {str(d): e for d, e in extracted(self.case).items()}

    @cached_property
    def confronted(self) -> Any:
        return confronted(self.case)

    @cached_property
    def settled(self) -> Any:
        return settled(self.case)

    def documents(self, path: str) -> Iterator[str]:
        """Digests of the document at `path` and, when it is a container, of its members."""
        short = path.removeprefix("documents/")
        for known, digest in self.paths.items():
            if known == short or known.startswith(short + "!/"):
                yield digest

    def words(self, digest: str, spans: tuple[Span, ...]) -> str:
        return folded(" ".join(span.of(self.readings[digest].text) for span in spans))

    # ---------------------------------------------------------------- one expectation each

    def input(self, row: Row) -> bool:
        short = row["path"].removeprefix("documents/")
        return any(line.path == short and line.outcome == row["outcome"] for line in ledger(self.case))

    def reading(self, row: Row) -> bool:
        wanted = {"language": "language", "title": "title", "published": "published", "outlet": "outlet"}
        for digest in self.documents(row["path"]):
            if digest not in self.readings:
                continue
            found = self.readings[digest]
            values = {key: getattr(found, name) for key, name in wanted.items() if key in row}
            if all(v is not None and folded(str(v)).startswith(folded(row[k])) for k, v in values.items()):
                return True
        return False

    def family(self, row: Row) -> bool:
        members = {next(self.documents(path)) for path in row["members"]}
        earliest = next(self.documents(row["earliest"]))
        found = next((set(f.members) for f in self.lineage.families if f.earliest == earliest), set())
        return found <= members and len(found) >= 0.8 * len(members)

    def excerpt(self, row: Row) -> bool:
        here, there = next(self.documents(row["in"])), next(self.documents(row["from"]))
        for link in self.lineage.derivations:
            if {link.child, link.parent} == {here, there} and link.kind == "excerpt":
                body = self.readings[link.child].body.text
                taken = folded(" ".join(body[run.here_start : run.here_end] for run in link.spans))
                return same_words(row["words"], taken) or folded(row["words"])[:60].casefold() in taken.casefold()
        return False

    def mark(self, row: Row) -> bool:
        for digest in self.documents(row["path"]):
            body = self.readings[digest].body.text
            for mark in self.lineage.marks.get(digest, ()):
                if mark.kind == row["kind"] and same_words(row["words"], body[mark.start : mark.end]):
                    return True
        return False

    def missing(self, row: Row) -> bool:
        documents = set(self.documents(row["named_in"]))
        for original in self.lineage.missing:
            if original.named_in in documents:
                body = self.readings[original.named_in].body.text
                at = body[max(0, original.start - 80) : original.end + 80]
                named = original.name + " " + body[original.start : original.end]
                if same_words(row["words"], named) or (
                    folded(row["words"]).casefold() in folded(at).casefold()
                    and set(re.findall(r"\w+", named.casefold())) & set(re.findall(r"\w+", row["words"].casefold()))
                ):
                    return True
        return False

    def content(self, row: Row) -> list[Any]:
        """Statements whose content is the expected words."""
        return [
            statement
            for digest in self.documents(row["path"])
            for statement in self.extracted[digest].statements
            if same_words(row["words"], self.words(digest, statement.content))
        ]

    def statement(self, row: Row) -> bool:
        return bool(self.content(row))

    def statement_with_its_speaker(self, row: Row) -> bool:
        for statement in self.content(row):
            name = (statement.speaker or "").casefold()
            want = row["speaker"].casefold().removeprefix("the ")
            if name and (want in name or name.removeprefix("the ") in want):
                return True
        return False

    def statement_with_its_act(self, row: Row) -> bool:
        return any(statement.act == row["act"] for statement in self.content(row))

    def commitment(self, row: Row) -> bool:
        return any(
            same_words(row["what"], self.words(digest, promised.what))
            for digest in self.documents(row["path"])
            for promised in self.extracted[digest].commitments
        )

    def call(self, row: Row) -> bool:
        for digest in self.documents(row["path"]):
            found = self.extracted[digest]
            calls = [s for s in found.statements if s.id in found.calls]
            if any(same_words(row["words"], self.words(digest, c.content)) for c in calls):
                return True
        return False

    def access(self, row: Row) -> bool:
        return any(
            fact.state == row["state"] and same_words(row["words"], self.words(digest, fact.span))
            for digest in self.documents(row["path"])
            for fact in self.extracted[digest].access
        )

    def answers(self, row: Row) -> list[Any]:
        digest = next(self.documents(row["document"]))
        return [
            a
            for a in self.settled.answers
            if a.passage.capture == digest
            and same_words(row["words"], a.passage.exact)
            and (a.allegation or "") == row["allegation"]
        ]

    def cell(self, row: Row) -> Any:
        digest = next(self.documents(row["document"]))
        responses = {r.id for r in self.confronted.responses if r.capture == digest and r.kind == "reply"}
        return next(
            (c for c in self.settled.cells if c.allegation == row["allegation"] and c.response in responses), None
        )

    def status(self, row: Row) -> bool:
        cell = self.cell(row)
        return cell is not None and cell.state == row["state"]

    def character(self, row: Row) -> bool:
        digest = next(self.documents(row["document"]))
        return any(
            self.settled.characters.get(r.id) == row["is"] for r in self.confronted.responses if r.capture == digest
        )
