"""Whether a phrase is of people, whether it can act, and what a verb does to whom.

In:   an allegation's words and a phrase or verb of it.
Out:  yes or no, by the nouns of the lexicon, titles, names and endings.
Not:  the part a phrase plays in its clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.confront.clause import Verb
from answerable.confront.clause_numbers import is_number
from answerable.confront.clause_phrases import Chunk
from answerable.confront.clause_words import Class, ClauseWords
from answerable.resources import lexicon


@dataclass(frozen=True, slots=True)
class Persons:
    """Questions about the phrases and verbs of `words`."""

    words: ClauseWords

    def tells_act(self, verb: Verb) -> bool:
        """Whether the verb is more than "was" or "had"."""
        return self.words.has(verb.main, Class.VERB | Class.PRESENT | Class.GERUND)

    def table(self, group: str, name: str = "allegation") -> Sequence[str]:
        entries: Sequence[str] = lexicon(self.words.language, name).get(group, ())
        return entries

    def has(self, group: str, first: int, after: int) -> bool:
        return any(end <= after for _, end in self.words.found(group, first, after))

    def is_people(self, chunk: Chunk) -> bool:
        """People: a noun for them, kin, or a name with a title."""
        if self.has("victims", chunk.first, chunk.after):
            return not self.is_compound(chunk)
        first = chunk.first + (1 if self.words.has(chunk.first, Class.DETERMINER) else 0)
        if self.words.has(first, Class.TITLE) and chunk.after - first > 1:
            return True
        if self.some_of_them(chunk):
            return True
        capital = self._capital_nouns()
        heads = range(chunk.first, chunk.after) if capital else range(chunk.after - 1, chunk.after)
        endings, others = tuple(self.table("person_endings")), self.table("not_persons")
        forms = [self.words.forms[w] for w in heads if capital or not self.words.has(w, Class.CAPITAL)]
        return any(bool(endings) and form.endswith(endings) and form not in others for form in forms)

    def some_of_them(self, chunk: Chunk) -> bool:
        """ "seventeen of them"."""
        if not all(is_number(self.words, w) for w in range(chunk.first, chunk.after)):
            return False
        follows = self.words.forms[chunk.after + 1 : chunk.after + 2]
        return self.words.has(chunk.after, Class.OF) and follows != () and follows[0] in self.table("them")

    def _capital_nouns(self) -> bool:
        return bool(lexicon(self.words.language, "grammar").get("capital_nouns", False))

    def is_compound(self, chunk: Chunk) -> bool:
        """ "the workers’ canteen", "a student card": the noun for people only describes another."""
        last = max(end for _, end in self.words.found("victims", chunk.first, chunk.after))
        rest = range(last, chunk.after)
        if not rest or (self.has("authors", chunk.first, chunk.after) and self.words.forms[last - 1] != "men"):
            return bool(rest) and any(not self.words.has(w, Class.CAPITAL) for w in rest)
        return not all(self.words.has(w, Class.CAPITAL) or is_number(self.words, w) for w in rest)

    def acts_only(self, chunk: Chunk) -> bool:
        """ "police officers" are no victims unless they are the object of a verb done to people."""
        last = max((end for _, end in self.words.found("victims", chunk.first, chunk.after)), default=-1)
        acting = [end for _, end in self.words.found("authors", chunk.first, chunk.after) if end <= chunk.after]
        return max(acting, default=-1) > last

    def can_act(self, chunk: Chunk) -> bool:
        norms = self.words.forms[chunk.first : chunk.after]
        if norms[0] in self.table("not_agents") or norms[-1] in self.table("not_agents"):
            return False
        known = self.has("authors", chunk.first, chunk.after) or self.has("victims", chunk.first, chunk.after)
        return known or self.is_named(chunk) or norms[-1] in self.table("organisations")

    def is_named(self, chunk: Chunk) -> bool:
        """A name: a capital that does not merely open the sentence."""
        at = chunk.first + (1 if self.words.has(chunk.first, Class.DETERMINER) else 0)
        names = [w for w in range(at, chunk.after) if self.words.has(w, Class.CAPITAL)]
        if not names:
            return False
        opens = names[0] == 0 or self.words.has(names[0], Class.BREAK)
        return len(names) > 1 or not opens or chunk.after - at == 1

    def is_opener(self, chunk: Chunk) -> bool:
        """A single word that has its capital only because it opens the sentence."""
        return chunk.after - chunk.first == 1 and (chunk.first == 0 or self.words.has(chunk.first, Class.BREAK))

    def is_living(self, chunk: Chunk) -> bool:
        return self.words.forms[chunk.first] in ("some", "several", "others", "many", "both", "half", "three", "two")

    def is_done_to(self, verb: Verb) -> bool:
        return any(True for _ in self.words.found("done_to", verb.main, verb.main + 1))

    def suffers(self, verb: Verb) -> bool:
        return self.words.forms[verb.main] in self.table("suffered", "act_verbs")
