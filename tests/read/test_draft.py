"""A draft that falls short says why, in a line a person can read."""

from __future__ import annotations

from answerable.read.draft import Draft


def test_reasons_are_joined_each_once():
    draft = Draft("text/plain")
    for reason in ("no page 1", "no page 2", "no page 1"):
        draft.fall_short(reason)
    assert (draft.outcome, draft.reason) == ("partial", "no page 1; no page 2")


def test_twenty_thousand_reasons_stay_one_short_line():
    draft = Draft("application/pdf")
    for page in range(20_000):
        draft.fall_short(f"page {page} cannot be opened")
    assert draft.reason.startswith("page 0 cannot be opened; page 1 ")
    assert draft.reason.endswith("; and more")
    assert len(draft.reason) < 500
