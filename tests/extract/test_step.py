"""Extracting from a case: all of it, in order, with few texts at once in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

import pytest

from answerable.extract.step import choose, extract_case, extracted
from answerable.preserve.casefile import CaseFile
from answerable.read.reading import Reading
from answerable.read.step import readings
from answerable.terms.digest import Digest

DOCUMENTS = 12


class Counted(Mapping[Digest, Reading]):
    """Readings that tell how many were taken and not yet done with."""

    def __init__(self, whole: Mapping[Digest, Reading]) -> None:
        self.whole, self.open, self.most = whole, 0, 0

    def __getitem__(self, key: Digest) -> Reading:
        self.open += 1
        self.most = max(self.most, self.open)
        return self.whole[key]

    def __iter__(self) -> Iterator[Digest]:
        return iter(self.whole)

    def __len__(self) -> int:
        return len(self.whole)

    def done(self, _: Digest) -> None:
        self.open -= 1


@pytest.mark.parametrize("way", ["rules", "model"])
def test_every_document_is_extracted_and_few_texts_are_taken_at_once(tmp_path, answerable, way):
    (tmp_path / "news").mkdir()
    for number in range(DOCUMENTS):
        text = f"The union said that mine {number} had been closed without notice.\n"
        (tmp_path / "news" / f"{number}.txt").write_text(text, encoding="utf-8")
    run = answerable("examine", "--case", tmp_path / "case", tmp_path / "news", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    case = CaseFile.open(tmp_path / "case")
    case.shelf("extract", choose(case, way)).replace_all([])
    counted = Counted(readings(case))
    with case.writing() as writer:
        extract_case(case, writer, counted, on_item=counted.done)
    said = extracted(case)
    assert len(said) == DOCUMENTS
    assert all(len(one.statements) == 1 for one in said.values())
    assert counted.most <= (1 if way == "rules" else (os.cpu_count() or 1) + 1)
    assert counted.open == 0
