"""What a sentence of a letter is: a question, something alleged, or neither.

In:   a sentence, its language, and whether it stands where the letter tells what it was told.
Out:  `Nature`.
Not:  whether it is true. Law, courtesies, procedure, what somebody is, and concern that names no fact are neither.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from answerable.confront.clause import Clause
from answerable.confront.clause_numbers import numbers_of
from answerable.confront.clause_people import people_of
from answerable.confront.clause_times import times_of
from answerable.confront.clause_words import Class, ClauseWords, clause_words
from answerable.confront.clauses import clauses_of
from answerable.confront.cues import Hits, cues
from answerable.extract.wrongs import names_wrong
from answerable.resources import lexicon

Nature = Literal["asks", "alleges", "other"]
_ASKED = re.compile(r"[?？؟][”»\")\s]*\Z")
_ALTERNATIVES = frozenset({"or", "ou", "oder", "o", "или"})
_LEADS = 5  # words before the ones that say what a sentence is: "In this regard, please …"


class Sentence:
    """One sentence with what the lexicons find in it."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.words: ClauseWords = clause_words(text, language)
        self.hits: Hits = cues(language, "letter_points", "letters").find(self.words.norms)

    def nature(self, *, told: bool, listed: bool | None = None) -> Nature:
        """`told`: the letter is telling. `listed`: the list it stands in asks (True) or tells (False)."""
        if not len(self.words):
            return "other"
        if self.asks(listed=listed):
            return "asks"
        return "alleges" if self.alleges(told=told or listed is False) else "other"

    @cached_property
    def clauses(self) -> list[Clause]:
        return clauses_of(self.words)

    # ---------------------------------------------------------------- questions

    def asks(self, *, listed: bool | None = None) -> bool:
        """What bears a question mark asks, and so does an item of a list that asks, whatever else its words could be."""
        if _ASKED.search(self.text[-8:]) or listed:
            return True
        if self._within("leads_in"):
            return False
        if self._within("asks_within") and not self._opens("law") and not self._within("procedure_within"):
            return True
        if listed is False or self._opens("courtesy") or self._within("procedure_within"):
            return False
        return self._opens("asking_sure") or (self._opens("asking") and self._imperative())

    def _imperative(self) -> bool:
        """A request needs no subject: "We urge", "Please explain"; bare nouns and verbs ask only in lists."""
        first = self.words.norms[0]
        bare = lexicon(self.language, "letter_points").get("asking", ())
        bare_one = first in bare and first not in ("please", "kindly")
        return not bare_one or not self._tells_fact()

    def _tells_fact(self) -> bool:
        return any(clause.verbs for clause in self.clauses)

    # ---------------------------------------------------------------- allegations

    def alleges(self, *, told: bool) -> bool:
        if self._opens("courtesy") or self._within("procedure_within"):
            return False
        if (self._opens("law") and not self._specific()) or self._within("law_within") or self._rule_is_subject():
            return False
        if self._within("concern_within") or (self._within("hands_over") and not self._hands_on()):
            return False
        if self._opens("concern"):
            return self._hands_on() and self._specific() and self.strong()
        if not self._has_verb():
            return False
        if self.strong():
            return not (self._within("background") and self._only_names())
        own = self.words.forms[0] in lexicon(self.language, "letter_points").get("first_person", ())
        if own and not self._within("negative") and self.clauses[0].first == 0:
            return False
        return (told or self._of_people()) and not self._is_background()

    def _rule_is_subject(self) -> bool:
        """ "The Mines Act, section 88, requires …"."""
        early = any(start < 7 for start, _ in self.hits.get("law_nouns", ()))
        return early and any(start < 12 for start, _ in self.hits.get("law_verbs", ()))

    def _hands_on(self) -> bool:
        return not set(lexicon(self.language, "allegation").get("that", ("that",))).isdisjoint(self.words.forms)

    def _of_people(self) -> bool:
        """Whether somebody does something, or something is done to somebody, as far as the grammar of the clauses shows."""
        for clause in self.clauses:
            done = any(self.words.has(v.main, Class.VERB) for v in clause.verbs)
            if done and people_of(self.words, clause, (), ()):
                return True
        return False

    def _has_verb(self) -> bool:
        """Where verbs are known by their form; elsewhere a sentence of some length will have one."""
        if not lexicon(self.language, "act_verbs"):
            return len(self.words) > 5
        return any(clause.verbs for clause in self.clauses)

    def _is_background(self) -> bool:
        if self._within("background"):
            return not self._within("negative")
        verbs = [verb for clause in self.clauses for verb in clause.verbs]
        acting = any(
            self.words.has(v.main, Class.VERB | Class.PRESENT | Class.GERUND) or v.main > v.first for v in verbs
        )
        return not acting and not self._within("negative")

    def _only_names(self) -> bool:
        """A wrong is at most named: nothing that is done to people, no knowledge, no remedy, no negation."""
        acts = all(clause.kind == "act" for clause in self.clauses)
        return acts and not self._within("negative") and not self._done()

    def _done(self) -> bool:
        """Whether a verb is one that is done to people, or a noun names such an act."""
        if "nouns" in self.words.hits:
            return True
        places = {start for start, _ in self.words.hits.get("done_to", ())}
        return any(v.main in places for clause in self.clauses for v in clause.verbs)

    def strong(self) -> bool:
        """A wrong is named, or somebody knew, or nothing was done about it."""
        if names_wrong(self.text, self.language) or self._done():
            return True
        return any(clause.kind != "act" for clause in self.clauses)

    def _specific(self) -> bool:
        """A time, a number or a name: more than concern in general."""
        times = times_of(self.words)
        return bool(
            times
            or numbers_of(self.words, times)
            or any(self.words.has(w, Class.TITLE) for w in range(len(self.words)))
        )

    # ---------------------------------------------------------------- words

    def _opens(self, *groups: str) -> bool:
        """Whether an entry begins within the first words, nothing but an opening phrase before it."""
        for group in groups:
            for start, _ in self.hits.get(group, ()):
                if start == 0 or (start <= _LEADS and "," in self.words.gap(start)):
                    return True
        return False

    def _within(self, group: str) -> bool:
        return group in self.hits

    def _part(self, first: int, after: int) -> Sentence:
        return Sentence(self.words.place(first, after).of(self.text), self.language)

    def parts(self, *, told: bool) -> list[tuple[int, int]]:
        """Word ranges of clauses that allege clearly different acts; the whole sentence when it says one."""
        whole = [(self.clauses[0].first if self.clauses else 0, len(self.words))]
        groups: list[list[Clause]] = []
        for clause in self.clauses:
            begins = ";" in self.words.gap(clause.first) or (not clause.shared and self._joined(clause))
            if groups and not begins:
                groups[-1].append(clause)
            else:
                groups.append([clause])
        if len(groups) < 2:
            return whole
        ranges = [(g[0].first, g[-1].after) for g in groups]
        alleging = [b - a > 2 and self._part(a, b).alleges(told=told) for a, b in ranges]
        return ranges if all(alleging) else whole

    def requests(self) -> list[tuple[int, int]]:
        """Word ranges of the requests that a sentence without a number makes, each after a comma or a joining word."""
        joins = frozenset(lexicon(self.language, "letter_points").get("request_joins", ()))
        cuts = [0]
        for at in range(3, len(self.words) - 2):
            joined = self.words.has(at - 1, Class.JOIN) and self.words.forms[at - 1] not in _ALTERNATIVES
            apart = any(mark in self.words.gap(at - 1 if joined else at) for mark in ",;，；")
            if (
                (joined or apart)
                and self.words.forms[at] in joins
                and at - cuts[-1] > 3
                and self._asks_again(at, cuts[-1])
            ):
                cuts.append(at)
        ends = [cut - 1 if self.words.has(cut - 1, Class.JOIN) else cut for cut in cuts[1:]]
        return list(zip(cuts, [*ends, len(self.words)], strict=True))

    def _asks_again(self, at: int, since: int) -> bool:
        """Whether a request stands before word `at` already: "whether …, and who …", "to release …; to say …"."""
        form, before = self.words.forms[at], self.words.forms[since : at - 1]
        table = lexicon(self.language, "letter_points")
        if form in table.get("request_links", ()):
            noun = Class.DETERMINER | Class.PRONOUN | Class.PREPOSITION | Class.CAPITAL
            return form in before and not (
                form in table.get("request_verbs_after", ()) and self.words.has(at + 1, noun)
            )
        asked = frozenset(table.get("request_joins", ())) | frozenset(table.get("asking", ()))
        asked -= frozenset(table.get("request_links", ()))
        return not asked.isdisjoint(before)

    def _joined(self, clause: Clause) -> bool:
        return self.words.has(clause.first - 1, Class.JOIN)
