"""Anyone can check us: whatever is altered in a sealed case is found, and found where it is."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from tests.preserve.whole_case import whole_case

from answerable.outside.tokens import Rfc3161Judge
from answerable.preserve.casefile import CaseFile
from answerable.preserve.stamps import root_prints
from answerable.preserve.verify import Elsewhere, verify_case
from answerable.terms.check import Check, Outcome

SWEEP = os.environ.get("ANSWERABLE_SWEEP") == "full"
FLIPS = 500 if SWEEP else 50

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the authority is made with openssl")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory) -> tuple[CaseFile, Elsewhere]:
    """The case, and what a stranger brings: the certificate of the authority, and nothing of ours."""
    case, root = whole_case(tmp_path_factory.mktemp("whole"))
    return case, Elsewhere(prints=frozenset(root_prints(root.pem)), judge=Rfc3161Judge())


def kind_of(case: CaseFile, path: Path) -> str:
    inside = path.relative_to(case.path)
    if inside.parts[0] == "blobs":
        return "blob"
    if len(inside.parts) == 1:
        return "case.toml"
    return path.suffix if inside.parts[1] == "seals" and path.suffix else inside.parts[1]


def evidence(case: CaseFile) -> dict[str, list[Path]]:
    """Every file of the case that is not derived and not empty, by kind."""
    kinds: dict[str, list[Path]] = {}
    for path in sorted(case.path.rglob("*")):
        if path.is_file() and path.stat().st_size and "derived" not in path.relative_to(case.path).parts:
            kinds.setdefault(kind_of(case, path), []).append(path)
    return kinds


def names(case: CaseFile, check: Check, path: Path, place: int) -> bool:
    """Whether `check` points at byte `place` of `path`: at the file, or at the line or seal that it belongs to."""
    kind = kind_of(case, path)
    if kind in ("entries", "notes"):
        data = path.read_bytes()
        line, lines = data[:place].count(b"\n"), data.count(b"\n")
        near = {f"{word} {n}" for n in (line - 1, line, line + 1) for word in ("entry", "note")}
        near |= {f"notes/{path.name}, line {n}" for n in (line, line + 1, line + 2)}
        at_the_end = check.what == "checkpoint" and line >= lines - 1  # no later line says what the last one was
        return check.item in near or path.name == check.item.split("/")[-1] or at_the_end
    if kind == "seals":
        return check.item == f"checkpoint {path.parent.name}" or f"seals/{path.parent.name}/checkpoint" in check.item
    return path.name in check.item


def test_a_stranger_finds_a_whole_case_sound_and_anchored_by_its_time_stamp(sealed):
    case, elsewhere = sealed
    found = list(verify_case(case.path, elsewhere))
    assert [c for c in found if c.outcome is Outcome.FAILED] == []
    assert {c.what for c in found if c.outcome is Outcome.NOT_CHECKED} == {"anchor"}
    assert [c.item for c in found if c.what == "anchor" and c.outcome is Outcome.HELD] == ["seals/10/coast.tsr"]


@pytest.mark.sweep
def test_whichever_bit_is_flipped_in_a_sealed_case_is_found_and_the_item_named(sealed):
    case, elsewhere = sealed
    chance, kinds = random.Random(500), evidence(case)
    assert kinds.keys() == {"blob", "case.toml", "entries", "notes", "seals", "set-aside", ".tsr", ".tsq", ".pem"}
    order = sorted(kinds)
    met: Counter[str] = Counter()
    for number in range(FLIPS):
        kind = order[number % len(order)]
        path = chance.choice(kinds[kind])
        whole = path.read_bytes()
        bit = chance.randrange(len(whole) * 8)
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        mode = path.stat().st_mode
        path.chmod(0o600)
        path.write_bytes(data)
        wanted = Outcome.NOT_CHECKED if kind == "case.toml" else Outcome.FAILED  # a person may change case.toml
        found = [c for c in verify_case(case.path, elsewhere) if c.outcome in (wanted, Outcome.FAILED)]
        path.write_bytes(whole)
        path.chmod(mode)
        assert any(names(case, c, path, bit // 8) for c in found), (path, bit, found)
        met[kind] += 1
    assert sum(met.values()) == FLIPS
