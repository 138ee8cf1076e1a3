"""The plain fetcher against a hostile server on the loopback."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.outside.loopback import Authority, Quiet, serving

from answerable.acquire.fetching import Fetched, FetchError, Unchanged, Validators
from answerable.outside.http import HttpFetcher
from answerable.outside.web_address import parse_address

PAGE = "<p>Власти молчали.</p>".encode()
DATE = "Mon, 04 Mar 2024 10:00:00 GMT"


class Hostile(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def plain(self, body: bytes, **headers: str) -> None:
        self.send_response(200)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Type": "text/html", "Content-Length": str(len(body))} | told).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def moved(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        match self.path:
            case "/page":
                self.plain(PAGE)
            case "/packed":
                self.plain(gzip.compress(PAGE), Content_Encoding="gzip")
            case "/moved":
                self.moved("/page")
            case "/inside":
                self.moved("http://127.0.0.2/secret")
            case "/inside-mapped":
                self.moved("http://[::ffff:10.0.0.1]/secret")
            case "/inside-decimal":
                self.moved("http://2130706433/secret")
            case "/inside-port":
                self.moved("//127.0.0.1:6379/")
            case "/credentials":
                self.moved("http://user:word@paper.example/")
            case "/many-headers":
                self.plain(PAGE, **{f"X_{n}": "y" * 60 for n in range(1_200)})
            case "/long":
                self.plain(PAGE + b"more than was told", Content_Length=str(len(PAGE)))
                self.close_connection = True
            case "/two-lengths":
                self.send_response(200)
                self.send_header("Content-Length", "5")
                self.send_header("Content-Length", "9")
                self.end_headers()
                self.wfile.write(b"123456789")
            case "/endless":
                self.send_response(200)
                self.end_headers()
                self.close_connection = True
                try:
                    for _ in range(100_000):
                        self.wfile.write(b"x" * 65_536)
                except OSError:
                    return
            case "/endless-chunks":
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                try:
                    for _ in range(100_000):
                        self.wfile.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
                except OSError:
                    self.close_connection = True
            case "/bomb-in-bomb":
                self.plain(gzip.compress(gzip.compress(bytes(50_000_000))) * 2, Content_Encoding="gzip, gzip")
            case "/cut-packing":
                self.plain(gzip.compress(PAGE * 50)[:-20], Content_Encoding="gzip")
            case "/not-http":
                self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
                self.close_connection = True
            case "/busy":
                self.send_response(429)
                self.send_header("Retry-After", "30")
                self.send_header("Content-Length", "0")
                self.end_headers()
            case "/busy-until" | "/busy-nonsense":
                self.send_response_only(503)
                self.send_header("Date", DATE)
                until = "Mon, 04 Mar 2024 10:02:00 GMT" if self.path == "/busy-until" else "when it is over"
                self.send_header("Retry-After", until)
                self.send_header("Content-Length", "0")
                self.end_headers()
            case "/tagged":
                if self.headers["If-None-Match"] == '"v1"' and self.headers["If-Modified-Since"] == DATE:
                    self.send_response(304)
                    self.end_headers()
                else:
                    self.plain(PAGE, ETag='"v1"', Last_Modified=DATE)
            case "/unasked-304":
                self.send_response(304)
                self.end_headers()
            case "/loop":
                self.moved("/loop")
            case "/file":
                self.moved("file:///etc/passwd")
            case "/bomb":
                self.plain(gzip.compress(bytes(3_000_000)), Content_Encoding="gzip")
            case "/not-packed":
                self.plain(b"not gzip at all", Content_Encoding="gzip")
            case "/fat-header":
                self.plain(PAGE, X_Fat="x" * 65_000, X_Fatter="y" * 5_000)
            case "/short":
                self.plain(PAGE, Content_Length=str(len(PAGE) + 50))
                self.close_connection = True
            case "/drip":
                self.send_response(200)
                self.send_header("Content-Length", "100000")
                self.end_headers()
                self.drip()
            case "/drip-header":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                self.drip()
            case _:
                self.send_error(404)

    def drip(self) -> None:
        try:
            for _ in range(60):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            self.close_connection = True


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    httpd.daemon_threads = True
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


def fetcher(server: str) -> HttpFetcher:
    return HttpFetcher(allow=[server], whole_seconds=1.5, body_bytes=1_000_000)


@pytest.mark.parametrize("path", ["/page", "/packed", "/moved"])
def test_a_page_comes_as_the_server_meant_it(server, path):
    fetched = fetcher(server).fetch(f"http://{server}{path}")
    with fetched.stream as stream:
        assert stream.read() == PAGE
    assert dict(fetched.facts)["remote address"] == "127.0.0.1"
    assert fetched.redirects == ((f"http://{server}/moved",) if path == "/moved" else ())


WRONG = {
    "/inside": "not contacted",
    "/inside-mapped": "not contacted",
    "/inside-decimal": "not contacted",
    "/inside-port": "port 6379",
    "/credentials": "user name or password",
    "/many-headers": "header|connection failed",
    "/two-lengths": "connection failed",
    "/endless": "larger than",
    "/endless-chunks": "larger than",
    "/bomb-in-bomb": "not asked for",
    "/cut-packing": "packed wrongly",
    "/not-http": "connection failed",
    "/unasked-304": "status 304",
    "/busy": "try again in 30 seconds",
    "/busy-until": "try again in 120 seconds",
    "/busy-nonsense": "status 503$",
    "/loop": "redirects",
    "/file": "only http",
    "/bomb": "larger than",
    "/not-packed": "packed wrongly",
    "/fat-header": "header",
    "/short": "connection failed",
    "/absent": "status 404",
}


def test_a_body_longer_than_was_told_is_taken_as_long_as_was_told(server):
    fetched = fetcher(server).fetch(f"http://{server}/long")
    with fetched.stream as stream:
        assert stream.read() == PAGE


def test_the_note_has_what_a_reader_of_the_case_needs(server):
    fetched = fetcher(server).fetch(f"http://{server}/moved")
    fetched.stream.close()
    facts = dict(fetched.facts)
    assert facts["status"] == "200"
    assert facts["remote address"] == "127.0.0.1"
    assert facts["sniffed type"] == "text/html"
    assert facts["way out"] == "straight"
    assert facts["permitted"] == server
    assert facts["passed"] == f"302 http://{server}/moved from 127.0.0.1"
    assert facts["header content-type"] == fetched.declared_type == "text/html"
    assert facts["tool"].startswith("answerable/")
    assert fetched.started <= fetched.ended


def test_a_page_behind_tls_names_its_certificate_and_one_nobody_vouches_for_is_refused(tmp_path):
    authority = Authority(tmp_path)

    class Secured(Quiet):
        def do_GET(self) -> None:
            self.answer(PAGE)

    with serving(Secured, authority.context) as secured:
        fetched = HttpFetcher(allow=[secured], trust=str(authority.file)).fetch(f"https://{secured}/")
        fetched.stream.close()
        assert dict(fetched.facts)["certificate sha256"] == authority.certificate_sha256
        with pytest.raises(FetchError, match="CERTIFICATE_VERIFY_FAILED"):
            HttpFetcher(allow=[secured]).fetch(f"https://{secured}/")


def test_a_server_handed_its_own_validators_says_that_nothing_changed(server):
    first = fetcher(server).fetch(f"http://{server}/tagged")
    assert isinstance(first, Fetched)
    first.stream.close()
    facts = dict(first.facts)
    held = Validators(facts["header etag"], facts["header last-modified"])
    assert isinstance(fetcher(server).fetch(f"http://{server}/tagged", held), Unchanged)


def test_validators_that_would_be_another_header_are_not_sent(server):
    fetched = fetcher(server).fetch(f"http://{server}/tagged", Validators('"v1"\r\nX-Evil: 1', DATE))
    assert isinstance(fetched, Fetched)
    fetched.stream.close()


@pytest.mark.parametrize(("path", "reason"), WRONG.items())
def test_what_a_hostile_server_does_is_refused_with_a_reason(server, path, reason):
    with pytest.raises(FetchError, match=reason):
        fetcher(server).fetch(f"http://{server}{path}")


@pytest.mark.parametrize("path", ["/drip", "/drip-header"])
def test_a_server_that_drips_meets_the_deadline(server, path):
    with pytest.raises(FetchError):
        fetcher(server).fetch(f"http://{server}{path}")


ADDRESSES = {
    "http://127.0.0.1/": "not contacted",
    "http://[::1]/": "not contacted",
    "http://user:word@paper.example/": "user name or password",
    "http://paper.example:8080/": "port 8080",
    "http://[broken": "not an address",
    "ftp://paper.example/": "only http",
    "http://paper.example:99999/": "port 99999",
    "http://paper.example:-1/": "port -1",
    "http:///etc/passwd": "only http",
    "http://127.1/": "not contacted",
    "http://0x7f000001/": "not contacted",
    "http://2130706433/": "not contacted",
    "http://0177.0.0.1/": "not an address",
    "http://１２７.０.０.１/": "not an address",
    "http://127。0。0。1/": "not contacted",
    "http://[::ffff:127.0.0.1]/": "not contacted",
    "http://[64:ff9b::7f00:1]/": "not contacted",
    "http://[fe80::1%25eth0]/": "not",
    "http://localhost/": "not contacted",
    "http://localhost./": "not contacted|cannot be resolved",
    "http://paper.example\\@127.0.0.1/": "not|user name",
    "http://paper.example#@127.0.0.1:6379/": "cannot be resolved",
    "http://a b.example/": "not an address",
    "http://paper.example/" + "x" * 9_000: "more than 8,000",
    "http://xn--a.example/": "not|cannot be resolved",
    "http://" + "a" * 300 + ".example/": "not an address|cannot be resolved",
    "javascript:alert(1)": "only http",
    "": "only http",
}


@pytest.mark.parametrize(("address", "reason"), ADDRESSES.items())
def test_addresses_that_are_not_fetched(address, reason):
    with pytest.raises(FetchError, match=reason):
        HttpFetcher().fetch(address)


def test_a_name_that_leads_inside_by_one_of_its_addresses_is_not_contacted(monkeypatch):
    found = [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        HttpFetcher().fetch("http://two-faced.example/")


def test_a_name_that_is_public_first_and_private_when_asked_again_is_asked_once(server, monkeypatch):
    """Rebinding: only the address that was checked is connected to, whatever a second look-up would say."""
    asked: list[str] = []
    connected: list[str] = []

    def resolve(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(2, 1, 6, "", ("8.8.8.8" if len(asked) == 1 else "127.0.0.1", port))]

    def connect(_: socket.socket, address: tuple[str, int]) -> None:
        connected.append(address[0])
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("socket.getaddrinfo", resolve)
    monkeypatch.setattr("socket.socket.connect", connect)
    with pytest.raises(FetchError, match="refused"):
        HttpFetcher().fetch("http://two-faced.example/")
    assert asked == ["two-faced.example"]
    assert connected == ["8.8.8.8"]


@given(st.text(max_size=80))
def test_no_text_makes_parsing_an_address_raise_anything_but_a_reason(text):
    for prefix in ("", "http://", "http://paper.example/"):
        with contextlib.suppress(FetchError):
            parsed = parse_address(prefix + text)
            assert parsed.port in (80, 443)
            assert parsed.text.isascii()
            assert parse_address(parsed.text) == parsed
