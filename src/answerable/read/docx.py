"""Word documents (DOCX): paragraphs, tables, notes, running heads, comments.

In:   the bytes of a DOCX.
Out:  a draft; text boxes stand where they are anchored, inserted text counts, deleted text is only counted.
Not:  macros, embedded files, numbering that Word computes (the number of a numbered paragraph is not in the file).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from answerable.read.dates import edtf_of
from answerable.read.draft import Draft, unreadable
from answerable.read.hints import Hints
from answerable.read.plain import find_top_lines, label_of
from answerable.read.reading import FoundDate, Label
from answerable.read.recognising import Recogniser
from answerable.read.zipped_xml import MemberError, ZippedXml, attribute, local

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING = re.compile(r"(?i)(?:heading|title|titre|überschrift|berschrift|titulo|заголовок|标题)")
_SKIPPED = frozenset(("Fallback", "pPr", "rPr", "del", "moveFrom", "instrText", "delText", "sectPr", "tblPr"))
_PARTS = (  # members beside the main text: prefix, place, label, role
    ("word/footnotes", "footnote", "body", "other"),
    ("word/endnotes", "endnote", "body", "other"),
    ("word/header", "header", "boilerplate", "header"),
    ("word/footer", "footer", "boilerplate", "footer"),
    ("word/comments", "comment", "boilerplate", "other"),
)


def read_docx(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """A Word document as a draft."""
    draft = Draft(MEDIA_TYPE)
    try:
        zipped = ZippedXml(data)
        root = zipped.root("word/document.xml")
    except MemberError as error:
        return unreadable(MEDIA_TYPE, str(error))
    if root is None:
        return unreadable(MEDIA_TYPE, "no word/document.xml in it")
    targets = _targets(zipped, draft)
    _add_paragraphs(root, "paragraph", "body", None, targets, draft)
    deleted = sum(1 for e in root.iter("{*}del", "{*}moveFrom") if len(e))
    if deleted:
        draft.notes.append(f"tracked changes: {deleted} deleted passages are in the file and not in this text")
    _add_parts(zipped, targets, draft)
    _add_facts(zipped, draft)
    if not draft.blocks:
        draft.fall_short("no text in it")
    return draft


def _targets(zipped: ZippedXml, draft: Draft) -> dict[str, str]:
    """The addresses that hyperlinks point to, by their ids."""
    try:
        root = zipped.root("word/_rels/document.xml.rels")
    except MemberError as error:
        draft.fall_short(f"links are not read: {error}")
        return {}
    if root is None:
        return {}
    return {e.get("Id", ""): e.get("Target", "") for e in root if e.get("TargetMode") == "External"}


def _add_parts(zipped: ZippedXml, targets: dict[str, str], draft: Draft) -> None:
    for prefix, place, label, role in _PARTS:
        for name in sorted(
            n for n in zipped.names() if n.startswith(prefix) and n.endswith(".xml") and n.count("/") == 1
        ):
            try:
                root = zipped.root(name)
            except MemberError as error:
                draft.fall_short(f"{name} is not read: {error}")
                continue
            _add_paragraphs(root, place, label, role, targets, draft)  # type: ignore[arg-type]


def _add_paragraphs(
    root: Any, place: str, label: Label, role: str | None, targets: dict[str, str], draft: Draft
) -> None:
    for number, paragraph in enumerate(_paragraphs(root), 1):
        pieces: list[str] = []
        links: list[tuple[str, int, int]] = []
        _collect(paragraph, pieces, links, targets)
        words = "".join(pieces)
        lead = len(words) - len(words.lstrip())
        kind = role or _role(paragraph)
        here: Label = label if label != "body" or kind == "heading" else label_of(words.strip())
        span = draft.add(words, f"{place} {number}", label=here, role=kind)
        if span is None:
            continue
        for url, start, end in links:
            at = span._replace(start=span.start + max(0, start - lead), end=min(span.end, span.start + end - lead))
            draft.link(url, "body", words[start:end].strip(), at)
        if (
            kind == "heading"
            and draft.title is None
            and (attribute_style(paragraph) or "").lower() in ("title", "titel")
        ):
            draft.title = words.strip()


def _paragraphs(root: Any) -> Iterator[Any]:
    """Paragraphs in document order, those of text boxes after the one they are anchored in."""
    for element in root.iter("{*}p"):
        if local(element.getparent()) in ("Fallback",) or any(local(a) == "Fallback" for a in element.iterancestors()):
            continue
        yield element


def _collect(element: Any, pieces: list[str], links: list[tuple[str, int, int]], targets: dict[str, str]) -> None:
    for child in element:
        name = local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name in ("tab", "ptab"):
            pieces.append("\t" if name == "tab" and child.getparent() is not None else " ")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name == "p" or name in _SKIPPED:
            continue  # a paragraph inside is a text box: it comes by itself
        elif name == "hyperlink":
            start = sum(map(len, pieces))
            _collect(child, pieces, links, targets)
            if url := targets.get(attribute(child, "id") or ""):
                links.append((url, start, sum(map(len, pieces))))
        else:
            _collect(child, pieces, links, targets)


def attribute_style(paragraph: Any) -> str | None:
    """The style a paragraph names."""
    style = next(paragraph.iterchildren("{*}pPr"), None)
    found = next(style.iterchildren("{*}pStyle"), None) if style is not None else None
    return attribute(found, "val") if found is not None else None


def _role(paragraph: Any) -> str:
    if _HEADING.match(attribute_style(paragraph) or ""):
        return "heading"
    if any(local(a) == "tc" for a in paragraph.iterancestors()):
        return "table-cell"
    style = next(paragraph.iterchildren("{*}pPr"), None)
    if style is not None and next(style.iterchildren("{*}numPr"), None) is not None:
        return "list-item"
    return "paragraph"


def _add_facts(zipped: ZippedXml, draft: Draft) -> None:
    find_top_lines(draft)
    try:
        root = zipped.root("docProps/core.xml")
    except MemberError as error:
        draft.fall_short(f"document properties are not read: {error}")
        return
    if root is None:
        return
    facts = {local(e): (e.text or "").strip() for e in root}
    if facts.get("title") and draft.title is None:
        draft.title = facts["title"]
    for key, kind in (("created", "claimed"), ("modified", "modified")):
        if value := edtf_of(facts.get(key)):
            draft.dates.append(FoundDate(kind, value, f"document property {key}", facts[key][:40]))
