"""Web archives of our making: sorted as readers of WACZ sort, true to what was exchanged."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from answerable.outside.exchanges import Exchange
from answerable.outside.wacz import WaczWriter
from answerable.outside.wacz_index import sort_key
from answerable.terms.moment import Moment

WHEN = Moment("2024-03-04T10:00:00.123Z")
PAGE = Exchange(
    "GET", "https://courier.example/a?b=1", "document", WHEN, ((":authority", "courier.example"), ("accept", "*/*")), b"",
    "", 200, "OK", (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "br"), ("Content-Length", "3")),
    "<p>Власти".encode(), "",
)  # fmt: skip

KEYS = {
    "https://courier.example/a?b=1": "example,courier)/a?b=1",
    "http://www.courier.example/": "example,courier)/",
    "http://www2.courier.example": "example,courier)/",
    "http://www.example/": "example,www)/",
    "https://courier.example:8443/A?Z=1&a=2": "example,courier:8443)/a?a=2&z=1",
    "https://courier.example:443/": "example,courier)/",
    "https://courier.example/style.css?1234": "example,courier)/style.css?1234",
    "https://courier.example/a?b+c=&q=%D0%B2": "example,courier)/a?b+c=&q=%d0%b2",
    "urn:picture": "urn:picture",
}


@pytest.mark.parametrize(("address", "key"), KEYS.items())
def test_addresses_are_sorted_from_the_end_of_the_host(address, key):
    assert sort_key(address) == key


@given(st.text(max_size=60))
def test_a_sort_key_never_breaks_a_line_of_the_index(text):
    for address in (text, "http://paper.example/" + text):
        try:
            key = sort_key(address)
        except ValueError:
            assert "//" in address  # brackets without end; a browser gives no such address
        else:
            assert " " not in key
            assert "\n" not in key


def records(data: bytes) -> list[tuple[str, object, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        warc = archive.read("archive/data.warc.gz")
    found = []
    for record in ArchiveIterator(io.BytesIO(warc), check_digests="raise"):
        found.append((record.rec_type, record, record.content_stream().read()))
    return found


def written(*exchanges: Exchange) -> bytes:
    writer = WaczWriter("answerable/test")
    for exchange in exchanges:
        writer.add(exchange, "192.0.2.1")
    with writer.finish("https://courier.example/a", "Курьер", WHEN) as stream:
        return stream.read()


def test_a_body_is_kept_as_the_page_got_it_and_the_undone_packing_is_named():
    (_, info, _), (_, answer, body), (_, question, posted) = records(written(PAGE))
    assert info.rec_type == "warcinfo"
    assert body == PAGE.body
    assert answer.http_headers.get_header("Content-Encoding") is None
    assert answer.http_headers.get_header("X-Archive-Orig-Content-Encoding") == "br"
    assert answer.http_headers.get_header("Content-Length") == str(len(PAGE.body))
    assert answer.rec_headers.get_header("WARC-Date") == WHEN
    assert answer.rec_headers.get_header("WARC-IP-Address") == "192.0.2.1"
    assert question.rec_headers.get_header("WARC-Concurrent-To") == answer.rec_headers.get_header("WARC-Record-ID")
    assert question.http_headers.get_header(":authority") is None
    assert posted == b""


def test_an_answer_whose_body_was_not_had_is_never_written_as_an_empty_one():
    writer = WaczWriter("answerable/test")
    with pytest.raises(ValueError, match="without its body"):
        writer.add(replace(PAGE, body=None, missing="evicted"), "")
    writer.close()


def test_headers_with_line_ends_stay_one_line():
    hostile = replace(PAGE, answered=(("X-A", "1\r\nX-Evil: 2"), ("X-B", "a\nb")), words="OK\r\nX-Evil: 3")
    answer = records(written(hostile))[1][1]
    assert answer.http_headers.get_header("X-Evil") is None


def test_two_archives_of_the_same_visit_differ_only_where_they_must():
    with zipfile.ZipFile(io.BytesIO(written(PAGE))) as archive:
        names = archive.namelist()
        page = [json.loads(x) for x in archive.read("pages/pages.jsonl").splitlines()][1]
    assert names == [
        "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl", "datapackage.json", "datapackage-digest.json"
    ]  # fmt: skip
    assert page["ts"] == WHEN


def test_every_member_lies_where_the_directory_says():
    """ReplayWeb.page counts from the directory and reads no field that stands at the member alone."""
    data = written(PAGE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            at = info.header_offset
            beside = int.from_bytes(data[at + 28 : at + 30], "little")
            assert (beside, info.extra, info.flag_bits & 0x08) == (0, b"", 0)


POSTED = {
    "a form": (b"a=1&b=%D0%B2", "application/x-www-form-urlencoded", "a=1&b=%D0%B2"),
    "JSON": (b'{"a": 1, "b": {"c": "x y", "a": [2, true, null]}}', "application/json", "a=1&c=x+y&a.2_=2&a.3_=true&a.4_=null"),
    "JSON called text": (b'{"a": "b"}', "text/plain;charset=UTF-8", "a=b"),
    "text": (b"words", "text/plain", "__wb_post_data=d29yZHM="),
    "bytes": (b"\x00\xff", "application/octet-stream", "__wb_post_data=AP8="),
    "JSON that is none": (b"{", "application/json", ""),
    "JSON as large as is looked at": (b'{"a":"%s"}' % (b"b" * 65_528), "application/json", "a=" + "b" * 65_528),
    "JSON that is nested too deep": (b"[" * 9_000 + b"]" * 9_000, "application/json", ""),
}  # fmt: skip


@pytest.mark.parametrize(("posted", "kind", "query"), POSTED.values(), ids=POSTED)
def test_what_was_posted_is_found_by_its_body(posted, kind, query):
    exchange = replace(PAGE, method="POST", posted=posted, asked=(("Content-Type", kind),))
    with zipfile.ZipFile(io.BytesIO(written(exchange))) as archive:
        key, _, said = archive.read("indexes/index.cdx").decode().split(" ", 2)
    assert json.loads(said)["requestBody"] == query
    assert json.loads(said)["method"] == "POST"
    assert key == sort_key(f"{PAGE.address}&__wb_method=POST&{query}")


LARGE = 65_537  # a byte more than is looked at
NOT_LOOKED_INTO = {
    "a form": (b"a=" + b"1" * LARGE, "application/x-www-form-urlencoded"),
    "JSON": (b'{"a":"%s"}' % (b"b" * LARGE), "application/json"),
    "JSON called text": (b'{"a":"%s"}' % (b"b" * LARGE), "text/plain"),
    "bytes": (b"\x00" * LARGE, "application/octet-stream"),
    "JSON whose names make it a thousand times longer": (
        b'{"%s":[%s1]}' % (b"n" * 30_000, b"1," * 10_000),
        "application/json",
    ),
}


@pytest.mark.parametrize(("posted", "kind"), NOT_LOOKED_INTO.values(), ids=NOT_LOOKED_INTO)
def test_what_a_hostile_page_posts_costs_the_index_nothing_and_is_whole_in_the_record(posted, kind):
    exchange = replace(PAGE, method="POST", posted=posted, asked=(("Content-Type", kind),))
    data = written(exchange)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _, _, said = archive.read("indexes/index.cdx").decode().split(" ", 2)
    assert json.loads(said)["requestBody"] == ""
    assert [body for kind, _, body in records(data) if kind == "request"] == [posted]
