"""Promise 8: the main job contacts nobody. It runs with every socket but local ones refused, and asks for none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REFUSE = """
import socket, sys
def refuse(*a, **k):
    print("ASKED FOR THE NETWORK", a[1:] if len(a) > 1 else a, file=sys.stderr)
    raise OSError("the network is refused in this test")
socket.getaddrinfo = refuse
real = socket.socket.connect
def connect(self, address):
    if self.family == socket.AF_UNIX:
        return real(self, address)
    refuse(self, address)
socket.socket.connect = connect
socket.socket.connect_ex = connect
from answerable.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def run_refused(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", REFUSE, *arguments], cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )


def test_the_whole_way_asks_for_no_network(tmp_path):
    run = run_refused("demo", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "ASKED FOR THE NETWORK" not in run.stderr
    assert (tmp_path / "case-demo" / "report.html").is_file()


def test_the_refusal_is_able_to_fail(tmp_path):
    run = run_refused("examine", "http://203.0.113.7/", cwd=tmp_path)
    assert run.returncode == 4
    assert "ASKED FOR THE NETWORK" in run.stderr or "refused" in run.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are Linux's")
def test_the_readers_have_no_network_or_say_so():
    from answerable.outside.sandbox import SandboxedReaders

    with SandboxedReaders() as readers:
        state = readers.enforced()
    assert state
    assert all(isinstance(value, str) and value for value in state.values())
