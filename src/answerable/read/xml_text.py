"""XML of no known kind: the text of its elements in order.

In:   the bytes of an XML document.
Out:  a draft with a block an element that holds text; `place` is its path.
Not:  knowing what its elements mean; all of it is labelled body.
"""

from __future__ import annotations

from lxml import etree

from answerable.read.draft import Draft, unreadable
from answerable.read.element_paths import ElementPath
from answerable.read.hints import Hints
from answerable.read.recognising import Recogniser
from answerable.read.zipped_xml import MemberError, local, parse_xml

MEDIA_TYPE = "application/xml"


def read_xml(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """An XML document as a draft."""
    try:
        root = parse_xml(data)
    except MemberError as error:
        return unreadable(MEDIA_TYPE, str(error))
    draft = Draft(MEDIA_TYPE)
    path = ElementPath()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            path.step_out()
            continue
        path.step_in(local(element))
        own = [element.text or "", *(child.tail or "" for child in element)]
        draft.add(" ".join(" ".join(own).split()), path.upto(path.depth), role="other")
    if not draft.blocks:
        draft.fall_short("no text in it")
    return draft
