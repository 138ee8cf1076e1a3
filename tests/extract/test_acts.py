"""Speech acts: the definitions of docs/methods/extract.md, with their borderline cases."""

from __future__ import annotations

import pytest
from tests.extract.saying import said

CASES = {
    "a wrong is said to have been done": ("en", "The union said guards beat nine prisoners.", "alleges"),
    "an accusation": ("en", "The union accused the guards of cruelty.", "alleges"),
    "a neutral report": ("en", "The union said the ward has forty beds.", "reports"),
    "a government alleges as well as anybody": ("en", "The government said rebels killed nine villagers.", "alleges"),
    "a flat denial": ("en", "The ministry denied that guards beat prisoners.", "denies"),
    "that a wrong was not done is no allegation": ("en", "The ministry said no prisoner was beaten.", "reports"),
    "an admission": ("en", "The ministry admitted that two men had died.", "concedes"),
    "a dispute over a detail": ("en", "The ministry disputed the number of the dead.", "disputes-detail"),
    "a law is cited": ("en", "The ministry cited the prison code of 2019.", "cites-law"),
    "a number is cited": ("en", "The ministry cited the weather.", "reports"),
    "an answer": ("en", "The ministry replied that the ward was open.", "responds"),
    "a demand": ("en", "The ombudsman urged the ministry to open the files.", "demands"),
    "what should be done": ("en", "Sanda Rook said the minister should resign.", "demands"),
    "wanting another to act": ("en", "The union wants the minister to resign.", "demands"),
    "wanting something for oneself": ("en", "The minister wants to rest.", "other"),
    "access is asked for": ("en", "The experts requested access to the ward.", "requests-access"),
    "a promise": ("en", "The ministry promised to publish the report.", "commits"),
    "what the speaker will do": ("en", "The ministry said it would publish the report.", "commits"),
    "an assessment": ("en", "The institute concluded that the graves are new.", "assesses"),
    "an opinion": ("en", "The minister praised the guards.", "other"),
    "an allegation only mentioned": ("en", "Irena Holl said the reports of killings are being read.", "reports"),
    "alarm at allegations": ("en", "The experts expressed alarm at allegations of torture.", "alleges"),
    "a German denial": ("de", "Das Ministerium bestreitet, dass jemand gefoltert wurde.", "denies"),
    "a French allegation": ("fr", "Le syndicat affirme que neuf détenus ont été torturés.", "alleges"),
    "a French denial inside the clause": ("fr", "Le ministère affirme qu’aucun détenu n’est mort.", "reports"),
    "a Spanish demand": ("es", "El sindicato exigió una investigación.", "demands"),
    "a Russian promise": ("ru", "Министерство пообещало, что опубликует доклад.", "commits"),
    "a Chinese denial": ("zh", "外交部否认这一说法。", "denies"),
    "a Chinese allegation": ("zh", "工会表示，九名囚犯遭到虐待。", "alleges"),
    "an Arabic denial": ("ar", "نفت الحكومة أن يكون السجناء قد ماتوا.", "denies"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_first_statement_is_this_act(name):
    language, text, act = CASES[name]
    assert said(text, language)[0].act == act


def test_who_has_denied_goes_on_answering():
    text = (
        "The union said guards beat nine prisoners. The ministry denied the claim. "
        "The ministry said the guards had been at lunch."
    )
    assert [s.act for s in said(text)] == ["alleges", "denies", "responds"]
