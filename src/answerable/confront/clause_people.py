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
from dataclasses import dataclass, field
from typing import Literal

from answerable.confront.clause import Clause, Verb
from answerable.confront.clause_numbers import is_number
from answerable.confront.clause_persons import Persons
from answerable.confront.clause_phrases import Chunk, chunks_of
from answerable.confront.clause_words import Class, ClauseWords
from answerable.confront.phrase_extents import Range, end_of, is_pair, start_of
from answerable.resources import lexicon

Role = Literal["author", "victims"]


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
    persons: Persons = field(init=False)

    def __post_init__(self) -> None:
        self.persons = Persons(self.words)

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
            end = ends if index == subject else end_of(self.words, chunks, index, self.places)
            until = max(until, end)
            if found and found[-1][1][1] == chunk.first and self._apposition(chunk.first):
                found[-1] = (found[-1][0], (found[-1][1][0], end))  # "Ms. Marne, a union secretary"
                continue
            if found and role == "victims" and found[-1][0] == role and is_pair(self.words, found[-1][1], chunk):
                found[-1] = (role, (found[-1][1][0], end))
            else:
                found.append((role, (start_of(self.words, chunk, self.clause.first, self.times), end)))
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
            if self.words.forms[at] in self.persons.table("people_pronouns"):
                suffers = verb.passive or self.persons.suffers(verb)
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
        """Whether a phrase after a comma may say who the one before it is."""
        return self.words.has(at, Class.DETERMINER | Class.TITLE | Class.CAPITAL) and "," in self.words.gap(at)

    def _role(self, chunk: Chunk, is_subject: bool, verb: Verb | None) -> Role | None:
        if verb is not None and verb.passive and chunk.first >= verb.after and self._instrumental(chunk):
            return "author"
        if self._led_by_agent(chunk):
            acts = self.persons.can_act(chunk) or self._agent_of_passive(chunk, verb) or self._ordered_by(chunk)
            return "author" if acts else None
        if is_subject and verb is not None:
            return self._of_subject(chunk, verb)
        if verb is not None and self._named_object(chunk, verb):
            return "victims"
        people = self.persons.is_people(chunk) and not self.persons.acts_only(chunk)
        if (people or self._counted_only(chunk, verb)) and not self._stands_by(chunk):
            return "victims"
        return None

    def _named_object(self, chunk: Chunk, verb: Verb) -> bool:
        """ "killed Judge Pia Ormett": a name right after a verb that is done to people."""
        if verb.passive or chunk.first != verb.after or not self.persons.is_done_to(verb):
            return False
        return self.words.has(chunk.first, Class.CAPITAL) and chunk.after - chunk.first > 1

    def _counted_only(self, chunk: Chunk, verb: Verb | None) -> bool:
        """ "wounding more than thirty": a number alone after a verb that is done to people."""
        if verb is None or chunk.lead >= 0 or chunk.first < verb.after or not self.persons.is_done_to(verb):
            return False
        alone = not self.words.has(chunk.after, Class.OF)
        return alone and all(is_number(self.words, w) for w in range(chunk.first, chunk.after))

    def _instrumental(self, chunk: Chunk) -> bool:
        """Where case alone names the agent of a passive: a noun of those who act, after the verb."""
        by_case = lexicon(self.words.language, "act_verbs").get("instrumental", False)
        return by_case and chunk.lead < 0 and self.persons.has("authors", chunk.first, chunk.after)

    def _agent_of_passive(self, chunk: Chunk, verb: Verb | None) -> bool:
        """ "by the night watchman": an article, and a passive to be the agent of."""
        if verb is None or not verb.passive or self.words.forms[chunk.lead] not in self.persons.table("agent"):
            return False
        return self.words.has(chunk.first, Class.DETERMINER) and self.words.forms[chunk.first] not in ("this", "that")

    def _ordered_by(self, chunk: Chunk) -> bool:
        """ "on the orders of the harbour master", "at the hands of": several words lead in nobody but an author."""
        before = range(max(self.clause.first, chunk.first - 5), chunk.first - 1)
        led = any(
            end == chunk.first for start in before for _, end in self.words.found("author_before", start, start + 1)
        )
        return led and self.words.has(chunk.first, Class.DETERMINER)

    def _of_subject(self, chunk: Chunk, verb: Verb) -> Role | None:
        said = self.words.forms[verb.main] in self.persons.table("saying")
        if verb.passive and said and verb.after < self.clause.after and self.words.forms[verb.after] == "to":
            suffers = self.words.forms[verb.after : verb.after + 3] == ("to", "have", "been")
            if suffers:  # "are alleged to have been tied"
                return "victims" if self.persons.is_people(chunk) or self.persons.is_named(chunk) else None
            return "author" if self.persons.can_act(chunk) else None  # "is said to have ordered"
        if verb.passive:
            people = self.persons.is_people(chunk) or (
                self.persons.is_named(chunk) and self.persons.is_done_to(verb) and not self.persons.is_opener(chunk)
            )
            return "victims" if people or (self.persons.is_done_to(verb) and self.persons.is_living(chunk)) else None
        if self.persons.suffers(verb) or not self.persons.tells_act(verb):
            return "victims" if self.persons.is_people(chunk) else None
        return "author" if self.persons.can_act(chunk) or self.persons.is_done_to(verb) else None

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
