"""Looking at a page of ours as a parser sees it."""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy

from lxml import html
from lxml.html import HtmlElement

HEADINGS = re.compile(r"h[1-6]\Z")


def parsed(page: str) -> HtmlElement:
    """The page as a tree."""
    return html.document_fromstring(page.encode("utf-8"))


def words(page: str) -> str:
    """All words a reader can see, white space made single."""
    tree = parsed(page)
    for hidden in tree.xpath("//script|//style"):
        hidden.drop_tree()
    return " ".join(tree.text_content().split())


def letters(body: HtmlElement) -> str:
    """The text in a document's body without our notes and without white space."""
    body = deepcopy(body)
    for ours in body.xpath(".//*[@class='note' or @class='page']|.//summary"):
        ours.drop_tree()
    return "".join(body.text_content().split())


def ids(tree: HtmlElement) -> Counter[str]:
    return Counter(tree.xpath("//@id"))


def inner_links(tree: HtmlElement) -> set[str]:
    """Where the page's links lead: all of them, without the `#`."""
    return {link.removeprefix("#") for link in tree.xpath("//@href")}


def heading_levels(tree: HtmlElement) -> list[int]:
    return [int(node.tag[1]) for node in tree.iter() if isinstance(node.tag, str) and HEADINGS.match(node.tag)]


def skeleton(page: str) -> Counter[tuple[str, str]]:
    """Every element with its class. Marks of hidden characters and lines of drawings vary with the words."""
    found: Counter[tuple[str, str]] = Counter()
    for node in parsed(page).iter():
        if isinstance(node.tag, str) and node.tag != "text" and node.get("class") != "hidden-character":
            found[(node.tag, node.get("class", ""))] += 1
    return found
