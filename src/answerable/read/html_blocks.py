"""The readable text of a page as blocks in order, each with its element path.

In:   the page as a tree.
Out:  `Found` blocks: words, path, role, links with their place, and what their elements say of them.
Not:  telling body from clutter (`html_body`), facts from the head (`html_facts`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from answerable.read.draft import Draft
from answerable.read.element_paths import ElementPath
from answerable.read.html_elements import BLOCKS, ROLES, SKIPPED
from answerable.read.limits import limits

_QUOTED = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote")
_HIDDEN_STYLES = ("display:none", "display: none", "visibility:hidden", "visibility: hidden")


@dataclass(slots=True)
class Found:
    """One block: its words with white space folded, and the links among them as (address, start, end)."""

    words: str
    path: str
    role: str
    tag: str
    hidden: bool = False
    says: frozenset[str] = frozenset()  # byline | date | quoted: what attributes around it say
    links: list[tuple[str, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """The block being filled."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    space: bool = False  # white space is owed before the next words
    links: list[tuple[str, int, int]] = field(default_factory=list)
    says: set[str] = field(default_factory=set)
    tag: str = ""  # the innermost element when it adds to the role

    def put(self, chunk: str, keep_lines: bool) -> None:
        if keep_lines:
            words, lead, trail = chunk.expandtabs(), False, False
        else:
            words = " ".join(chunk.split())
            lead, trail = chunk[0].isspace(), chunk[-1].isspace()
        if not words:
            self.space = self.space or bool(chunk)
            return
        if self.length and (self.space or lead) and self.pieces[-1][-1] not in " \n":
            self.pieces.append(" ")
            self.length += 1
        self.pieces.append(words)
        self.length += len(words)
        self.space = trail

    def line_end(self) -> None:
        if self.length:
            self.pieces.append("\n")
            self.length += 1
            self.space = False


class _Walk:
    """One pass over the tree; `blocks` fills as elements close."""

    def __init__(self) -> None:
        self.blocks: list[Found] = []
        self.open = _Open()
        self.inside: list[Any] = []  # block elements around the place we are at
        self.depths: list[int] = []  # how many elements lead to each of them, itself included
        self.kept_lines = 0  # depth of <pre>
        self.hidden: list[Any] = []
        self.bylines: list[Any] = []
        self.comments: list[Any] = []
        self.path = ElementPath()
        self.quoted: list[Any] = []  # quotations of other letters, as mail programs mark them

    def flush(self) -> None:
        now = self.open
        if not now.pieces and not now.links:  # nothing since the last block: most elements of most pages
            now.says.clear()
            now.space = False
            return
        self.open = _Open()
        for index, (url, start, end) in enumerate(now.links):
            if end < 0:  # a link around several blocks has words in each
                now.links[index] = (url, start, now.length)
                self.open.links.append((url, 0, -1))
        words = "".join(now.pieces)
        if not words.strip() or not self.inside:
            return
        lead = len(words) - len(words.lstrip())
        words = words.strip()
        holder, depth = self.inside[-1], self.depths[-1]
        path = self.path.upto(depth)
        role = ROLES.get(holder.tag)
        if role is None:
            around = (e.tag for e in self.inside[-2:-6:-1])
            role = next((ROLES[t] for t in around if t in ROLES and t not in ("header", "footer")), None)
        says = set() if self.comments else now.says | ({"byline"} if self.bylines else set())
        if self.quoted:
            says = {*says, "quoted"}
        links = [
            (url, at, end)
            for url, start, stop in now.links
            if (at := max(0, start - lead)) < (end := min(len(words), stop - lead)) and url
        ]
        self.blocks.append(
            Found(words, path, role or "paragraph", holder.tag, bool(self.hidden), frozenset(says), links)
        )

    def enter(self, element: Any, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()
            self.inside.append(element)
            self.depths.append(self.path.depth)
            if tag == "pre":
                self.kept_lines += 1
        elif tag == "br":
            if self.open.pieces and self.open.pieces[-1] == "\n":
                self.flush()
            else:
                self.open.line_end()
        elif tag == "a":
            element_start = self.open.length + (1 if self.open.space and self.open.length else 0)
            self.open.links.append((element.get("href") or "", element_start, -1))
        elif tag == "time":
            self.open.says.add("date")
        if element.attrib:
            self._note(element, tag)
        if element.text:
            self.open.put(element.text, self.kept_lines > 0)

    def _note(self, element: Any, tag: str) -> None:
        get = element.get
        marks = f"{get('class') or ''} {get('itemprop') or ''} {get('rel') or ''}"
        if len(marks) > 2:
            low = marks[:300].lower()
            if "comment" in low and tag in ("div", "ol", "ul", "li", "section", "article"):
                self.comments.append(element)
            elif ("byline" in low or "author" in low) and tag not in ("body", "article", "main", "html"):
                self.bylines.append(element)
            if "date" in low and ("publish" in low or "entry-date" in low or "post-date" in low):
                self.open.says.add("date")
        if tag in ("blockquote", "div") and (get("type") == "cite" or any(q in marks for q in _QUOTED)):
            self.quoted.append(element)
        style = get("style")
        hidden = get("hidden") is not None or (style and any(h in style for h in _HIDDEN_STYLES))
        if hidden and tag not in ("body", "html"):
            self.hidden.append(element)

    def _close_link(self) -> None:
        links = self.open.links
        for index in range(len(links) - 1, -1, -1):
            url, start, end = links[index]
            if end < 0:
                if url and self.open.length > start:
                    links[index] = (url, start, self.open.length)
                else:
                    del links[index]
                return

    def leave(self, element: Any, tag: str) -> None:
        if tag == "a":
            self._close_link()
        if tag in BLOCKS:
            self.flush()
            if self.inside and self.inside[-1] is element:
                self.inside.pop()
                self.depths.pop()
            if tag == "pre":
                self.kept_lines -= 1
        if self.bylines and self.bylines[-1] is element:
            if self.open.length:
                self.open.says.add("byline")
            self.bylines.pop()
        if self.quoted and self.quoted[-1] is element:
            self.quoted.pop()
        if self.comments and self.comments[-1] is element:
            self.comments.pop()
        if self.hidden and self.hidden[-1] is element:
            if tag not in BLOCKS:
                self.flush()
            self.hidden.pop()


def find_blocks(root: Any, draft: Draft) -> list[Found]:
    """The blocks of the page under `root`, in document order. `draft` is told when elements lie too deep."""
    walk, deepest = _Walk(), limits().html_depth
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            walk.path.step_in(tag)
            if walk.path.depth >= deepest and len(element):
                draft.fall_short(f"elements deeper than {deepest:,} inside others are not read")
                events.skip_subtree()
            if tag in SKIPPED:
                events.skip_subtree()
            else:
                walk.enter(element, tag)
            continue
        if tag not in SKIPPED:
            walk.leave(element, tag)
        walk.path.step_out()
        if element.tail and walk.inside:
            walk.open.put(element.tail, walk.kept_lines > 0)
    walk.flush()
    return walk.blocks
