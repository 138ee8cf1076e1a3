"""Web pages: all their readable text, the body told from what surrounds it.

In:   the bytes of a page.
Out:  a draft whose blocks carry element paths and the labels body, boilerplate, mark (docs/methods/read.md).
Not:  scripts, styles, pictures; nothing is fetched.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Any

from lxml import html as lxml_html

from answerable.read.decoding import decode
from answerable.read.draft import Draft, unreadable
from answerable.read.hints import Hints
from answerable.read.html_blocks import Found, find_blocks
from answerable.read.html_body import body_shares
from answerable.read.html_facts import add_facts
from answerable.read.html_marks import marks_beside
from answerable.read.html_tables import around_the_story
from answerable.read.recognising import Recogniser
from answerable.terms.span import Span

MEDIA_TYPE = "text/html"
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{2,40})", re.I)
_XML_CHARSET = re.compile(rb"\A\s{0,9}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{2,40})")
_DECLARATION = re.compile(r"\A\s{0,100}(?:<\?xml[^>]{0,400}>\s{0,100})?(?:<!doctype[^>]{0,1000}>)?", re.I)
_INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BODY_SHARE = 0.5  # of a block's characters that trafilatura must have kept
_MENU_LINKS = 3
_MENU_SHARE = 0.8  # of a block's characters that are links


def declared_charset(data: bytes, hints: Hints) -> str | None:
    """The charset that the transport or the page's first 4 kB declare."""
    if charset := hints.parameter("charset"):
        return charset
    match = _META_CHARSET.search(data, 0, 4096) or _XML_CHARSET.match(data, 0, 4096)
    return match[1].decode("ascii") if match else None


def read_html(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """A page as a draft. Trees deeper than libxml2's limit of 2,048 are partial: the parser says so itself."""
    decoded = decode(data, declared_charset(data, hints))
    draft = Draft(MEDIA_TYPE, encoding=decoded.encoding)
    draft.notes += decoded.notes
    root = parse_page(decoded.text, draft)
    if root is None:
        return unreadable(MEDIA_TYPE, "no element in it: not a page")
    add_page(root, hints, draft)
    return draft


def parse_page(text: str, draft: Draft) -> Any:
    """The page as a tree, None when there is none. A parser that gives up makes the draft partial."""
    text = _DECLARATION.sub("", text, count=1)
    if not text.strip():
        return None
    text = _INVALID.sub("\N{REPLACEMENT CHARACTER}", text)
    # Without `huge_tree` libxml2 drops all that lies deeper than 256 elements, without an exception.
    parser = lxml_html.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8"
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except lxml_html.etree.ParserError:  # nothing but white space and comments
        return None
    for entry in parser.error_log:
        if entry.level_name == "FATAL":
            draft.fall_short(f"the HTML parser gave up at line {entry.line}: {entry.message.strip()[:120]}")
            break
    return root


def add_page(root: Any, hints: Hints, draft: Draft) -> None:
    """Add the blocks and facts of a parsed page to the draft."""
    found = find_blocks(root, draft)  # (2)
    lines = _extracted_lines(root)  # (3)
    shares = body_shares([block.words for block in found], lines)  # (4)
    body = [
        share >= _BODY_SHARE and not block.hidden and not _is_menu(block)
        for block, share in zip(found, shares, strict=True)
    ]
    for index in around_the_story(found, body):
        body[index] = False
    marks = marks_beside(found, body)  # (5)
    spans: list[Span | None] = []
    for index, block in enumerate(found):
        label = "body" if body[index] else "mark" if index in marks else "boilerplate"
        spans.append(draft.add(block.words, block.path, label=label, role=block.role))  # type: ignore[arg-type]
        _add_links(block, spans[-1], draft)
    if not found:
        draft.fall_short("the page has no text of its own: it may be drawn by scripts")
    elif not any(body):
        draft.notes.append("no main text found; all blocks are labelled boilerplate")
    if any(block.hidden for block in found):
        draft.notes.append("some text is hidden from readers of the page; labelled boilerplate")
    add_facts(root, found, body, hints, draft)  # (6)


def _is_menu(block: Found) -> bool:
    """Whether a block is little more than several links: old pages lay their menus out in tables, as if they were text."""
    linked = sum(end - start for _, start, end in block.links)
    return len(block.links) >= _MENU_LINKS and linked >= _MENU_SHARE * len(block.words)


def _add_links(block: Found, span: Span | None, draft: Draft) -> None:
    if span is None:
        return
    for url, start, end in block.links:
        if not url.startswith(("#", "javascript:", "data:")):
            draft.link(url, "body", block.words[start:end].strip(), Span(span.start + start, span.start + end))


def _extracted_lines(root: Any) -> list[str]:
    """What trafilatura takes for the main text. It works on a copy of the tree; the original stays whole."""
    trafilatura = _trafilatura()
    document = trafilatura.bare_extraction(root, fast=True, include_comments=False, with_metadata=False)
    if document is None or not document.text:
        return []
    return [line for line in document.text.splitlines() if line.strip()]


@cache
def _trafilatura() -> Any:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs what it discards; the labels say it here
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return trafilatura


def forget_pages() -> None:
    """Empty trafilatura's caches, which otherwise grow in a worker that reads many pages."""
    from trafilatura.meta import reset_caches

    reset_caches()
