"""`answerable acquire` as a person calls it: addresses, lists, dry runs, browsers."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.outside.loopback import Quiet, serving
from tests.outside.test_browser import sandboxed

from answerable.preserve.casefile import CaseFile


@pytest.fixture
def paper() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            if self.path in ("/a", "/b"):
                self.answer(
                    f"<html><title>{self.path}</title><p>Министерство отвергает обвинения {self.path}.".encode()
                )
            else:
                self.answer(b"no", status=404)

    with serving(Handler) as host:
        yield host, asked


@pytest.fixture
def case(tmp_path, answerable) -> Path:
    assert answerable("init", tmp_path / "case", cwd=tmp_path).returncode == 0
    return tmp_path / "case"


def tree(folder: Path) -> dict[str, str]:
    """Every file of a folder with the digest of its bytes."""
    files = (p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_a_list_of_addresses_is_fetched_and_each_that_fails_has_its_reason(paper, case, tmp_path, answerable):
    host, asked = paper
    listed = tmp_path / "list.txt"
    listed.write_text(f"\ufeff# the paper\n\nhttp://{host}/a\n  http://{host}/b  \nhttp://{host}/gone\n/etc/passwd\n")
    call = ("acquire", "--case", case, "--from", listed, "--allow", host, "--pause", "0")
    done = answerable(*call, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "4 inputs: 2 kept (2 new), 2 refused or skipped" in done.stdout
    assert "status 404" in done.stderr
    assert "only http and https" in done.stderr
    asked.clear()
    again = answerable(*call, cwd=tmp_path)
    assert again.returncode == 0
    assert [path for path in asked if path != "/robots.txt"] == ["/gone"]


def test_a_dry_run_contacts_nobody_and_writes_nothing(paper, case, tmp_path, answerable):
    host, asked = paper
    (tmp_path / "letter.txt").write_text("Dear all")
    before = tree(tmp_path)
    run = ("acquire", "--dry-run", "--case", case, "--allow", host, tmp_path / "letter.txt", f"http://{host}/a")
    done = answerable(*run, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "keep     letter.txt" in done.stdout
    assert f"fetch    http://{host}/a" in done.stdout
    assert "nothing was done" in done.stdout
    lines = [json.loads(line) for line in answerable(*run, "--json", cwd=tmp_path).stdout.splitlines()]
    assert [line["plan"] for line in lines] == ["keep", "fetch"]
    assert asked == []
    assert tree(tmp_path) == before


def test_the_proxy_of_the_environment_is_ours_and_is_named_in_the_reason(case, tmp_path, answerable):
    done = answerable(
        "acquire", "--case", case, "http://paper.example/", cwd=tmp_path, ANSWERABLE_PROXY="socks5h://127.0.0.1:9"
    )  # fmt: skip
    assert done.returncode == 4
    assert "the proxy socks5h://127.0.0.1:9 does not answer" in done.stderr


WRONG = {
    "nothing": ((), "nothing to acquire"),
    "a list that is not there": (("--from", "absent.txt"), "cannot be read"),
    "a proxy of another kind": (("--proxy", "ftp://x:1", "http://paper.example/"), "not one that can be used"),
    "a pause of no length": (("--pause", "-1", "x"), "--pause"),
}


@pytest.mark.parametrize(("arguments", "words"), WRONG.values(), ids=WRONG)
def test_wrong_use_is_said(case, tmp_path, answerable, arguments, words):
    done = answerable("acquire", "--case", case, *arguments, cwd=tmp_path)
    assert done.returncode in (2, 4)
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_without_playwright_or_chromium_it_says_what_to_install(case, tmp_path, answerable):
    (tmp_path / "playwright.py").write_text("raise ModuleNotFoundError('no', name='playwright')")
    done = answerable(
        "acquire", "--browser", "--case", case, "http://p.example/", cwd=tmp_path, PYTHONPATH=str(tmp_path)
    )
    assert done.returncode == 4
    assert "answerable[capture]" in done.stderr
    done = answerable("acquire", "--browser", "--case", case, "http://p.example/", cwd=tmp_path, PATH="/nowhere")
    assert done.returncode == 4
    assert "apt install chromium" in done.stderr


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed: apt install chromium")
@pytest.mark.skipif(not sandboxed(), reason="no user namespaces here, so Chromium has no sandbox")
@pytest.mark.xdist_group("browser")
def test_a_page_looked_at_is_one_document_and_its_records_are_kept_beside_it(paper, case, tmp_path, answerable):
    host, _ = paper
    address = f"http://{host}/a"
    done = answerable("acquire", "--browser", "--case", case, "--allow", host, address, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    captures = {c.path: c for c in CaseFile.open(case).captures()}
    beside = {f"{address}!/{name}" for name in ("screenshot.png", "capture.wacz", "requests.jsonl")}
    assert set(captures) == {address} | beside
    assert all(captures[path].container == captures[address].digest for path in beside)
    rows = [
        json.loads(line) for line in answerable("inputs", "--json", "--case", case, cwd=tmp_path).stdout.splitlines()
    ]
    outcomes = {row["path"]: row["outcome"] for row in rows}
    assert outcomes == {address: "read"} | dict.fromkeys(beside, "kept")
    text = answerable("text", captures[address].digest, "--case", case, cwd=tmp_path).stdout
    assert "Министерство отвергает обвинения /a." in text
    verified = answerable("preserve", "verify", "--unanchored-ok", "--case", case, cwd=tmp_path)
    assert verified.returncode == 0, verified.stdout
    again = answerable("acquire", "--browser", "--case", case, "--allow", host, address, cwd=tmp_path)
    assert "0 new" in again.stdout
