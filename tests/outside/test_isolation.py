"""What a process gives up is gone, and what cannot be enforced is said: each tried in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

ASKING = """
import errno, os, socket, subprocess
def tried(act):
    try:
        act()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"
def connect():
    with socket.create_connection(("127.0.0.1", 9), timeout=1):
        pass
"""
LISTEN = "lambda: socket.socket().close()"
UNIX = "lambda: socket.socket(socket.AF_UNIX).close()"
FORK = "lambda: os.fork() or os._exit(0)"


def after(giving_up: str, *acts: str) -> list[str]:
    """What came of each act after the process gave something up; its own words first."""
    code = f"{ASKING}\n{giving_up}\nprint(said, flush=True)\n" + "".join(f"print(tried({act}))\n" for act in acts)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


SECCOMP = "from answerable.outside.seccomp import refuse_processes, refuse_sockets"


def filters_work() -> bool:
    return after(f"{SECCOMP}\nsaid = refuse_sockets() or 'holds'")[0] == "holds"


needs_filters = pytest.mark.skipif(not filters_work(), reason="this kernel or machine takes no filter of its calls")


@needs_filters
def test_the_filter_alone_refuses_every_kind_of_socket_and_nothing_else():
    done = after(f"{SECCOMP}\nsaid = refuse_sockets() or 'holds'", LISTEN, UNIX, "connect", FORK)
    assert done == ["holds", "EPERM", "EPERM", "EPERM", "done"]


@needs_filters
def test_the_filter_of_processes_refuses_forks_and_programs_and_leaves_files():
    done = after(
        f"{SECCOMP}\nsaid = refuse_processes() or 'holds'",
        FORK,
        "lambda: os.execv('/bin/true', ['true'])",
        "lambda: subprocess.run(['true'])",
        "lambda: open('/dev/null').close()",
    )
    assert done == ["holds", "EPERM", "EPERM", "EPERM", "done"]


WITHOUT_NAMESPACE = """
from answerable.outside import isolation
isolation._leave_network = lambda: "the kernel refused a network namespace"
"""
WITHOUT_FILTER = """
from answerable.outside import isolation
isolation.refuse_sockets = lambda: "the kernel refused a filter of its calls"
"""
SAID = "said = isolation.without_network()"


@needs_filters
def test_without_a_namespace_the_filter_keeps_the_network_away_and_says_so():
    said, came = after(WITHOUT_NAMESPACE + SAID, "connect")
    assert (said, came) == ("enforced by a filter of kernel calls", "EPERM")


def test_without_a_filter_the_namespace_keeps_the_network_away_or_it_is_said():
    said, came = after(WITHOUT_FILTER + SAID, "connect")
    if said.startswith("not enforced"):
        assert "namespace" in said
    else:
        assert (said, came) == ("enforced by an empty namespace", "ENETUNREACH")


def test_where_neither_works_it_is_said_with_both_reasons():
    (said,) = after(WITHOUT_NAMESPACE + WITHOUT_FILTER.replace("from answerable.outside import isolation\n", "") + SAID)
    assert said == (
        "not enforced: the kernel refused a network namespace; the kernel refused a filter of its calls"
    )  # fmt: skip


def test_another_kind_of_machine_is_not_enforced_and_named():
    done = after(
        "import platform\nplatform.machine = lambda: 'abacus'\n" + f"{SECCOMP}\nsaid = refuse_sockets()",
    )
    assert done == ["no filter of kernel calls is written for linux on abacus"]
