"""Any bytes give a reading; hostile ones a stated reason, quickly."""

from __future__ import annotations

import time

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.read.making import PAGE, STORY, docx, odt, page, paragraph, png, read, words_of, zipped

from answerable.read.reading import Reading

BEGINNINGS = (b"", b"%PDF-1.7\n", b"<html><p>", b"PK\x03\x04", b"From: a@b.example\nTo: c@d.example\n\n", b"\x89PNG\r\n\x1a\n",
              b"<rss><channel>", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"<?xml version='1.0'?><a>")  # fmt: skip
DECLARED = (
    "text/html",
    "application/pdf",
    "message/rfc822",
    "application/rss+xml; element=item",
    "text/plain; charset=klingon",
    None,
)


def sound(reading: Reading) -> None:
    """What every reading keeps, whatever it was made of."""
    at = 0
    for block in reading.blocks:
        assert at <= block.start < block.end <= len(reading.text)
        words = reading.text[block.start : block.end]
        assert words == words.strip()
        assert not reading.text[at : block.start].strip()
        at = block.end
    for link in reading.links:
        if link.start is not None and link.end is not None:
            assert reading.text[link.start : link.end].strip() == link.words
    assert reading.reason or reading.outcome == "read"
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(reading), type=Reading) == reading
    assert all(ord(c) >= 32 or c in "\n\t" for c in reading.text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=600), st.sampled_from(DECLARED))
def test_any_bytes_give_a_reading_whose_blocks_lie_in_order(
    beginning: bytes, rest: bytes, declared: str | None
) -> None:
    sound(read(beginning + rest, declared_type=declared))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<div>", "</div>", "<p>", "<br>", "نص ", "字", "word ", "<a href=x>", "</a>", "<pre>\n a", "</pre>", "&amp;", "<td>", "<li>", "\u00a0", "\n", "<b>", "<script>x</script>"]), max_size=60))  # fmt: skip  # noqa: E501
def test_any_markup_gives_blocks_and_links_that_are_verbatim(pieces: list[str]) -> None:
    sound(read(page("".join(pieces))))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_with_nothing_lost_but_white_space(text: str) -> None:
    reading = read(text.encode("utf-8", "replace"), declared_type="text/plain; charset=utf-8", path="a.txt")
    sound(reading)
    if reading.media_type == "text/plain" and reading.encoding == "utf-8" and text.isprintable():
        assert "".join(reading.text.split()) == "".join(text.split())


TRAPS = {
    "a million nested tags": ("<html><body>" + "<div>" * 1_000_000 + "deep", "partial", "depth"),
    "60 kB of `<a `, on which html.parser takes a minute": ("<html><body>" + "<a " * 20_000, "partial", ""),
    "a folded subject of 60,000 encoded words": (
        "From: a@b.example\nTo: c@d.example\nSubject: " + "\n ".join(["=?utf-8?q?w=C3=B6rd?="] * 60_000) + "\n\nWords.\n",
        "unreadable",
        "header",
    ),
    "a folded subject that still fits": (
        "From: a@b.example\nTo: c@d.example\nSubject: " + "\n ".join(["=?utf-8?q?w=C3=B6rd?="] * 40_000) + "\n\nWords.\n",
        "read",
        "",
    ),
    "a charset nobody knows": (
        "From: a@b.example\nTo: c@d.example\nSubject: =?x-klingon?q?Nuq?=\nContent-Type: text/plain; charset=x-klingon\n\nNuqneH, Veldonia.\n",  # noqa: E501
        "read",
        "",
    ),
    "a truncated PDF": ("%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "unreadable", "PDF"),
    "a picture that declares 50,000 by 50,000": (png(50_000, 50_000), "unreadable", "50,000 x 50,000"),
    "a Word document without a word": (docx(""), "partial", "no text"),
    "bytes of three charsets": (
        ("Die Behörde schwieg.\n".encode("cp1252") + "Власти молчали.\n".encode() + "当局沉默。\n".encode("gb18030")) * 20,
        "read",
        "",
    ),
    "bytes of no charset": (b"\xff" * 5_000, "partial", "nothing in it"),
    "JSON nested for ever in a page": (
        page("<p>Words of a page.</p>", '<script type="application/ld+json">' + '{"a":[' * 90_000 + "</script>"),
        "read",
        "",
    ),
    "entities that grow": (
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><x>&b;</x>", "unreadable", "document type"
    ),
    "a Word document with 90,000 tables in each other": (docx("<w:tbl><w:tr><w:tc>" * 90_000), "unreadable", ""),
    "an OpenDocument text of 300,000 elements in each other": (
        zipped(mimetype="application/vnd.oasis.opendocument.text", content_DOT_xml="<a>" * 300_000), "unreadable", ""
    ),
    "a feed whose entry is 100,000 deep": ("<rss><channel><item>" + "<a>" * 100_000, "unreadable", "depth"),
    "entities from elsewhere": (
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "unreadable", "document type"
    ),
    "a CSV of 40,000 columns": (",".join(map(str, range(40_000))) + "\n", "read", ""),
    "a CSV whose one field has 11 million characters": ('"' + "x" * 11_000_000 + '"\n', "read", ""),
    "a surrogate and no character at all by number": ("<html><body><p>Words &#xd800; &#0; &#x110000; &bogus;", "read", ""),
    "quotation marks for ever": ('"' * 200_000, "read", ""),
    "brackets for ever": ("(" * 200_000, "read", ""),
    "digits for ever": ("1" * 200_000, "read", ""),
    "short words for ever": ("a " * 100_000, "read", ""),
    "addresses for ever": ("http://" * 30_000, "read", ""),
}  # fmt: skip


@pytest.mark.parametrize(("data", "outcome", "says"), TRAPS.values(), ids=TRAPS.keys())
def test_a_trap_ends_quickly_with_its_outcome_said(data: bytes | str, outcome: str, says: str) -> None:
    began = time.process_time()
    reading = read(data)
    assert time.process_time() - began < 3
    assert reading.outcome == outcome
    assert says in reading.reason
    sound(reading)


def test_entities_in_a_word_document_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    from tests.read.making import zipped

    reading = read(zipped(word__document_DOT_xml=bomb))
    assert (reading.outcome, "document type" in reading.reason) == ("unreadable", True)


def test_a_member_that_swells_two_thousandfold_is_not_unpacked() -> None:
    from tests.read.making import zipped

    reading = read(zipped(word__document_DOT_xml=b"<w>" + b" " * 40_000_000 + b"</w>"))
    assert (reading.outcome, "limit" in reading.reason) == ("unreadable", True)


def test_text_below_the_256th_element_is_not_lost() -> None:
    deep = "<div>" * 300 + "<p>The gate was locked from outside, three women said.</p>" + "</div>" * 300
    reading = read(page(deep + "<p>After it.</p>"))
    assert "three women said" in reading.text
    assert "After it." in reading.text


LIES = {
    "a page that says it is a PDF": (PAGE, "application/pdf", "a.pdf", "text/html"),
    "a PDF that says it is a page": (b"%PDF-1.4\n", "text/html", "a.html", "application/pdf"),
    "a letter that says it is a picture": ("To the Ministry\n\nPlease answer.\n", "image/png", "a.png", "text/plain"),
    "a mail without a name": ("From: a@b.example\nTo: c@d.example\nSubject: x\n\nWords\n", None, None, "message/rfc822"),
    "Word by another name": (docx(paragraph("Words")), "application/zip", "a.zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),  # noqa: E501
    "OpenDocument without a name": (odt("<text:p>Words</text:p>"), None, None, "application/vnd.oasis.opendocument.text"),
    "words in UTF-16": ("Слова".encode("utf-16"), None, None, "text/plain"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(64), "text/plain", "a.txt", "application/x-executable"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "declared", "path", "found"), LIES.values(), ids=LIES.keys())
def test_what_the_bytes_are_counts_and_not_what_they_are_called(
    data: bytes | str, declared: str | None, path: str | None, found: str
) -> None:
    assert read(data, declared_type=declared, path=path).media_type == found


def test_a_container_is_read_with_a_note_and_an_unknown_binary_is_not() -> None:
    from tests.read.making import zipped

    container = read(zipped(a="b"))
    assert (container.outcome, container.text) == ("read", "")
    assert container.notes == ("container; its members are read on their own",)
    unknown = read(b"\x00\x01\x02\x03" * 50)
    assert (unknown.outcome, unknown.reason) == ("unreadable", "no reader for application/octet-stream")


def test_names_of_parties_change_nothing_but_names() -> None:
    one, two = read(PAGE), read(PAGE.replace("Veldonia", "Ouvanien"))
    assert one.text.replace("Veldonia", "Ouvanien") == two.text
    assert one.blocks == two.blocks


def test_a_reading_is_the_same_each_time() -> None:
    assert read(PAGE) == read(PAGE)
    assert words_of(read(PAGE))[-5:-1] == list(STORY)
