"""Where a report is put: one file, or a folder beside it; never over what is not ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.publish.bundle_fixture import veldonia
from tests.publish.folder_fixture import folder

from answerable.publish.report import Page, render_moved, render_report
from answerable.publish.writing import FolderTakenError, start_of, write_report
from answerable.resources.codebook import load_codebook
from answerable.terms.digest import digest_bytes

WHOLE = [Page("index.html", render_report(veldonia(), load_codebook()))]


def moved(folder: str, pages: int) -> str:
    return render_moved(veldonia(), folder, pages)


def several() -> Iterator[Page]:
    return (Page(name, html) for name, html in folder().items())


def files(at: Path) -> set[str]:
    return {path.relative_to(at).as_posix() for path in at.rglob("*") if path.is_file()}


def test_one_page_is_the_file_that_was_named(tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    written = write_report(target, WHOLE, moved)
    assert files(tmp_path) == {"out.html"}
    assert written == {"out.html": digest_bytes(target.read_bytes())}
    assert start_of(target) == target


def test_a_folder_stands_beside_the_file_and_the_file_leads_to_it(tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    written = write_report(target, several(), moved)
    assert set(written) == files(tmp_path)
    assert {"out.html", "out/index.html", "out/sources-1.html"} <= set(written)
    assert 'href="out/index.html"' in target.read_text()
    assert start_of(target) == tmp_path / "out" / "index.html"
    assert all(digest_bytes((tmp_path / name).read_bytes()) == digest for name, digest in written.items())


def test_a_report_that_became_small_again_leaves_no_old_page_behind(tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    write_report(target, several(), moved)
    (tmp_path / "out" / "my notes.txt").write_text("mine")
    write_report(target, WHOLE, moved)
    assert files(tmp_path) == {"out.html", "out/my notes.txt"}
    assert start_of(target) == target


def test_pages_that_are_no_longer_needed_go(tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    write_report(target, several(), moved)
    before = files(tmp_path)
    (tmp_path / "out" / "sources-99.html").write_text("of an earlier, larger report")
    write_report(target, several(), moved)
    assert files(tmp_path) == before


def test_a_folder_that_is_not_ours_is_refused_and_not_touched(tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    site = tmp_path / "out"
    site.mkdir()
    (site / "index.html").write_text("<title>somebody else's</title>")
    with pytest.raises(FolderTakenError, match="out/ beside it was not written by Answerable") as refused:
        write_report(target, several(), moved)
    assert "--report" in (refused.value.next_step or "")
    assert files(tmp_path) == {"out/index.html"}


def test_a_folder_of_notes_is_not_ours_either(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    with pytest.raises(FolderTakenError):
        write_report(tmp_path / "out.html", several(), moved)


def test_a_run_that_was_cut_short_can_be_done_again(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sources-1.html.part").write_text("half of")
    (tmp_path / "out" / "sources-2.html").write_text("whole")
    assert start_of(tmp_path / "out.html") == tmp_path / "out.html"
    write_report(tmp_path / "out.html", several(), moved)
    assert start_of(tmp_path / "out.html") == tmp_path / "out" / "index.html"
