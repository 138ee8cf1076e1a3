"""A PDF that would draw itself for ever is noticed before anything draws it; ordinary forms are read as ever."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.making import pdf_form, pdf_of, pdf_page, pdf_stream, read, with_forms

from answerable.read.pdf_drawings import why_not_drawn
from answerable.read.pdf_objects import Objects
from answerable.read.pdf_values import Reference, UnclearError, parse

PAINT = b"/Pattern cs /P scn 0 0 9 9 re f "
MASKED = b"/GS gs 0 0 9 9 re f "
GS = b"/ExtGState << /GS 6 0 R >>"
STAMP = b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 99 99] /AP << /N %s >> >>"


def pattern(content: bytes, following: int) -> bytes:
    resources = b"/Resources << /Pattern << /P %d 0 R >> >>" % following
    return pdf_stream(content, extra=b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] " + resources)


def in_object_streams(objects: dict[int, bytes], plain: bytes) -> bytes:
    """`plain` with further objects packed into an object stream."""
    head, body = b"", b""
    for number, data in objects.items():
        head += b"%d %d " % (number, len(body))
        body += data + b" "
    extra = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(head))
    return plain + b"\n99 0 obj\n" + pdf_stream(head + body, extra=extra, packed=True) + b"\nendobj\n"


DRAWN_FOR_EVER = {
    "a form that draws itself": with_forms([b"/X Do"], last=6),
    "a form that draws itself twice": with_forms([b"/X Do /X Do"], last=6),
    "under its packing": with_forms([b"/X Do /X Do"], last=6, packed=True),
    "two forms that draw each other": with_forms([b"/X Do", b"/X Do /X Do"], last=6),
    "a name written with an escape": with_forms([b"/X Do"], last=6).replace(b"/Form", b"/F#6Frm"),
    "more forms inside forms than anyone draws": with_forms([b"/X Do"] * 150),
    "a pattern that paints with itself": pdf_page(PAINT, b"/Pattern << /P 6 0 R >>", pattern(PAINT, 6)),
    "two patterns that paint with each other": pdf_page(
        PAINT, b"/Pattern << /P 6 0 R >>", pattern(PAINT, 7), pattern(PAINT * 2, 6)
    ),
    "a mask that masks itself": pdf_page(
        MASKED, GS, b"<< /Type /ExtGState /SMask << /S /Luminosity /G 7 0 R >> >>", pdf_form(MASKED, GS)
    ),
    "a stamp that draws itself": pdf_page(
        b"", b"", STAMP % b"7 0 R", pdf_form(b"/X Do", b"/XObject << /X 7 0 R >>"), extra=b"/Annots [6 0 R]"
    ),
    "a stamp with two states, one of which draws itself": pdf_page(
        b"", b"", STAMP % b"<< /On 7 0 R >>", pdf_form(b"/X Do", b"/XObject << /X 7 0 R >>"), extra=b"/Annots [6 0 R]"
    ),
    "resources in an object stream": in_object_streams(
        {8: b"<< /XObject << /X 6 0 R >> >>"},
        pdf_page(
            b"/X Do",
            b"/XObject << /X 6 0 R >>",
            pdf_stream(b"/X Do", extra=b"/Subtype /Form /BBox [0 0 9 9] /Resources 8 0 R"),
        ),
    ),
    "resources of the page, for the form has none": pdf_page(
        b"/X Do", b"/XObject << /X 6 0 R >>", pdf_stream(b"/X Do", extra=b"/Subtype /Form /BBox [0 0 9 9]")
    ),
    "resources that the page inherits": pdf_of(
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [4 0 R] >>",
        pdf_stream(b"/X Do"),
        pdf_form(b"/X Do", b"/XObject << /X 5 0 R >>"),
    ),
}

PACKED = with_forms([b"/X Do /X Do"], last=6, packed=True)
END = PACKED.rindex(b"\nendstream")
DRAWN_FOR_EVER |= {
    "a packed form whose checksum is wrong": PACKED[: END - 1] + bytes([PACKED[END - 1] ^ 1]) + PACKED[END:],
    "a packed form cut off in its checksum": PACKED[: END - 3] + b"   " + PACKED[END:],
}

TOO_MUCH = {
    "twenty forms that draw the next one twice": with_forms([b"/X Do /X Do "] * 22 + [b"0 0 m 9 9 l S"]),
    "eight that draw it ten times": with_forms([b"/X Do " * 10] * 8 + [b"0 0 m 9 9 l S"]),
}

ITSELF = pdf_form(b"/X Do", b"/XObject << /X 6 0 R >>")
NOT_COUNTED = {
    "contents longer than is looked into, before the drawing": pdf_page(
        b"", b"/XObject << /X 6 0 R >>", ITSELF, pdf_stream(bytes(70 << 20) + b"/X Do", packed=True)
    ).replace(b"/Contents 4 0 R", b"/Contents 7 0 R"),
    "a stream as long before it": pdf_page(
        b"", b"/XObject << /X 6 0 R >>", ITSELF, pdf_stream(bytes(70 << 20), packed=True), pdf_stream(b"/X Do")
    ).replace(b"/Contents 4 0 R", b"/Contents [7 0 R 8 0 R]"),
    "the same not packed": pdf_page(
        b"", b"/XObject << /X 6 0 R >>", ITSELF, pdf_stream(bytes(70 << 20)), pdf_stream(b"/X Do")
    ).replace(b"/Contents 4 0 R", b"/Contents [7 0 R 8 0 R]"),
    "an object stream as long": in_object_streams(
        {8: b"<< /XObject << /X 6 0 R >> >>", 9: bytes(70 << 20)},
        pdf_page(b"/X Do", b"", ITSELF).replace(b"/Type /Page ", b"/Type /Page /A 8 0 R "),
    ),
    "resources of more values than are looked at": pdf_page(
        b"/X Do", b"/Y [%s] /XObject << /X 6 0 R >>" % (b"0 " * 20_001), ITSELF
    ),
    "resources with values deep inside others": pdf_page(
        b"/X Do", b"/Y %s%s /XObject << /X 6 0 R >>" % (b"[" * 45, b"]" * 45), ITSELF
    ),
}

ORDINARY = {
    "no form": pdf_page(b"", b""),
    "a form with words in it": pdf_page(
        b"/X Do", b"/XObject << /X 6 0 R >>", pdf_form(b"0 0 m 9 9 l S", b"/Font << /F 5 0 R >>")
    ),
    "one form a thousand times": with_forms([b"/X Do " * 1_000, b"0 0 m 9 9 l S"]),
    "thirty forms inside each other": with_forms([b"/X Do"] * 30),
    "a form whose resources name itself, which it does not draw": with_forms([b"0 0 m 9 9 l S"], last=6),
    "a string that looks like drawing": with_forms([b"BT (/Y Do) Tj ET"], last=6),
}


@pytest.mark.parametrize("data", DRAWN_FOR_EVER.values(), ids=DRAWN_FOR_EVER)
def test_what_would_be_drawn_for_ever_is_not_drawn(data):
    reading = read(data)
    assert reading.outcome == "unreadable"
    assert "draws itself" in reading.reason


@pytest.mark.parametrize("data", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_would_be_drawn_a_million_times_is_not_drawn(data):
    reading = read(data)
    assert reading.outcome == "unreadable"
    assert "forms inside forms" in reading.reason


@pytest.mark.parametrize("data", NOT_COUNTED.values(), ids=NOT_COUNTED)
def test_what_cannot_be_counted_is_not_drawn_and_the_reason_says_so(data):
    assert "cannot be counted: more " in why_not_drawn(data)
    reading = read(data)
    assert (reading.outcome, reading.reason) == ("unreadable", why_not_drawn(data))


@pytest.mark.parametrize("data", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_forms_are_read(data):
    reading = read(data)
    assert (reading.outcome, "A letter." in reading.text) == ("read", True), reading.reason


@given(st.binary(max_size=300))
def test_any_bytes_are_a_value_or_unclear(data):
    try:
        _, end = parse(data, 0, len(data))
    except UnclearError:
        return
    assert 0 < end <= len(data)


@given(
    st.lists(
        st.sampled_from(
            [
                b"1 0 obj",
                b"<<",
                b">>",
                b"[",
                b"]",
                b"/Page",
                b"/Type",
                b"/Form",
                b"/XObject",
                b"1 0 R",
                b"stream\n",
                b"endstream",
                b"(",
                b")",
                b"<",
                b"/ObjStm",
                b"/N 1",
                b"/First 4",
                zlib.compress(b"1 0 <</Type /Page>>"),
                b"/#46",
                b"/Contents",
                b"-1",
                b"%\n",
            ]
        ),
        max_size=40,
    )
)
def test_any_mixture_of_its_words_is_judged(words):
    assert isinstance(why_not_drawn(b" ".join(words)), str)


def test_the_last_object_of_a_number_counts():
    assert Objects(b"1 0 obj 5 endobj 1 0 obj 6 endobj").value(Reference(1)) == 6
