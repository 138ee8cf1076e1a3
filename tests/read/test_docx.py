"""Word documents: order, roles, links, what was deleted is not text."""

from __future__ import annotations

from tests.read.making import docx, paragraph, read, words_of


def test_paragraphs_come_in_order_with_their_roles() -> None:
    body = (
        paragraph("Letter to the Ministry", "Title")
        + paragraph("Questions", "Heading1")
        + paragraph("1. Who ordered it?")
    )
    reading = read(docx(body + "<w:tbl><w:tr><w:tc>" + paragraph("四月") + "</w:tc></w:tr></w:tbl>"))
    assert [(b.role, reading.text[b.start : b.end]) for b in reading.blocks] == [
        ("heading", "Letter to the Ministry"),
        ("heading", "Questions"),
        ("paragraph", "1. Who ordered it?"),
        ("table-cell", "四月"),
    ]
    assert reading.title == "Letter to the Ministry"
    assert reading.blocks[2].place == "paragraph 3"


def test_deleted_text_is_counted_and_inserted_text_is_read() -> None:
    body = (
        "<w:p><w:r><w:t>The gates </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>were </w:t></w:r></w:ins><w:r><w:t>closed.</w:t></w:r></w:p>"
    )
    reading = read(docx(body))
    assert reading.text == "The gates were closed."
    assert reading.notes == ("tracked changes: 1 deleted passages are in the file and not in this text",)


def test_links_lead_where_the_relations_say() -> None:
    body = '<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:hyperlink r:id="r1"><w:r><w:t>the reply</w:t></w:r></w:hyperlink></w:p>'
    rels = '<Relationships><Relationship Id="r1" Target="https://office.example/reply" TargetMode="External"/></Relationships>'
    reading = read(docx(body, word___rels__document_DOT_xml_DOT_rels=rels))
    (link,) = reading.links
    assert (link.url, link.words, reading.text[link.start : link.end]) == (
        "https://office.example/reply",
        "the reply",
        "the reply",
    )


def test_running_heads_and_comments_are_not_body_and_footnotes_are() -> None:
    from tests.read.making import WORD

    def part(tag: str, words: str) -> str:
        return f'<w:{tag} xmlns:w="{WORD}">{paragraph(words)}</w:{tag}>'

    reading = read(
        docx(
            paragraph("The answer."),
            word__header1_DOT_xml=part("hdr", "CONFIDENTIAL"),
            word__footnotes_DOT_xml=part("footnotes", "Law of 3 May."),
            word__comments_DOT_xml=part("comments", "Check this."),
        )
    )
    assert words_of(reading) == ["The answer.", "Law of 3 May."]
    assert words_of(reading, "boilerplate") == ["CONFIDENTIAL", "Check this."]


def test_a_text_box_is_read_once() -> None:
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:txbxContent>'
        + paragraph("In the box")
        + "</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent>"
        + paragraph("In the box")
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read(docx(box)).text == "In the box"


def test_the_reference_of_a_letter_is_found() -> None:
    assert read(docx(paragraph("Reference: JUA\u00a0VEL 12/2019"))).reference == "JUA VEL 12/2019"
