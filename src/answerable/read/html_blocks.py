"""The readable text of a page as blocks in order, each with its element path.

In:   the page as a tree.
Out:  `Found` blocks: words, path, role, links with their place, and what their elements say of them.
Not:  telling body from clutter (`html_body`), facts from the head (`html_facts`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from answerable.read.html_elements import BLOCKS, ROLES, SKIPPED

_HIDDEN_STYLES = ("display:none", "display: none", "visibility:hidden", "visibility: hidden")


@dataclass(slots=True)
class Found:
    """One block: its words with white space folded, and the links among them as (address, start, end)."""

    words: str
    path: str
    role: str
    tag: str
    hidden: bool = False
    says: frozenset[str] = frozenset()  # byline | date: what a class, rel or itemprop around it says
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

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self.blocks: list[Found] = []
        self.open = _Open()
        self.inside: list[Any] = []  # block elements around the place we are at
        self.kept_lines = 0  # depth of <pre>
        self.hidden: list[Any] = []
        self.bylines: list[Any] = []
        self.comments: list[Any] = []
        self.paths: dict[Any, str] = {}

    def flush(self) -> None:
        now, self.open = self.open, _Open()
        words = "".join(now.pieces)
        if not words.strip() or not self.inside:
            return
        lead = len(words) - len(words.lstrip())
        words = words.strip()
        holder = self.inside[-1]
        path = self.paths.get(holder)
        if path is None:
            path = self.paths[holder] = self.tree.getpath(holder)
        role = ROLES.get(holder.tag)
        if role is None:
            around = (e.tag for e in self.inside[-2:-6:-1])
            role = next((ROLES[t] for t in around if t in ROLES and t not in ("header", "footer")), None)
        says = set() if self.comments else now.says | ({"byline"} if self.bylines else set())
        links = [(u, max(0, s - lead), min(len(words), e - lead)) for u, s, e in now.links]
        self.blocks.append(
            Found(words, path, role or "paragraph", holder.tag, bool(self.hidden), frozenset(says), links)
        )

    def enter(self, element: Any, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()
            self.inside.append(element)
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
        style = get("style")
        hidden = get("hidden") is not None or (style and any(h in style for h in _HIDDEN_STYLES))
        if hidden and tag not in ("body", "html"):
            self.hidden.append(element)

    def leave(self, element: Any, tag: str) -> None:
        if tag == "a" and self.open.links:
            url, start, end = self.open.links[-1]
            if end < 0:
                self.open.links.pop()
                if self.open.length > start and url:
                    self.open.links.append((url, start, self.open.length))
        if tag in BLOCKS:
            self.flush()
            if self.inside and self.inside[-1] is element:
                self.inside.pop()
            if tag == "pre":
                self.kept_lines -= 1
        if self.bylines and self.bylines[-1] is element:
            if self.open.length:
                self.open.says.add("byline")
            self.bylines.pop()
        if self.comments and self.comments[-1] is element:
            self.comments.pop()
        if self.hidden and self.hidden[-1] is element:
            if tag not in BLOCKS:
                self.flush()
            self.hidden.pop()


def find_blocks(root: Any) -> list[Found]:
    """The blocks of the page under `root`, in document order."""
    walk = _Walk(root.getroottree())
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag in SKIPPED:
                events.skip_subtree()
            else:
                walk.enter(element, tag)
            continue
        if tag not in SKIPPED:
            walk.leave(element, tag)
        if element.tail and walk.inside:
            walk.open.put(element.tail, walk.kept_lines > 0)
    walk.flush()
    return walk.blocks
