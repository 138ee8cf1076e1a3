"""An allegation cut into the clauses that say what was done, who knew, and what was done about it.

In:   an allegation's words.
Out:  `Clause`s in order, each with its kind and without what only hands it on ("it is alleged that").
Not:  what stands inside a clause.

A new clause begins after a semicolon or the end of a sentence; and after a comma or a joining word where another verb
follows that says something of its own: "burned the houses | and drove off the cattle". A clause that only explains
("when they asked for water", "after the strike had begun") stays with what it explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from answerable.confront.clause_times import times_of
from answerable.confront.clause_words import NOT_NOUNS, Class, ClauseWords
from answerable.resources import lexicon

ClauseKind = Literal["act", "knowledge", "remedy"]
_STOPS = (".", "!", "?", ";", "；", "。", "\n\n", "…", "•")
_ADVERBS = Class.ADVERB | Class.NEGATION
_LONGEST = 400  # words of an allegation that are cut into clauses; what is longer is no allegation but a document
_OPENING = 14  # words in which a sentence may say that it hands something on


@dataclass(frozen=True, slots=True)
class Verb:
    """The words from `first` to before `after`: "had been severely beaten". `main` is the one that says what is done."""

    first: int
    main: int
    after: int
    passive: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first` to before `after`. `shared`: its subject is that of the clause before."""

    kind: ClauseKind
    first: int
    after: int
    verbs: tuple[Verb, ...]
    shared: bool = False
    subject: tuple[int, int] | None = None  # where it stands, if apart from the clause


def clauses_of(words: ClauseWords) -> list[Clause]:
    """The clauses of an allegation; at least one when there is a word."""
    found: list[Clause] = []
    apart = frozenset(
        w for t in times_of(words) for w in words.words.inside(t)
    )  # "between 1991 and 1994" joins no clauses
    for first, after in _sentences(words):
        start = _without_opening(words, first, after)
        after = _without_closing(words, start, after)
        verbs = _verbs(words, start, after)
        cuts = _cuts(words, start, after, verbs, apart)
        for begin, end, shared in cuts:
            inside = tuple(v for v in verbs if begin <= v.first < end)
            clause = Clause(_kind(words, begin, end), begin, end, inside, shared)
            found += () if _concedes(words, clause) and cuts[0][0] != begin else _parted(words, clause)
    return _joined(words, found)


def _concedes(words: ClauseWords, clause: Clause) -> bool:
    """ "although two physicians had found him sane": granted, not alleged."""
    concessive = lexicon(words.language, "allegation").get("concessive", ())
    return clause.kind == "act" and clause.first > 0 and words.forms[clause.first - 1] in concessive


def _parted(words: ClauseWords, clause: Clause) -> list[Clause]:
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
        main = Clause(_kind(words, clause.first, at), clause.first, at, tuple(v for v in clause.verbs if v.first < at), clause.shared)
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
    if main is None or _kind(words, begin, main) == "act":
        return None
    inside = tuple(v for v in clause.verbs if begin <= v.first < main)
    rest = tuple(v for v in clause.verbs if v.first >= main)
    knew = Clause(_kind(words, begin, main), begin, main, inside, shared=True)
    return [knew, Clause(_kind(words, main, clause.after), main, clause.after, rest, subject=(clause.first, begin))]


def _joined(words: ClauseWords, clauses: list[Clause]) -> list[Clause]:
    """A piece without a verb goes to the clause it stands beside."""
    out: list[Clause] = []
    for clause in clauses:
        mate = out[-1] if out else None
        if mate and not clause.verbs and clause.kind == "act" and not _stops(words, clause.first):
            out[-1] = Clause(mate.kind, mate.first, clause.after, mate.verbs, mate.shared)
        else:
            out.append(clause)
    return out


def _stops(words: ClauseWords, at: int) -> bool:
    return any(stop in words.gap(at) for stop in _STOPS) and words.has(at, Class.BREAK)


def _sentences(words: ClauseWords) -> list[tuple[int, int]]:
    """Stretches between full stops and semicolons; a stop before a small letter ends none."""
    count = min(len(words), _LONGEST)
    starts = [0] if count else []
    for at in range(1, count):
        gap = words.gap(at)
        if not words.has(at, Class.BREAK) or not any(stop in gap for stop in _STOPS):
            continue
        hard = ";" in gap or "；" in gap or "。" in gap or "\n\n" in gap or "•" in gap
        capital = words.has(at, Class.CAPITAL) or not words.text[words.words.starts[at]].isalpha()
        if (
            words.forms[at - 1].isdigit()
            and lexicon(words.language, "times").get("ordinal_dot", False)
            and gap[:1] == "."
        ):
            continue  # "12. Februar"
        long = words.words.ends[at - 1] - words.words.starts[at - 1] > 3
        if hard or (capital and (long or words.forms[at - 1].isdigit())) and any(c.isspace() for c in gap):
            starts.append(at)
    return list(zip(starts, [*starts[1:], count], strict=True))


def _without_opening(words: ClauseWords, first: int, after: int) -> int:
    """The word after "it is alleged that", "according to the family,", "furthermore,"."""
    start = first
    for _ in range(3):
        moved = _after_handing_on(words, start, after)
        moved = _after_opener(words, moved, after)
        if moved == start:
            break
        start = moved
    if start < after - 1 and words.has(start, Class.JOIN):
        start += 1
    return start


def _without_closing(words: ClauseWords, first: int, after: int) -> int:
    """The words without ", according to the families" at their end."""
    for begin, end in words.found("openers", first + 3, after):
        if words.has(begin, Class.BREAK) and end - begin > 1 and after - begin < _OPENING:
            if not any("," in words.gap(w) for w in range(begin + 1, after)):
                return begin
    return after


def _after_handing_on(words: ClauseWords, first: int, after: int) -> int:
    table = lexicon(words.language, "allegation")
    saying, sources = table.get("saying", ()), table.get("sources", ())
    that = table.get("that", ("that",))
    for at in range(first + 1, min(after - 2, first + _OPENING)):
        if words.forms[at] not in that:
            continue
        before = words.forms[first:at]
        says = any(n in saying for n in before[-4:])
        if says and any(n in sources for n in before):
            return at + 1
        return first
    return first


def _after_opener(words: ClauseWords, first: int, after: int) -> int:
    for _, end in words.found("openers", first, first + 1):
        at = end
        while at < min(after - 2, end + _OPENING):
            gap = words.gap(at)
            if "," in gap or ":" in gap or "，" in gap:
                return at
            at += 1
        if end - first == 1:
            return end
    return first


def _verbs(words: ClauseWords, first: int, after: int) -> list[Verb]:
    """Verb groups in order. Participles that only describe a noun ("men armed with sticks") are none."""
    found: list[Verb] = []
    at = first
    while at < after:
        if words.has(at, Class.AUXILIARY):
            verb = _with_auxiliary(words, at, after)
            found.append(verb)
            at = verb.after
        elif words.has(at, Class.VERB | Class.PRESENT) and not (_aside(words, at) or _describes(words, at, first, after)):
            found.append(Verb(at, at, at + 1, passive=False))
            at += 1
        elif at > first and words.has(at, Class.GERUND) and _consequence(words, at, found):
            found.append(Verb(at, at, at + 1, passive=False))
            at += 1
        else:
            at += 1
    return found


def _consequence(words: ClauseWords, at: int, before: list[Verb]) -> bool:
    """ ", killing two and wounding four"."""
    if words.has(at, Class.BREAK):
        return bool(before)
    return words.has(at - 1, Class.JOIN) and bool(before) and words.has(before[-1].main, Class.GERUND)


def _with_auxiliary(words: ClauseWords, at: int, after: int) -> Verb:
    end, be = at, False
    while end < after and words.has(end, Class.AUXILIARY | _ADVERBS) and (end == at or not words.has(end, Class.BREAK)):
        be = bool(words.has(end, Class.BE)) or (be and bool(words.has(end, _ADVERBS)))
        end += 1
    if end < after and _participle(words, end):
        return Verb(at, end, end + 1, passive=be and words.has(end, Class.VERB))
    last = end - 1
    while last > at and not words.has(last, Class.AUXILIARY):
        last -= 1
    passive = words.forms[last] in lexicon(words.language, "act_verbs").get("passive", ())
    return Verb(at, last, last + 1, passive=passive)


def _participle(words: ClauseWords, at: int) -> bool:
    """A participle by its form; in some languages whatever plain word follows the auxiliary."""
    if words.has(at, Class.BREAK):
        return False
    if words.has(at, Class.VERB | Class.GERUND):
        return True
    any_word = lexicon(words.language, "act_verbs").get("after_auxiliary", False)
    return any_word and not words.has(at, NOT_NOUNS | Class.DETERMINER | Class.CAPITAL)


def _aside(words: ClauseWords, at: int) -> bool:
    """ ", bound with fence wire,": a participle that only says more of somebody."""
    return words.has(at, Class.BREAK) and words.forms[at] in lexicon(words.language, "allegation").get("asides", ())


def _describes(words: ClauseWords, at: int, first: int, after: int) -> bool:
    """A participle right after a noun, with the clause's own verb still to come before any break."""
    if at == first or words.has(at, Class.BREAK) or words.has(at - 1, Class.JOIN | Class.RELATIVE | Class.PRONOUN):
        return False
    if not words.has(at, Class.VERB) or not words.has(at + 1, Class.PREPOSITION):
        return False
    for later in range(at + 1, min(after, at + 12)):
        if words.has(later, Class.BREAK | Class.JOIN | Class.RELATIVE | Class.LOOSE):
            return False
        if words.has(later, Class.AUXILIARY | Class.VERB) and not words.has(later - 1, Class.DETERMINER):
            return True
    return False


def _cuts(
    words: ClauseWords, first: int, after: int, verbs: list[Verb], apart: frozenset[int]
) -> list[tuple[int, int, bool]]:
    """Where clauses begin and end within a sentence, and whether each shares the subject before it."""
    begins: list[tuple[int, int, bool]] = []  # the word a clause ends before, the one the next begins with, shared
    least, loose = first, False
    for index, verb in enumerate(verbs):
        if index == 0:
            loose = words.has(first, Class.LOOSE)
            least = verb.after
            continue
        border = _border(words, least, verb.first, apart)
        if border is None:
            least = verb.after
            continue
        end, begin, opens_loose = border
        bare = end <= least and _bare_pair(words, verbs[index - 1], verb)
        if opens_loose:
            loose = True
        elif (
            loose
            and not words.has(begin, Class.BREAK)
            and words.has(begin - 1, Class.JOIN)
            and not _own(words, begin, verb)
        ):
            pass  # "when they fell and cried": still what explains
        elif not bare:
            loose = False
            begins.append((end, begin, not _own(words, begin, verb)))
        least = verb.after
    starts = [(first, first, False), *begins]
    ends = [b[0] for b in begins] + [after]
    return [(s[1], e, s[2]) for s, e in zip(starts, ends, strict=True) if s[1] < e]


def _bare_pair(words: ClauseWords, one: Verb, other: Verb) -> bool:
    """ "beat and kicked the men": two verbs that share what they are done to."""
    if words.has(other.first, Class.BREAK):
        return False
    return not one.passive


def _own(words: ClauseWords, begin: int, verb: Verb) -> bool:
    """Whether the clause names its own subject before the verb."""
    return any(
        not words.has(at, _ADVERBS | Class.JOIN | Class.LOOSE | Class.RELATIVE) for at in range(begin, verb.first)
    )


def _border(words: ClauseWords, least: int, verb: int, apart: frozenset[int]) -> tuple[int, int, bool] | None:
    """The last place before `verb` where a clause may begin: `(end of the one, begin of the next, only explains)`."""
    opened = _opened(words, least, verb)
    if opened is not None:
        return opened
    for at in range(verb, least - 1, -1):
        broken = words.has(at, Class.BREAK)
        if words.has(at, Class.JOIN) and at < verb and at not in apart:
            begin = at + 1
            while begin < verb and words.has(begin, Class.JOIN):
                begin += 1
            end = at
            while end > least and words.has(end - 1, Class.JOIN):
                end -= 1
            if _joins_nouns(words, at, verb):
                continue
            return end, begin, False
        if broken and at <= verb and _may_begin(words, at, verb):
            return at, at, False
    return None


def _opened(words: ClauseWords, least: int, verb: int) -> tuple[int, int, bool] | None:
    """A word that opens a clause ("where women and children had fled", "who was then shot"), if no "and" stands at the verb."""
    before = verb - 1
    while before >= least and words.has(before, _ADVERBS):
        before -= 1
    if before >= least and words.has(before, Class.JOIN):
        return None
    for at in range(least, verb):
        joined = at > least and words.has(at - 1, Class.JOIN)
        broken = words.has(at, Class.BREAK)
        if joined and words.forms[at] in lexicon(words.language, "allegation").get("that", ("that",)):
            return at - 1, at + 1, False
        if words.has(at, Class.RELATIVE) and words.forms[at] != "that":
            return (at, at, not broken)
        if words.has(at, Class.LOOSE):
            if broken and words.forms[at] in lexicon(words.language, "allegation").get("telling", ()):
                return at, at + 1, False
            return at, at, True
    return None


def _joins_nouns(words: ClauseWords, at: int, verb: int) -> bool:
    """ "the mayor and two officers were told" after a comma: the subject of the verb is a pair, not a new clause."""
    back = at - 1
    while back >= 0 and not words.has(back, Class.BREAK | Class.AUXILIARY | Class.VERB | Class.PRESENT):
        if words.has(back, Class.PREPOSITION | Class.JOIN) and not words.has(back, Class.OF):
            return False
        back -= 1
    if (
        not words.has(back, Class.BREAK)
        or words.has(back, Class.AUXILIARY | Class.VERB | Class.PRESENT)
        or at + 1 >= verb
    ):
        return False
    return "," not in words.gap(at)


def _may_begin(words: ClauseWords, at: int, verb: int) -> bool:
    """After a comma: a verb that goes on with the subject, a gerund of consequence, or a subject of its own."""
    if at == verb:
        return True
    return not words.has(at, Class.PREPOSITION)


def _kind(words: ClauseWords, first: int, after: int) -> ClauseKind:
    """Knowledge and remedy by their words; what says both is the first of them."""
    known = min((hit[0] for hit in words.found("knowledge", first, after)), default=None)
    undone = min((hit[0] for hit in words.found("remedy", first, after)), default=None)
    if undone is None and _without_redress(words, first, after):
        undone = first
    if known is None and undone is None:
        return "act"
    if undone is None or (known is not None and known <= undone):
        return "knowledge"
    return "remedy"


def _without_redress(words: ClauseWords, first: int, after: int) -> bool:
    """ "has neither investigated the deaths", "closed the file": a word of redress, and one that it was not or no more done."""

    hedged = {w for a, b in words.found("hedges", first, after) for w in range(a, b)}  # "not less than twenty"

    def has(group: str, since: int = first) -> bool:
        return any(hit[0] not in hedged for hit in words.found(group, since, after))

    undone = has("undone") or (first > 0 and has("undone", first - 1) and words.has(first - 1, Class.JOIN))
    if undone and (has("remedy_nouns") or has("remedy_verbs")):
        return True
    return has("remedy_nouns") and has("ended")
