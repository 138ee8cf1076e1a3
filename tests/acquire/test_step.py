"""The door of acquire: everything offered is kept or declined with a reason, and told only once it is safe."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from answerable.acquire.containers import expand
from answerable.acquire.limits import Limits
from answerable.acquire.members import Budget, Member, Trouble
from answerable.acquire.opening import InProcessOpener
from answerable.acquire.step import Acquired, acquire
from answerable.preserve.memory import MemoryKeeper
from answerable.terms.moment import Moment

SMALL = Limits(file_bytes=200_000, members=50, tree=80, expanded_bytes=400_000, ratio=20, ratio_after=2_000, depth=3)


def run(*offers: Path | str, keeper: MemoryKeeper | None = None, limits: Limits = SMALL) -> dict[str, Acquired]:
    told: list[Acquired] = []
    kept = keeper or MemoryKeeper()
    acquire(
        [os.fspath(o) for o in offers],
        kept,
        agent="a" * 32,
        clock=lambda: Moment("2024-01-01T00:00:00.000Z"),
        fetcher=None,
        opener=InProcessOpener(),
        limits=limits,
        on_item=told.append,
    )
    return {item.path: item for item in told}


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@veldonia.example", "b@othmar.example", "The log"
    message["Date"] = "Mon, 04 Mar 2024 10:00:00 +0000"
    message.set_content("The log is attached.")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return bytes(message)


def warc() -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for status, words in (("200 OK", b"<p>The quay was closed.</p>"), ("404 Not Found", b"<p>gone</p>")):
        headers = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record("http://paper.example/a", "response", io.BytesIO(words), http_headers=headers)
        )
    return out.getvalue()


FEED = (
    '<?xml version="1.0"?><rss xmlns:dc="urn:dc"><channel><title>Courier</title>'
    "<item><title>Один</title><link>http://c.example/1</link></item><item><title>Two</title></item></channel></rss>"
).encode()
MAILBOX = (
    b"From a@x Mon Mar  4 10:00:00 2024\nFrom: a@x\nSubject: 1\n\nFrom here on we walked.\n\n"
    b"From b@x Mon Mar  4 11:00:00 2024\nFrom: b@x\nSubject: 2\n\nTwo\n"
)


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo("deep/letter.txt")
        info.size = 5
        archive.addfile(info, io.BytesIO(b"words"))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


CONTAINERS = {
    "a zip": ("a.zip", zipped({"one.txt": b"1", "b/two.txt": b"22"}), {"one.txt", "b/two.txt"}),
    "a zip in a zip": ("z.zip", zipped({"in.zip": zipped({"x.txt": b"x"})}), {"in.zip", "in.zip!/x.txt"}),
    "climbing and absolute names are labels": ("c.zip", zipped({"../../up.txt": b"u"}), {"../../up.txt"}),
    "a tape archive": ("t.tar.gz", tarred(), {"deep/letter.txt"}),
    "one packed page": ("page.html.gz", gzip.compress(b"<p>x</p>"), {"page.html"}),
    "a mail with an attachment": ("m.eml", mail(("отчёт.pdf", b"%PDF-1.4 x")), {"отчёт.pdf"}),
    "a mailbox, one line of which begins with From": ("b.mbox", MAILBOX, {"0001", "0002"}),
    "a feed": ("f.xml", FEED, {"0001", "0002"}),
    "a feed that leads to older items": (
        "g.xml",
        b"<feed><link rel='next' href='/2'/><entry><title>gate</title></entry></feed>",
        {"0001"},
    ),
    "a web archive": ("w.warc.gz", warc(), {"0001"}),
    "a web archive in a WACZ": (
        "w.wacz",
        zipped({"datapackage.json": b"{}", "archive/data.warc.gz": warc()}),
        {"archive/data.warc.gz", "archive/data.warc.gz!/0001"},
    ),
    "a packed archive in a zip": (
        "p.zip",
        zipped({"t.tar.gz": tarred()}),
        {"t.tar.gz", "t.tar.gz!/deep/letter.txt"},
    ),
}


@pytest.mark.parametrize(("name", "data", "members"), CONTAINERS.values(), ids=CONTAINERS)
def test_a_container_is_kept_and_so_is_what_it_holds(tmp_path, name, data, members):
    (tmp_path / name).write_bytes(data)
    keeper = MemoryKeeper()
    told = run(tmp_path, keeper=keeper)
    kept = {path for path, item in told.items() if item.outcome == "kept"}
    assert kept == {name} | {f"{name}!/{member}" for member in members}
    assert keeper.captures[-1].path == name, "the container is journalled after everything in it"
    inside = [c for c in keeper.captures if c.path != name]
    assert all(c.container is not None for c in inside)


def test_items_of_feeds_and_messages_of_mailboxes_are_exact_slices(tmp_path):
    (tmp_path / "f.xml").write_bytes(FEED)
    (tmp_path / "b.mbox").write_bytes(MAILBOX)
    keeper = MemoryKeeper()
    run(tmp_path, keeper=keeper)
    for capture in keeper.captures:
        if capture.how in ("feed-entry", "mailbox-message"):
            assert keeper.blobs[capture.digest] in (FEED if capture.how == "feed-entry" else MAILBOX)
    first = next(c for c in keeper.captures if c.path.endswith("f.xml!/0001"))
    assert first.address == "http://c.example/1"


REFUSED = {
    "a bomb": (zipped({"zeros": b"\0" * 150_000, "good.txt": b"good"}), "zeros", "bomb", {"good.txt"}),
    "a member too large": (
        zipped({"big": os.urandom(100_000) + bytes(150_000)}),
        "big",
        "larger than the limit",
        set(),
    ),
    "the same name twice is two items": (None, None, "", {"a", "a#2"}),
}


@pytest.mark.parametrize(("data", "refused", "reason", "kept"), REFUSED.values(), ids=REFUSED)
def test_what_a_zip_may_not_do_is_refused_by_name_and_the_rest_is_kept(tmp_path, data, refused, reason, kept):
    if data is None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a", b"1")
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr("a", b"2")
        data = out.getvalue()
    (tmp_path / "x.zip").write_bytes(data)
    told = run(tmp_path)
    if refused:
        assert told[f"x.zip!/{refused}"].outcome == "refused"
        assert reason in told[f"x.zip!/{refused}"].reason
    assert {p for p, i in told.items() if i.outcome == "kept"} == {"x.zip"} | {f"x.zip!/{k}" for k in kept}


def test_everything_that_is_no_file_is_listed_and_skipped(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "case.toml").write_text("")
    (tmp_path / "inner" / "journal").mkdir()
    (tmp_path / "good.txt").write_text("good")
    told = run(tmp_path)
    assert {p: i.outcome for p, i in told.items()} == {
        "pipe": "skipped",
        "loop": "skipped",
        "inner": "skipped",
        "good.txt": "kept",
    }


def test_a_second_run_records_nothing(tmp_path):
    for name, data, _ in CONTAINERS.values():
        (tmp_path / name).write_bytes(data)
    keeper = MemoryKeeper()
    run(tmp_path, keeper=keeper)
    before = len(keeper.captures)
    again = run(tmp_path, keeper=keeper)
    assert len(keeper.captures) == before
    assert all(not item.new for item in again.values())


class Stopping(MemoryKeeper):
    """A keeper whose program dies at its n-th record."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.left = after

    def record(self, capture):
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        super().record(capture)


@pytest.mark.parametrize("after", range(12))
def test_stopped_anywhere_and_run_again_every_member_is_there(tmp_path, after):
    (tmp_path / "many.zip").write_bytes(zipped({f"{n}.txt": b"%d" % n for n in range(10)}))
    keeper = Stopping(after)
    with contextlib.suppress(KeyboardInterrupt):
        run(tmp_path, keeper=keeper)
    keeper.left = 1000
    run(tmp_path, keeper=keeper)
    assert {c.path for c in keeper.captures} == {"many.zip"} | {f"many.zip!/{n}.txt" for n in range(10)}


def test_an_input_is_told_only_once_it_is_committed(tmp_path):
    order: list[str] = []

    class Recording(MemoryKeeper):
        def commit(self) -> None:
            super().commit()
            order.append("commit")

    (tmp_path / "a.txt").write_text("a")
    acquire(
        [str(tmp_path)],
        Recording(),
        agent="a",
        clock=lambda: Moment("2024-01-01T00:00:00.000Z"),
        fetcher=None,
        opener=InProcessOpener(),
        limits=SMALL,
        on_item=lambda item: order.append(item.path),
    )
    assert order.index("commit") < order.index("a.txt")


@pytest.mark.parametrize("kind", ["zip", "tar", "mailbox", "mail", "feed", "warc", "outlook", "gzip", "bzip2", "xz"])
@given(data=st.binary(max_size=400), lead=st.sampled_from([b"", b"PK\x03\x04", b"From a\n", b"<rss>", b"WARC/1.0\r\n"]))
@settings(max_examples=25, deadline=None)
def test_no_bytes_make_a_container_raise(kind, data, lead):
    source: BinaryIO = io.BytesIO(lead + data)
    for item in expand(kind, source, "x", Budget(SMALL)):
        assert isinstance(item, Member | Trouble)
        if isinstance(item, Member):
            item.stream.close()


def test_a_web_archive_that_is_cut_off_under_its_packing_gives_what_came_before(tmp_path):
    whole = warc()
    (tmp_path / "cut.warc.gz").write_bytes(whole[:-40])
    told = run(tmp_path)
    assert told["cut.warc.gz!/0001"].outcome == "kept"
