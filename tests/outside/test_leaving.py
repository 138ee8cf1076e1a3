"""The way out: straight to checked addresses, or through a proxy that a person named."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from tests.outside.loopback import Quiet, serving

from answerable.acquire.fetching import FetchError
from answerable.outside.http import HttpFetcher
from answerable.outside.leaving import Straight, ThroughProxy, way_out

Speak = Callable[[socket.socket], None]


@contextmanager
def speaking(speak: Speak) -> Iterator[int]:
    """The port of a server that says to each caller what `speak` says."""
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(20)
                try:
                    speak(caller)
                except OSError:
                    continue

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(20)


PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n<p>far away"


def socks(names: list[tuple[str, int]], reply: int = 0) -> Speak:
    """A SOCKS 5 proxy behind which there is one page, whatever is asked."""

    def speak(caller: socket.socket) -> None:
        assert caller.recv(3) == b"\x05\x01\x00"
        caller.sendall(b"\x05\x00")
        _, _, _, kind, size = caller.recv(5)
        assert kind == 3, "the name is handed on, not resolved here"
        rest = caller.recv(size + 2)
        names.append((rest[:size].decode(), struct.unpack(">H", rest[size:])[0]))
        caller.sendall(bytes([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]))
        if reply == 0:
            caller.recv(9_000)
            caller.sendall(PAGE)

    return speak


def connect(asked: list[str], answer: bytes = b"HTTP/1.1 200 Connection established\r\n\r\n") -> Speak:
    """An HTTP proxy that knows CONNECT, with the same page behind it."""

    def speak(caller: socket.socket) -> None:
        asked.append(caller.recv(9_000).split(b"\r\n")[0].decode())
        caller.sendall(answer)
        caller.recv(9_000)
        caller.sendall(PAGE)

    return speak


def test_through_socks_the_proxy_resolves_the_name_and_the_note_says_which_way():
    names: list[tuple[str, int]] = []
    with speaking(socks(names)) as port:
        way = f"socks5h://127.0.0.1:{port}"
        fetched = HttpFetcher(proxy=way).fetch("http://paper.example/a")
        with fetched.stream as stream:
            assert stream.read() == b"<p>far away"
    assert names == [("paper.example", 80)]
    facts = dict(fetched.facts)
    assert facts["way out"] == way
    assert "remote address" not in facts, "it is not known behind a proxy"


def test_through_an_http_proxy_everything_goes_by_connect():
    asked: list[str] = []
    with speaking(connect(asked)) as port:
        fetched = HttpFetcher(proxy=f"http://127.0.0.1:{port}").fetch("http://paper.example/a")
        fetched.stream.close()
    assert asked == ["CONNECT paper.example:80 HTTP/1.1"]


def test_a_proxy_that_says_no_is_quoted():
    with speaking(socks([], reply=5)) as port, pytest.raises(FetchError, match="connection refused"):
        ThroughProxy("socks5h", "127.0.0.1", port).connect("paper.example", 80)
    with speaking(connect([], b"HTTP/1.1 403 Forbidden\r\n\r\n")) as port, pytest.raises(FetchError, match="403"):
        ThroughProxy("http", "127.0.0.1", port).connect("paper.example", 80)


NONSENSE = [b"", b"\x04\x00", b"SSH-2.0-x\r\n", b"\x05\xff", b"\x05\x00\x05\x00\x00", b"HTTP/1.1", b"x" * 20_000]


@pytest.mark.parametrize("kind", ["socks5h", "http"])
@pytest.mark.parametrize("nonsense", NONSENSE)
def test_a_proxy_that_speaks_nonsense_is_a_reason(kind, nonsense):
    def speak(caller: socket.socket) -> None:
        caller.recv(3)
        caller.sendall(nonsense)

    with speaking(speak) as port, pytest.raises(FetchError):
        ThroughProxy(kind, "127.0.0.1", port).connect("paper.example", 80, seconds=5)


INSIDE = [
    "10.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "::1",
    "::ffff:10.0.0.1",
    "localhost",
    "printer",
    "nas.local",
    "x.internal",
]


@pytest.mark.parametrize("host", INSIDE)
def test_what_can_only_be_inside_is_not_asked_of_a_proxy_either(host):
    def speak(caller: socket.socket) -> None:
        raise AssertionError("the proxy was asked")

    with speaking(speak) as port, pytest.raises(FetchError, match="not contacted"):
        ThroughProxy("socks5h", "127.0.0.1", port).connect(host, 80)


def test_without_its_proxy_nothing_goes_straight():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    class Near(Quiet):
        def do_GET(self) -> None:
            raise AssertionError("it went straight")

    with serving(Near) as server, pytest.raises(FetchError, match="does not answer"):
        HttpFetcher(allow=[server], proxy=f"socks5h://127.0.0.1:{port}").fetch(f"http://{server}/")


def test_the_proxies_of_the_environment_are_not_used(monkeypatch):
    class Near(Quiet):
        def do_GET(self) -> None:
            self.answer(b"<p>near")

    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    with serving(Near) as server:
        HttpFetcher(allow=[server]).fetch(f"http://{server}/").stream.close()


@pytest.mark.parametrize(
    "proxy",
    ["socks5://127.0.0.1:9050", "127.0.0.1:9050", "socks5h://127.0.0.1", "http://a:b@h:1", "https://h:1", "x://[:"],
)
def test_what_is_no_proxy_we_know_is_said_before_anything_is_asked(proxy):
    with pytest.raises(FetchError, match="proxy"):
        way_out(proxy)


def test_of_several_addresses_the_first_that_lives_is_used(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as dead:
        gone = dead.getsockname()[1]
    with socket.create_server(("127.0.0.1", 0)) as alive:
        port = alive.getsockname()[1]
        found = [(2, 1, 6, "", ("127.0.0.1", gone)), (2, 1, 6, "", ("127.0.0.1", port))]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
        connected = Straight(frozenset({("paper.example", port)})).connect("paper.example", port, 5)
        assert connected.sock.getpeername()[1] == port
        connected.sock.close()


def test_a_name_that_takes_for_ever_is_left(monkeypatch):
    waiting = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: waiting.wait(60) and [])
    with pytest.raises(FetchError, match="not resolved in"):
        Straight().connect("slow.example", 80, 0.2)
    waiting.set()
