"""What a sentence of a letter is: a question, something alleged, or neither.

In:   a sentence, its language, and whether it stands where the letter tells what it was told.
Out:  `Nature`.
Not:  whether it is true. Law, courtesies, procedure, what somebody is, and concern that names no fact are neither.
"""

from __future__ import annotations

import re
from typing import Literal

from answerable.confront.clause_numbers import numbers_of
from answerable.confront.clause_times import times_of
from answerable.confront.clause_words import Class, ClauseWords, clause_words
from answerable.confront.clauses import Clause, clauses_of
from answerable.confront.cues import Hits, cues
from answerable.extract.wrongs import names_wrong
from answerable.resources import lexicon

Nature = Literal["asks", "alleges", "other"]
_ASKED = re.compile(r"[?？؟][”»\")\s]*\Z")
_QUESTION = re.compile(r"[?？؟]")
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

    # ---------------------------------------------------------------- questions

    def asks(self, *, listed: bool | None = None) -> bool:
        if self._opens("courtesy") or self._within("procedure_within") and not self._within("asks_within"):
            return False
        if _ASKED.search(self.text[-8:]):
            return True
        if self._within("asks_within") and not self._opens("law"):
            return True
        if listed is False:
            return False
        if listed:
            return bool(_QUESTION.search(self.text)) or self._opens("asking", "asks") or not self._tells_fact()
        return self._opens("asking_sure") or (self._opens("asking") and self._imperative())

    def _imperative(self) -> bool:
        """A request needs no subject: "We urge", "Please explain"; bare nouns and verbs ask only in lists."""
        first = self.words.norms[0]
        bare = lexicon(self.language, "letter_points").get("asking", ())
        bare_one = first in bare and first not in ("please", "kindly")
        return not bare_one or not self._tells_fact()

    def _tells_fact(self) -> bool:
        return any(clause.verbs for clause in clauses_of(self.words))

    # ---------------------------------------------------------------- allegations

    def alleges(self, *, told: bool) -> bool:
        if self._opens("courtesy") or self._within("procedure_within"):
            return False
        if self._opens("law") and not self._specific() or self._within("law_within"):
            return False
        if self._opens("concern"):
            return self._specific() and self._strong()
        if not self._has_verb():
            return False
        if self._strong():
            return told or self._specific() or not self._within("background")
        return told and not self._is_background()

    def _has_verb(self) -> bool:
        """Where verbs are known by their form; elsewhere a sentence of some length will have one."""
        if not lexicon(self.language, "act_verbs"):
            return len(self.words) > 5
        return any(clause.verbs for clause in clauses_of(self.words))

    def _is_background(self) -> bool:
        if self._within("background"):
            return not self._within("negative")
        verbs = [verb for clause in clauses_of(self.words) for verb in clause.verbs]
        return not any(self.words.has(v.main, Class.VERB | Class.PRESENT | Class.GERUND) for v in verbs) and not (
            self._within("negative")
        )

    def _strong(self) -> bool:
        """A wrong is named, or somebody knew, or nothing was done about it."""
        if names_wrong(self.text, self.language) or any(g in self.words.hits for g in ("done_to", "nouns")):
            return True
        return any(clause.kind != "act" for clause in clauses_of(self.words))

    def _specific(self) -> bool:
        """A time, a number or a name: more than concern in general."""
        times = times_of(self.words)
        return bool(times or numbers_of(self.words, times) or any(self.words.has(w, Class.TITLE) for w in range(len(self.words))))

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

    def parts(self, *, told: bool) -> list[tuple[int, int]]:
        """Word ranges of clauses that allege clearly different acts; the whole sentence when it says one."""
        clauses = clauses_of(self.words)
        whole = [(0, len(self.words))]
        groups: list[list[Clause]] = []
        for clause in clauses:
            begins = ";" in self.words.gap(clause.first) or (not clause.shared and self._joined(clause))
            if groups and not begins:
                groups[-1].append(clause)
            else:
                groups.append([clause])
        if len(groups) < 2:
            return whole
        ranges = [(g[0].first, g[-1].after) for g in groups]
        ranges[0] = (0, ranges[0][1])
        alleging = [
            Sentence(self.words.place(a, b).of(self.text), self.language).alleges(told=told) and b - a > 3 for a, b in ranges
        ]
        return ranges if all(alleging) else whole

    def _joined(self, clause: Clause) -> bool:
        return self.words.has(clause.first - 1, Class.JOIN)
