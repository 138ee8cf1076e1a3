"""The words by which speech acts are told, of one language, compiled once.

In:   `acts.toml`, `wrongs.toml`, `laws.toml`, `access.toml`, `promises.toml`, `grammar.toml`, `speakers.toml` of a language.
Out:  `ActWords`.
Not:  rules: what follows from a word is said in `act_signs` and `acts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from answerable.extract.rows import Rows
from answerable.extract.stems import Stems
from answerable.resources import lexicon


@dataclass(frozen=True, slots=True)
class ActWords:
    wrongs: Stems
    wrong_rows: Rows
    mentions: frozenset[str]
    people: frozenset[str]
    negations: frozenset[str]
    nobody: frozenset[str]
    dues: frozenset[str]
    needs: frozenset[str]
    deprive: frozenset[str]
    passives: frozenset[str]
    untrue: Rows
    silent: Rows
    keeps: frozenset[str]
    sayings: frozenset[str]
    prompted: Rows
    dismissing: Rows
    accounts: frozenset[str]
    criticism: frozenset[str]
    laws: frozenset[str]
    law_verbs: frozenset[str]
    access: frozenset[str]
    should: frozenset[str]
    performs: frozenset[str]
    done: frozenset[str]
    supposing: frozenset[str]
    ours: frozenset[str]
    patients: frozenset[str]
    patient_subjects: frozenset[str]
    will: frozenset[str]
    deeds: frozenset[str]
    passive: frozenset[str]
    promises: Rows
    own: frozenset[str]
    spokes: frozenset[str]
    again: Rows


@cache
def act_words(language: str) -> ActWords:
    """The words of `language` (primary subtag); empty tables where it has none."""
    acts, wrongs = lexicon(language, "acts"), lexicon(language, "wrongs")
    laws, promises = lexicon(language, "laws"), lexicon(language, "promises")
    grammar = lexicon(language, "grammar")

    def words(table: dict[str, list[str]], key: str) -> frozenset[str]:
        return frozenset(table.get(key, ()))

    return ActWords(
        wrongs=Stems(wrongs.get("stems", ())),
        wrong_rows=Rows(acts.get("wrongs", ())),
        mentions=words(wrongs, "mentions"),
        people=words(wrongs, "people"),
        negations=words(grammar, "negations"),
        nobody=words(acts, "nobody"),
        dues=words(acts, "dues"),
        needs=words(acts, "needs"),
        deprive=words(acts, "deprive"),
        passives=words(acts, "passives"),
        untrue=Rows(acts.get("untrue", ())),
        silent=Rows(acts.get("silent", ())),
        keeps=words(acts, "keeps"),
        sayings=words(acts, "sayings"),
        prompted=Rows(acts.get("prompted", ())),
        dismissing=Rows(acts.get("dismissing", ())),
        accounts=words(acts, "accounts"),
        criticism=words(wrongs, "criticism"),
        laws=words(laws, "words"),
        law_verbs=words(laws, "verbs"),
        access=words(lexicon(language, "access"), "things"),
        should=words(acts, "should"),
        performs=words(acts, "performs"),
        done=words(acts, "done"),
        supposing=words(acts, "supposing"),
        ours=words(acts, "ours"),
        patients=words(acts, "patients"),
        patient_subjects=words(acts, "patient_subjects"),
        will=words(promises, "will"),
        deeds=words(promises, "deeds"),
        passive=words(promises, "passive"),
        promises=Rows(promises.get("set_phrases", ())),
        own=words(promises, "own"),
        spokes=words(lexicon(language, "speakers"), "spokes"),
        again=Rows(acts.get("again", ())),
    )
