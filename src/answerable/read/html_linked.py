"""Facts in a page's JSON-LD (schema.org): headline, authors, outlet, dates, what it is based on.

In:   the texts of its `application/ld+json` scripts.
Out:  `Linked`. Articles first, then anything that has the field. Not: breadcrumbs, ratings, the rest.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

_LONGEST = 1_000_000  # characters of one script
_NODES = 2_000  # nodes looked at
_ARTICLE = ("article", "posting", "report", "webpage")


@dataclass(slots=True)
class Linked:
    """Values as written, in order of trust."""

    headlines: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)


def linked_facts(scripts: Sequence[str]) -> Linked:
    """What the scripts say of the page. A script that is no JSON is passed over."""
    nodes = [node for script in scripts[:50] for node in _nodes(script)]
    nodes.sort(key=_rank)
    facts = Linked()
    for node in nodes:
        if _rank(node) > 1:
            break
        facts.headlines += _texts(node.get("headline"))
        facts.published += _texts(node.get("datePublished"))
        facts.modified += _texts(node.get("dateModified"))
        if not facts.authors:
            facts.authors += _names(node.get("author"))
        facts.outlets += _names(node.get("publisher"))
        facts.originals += _addresses(node.get("isBasedOn"))
    return facts


def _rank(node: dict[str, Any]) -> int:
    kind = " ".join(_texts(node.get("@type"))).lower()
    if "webpage" in kind:
        return 1
    return 0 if any(word in kind for word in _ARTICLE) else 2


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    if len(script) > _LONGEST:
        return
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().removesuffix(";")
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    waiting, seen = [value], 0
    while waiting and seen < _NODES:
        value = waiting.pop(0)
        seen += 1
        if isinstance(value, list):
            waiting[:0] = value[:_NODES]
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [html.unescape(v)[:2000] for v in values[:20] if isinstance(v, str) and v.strip()]


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    out: list[str] = []
    for item in values[:20]:
        if isinstance(item, dict):
            out += _texts(item.get("name"))
        else:
            out += _texts(item)
    return out


def _addresses(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    out: list[str] = []
    for item in values[:20]:
        out += _texts(item.get("url") or item.get("@id")) if isinstance(item, dict) else _texts(item)
    return [url for url in out if url.startswith("http")]
