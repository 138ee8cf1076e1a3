"""Promises proposed from statements: who will do what, by when if they said.

In:   a text, its attributions, its language, the date it was said.
Out:  `ProposedCommitment`s in order; open until a person says otherwise.
Not:  predictions: the one who speaks must be the one who will do it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from answerable.extract.due import find_due
from answerable.extract.language import reading_language
from answerable.extract.statement import Attribution
from answerable.resources import lexicon
from answerable.terms.moment import Edtf
from answerable.terms.span import Span, trimmed

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?。！？](?=[\s”\"»’']|\Z)")
_QUOTES = frozenset('“”"«»„‘’「」『』')
_REACH = 12  # words between "will" and the deed


@dataclass(frozen=True, slots=True)
class ProposedCommitment:
    """`attribution` is an index into the attributions; spans count in the text that was given."""

    attribution: int
    who: str | None
    what: tuple[Span, ...]
    due: Edtf | None
    due_words: str
    why: str


@dataclass(frozen=True, slots=True)
class _Words:
    will: frozenset[str]
    with_view: tuple[str, ...]
    deeds: frozenset[str]
    own: frozenset[str]


@cache
def _words(language: str) -> _Words:
    table = lexicon(language, "promises")
    return _Words(
        frozenset(table.get("will", ())),
        tuple(table.get("with_view", ())),
        frozenset(table.get("deeds", ())),
        frozenset(table.get("own", ())),
    )


def find_commitments(
    text: str, attributions: list[Attribution], language: str | None, *, said: Edtf | None
) -> list[ProposedCommitment]:
    """Commitments in `attributions` of `text`, in their order; at most one a sentence."""
    code = reading_language(text, language)
    if code is None:
        return []
    words = _words(code)
    out: list[ProposedCommitment] = []
    said_at: set[int] = set()  # where the sentences found so far start
    for index, attribution in enumerate(attributions):
        found: list[tuple[Span, str]] = []
        if attribution.act == "commits" and not _negated(text, attribution):
            found = (
                [(_first_sentence(text, attribution.content[0]), "the cue is a promise")] if attribution.content else []
            )
        if not found and attribution.act not in ("demands", "requests-access", "alleges"):
            found = [
                hit
                for span in attribution.content
                for hit in _in_content(text, span, words, _speaks_for_subject(text, attribution, words))
            ]
        for what, why in found:
            if what.start in said_at:
                continue
            said_at.add(what.start)
            due = find_due(text, what, code, said)
            out.append(
                ProposedCommitment(
                    attribution=index,
                    who=attribution.speaker,
                    what=(what,),
                    due=due.date if due else None,
                    due_words=due.words.of(text) if due else "",
                    why=why,
                )
            )
    return out


def _negated(text: str, attribution: Attribution) -> bool:
    return any(
        w in ("not", "never", "n't") or w.endswith(("n't", "n’t"))
        for s in attribution.cue
        for w in s.of(text).lower().split()
    )


def _first_sentence(text: str, span: Span) -> Span:
    end = _SENTENCE_END.search(text, span.start, span.end)
    return _without_marks(text, trimmed(Span(span.start, end.end() if end else span.end), text))


def _speaks_for_subject(text: str, attribution: Attribution, words: _Words) -> bool:
    """ "The Office will publish it, its spokesman said": the speaker belongs to the content's subject."""
    if not attribution.source or not attribution.content:
        return False
    source = attribution.source[0].of(text).split()
    return len(source) > 1 and source[0].lower() in words.own and attribution.content[0] < attribution.source[0]


def _in_content(text: str, span: Span, words: _Words, theirs: bool) -> list[tuple[Span, str]]:
    """Sentences of the content in which the speaker says what they will do."""
    out = []
    start = span.start
    while start < span.end:
        end = _SENTENCE_END.search(text, start, span.end)
        stop = end.end() if end else span.end
        sentence = _without_marks(text, trimmed(Span(start, stop), text))
        start = stop
        forms = [m[0].lower() for m in _WORD.finditer(sentence.of(text))]
        why = _promise(forms, words, theirs)
        if why:
            out.append((sentence, why))
    return out


def _without_marks(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _QUOTES:
        start += 1
    while end > start and text[end - 1] in _QUOTES:
        end -= 1
    return trimmed(Span(start, end), text)


def _promise(forms: list[str], words: _Words, theirs: bool) -> str:
    for at, form in enumerate(forms):
        if form in words.will:
            mine = theirs or words.own.intersection(forms[max(0, at - 5) : at]) or at == 0
            deed = next((f for f in forms[at + 1 : at + 1 + _REACH] if f in words.deeds), None)
            negated = at + 1 < len(forms) and forms[at + 1] in ("not", "never")
            if mine and deed and not negated:
                return f"says what they will do: “{form} … {deed}”"
    joined = " ".join(forms)
    for phrase in words.with_view:
        if phrase in joined and words.own.intersection(forms[:4]):
            return f"says what they aim at: “{phrase}”"
    return ""
