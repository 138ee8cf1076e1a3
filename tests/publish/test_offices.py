"""Who may be named outside their passage."""

from __future__ import annotations

import pytest

from answerable.publish.bundle import Party
from answerable.publish.offices import Offices

PARTIES = (Party("v", ("Government of Veldonia", "Veldonia"), "State"), Party("c", ("Corvane",), "company"))
SPEAKERS = {
    "a party by name": ("Corvane", "c", True),
    "a party inside a longer name": ("the Permanent Mission of Veldonia", "v", True),
    "a name that only contains a party's": ("Corvanesque Ltd Holding", None, True),
    "a ministry": ("the Ministry of Fisheries of Othmar", None, True),
    "a ministry in Arabic": ("المتحدث باسم وزارة الزراعة", None, True),
    "a ministry in Chinese": ("外交部发言人", None, True),
    "a court in German": ("das Oberlandesgericht", None, True),
    "a committee in Russian": ("следственный комитет", None, True),
    "a government in Uyghur": ("ۋېلدونىيە ھۆكۈمىتى ھۆكۈمەت", None, True),
    "a person": ("Asha Lind", None, False),
    "a widow": ("the widow of a police officer", None, False),
    "a witness in Arabic": ("شاهد في وزارة العدل", None, False),
    "a victim in Chinese": ("受害者家属", None, False),
    "a prisoner of a party": ("a prisoner in Veldonia", None, False),
    "a clause taken for a speaker": (
        "The ministry used its weekly briefing on Friday to answer the experts of Othmar",
        None,
        False,
    ),
    "nobody": (None, None, False),
}


@pytest.mark.parametrize("name", SPEAKERS)
def test_only_parties_and_offices_are_public(name: str) -> None:
    speaker, party, public = SPEAKERS[name]
    offices = Offices(PARTIES)
    found = offices.party(speaker)
    assert (found.id if found else None) == party
    assert offices.public(speaker) == (speaker if public else None)


def test_a_long_run_is_judged_in_time() -> None:
    assert Offices(PARTIES).public("a " * 50_000) is None


def test_a_mail_address_beside_a_name_is_shown_nowhere() -> None:
    offices = Offices(PARTIES)
    assert offices.public("Ministry of Justice <asha.lind@justice.example>") == "Ministry of Justice"
    assert offices.public("press@justice.example") is None
    assert "@" not in (offices.public("asha@justice.example, Ministry of Justice") or "")
