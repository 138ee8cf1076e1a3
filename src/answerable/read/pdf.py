"""PDF: text in reading order with its page; pages that are pictures go to whoever recognises words.

In:   the bytes of a PDF.
Out:  a draft with a block a paragraph, `place` its page.
Not:  forms' scripts, attachments, layers. PDFium is not thread-safe: one document at a time in a process.
"""

from __future__ import annotations

import ctypes
import io
import re
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from answerable.read.dates import edtf_of
from answerable.read.draft import Draft, unreadable
from answerable.read.hints import Hints
from answerable.read.limits import limits
from answerable.read.pdf_drawings import why_not_drawn
from answerable.read.pdf_glyphs import Line, page_lines
from answerable.read.pdf_paragraphs import PageLines, Paragraph, paragraphs
from answerable.read.pictures import add_recognised
from answerable.read.plain import find_top_lines
from answerable.read.reading import FoundDate
from answerable.read.recognising import Recogniser
from answerable.read.rtl import has_right_to_left, is_right_to_left, reading_order, with_letters_for_forms

MEDIA_TYPE = "application/pdf"
_DPI = 300
_FEW = 8  # characters: a page with fewer and a picture on it is a picture
_WRITERS_TITLE = re.compile(
    r"\A(?:microsoft word|untitled|powerpoint|document\d*\Z|.{0,80}\.(?:docx?|pdf|indd|tex)\Z)", re.I
)
_PDF_DATE = re.compile(r"\AD:(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d'?\d\d)?")


def read_pdf(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """A PDF as a draft."""
    if reason := why_not_drawn(data):
        return unreadable(MEDIA_TYPE, reason)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return unreadable(MEDIA_TYPE, _why_closed(str(error)))
    draft = Draft(MEDIA_TYPE)
    try:
        _read_pages(document, draft, ocr)
        if b"%%EOF" not in data[-4096:]:
            draft.fall_short("the file has no end mark: it is cut short or damaged")
        _add_facts(document, draft)
    finally:
        document.close()
    if not draft.blocks and draft.outcome == "read":
        draft.fall_short("no text in it")
    if not draft.blocks:
        draft.outcome = "unreadable"
    return draft


def _why_closed(error: str) -> str:
    low = error.lower()
    if "password" in low:
        return "encrypted: a password is needed to read it"
    if "security" in low:
        return "encrypted in a way that PDFium does not support"
    return f"not a readable PDF: {error.strip()[:120]}"


def _read_pages(document: Any, draft: Draft, ocr: Recogniser | None) -> None:
    count = len(document)
    most = limits()
    if count > most.pdf_pages:
        draft.fall_short(f"only the first {most.pdf_pages:,} of {count:,} pages are read")
    pages: list[PageLines] = []
    pictures: dict[int, bytes] = {}
    length = 0
    for index in range(min(count, most.pdf_pages)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            draft.fall_short(f"page {index + 1} cannot be opened")
            continue
        try:
            here = _page(page, index + 1, draft)
            if sum(len(line.text) for line in here.lines) < _FEW and _has_picture(page):
                pictures[index + 1] = b"" if ocr is None else _rendered(page)
                here.lines = []
            pages.append(here)
            _add_links(document, page, draft)
        finally:
            page.close()
        length += sum(len(line.text) for line in here.lines)
        if length > most.text_characters:
            draft.fall_short(f"the pages after {index + 1} are not read: too much text")
            break
    _put_down(paragraphs(pages), pictures, [p.number for p in pages], draft, ocr)


def _page(page: Any, number: int, draft: Draft) -> PageLines:
    lines, cut = page_lines(page.raw)
    if cut:
        draft.fall_short(f"page {number} has more text than is read of one page")
    chars = "".join(g.char for line in lines for g in line.glyphs)
    rtl_page = has_right_to_left(chars) and is_right_to_left(chars)
    forms = 0
    for line in lines:
        line.text, changed = _words(line, rtl_page)
        forms += changed
    if forms:
        note = "presentation forms and ligatures read as the letters they present"
        if note not in draft.notes:
            draft.notes.append(note)
    return PageLines(number, page.get_height(), [line for line in lines if line.text], rtl_page)


def _words(line: Line, rtl_page: bool) -> tuple[str, int]:
    chars = "".join(g.char for g in line.glyphs)
    if not has_right_to_left(chars):
        return with_letters_for_forms(" ".join(chars.split()))
    return with_letters_for_forms(reading_order(line, base_rtl=rtl_page or is_right_to_left(chars)))


def _has_picture(page: Any) -> bool:
    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _rendered(page: Any) -> bytes:
    """The page as a grey PNG at 300 dots an inch, or as many as the limit allows."""
    width, height = page.get_size()
    scale = min(_DPI / 72, (limits().raster_pixels / max(width * height, 1.0)) ** 0.5)
    image = page.render(scale=scale, grayscale=True).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _put_down(
    found: list[Paragraph], pictures: dict[int, bytes], numbers: list[int], draft: Draft, ocr: Recogniser | None
) -> None:
    usual = median([p.size for p in found if p.role == "paragraph"] or [10.0])
    joined = 0
    by_page: dict[int, list[Paragraph]] = {}
    for paragraph in found:
        by_page.setdefault(paragraph.page, []).append(paragraph)
    for number in numbers:
        for p in by_page.get(number, ()):
            role = "heading" if p.role == "paragraph" and p.size > 1.15 * usual and len(p.words) < 300 else p.role
            draft.add(p.words, f"page {number}", label="body" if p.role == "paragraph" else "boilerplate", role=role)
            joined += p.joined
        if number in pictures:
            _recognise(number, pictures[number], draft, ocr)
    if joined:
        draft.notes.append(f"{joined} words joined over line ends")
    largest = max((p for p in found if p.page == 1 and p.role == "paragraph"), key=lambda p: p.size, default=None)
    if largest is not None and largest.size > 1.15 * usual and len(largest.words) <= 300:
        draft.title = largest.words


def _recognise(number: int, png: bytes, draft: Draft, ocr: Recogniser | None) -> None:
    if ocr is None:
        draft.fall_short(f"page {number} is a picture; install Tesseract to read it")
        return
    found = ocr.recognise(png)
    if found.reason:
        draft.fall_short(f"page {number} is a picture; {found.reason}")
    else:
        add_recognised(found, draft, place=f"page {number}")


def _add_links(document: Any, page: Any, draft: Draft) -> None:
    at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(2000):
        if not pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(at), ctypes.byref(link)):
            return
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0) if action else 0
        if 1 < size <= 4096:
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, size)
            draft.link(buffer.value.decode("utf-8", "replace"), "body")


def _add_facts(document: Any, draft: Draft) -> None:
    facts = document.get_metadata_dict(skip_empty=True)
    title = " ".join(facts.get("Title", "").split())
    if title and not _WRITERS_TITLE.match(title) and title.casefold() in " ".join(draft.text[:5000].split()).casefold():
        draft.title = title
    if draft.title is None:
        find_top_lines(draft)
    else:
        kept = draft.title
        find_top_lines(draft)
        draft.title = kept
    for key, kind in (("CreationDate", "claimed"), ("ModDate", "modified")):
        if match := _PDF_DATE.match(facts.get(key, "")):
            year, month, day, hour, minute, second, zone = match.groups()
            written = "-".join(part for part in (year, month, day) if part)
            if hour and day:
                written += f"T{hour}:{minute}:{second or '00'}{(zone or '').replace(chr(39), '')}"
            if value := edtf_of(written):
                draft.dates.append(FoundDate(kind, value, f"PDF {key}", facts[key][:40]))
