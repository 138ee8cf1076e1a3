"""One item of a feed, as the exact slice of the feed's XML; and a feed as a whole.

In:   the bytes of `<item>…</item>` or `<entry>…</entry>`; the namespaces it inherited may be listed in the facts.
Out:  a draft: the item's HTML read like a page, its title, link, date, author and source.
Not:  the other items. A whole feed is a container: its reading is its title and description.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from answerable.read.dates import edtf_of
from answerable.read.decoding import decode
from answerable.read.draft import Draft, unreadable
from answerable.read.hints import Hints
from answerable.read.html import parse_page
from answerable.read.html_blocks import find_blocks
from answerable.read.plain import label_of
from answerable.read.reading import FoundDate
from answerable.read.recognising import Recogniser
from answerable.read.sniff import media_type_of
from answerable.read.zipped_xml import MemberError, attribute, local, parse_xml
from answerable.terms.span import Span

_PREFIX = re.compile(r"[<\s/]([A-Za-z_][\w.-]{0,60}):[A-Za-z_]")
_BODIES = ("encoded", "content", "description", "summary")  # the fullest first
_DATES = (("pubDate", "printed"), ("published", "printed"), ("date", "printed"), ("issued", "printed"),
          ("updated", "modified"), ("modified", "modified"))  # fmt: skip
_CONTAINER = "a feed: its items are read on their own"


def read_entry(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """An item as a draft. Prefixes without a declaration are given one; the rest must be well-formed."""
    media_type = media_type_of(data, hints)
    decoded = decode(data, hints.parameter("charset") or dict(hints.facts).get("encoding"))
    if "<!DOCTYPE" in decoded.text or "<!ENTITY" in decoded.text[:4096]:
        return unreadable(media_type, "it declares a document type or entities, which are not read")
    root = _parsed(decoded.text, hints)
    draft = Draft(media_type, encoding=decoded.encoding)
    draft.notes += decoded.notes
    if root is None or len(root) == 0:
        return unreadable(media_type, "no feed item in it")
    item = root[0]
    if root.get("recovered"):
        draft.fall_short("the item is not well-formed XML; what could be read is")
    _add_facts(item, draft)
    _add_title(draft)
    _add_body(item, draft)
    if not draft.blocks:
        draft.fall_short("the item has neither title nor text")
    return draft


def _parsed(text: str, hints: Hints) -> Any:
    """The item inside a wrapper that declares every prefix used."""
    spaces = dict(hints.facts)
    declared = {prefix: spaces.get(f"xmlns:{prefix}") or f"urn:undeclared:{prefix}" for prefix in _PREFIX.findall(text)}
    declared.pop("xml", None)
    wrapper = "".join(
        f' xmlns:{p}="{u.replace("&", "&amp;").replace(chr(34), "&quot;").replace("<", "&lt;")}"'
        for p, u in declared.items()
    )
    whole = f"<w{wrapper}>{text}</w>".encode("utf-8", "replace")
    strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(whole, strict)
    except (etree.XMLSyntaxError, ValueError):
        pass
    lenient = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=True)
    try:
        root = etree.fromstring(whole, lenient)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is not None:
        root.set("recovered", "yes")
    return root


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _add_facts(item: Any, draft: Draft) -> None:
    authors: list[str] = []
    permanent = ""
    for child in item:
        name = local(child)
        words = " ".join(_text(child).split())
        if name == "title" and draft.title is None and words:
            draft.title = _plain(words)
        elif name in ("creator", "author") and words:
            person = next((e for e in child if local(e) == "name"), child)
            authors.append(" ".join(_text(person).split()))
        elif name == "source":
            title = next((_text(e) for e in child if local(e) == "title"), words)
            draft.outlet = " ".join(title.split()) or draft.outlet
            draft.link(child.get("url"), "syndication", title)
        elif name == "link":
            rel = child.get("rel") or "alternate"
            url = child.get("href") or words
            draft.link(url, {"alternate": "canonical", "via": "original", "related": "other"}.get(rel, "other"))
        elif name in ("origLink", "original-link"):
            draft.link(words, "original")
        elif name == "guid" and words.startswith("http") and (attribute(child, "isPermaLink") or "true") == "true":
            permanent = words
        for known, kind in _DATES:
            if name == known and (value := edtf_of(words)):
                draft.dates.append(FoundDate(kind, value, f"feed {name}", words[:60]))
    if all(link.rel != "canonical" for link in draft.links):
        draft.link(permanent, "canonical")
    draft.byline = ", ".join(dict.fromkeys(a for a in authors if a)) or None


def _plain(words: str) -> str:
    """A title that may hold escaped mark-up, as text."""
    if "<" not in words and "&" not in words:
        return words
    root = parse_page(f"<html><body><div>{words}</div></body></html>", Draft(""))
    return words if root is None else " ".join(root.text_content().split())


def _add_title(draft: Draft) -> None:
    if draft.title:
        draft.add(draft.title, "title", role="title")


def _add_body(item: Any, draft: Draft) -> None:
    found: dict[str, Any] = {}
    for child in item:
        found.setdefault(local(child), child)
    bodies = sorted((found[n] for n in _BODIES if n in found), key=lambda e: -len(_inner(e)))
    if not bodies:
        return
    markup = _inner(bodies[0])
    root = parse_page(f"<html><body><div>{markup}</div></body></html>", draft)
    if root is None:
        return
    for block in find_blocks(root, draft):
        label = "boilerplate" if block.hidden else label_of(block.words)
        span = draft.add(block.words, f"{local(bodies[0])}{block.path}", label=label, role=block.role)
        if span is None:
            continue
        for url, start, end in block.links:
            draft.link(url, "body", block.words[start:end].strip(), Span(span.start + start, span.start + end))


def _inner(element: Any) -> str:
    """The HTML of a body: escaped text as it is, or the elements of inline XHTML."""
    if len(element) == 0:
        return element.text or ""
    inner = (element.text or "") + "".join(etree.tostring(e, encoding="unicode") for e in element)
    return re.sub(r"(</?)[A-Za-z_][\w.-]{0,60}:", r"\1", inner)


def read_feed(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """A whole feed as a draft: its own title and description."""
    media_type = media_type_of(data, hints)
    try:
        root = parse_xml(data)
    except MemberError as error:
        return unreadable(media_type, str(error))
    draft = Draft(media_type, notes=[_CONTAINER])
    head = next((e for e in root if local(e) == "channel"), root)
    for child in head:
        words = _plain(" ".join(_text(child).split())) if local(child) in ("title", "description", "subtitle") else ""
        if not words:
            continue
        if local(child) == "title":
            draft.title = draft.outlet = words
            draft.add(words, "title", label="boilerplate", role="title")
        else:
            draft.add(words, local(child), label="boilerplate", role="other")
    return draft
