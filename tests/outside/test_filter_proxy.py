"""The browser's only door: every connection judged, one plain exchange at a time, all of it written down."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.outside.loopback import Quiet, serving
from tests.outside.test_leaving import speaking

from answerable.acquire.fetching import FetchError
from answerable.outside.filter_proxy import FilterProxy
from answerable.outside.leaving import Straight
from answerable.outside.plain_exchange import HEADER_BYTES, asked_for
from answerable.outside.web_address import allowed

HANG = 30


def says(proxy: FilterProxy, data: bytes) -> bytes:
    """What the proxy answers to `data`, until it hangs up."""
    host, _, port = proxy.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=HANG) as sock:
        sock.sendall(data)
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while more := sock.recv(65_536):
                answer += more
        return answer


def settled(proxy: FilterProxy) -> None:
    """Wait until the connections were written down."""
    for thread in threading.enumerate():
        if thread.name == "filtered connection":
            thread.join(HANG)


class Echo(Quiet):
    def do_GET(self) -> None:
        self.answer(f"{self.path} {self.headers['Host']} {self.headers['X-Y']}".encode(), "text/plain")

    def do_POST(self) -> None:
        self.answer(self.rfile.read(int(self.headers["Content-Length"])), "text/plain")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(Echo) as where:
        yield where


@contextlib.contextmanager
def proxied(*allow: str, limit: int = 1 << 20) -> Iterator[FilterProxy]:
    permitted = allowed(allow)
    with FilterProxy(Straight(permitted), permitted, never=("maker.example",), limit=limit) as proxy:
        yield proxy


def test_a_plain_request_is_carried_as_the_server_wants_it_and_closed_after(server):
    with proxied(server) as proxy:
        request = f"GET http://{server}/a?b=1 HTTP/1.1\r\nHost: evil.example\r\nProxy-Connection: keep-alive\r\nX-Y: z\r\n\r\n"
        answer = says(proxy, request.encode())
        settled(proxy)
    assert answer.endswith(f"/a?b=1 {server} z".encode())
    assert b"Connection: close" in answer
    (line,) = proxy.carried
    assert (line.how, line.remote, line.refused) == ("plain", "127.0.0.1", "")
    assert line.sent > 0
    assert line.received == len(answer) - len(b"Connection: close\r\n")


def test_a_body_is_carried_as_long_as_was_told_and_no_second_request_rides_behind(server):
    with proxied(server) as proxy:
        head = f"POST http://{server}/ HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
        answer = says(proxy, head.encode() + b"GET http://10.0.0.1/ HTTP/1.1\r\n\r\n")
    assert answer.endswith(b"abc")
    assert len(proxy.carried) == 1


def test_a_server_that_keeps_its_connection_open_is_not_asked_for_another_host():
    """Were it asked, it could answer in the other's name."""
    heard: list[bytes] = []

    def speak(caller: socket.socket) -> None:
        heard.append(caller.recv(9_000))
        caller.sendall(
            b"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=99\r\nContent-Length: 1\r\n\r\nx"
        )

    with speaking(speak) as port, proxied(f"127.0.0.1:{port}") as proxy:
        first = f"GET http://127.0.0.1:{port}/ HTTP/1.1\r\n\r\n".encode()
        answer = says(proxy, first + b"GET http://other.example/ HTTP/1.1\r\n\r\n")
    assert b"keep-alive" not in answer.lower()
    assert len(heard) == 1
    assert b"other.example" not in heard[0]


def test_what_is_connected_is_carried_both_ways(server):
    with proxied(server) as proxy:
        data = f"CONNECT {server} HTTP/1.1\r\n\r\nGET /in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        answer = says(proxy, data.encode())
        settled(proxy)
    assert answer.startswith(b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK")
    assert answer.endswith(b"/in x None")
    assert proxy.carried[0].how == "connect"


REFUSED = {
    "a private address": ("10.0.0.1:443", "private network"),
    "this machine": ("127.0.0.1:443", "this machine"),
    "this machine, mapped": ("[::ffff:127.0.0.1]:443", "this machine"),
    "this machine in another spelling": ("2130706433:443", "this machine"),
    "the maker of the browser": ("maker.example:443", "browser's own"),
    "another port": ("paper.example:6379", "port 6379"),
    "no port": ("10.0.0.1", "private network"),
    "no host": (":443", "only http|not an address"),
}


@pytest.mark.parametrize(("target", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_connection_that_may_not_be_is_refused_and_written_down(target, reason):
    with proxied() as proxy:
        assert says(proxy, f"CONNECT {target} HTTP/1.1\r\n\r\n".encode())[:13] in (b"HTTP/1.1 403 ", b"")
        plain = target.removesuffix(":443")
        assert says(proxy, f"GET http://{plain}/ HTTP/1.1\r\n\r\n".encode()) == b"", (
            "an answer of ours would look like the site's"
        )
        settled(proxy)
    import re

    assert len(proxy.carried) == 2
    assert all(re.search(reason, line.refused) for line in proxy.carried), proxy.carried


def test_a_port_the_operator_named_is_for_that_host_alone(server):
    port = server.rpartition(":")[2]
    with proxied(server) as proxy:
        says(proxy, f"CONNECT 127.0.0.2:{port} HTTP/1.1\r\n\r\n".encode())
        settled(proxy)
    assert proxy.carried[0].refused


NONSENSE = {
    "no http": b"SSH-2.0-x\r\n\r\n",
    "a header without end": b"GET http://paper.example/ HTTP/1.1\r\nX: " + b"x" * (HEADER_BYTES + 100),
    "https in the plain": b"GET https://paper.example/ HTTP/1.1\r\n\r\n",
    "a file": b"GET file:///etc/passwd HTTP/1.1\r\n\r\n",
    "a path alone": b"GET /a HTTP/1.1\r\nHost: paper.example\r\n\r\n",
    "a length told twice": b"POST http://127.0.0.1/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
    "a body without length": b"POST http://127.0.0.1/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "credentials": b"GET http://a:b@paper.example/ HTTP/1.1\r\n\r\n",
}


@pytest.mark.parametrize("data", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_hung_up_on(data):
    with proxied() as proxy:
        assert says(proxy, data) == b""
        settled(proxy)
    assert proxy.carried[0].refused


def test_more_than_the_limit_of_bytes_is_cut_off_and_said():
    class Endless(Quiet):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.close_connection = True
            with contextlib.suppress(OSError):
                for _ in range(10_000):
                    self.wfile.write(b"x" * 65_536)

    with serving(Endless) as where, proxied(where, limit=500_000) as proxy:
        for ask in (f"GET http://{where}/ HTTP/1.1\r\n\r\n", f"CONNECT {where} HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n"):
            assert len(says(proxy, ask.encode())) < 1_000_000
        settled(proxy)
        assert proxy.full
        assert all("more than 500,000 bytes" in line.refused for line in proxy.carried)


def test_leaving_ends_what_is_still_open():
    def hold(caller: socket.socket) -> None:
        while caller.recv(100):
            continue

    with speaking(hold) as port:
        with proxied(f"127.0.0.1:{port}") as proxy:
            host, _, own = proxy.address.removeprefix("http://").partition(":")
            sock = socket.create_connection((host, int(own)), timeout=HANG)
            sock.sendall(f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\n".encode())
            assert sock.recv(100).startswith(b"HTTP/1.1 200")
        with contextlib.suppress(ConnectionResetError):
            assert sock.recv(100) == b""
        sock.close()


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_no_bytes_of_a_request_raise_anything_but_a_reason(data):
    for lead in (b"", b"CONNECT ", b"GET http://", b"GET http://paper.example/ HTTP/1.1\r\n"):
        with contextlib.suppress(FetchError):
            how, host, port, _ = asked_for(lead + data + b"\r\n\r\n", frozenset())
            assert how in ("connect", "plain")
            assert host
            assert port in (80, 443)
