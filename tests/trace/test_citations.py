"""Citations: a document names another by its outlet or its title; an office's name is no title."""

from __future__ import annotations

from answerable.trace.lineage import TextSeen
from answerable.trace.lineages import trace_lineage

TITLE = "Who counted the boats at Orne before dawn"


def cited(*texts: TextSeen) -> list[tuple[str, str]]:
    return [(d.child, d.parent) for d in trace_lineage(texts).derivations if d.kind == "citation"]


def test_a_document_that_is_named_by_its_title_is_cited() -> None:
    report = TextSeen(
        "report", f"{TITLE}\n\nThe harbour office has kept no list of crews since the spring.", title=TITLE
    )
    story = TextSeen("story", f"A study, “{TITLE}”, was read in the assembly on Friday by two members.")
    assert cited(report, story) == [("story", "report")]


def test_an_office_named_in_a_story_is_not_its_letter_cited() -> None:
    head = "Permanent Delegation of the Republic of Harth"
    letter = TextSeen(
        "letter", f"{head}\n\nThe delegation begs to return its thanks for the note of Monday.", title=head
    )
    story = TextSeen("story", f"The {head} did not return calls on Friday, and its door was shut to all who knocked.")
    assert cited(letter, story) == []


def test_a_heading_that_several_letters_carry_names_none_of_them() -> None:
    head = "Notes of the panel on closed places and their keepers"
    one = TextSeen("one", f"{head}\n\nThe ferry to Orne has not run since the flood took the pier away.", title=head)
    two = TextSeen("two", f"{head}\n\nNine weavers asked for the ledger of the mill and were shown a wall.", title=head)
    story = TextSeen("story", f"In the {head} it is said that gates are counted twice and keys never.")
    assert cited(one, two, story) == []
