"""How the report was made: versions, definitions of what it uses, what was not checked, what the proof does not show.

In:   the bundle, the codebook, the grid, the judgements.
Out:  `Method`.
Not:  reassurance. What was not done is counted as not done.
"""

from __future__ import annotations

from dataclasses import dataclass

from answerable.acquire.capture import Offered
from answerable.assess.judgement import Judgement
from answerable.publish.bundle import Bundle
from answerable.publish.grid import Grid
from answerable.publish.laid import Laid
from answerable.publish.words import count, used
from answerable.resources.codebook import Category, Codebook

LIMITS = (
    "That bytes are kept unchanged shows that a page said something when it was captured. It does not show who wrote "
    "the page, nor that what it says is true.",
    "A date printed in a document is what the document says. Only the moment of capture is the word of a clock, this "
    "machine’s.",
    "“Answered” means that a passage addresses the point. It does not mean true, convincing or lawful.",
    "“Unanswered” means that no passage held here addresses the point. It is neither an admission nor a denial.",
    "An origin is counted when no shared words, mark or named source joins it to another. Origins that agree in secret "
    "look like two; one origin that was rewritten throughout can look like two as well.",
    "Copies add readers, not evidence. Nothing here counts them as support.",
    "Speakers who are neither a party nor an office are named only inside the passages that quote them.",
    "Addresses are printed as text and cannot be clicked, so that reading this page tells no one that you read it.",
)


@dataclass(frozen=True, slots=True)
class Method:
    """The last section."""

    limits: tuple[str, ...]
    not_checked: tuple[str, ...]
    definitions: tuple[tuple[str, str, tuple[Category, ...]], ...]  # table of the codebook, its name here, entries
    rules: tuple[str, ...]
    codebook: str
    unread: tuple[Offered, ...]
    inputs: int
    unfit: tuple[Judgement, ...]

    @property
    def defined(self) -> frozenset[str]:
        """The anchors of the definitions."""
        return frozenset(f"def-{table}-{one.id}" for table, _, entries in self.definitions for one in entries)


def make_method(bundle: Bundle, codebook: Codebook, grid: Grid, laid: Laid) -> Method:
    """The section of a case. Definitions are those of the codes that stand in the grid."""
    answers = [*bundle.answers]
    judgements = [one.judgement for one in laid.in_force]
    relations = frozenset(a.relation for a in answers) | frozenset(j.relation for j in judgements)
    stances = frozenset(a.stance for a in answers) | frozenset(j.stance for j in judgements)
    codes = frozenset(a.code for a in answers) | frozenset(j.code for j in judgements)
    characters = frozenset(bundle.characters.values())
    definitions = (
        ("states", "States of a point", tuple(codebook.states)),
        ("relations", "Relation of a passage to a point", tuple(used(codebook, "relations", relations))),
        ("stances", "Stance", tuple(used(codebook, "stances", stances))),
        ("codes", "Response codes", tuple(used(codebook, "codes", codes))),
        ("characters", "Character of a whole reply", tuple(used(codebook, "characters", characters))),
    )
    return Method(
        LIMITS,
        tuple(_not_checked(bundle, grid, laid)),
        tuple(one for one in definitions if one[2]),
        codebook.rules,
        codebook.name,
        tuple(one for one in bundle.inputs if one.outcome != "read"),
        len(bundle.inputs),
        tuple(laid.unfit),
    )


def _not_checked(bundle: Bundle, grid: Grid, laid: Laid) -> list[str]:
    """Counts of what was not done, a sentence each; nothing when the count is nought."""
    cells = [cell for row in grid.rows for cell in row.cells]
    suggested = sum(cell.state is not None and not cell.judged for cell in cells)
    abstained = sum(cell.for_a_person for cell in cells)
    missed = sum(cell.note == "not examined" for cell in cells)
    unread = sum(one.outcome not in ("read", "skipped") for one in bundle.inputs)
    undated = sum(document.when is None for document in bundle.documents)
    unplaced = len(laid.unfit)
    found = (
        (suggested, f"{count(suggested, 'cell')} of the grid suggested by a method and not yet looked at by a person."),
        (abstained, f"{count(abstained, 'cell')} where the method could not decide; left for a person."),
        (missed, f"{count(missed, 'cell')} not examined."),
        (unread, f"{count(unread, 'input')} not read, or not fully: listed with the sources."),
        (undated, f"{count(undated, 'document')} without a date that could be found; put last."),
        (unplaced, f"{count(unplaced, 'judgement')} whose passage could not be found again with certainty."),
        (bundle.checkpoint is None, "This page names no checkpoint of the journal to compare it with."),
    )
    return [words for number, words in found if number] + list(bundle.not_checked)
