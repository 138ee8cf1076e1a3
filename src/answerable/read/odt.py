"""OpenDocument texts (ODT): paragraphs, headings, tables, notes, running heads, annotations.

In:   the bytes of an ODT.
Out:  a draft; notes come after the paragraph they belong to, deleted text is only counted.
Not:  macros, embedded objects, numbering that the writer computes.
"""

from __future__ import annotations

from typing import Any

from answerable.read.dates import edtf_of
from answerable.read.draft import Draft, unreadable
from answerable.read.hints import Hints
from answerable.read.plain import find_top_lines, label_of
from answerable.read.reading import FoundDate, Label
from answerable.read.recognising import Recogniser
from answerable.read.zipped_xml import MemberError, ZippedXml, attribute, local

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_PARAGRAPHS = frozenset(("p", "h"))
_SKIPPED = frozenset(("tracked-changes", "sequence-decls", "variable-decls", "forms", "note-citation", "bookmark"))
_APART = frozenset(("note", "annotation", "text-box"))  # come after the paragraph that holds them


def read_odt(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """An OpenDocument text as a draft."""
    draft = Draft(MEDIA_TYPE)
    try:
        zipped = ZippedXml(data)
        root = zipped.root("content.xml")
    except MemberError as error:
        return unreadable(MEDIA_TYPE, str(error))
    text = next(root.iter("{*}text"), None) if root is not None else None
    if text is None:
        return unreadable(MEDIA_TYPE, "no text body in it")
    _Walk(draft, "paragraph", "body").walk(text)
    deleted = sum(1 for _ in text.iter("{*}deletion"))
    if deleted:
        draft.notes.append(f"tracked changes: {deleted} deleted passages are in the file and not in this text")
    _add_running(zipped, draft)
    _add_facts(zipped, draft)
    if not draft.blocks:
        draft.fall_short("no text in it")
    return draft


class _Walk:
    """Adds the paragraphs under an element, numbered from 1."""

    def __init__(self, draft: Draft, place: str, label: Label, role: str | None = None) -> None:
        self.draft, self.place, self.label, self.role = draft, place, label, role
        self.number = 0

    def walk(self, element: Any) -> None:
        for child in element:
            name = local(child)
            if name in _PARAGRAPHS:
                self._paragraph(child, name)
            elif name == "annotation":
                _Walk(self.draft, "comment", "boilerplate", "other").walk(child)
            elif name not in _SKIPPED:
                self.walk(child)

    def _paragraph(self, paragraph: Any, name: str) -> None:
        pieces: list[str] = []
        links: list[tuple[str, int, int]] = []
        apart: list[Any] = []
        _collect(paragraph, pieces, links, apart)
        words = "".join(pieces)
        lead = len(words) - len(words.lstrip())
        self.number += 1
        role = self.role or ("heading" if name == "h" else _role(paragraph))
        label = self.label if self.label != "body" or role == "heading" else label_of(words.strip())
        span = self.draft.add(words, f"{self.place} {self.number}", label=label, role=role)
        if span is not None:
            for url, start, end in links:
                at = span._replace(start=span.start + max(0, start - lead), end=min(span.end, span.start + end - lead))
                self.draft.link(url, "body", words[start:end].strip(), at)
            if self.draft.title is None and (attribute(paragraph, "style-name") or "") == "Title":
                self.draft.title = words.strip()
        for element in apart:
            if local(element) == "annotation":
                _Walk(self.draft, "comment", "boilerplate", "other").walk(element)
            else:
                self.walk(element)


def _role(paragraph: Any) -> str:
    for ancestor in paragraph.iterancestors():
        name = local(ancestor)
        if name == "table-cell":
            return "table-cell"
        if name == "list-item":
            return "list-item"
        if name == "note":
            return "other"
    return "paragraph"


def _collect(element: Any, pieces: list[str], links: list[tuple[str, int, int]], apart: list[Any]) -> None:
    pieces.append(" ".join(_folded(element.text)))
    for child in element:
        name = local(child)
        if name in _APART:
            apart.append(child)
        elif name == "s":
            count = attribute(child, "c") or "1"
            pieces.append(" " * min(int(count) if count.isdecimal() else 1, 100))
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        elif name == "a":
            start = sum(map(len, pieces))
            _collect(child, pieces, links, apart)
            links.append((attribute(child, "href") or "", start, sum(map(len, pieces))))
        elif name not in _SKIPPED:
            _collect(child, pieces, links, apart)
        pieces.append(" ".join(_folded(child.tail)))


def _folded(text: str | None) -> list[str]:
    """Runs of white space are one space in OpenDocument; edges keep theirs."""
    if not text:
        return []
    words = text.split()
    if text[0].isspace():
        words.insert(0, "")
    if text[-1].isspace() and (len(words) > 1 or words[0]):
        words.append("")
    return words if any(words) else ["", ""]


def _add_running(zipped: ZippedXml, draft: Draft) -> None:
    try:
        root = zipped.root("styles.xml")
    except MemberError as error:
        draft.fall_short(f"running heads are not read: {error}")
        return
    if root is None:
        return
    for name in ("header", "footer"):
        for element in root.iter("{urn:oasis:names:tc:opendocument:xmlns:style:1.0}" + name):
            _Walk(draft, name, "boilerplate", name).walk(element)


def _add_facts(zipped: ZippedXml, draft: Draft) -> None:
    find_top_lines(draft)
    try:
        root = zipped.root("meta.xml")
    except MemberError as error:
        draft.fall_short(f"document properties are not read: {error}")
        return
    if root is None:
        return
    facts = {local(e): (e.text or "").strip() for e in root.iter() if e.text}
    if facts.get("title") and draft.title is None:
        draft.title = facts["title"]
    for key, kind in (("creation-date", "claimed"), ("date", "modified")):
        if value := edtf_of(facts.get(key)):
            draft.dates.append(FoundDate(kind, value, f"document property {key}", facts[key][:40]))
