"""Rules for passages that say nothing of the facts: courtesies, references, postponements, refusals to speak.

In:   a `Setting`.
Out:  findings `formality`, `deferral`.
Not:  receipts with facts in them; those score lower here than in `substance`.
"""

from __future__ import annotations

from collections.abc import Iterator

from answerable.confront.findings import Finding
from answerable.confront.setting import Setting


def formality(s: Setting) -> Iterator[Finding]:
    """Courtesy at an edge, or a reference to the letter; nothing would be lost for the facts."""
    w = s.sentence
    edge = s.first or s.last or s.index == 1
    plain = s.concrete - (1 if w.has("reference") else 0) <= 1
    if w.has("courtesy") and not w.has("admits"):
        strength = 0.86 if edge and plain else 0.62 if plain and (s.author or s.back) else 0.4
        if w.has("set_phrases") and plain:
            strength = max(strength, 0.82)
        elif w.has("others"):
            strength = min(strength, 0.6)  # "would be glad to have half of what others have"
        yield Finding("formality", strength, f"it is a courtesy (“{w.words_of('courtesy')}”)")
    arrived = w.has("receipt") and w.has("reference", "general_matter", "matters")
    if arrived and edge and not w.has("no_knowledge"):
        strength = 0.93 if w.has("matters") and w.starts("receipt", 8) else 0.84
        yield Finding("formality", strength, f"it notes what arrived (“{w.words_of('receipt')}”)")
    if w.has("reference", "structure") and (edge or w.has("structure")) and not w.has("untrue", "rejects"):
        words = w.words_of("structure" if w.has("structure") else "reference")
        yield Finding("formality", 0.8 if edge else 0.5, f"it announces or refers (“{words}”)")
    if (
        s.first
        and not w.has("untrue", "rejects", "instruments")
        and s.weight < 1.8
        and s.concrete == 0
        and not s.negated
    ):
        yield Finding("formality", 0.52, "it opens the reply and states no fact")
    if s.last and s.author and not s.linked and s.concrete == 0:
        yield Finding("formality", 0.4, "it closes the reply and states no fact")


def deferral(s: Setting) -> Iterator[Finding]:
    """Postponed, passed on, or withheld."""
    w = s.sentence
    if w.has("declines"):
        yield Finding("deferral", 0.85, f"it says that nothing is said now (“{w.words_of('declines')}”)")
    if w.starts("whether", 1):
        yield Finding("deferral", 0.8, "it leaves open whether it is so")
    if w.has("passed_on") and (w.has("answer_noun", "matters", "general_matter") or s.total < 8) and not s.clear:
        yield Finding("deferral", 0.84, f"it passes the matter on (“{w.words_of('passed_on')}”)")
    if w.has("later") and w.has("answer_noun", "future", "matters") and not s.concrete:
        yield Finding("deferral", 0.83, f"it puts an answer off (“{w.words_of('later')}”)")
    elif w.has("future") and w.has("answer_noun") and s.concrete == 0 and s.weight < 2:
        yield Finding("deferral", 0.6, f"it speaks of an answer to come (“{w.words_of('future')}”)")
