"""OpenDocument texts: order, roles, notes after their paragraph, white space as OpenDocument means it."""

from __future__ import annotations

from tests.read.making import odt, read, words_of


def test_paragraphs_headings_lists_and_tables_come_in_order() -> None:
    body = (
        "<text:h>Request to visit</text:h><text:p>We  ask\n for<text:s text:c='2'/>access.</text:p>"
        "<text:list><text:list-item><text:p>Первый вопрос</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>四月</text:p></table:table-cell></table:table-row></table:table>"
    )
    reading = read(odt(body))
    assert [(b.role, b.place, reading.text[b.start : b.end]) for b in reading.blocks] == [
        ("title", "paragraph 1", "Request to visit"),
        ("paragraph", "paragraph 2", "We ask for  access."),
        ("list-item", "paragraph 3", "Первый вопрос"),
        ("table-cell", "paragraph 4", "四月"),
    ]


def test_a_note_comes_after_its_paragraph_and_an_annotation_is_no_body() -> None:
    body = (
        "<text:p>The law<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Of 3 May.</text:p>"
        "</text:note-body></text:note> forbids it.<office:annotation><text:p>Really?</text:p></office:annotation></text:p>"
    )
    reading = read(odt(body))
    assert words_of(reading) == ["The law forbids it.", "Of 3 May."]
    assert words_of(reading, "boilerplate") == ["Really?"]


def test_deleted_passages_are_counted_and_not_read() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>never</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>The gates were closed.</text:p>"
    )
    reading = read(odt(body))
    assert (reading.text, "1 deleted" in reading.notes[0]) == ("The gates were closed.", True)


def test_a_link_keeps_its_words() -> None:
    reading = read(odt('<text:p>See <text:a xlink:href="https://office.example/x">the reply</text:a>.</text:p>'))
    (link,) = reading.links
    assert (link.url, reading.text[link.start : link.end]) == ("https://office.example/x", "the reply")
