"""examples/verify.sh: what a stranger can check with a shell and openssl, on real cases."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.preserve.whole_case import whole_case

from answerable.preserve.casefile import CaseFile

SCRIPT = Path(__file__).parents[2] / "examples" / "verify.sh"
SHELL = shutil.which("dash") or "sh"

pytestmark = pytest.mark.skipif(
    any(shutil.which(program) is None for program in ("sha256sum", "openssl")), reason="it needs sha256sum and openssl"
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> CaseFile:
    return whole_case(tmp_path_factory.mktemp("whole"))[0]


@pytest.fixture
def copy(whole, tmp_path) -> Path:
    return Path(shutil.copytree(whole.path, tmp_path / "my case"))


def verify(*arguments: Path) -> tuple[int, list[str]]:
    command = [SHELL, str(SCRIPT), *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert run.stderr == ""
    return run.returncode, run.stdout.splitlines()


def test_a_sound_case_holds(whole):
    code, said = verify(whole.path)
    assert code == 0, said
    assert [line for line in said if "FAILED" in line] == []
    assert f"held: the chain of {whole.last_seq() + 1} entries" in said
    assert sum("signed by key" in line for line in said) == len(list((whole.path / "journal" / "seals").iterdir()))
    assert any(line.startswith("held: journal/seals/") and "made at" in line for line in said)
    assert any(line.startswith("not checked: the whole: no seal kept elsewhere") for line in said)


def test_a_seal_kept_elsewhere_is_compared(whole, tmp_path):
    sizes = sorted(int(p.name) for p in (whole.path / "journal" / "seals").iterdir())
    lines = (whole.path / "journal" / "seals" / str(sizes[1]) / "checkpoint").read_text().splitlines()[:3]
    letter = tmp_path / "a letter.txt"
    letter.write_text("\r\n".join(["", *lines, ""]))
    code, said = verify(whole.path, letter)
    assert code == 0
    assert f"held: the seal kept elsewhere: entries 0 to {sizes[1] - 1} are those it was made of" in said
    letter.write_text("\n".join([lines[0], str(sizes[0]), lines[2]]))
    code, said = verify(whole.path, letter)
    assert code == 1
    assert any(line.startswith("FAILED: the seal kept elsewhere") for line in said)


def test_what_is_no_case_is_said(tmp_path):
    for arguments in ((), (tmp_path,), (tmp_path / "nowhere",)):
        run = subprocess.run([SHELL, str(SCRIPT), *arguments], capture_output=True, text=True, timeout=60, check=False)
        assert run.returncode == 2
        assert run.stderr


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)


def seal_file(case: Path, pattern: str) -> Path:
    return sorted((case / "journal" / "seals").rglob(pattern))[-1]


def break_signature(case: Path) -> None:
    path = seal_file(case, "checkpoint")
    lines = path.read_text().splitlines(keepends=True)
    lines[4] = lines[4][:-8] + ("A" if lines[4][-8] != "A" else "B") + lines[4][-7:]
    path.write_text("".join(lines))


#: name: (what is done, how the line of what failed begins)
DAMAGE = {
    "a blob": (lambda c: flip(sorted((c / "blobs").rglob("*/*"))[0]), "blobs/"),
    "a blob that is gone": (lambda c: sorted((c / "blobs").rglob("*/*"))[0].unlink(), "no file has the digest"),
    "an entry": (lambda c: flip(c / "journal/entries/000000.jsonl"), "the chain"),
    "a note": (lambda c: flip(c / "journal/notes/000000.jsonl"), "notes"),
    "what was set aside": (lambda c: flip(next((c / "journal/set-aside").iterdir())), "journal/set-aside/"),
    "a signature": (break_signature, "checkpoint"),
    "a checkpoint": (lambda c: flip(seal_file(c, "checkpoint")), "checkpoint"),
    "a time-stamp": (lambda c: flip(seal_file(c, "*.tsr")), "journal/seals/"),
    "the certificate of a time-stamp": (lambda c: flip(seal_file(c, "*.pem")), "no file has the digest"),
}


@pytest.mark.parametrize(("damage", "begins"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_found_and_named(copy, damage, begins):
    damage(copy)
    code, said = verify(copy)
    assert code == 1
    assert [line for line in said if line.startswith(f"FAILED: {begins}")], said
