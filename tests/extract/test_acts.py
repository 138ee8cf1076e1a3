"""Speech acts: the definitions of docs/methods/extract.md, with their borderline cases."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.extract.saying import said

CASES = {
    "a wrong is said to have been done": ("en", "The union said guards beat nine prisoners.", "alleges"),
    "an accusation": ("en", "The union accused the guards of cruelty.", "alleges"),
    "a neutral report": ("en", "The union said the ward has forty beds.", "reports"),
    "a government alleges as well as anybody": ("en", "The government said rebels killed nine villagers.", "alleges"),
    "a flat denial": ("en", "The ministry denied that guards beat prisoners.", "denies"),
    "that a wrong was not done is a denial": ("en", "The ministry said no prisoner was beaten.", "denies"),
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
    "what was owed and never done is alleged": ("en", "The miners said they were never paid.", "alleges"),
    "what was kept from somebody is alleged": ("en", "The union said guards kept the pills from nine men.", "alleges"),
    "a need taken away is alleged": ("en", "Rosa Tembo said her heart pills were stopped in May.", "alleges"),
    "held without what a person needs": ("en", "The union said nine men were held without trial.", "alleges"),
    "nobody told us": ("en", "“Nobody told us where he was,” Rosa Tembo said.", "alleges"),
    "of one's own house: nobody ever": ("en", "“Nobody has ever slept in our cellar,” Rosa Tembo said.", "denies"),
    "what is said is called untrue": ("en", "The company said the report was an invention.", "denies"),
    "a lie is what the story is called": ("en", "The company said the story was a lie.", "denies"),
    "having lied is a wrong": ("en", "The company said the minister had lied.", "alleges"),
    "declining to say": ("en", "The manager declined to comment.", "responds"),
    "a supposition takes no side": ("en", "The minister said if guards beat anyone, they would be tried.", "reports"),
    "whether it was so": ("en", "The minister said whether guards beat anyone was unclear.", "reports"),
    "saying that nothing is said": ("en", "The manager said she had nothing to add.", "responds"),
    "a denial that is itself denied": ("en", "The ministry did not deny the report.", "responds"),
    "a promise not given": ("en", "The ministry did not promise a reply.", "reports"),
    "asked, and answering": ("en", "Asked about the ward, Irena Holl said it was warm.", "responds"),
    "a report is criticised": ("en", "The ministry criticised the report.", "responds"),
    "wanting a thing done": ("en", "The union wants the flare put out.", "demands"),
    "wanting a thing": ("en", "The union wants new boots.", "other"),
    "asking another to act": ("en", "The union asked the mayor to open the files.", "demands"),
    "a promise in the passive": ("en", "The manager said the results would be made public soon.", "commits"),
    "a spokesperson speaks for the body": (
        "en",
        "The Office will publish its report in May, its spokesman said.",
        "commits",
    ),
    "what is done by others is no promise": (
        "en",
        "The manager said the results would be released by the court.",
        "reports",
    ),
    "a German denial": ("de", "Das Ministerium bestreitet, dass jemand gefoltert wurde.", "denies"),
    "a French allegation": ("fr", "Le syndicat affirme que neuf détenus ont été torturés.", "alleges"),
    "a French denial inside the clause": ("fr", "Le ministère affirme qu’aucun détenu n’est mort.", "denies"),
    "a Spanish demand": ("es", "El sindicato exigió una investigación.", "demands"),
    "a Russian promise": ("ru", "Министерство пообещало, что опубликует доклад.", "commits"),
    "a Chinese denial": ("zh", "外交部否认这一说法。", "denies"),
    "a Chinese allegation": ("zh", "工会表示，九名囚犯遭到虐待。", "alleges"),
    "a German demand by its modal": ("de", "Die Sprecherin sagte, der Minister müsse gehen.", "demands"),
    "a German denial by its words": ("de", "Das Ministerium erklärte, die Vorwürfe seien frei erfunden.", "denies"),
    "a German wrong left undone": ("de", "Die Arbeiter sagten, sie seien nie bezahlt worden.", "alleges"),
    "a French complaint": ("fr", "« Personne ne m’a demandé de signer », raconte Irena Holl.", "alleges"),
    "a French denial by its words": ("fr", "Le ministère affirme que ces accusations sont infondées.", "denies"),
    "a Spanish denial by its words": ("es", "La portavoz afirmó que todo es una mentira.", "denies"),
    "a Spanish complaint": ("es", "La portavoz afirmó que nadie fue informado.", "alleges"),
    "a Russian denial by its words": ("ru", "Министерство заявило, что это ложь.", "denies"),
    "a Russian wrong left undone": ("ru", "Профсоюз заявил, что рабочим не заплатили.", "alleges"),
    "a Chinese denial inside the clause": ("zh", "外交部表示，没有任何人遭到虐待。", "denies"),
    "a Chinese denial by its words": ("zh", "外交部表示，有关报道毫无根据。", "denies"),
    "a Chinese demand by its modal": ("zh", "工会表示，部长应当辞职。", "demands"),
    "a Chinese promise": ("zh", "外交部表示，将公布调查报告。", "commits"),
    "a Chinese wage never paid": ("zh", "工会表示，矿工从未领过工资。", "alleges"),
    "of one's own house, in Chinese": ("zh", "公司表示，他们从未在本公司领过工资。", "denies"),
    "an Arabic promise, with its vowels": ("ar", "قالت الوزارة إنها سيُنشر التقرير قريباً.", "commits"),
    "an Arabic wrong left undone": ("ar", "قالت النقابة إن أحداً لم يدفع الأجور.", "alleges"),
    "an Arabic denial by its words": ("ar", "قالت الوزارة إن هذه مزاعم كاذبة.", "denies"),
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


def test_acts_of_sentences_written_blind_are_found_as_often_as_on_their_first_run():
    cases = tomllib.loads((Path(__file__).parent / "acts_blind.toml").read_text(encoding="utf-8"))["case"]
    missed = [case["text"] for case in cases if said(case["text"])[0].act != case["act"]]
    assert len(missed) <= 9, missed  # nine of forty-four on the first run
