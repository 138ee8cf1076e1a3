"""Was it answered? A reply, sentence by sentence, against allegations, point by point.

In:   allegations (`Point`), the sentences of a reply, their language, and the learned scorer where there is one.
Out:  `Confrontation`: one coding per sentence and allegation, states, rankings, the character of the reply.
Not:  reading documents or cutting sentences, and not deciding: these are suggestions.

A language the scorer was not trained on is coded by rules. One without lexicons is not coded: every sentence is left for
a person and nothing counts as answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from answerable.confront.answer import RULES, Coded, State
from answerable.confront.coding import code_setting
from answerable.confront.covering import covered_points
from answerable.confront.exchange import read_exchange
from answerable.confront.scored import Coder
from answerable.confront.scorer import AnswerScorer
from answerable.confront.setting import Setting, settings_of
from answerable.confront.stand_ins import with_stand_ins
from answerable.confront.status import character_of, states_of
from answerable.confront.wording import supported
from answerable.resources.codebook import Codebook, load_codebook

_GENERAL = frozenset({"blanket-rejection", "attack-on-source", "deferral", "formality", "achievements", "comparison"})


@dataclass(frozen=True, slots=True)
class Point:
    """One allegation, or one element of one, as the reply is set against it. `elements` are its parts' words."""

    id: str
    text: str
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confrontation:
    """What a reply says to each point."""

    coded: tuple[Coded, ...]
    states: dict[str, State]
    rankings: list[list[str]]  # per sentence, ids of allegations, best first
    character: str
    rules: dict[str, str]  # per allegation, the rule that gave its state
    method: str = RULES


def confront(
    allegations: Sequence[Point],
    reply: Sequence[str],
    language: str | None = None,
    codebook: Codebook | None = None,
    *,
    scorer: AnswerScorer | None = None,
    names: Iterable[str] = (),
) -> Confrontation:
    """Set every sentence of `reply` against the allegations. `language` is BCP 47; None is taken for English. `names` are
    the parties': the scorer does not see them."""
    book = codebook or load_codebook()
    lang = (language or "en").split("-")[0].lower()
    ids = [p.id for p in allegations]
    if not supported(lang):
        return _left_open(ids, reply, lang)
    texts = [_words_of(p) for p in allegations]
    exchange = read_exchange(texts, reply, lang)
    if scorer is not None and lang in scorer.languages and ids and reply:
        method = scorer.method
        hidden = with_stand_ins(texts, reply, names)
        chances = scorer.score(*hidden, read_exchange(*hidden, lang), book)
        coded = list(Coder(ids, exchange.setting, book, method, lang, scorer.joint).rows(chances))
    else:
        method = RULES
        settings = settings_of(exchange.points, exchange.sentences, exchange.links, exchange.parties)
        coded = [row for index, several in enumerate(settings) for row in _rows(index, several, ids, book)]
    states, rules = states_of(ids, coded, covered_points(ids, exchange.points, exchange.sentences, coded))
    return Confrontation(
        coded=tuple(coded),
        states=states,
        rankings=[[ids[a] for a in np.argsort(-chances, kind="stable")] for chances in exchange.spoken_to().T],
        character=character_of(states, coded),
        rules=rules,
        method=method,
    )


def _words_of(point: Point) -> str:
    """The point's text, with the words of its elements that are not in it."""
    more = [e for e in point.elements if e not in point.text]
    return " ".join([point.text, *more])


def _rows(index: int, settings: Sequence[Setting], ids: Sequence[str], book: Codebook) -> list[Coded]:
    """The codings of one sentence; a general sentence relates to every point in its scope."""
    verdicts = [(s.at, code_setting(s, book)) for s in settings]
    first_point, first = verdicts[0]
    if first.relation == "does-not-address":
        at: list[int | None] = [None]
        chosen = [(a, first) for a in at]
    elif first.relation == "tangential" and first.code in _GENERAL and (first_point is None or not settings[0].clear):
        chosen = [(a, first) for a in range(len(ids))] or [(None, first)]
    else:
        chosen = [(a, v) for a, v in verdicts if a is not None or len(verdicts) == 1]
        chosen = chosen[:1] + [(a, v) for a, v in chosen[1:] if v.relation != "does-not-address"]
    return [
        Coded(
            sentence=index,
            allegation=None if a is None else ids[a],
            relation=v.relation,
            stance=v.stance,
            code=v.code,
            confidence=v.confidence,
            why=v.why,
            abstain=v.abstain,
        )
        for a, v in chosen
    ]


def _left_open(ids: Sequence[str], reply: Sequence[str], language: str) -> Confrontation:
    why = f"for a person to decide: there are no rules for replies in the language {language!r}"
    coded = tuple(
        Coded(i, None, "does-not-address", "no-position", "formality", 0.0, why, abstain=True)
        for i in range(len(reply))
    )
    states: dict[str, State] = dict.fromkeys(ids, "unanswered")
    character = "translation-awaited" if reply else "no-response"
    return Confrontation(coded, states, [list(ids) for _ in reply], character, dict.fromkeys(ids, why))
