"""case.toml: what a person writes is understood, or they are told which line is wrong and what to do."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.preserve.settings import Authority, GivenElement, Party, new_settings, parse_settings
from answerable.preserve.settings_errors import BadValueError, NotTomlError, SettingsError, UnknownKeyError, line_of
from answerable.terms.errors import WrongUseError

HEAD = 'id = "00112233445566778899aabbccddeeff"\nname = "Othmar bridge"\n'

WHOLE = (
    HEAD
    + """question = "谁知道裂缝？"
languages = ["en", "ug"]
codebook = "answerable-codebook/0.2"

[[party]]
id = "roads"
names = ["Ministry of Roads", "وزارة الطرق"]
role = "accused"

[[allegation]]
id = "a1"
text = "The ministry knew of the cracks."

  [[allegation.element]]
  kind = "knowledge"
  text = "It had the report of March."

[[document]]
path = "letters/1.pdf"
is = "letter"
from = "panel"
to = "roads"
date = 2031-03-04

[[document]]
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
is = "reply"
date = "2031-05"
answers = "letters/1.pdf"

[[document]]
url = "https://veldonia.example/"
answers = ["a1", "a2"]

[stamp]
[[stamp.authorities]]
name = "coast"
url = "https://stamp.veldonia.example/"
certificate = "authorities/coast.pem"
"""
)

#: name: (text after the head, error, line, words of the message or of what to do)
FAULTS = {
    "a key that is not known": ("nmae = 1\n", UnknownKeyError, 3, "'nmae'"),
    "two of them": ("\nfoo = 1\nbar = 2\n", UnknownKeyError, 4, "'foo', 'bar'"),
    "a key nearly right": ("quesion = 'x'\n", UnknownKeyError, 3, "Did you mean 'question'?"),
    "a table that is not known": ("[[parties]]\nid = 'a'\n", UnknownKeyError, 3, "Did you mean 'party'?"),
    "an unknown key of a table": ("[[party]]\nid = 'a'\nnmes = []\n", UnknownKeyError, 5, "[[party]] number 1"),
    "one in the second table": ("[[party]]\nid='a'\n[[party]]\nid='b'\nx=1\n", UnknownKeyError, 7, "number 2"),
    "one in a table of a table": (
        "[[allegation]]\nid='a'\ntext='t'\n[[allegation.element]]\nkind='act'\ntext='t'\nwho=1\n",
        UnknownKeyError,
        9,
        "[[allegation]] number 1, [[element]] number 1",
    ),
    "an unknown key of a stamp": ("[stamp]\nauthority = ['x']\n", UnknownKeyError, 4, "authorities"),
    "an authority without a certificate": (
        "[[stamp.authorities]]\nname='a'\nurl='https://a.example'\n",
        BadValueError,
        3,
        "no certificate",
    ),
    "an authority with a path for a name": (
        "[[stamp.authorities]]\nname='../a'\nurl='https://a.example'\ncertificate='a.pem'\n",
        BadValueError,
        4,
        "cannot be the name",
    ),
    "two authorities of one name": (
        "[[stamp.authorities]]\nname='a'\nurl='https://a.example'\ncertificate='a.pem'\n" * 2,
        BadValueError,
        8,
        "cannot be the name",
    ),
    "an authority that is no address": (
        "[[stamp.authorities]]\nname='a'\nurl='ftp://a.example'\ncertificate='a.pem'\n",
        BadValueError,
        5,
        "no address",
    ),
    "a model without a name": ("[model]\naddress='https://model.example/v1'\n", BadValueError, 3, "no name"),
    "a model that is no address": ("[model]\naddress='model.example'\nname='m'\n", BadValueError, 4, "no address"),
    "a model with a key in its address": (
        "[model]\nname='m'\naddress='https://model.example/v1?key=sk-0'\n",
        BadValueError,
        5,
        "A key stands in no case",
    ),
    "a model with a key beside it": (
        "[model]\nname='m'\naddress='https://model.example/v1'\nkey='sk-0'\n",
        UnknownKeyError,
        6,
        "'key'",
    ),
    "a model whose name would act on a terminal": (
        '[model]\nname="m\\u001b"\naddress="https://model.example/v1"\n',
        BadValueError,
        4,
        "not printable",
    ),
    "an open quotation mark": ('question = "who\n', NotTomlError, 3, "not TOML"),
    "a key twice": ('question = "a"\nquestion = "b"\n', NotTomlError, 4, "not TOML"),
    "a number for a text": ("question = 5\n", BadValueError, 3, "question"),
    "a text for a list": ("languages = 'en'\n", BadValueError, 3, "languages"),
    "a party without an id": ("[[party]]\nnames = []\n", BadValueError, 3, "no id"),
    "an empty id": ("[[party]]\nid = ' '\n", BadValueError, 4, "empty id"),
    "two parties of one id": ("[[party]]\nid='a'\n\n[[party]]\nid='a'\n", BadValueError, 7, "two [[party]]"),
    "two allegations of one id": (
        "[[allegation]]\nid='a'\ntext='t'\n[[allegation]]\nid='a'\ntext='u'\n",
        BadValueError,
        7,
        "two [[allegation]]",
    ),
    "an element of no kind": (
        "[[allegation]]\nid='a'\ntext='t'\n[[allegation.element]]\nkind='weather'\ntext='t'\n",
        BadValueError,
        7,
        "kind",
    ),
    "a document of no kind": ("[[document]]\npath='a'\nis='poem'\n", BadValueError, 5, "is"),
    "a document that is not named": ("[[document]]\nis='letter'\n", BadValueError, 3, "names no document"),
    "a digest that is none": ("[[document]]\nsha256='abc'\n", BadValueError, 4, "digest"),
    "a day that does not exist": ("[[document]]\npath='a'\ndate='2031-13'\n", BadValueError, 5, "date"),
    "a date in words": ("[[document]]\npath='a'\ndate='last spring'\n", BadValueError, 5, "2019-03"),
    "a fault after a text of many lines": ('question = """\n' + "\n" * 50 + '"""\nx = 1\n', UnknownKeyError, 55, "'x'"),
}


def test_everything_that_may_stand_in_a_case_is_understood():
    settings = parse_settings(WHOLE)
    assert (settings.name, settings.question, settings.languages) == ("Othmar bridge", "谁知道裂缝？", ("en", "ug"))
    assert settings.parties == (Party("roads", ("Ministry of Roads", "وزارة الطرق"), "accused"),)
    assert settings.allegations[0].elements == (GivenElement("knowledge", "It had the report of March."),)
    letter, reply, page = settings.documents
    assert (letter.path, letter.is_, letter.from_, letter.to, letter.date) == (
        "letters/1.pdf",
        "letter",
        "panel",
        "roads",
        "2031-03-04",
    )
    assert (reply.date, reply.answers, page.is_, page.answers) == ("2031-05", ("letters/1.pdf",), "other", ("a1", "a2"))
    assert settings.authorities == (Authority("coast", "https://stamp.veldonia.example/", "authorities/coast.pem"),)


def test_only_id_and_name_are_required():
    settings = parse_settings(HEAD)
    assert (settings.question, settings.parties, settings.authorities) == (None, (), ())


@pytest.mark.parametrize(("text", "kind", "line", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_line_and_what_to_do(text, kind, line, words):
    with pytest.raises(kind) as caught:
        parse_settings(HEAD + text)
    error = caught.value
    assert isinstance(error, WrongUseError)
    assert (error.line, f"line {line}" in str(error)) == (line, True)
    assert words in f"{error} {error.next_step}"
    assert error.next_step


MISSING = {"no id": ('name = "x"\n', "id"), "no name": (HEAD.splitlines()[0], "name"), "nothing": ("", "id")}


@pytest.mark.parametrize(("text", "key"), MISSING.values(), ids=MISSING)
def test_what_is_required_and_missing_is_named(text, key):
    with pytest.raises(BadValueError, match=f"no {key}"):
        parse_settings(text)


@pytest.mark.parametrize("wrong", ["", "00", "Z" * 32, "A" * 32])
def test_an_id_is_thirty_two_hexadecimal_digits(wrong):
    with pytest.raises(BadValueError, match="hexadecimal") as caught:
        parse_settings(f'id = "{wrong}"\nname = "x"\n')
    assert caught.value.line == 1


@given(st.text().filter(lambda t: t.strip()), st.none() | st.text(min_size=1))
def test_a_new_case_has_the_name_and_question_it_was_given(name, question):
    settings = parse_settings(new_settings(name, question))
    assert (settings.name, settings.question, len(settings.id)) == (name, question, 32)


def test_every_new_case_has_an_id_of_its_own():
    assert parse_settings(new_settings("a")).id != parse_settings(new_settings("a")).id


@given(st.integers(0, 30), st.integers(0, 30))
def test_the_line_of_a_value_is_found_wherever_it_stands(before, after):
    text = "# a remark\n" * before + "x = [\n  1,\n]\n" + "y = 1\n" * (after > 0) + "\n" * after
    assert line_of(text, ("x",)) == before + 3
    assert line_of(text, ("z",)) is None


@given(st.text(max_size=300))
def test_any_text_is_settings_or_a_fault_in_words(text):
    try:
        settings = parse_settings(text)
    except SettingsError:
        return
    assert tomllib.loads(text)["id"] == settings.id


@pytest.mark.parametrize(
    "address",
    [
        "http://[::1/v1",
        "http:///v1",
        "http://:8080/v1",
        "http://127.0.0.1:port/v1",
        "http://127.0.0.1:99999/v1",
        "http://127.0.0.1:0/v1",
        "http://[model.example]/v1",
        "https://model.example/\\u200bv1",
        "https://model.example/\\u001b[2Jv1",
        "https://\\u202emodel.example/v1",
    ],
)
def test_an_address_of_a_model_that_leads_nowhere_is_said_when_case_toml_is_read(address):
    with pytest.raises(BadValueError, match="no address") as refused:
        parse_settings(HEAD + f'[model]\nname="m"\naddress="{address}"\n')
    assert "127.0.0.1:11434" in refused.value.next_step


def test_what_is_wrong_with_a_model_is_said_without_repeating_what_may_be_a_key():
    with pytest.raises(BadValueError) as refused:
        parse_settings(HEAD + "[model]\nname='m'\naddress='https://sk-0:x@model.example/v1'\n")
    assert "sk-0" not in str(refused.value) + refused.value.next_step
