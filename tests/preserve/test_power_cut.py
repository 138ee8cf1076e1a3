"""Without power at any moment: what was acknowledged is on the disk, because it was synced before it was said."""

from __future__ import annotations

import io
import os
import random
import shutil
import sys

import pytest
from tests.preserve.building import NOON, checks, failed, small_case, unchecked
from tests.preserve.power_cut import ForgetfulDisk, PowerCut

from answerable.acquire.capture import Capture
from answerable.preserve import seal_keys
from answerable.preserve.casefile import CaseFile

SWEEP = os.environ.get("ANSWERABLE_SWEEP") == "full"
BATCHES, EACH = 12, 5

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it asks /proc which file a descriptor is")


def work(case: CaseFile, acknowledged: list[tuple[str, bytes]]) -> None:
    """Acquire in batches, over the edge of a file of entries; note down what was acknowledged."""
    with case.writing() as writer:
        for batch in range(BATCHES):
            waiting = []
            for number in range(EACH):
                data = b"batch %d, document %d" % (batch, number)
                kept = writer.keep(io.BytesIO(data), limit=1000)
                writer.record(Capture(kept.digest, kept.size, f"{batch}/{number}", "file", NOON, writer.agent.id))
                waiting.append((f"{batch}/{number}", data))
            writer.commit()
            acknowledged += waiting


def cut_power(tmp_path, monkeypatch, *, cut: int, heed: bool = True) -> tuple[CaseFile, list[tuple[str, bytes]], bool]:
    """The case as it stands after a cut before sync `cut`; what was acknowledged; whether it was cut at all."""
    if not (tmp_path / "begun").exists():
        with small_case(tmp_path / "begun", documents=3).writing() as writer:
            for number in range(225):
                writer.decline(f"{number}", "skipped", "so that the work reaches over the edge of a file")
        shutil.copytree(seal_keys.home(), tmp_path / "home-begun")
    shutil.rmtree(seal_keys.home())  # the machine as it was, too: it does not sign two different pasts
    shutil.copytree(tmp_path / "home-begun", seal_keys.home())
    for name in ("live", "spare", "after"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
    (tmp_path / "spare").mkdir()
    shutil.copytree(tmp_path / "begun", tmp_path / "live")
    case = CaseFile.open(tmp_path / "live")
    disk = ForgetfulDisk(case.path, tmp_path / "spare", cut=cut, heed=heed)
    acknowledged: list[tuple[str, bytes]] = []
    cut_off = False
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", disk.fsync)
        try:
            work(CaseFile.open(case.path), acknowledged)
        except PowerCut:
            cut_off = True
    disk.after_the_cut(tmp_path / "after")
    return CaseFile.open(tmp_path / "after"), acknowledged, cut_off


def lost(case: CaseFile, acknowledged: list[tuple[str, bytes]]) -> list[str]:
    captures = {c.path: c.digest for c in case.captures()}
    return [p for p, data in acknowledged if p not in captures or case.read_blob(captures[p]) != data]


@pytest.mark.sweep
def test_a_power_cut_at_any_sync_loses_nothing_acknowledged(tmp_path, monkeypatch):
    everything = 10_000
    _, acknowledged, cut_off = cut_power(tmp_path, monkeypatch, cut=everything)
    assert (len(acknowledged), cut_off) == (BATCHES * EACH, False)
    cuts = list(range(250))
    chosen = cuts if SWEEP else sorted(random.Random(8).sample(cuts, 25))
    cut_offs = 0
    for cut in chosen:
        case, acknowledged, cut_off = cut_power(tmp_path, monkeypatch, cut=cut)
        cut_offs += cut_off
        assert failed(checks(case)) == [], cut
        assert lost(case, acknowledged) == [], cut
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", lambda fd: None)  # the cut is over; no need to wait for a real disk
            work(case, [])
        assert len({c.path for c in case.captures() if "/" in c.path and c.path[0].isdigit()}) == BATCHES * EACH
        found = checks(case)
        assert (failed(found), unchecked(found)) == ([], []), cut
    assert cut_offs > len(chosen) // 2


def test_a_store_without_fsync_fails_this_test(tmp_path, monkeypatch):
    case, acknowledged, cut_off = cut_power(tmp_path, monkeypatch, cut=100, heed=False)
    assert cut_off
    assert len(lost(case, acknowledged)) == len(acknowledged) > 0
