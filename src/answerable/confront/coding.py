"""Relation, stance and code of one sentence against one allegation, by the codebook.

In:   settings (a sentence against an allegation).
Out:  `Verdict`: ids of the codebook, a confidence and the reason; or an abstention, "for a person to decide".
Not:  learned weights, or cue phrases taken for judgements: a cue counts only with the structure its rule asks for.

The confidence (4) is the strength of the rule, lowered by how near another rule came. It orders suggestions; it is not
calibrated against people yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from answerable.confront.counter import achievements, attack_on_source, comparison, principle_appeal
from answerable.confront.denial import bare_negation, blanket_rejection, legalism, literal_denial, rule_at_issue
from answerable.confront.findings import Finding, Rule, strongest
from answerable.confront.nearest import nearest_example
from answerable.confront.procedural import deferral, formality
from answerable.confront.relations import relation_of
from answerable.confront.setting import Setting
from answerable.confront.stances import stance_of
from answerable.confront.substance import (
    concession,
    containment,
    general_truth,
    justification,
    plain_statement,
    relabelling,
    remedy_claimed,
    responsibility_shift,
    specific_information,
)
from answerable.resources.codebook import Codebook

RULES: tuple[Rule, ...] = (
    formality,
    deferral,
    blanket_rejection,
    attack_on_source,
    principle_appeal,
    comparison,
    achievements,
    rule_at_issue,
    literal_denial,
    bare_negation,
    legalism,
    specific_information,
    plain_statement,
    concession,
    remedy_claimed,
    containment,
    responsibility_shift,
    relabelling,
    justification,
    general_truth,
)
ABSTAIN_BELOW = 0.45
_EXAMPLE = 0.15  # what a worked example alike adds at most


@dataclass(frozen=True, slots=True)
class Verdict:
    """One coding with its reason."""

    relation: str
    stance: str
    code: str
    confidence: float
    why: str
    abstain: bool


def code_setting(s: Setting, codebook: Codebook) -> Verdict:
    """Code one sentence against one allegation.  # (4)"""
    ranked = findings_of(s, codebook)
    best = ranked[0] if ranked else Finding("formality", 0.0, "no rule fits it")
    second = ranked[1].strength if len(ranked) > 1 else 0.0
    relation, reach = relation_of(s, best)
    stance = stance_of(s, best)
    confidence = max(0.05, min(0.95, best.strength - 0.4 * max(0.0, 0.1 - (best.strength - second))))
    why = f"{named(codebook, relation, stance, best.code)}: {best.why}; {reach}"
    return Verdict(relation, stance, best.code, round(confidence, 4), why, confidence < ABSTAIN_BELOW)


def findings_of(s: Setting, codebook: Codebook) -> list[Finding]:
    """What the rules and the worked examples bring forward, strongest first, one finding per code of the codebook."""
    found = [finding for rule in RULES for finding in rule(s)]
    likeness = nearest_example(s.sentence.text, codebook)
    if likeness is not None:
        found = [_with_example(f, likeness.code, likeness.score) for f in found]
        if likeness.score >= 0.35:
            found.append(Finding(likeness.code, 0.3 + 0.5 * likeness.score, f"it is worded like “{likeness.example}”"))
    known = codebook.ids("codes")
    return [f for f in strongest(found) if f.code in known]


def _with_example(f: Finding, code: str, score: float) -> Finding:
    return Finding(f.code, f.strength + _EXAMPLE * score, f.why) if f.code == code else f


def named(codebook: Codebook, relation: str, stance: str, code: str) -> str:
    """The three names as a reader knows them: "tangential, no position, legalism"."""
    names = (
        codebook.named("relations", relation).name,
        codebook.named("stances", stance).name,
        codebook.named("codes", code).name,
    )
    return ", ".join(name.lower() for name in names)
