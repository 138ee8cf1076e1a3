"""Whether a clause says an act, what somebody knew, or what was done about it.

In:   an allegation's words and a clause.
Out:  its kind; the clause parted where an act and what was known of it stand in one.
Not:  who is meant.
"""

from __future__ import annotations

from answerable.confront.clause import Clause, ClauseKind
from answerable.confront.clause_words import Class, ClauseWords
from answerable.resources import lexicon


def kind_of(words: ClauseWords, first: int, after: int) -> ClauseKind:
    """Knowledge and remedy by their words; what says both is the first of them."""
    hits = (hit[0] for hit in words.found("knowledge", first, after))
    known = min((at for at in hits if not _of_nobody(words, first, at)), default=None)
    undone = min((hit[0] for hit in words.found("remedy", first, after)), default=None)
    if undone is None and _without_redress(words, first, after):
        undone = first
    if known is None and undone is None:
        return "act"
    if undone is None or (known is not None and known <= undone):
        return "knowledge"
    return "remedy"


def _of_nobody(words: ClauseWords, first: int, at: int) -> bool:
    """ "nobody was warned": this says that it was not known."""
    nobodies = lexicon(words.language, "grammar").get("nobodies", ())
    return any(words.forms[w] in nobodies for w in range(max(first, at - 3), at))


def _without_redress(words: ClauseWords, first: int, after: int) -> bool:
    """ "has neither investigated the deaths", "closed the file": a word of redress, and one that it was not or no more done."""

    hedged = {w for a, b in words.found("hedges", first, after) for w in range(a, b)}  # "not less than twenty"

    def has(group: str, since: int = first) -> bool:
        return any(hit[0] not in hedged for hit in words.found(group, since, after))

    undone = has("undone") or (first > 0 and has("undone", first - 1) and words.has(first - 1, Class.JOIN))
    if undone and (has("remedy_nouns") or has("remedy_verbs")):
        return True
    return has("remedy_nouns") and has("ended")


def parted(words: ClauseWords, clause: Clause) -> list[Clause]:
    """An act, and what is said within its clause of knowledge or remedy: "… | despite warnings from its engineers"."""
    inner = _inner_relative(words, clause)
    if inner is not None:
        return inner
    kinds: tuple[ClauseKind, ...] = ("knowledge", "remedy")
    hits = [(h[0], kind) for kind in kinds for h in words.found(f"{kind}_within", clause.first, clause.after)]
    if not hits or clause.kind not in ("act", min(hits)[1]):
        return [clause]
    at, kind = min(hits)
    if at > clause.first:
        main = Clause(
            kind_of(words, clause.first, at),
            clause.first,
            at,
            tuple(v for v in clause.verbs if v.first < at),
            clause.shared,
        )
        return [main, Clause(kind, at, clause.after, tuple(v for v in clause.verbs if v.first >= at), shared=True)]
    comma = next((w for w in range(at + 1, clause.after) if "," in words.gap(w)), None)
    if comma is None:
        return [Clause(kind, at, clause.after, clause.verbs)]
    return [
        Clause(kind, at, comma, (), shared=True),
        Clause("act", comma, clause.after, tuple(v for v in clause.verbs if v.first >= comma), clause.shared),
    ]


def _inner_relative(words: ClauseWords, clause: Clause) -> list[Clause] | None:
    """ "Head office, which had received three reports, replied …": what somebody knew stands inside what they did."""
    begin = next((w for w in range(clause.first + 1, clause.after) if words.has(w, Class.RELATIVE)), None)
    if begin is None or not words.has(begin, Class.BREAK) or len(clause.verbs) < 2:
        return None
    main = next((v.first for v in clause.verbs if v.first > begin and words.has(v.first, Class.BREAK)), None)
    if main is None or kind_of(words, begin, main) == "act":
        return None
    inside = tuple(v for v in clause.verbs if begin <= v.first < main)
    rest = tuple(v for v in clause.verbs if v.first >= main)
    knew = Clause(kind_of(words, begin, main), begin, main, inside, shared=True)
    return [knew, Clause(kind_of(words, main, clause.after), main, clause.after, rest, subject=(clause.first, begin))]
