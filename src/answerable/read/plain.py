"""Plain text in any encoding: paragraphs, each with the line it begins on.

In:   bytes, and a declared charset if there is one.
Out:  a draft: lines inside a paragraph stay as they are; title, byline and date where the first lines show them.
Not:  mark-up (Markdown is read as the text it is), reflowing.
"""

from __future__ import annotations

import re
from functools import cache

from answerable.read.dates import printed_dates
from answerable.read.decoding import decode
from answerable.read.draft import Draft
from answerable.read.hints import Hints
from answerable.read.html_marks import is_mark_line
from answerable.read.reading import FoundDate, Label
from answerable.read.recognising import Recogniser
from answerable.resources import languages, lexicon

MEDIA_TYPE = "text/plain"
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\v]")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]（）「」，。]{4,2000}")
_TITLE_LENGTH = 200  # characters
_BYLINE_LENGTH = 120
_NEAR = 6  # blocks from the top in which byline and date lines are looked for
_STOPS = (".", "。", "؟", "?", "!", "！", "۔", ";", ":", "…", ",", "，")


def read_plain(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """A plain text as a draft."""
    decoded = decode(data, hints.parameter("charset"))
    draft = Draft(MEDIA_TYPE, encoding=decoded.encoding)
    draft.notes += decoded.notes
    if decoded.undecodable * 10 > len(decoded.text):
        draft.fall_short("more than a tenth of the bytes stand for no character")
    add_paragraphs(decoded.text, draft)  # (7)
    if not draft.blocks:
        draft.fall_short("nothing in it but white space" if data else "the file is empty")
    find_top_lines(draft)
    return draft


def add_paragraphs(text: str, draft: Draft, *, place: str = "line {}", label: Label | None = None) -> None:
    """Add the paragraphs of `text`, which blank lines part; labelled by their words unless `label` is given."""
    text = _LINE_END.sub("\n", text).replace("\f", "\n\n")
    first = 0
    held: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line and not line.isspace():
            if not held:
                first = number
            held.append(line.rstrip())
        elif held:
            _add(held, place.format(first), label, draft)
            held = []
            if draft.full and draft.outcome != "read":  # it has been said that there is more
                return


def _add(lines: list[str], place: str, label: Label | None, draft: Draft) -> None:
    words = "\n".join(lines)
    span = draft.add(words, place, label=label or label_of(words))
    if span is None or "://" not in words:
        return
    words = words.strip()
    for match in _ADDRESS.finditer(words):
        url = match[0].rstrip(".,;:!?)")
        at = span.shifted(0)._replace(start=span.start + match.start(), end=span.start + match.start() + len(url))
        draft.link(url, "body", url, at)


def label_of(words: str) -> Label:
    """Boilerplate when the whole block is a phrase of `boilerplate.toml`; a mark when it credits a source."""
    if len(words) > 300:
        return "body"
    folded = " ".join(words.split()).casefold()
    if folded in _rubbish() or all(" ".join(p.split()).casefold() in _rubbish() for p in words.split("\n")):
        return "boilerplate"
    return "mark" if is_mark_line(words) else "body"


@cache
def _rubbish() -> frozenset[str]:
    """Lines that are nothing but a page's furniture, of every language, case-folded."""
    found: set[str] = set()
    for language in languages("boilerplate"):
        found.update(str(line).casefold() for line in lexicon(language, "boilerplate").get("lines", ()))
    return frozenset(found)


@cache
def _openers() -> tuple[str, ...]:
    return tuple(
        sorted({str(o).casefold() for lang in languages("bylines") for o in lexicon(lang, "bylines")["openers"]})
    )


@cache
def _not_names() -> frozenset[str]:
    """Words that never stand in a name, of every language: `By fax and by hand` is no byline."""
    return frozenset(str(w) for lang in languages("bylines") for w in lexicon(lang, "bylines").get("not_names", ()))


def find_top_lines(draft: Draft) -> None:
    """Title, byline and date from the first blocks of a text, where they stand on lines of their own."""
    text = draft.text
    top = [b for b in draft.blocks[:_NEAR] if b.label == "body"]
    if not top:
        return
    first = text[top[0].start : top[0].end]
    if draft.title is None and len(draft.blocks) > 1 and _is_title(first):
        draft.title = first
        index = draft.blocks.index(top[0])
        draft.blocks[index] = top[0].__class__(top[0].start, top[0].end, "body", top[0].place, "title")
    for block in top:
        for line in text[block.start : block.end].split("\n"):
            words = line.strip()
            if draft.byline is None and (name := byline_in(words)):
                draft.byline = name
            if not draft.dates and len(words) <= _BYLINE_LENGTH:
                _add_date(words, draft)


def _is_title(words: str) -> bool:
    return "\n" not in words and len(words) <= _TITLE_LENGTH and not words.endswith(_STOPS) and "://" not in words


def _add_date(line: str, draft: Draft) -> None:
    """The date of a line that is little more than a date, or a byline with one."""
    for date in printed_dates(line):
        rest = len(line) - (date.span.end - date.span.start)
        if rest <= 40 or byline_in(line):
            words = line[date.span.start : date.span.end]
            draft.dates.append(FoundDate("printed", date.value, "date line", words))
        return


def byline_in(line: str) -> str | None:
    """The name in a line such as `By Anna Odell`, `Par …`, `Von …`, `作者：…`; None when it is no byline."""
    if len(line) > _BYLINE_LENGTH or line.endswith(("?", "!", "。")):
        return None
    folded = line.casefold()
    for opener in _openers():
        if not folded.startswith(opener):
            continue
        if any(word in _not_names() for word in folded[len(opener) :].split()):
            return None
        name = line[len(opener) :]
        if opener[-1].isascii() and opener[-1].isalpha() and not name[:1].isspace():
            continue
        name = re.split(r"\s[|•·–—-]\s|[|•·]|,\s(?=\d)", name.strip(" :：\t"))[0].strip(" .,")
        if date := next(printed_dates(name), None):
            name = name[: date.span.start].strip(" .,")
        words = name.split()
        if 0 < len(words) <= 8 and _like_a_name(words):
            return name
    return None


def looks_like_names(line: str) -> bool:
    """Whether a short line can be one or more names: no digits, no colon or star, mostly capitals."""
    words = line.replace(",", " ").replace("&", " ").split()
    return 0 < len(words) <= 10 and not re.search(r"[\d:*@/|!?…]", line) and _like_a_name(words)


def _like_a_name(words: list[str]) -> bool:
    """Most words begin with a capital, or the script has none."""
    capitals = sum(1 for w in words if w[0].isupper() or not w[0].islower())
    return words[0][0].isalpha() and not words[0][0].islower() and capitals * 2 > len(words)
