"""What is said in support of an allegation: which statements and which of a document's own sentences allege it.

In:   allegations, statements, sentences told by no quoted speaker, the parties accused.
Out:  `Support`: for each allegation the places where it is alleged.
Not:  weighing it, or counting origins; `origins` does.

A sentence supports an allegation when their words link as clearly as those of a reply would (`linking`), on at least two
stems or figures of the allegation itself. A document's own words have to name a wrong besides: that a school marked its
first year supports nothing.  # (7)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from answerable.confront.accounts import is_unknowing
from answerable.confront.answer import Allegation
from answerable.confront.content import terms_of
from answerable.confront.linking import Shared, link
from answerable.confront.naming import without
from answerable.confront.wording import supported, wording_of
from answerable.extract.wrongs import names_wrong
from answerable.resources import languages, lexicon
from answerable.terms.digest import Digest
from answerable.terms.span import Span

#: Acts by which something is put forward as true. What an accused says in reply is not support.
ALLEGING = frozenset({"alleges", "reports", "assesses", "other", "concedes"})
_SAID, _TOLD = 2.2, 3.0  # weights from which a statement, and a document's own sentence, supports
_OWN_STEMS = 2
_BATCH = 400  # sentences linked at once


@dataclass(frozen=True, slots=True)
class Said:
    """Words that may support an allegation: a statement's content, or a sentence of a document's own."""

    capture: Digest
    span: tuple[Span, ...]  # in the whole reading
    text: str
    language: str | None
    statement: Digest | None  # None for a document's own words
    speaker: str | None  # as resolved; None where it is left open, and for the document's own voice


@dataclass(frozen=True, slots=True)
class Support:
    """One place that alleges an allegation, and the weight of what they share. `why` names it for a witness's account."""

    allegation: str
    said: Said
    weight: float
    why: str | None = None


def find_support(
    allegations: Sequence[Allegation], said: Iterable[Said], outlets: Collection[str] = ()
) -> list[Support]:
    """Support for each allegation, in the order of `said`. The names of `outlets` link nothing ("… Post")."""
    vocabulary = frozenset().union(*(terms_of(a.text, None) for a in allegations)) if allegations else frozenset()
    by_language: dict[str, list[Said]] = {}
    for one in said:
        lang = (one.language or "en").split("-")[0]
        if supported(lang) and len(terms_of(one.text, lang) & vocabulary) >= _OWN_STEMS:
            by_language.setdefault(lang, []).append(one)
    found: list[Support] = []
    for lang, group in by_language.items():
        points = [wording_of(a.text, lang) for a in allegations]
        for start in range(0, len(group), _BATCH):
            batch = group[start : start + _BATCH]
            shared = link(points, [wording_of(without(one.text, outlets), lang) for one in batch], lang).shared
            for one, near in zip(batch, shared, strict=True):
                for index, what in sorted(near.items()):
                    if _supports(one, what):
                        found.append(Support(allegations[index].id, one, round(what.weight, 4)))
    return found


def _tells_hearsay(text: str) -> bool:
    """Whether the words speak of what others report: "Reports abroad that children were taken were news to him"."""
    opening = re.match(r"[\W_]*(\w+)", text)
    hearsay = (word for lang in languages("receivers") for word in lexicon(lang, "receivers").get("hearsay", ()))
    return opening is not None and opening[1].casefold() in hearsay


def _supports(one: Said, shared: Shared) -> bool:
    own = {word for word in shared.words if not word.startswith("~")}
    if len(own) < _OWN_STEMS or _tells_hearsay(one.text):
        return False
    if one.statement is not None:
        return shared.weight >= _SAID
    wrong = names_wrong(one.text, one.language) and not is_unknowing(one.text, one.language)
    return shared.weight >= _TOLD and wrong
