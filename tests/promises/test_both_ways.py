"""Both ways: change the names of the parties, and nothing but the names changes in what the program says."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from answerable.assess.step import settled
from answerable.confront.step import confronted
from answerable.extract.step import extracted
from answerable.preserve.casefile import CaseFile
from answerable.read.step import readings
from answerable.terms.span import Span

#: Names of equal length, so that every place stays where it was.
PAIRS = {
    "two States": ("Veldonia", "Marathia"),
    "two companies": ("Skerrin Foods", "Othmar Metals"),
    "an office and an association": ("Ministry of Ports", "Harbour Watch Net"),
    "a name in letters of its own": ("Veldonia", "Вельдони"),
}
CASE = """id = "{id}"
name = "gates"
[[party]]
id = "one"
names = ["A__"]
role = "accuser"
[[party]]
id = "two"
names = ["B__"]
role = "accused"
[[allegation]]
id = "a1"
text = "In May 2019 two workers from A__ died in the cannery of B__."
[[allegation]]
id = "a2"
text = "Workers from A__ were held in the cannery of B__ against their will."
[[allegation]]
id = "a3"
text = "B__ did not tell the families of the workers from A__ where they were."
[[document]]
path = "letter.txt"
is = "letter"
from = "one"
to = "two"
date = "2019-06-01"
[[document]]
path = "reply.txt"
is = "reply"
from = "two"
to = "one"
date = "2019-07-01"
answers = "letter.txt"
"""
DOCUMENTS = {
    "letter.txt": (
        "Letter to B__\n\n1 June 2019\n\nA__ writes about its workers.\n\nA__ alleges that two workers from A__ died in "
        "the cannery of B__ in May 2019. According to A__, workers were held there against their will. A__ asks B__ to "
        "say where they were taken, and whether their families were told.\n"
    ),
    "reply.txt": (
        "Reply of B__\n\n1 July 2019\n\nB__ thanks A__ for its letter. B__ rejects the claim that workers from A__ were "
        "held against their will. Two workers from A__ died in May 2019 of a fever; both were treated by a doctor of "
        "B__. Under section 12 of the Labour Act of B__ nobody may be held at work. A__ itself has a poor record.\n"
    ),
    "news.txt": (
        "Gates closed\n\nBy Ann Odell\n\n3 June 2019\n\nB__ denied on Monday that workers had been held in its cannery. "
        "“Nobody was held,” B__ said in a statement. A__ said that two of its workers had died there. “We want to "
        "know where they are,” said Othmar Reyl of A__. B__ promised to publish a report by December 2019.\n"
    ),
}


def examined(folder: Path, one: str, two: str, answerable: Callable[..., Any]) -> CaseFile:
    """The case with `one` as the accuser and `two` as the accused, examined."""
    case = folder / "case"
    (folder / "documents").mkdir(parents=True)
    case.mkdir()
    (case / "case.toml").write_text(named(CASE.replace("{id}", "5a" * 16), one, two))
    for name, words in DOCUMENTS.items():
        (folder / "documents" / name).write_text(named(words, one, two))
    assert answerable("init", case, cwd=folder).returncode == 0
    run = answerable("examine", "--case", case, folder / "documents", cwd=folder)
    assert run.returncode == 0, run.stderr
    return CaseFile.open(case)


def named(words: str, one: str, two: str) -> str:
    return words.replace("A__", one).replace("B__", two)


def told(case: CaseFile, one: str, two: str) -> dict[str, list[str]]:
    """All that the program says of the case, with its parties called A__ and B__ and its documents by their paths."""
    paths = {capture.digest: capture.path for capture in case.captures()}
    texts = {digest: reading.text for digest, reading in readings(case).items()}
    found, grid = confronted(case), settled(case)
    who = {response.id: f"{paths[response.capture]} {response.kind} {response.who}" for response in found.responses}

    def plain(record: Any, *words: object, without: tuple[str, ...] = ()) -> str:
        ids = {"capture", "reading", "response", "element", "answers", "passage", "nested_in", "statement", "documents"}
        left = {f.name: getattr(record, f.name) for f in dataclasses.fields(record) if f.name not in ids | {*without}}
        said = f"{words} {msgspec.json.encode(msgspec.to_builtins(left)).decode()}"
        return said.replace(one, "A__").replace(two, "B__")

    def at(capture: Any, spans: tuple[Span, ...]) -> str:
        return f"{paths[capture]}: {[span.of(texts[capture]) for span in spans]}"

    statements = [s for one_document in extracted(case).values() for s in one_document.statements]
    return {
        "cells": sorted(plain(cell, who[cell.response], len(cell.answers)) for cell in grid.cells),
        "answers": sorted(plain(a, who[a.response], a.passage.exact) for a in grid.answers),
        "characters": sorted(f"{who[id]} {what}".replace(one, "A__").replace(two, "B__") for id, what in grid.characters.items()),
        "allegations": sorted(plain(a, without=("elements", "passages")) for a in found.allegations),
        "statements": sorted(plain(s, at(s.capture, s.source), at(s.capture, s.content)) for s in statements),
    }  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS)
def test_when_the_parties_change_places_nothing_but_their_names_changes(tmp_path, answerable, pair):
    there, back = both(tmp_path, pair, answerable)
    assert there["cells"]
    assert there["statements"]
    assert differing(there, back) == {}


def test_an_office_has_no_better_cells_than_an_association(tmp_path, answerable):
    there, back = both(tmp_path, "an office and an association", answerable)
    assert differing(there, back).keys() <= {"answers"}  # states, rules and characters are the same
    codings = [sorted(row.partition('"confidence"')[0] for row in told["answers"]) for told in (there, back)]
    assert codings[0] == codings[1]


def both(folder, pair, answerable):
    """What is told of a case, and of the same case when the parties have changed places."""
    one, two = PAIRS[pair]
    assert len(one) == len(two)
    there = told(examined(folder / "there", one, two, answerable), one, two)
    return there, told(examined(folder / "back", two, one, answerable), two, one)


def differing(there, back):
    """By kind, what only one of the two says."""
    return {kind: found for kind in there if (found := set(there[kind]) ^ set(back[kind]))}
