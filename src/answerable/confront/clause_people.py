"""Who did it and to whom, as far as a clause says: authors and victims by the parts phrases play.

In:   an allegation's words, one of its clauses, and its places (word ranges).
Out:  word ranges with their kind.
Not:  who somebody is: "unknown men in uniform" is an author as it stands.

 (a) What "by" leads in, or "at the hands of", is an author when it can act; so is the subject of an active verb.
 (b) The subject of a passive is a victim when it is people, or when the verb is one that is done to people; so is the
     subject of what one suffers ("died", "lost", "received no pay").
 (c) Other phrases for people are victims, unless they only stand by ("in front of", "according to").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from answerable.confront.clause import Clause, Verb
from answerable.confront.clause_numbers import is_number
from answerable.confront.clause_phrases import Chunk, chunks_of
from answerable.confront.clause_words import Class, ClauseWords
from answerable.resources import lexicon

Role = Literal["author", "victims"]
Range = tuple[int, int]


def people_of(
    words: ClauseWords, clause: Clause, places: Sequence[Range], times: Sequence[Range]
) -> list[tuple[Role, Range]]:
    """Authors and victims of a clause, in order."""
    return _Clause(words, clause, places, times).roles()


def pronoun_of(words: ClauseWords, clause: Clause) -> tuple[Role, Range] | None:
    """The pronoun that is the subject of a clause, with the part it plays."""
    return _Clause(words, clause, (), ()).pronoun()


@dataclass(slots=True)
class _Clause:
    words: ClauseWords
    clause: Clause
    places: Sequence[Range]
    times: Sequence[Range]

    def roles(self) -> list[tuple[Role, Range]]:
        stretches = [(self.clause.first, self.clause.after)]
        if self.clause.subject is not None:
            stretches.insert(0, self.clause.subject)
        every = [c for first, after in stretches for c in chunks_of(self.words, first, after, self.times)]
        chunks = [c for c in every if not self._elsewhere(c)]
        verb = self._main_verb()
        subject = self._subject(chunks, verb)
        found: list[tuple[Role, Range]] = []
        until = -1
        if subject is not None and verb is not None and self._role(chunks[subject], True, verb) is not None:
            until = self._end_of_subject(chunks[subject], verb)
        ends = until
        for index, chunk in enumerate(chunks):
            if chunk.first < until and index != subject:
                continue
            role = self._role(chunk, index == subject, verb)
            if role is None:
                continue
            end = ends if index == subject else self._whole(chunks, index)
            until = max(until, end)
            if found and found[-1][1][1] == chunk.first and self.words.has(chunk.first, Class.DETERMINER):
                found[-1] = (found[-1][0], (found[-1][1][0], end))  # "Ms. Marne, a union secretary"
                continue
            if found and role == "victims" and found[-1][0] == role and self._pair(found[-1][1], chunk):
                found[-1] = (role, (found[-1][1][0], end))
            else:
                found.append((role, (self._start(chunk), end)))
        return found

    # ---------------------------------------------------------------- parts

    def _elsewhere(self, chunk: Chunk) -> bool:
        """Whether the phrase lies in a place or a time."""
        return any(a < chunk.after and chunk.first < b for a, b in (*self.places, *self.times))

    def pronoun(self) -> tuple[Role, Range] | None:
        """The pronoun that is the subject, for texts where nothing better stands: "He was arrested"."""
        verb = self._main_verb()
        if verb is None:
            return None
        for at in range(self.clause.first, verb.first):
            if self.words.forms[at] in self._table("people_pronouns"):
                suffers = verb.passive or self._suffers(verb)
                return ("victims" if suffers else "author"), (at, at + 1)
            if not self.words.has(at, Class.ADVERB | Class.JOIN | Class.RELATIVE):
                return None
        return None

    def _main_verb(self) -> Verb | None:
        """The first verb that does not stand in a relative clause on the subject ("officers whose names are known held")."""
        verbs = self.clause.verbs
        for index, verb in enumerate(verbs[:-1]):
            least = verbs[index - 1].after if index else self.clause.first + 1
            inner = any(self.words.has(w, Class.RELATIVE | Class.LOOSE) for w in range(least, verb.first))
            if not inner:
                return verb
        return verbs[-1] if verbs else None

    def _subject(self, chunks: Sequence[Chunk], verb: Verb | None) -> int | None:
        """The first phrase before the verb that nothing leads in."""
        if verb is None:
            return None
        before = next((i for i, c in enumerate(chunks) if c.after <= verb.first and c.lead < 0), None)
        if before is not None or not lexicon(self.words.language, "act_verbs").get("verb_second", False):
            return before
        return next((i for i, c in enumerate(chunks) if c.first >= verb.after and c.lead < 0), None)

    def _end_of_subject(self, subject: Chunk, verb: Verb) -> int:
        """The subject whole: all before the verb but relative clauses, times and adverbs."""
        end = verb.first if verb.first > subject.first else subject.after
        if self.clause.subject is not None:
            end = min(end, self.clause.subject[1])
        for at in range(subject.after, end):
            opens = self.words.has(at, Class.RELATIVE | Class.LOOSE)
            aside = self.words.has(at, Class.BREAK) and not self._apposition(at)
            timed = any(a <= at < b for a, b in self.times)
            if opens or aside or timed:
                end = at
                break
        drop = Class.ADVERB | Class.NEGATION | Class.PREPOSITION | Class.JOIN
        while end > subject.after and self.words.has(end - 1, drop):
            end -= 1
        return end

    def _apposition(self, at: int) -> bool:
        return self.words.has(at, Class.DETERMINER | Class.TITLE | Class.CAPITAL) and "," in self.words.gap(at)

    def _role(self, chunk: Chunk, is_subject: bool, verb: Verb | None) -> Role | None:
        if verb is not None and verb.passive and chunk.first >= verb.after and self._instrumental(chunk):
            return "author"
        if self._led_by_agent(chunk):
            return "author" if self._can_act(chunk) or self._agent_of_passive(chunk, verb) else None
        if is_subject and verb is not None:
            return self._of_subject(chunk, verb)
        people = self._people(chunk) and not self._acts_only(chunk)
        if (people or self._counted_only(chunk, verb)) and not self._stands_by(chunk):
            return "victims"
        return None

    def _counted_only(self, chunk: Chunk, verb: Verb | None) -> bool:
        """ "wounding more than thirty": a number alone after a verb that is done to people."""
        if verb is None or chunk.lead >= 0 or chunk.first < verb.after or not self._done_to(verb):
            return False
        alone = not self.words.has(chunk.after, Class.OF)
        return alone and all(is_number(self.words, w) for w in range(chunk.first, chunk.after))

    def _instrumental(self, chunk: Chunk) -> bool:
        """Where case alone names the agent of a passive: a noun of those who act, after the verb."""
        by_case = lexicon(self.words.language, "act_verbs").get("instrumental", False)
        return by_case and chunk.lead < 0 and self._has("authors", chunk.first, chunk.after)

    def _agent_of_passive(self, chunk: Chunk, verb: Verb | None) -> bool:
        """ "by the night watchman": an article, and a passive to be the agent of."""
        if verb is None or not verb.passive or self.words.forms[chunk.lead] not in self._table("agent"):
            return False
        return self.words.has(chunk.first, Class.DETERMINER) and self.words.forms[chunk.first] not in ("this", "that")

    def _of_subject(self, chunk: Chunk, verb: Verb) -> Role | None:
        said = self.words.forms[verb.main] in self._table("saying")
        if verb.passive and said and verb.after < self.clause.after and self.words.forms[verb.after] == "to":
            return "author" if self._can_act(chunk) else None  # "is said to have ordered"
        if verb.passive:
            people = self._people(chunk) or (self._named(chunk) and self._done_to(verb) and not self._opener(chunk))
            return "victims" if people or (self._done_to(verb) and self._living(chunk)) else None
        if self._suffers(verb) or not self._tells_act(verb):
            return "victims" if self._people(chunk) else None
        return "author" if self._can_act(chunk) else None

    def _tells_act(self, verb: Verb) -> bool:
        """Whether the verb is more than "was" or "had"."""
        return self.words.has(verb.main, Class.VERB | Class.PRESENT | Class.GERUND)

    # ---------------------------------------------------------------- words

    def _table(self, group: str, name: str = "allegation") -> Sequence[str]:
        entries: Sequence[str] = lexicon(self.words.language, name).get(group, ())
        return entries

    def _has(self, group: str, first: int, after: int) -> bool:
        return any(end <= after for _, end in self.words.found(group, first, after))

    def _people(self, chunk: Chunk) -> bool:
        """People: a noun for them, kin, or a name with a title."""
        if self._has("victims", chunk.first, chunk.after):
            return not self._compound(chunk)
        first = chunk.first + (1 if self.words.has(chunk.first, Class.DETERMINER) else 0)
        if self.words.has(first, Class.TITLE) and chunk.after - first > 1:
            return True
        last = self.words.forms[chunk.after - 1]
        return (
            not self.words.has(chunk.after - 1, Class.CAPITAL)
            and last.endswith(tuple(self._table("person_endings")) or ("\0",))
            and last not in self._table("not_persons")
        )

    def _compound(self, chunk: Chunk) -> bool:
        """ "the workers’ canteen", "a student card": the noun for people only describes another."""
        last = max(end for _, end in self.words.found("victims", chunk.first, chunk.after))
        rest = range(last, chunk.after)
        if not rest or (self._has("authors", chunk.first, chunk.after) and self.words.forms[last - 1] != "men"):
            return bool(rest) and any(not self.words.has(w, Class.CAPITAL) for w in rest)
        return not all(self.words.has(w, Class.CAPITAL) or is_number(self.words, w) for w in rest)

    def _acts_only(self, chunk: Chunk) -> bool:
        """ "police officers" are no victims unless they are the object of a verb done to people."""
        last = max((end for _, end in self.words.found("victims", chunk.first, chunk.after)), default=-1)
        acting = [end for _, end in self.words.found("authors", chunk.first, chunk.after) if end <= chunk.after]
        return max(acting, default=-1) > last

    def _can_act(self, chunk: Chunk) -> bool:
        norms = self.words.forms[chunk.first : chunk.after]
        if norms[0] in self._table("not_agents") or norms[-1] in self._table("not_agents"):
            return False
        known = self._has("authors", chunk.first, chunk.after) or self._has("victims", chunk.first, chunk.after)
        return known or self._named(chunk) or norms[-1] in self._table("organisations")

    def _named(self, chunk: Chunk) -> bool:
        """A name: a capital that does not merely open the sentence."""
        at = chunk.first + (1 if self.words.has(chunk.first, Class.DETERMINER) else 0)
        names = [w for w in range(at, chunk.after) if self.words.has(w, Class.CAPITAL)]
        if not names:
            return False
        opens = names[0] == 0 or self.words.has(names[0], Class.BREAK)
        return len(names) > 1 or not opens or chunk.after - at == 1

    def _opener(self, chunk: Chunk) -> bool:
        """A single word that has its capital only because it opens the sentence."""
        return chunk.after - chunk.first == 1 and (chunk.first == 0 or self.words.has(chunk.first, Class.BREAK))

    def _living(self, chunk: Chunk) -> bool:
        return self.words.forms[chunk.first] in ("some", "several", "others", "many", "both", "half", "three", "two")

    def _done_to(self, verb: Verb) -> bool:
        return any(True for _ in self.words.found("done_to", verb.main, verb.main + 1))

    def _suffers(self, verb: Verb) -> bool:
        return self.words.forms[verb.main] in self._table("suffered", "act_verbs")

    def _led_by_agent(self, chunk: Chunk) -> bool:
        """Whether "by", "at the hands of" and the like stand right before the phrase."""
        before = range(max(self.clause.first, chunk.first - 5), chunk.first)
        return any(
            end == chunk.first for start in before for _, end in self.words.found("author_before", start, start + 1)
        )

    def _stands_by(self, chunk: Chunk) -> bool:
        before = range(max(0, chunk.first - 4), chunk.first)
        return any(
            end == chunk.first
            for start in before
            for _, end in self.words.found("not_victims_before", start, start + 1)
        )

    # ---------------------------------------------------------------- extent

    def _start(self, chunk: Chunk) -> int:
        """The phrase with the hedge of its number: "at least twelve women"."""
        for start, end in self.words.found("hedges", max(self.clause.first, chunk.first - 3), chunk.first):
            if start < chunk.first <= end and is_number(self.words, min(end, chunk.after - 1)):
                return start
        if chunk.lead < 1 or not self.words.has(chunk.lead, Class.OF):
            return chunk.first
        first = chunk.lead - 1  # "half of the inhabitants", "members of the choir"
        if any(a <= first < b for a, b in self.times):
            return chunk.first
        if not (is_number(self.words, first) or self.words.forms[first] in self._table("quantities")):
            return chunk.first
        while first > self.clause.first and is_number(self.words, first - 1) and not self.words.has(first, Class.BREAK):
            first -= 1
        hedge = [s for s, e in self.words.found("hedges", max(self.clause.first, first - 3), first) if e == first]
        article = first > self.clause.first and self.words.has(first - 1, Class.DETERMINER)
        return min([first - 1 if article else first, *hedge])

    def _whole(self, chunks: Sequence[Chunk], index: int) -> int:
        """The end of a phrase with what belongs to it: "officers of the Third Precinct", "men in uniform"."""
        end = chunks[index].after
        moved = True
        while moved:
            moved = False
            for first, after in self.words.found("belongs", end, end + 1):
                if self.words.has(first, Class.BREAK) or self._in_place(first + 1):
                    continue
                follow = next((c for c in chunks if c.first == after), None)
                if follow is None and after - first > 1:
                    end, moved = max(end, after), True
                elif follow is not None:
                    end, moved = follow.after, True
                if moved:
                    break
        named = next((c for c in chunks if c.first == end), None)
        if named is not None and self._names(named, chunks[index]):
            end = named.after  # "the headmaster, Brother Casimir"
        return end

    def _names(self, named: Chunk, first: Chunk) -> bool:
        """Whether a phrase after a comma is the name of what the phrase before describes."""
        described = self.words.has(first.first, Class.DETERMINER) and named.after - named.first > 1
        capitals = all(self.words.has(w, Class.CAPITAL) for w in range(named.first, named.after))
        return described and capitals and self.words.gap(named.first).strip() == "," and named.lead < 0

    def _in_place(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.places) and not self.words.has(at - 1, Class.OF)

    def _pair(self, last: Range, chunk: Chunk) -> bool:
        """ "twelve women and four children": joined by a word, or a comma before another person with a title."""
        between = range(last[1], chunk.first)
        if len(between) == 1:
            return self.words.has(last[1], Class.JOIN)
        listed = self.words.has(chunk.first, Class.TITLE | Class.CAPITAL) or is_number(self.words, chunk.first)
        return not between and listed and self.words.gap(chunk.first).strip() == ","
