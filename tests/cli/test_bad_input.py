"""Bad input: a clear line each, the exit codes of the docs, and every good document still in the report."""

from __future__ import annotations

import ctypes
import io
import json
import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

GOOD = """<!doctype html><html lang="en"><head><title>Guards at Orrin Bay kept the keys</title></head><body><article>
<h1>Guards at Orrin Bay kept the keys</h1><p>Guards at Orrin Bay withheld insulin from Mr. Dace, the Prisoners' Union
of Veldonia said on Monday, and nobody was told for a week what had been decided in the office.</p><p>"We asked every
morning and every evening," said Irena Holl, who speaks for the union. The justice ministry denied that any medicine
had been held back at Orrin Bay that winter.</p></article></body></html>"""


def pdf_cut_short() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(20):
        canvas.drawString(72, 700, f"page {page} of a letter that nobody will ever read to its end")
        canvas.showPage()
    canvas.save()
    return out.getvalue()[: len(out.getvalue()) // 2]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"\0" * 60_000_000)
        archive.writestr("good.html", GOOD.replace("Orrin Bay", "Marl Bridge"))
    return out.getvalue()


def cut_off(*, whole: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("whole.html", GOOD.replace("Orrin Bay", "Fen Gate"))
        archive.writestr("lost.html", GOOD)
    return out.getvalue()[: None if whole else out.getvalue().index(b"lost.html") + 60]


FEED = (
    '<?xml version="1.0" encoding="gb18030"?><rss><channel><title>维尔多尼亚日报</title><item><title>检察院拒绝答复</title>'
    "<description>奥林湾监狱的看守扣留了胰岛素，囚犯工会周一表示。</description></item></channel></rss>"
)


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder with one good page and everything that can go wrong beside it."""
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "good.html").write_text(GOOD, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "cut-short.pdf").write_bytes(pdf_cut_short())
    (folder / "bomb.zip").write_bytes(bomb())
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "two\nlines\x1b[31m.html").write_text(GOOD.replace("Mr. Dace", "Ms. Tansy"), encoding="utf-8")
    (folder / os.fsdecode(b"not-utf-8-\xff.txt")).write_text("A ministry said nothing at all.", encoding="utf-8")
    (folder / "nested.html").write_bytes(b"<div>" * 1_000_000 + b"deep down" + b"</div>" * 1_000_000)
    mixed = "Die Behörde schwieg.\n".encode("cp1252") + "Власти молчали.\n".encode() + "当局沉默。\n".encode("gb18030")
    (folder / "mixed.txt").write_bytes(mixed * 20)
    (folder / "cut-off.zip").write_bytes(cut_off())
    (folder / "whole.zip").write_bytes(cut_off(whole=True))
    (folder / "feed.xml").write_bytes(FEED.encode("gb18030"))
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "deep" / "deeper" / "again").symlink_to(folder / "deep")
    (folder / "random.bin").write_bytes(bytes(range(256)) * 64)
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.fspath(folder / "s"))
    return folder


def lines(answerable, case: Path) -> dict[str, dict[str, object]]:
    run = answerable("inputs", "--json", "--case", case)
    return {row["path"]: row for row in map(json.loads, run.stdout.splitlines())}


def test_everything_offered_is_accounted_for_and_the_good_is_in_the_report(pile, tmp_path, answerable):
    run = answerable("examine", pile, "--case", tmp_path / "case", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "\x1b" not in run.stderr + run.stdout
    ledger = lines(answerable, tmp_path / "case")
    for name in (entry.name for entry in pile.iterdir()):
        assert any(path == name or path.startswith((name + "!/", name + "/")) for path in ledger), name
    for path, row in ledger.items():
        assert row["reason"] or row["outcome"] == "read", path
    assert ledger["good.html"]["outcome"] == "read"
    assert ledger["two\nlines\x1b[31m.html"]["outcome"] == "read"
    assert ledger["bomb.zip!/good.html"]["outcome"] == "read"
    assert ledger["cut-short.pdf"]["outcome"] in ("partial", "unreadable")
    assert ledger["nested.html"]["outcome"] in ("partial", "unreadable")
    assert ledger["bomb.zip!/zeros.txt"]["outcome"] == "refused"
    assert ledger["loop"]["outcome"] == ledger["pipe"]["outcome"] == "skipped"
    assert ledger["random.bin"]["outcome"] == "unreadable"
    assert ledger["deep/deeper/again"]["outcome"] == "skipped"
    assert ledger["cut-off.zip!/whole.html"]["outcome"] == "partial"
    assert ledger["whole.zip!/whole.html"]["outcome"] == "read", "the same bytes, from an archive that is whole"
    assert "own header" in str(ledger["cut-off.zip!/whole.html"]["reason"])
    assert ledger["cut-off.zip!/lost.html"]["outcome"] == ledger["cut-off.zip!/"]["outcome"] == "refused"
    assert ledger["feed.xml!/0001"]["outcome"] == "read"
    report = (tmp_path / "case" / "report.html").read_text(encoding="utf-8")
    for words in ("Mr. Dace", "Ms. Tansy", "Marl Bridge", "Fen Gate", "检察院拒绝答复"):
        assert words in report


def test_verify_holds_after_all_that(pile, tmp_path, answerable):
    answerable("examine", pile, "--case", tmp_path / "case", cwd=tmp_path)
    run = answerable("preserve", "verify", "--unanchored-ok", "--case", tmp_path / "case")
    assert run.returncode == 0, run.stdout


def test_an_empty_folder_is_incomplete_and_says_so(tmp_path, answerable):
    (tmp_path / "nothing").mkdir()
    run = answerable("examine", "nothing", cwd=tmp_path)
    assert run.returncode == 3
    assert "nothing could be examined" in run.stderr


def test_a_folder_of_which_nothing_can_be_read_is_incomplete_and_says_so(tmp_path, answerable):
    (tmp_path / "rubbish").mkdir()
    (tmp_path / "rubbish" / "random.bin").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "rubbish" / "empty.txt").write_bytes(b"")
    for _ in range(2):
        run = answerable("examine", "rubbish", cwd=tmp_path)
        assert run.returncode == 3
        assert "nothing could be examined" in run.stderr


def obey_permissions() -> None:
    """Take from root, before the program begins, the right to open what its owner closed."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        if libc.prctl(24, capability, 0, 0, 0) != 0:  # PR_CAPBSET_DROP
            raise OSError(ctypes.get_errno(), "the right could not be dropped")


@pytest.mark.skipif(os.geteuid() == 0 and sys.platform != "linux", reason="root opens everything here")
def test_a_file_nobody_may_read_is_refused_by_name_and_the_others_are_examined(tmp_path, answerable):
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "good.html").write_text(GOOD, encoding="utf-8")
    (folder / "closed.html").write_text(GOOD, encoding="utf-8")
    (folder / "closed.html").chmod(0)
    (folder / "closed").mkdir(mode=0)
    run = subprocess.run(
        [sys.executable, "-m", "answerable", "examine", "pile", "--case", "case"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=obey_permissions if os.geteuid() == 0 else None,  # noqa: PLW1509 (no threads here)
    )
    assert run.returncode == 0, run.stderr
    assert "refused: closed.html: cannot be read: Permission denied" in run.stderr
    outcomes = {path: row["outcome"] for path, row in lines(answerable, tmp_path / "case").items()}
    assert outcomes == {"closed": "refused", "closed.html": "refused", "good.html": "read"}


def test_an_error_that_quotes_a_name_sends_the_terminal_nothing_it_obeys(tmp_path, answerable):
    run = answerable("inputs", "--case", tmp_path / "no\x1b[31mcase\u202e", cwd=tmp_path)
    assert run.returncode != 0
    assert "\\x1b[31mcase\\u202e" in run.stderr
    assert "\x1b" not in run.stderr


def test_a_path_that_is_not_there_is_refused_by_name(tmp_path, answerable):
    run = answerable("examine", "no-such-folder", cwd=tmp_path)
    assert run.returncode == 3
    assert "no-such-folder" in run.stderr


def test_no_case_is_wrong_use_and_says_what_to_do(tmp_path, answerable):
    run = answerable("inputs", cwd=tmp_path)
    assert run.returncode == 2
    assert "answerable init" in run.stderr


def test_a_case_file_with_a_mistake_names_the_mistake(tmp_path, answerable):
    assert answerable("init", tmp_path / "case").returncode == 0
    with (tmp_path / "case" / "case.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[allegatoin]]\nid = "a1"\n')
    run = answerable("inputs", "--case", tmp_path / "case")
    assert run.returncode == 2
    assert "allegatoin" in run.stderr


def test_a_very_large_text_is_read_as_far_as_the_limit(tmp_path, answerable):
    folder = tmp_path / "large"
    folder.mkdir()
    line = "The ministry of Veldonia said that nothing had happened at the quay on that day in March.\n\n"
    with (folder / "large.txt").open("w", encoding="utf-8") as out:
        for _ in range(200_000_000 // (1000 * len(line))):
            out.write(line * 1000)
    (folder / "good.html").write_text(GOOD, encoding="utf-8")
    run = answerable("acquire", folder, "--case", make(tmp_path / "case", answerable))
    assert run.returncode == 0, run.stderr
    ledger = lines(answerable, tmp_path / "case")
    assert ledger["good.html"]["outcome"] == "read"
    assert ledger["large.txt"]["outcome"] in ("partial", "unreadable")
    assert ledger["large.txt"]["reason"]


def make(folder: Path, answerable) -> Path:
    assert answerable("init", folder).returncode == 0
    return folder
