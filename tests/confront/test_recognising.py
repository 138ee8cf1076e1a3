"""What a document is in the exchange, by its own words, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.confront.recognising import recognise

LETTER = """AL VLD 3/2021
Excellency,
We have the honour to address you in our capacity as experts. We would like to bring to the attention of your
Government information we have received. We would be grateful for your observations. Please provide information on:
1. the legal grounds.
Please accept the assurances of our highest consideration."""
REPLY = """The Permanent Mission of Veldonia presents its compliments to the Office and has the honour to refer to the
joint letter AL VLD 3/2021. The Government replies as follows. No prisoner was harmed."""
RECEIPT = """The Permanent Mission of Veldonia presents its compliments to the Office and acknowledges receipt of its
communication, which has been forwarded to the competent authorities."""
REQUEST = """Excellency,
I wish to visit Harth and request an invitation to conduct a visit in May. The terms of reference are attached.
Yours sincerely, Irel Tansy"""
NEWS = """The government of Veldonia said on Tuesday, in response to the letter of the experts, that it rejects
the claims. "We acknowledge receipt of it," the minister told reporters."""

CASES = {
    "a letter of allegation": (LETTER, "en", "letter"),
    "a note verbale that replies": (REPLY, "en", "reply"),
    "an acknowledgement": (RECEIPT, "en", "reply"),
    "a request to visit": (REQUEST, "en", "request"),
    "a news report about a letter": (NEWS, "en", None),
    "a reply in French": (
        "La Mission permanente de Veldonie présente ses compliments au Haut-Commissariat et a l'honneur de se référer "
        "à la communication du 3 mai.",
        "fr",
        "reply",
    ),
    "a reply in Chinese": ("普通照会\n维尔多尼亚常驻代表团向办事处致意，并就联合来函答复如下：", "zh", "reply"),
    "a language without words for it": ("Dengan hormat", "id", None),
}


@pytest.mark.parametrize("name", CASES)
def test_a_document_is_what_its_words_show(name: str) -> None:
    text, language, kind = CASES[name]
    seen = recognise(text, language)
    assert (seen.kind if seen else None) == kind
    if seen:
        assert seen.evidence
        assert seen.why


def test_an_acknowledgement_is_marked_as_one() -> None:
    seen, reply = recognise(RECEIPT, "en"), recognise(REPLY, "en")
    assert seen is not None
    assert seen.acknowledgement
    assert reply is not None
    assert not reply.acknowledgement
    assert reply.sender == "Permanent Mission of Veldonia"
    assert reply.reference == "AL VLD 3/2021"


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    seen = recognise(text, "en")
    assert seen is None or all(s.of(text) for s in seen.evidence)
