"""Who said what in text without spaces between words (Chinese).

In:   a text in a language whose reporting lexicon has `order = "unspaced"`.
Out:  `Attribution`s in order of place.
Not:  segmentation: a source is what stands between a mark and the reporting word, at most `_SOURCE` characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from answerable.extract.quotations import Quotation, find_quotations
from answerable.extract.statement import Act, Attribution
from answerable.extract.unspaced_acts import act_of
from answerable.resources import lexicon
from answerable.terms.span import Span, trimmed

_CONTENT = 300  # characters of a content outside quotation marks
_SOURCE = 30
_MARKS = '，。！？；：、“”「」『』《》,.!?;:"\n（）()'
_STOP = re.compile(r"[。！？；\n]")
_CLAUSE = re.compile(r"[。！？；\n]|，(?=并|但|同时|而且)")
_OPENS = '“「『"《'


@dataclass(frozen=True, slots=True)
class _Words:
    cue: re.Pattern[str]
    acts: dict[str, Act]
    short: frozenset[str]
    pronouns: frozenset[str]
    according: re.Pattern[str]
    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    aside: re.Pattern[str]
    language: str


def is_unspaced(language: str) -> bool:
    """Whether the reporting lexicon of `language` is for text without spaces."""
    return lexicon(language, "reporting_verbs").get("order") == "unspaced"


@cache
def _words(language: str) -> _Words:
    table = lexicon(language, "reporting_verbs")
    acts: dict[str, Act] = {v: group["act"] for group in table["group"] for v in group["verbs"]}
    acts = {**dict.fromkeys(table["short"], "reports"), **acts}
    longest = sorted(acts, key=len, reverse=True)
    according = "|".join(
        rf"{re.escape(a)}(?P<s{i}>[^{re.escape(_MARKS)}]{{1,20}}?){re.escape(b)}"
        for i, (a, b) in enumerate(table["according"])
    )
    return _Words(
        cue=re.compile("|".join(map(re.escape, longest))),
        acts=acts,
        short=frozenset(table["short"]),
        pronouns=frozenset(table["pronouns"]),
        according=re.compile(f"(?:{according})[，,：:]?"),
        leading=tuple(table["leading"]),
        trailing=tuple(table["trailing"]),
        aside=re.compile("(?:" + "|".join(table["asides"]) + ")$"),
        language=language,
    )


def find_unspaced(text: str, language: str) -> list[Attribution]:
    """The statements of `text`, in order."""
    words = _words(language)
    quotations = find_quotations(text)
    found = [*_by_cue(text, words, quotations), *_by_according(text, words)]
    found.sort(key=lambda a: min(s.start for s in (*a.source, *a.cue, *a.content)))
    return _nested(found)


def _by_cue(text: str, words: _Words, quotations: list[Quotation]) -> list[Attribution]:
    out: list[Attribution] = []
    previous: tuple[Span, str | None] | None = None  # source and speaker of the statement before
    at = 0
    for match in words.cue.finditer(text):
        quote = _around(quotations, match.start())
        after = text[match.end() : match.end() + 1]
        if match.start() < at or (match[0] in words.short and after not in '，：:,“「『"。'):
            continue
        source = _source(text, match.start(), quote, words)
        content = _content(text, match, quote, quotations)
        if content is None:
            continue
        near = previous is not None and _near(text, previous[0].end, match.start())
        speaker: str | None
        if source is None:
            if text[match.start() - 1 : match.start()] in ("的", "之"):
                continue  # "的指控": a noun
            if previous is None or not near or _STOP.search(text, previous[0].end, match.start()):
                continue
            source, speaker = previous
        elif source.of(text) in words.pronouns:
            speaker = previous[1] if previous is not None and near else None
        else:
            speaker = source.of(text)
        previous = (source, speaker)
        act, reason = act_of(match[0], words.acts[match[0]], content.of(text), words.language)
        why = f"cue “{match[0]}”" + (f"; {reason}" if reason else "")
        out.append(Attribution((source,), (Span(*match.span()),), (content,), act, None, speaker, 0.6, why))
        at = match.end()
    return out


def _near(text: str, end: int, start: int) -> bool:
    """Whether `start` follows `end` in the same paragraph, not too far away."""
    return start - end <= 2 * _CONTENT and "\n" not in text[end:start]


def _around(quotations: list[Quotation], at: int) -> Quotation | None:
    index = bisect_right(quotations, at, key=lambda q: q.start) - 1
    return quotations[index] if index >= 0 and at < quotations[index].end else None


def _source(text: str, end: int, quote: Quotation | None, words: _Words) -> Span | None:
    floor = max(0, end - _SOURCE, quote.inner.start if quote else 0)
    start = end
    while start > floor and text[start - 1] not in _MARKS:
        start -= 1
    if start == floor and start > 0 and text[start - 1] not in _MARKS and not quote:
        return None  # the stretch is too long to be a name
    if aside := words.aside.search(text, start, end):
        end = aside.start() if aside.start() > start else end
    changed = True
    while changed:
        changed = False
        for word in words.leading:
            if text.startswith(word, start) and start + len(word) <= end:
                start, changed = start + len(word), True
        for word in words.trailing:
            if text.endswith(word, start, end):
                end, changed = end - len(word), True
    span = trimmed(Span(start, end), text)
    return span if span.start < span.end and text[span.end - 1] not in "的之" else None


def _content(text: str, match: re.Match[str], quote: Quotation | None, quotations: list[Quotation]) -> Span | None:
    """What follows to the end of the sentence, the quotation that opens there, or the one that closed before."""
    start = match.end()
    while start < len(text) and text[start] in "，：:, \t":
        start += 1
    limit = quote.inner.end if quote else len(text)
    if start < limit and text[start] in _OPENS:
        opened = _around(quotations, start)
        if opened is not None and opened.start == start:
            return Span(opened.start, opened.end)
    limit = min(limit, start + _CONTENT)
    stop = _CLAUSE.search(text, start, limit)
    end = stop.start() if stop else limit
    span = trimmed(Span(start, end), text)
    if span.start < span.end:
        closed = _around(quotations, span.end)
        return Span(span.start, closed.end) if closed and closed is not quote and closed.start < span.end else span
    at = bisect_left(quotations, match.start(), key=lambda q: q.start) - 1
    before = quotations[at] if at >= 0 and quotations[at].end <= match.start() else None
    if (
        before is not None
        and match.start() - before.end <= _SOURCE
        and not _STOP.search(text, before.end, match.start())
    ):
        return Span(before.start, before.end)
    return None


def _by_according(text: str, words: _Words) -> list[Attribution]:
    out = []
    for match in words.according.finditer(text):
        name = next(Span(*match.span(g)) for g, v in match.groupdict().items() if v is not None)
        limit = min(len(text), match.end() + _CONTENT)
        stop = _STOP.search(text, match.end(), limit)
        content = trimmed(Span(match.end(), stop.start() if stop else limit), text)
        cue = tuple(trimmed(s, text) for s in (Span(match.start(), name.start), Span(name.end, match.end())))
        cue = tuple(Span(s.start, s.end - (text[s.end - 1] in "，,：:")) for s in cue)
        if content.start < content.end:
            cue = tuple(s for s in cue if s.start < s.end)
            act, reason = act_of("", "reports", content.of(text), words.language)
            why = "“according to”" + (f"; {reason}" if reason else "")
            out.append(Attribution((name,), cue, (content,), act, None, name.of(text), 0.6, why))
    return out


def _nested(found: list[Attribution]) -> list[Attribution]:
    out: list[Attribution] = []
    holders: list[tuple[int, int]] = []  # (index, last place) of statements that may still hold the next
    for a in found:
        spans = (*a.source, *a.cue, *a.content)
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        holders = [(i, last) for i, last in holders if last > start]
        inside = (i for i, _ in reversed(holders) if any(c.start <= start and end <= c.end for c in out[i].content))
        parent = next(inside, None)
        holders.append((len(out), end))
        out.append(
            Attribution(a.source, a.cue, a.content, a.act, parent, a.speaker, a.confidence, a.why, a.speaker_evidence)
        )
    return out
