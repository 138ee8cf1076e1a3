"""Feeds: items are exact slices of the bytes, in whatever charset the feed declares."""

from __future__ import annotations

import io

import pytest
from tests.acquire.test_step import SMALL
from tests.read.making import read

from answerable.acquire.members import Budget, Member, Trouble
from answerable.acquire.opening import InProcessOpener

WORDS = {
    "gb18030": ("检察院拒绝答复", "码头被关闭\U00020000"),
    "gbk": ("检察院拒绝答复", "码头被关闭"),
    "gb2312": ("检察院拒绝答复", "码头被关闭"),
    "euc-jp": ("検察庁は回答を拒否", "港は閉鎖された"),
    "shift_jis": ("検察庁は回答を拒否", "ソ連能表ー港"),
    "euc-kr": ("검찰은 답변을 거부", "부두가 폐쇄되었다"),
    "big5": ("檢察院拒絕答覆", "碼頭許功蓋被關閉"),
    "utf-8": ("检察院拒绝答复", "بۇ يەردە"),
    "windows-1251": ("Прокуратура молчит", "Причал закрыт"),
    "utf-16": ("检察院拒绝答复", "Причал закрыт"),
}


def feed(charset: str, first: str, second: str) -> bytes:
    text = (
        f'<?xml version="1.0" encoding="{charset}"?>\n<rss><channel><title>{first}</title>'
        f"<item><title>{first}</title><link>http://c.example/1</link><description>&lt;p&gt;{second} > {first}&lt;/p&gt;"
        f"</description></item><!-- {second} --><item><title>{second}</title></item></channel></rss>"
    )
    return text.encode(charset)


def take(data: bytes) -> list[Member | Trouble]:
    return list(InProcessOpener().take_apart(io.BytesIO(data), "f.xml", Budget(SMALL)))


@pytest.mark.parametrize("charset", WORDS)
def test_items_are_exact_slices_and_read_as_what_they_say(charset):
    first, second = WORDS[charset]
    data = feed(charset, first, second)
    if charset == "utf-16":
        assert take(data) == [], "a feed in UTF-16 is kept whole and read as one"
        return
    items = take(data)
    assert [item.name for item in items] == ["0001", "0002"]
    assert items[0].address == "http://c.example/1"
    slices = [item.stream.read() for item in items]
    assert all(piece in data and piece.startswith(b"<item>") and piece.endswith(b"</item>") for piece in slices)
    titles = [read(s, declared_type=i.declared_type, facts=i.facts).title for s, i in zip(slices, items, strict=True)]
    assert titles == [first, second]


@pytest.mark.parametrize("charset", ["gb18030", "euc-jp", "shift_jis", "euc-kr", "big5"])
def test_bytes_that_do_not_fit_the_declared_charset_leave_the_feed_whole_with_a_reason(charset):
    data = feed(charset, *WORDS[charset]).replace(b"</title><link>", b"\x81</title><link>")
    (trouble,) = take(data)
    assert isinstance(trouble, Trouble)
    assert "kept whole" in trouble.reason


def test_a_feed_that_declares_a_document_type_is_kept_whole():
    data = b'<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel><item>&a;</item></channel></rss>'
    (trouble,) = take(data)
    assert isinstance(trouble, Trouble)
    assert "document type" in trouble.reason


def test_elements_nested_for_ever_leave_the_feed_whole():
    (trouble,) = take(b"<rss>" + b"<a>" * 5_000)
    assert isinstance(trouble, Trouble)
    assert "too deep" in trouble.reason
