"""The plain fetcher against a hostile server on the loopback."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from answerable.acquire.fetching import FetchError
from answerable.outside.http import HttpFetcher

PAGE = "<p>Власти молчали.</p>".encode()


class Hostile(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def plain(self, body: bytes, **headers: str) -> None:
        self.send_response(200)
        for name, value in ({"Content-Type": "text/html", "Content-Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
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
    "/loop": "redirects",
    "/file": "only http",
    "/bomb": "larger than",
    "/not-packed": "packed wrongly",
    "/fat-header": "header",
    "/short": "connection failed",
    "/absent": "status 404",
}


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
