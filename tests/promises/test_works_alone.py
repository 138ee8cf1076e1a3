"""Promise 8: the main job contacts nobody. It runs with every socket but local ones refused, and asks for none; seen from
outside too, for native libraries open sockets of their own, and leave marks where nobody looks (decision 0018)."""

from __future__ import annotations

import os
import re
import shutil
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


_ELSEWHERE = re.compile(r"(?:connect|sendto|sendmsg)\(.*sa_family=AF_INET6?, .*")


def seen_from_outside(command: list[str], folder: Path) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run under strace with an empty home folder: how it ended, and every call that names an address elsewhere."""
    (folder / "home").mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "ANSWERABLE_HOME": str(folder / "keys"),
        "LANG": "C.UTF-8",
    }
    log = folder / "calls"
    strace = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg", "-o", str(log)]
    run = subprocess.run(
        [*strace, *command], cwd=folder, env=environment, capture_output=True, text=True, timeout=400, check=False
    )
    calls = log.read_text(encoding="utf-8", errors="replace")
    return run, _ELSEWHERE.findall(calls)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("way", ["rules", "model"])
def test_no_process_and_no_library_contacts_anybody_or_leaves_a_mark_at_home(tmp_path, way):
    documents = Path(__file__).parents[2] / "examples" / "sule-point" / "documents"
    examine = ["examine", str(documents), "--case", "case", "--method", way]
    run, elsewhere = seen_from_outside([sys.executable, "-m", "answerable", *examine], tmp_path)
    assert run.returncode == 0, run.stderr
    assert not elsewhere
    assert not list((tmp_path / "home").rglob("*"))


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_contact_would_be_seen_from_outside(tmp_path):
    asks = "import socket; s = socket.socket(); s.settimeout(1); s.connect_ex(('127.0.0.1', 9))"
    _, elsewhere = seen_from_outside([sys.executable, "-c", asks], tmp_path)
    assert len(elsewhere) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are Linux's")
def test_the_readers_have_no_network_or_say_so():
    from answerable.outside.sandbox import SandboxedReaders

    with SandboxedReaders() as readers:
        state = readers.enforced()
    assert state
    assert all(isinstance(value, str) and value for value in state.values())
