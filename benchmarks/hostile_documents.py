"""Hostile documents: PDF, pictures, pages, XML and feeds, office documents, plain text, each trap by its name."""

# ruff: noqa: E501 (one trap a line)

from __future__ import annotations

import os
import struct
import zlib

from hostile_pieces import (
    CATALOG,
    FLATE,
    LAUGHS,
    OUTSIDE,
    WORDS,
    Making,
    W,
    docx,
    one_page,
    pdf,
    png,
    stream,
    tiff_loop,
    zipped,
)

DOCUMENTS: dict[str, Making] = {
    # PDF
    "pdf-pages-loop.pdf": lambda: pdf(CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>"),
    "pdf-parent-loop.pdf": lambda: pdf(CATALOG, b"<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>", b"3 0 R"),
    "pdf-table-loop.pdf": lambda: pdf(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>", stray=b"/Prev 9"),
    "pdf-million-pages.pdf": lambda: pdf(
        CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>", b"<< /Type /Page >>"
    ),
    "pdf-same-page.pdf": lambda: pdf(
        CATALOG,
        b"<< /Type /Pages /Count 30000 /Kids [" + b"3 0 R " * 30_000 + b"] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ),
    "pdf-zeros.pdf": lambda: one_page(zlib.compress(bytes(300_000_000), 9), FLATE),
    "pdf-twice-packed.pdf": lambda: one_page(
        zlib.compress(zlib.compress(b"BT (x) Tj ET " * 9_000_000, 9), 9), b"/Filter [/FlateDecode /FlateDecode]"
    ),
    "pdf-many-letters.pdf": lambda: one_page(
        b"BT /F1 9 Tf " + b"(aaaaaaaaaaaaaaaa) Tj 1 1 Td " * 90_000 + b"ET",
        resources=b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >>",
    ),
    "pdf-huge-box.pdf": lambda: one_page(b"0 0 m 9 9 l S", box=b"[0 0 99999999 99999999]"),
    "pdf-drawn-by-itself.pdf": lambda: pdf(
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do"),
        stream(
            b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
        ),
    ),
    "pdf-deep-arrays.pdf": lambda: pdf(CATALOG, b"<< /Type /Pages /Kids " + b"[" * 200_000 + b" >>"),
    "pdf-huge-picture.pdf": lambda: pdf(
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"600 0 0 800 0 0 cm /X Do"),
        stream(
            zlib.compress(bytes(50_000_000), 9),
            b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceGray "
            + FLATE,
        ),
    ),
    "pdf-head-only.pdf": lambda: b"%PDF-1.7\n",
    # pictures
    "png-50000.png": lambda: png(50_000, 50_000, (b"IDAT", zlib.compress(bytes(9_999)))),
    "png-two-billion.png": lambda: png(2**31 - 1, 2**31 - 1, (b"IDAT", b"")),
    "png-9000.png": lambda: png(9_000, 9_000, (b"IDAT", zlib.compress(bytes(9_000 * 27_001), 9))),
    "png-text-bomb.png": lambda: png(9, 9, (b"zTXt", b"k\0\0" + zlib.compress(bytes(90_000_000), 9)), (b"IDAT", b"x")),
    "png-profile-bomb.png": lambda: png(
        9, 9, (b"iCCP", b"k\0\0" + zlib.compress(bytes(90_000_000), 9)), (b"IDAT", b"x")
    ),
    "gif-huge.gif": lambda: (
        b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff\0\x08" + bytes(99)
    ),
    "gif-frames.gif": lambda: (
        b"GIF89a\x01\0\x01\0\x80\0\0" + bytes(6) + (b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0" * 90_000) + b";"
    ),
    "tiff-loop.tif": tiff_loop,
    "tiff-no-end.tif": lambda: b"II*\0" + struct.pack("<IH", 8, 65_535) + bytes(99),
    "bmp-huge.bmp": lambda: (
        b"BM" + struct.pack("<IHHIIiiHHIIiiII", 99, 0, 0, 54, 40, 90_000, 90_000, 1, 24, *[0] * 6) + bytes(99)
    ),
    "jpeg-huge.jpg": lambda: (
        b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9"
    ),
    "webp-rubbish.webp": lambda: b"RIFF\xff\xff\xff\x7fWEBPVP8L" + os.urandom(0) + b"\xff" * 99,
    # pages
    "html-million-deep.html": lambda: b"<html><body>" + b"<div>" * 1_000_000 + WORDS,
    "html-deep-and-back.html": lambda: b"<html><body>" + b"<b>" * 3_000 + WORDS + b"</b>" * 3_000 + b"<p>" + WORDS,
    "html-open-anchors.html": lambda: b"<html><body>" + b"<a " * 20_000,
    "html-attributes.html": lambda: b"<p " + b" ".join(b"a%d='%d'" % (n, n) for n in range(100_000)) + b">" + WORDS,
    "html-one-attribute.html": lambda: b"<p title='" + b"x" * 9_000_000 + b"'>" + WORDS,
    "html-tables.html": lambda: b"<html><body>" + b"<table><tr><td>" * 50_000 + WORDS,
    "html-comment.html": lambda: b"<html><body><!--" * 50_000 + WORDS,
    "html-script.html": lambda: b"<html><body><p>" + WORDS + b"<script>" + b"'\\" * 900_000,
    "html-entities.html": lambda: b"<html><body><p>" + b"&amp;&#x202e;&#0;&#xd800;&bogus" * 90_000,
    "html-deep-json.html": lambda: (
        b'<html><head><script type="application/ld+json">'
        + b'{"a":[' * 90_000
        + b"</script></head><body><p>"
        + WORDS * 5
    ),
    "html-many-json.html": lambda: (
        b"<html><head>" + b'<script type="application/ld+json">{"@type":"Article"}</script>' * 20_000
    ),
    "html-charset-lie.html": lambda: (
        b"<html><meta charset=utf-16><body><p>" + WORDS * 9 + "当局沉默。".encode("gb18030") * 99
    ),
    "html-utf-7.html": lambda: b"<html><meta charset=utf-7><body>+ADw-script+AD4-alert(1)+ADw-/script+AD4-" + WORDS,
    "html-selects.html": lambda: b"<html><body>" + b"<select><option>" * 60_000 + WORDS,
    "html-line-breaks.html": lambda: b"<html><body><p>" + b"<br>" * 200_000,
    "html-links.html": lambda: b"<html><body><article>" + b"".join(b"<a href=/%d>w</a> " % n for n in range(60_000)),
    "html-nul.html": lambda: b"<html><body><p>" + b"\0wo\0rds\0 " * 90_000,
    "html-one-word.html": lambda: b"<html><body><p>" + b"a" * 5_000_000,
    "html-svg-math.html": lambda: b"<html><body>" + b"<svg><math><foreignobject>" * 20_000 + WORDS,
    # XML and feeds
    "xml-laughs.xml": lambda: LAUGHS + b"]><x>&a11;</x>",
    "xml-outside.xml": lambda: OUTSIDE + b"<x>&e;&n;</x>",
    "xml-deep.xml": lambda: b"<?xml version='1.0'?>" + b"<x>" * 500_000,
    "feed-laughs.xml": lambda: (
        b"<?xml version='1.0'?>" + LAUGHS + b"]><rss><channel><item><title>&a11;</title></item></channel></rss>"
    ),
    "feed-outside.xml": lambda: (
        b"<?xml version='1.0'?>" + OUTSIDE + b"<rss><channel><item><title>&e;</title></item></channel></rss>"
    ),
    "feed-quadratic.xml": lambda: (
        b"<!DOCTYPE x [<!ENTITY a '"
        + b"a" * 100_000
        + b"'>]><rss><channel><item>"
        + b"&a;" * 50_000
        + b"</item></channel></rss>"
    ),
    "feed-deep.xml": lambda: b"<rss><channel><item>" + b"<a>" * 100_000,
    "feed-many.xml": lambda: b"<rss><channel>" + b"<item><title>t</title></item>" * 400 + b"</channel></rss>",
    "feed-charset-lie.xml": lambda: (
        b'<?xml version="1.0" encoding="shift_jis"?><rss><channel><item><title>\x81<\xff\xfd</title></item></channel></rss>'
    ),
    "feed-spaces.xml": lambda: (
        b"<rss "
        + b" ".join(b'xmlns:n%d="urn:%s"' % (n, b"u" * 3_000) for n in range(900))
        + b"><channel><item><title>t</title></item></channel></rss>"
    ),
    "feed-body-deep.xml": lambda: (
        b"<rss><channel><item><title>t</title><description>"
        + b"&lt;div&gt;" * 90_000
        + b"</description></item></channel></rss>"
    ),
    "atom-cut.xml": lambda: b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>t</title>",
    # office documents
    "docx-laughs.docx": lambda: docx(LAUGHS + b"]><w:document " + W + b">&a11;</w:document>"),
    "docx-outside.docx": lambda: docx(OUTSIDE + b"<w:document " + W + b">&e;</w:document>"),
    "docx-deep.docx": lambda: docx(b"<w:document " + W + b"><w:body>" + b"<w:tbl><w:tr><w:tc>" * 90_000),
    "docx-zeros.docx": lambda: docx(b"<w:document " + W + b">" + b" " * 60_000_000 + b"</w:document>"),
    "docx-no-words.docx": lambda: docx(b""),
    "docx-many-words.docx": lambda: docx(
        b"<w:document "
        + W
        + b"><w:body>"
        + b"<w:p><w:r><w:t>words</w:t></w:r></w:p>" * 400_000
        + b"</w:body></w:document>"
    ),
    "docx-laughing-notes.docx": lambda: docx(
        b"<w:document " + W + b"><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>",
        word__footnotes_xml=LAUGHS + b"]><x>&a11;</x>",
    ),
    "odt-deep.odt": lambda: zipped(
        [("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a>" * 300_000)]
    ),
    "odt-repeated-spaces.odt": lambda: zipped(
        [
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            (
                "content.xml",
                b'<o xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
                b'<office:body><office:text><text:p>a<text:s text:c="999999999"/>b</text:p></office:text></office:body></o>',
            ),
        ]
    ),
    "odt-repeated-cells.odt": lambda: zipped(
        [
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            (
                "content.xml",
                b'<o xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><t:table><t:table-row t:number-rows-repeated="999999999">'
                b'<t:table-cell t:number-columns-repeated="999999999"/></t:table-row></t:table></o>',
            ),
        ]
    ),
    # plain text
    "text-one-line.txt": lambda: b"word " * 4_000_000,
    "text-quotes.txt": lambda: "“".encode() * 900_000,
    "text-brackets.txt": lambda: b"(" * 2_000_000,
    "text-commas.txt": lambda: b"1," * 1_000_000,
    "text-paragraphs.txt": lambda: b"a\n\n" * 900_000,
    "text-mixed.txt": lambda: (
        ("Die Behörde schwieg.\n".encode("cp1252") + "Власти молчали.\n".encode() + "当局沉默。\n".encode("gb18030"))
        * 200
    ),
    "text-odd-utf-16.txt": lambda: "Власти молчали. ".encode("utf-16")[:-1] * 99,
    "text-utf-32.txt": lambda: "Власти молчали. ".encode("utf-32") * 99,
    "text-all-ff.txt": lambda: b"\xff" * 900_000,
    "text-controls.txt": lambda: (b"\x1b[2J\x1b]0;x\x07" + WORDS) * 99,
    "text-turned.txt": lambda: "pay\u202etxt.exe \u2066a\u2069 \u200b \U000e0041 p\u0430ypal\n".encode() * 900,
    "text-from.txt": lambda: b"From here on nobody spoke.\n" * 90_000,
    "text-two-said.txt": lambda: b'"Nobody was there," said Ann Odell, "Nobody was there," said the office, ' * 20_000,
    "csv-wide.csv": lambda: b",".join(b"%d" % n for n in range(40_000)) + b"\n" + b'"' + b"x" * 11_000_000 + b'"\n',
    "empty.html": lambda: b"",
    "spaces.txt": lambda: b" \n\t" * 300_000,
    "type-lie.pdf": lambda: b"<html><body><p>" + WORDS,
    "type-lie.html": lambda: b"%PDF-1.4\n" + WORDS,
    "type-lie.png": lambda: b"PK\x03\x04" + WORDS,
    "type-lie.docx": lambda: zipped([("a.txt", WORDS)]),
}
