"""What a page says of itself: title, byline, outlet, dates, addresses.

In:   the page's tree and its blocks.
Out:  the facts of the draft, each date with the place it was found.
Not:  believing it. A printed date is what the page prints; when it was fetched is the capture's.

Order of trust for each fact: JSON-LD, then meta elements, then what the page shows near its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin

from answerable.read.dates import edtf_of, printed_dates
from answerable.read.draft import Draft
from answerable.read.hints import Hints
from answerable.read.html_blocks import Found
from answerable.read.html_linked import Linked, linked_facts
from answerable.read.language import language_tag
from answerable.read.plain import byline_in, looks_like_names
from answerable.read.reading import FoundDate

_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "headline", "parsely-title", "twitter:title")
_AUTHORS = (
    "author", "article:author", "byl", "dc.creator", "dc:creator", "dcterms.creator", "citation_author",
    "parsely-author", "sailthru.author", "og:article:author", "authors",
)  # fmt: skip
_OUTLETS = (
    "og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher", "application-name",
)  # fmt: skip
_PRINTED = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "citation_publication_date", "citation_date", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "article.published",
    "bt:pubdate", "date", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime", "article_date_original",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "lastmod")
_ORIGINALS = ("syndication-source", "original-source")
_SITE_SPLIT = re.compile(r"\s+[|–—•·»«-]\s+")
_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/.-]|\Z)")
_URL = re.compile(r"https?://", re.I)
_NEAR = 12  # blocks before the body in which a visible date counts as the page's own
_LONGEST_BYLINE = 200


def add_facts(root: Any, found: Sequence[Found], body: Sequence[bool], hints: Hints, draft: Draft) -> None:
    """Fill the draft's facts from the tree and its blocks."""
    meta = _meta(root)
    linked = linked_facts(_scripts(root))
    base = meta.get("og:url", [""])[0] or hints.address or ""
    _add_addresses(root, meta, linked, hints, base, draft)
    draft.title = _title(root, meta, linked, found, body)
    draft.byline = _byline(meta, linked, found)
    draft.outlet = _first(linked.outlets) or _first(_values(meta, _OUTLETS)) or _outlet_of_title(root, draft.title)
    draft.language = language_tag(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    _add_dates(root, meta, linked, found, body, hints, draft)


def _meta(root: Any) -> dict[str, list[str]]:
    """The page's meta elements by name, property or itemprop, lower case, in order."""
    out: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        if content:
            for attribute in ("name", "property", "itemprop"):
                if name := element.get(attribute):
                    out.setdefault(name.strip().lower(), []).append(content[:4096])
    return out


def _values(meta: dict[str, list[str]], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield from meta.get(name, ())


def _first(values: Sequence[str] | Iterator[str]) -> str | None:
    return next((" ".join(v.split()) for v in values if v and not v.isspace()), None)


def _scripts(root: Any) -> list[str]:
    return [e.text for e in root.iter("script") if e.text and "ld+json" in (e.get("type") or "").lower()]


def _title(
    root: Any, meta: dict[str, list[str]], linked: Linked, found: Sequence[Found], body: Sequence[bool]
) -> str | None:
    """The headline: the only <h1>, else JSON-LD, meta, an <h1> that repeats <title>, <title> without its site."""
    tops = list(dict.fromkeys(" ".join(b.words.split()) for b in found if b.tag == "h1" and not b.hidden))
    named = _first(linked.headlines) or _first(_values(meta, _TITLES))
    whole = _head_title(root)
    if len(tops) == 1 and len(tops[0]) <= 400 and not _names_the_site(tops[0], whole, meta):
        return tops[0]
    for top in tops:
        if len(top) > 8 and (top in (named or "") or top in whole):
            return top
    if named is None:  # `Outlet - Headline`: the part that a heading of the page repeats
        parts = set(_SITE_SPLIT.split(whole))
        named = next((w for b in found if b.role == "heading" and (w := " ".join(b.words.split())) in parts), None)
    return named or _SITE_SPLIT.split(whole)[0] or (tops[0] if tops else None)


def _names_the_site(heading: str, whole: str, meta: dict[str, list[str]]) -> bool:
    """Whether a heading is the site's name: it is one part of `<title>` and not the longest, or what meta calls it."""
    folded = heading.casefold()
    parts = _SITE_SPLIT.split(whole)
    longest = max(parts, key=len)
    return any(folded == p.casefold() for p in parts if p != longest) or any(
        folded == outlet.casefold() for outlet in _values(meta, _OUTLETS)
    )


def _head_title(root: Any) -> str:
    for element in root.iter("title"):
        parent = element.getparent()
        if parent is not None and parent.tag == "head":
            return " ".join(element.text_content().split())[:1000]
    return ""


def _outlet_of_title(root: Any, title: str | None) -> str | None:
    """The part of `<title>` that is not the headline: `Headline | Outlet`, `Outlet - Headline`."""
    parts = _SITE_SPLIT.split(_head_title(root))
    if len(parts) < 2 or not title:
        return None
    if title.startswith(parts[0][:30]) and len(parts[-1]) <= 60:
        return parts[-1]
    return parts[0] if title == parts[-1] and len(parts[0]) <= 60 else None


def _byline(meta: dict[str, list[str]], linked: Linked, found: Sequence[Found]) -> str | None:
    named = [n for n in linked.authors if not _URL.match(n)] or [
        n for n in dict.fromkeys(_values(meta, _AUTHORS)) if not _URL.match(n)
    ]
    if named:
        return ", ".join(dict.fromkeys(" ".join(n.split()) for n in named[:8]))[:_LONGEST_BYLINE]
    for block in found:
        if "byline" in block.says and not block.hidden and len(block.words) <= 120:
            line = " ".join(block.words.split())
            if name := byline_in(line) or (line if looks_like_names(line) else None):
                return name
    return None


def _add_addresses(
    root: Any, meta: dict[str, list[str]], linked: Linked, hints: Hints, base: str, draft: Draft
) -> None:
    for element in root.iter("link"):
        rel, href = (element.get("rel") or "").lower().split(), element.get("href")
        if not href:
            continue
        if "canonical" in rel:
            draft.link(_absolute(base, href), "canonical")
        elif "alternate" in rel and element.get("hreflang"):
            draft.link(_absolute(base, href), "alternate", (element.get("hreflang") or "")[:40])
        elif "alternate" in rel and "xml" in (element.get("type") or ""):
            draft.link(_absolute(base, href), "feed", (element.get("title") or "")[:200])
        elif any(name in rel for name in _ORIGINALS):
            draft.link(_absolute(base, href), "syndication")
    for url in meta.get("og:url", ()):
        if all(link.rel != "canonical" for link in draft.links):
            draft.link(_absolute(hints.address or "", url), "canonical")
    for name in _ORIGINALS:
        for url in meta.get(name, ()):
            draft.link(url, "syndication" if name == "syndication-source" else "original")
    for url in linked.originals:
        draft.link(url, "original")


def _absolute(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:  # an address that cannot be one
        return href.strip()


def _add_dates(
    root: Any,
    meta: dict[str, list[str]],
    linked: Linked,
    found: Sequence[Found],
    body: Sequence[bool],
    hints: Hints,
    draft: Draft,
) -> None:
    def add(kind: str, words: str, source: str) -> None:
        value = edtf_of(words)
        if value and all((d.kind, d.value) != (kind, value) for d in draft.dates):
            draft.dates.append(FoundDate(kind, value, source, words[:80]))

    for words in linked.published[:3]:
        add("printed", words, "JSON-LD datePublished")
    for name in _PRINTED:
        for words in meta.get(name, ())[:2]:
            add("printed", words, f"meta {name}")
    if not draft.dates:
        _add_shown(root, found, body, draft)
    if not draft.dates:
        _add_from_address(hints, draft)
    for words in linked.modified[:1]:
        add("modified", words, "JSON-LD dateModified")
    for name in _MODIFIED:
        for words in meta.get(name, ())[:1]:
            add("modified", words, f"meta {name}")


def _add_shown(root: Any, found: Sequence[Found], body: Sequence[bool], draft: Draft) -> None:
    """A date the page shows: a <time>, a block named for its date, or a short block just before the body."""
    for element in root.iter("time"):
        words = element.get("datetime") or element.text_content()
        if (value := edtf_of(words)) is not None and len(value) >= 10:
            draft.dates.append(FoundDate("printed", value, "time element", " ".join(words.split())[:80]))
            return
    first = next((i for i, is_body in enumerate(body) if is_body), len(found))
    named = [b for b in found if "date" in b.says]
    around = [b for b in found[max(0, first - _NEAR) : first + 3] if len(b.words) <= 160]
    for block, source in [*((b, "date element") for b in named), *((b, "beside the headline") for b in around)]:
        if block.hidden:
            continue
        for date in printed_dates(block.words, window=200):
            if len(date.value) >= 10:
                words = block.words[date.span.start : date.span.end]
                draft.dates.append(FoundDate("printed", date.value, source, words))
                return


def _add_from_address(hints: Hints, draft: Draft) -> None:
    addresses = [hints.address or "", *(link.url for link in draft.links if link.rel == "canonical")]
    for address in addresses:
        match = _ADDRESS_DATE.search(address[:2000])
        value = edtf_of("-".join(part.zfill(2) for part in match.groups() if part)) if match else None
        if match and value:
            draft.dates.append(FoundDate("printed", value, "address", match[0]))
            return
