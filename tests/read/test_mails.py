"""Mail: who, to whom, when; own words told from quoted ones."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from tests.read.making import read, words_of


def letter(body: str, html: str | None = None, **headers: str) -> bytes:
    message = EmailMessage()
    fields = {"From": "Othmar Reyl <reyl@office.example>", "To": "Ann Odell <ann@ledger.example>, desk@ledger.example"}
    fields |= {"Date": "Thu, 14 Mar 2019 09:20:00 +0100", "Subject": "Your questions"} | headers
    for name, value in fields.items():
        message[name] = value
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_header_fields_become_facts() -> None:
    reading = read(letter("We do not comment.\n"))
    assert (reading.title, reading.byline) == ("Your questions", "Othmar Reyl <reyl@office.example>")
    assert reading.recipients == ("Ann Odell <ann@ledger.example>", "desk@ledger.example")
    assert [(d.kind, d.value) for d in reading.dates] == [("sent", "2019-03-14T09:20:00+01:00")]
    assert reading.published == "2019-03-14T09:20:00+01:00"
    assert words_of(reading) == ["We do not comment."]


SUBJECTS = {
    "Russian": "Ответ министерства",
    "Arabic": "رد الوزارة على الرسالة",
    "Chinese, long enough to be folded": "关于来信编号五的答复以及其他若干问题的说明和进一步的资料" * 3,
}


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS.keys())
def test_encoded_subjects_are_decoded(subject: str) -> None:
    assert read(letter("Words of the letter.\n", Subject=subject)).title == subject


def test_quoted_lines_their_lead_and_the_signature_are_not_the_senders_words() -> None:
    body = "We do not comment.\n\nOn 13 March 2019, Ann Odell wrote:\n\n> Were the gates locked?\n> Who ordered it?\n\n-- \nOthmar Reyl\nHarbour Office\n"  # noqa: E501
    reading = read(letter(body))
    assert words_of(reading) == ["We do not comment."]
    assert "> Were the gates locked?\n> Who ordered it?" in words_of(reading, "boilerplate")


def test_answers_between_quoted_questions_are_body() -> None:
    reading = read(letter("> Were the gates locked?\n\nNo.\n\n> Who ordered it?\n\nNobody did.\n"))
    assert words_of(reading) == ["No.", "Nobody did."]


def test_of_two_forms_of_one_letter_the_plain_one_is_read() -> None:
    reading = read(letter("We do not comment on this.\n", "<p>We do not comment <b>on this</b>.</p>"))
    assert words_of(reading) == ["We do not comment on this."]


def test_an_html_letter_is_read_and_its_quotation_set_apart() -> None:
    html = '<p>Мы не комментируем.</p><blockquote type="cite"><p>Were the gates locked?</p></blockquote>'
    data = letter("x", html).replace(b"multipart/alternative", b"multipart/mixed")
    assert words_of(read(letter("", html))) == ["Мы не комментируем."]
    assert "Were the gates locked?" in words_of(read(data), "boilerplate")


def test_an_attachment_is_not_part_of_the_letter() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "x"
    message.set_content("See the file.\n")
    message.add_attachment("Words of the file.", filename="file.txt")
    assert "Words of the file." not in read(message.as_bytes()).text


def test_a_wrong_charset_does_not_lose_the_letter() -> None:
    data = b"From: a@b.example\nTo: c@d.example\nContent-Type: text/plain; charset=us-ascii\n\nR\xc3\xa9ponse re\xc3\xa7ue.\n"
    assert "Réponse reçue." in read(data).text
