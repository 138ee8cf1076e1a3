"""examples/verify.sh on what is not whole by decision: copies, encrypted cases, cases with something destroyed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.preserve.bagging import LETTER, MAIL, bagged, digest_of, full_case, taken_in

from answerable.preserve.bag import Wanted
from answerable.preserve.destroying import destroy

SCRIPT = Path(__file__).parents[2] / "examples" / "verify.sh"

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the script needs openssl")


def check(case) -> tuple[int, str]:
    run = subprocess.run(["sh", SCRIPT, case.path], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    return run.returncode, run.stdout


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(without=[digest_of(LETTER)]), Wanted(notes=False)])
def test_a_copy_is_sound_and_what_it_lacks_is_not_checked(tmp_path, wanted):
    bagged(full_case(tmp_path / "case"), tmp_path / "bag", wanted)
    copy, _ = taken_in(tmp_path / "bag", tmp_path / "copy")
    code, said = check(copy)
    assert (code, "FAILED" in said) == (0, False), said
    assert ("withheld" in said) == (wanted != Wanted())


def test_a_copy_that_lost_more_than_was_withheld_fails(tmp_path):
    bagged(full_case(tmp_path / "case"), tmp_path / "bag", Wanted(without=[digest_of(LETTER)]))
    copy, _ = taken_in(tmp_path / "bag", tmp_path / "copy")
    gone = copy.captures()[0].digest
    copy.blob_path(gone).unlink()
    code, said = check(copy)
    assert (code, f"FAILED: no file has the digest {gone}" in said) == (1, True), said


def test_an_encrypted_case_is_checked_as_far_as_can_be_without_its_key(tmp_path):
    code, said = check(full_case(tmp_path / "case", encrypted=True))
    assert (code, "not checked: the blobs are encrypted" in said) == (0, True), said


def test_what_was_destroyed_is_held_while_it_is_gone(tmp_path):
    case = full_case(tmp_path / "case")
    for person in ("Asha Rao", "Bo Lind"):
        destroy(case, [digest_of(LETTER), digest_of(MAIL)], person=person, reason="r")
    code, said = check(case)
    assert (code, "digests destroyed by decision" in said) == (0, True), said
    case.blob_path(digest_of(LETTER)).write_bytes(LETTER)
    code, said = check(case)
    assert (code, "destroyed, and still here" in said) == (1, True), said
