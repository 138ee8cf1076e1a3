"""Chromium looks at hostile pages on the loopback: what is seen is kept, what is private is not reached."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import json
import os
import shutil
import socket
import struct
import subprocess
import threading
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from PIL import Image
from tests.acquire.test_step import run
from tests.outside.loopback import Authority, Quiet, serving
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from answerable.acquire.browsing import PAGE, Visit
from answerable.acquire.fetching import FetchError
from answerable.acquire.limits import Limits
from answerable.preserve.memory import MemoryKeeper

pytestmark = [
    pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed: apt install chromium"),
    pytest.mark.skipif(importlib.util.find_spec("playwright") is None, reason="Playwright is not installed"),
    pytest.mark.xdist_group("browser"),
]


def png(colour: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([colour, 0, 0]) * 20 for _ in range(20))
    head = struct.pack(">IIBBBBB", 20, 20, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PAGE_HTML = """<!doctype html><html lang="ru"><title>Курьер: the quay</title>
<h1>The quay was closed</h1><p id=made></p><img src="/near.png"><iframe src="/frame"></iframe>
<img src="http://10.0.0.1/private.png"><img src="http://127.0.0.1:{inner}/inner.png">
<a id=load href="/report.pdf" download>report</a>
<div style="height:6000px;background:linear-gradient(white,navy)"></div>
<img loading="lazy" src="/lazy.png"><p>Внизу</p>
<script src="/script.js"></script>
<script>document.write('<iframe src="http://localhost:' + location.port + '/far-frame"></iframe>');</script>
<script>
navigator.serviceWorker.register("/worker.js").catch(() => note("no worker"));
document.getElementById("load").click();
try {{
  const peer = new RTCPeerConnection({{iceServers: [{{urls: "stun:127.0.0.1:{stun}"}}]}});
  peer.createDataChannel("x"); peer.createOffer().then(o => peer.setLocalDescription(o));
}} catch (e) {{ note("no peers"); }}
function note(words) {{ document.getElementById("made").append(words + "; "); }}
</script>"""


@dataclass
class Site:
    """One site and what was asked of it."""

    asked: list[str] = field(default_factory=list)
    inner_asked: list[str] = field(default_factory=list)
    stun: socket.socket | None = None
    visit: Visit | None = None
    address: str = ""

    def record(self, name: str) -> bytes:
        assert self.visit is not None
        stream = next(r.stream for r in self.visit.beside if r.name == name)
        stream.seek(0)
        return stream.read()

    @property
    def page(self) -> str:
        assert self.visit is not None
        self.visit.page.seek(0)
        return self.visit.page.read().decode()

    @property
    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.record("requests.jsonl").decode().splitlines()]


def browser(*allow: str, **options: Any) -> Any:
    """As capture does it, in its sandbox; on machines that permit none, without: these are our own pages."""
    from answerable.outside.browser import ChromiumBrowser

    return ChromiumBrowser(allow=allow, sandbox=sandboxed(), **options)


@cache
def sandboxed() -> bool:
    """Whether this machine lets an ordinary user make the namespaces that Chromium's sandbox is made of."""
    plain = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    return subprocess.run([*plain, "unshare", "--user", "true"], capture_output=True, timeout=30).returncode == 0


@pytest.fixture(scope="module")
def seen() -> Iterator[Site]:
    """The rich page, looked at once."""
    site = Site()
    site.stun = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    site.stun.bind(("127.0.0.1", 0))
    site.stun.settimeout(0.5)

    class Inner(Quiet):
        def do_GET(self) -> None:
            site.inner_asked.append(self.path)
            self.answer(png(9), "image/png")

    with serving(Inner) as inner:
        html = PAGE_HTML.format(inner=inner.rpartition(":")[2], stun=site.stun.getsockname()[1])

        class Outer(Quiet):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                match self.path:
                    case "/start":
                        self.answer(b"", status=302, Location="/page")
                    case "/page":
                        self.answer(html.encode())
                    case "/script.js":
                        self.answer(b'document.getElementById("made").append("made by a script; ");', "text/javascript")
                    case "/frame":
                        self.answer(b"<p>Inside the frame</p>")
                    case "/far-frame":
                        self.answer("<p>На другом сайте</p>".encode())
                    case "/report.pdf":
                        self.answer(b"%PDF-1.4", "application/pdf", Content_Disposition="attachment")
                    case "/near.png" | "/lazy.png":
                        self.answer(png(len(self.path)), "image/png")
                    case "/worker.js":
                        self.answer(b"self.onfetch = () => {};", "text/javascript")
                    case _:
                        self.answer(b"none", status=404)

        with serving(Outer) as outer:
            site.address = f"http://{outer}"
            site.visit = browser(outer, outer.replace("127.0.0.1", "localhost")).visit(f"http://{outer}/start")
            yield site
    site.stun.close()


def test_the_page_is_kept_as_it_stood_at_the_end(seen):
    assert "The quay was closed" in seen.page
    assert "made by a script" in seen.page
    assert seen.visit.address == f"{seen.address}/page"
    assert seen.visit.redirects == (f"{seen.address}/start",)


def test_the_note_has_what_a_reader_of_the_case_needs(seen):
    facts = dict(seen.visit.facts)
    assert facts["status"] == "200"
    assert facts["remote address"] == "127.0.0.1"
    assert facts["way out"] == "straight"
    assert facts["started"] < facts["ended"]
    assert facts["header content-type"] == "text/html; charset=utf-8"
    assert "Chrom" in facts["browser"]
    assert "answerable/" in facts["tool"]


def test_the_picture_shows_all_of_the_page_and_is_not_blank(seen):
    picture = Image.open(io.BytesIO(seen.record("screenshot.png"))).convert("RGB")
    assert picture.height > 6000
    assert len(set(picture.resize((20, 200)).tobytes())) > 50


def test_what_a_reader_would_scroll_to_was_loaded(seen):
    assert "/lazy.png" in seen.asked


def test_nothing_private_was_reached(seen):
    assert seen.inner_asked == []
    refused = {line["host"]: line["refused"] for line in seen.log if line["record"] == "connection" and line["refused"]}
    assert "private network" in refused["10.0.0.1"]
    missing = {line["address"]: line["missing"] for line in seen.log if line["record"] == "request"}
    assert missing["http://10.0.0.1/private.png"]
    assert any("of" in words and "asked for" in words for words in seen.visit.missing)


def test_no_call_left_beside_the_proxy(seen):
    with pytest.raises(TimeoutError):
        seen.stun.recv(100)


def test_no_service_worker_ran_and_no_download_was_taken(seen):
    assert "/worker.js" not in seen.asked
    assert any("download" in words for words in seen.visit.missing)


def test_the_browser_said_nothing_to_its_maker(seen):
    reached = {line["host"] for line in seen.log if line["record"] == "connection" and line["remote"]}
    assert reached == {"127.0.0.1", "localhost"}
    others = {line["host"] for line in seen.log if line["record"] == "connection"} - {
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
    }
    assert others <= {"browser.invalid", ""}, "nothing without a host but what had a port that is not the web's"


def test_the_archive_holds_what_was_answered_and_its_digests_hold(seen, tmp_path):
    with zipfile.ZipFile(io.BytesIO(seen.record("capture.wacz"))) as archive:
        warc = archive.read("archive/data.warc.gz")
    bodies = {}
    for record in ArchiveIterator(io.BytesIO(warc), check_digests="raise"):
        if record.rec_type == "response":
            bodies[record.rec_headers["WARC-Target-URI"]] = record.content_stream().read()
            assert record.rec_headers["WARC-IP-Address"] == "127.0.0.1"
    assert bodies[f"{seen.address}/near.png"] == png(9)
    assert bodies[f"{seen.address}/lazy.png"] == png(9)
    assert bodies[f"{seen.address}/frame"] == b"<p>Inside the frame</p>"
    far = seen.address.replace("127.0.0.1", "localhost")
    assert bodies[f"{far}/far-frame"] == "<p>На другом сайте</p>".encode(), (
        "a frame of another site has its own process"
    )
    assert bodies[f"{seen.address}/script.js"] == b'document.getElementById("made").append("made by a script; ");'
    assert bodies[f"{seen.address}/start"] == b""
    assert "http://10.0.0.1/private.png" not in bodies
    (tmp_path / "data.warc.gz").write_bytes(warc)
    said: list[str] = []
    checker = Checker(type("Arguments", (), {"inputs": [str(tmp_path / "data.warc.gz")], "verbose": True})())
    checker.process_all()
    assert checker.exit_value == 0, said


def test_the_archive_is_laid_out_as_wacz_asks(seen):
    with zipfile.ZipFile(io.BytesIO(seen.record("capture.wacz"))) as archive:
        assert all(info.compress_type == zipfile.ZIP_STORED for info in archive.infolist())
        package_bytes = archive.read("datapackage.json")
        package = json.loads(package_bytes)
        told = json.loads(archive.read("datapackage-digest.json"))
        assert told == {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(package_bytes).hexdigest()}
        assert package["profile"] == "data-package"
        assert package["wacz_version"] == "1.1.1"
        for resource in package["resources"]:
            data = archive.read(resource["path"])
            assert resource["bytes"] == len(data)
            assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        warc = archive.read("archive/data.warc.gz")
        lines = archive.read("indexes/index.cdx").decode().splitlines()
        assert lines == sorted(lines)
        for line in lines:
            key, stamp, values = line.split(" ", 2)
            row = json.loads(values)
            start = int(row["offset"])
            record = next(iter(ArchiveIterator(io.BytesIO(warc[start : start + int(row["length"])]))))
            assert record.rec_headers["WARC-Target-URI"] == row["url"]
            assert record.http_headers.get_statuscode() == row["status"]
            assert key.startswith(("1,0,0,127:", "localhost:"))
            assert len(stamp) == 14
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").decode().splitlines()]
        assert pages[0]["format"] == "json-pages-1.0"
        assert pages[1]["url"] == f"{seen.address}/page"
        assert pages[1]["title"] == "Курьер: the quay"


def test_our_own_archive_can_be_acquired_again(seen, tmp_path):
    (tmp_path / "capture.wacz").write_bytes(seen.record("capture.wacz"))
    keeper = MemoryKeeper()
    told = run(tmp_path, keeper=keeper, limits=Limits())
    came = {c.address: keeper.blobs[c.digest] for c in keeper.captures if c.how == "web-archive-record"}
    assert came[f"{seen.address}/near.png"] == png(9)
    assert "The quay was closed" in came[f"{seen.address}/page"].decode()
    assert {item.outcome for item in told.values()} == {"kept", "skipped"}
    skipped = {item.reason for item in told.values() if item.outcome == "skipped"}
    assert "the server answered with status 302" in skipped


# ---------------------------------------------------------------- other pages


def test_a_page_behind_tls_is_seen_and_its_certificate_named(tmp_path):
    class Secured(Quiet):
        def do_GET(self) -> None:
            self.answer("<title>T</title><p>Власти молчали.".encode())

    authority = Authority(tmp_path)
    with serving(Secured, authority.context) as server:
        visit = browser(server, own_keys=[authority.key_sha256]).visit(f"https://{server}/")
        assert "Власти молчали." in visit.page.read().decode()
        assert dict(visit.facts)["certificate sha256"] == authority.certificate_sha256
        lines = [json.loads(x) for x in next(r for r in visit.beside if r.name == "requests.jsonl").stream]
        assert {x["how"] for x in lines if x["record"] == "connection" and x["remote"]} == {"connect"}
        assert base64.b64decode(authority.key_sha256)
        with pytest.raises(FetchError, match="CERT"):
            browser(server).visit(f"https://{server}/")


def test_a_page_that_never_rests_is_ended_by_force():
    class Busy(Quiet):
        def do_GET(self) -> None:
            self.answer(b"<p>x<script>addEventListener('load', () => { for (;;); })</script>")

    with serving(Busy) as server, pytest.raises(FetchError, match="busy"):
        browser(server, seconds=3).visit(f"http://{server}/")


def test_what_never_ends_is_taken_as_it_stands_and_said():
    hold = threading.Event()

    class Slow(Quiet):
        def do_GET(self) -> None:
            if self.path == "/":
                self.answer(b"<title>T</title><p>Here<img src=/never><img src=/drip>")
            elif self.path == "/never":
                hold.wait(60)
            else:
                self.send_response(200)
                self.send_header("Content-Type", "image/png")
                self.send_header("Content-Length", "100000")
                self.end_headers()
                self.wfile.write(png(1)[:20])
                hold.wait(60)
            self.close_connection = True

    with serving(Slow) as server:
        visit = browser(server, seconds=12).visit(f"http://{server}/")
        hold.set()
    assert b"Here" in visit.page.read()
    assert any("still loading" in words for words in visit.missing)
    lines = [json.loads(x) for x in next(r for r in visit.beside if r.name == "requests.jsonl").stream]
    missing = {x["address"].rpartition("/")[2]: x["missing"] for x in lines if x["record"] == "request"}
    assert missing[""] == ""
    assert "no answer came" in missing["never"]
    assert "had not come" in missing["drip"]
    assert Image.open(next(r.stream for r in visit.beside if r.name == "screenshot.png")).height > 100


def test_a_body_too_large_for_the_browser_and_a_web_socket_are_said_to_be_missing():
    class Large(Quiet):
        def do_GET(self) -> None:
            if self.path == "/":
                self.answer(
                    b"<p>x<script>for (const n of [1, 2, 3]) new WebSocket('ws://' + location.host + '/s'); fetch('/large').then(r => r.blob());"
                    b"fetch('/thirty').then(r => r.arrayBuffer())</script>"
                )
            elif self.path == "/large":
                self.answer(bytes(300_000_000), "application/octet-stream")
            elif self.path == "/thirty":
                self.answer(b"x" * 30_000_000, "application/octet-stream")
            else:
                self.answer(b"", status=404)

    with serving(Large) as server:
        visit = browser(server).visit(f"http://{server}/")
    assert visit.missing.count("what went through a web socket") == 1
    lines = [json.loads(x) for x in next(r for r in visit.beside if r.name == "requests.jsonl").stream]
    large = next(x for x in lines if x.get("address", "").endswith("/large"))
    thirty = next(x for x in lines if x.get("address", "").endswith("/thirty"))
    assert thirty["digest"] == "sha256:" + hashlib.sha256(b"x" * 30_000_000).hexdigest()
    assert large["size"] is None
    assert "bytes of its body" in large["missing"]
    assert ["Content-Length", "300000000"] in large["header"]
    archive = next(r.stream for r in visit.beside if r.name == "capture.wacz").read()
    assert b"/large" not in zipfile.ZipFile(io.BytesIO(archive)).read("indexes/index.cdx")


def test_a_server_that_does_not_answer_is_a_reason():
    hold = threading.Event()

    class Mute(Quiet):
        def do_GET(self) -> None:
            hold.wait(60)
            self.close_connection = True

    with serving(Mute) as server:
        with pytest.raises(FetchError, match="did not answer in time"):
            browser(server, seconds=4).visit(f"http://{server}/")
        hold.set()


def test_a_page_too_tall_is_cut_and_a_page_of_an_error_and_its_windows_are_said():
    class Tall(Quiet):
        def do_GET(self) -> None:
            words = b"<body style='height:90000px;background:linear-gradient(red,blue)'><script>open('/other')</script>"
            self.answer(words, status=410)

    with serving(Tall) as server:
        visit = browser(server).visit(f"http://{server}/")
    picture = next(r.stream for r in visit.beside if r.name == "screenshot.png")
    assert Image.open(picture).height == 16_000
    said = "; ".join(visit.missing)
    assert "beyond 4,000 by 16,000 pixels" in said
    assert "status 410" in said


def test_a_page_that_goes_on_by_itself_is_kept_where_it_ends_and_that_is_said():
    class Going(Quiet):
        def do_GET(self) -> None:
            here = b"<script>location.replace('/end')</script>" if self.path == "/" else b"<title>E</title><p>The end"
            self.answer(here)

    with serving(Going) as server:
        visit = browser(server).visit(f"http://{server}/")
    assert visit.address == f"http://{server}/end"
    assert b"The end" in visit.page.read()
    assert any("by itself" in words for words in visit.missing)


REFUSED = {
    "a private address": ("http://10.0.0.1/", "private network"),
    "this machine, not named": ("http://127.0.0.1/", "this machine"),
    "another port": ("http://paper.example:8080/", "port 8080"),
    "a name and a password": ("http://a:b@paper.example/", "user name"),
    "a file": ("file:///etc/passwd", "only http"),
}


@pytest.mark.parametrize(("address", "reason"), REFUSED.values(), ids=REFUSED)
def test_addresses_that_are_not_looked_at(address, reason):
    with pytest.raises(FetchError, match=reason):
        browser().visit(address)


def test_a_redirect_into_the_private_is_not_followed():
    class Moving(Quiet):
        def do_GET(self) -> None:
            self.answer(b"", status=302, Location="http://192.168.0.1/admin")

    with serving(Moving) as server, pytest.raises(FetchError, match="could not"):
        browser(server).visit(f"http://{server}/")


def test_a_file_to_download_is_said_to_be_one():
    class Giving(Quiet):
        def do_GET(self) -> None:
            self.answer(b"PK\x03\x04", "application/zip", Content_Disposition="attachment; filename=a.zip")

    with serving(Giving) as server, pytest.raises(FetchError, match="without --browser"):
        browser(server).visit(f"http://{server}/a.zip")


def test_without_the_sandbox_only_this_machine_is_looked_at():
    from answerable.outside.browser import ChromiumBrowser

    with pytest.raises(FetchError, match="sandbox"):
        ChromiumBrowser(sandbox=False).check("http://paper.example/")


def test_how_a_page_came_is_a_code_of_its_own():
    assert PAGE == "browser-page"
