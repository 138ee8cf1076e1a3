"""Source, cue and content, in nine languages."""

from __future__ import annotations

import pytest
from tests.extract.saying import said, words

from answerable.extract.statements import find_statements

# name: (language, text, source, cue, content) of the first statement
CASES = {
    "a quotation before its cue": (
        "en", "“The ward is open,” Irena Holl said.", "Irena Holl", "said", "“The ward is open,”"),
    "a quotation and an inverted cue": (
        "en", '"The ward is open," said Irena Holl, a deputy minister.',
        "Irena Holl, a deputy minister", "said", '"The ward is open,"'),
    "a quotation split around its cue": (
        "en", '"The ward," she said, "has been open since May."', "she", "said",
        '"The ward," | "has been open since May."'),
    "a quotation after a colon": (
        "en", "The ministry said: ‘The ward is open.’", "The ministry", "said", "‘The ward is open.’"),
    "a that-clause": (
        "en", "The union said that nine men had died.", "The union", "said", "that nine men had died"),
    "a clause without that": (
        "en", "The union said nine men had died.", "The union", "said", "nine men had died"),
    "someone addressed": (
        "en", "Irena Holl told reporters in Dorun that the ward was open.", "Irena Holl", "told",
        "that the ward was open"),
    "a day between cue and clause": (
        "en", "The union said on Monday that nine men had died.", "The union", "said", "that nine men had died"),
    "a headline": (
        "en", "Ward was locked, union says\n\nThe rest follows.", "union", "says", "Ward was locked"),
    "a headline with a dash": (
        "en", "Pills kept from convicts - union\n\nThe rest follows.", "union", "-", "Pills kept from convicts"),
    "according to, before": (
        "en", "According to the union, nine men died.", "the union", "According to", "nine men died"),
    "according to, after": (
        "en", "Nine men died, according to the union.", "the union", "according to", "Nine men died"),
    "quoted as saying": (
        "en", '"It was cold," one inmate is quoted as saying.', "one inmate", "is quoted as saying",
        '"It was cold,"'),
    "a noun that stands for saying": (
        "en", "Its claim that the ward was open surprised Dorun.", "Its", "claim",
        "that the ward was open surprised Dorun"),
    "an apposition belongs to the source": (
        "en", "Pavel Drost, the ombudsman, urged the ministry to open the ward.", "Pavel Drost, the ombudsman,",
        "urged", "the ministry to open the ward"),
    "a doubled apostrophe as a quotation mark": (
        "en", "''The ward is open,'' Irena Holl said.", "Irena Holl", "said", "''The ward is open,''"),
    "German, low marks": (
        "de", "„Das Lager ist offen“, sagte Irena Holl am Freitag.", "Irena Holl", "sagte", "„Das Lager ist offen“"),
    "German, a clause without dass": (
        "de", "Am Montag sagte die Sprecherin, die Häftlinge seien gesund.", "die Sprecherin", "sagte",
        "die Häftlinge seien gesund"),
    "French, guillemets": (
        "fr", "« Le camp est ouvert », a déclaré Irena Holl.", "Irena Holl", "a déclaré", "« Le camp est ouvert »"),
    "French, selon": (
        "fr", "Selon le syndicat, neuf détenus sont morts.", "le syndicat", "Selon", "neuf détenus sont morts"),
    "Spanish": (
        "es", "La portavoz afirmó que el campo está abierto.", "La portavoz", "afirmó", "que el campo está abierto"),
    "Italian": (
        "it", "«Il campo è aperto», ha detto Irena Holl.", "Irena Holl", "ha detto", "«Il campo è aperto»"),
    "Portuguese": (
        "pt", "Segundo o sindicato, nove presos morreram.", "o sindicato", "Segundo", "nove presos morreram"),
    "Russian": (
        "ru", "«Лагерь открыт», — сказала Ирена Холл.", "Ирена Холл", "сказала", "«Лагерь открыт»"),
    "Russian, according to": (
        "ru", "По словам представителя профсоюза, девять человек умерли.", "представителя профсоюза", "По словам",
        "девять человек умерли"),
    "Chinese, without spaces": (
        "zh", "外交部发言人文达表示，营地是开放的。", "外交部发言人文达", "表示", "营地是开放的"),
    "Chinese, corner brackets": (
        "zh", "霍尔女士说：「营地是开放的。」", "霍尔女士", "说", "「营地是开放的。」"),
    "Chinese, according to": (
        "zh", "据大陆通讯社报道，九名囚犯已获释。", "大陆通讯社", "据 | 报道", "九名囚犯已获释"),
    "Arabic, the verb first": (
        "ar", "قالت الوزارة إن المعسكر مفتوح.", "الوزارة", "قالت", "إن المعسكر مفتوح"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_statement_is_found_whole(name):
    language, text, source, cue, content = CASES[name]
    found = said(text, language)
    assert found, "nothing found"
    assert found[0][:3] == (source, cue, content)


def test_a_quotation_over_two_paragraphs_is_one():
    text = "Irena Holl said: “The ward is open.\n\n“It was always open.”"
    assert said(text)[0].content == "“The ward is open.\n\n“It was always open.”"


def test_a_quotation_that_stands_alone_goes_to_the_statement_before():
    text = 'The ministry denied it. "The ward is open," Irena Holl said. "It was always open. Come and see."'
    assert said(text)[-1].content == '"The ward is open," | "It was always open. Come and see."'


def test_two_statements_of_one_sentence_keep_apart():
    text = "The ministry said the ward was open, adding that visitors were welcome."
    assert [s[:3] for s in said(text)] == [
        ("The ministry", "said", "the ward was open"),
        ("The ministry", "adding", "that visitors were welcome"),
    ]


def test_what_one_reports_of_another_is_nested():
    text = "Coastal Wire reported that guards kept the medicine, according to the union."
    found = find_statements(text, "en")
    wire = next(i for i, a in enumerate(found) if a.speaker == "Coastal Wire")
    union = next(a for a in found if a.speaker == "the union")
    assert union.parent == wire


def test_a_relayed_paragraph_holds_what_is_said_in_it():
    text = (
        "Northern Letters reports:\n\nThe ministry denied the charge. It then urged the experts to be fair.\n\nThe end."
    )
    outlet, denial, call = find_statements(text, "en")
    assert words(outlet.content, text) == "The ministry denied the charge. It then urged the experts to be fair."
    assert (denial.parent, call.parent) == (0, 0)
    assert (denial.act, denial.speaker) == ("denies", "The ministry")
    assert (call.act, call.speaker) == ("demands", "The ministry")


def test_turns_of_a_transcript_are_statements_of_their_speakers():
    text = "HOST: Was the ward open?\n\nTEMBO: Yes. It was open.\n\nHOST: Thank you, Rosa Tembo.\n"
    found = said(text)
    assert found[0][:3] == ("TEMBO", ":", "Yes. It was open.")
    assert found[0].act == "responds", "it answers a question"
    assert all(s.content != "Was the ward open?" for s in found), "a question states nothing"


@pytest.mark.parametrize(
    "text",
    [
        "The ward has forty beds. It was built in 1961.",
        "The reported delay was short, and the proposed law is long.",
        "The post Ward was locked, union says appeared first on Dorun Observer",
        "None of this denies the report.",
        "",
        " \n\n ",
    ],
)
def test_a_text_in_which_nobody_speaks_gives_nothing(text):
    assert said(text) == []


def test_a_language_without_a_lexicon_gives_nothing_rather_than_english():
    assert find_statements("Irena Holl said it rained.", "tlh") == []


def test_an_unknown_language_in_latin_letters_is_read_as_english():
    assert find_statements("Irena Holl said it rained.") == find_statements("Irena Holl said it rained.", "en")
    assert find_statements("Ирена Холл said «Лагерь».") == []


def test_an_aside_before_a_quotation_is_no_content():
    text = "He said, after a long pause, “in the fullness of time”."
    assert said(text)[0].content == "“in the fullness of time”"


def test_a_subject_parted_from_its_verb_ends_the_statement_between():
    text = "Two doctors who left in May, and who feared for their posts, said the book was empty."
    assert said(text)[0][::2][:2] == ("Two doctors", "the book was empty")
    assert all("book" not in s.content for s in said(text)[1:])


def test_several_statements_of_one_source_keep_it():
    text = "Irena Holl said the ward was open, denied the charge and urged the union to be fair."
    assert [(s.speaker, s.act) for s in said(text)] == [
        ("Irena Holl", "responds"), ("Irena Holl", "denies"), ("Irena Holl", "demands")]  # fmt: skip
