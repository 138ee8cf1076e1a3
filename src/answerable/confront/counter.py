"""Rules for passages that turn away from the facts: to the accuser, to principles, to others, to merits.

In:   a `Setting`.
Out:  findings `attack-on-source`, `principle-appeal`, `comparison`, `achievements`.
Not:  a showing of error in a method, which is information.
"""

from __future__ import annotations

from collections.abc import Iterator

from answerable.confront.findings import Finding
from answerable.confront.setting import Setting


def attack_on_source(s: Setting) -> Iterator[Finding]:
    """Someone who says it, and something said against them; or a hint about the moment it came out."""
    w = s.sentence
    if w.has("insinuation") and (w.has("sources", "general_matter") or not s.clear):
        yield Finding("attack-on-source", 0.86, f"it hints at motives (“{w.words_of('insinuation')}”)")
    if w.has("sources", "so_called") and w.has("discredit") and _apart(s):
        strength = 0.74 + 0.05 * min(3, w.count("discredit")) - 0.1 * min(2, s.concrete)
        if w.has("persons_as_source"):
            strength += 0.08
        if beyond_untrue(s):
            strength += 0.06
        yield Finding("attack-on-source", strength, f"it speaks against whoever says it (“{w.words_of('discredit')}”)")


def beyond_untrue(s: Setting) -> bool:
    """Whether something is said against them besides that it is untrue."""
    untrue = {start for start, _ in s.sentence.hits.get("untrue", ())}
    return any(start not in untrue for start, _ in s.sentence.hits.get("discredit", ()))


def _apart(s: Setting) -> bool:
    """Whether the two cues are two different words."""
    sources = {start for start, _ in s.sentence.hits.get("sources", ())}
    against = {start for start, _ in s.sentence.hits["discredit"]}
    return len(sources | against) > 1 and sources != against


def principle_appeal(s: Setting) -> Iterator[Finding]:
    """How the accuser ought to behave: an appeal, to whom, and by which principle."""
    w = s.sentence
    parts = [g for g in ("appeals", "addressees", "principles") if w.has(g)]
    if len(parts) < 2 or s.concrete > 1:
        return
    strength = 0.88 if len(parts) == 3 else 0.66 if "principles" in parts else 0.45
    if w.has("past") and len(parts) < 3:
        strength -= 0.2
    yield Finding("principle-appeal", strength, f"it tells the other side how to act (“{w.words_of(parts[-1])}”)")


def comparison(s: Setting) -> Iterator[Finding]:
    """Others, elsewhere or earlier, are the measure."""
    w = s.sentence
    if w.has("others"):
        strength = 0.7 if not s.clear else 0.55
        if w.words_of("others").lower() == "against" and w.count("others") == 1:
            strength = 0.6 if w.count("numerals") + len(w.figures.amounts) >= 2 else 0.0
        if strength:
            yield Finding("comparison", strength, f"it looks at others (“{w.words_of('others')}”)")


def achievements(s: Setting) -> Iterator[Finding]:
    """Merits of the author, not about the act alleged."""
    w = s.sentence
    merits = w.count("merits")
    if merits and not s.clear:
        strength = 0.58 + 0.06 * min(3, merits) + (0.08 if s.author else 0.0) + (0.06 if not s.linked else 0.0)
        yield Finding("achievements", strength, f"it speaks of merits (“{w.words_of('merits')}”), not of the act")
    elif merits:
        yield Finding("achievements", 0.42 + 0.04 * min(3, merits), f"it speaks of merits (“{w.words_of('merits')}”)")
    elif not s.linked and not s.back and not s.first:
        yield Finding("achievements", 0.36, "it is about something else than any point")
