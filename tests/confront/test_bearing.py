"""Accounts: what witnesses tell in their own words bears on an allegation, and on no other."""

from __future__ import annotations

import pytest

from answerable.confront.accounts import Account, Telling, Told, find_accounts
from answerable.confront.answer import Allegation, Element
from answerable.confront.bearing import what_bears
from answerable.terms.digest import Digest, digest_bytes
from answerable.terms.span import Span


def allegation(id: str, text: str, *parts: str) -> Allegation:
    return Allegation(id, text, tuple(Element(id, "act", part) for part in parts), (), False)


ALLEGED = [
    allegation("water", "From May to August 2030 drinking water was cut off in the quarry barracks at Orne for at least sixty convicts.",
               "Drinking water was cut off, and buckets, barrels and the pump were taken away."),
    allegation("bridge", "Iven Marl drowned under the rail bridge at Orne on 12 July 2030 after guards untied his raft.",
               "Iven Marl drowned on 12 July 2030.", "Guards untied his raft."),
    allegation("wages", "Convicts at Orne loaded slate onto barges for the Tessel Line without wages.",
               "Convicts loaded slate onto barges.", "No wages were paid."),
    allegation("letters", "Censors at Orne burned letters to lawyers.", "Letters to lawyers were burned."),
]  # fmt: skip


def document(text: str, *told: tuple[str, str | None], language: str = "en", **more: object) -> Telling:
    """A document of paragraphs; `told` are words that somebody says in it."""
    at, paragraphs = 0, []
    for part in text.split("\n\n"):
        paragraphs.append(Span(at, at + len(part)))
        at += len(part) + 2
    said = []
    for words, speaker in told:
        start = text.index(words)
        said.append(Told(digest_bytes(words.encode()), Span(start, start + len(words)), speaker or "he", speaker))
    return Telling(digest_bytes(text.encode()), text, tuple(paragraphs), language, tuple(said), **more)  # type: ignore[arg-type]


def witness(name: str) -> bool:
    return name not in ("The ministry", "The experts")


def borne(telling: Telling) -> dict[str, str | None]:
    accounts = list(find_accounts(telling, witness))
    return {b.allegation: b.account.witness for b in what_bears(ALLEGED, accounts, [telling.text, *([""] * 8)])}


TELLING = {
    "thirst, in other words": (
        document("At Orne, in June, Sela Brand carried two buckets.\n\n“The pump stood there without a handle all June,” says Sela Brand, “and the barrels were gone.”",
                 ("“The pump stood there without a handle all June,”", "Sela Brand")),
        {"water": "Sela Brand"},
    ),
    "a named man and a day": (
        document("Orne, 2030.\n\nTov Arkin saw Iven Marl on 12 July. “He was on the raft, and then the rope was loose,” Tov Arkin said.",
                 ("“He was on the raft, and then the rope was loose,”", "Tov Arkin")),
        {"bridge": "Tov Arkin"},
    ),
    "somebody who does not know": (
        document("Orne, 2030.\n\nTov Arkin did not know Iven Marl, who drowned on 12 July. “I was told nothing,” Tov Arkin said.",
                 ("“I was told nothing,”", "Tov Arkin")),
        {},
    ),
    "another place": (
        document("In Dell the pump lost its handle in June and the barrels leaked, Sela Brand says.",
                 ("the pump lost its handle in June and the barrels leaked", "Sela Brand")),
        {},
    ),
    "one shared word": (
        document("At Orne the wages are good, says Sela Brand, who sells hats.", ("the wages are good", "Sela Brand")),
        {},
    ),
    "a ministry": (
        document("At Orne the pump and the barrels are in order, the ministry says.",
                 ("the pump and the barrels are in order", "The ministry")),
        {},
    ),
    "one who holds a post": (
        document("The warden of Orne, Hal Merrow, said the pump and all barrels were in their place in June.",
                 ("the pump and all barrels were in their place in June", "Hal Merrow")),
        {},
    ),
    "a paper of an office": (
        document("TESSEL LINE, Orne quay. Slate: 40 barges. Loaded by convicts. Wages: none.", record=True),
        {"wages": None},
    ),
    "a mail about oneself": (
        document("I am home from Orne. They burned my letters, both to the lawyers and to you.", writer="Mira Toll"),
        {"letters": "Mira Toll"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TELLING)
def test_an_account_bears_on_what_it_tells_of_and_on_nothing_else(case: str) -> None:
    telling, expected = TELLING[case]
    assert borne(telling) == expected


def test_a_foreign_account_meets_an_allegation_in_a_name_that_only_that_one_has() -> None:
    telling = document("À Orne, Aline Fauvel a vu le radeau d’Iven Marl.\n\n« Iven Marl criait », dit Aline Fauvel à Orne.",
                       ("« Iven Marl criait »", "Aline Fauvel"), language="fr")  # fmt: skip
    assert borne(telling) == {"bridge": "Aline Fauvel"}


def test_what_is_shared_is_told_in_the_accounts_own_words() -> None:
    telling, _ = TELLING["thirst, in other words"]
    (bearing,) = what_bears(ALLEGED, find_accounts(telling, witness), [telling.text, *([""] * 8)])
    assert {"pump", "barrels"} <= set(bearing.why.split(", "))


def test_words_that_every_document_uses_bear_on_nothing() -> None:
    account = Account(Digest("0" * 64), "Sela Brand", None, "en", (), ("The pump and the barrels at Orne.",), "Orne")
    everywhere = ["The pump and the barrels at Orne."] * 40
    assert what_bears(ALLEGED, [account], everywhere) == []
    assert [b.allegation for b in what_bears(ALLEGED, [account], [""])] == ["water"]
