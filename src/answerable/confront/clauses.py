"""An allegation cut into the clauses that say what was done, who knew, and what was done about it.

In:   an allegation's words.
Out:  `Clause`s in order, each with its kind and without what only hands it on ("it is alleged that").
Not:  what stands inside a clause.

A new clause begins after a semicolon or the end of a sentence; and after a comma or a joining word where another verb
follows that says something of its own: "burned the houses | and drove off the cattle". A clause that only explains
("when they asked for water", "after the strike had begun") stays with what it explains.
"""

from __future__ import annotations

from answerable.confront.clause import Clause
from answerable.confront.clause_borders import cuts_of
from answerable.confront.clause_kinds import kind_of, parted
from answerable.confront.clause_openings import LONGEST, stops_before, stretches_of, without_closing, without_opening
from answerable.confront.clause_times import times_of
from answerable.confront.clause_verbs import verbs_of
from answerable.confront.clause_words import ClauseWords


def clauses_of(words: ClauseWords) -> list[Clause]:
    """The clauses of an allegation; at least one when there is a word. What is too long to be cut ends as one act."""
    found: list[Clause] = []
    # "between 1991 and 1994" joins no clauses
    apart = frozenset(w for t in times_of(words) for w in words.words.inside(t))
    for first, after in stretches_of(words):
        start = without_opening(words, first, after)
        after = without_closing(words, start, after)
        verbs = verbs_of(words, start, after)
        for begin, end, shared in cuts_of(words, start, after, verbs, apart):
            inside = tuple(v for v in verbs if begin <= v.first < end)
            clause = Clause(kind_of(words, begin, end), begin, end, inside, shared)
            found += parted(words, clause)
    rest = [Clause("act", LONGEST, len(words), ())] if len(words) > LONGEST else []
    return [*_joined(words, found), *rest]


def _joined(words: ClauseWords, clauses: list[Clause]) -> list[Clause]:
    """A piece without a verb goes to the clause it stands beside."""
    out: list[Clause] = []
    for clause in clauses:
        mate = out[-1] if out else None
        if mate and not clause.verbs and clause.kind == "act" and not stops_before(words, clause.first):
            out[-1] = Clause(mate.kind, mate.first, clause.after, mate.verbs, mate.shared)
        else:
            out.append(clause)
    return out
