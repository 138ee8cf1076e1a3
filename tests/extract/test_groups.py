"""Groups affected; never persons."""

from __future__ import annotations

import pytest

from answerable.extract.groups import find_groups

CASES = {
    "a list after including": (
        "The killing of minorities including Sarenites, hill tribes, Othmar believers and other river communities "
        "went on.",
        ["minorities", "Sarenites", "hill tribes", "Othmar believers", "other river communities"]),
    "one group": ("They denied the torture of detainees.", ["detainees"]),
    "a person is never listed": ("The killing of minorities including Anton Revik went on.", ["minorities"]),
    "no wrong, no group": ("The mayor spoke of minorities including Sarenites.", []),
    "a wrong to a thing": ("The poisoning of the bay went on.", []),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_groups_said_to_be_wronged_are_found(name):
    text, groups = CASES[name]
    assert [span.of(text) for span in find_groups(text, "en")] == groups
