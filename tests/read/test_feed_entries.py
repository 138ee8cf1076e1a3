"""Items of feeds, as the slices of XML they come in."""

from __future__ import annotations

from tests.read.making import read, words_of

RSS = """<item><title>Gates &amp; repairs</title><link>https://ledger.example/gates</link>
<dc:creator>Ann Odell</dc:creator><pubDate>Thu, 14 Mar 2019 09:20:00 +0100</pubDate>
<source url="https://wire.example/feed">Coastal Wire</source><description>Short.</description>
<content:encoded><![CDATA[<p>The gates were <a href="https://office.example/x">closed</a>.</p><p>Никого там не держали.</p>
<p>The post Gates appeared first on Morning Ledger.</p>]]></content:encoded></item>"""
ATOM = """<entry xmlns="http://www.w3.org/2005/Atom"><title type="html">&lt;b&gt;大门&lt;/b&gt;关闭</title>
<link rel="alternate" href="https://ledger.example/damen"/><link rel="via" href="https://wire.example/1"/>
<author><name>罗岚</name></author><published>2019-03-14T09:20:00Z</published><updated>2019-03-15T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>内政部没有回答问题。</p></div></content></entry>"""


def test_an_rss_item_is_read_with_prefixes_nobody_declared() -> None:
    reading = read(RSS, declared_type="application/rss+xml; element=item")
    assert (reading.outcome, reading.title, reading.byline, reading.outlet) == (
        "read",
        "Gates & repairs",
        "Ann Odell",
        "Coastal Wire",
    )
    assert reading.published == "2019-03-14T09:20:00+01:00"
    assert reading.canonical == "https://ledger.example/gates"
    assert words_of(reading)[1:] == ["The gates were closed.", "Никого там не держали."]
    assert words_of(reading, "mark") == ["The post Gates appeared first on Morning Ledger."]
    assert [k.url for k in reading.links if k.rel == "syndication"] == ["https://wire.example/feed"]


def test_an_atom_entry_is_read() -> None:
    reading = read(ATOM, declared_type="application/atom+xml; element=entry")
    assert (reading.title, reading.byline, reading.published) == ("大门关闭", "罗岚", "2019-03-14T09:20:00Z")
    assert words_of(reading)[1:] == ["内政部没有回答问题。"]
    assert [k.url for k in reading.links if k.rel == "original"] == ["https://wire.example/1"]


def test_namespaces_listed_in_the_facts_are_used() -> None:
    facts = (("xmlns:dc", "http://purl.org/dc/elements/1.1/"), ("encoding", "windows-1251"))
    item = "<item><title>Ворота</title><dc:date>2019-03</dc:date></item>".encode("cp1251")
    reading = read(item, declared_type="application/rss+xml; element=item", facts=facts)
    assert (reading.title, reading.published) == ("Ворота", "2019-03")


def test_an_item_that_is_not_well_formed_is_partial() -> None:
    reading = read("<item><title>Gates</title><p>", declared_type="application/rss+xml; element=item")
    assert (reading.outcome, reading.title) == ("partial", "Gates")


def test_a_whole_feed_is_a_container_with_a_name() -> None:
    reading = read(
        f"<rss><channel><title>Morning Ledger</title>{RSS.replace('dc:creator', 'author').replace('content:encoded', 'body')}</channel></rss>"  # noqa: E501
    )
    assert (reading.media_type, reading.title, reading.body.text) == ("application/rss+xml", "Morning Ledger", "")
    assert "on their own" in reading.notes[0]
