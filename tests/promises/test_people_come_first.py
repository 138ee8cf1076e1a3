"""Promise 7: private persons appear only inside the passage that quotes them; no list, count or search ranks them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.publish.bundle_fixture import veldonia
from tests.publish.papers_fixture import COPIES, REPORT

from answerable.cli.main import run
from answerable.publish.bundle import Bundle
from answerable.publish.report import render_report, report_data, telling_lines
from answerable.resources.codebook import load_codebook
from answerable.trace.lineage import MissingOriginal


def leaning_on_a_letter() -> Bundle:
    """A case in which most documents lean on a private person's letter, and one on an office's statement."""
    address = "https://keller.example/maria-keller.html"
    letters = [MissingOriginal("letter from Maria Keller", one.id, 3, 9, address) for one in COPIES]
    office = MissingOriginal("a statement of the ministry", REPORT.id, 3, 9, "https://ports.example/on-maria-keller")
    bundle = veldonia()
    return replace(bundle, lineage=replace(bundle.lineage, missing=(*letters, office)), origins={})


@pytest.mark.parametrize("name", ["Maria", "Keller", "maria-keller", "keller.example"])
def test_no_list_of_what_is_not_held_names_a_private_person(name: str) -> None:
    bundle = leaning_on_a_letter()
    page = render_report(bundle, load_codebook())
    ranked = page[page.index('id="leaned"') : page.index("</section>", page.index('id="leaned"'))]
    assert name not in ranked
    assert name not in json.dumps(report_data(bundle))
    assert name not in "\n".join(telling_lines(bundle))


def test_what_a_person_wrote_still_leads_to_every_passage_that_names_it() -> None:
    first, second = report_data(leaning_on_a_letter())["originals_leaned_on"]
    assert (first["name"], first["name_withheld"], len(first["documents"])) == ("letter", True, len(COPIES))
    assert (second["name"], second["name_withheld"], second["host"]) == (
        "a statement of the ministry",
        False,
        "ports.example",
    )


def test_the_terminals_list_names_no_private_person_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "news.txt").write_text(
        "Prison deaths\n\nIn a letter from Maria Keller, sent on 3 June, guards are said to have withheld insulin. "
        "A statement by the Ministry of Ports denied it.\n"
    )
    monkeypatch.chdir(tmp_path)
    assert run(["examine", "papers"]) == 0
    capsys.readouterr()
    assert run(["trace", "--case", "case-papers"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "named but not held: A statement by the Ministry of Ports (in 1: news.txt)",
        "named but not held: letter, its name in the texts only (in 1: news.txt)",
    ]
