"""Builds the documents of the example case from the texts in sources/.

In:   sources/ (our own words, one file per document), templates/ (the dress of each invented outlet).
Out:  sule-point/documents/, the same bytes each time on one machine (dates and ids are fixed, not taken from the clock).
Needs: jinja2, reportlab, Pillow, warcio, and the Liberation fonts. Run: python make.py
"""

import html
import io
import json
import random
import re
import shutil
import tomllib
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
OUT = HERE.parent / "sule-point" / "documents"
FONTS = Path("/usr/share/fonts/truetype/liberation")
STAMP = (2024, 10, 1, 9, 0, 0)  # the day the fictional desk packed its folder

rl_config.invariant = 1
WORDS = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
TEMPLATES = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=False)


def write(where: str, data: bytes | str) -> None:
    path = OUT / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))


def paragraphs(text: str) -> list[str]:
    return [" ".join(p.split()) for p in re.split(r"\n\s*\n", text.strip())]


WIRE = paragraphs((SOURCES / "wire.txt").read_text(encoding="utf-8"))


def with_wire(paras: list[str]) -> list[str]:
    """`{wire 3-5}` stands for those paragraphs of the agency's story, letter for letter."""
    out = []
    for para in paras:
        if m := re.fullmatch(r"\{wire (\d+)-(\d+)\}", para):
            out += WIRE[int(m[1]) - 1 : int(m[2])]
        else:
            out.append(para)
    return out


# ---------------------------------------------------------------- pages


def page(source: Path) -> tuple[str, str, dict]:
    head, body = source.read_text(encoding="utf-8").split("\n\n", 1)
    p: dict = dict(line.split(": ", 1) for line in head.splitlines())
    p["url"] = f"https://{p['domain']}{p['path']}"
    p["related"] = [r.strip() for r in p.get("related", "").split(" | ") if r.strip()]
    p["comments"] = [tuple(c.split(" :: ", 1)) for c in p.get("comments", "").split(" | ") if " :: " in c]
    p["paras"] = with_wire(paragraphs(body))
    p["jsonld"] = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": p["title"],
            "datePublished": p["published"],
            "dateModified": p.get("updated", p["published"]),
            "author": {"@type": "Person" if " " in p["byline"] else "Organization", "name": p["byline"]},
            "publisher": {"@type": "NewsMediaOrganization", "name": p["outlet"]},
            "mainEntityOfPage": p["url"],
            "inLanguage": p["lang"],
        },
        ensure_ascii=False,
        indent=1,
    )
    text = TEMPLATES.get_template(p["template"] + ".html.j2").render(p=p, t=WORDS[p["lang"]])
    return p["out"], text, p


def warc(p: dict, text: str) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    when = "2024-09-12T16:20:05Z"
    info = writer.create_warcinfo_record(
        "sule-point.warc.gz", {"software": "example", "format": "WARC File Format 1.0"}
    )
    info.rec_headers.replace_header("WARC-Date", when)
    info.rec_headers.replace_header("WARC-Record-ID", "<urn:uuid:5a1e0000-0000-4000-8000-000000000001>")
    writer.write_record(info)
    http = StatusAndHeaders(
        "200 OK",
        [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Date", "Thu, 12 Sep 2024 16:20:04 GMT"),
            ("Server", "quay/2.1"),
        ],
        protocol="HTTP/1.1",
    )
    record = writer.create_warc_record(
        p["url"],
        "response",
        payload=io.BytesIO(text.encode("utf-8")),
        http_headers=http,
        warc_headers_dict={
            "WARC-Date": when,
            "WARC-Record-ID": "<urn:uuid:5a1e0000-0000-4000-8000-000000000002>",
        },
    )
    writer.write_record(record)
    return out.getvalue()


# ---------------------------------------------------------------- letters


def letter(name: str) -> tuple[dict, list[str]]:
    text = (SOURCES / "letters" / f"{name}.txt").read_text(encoding="utf-8")
    head, body = text.split("\n\n", 1)
    meta: dict = {"head": [], "row": []}
    for line in head.splitlines():
        key, value = line.split(": ", 1)
        if key == "row":
            meta["row"].append(tuple(value.split(" | ")))
        elif key == "head":
            meta["head"].append(value)
        else:
            meta[key] = value
    return meta, paragraphs(body)


def pdf(name: str, title: str) -> bytes:
    for face in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Serif-{face}", FONTS / f"LiberationSerif-{face}.ttf"))
    meta, paras = letter(name)
    plain = ParagraphStyle("plain", fontName="Serif-Regular", fontSize=11.5, leading=16.5, spaceAfter=8)
    head = ParagraphStyle("head", parent=plain, fontName="Serif-Bold", alignment=TA_CENTER, spaceAfter=2)
    section = ParagraphStyle("section", parent=plain, fontName="Serif-Bold", spaceBefore=8, spaceAfter=4)
    story = [Paragraph(html.escape(h), head) for h in meta["head"]] + [Spacer(1, 10 * mm)]
    if "ref" in meta:
        story += [
            Paragraph("Ref. " + meta["ref"] if meta["ref"][0].isdigit() else meta["ref"], plain),
            Paragraph(meta["place"], plain),
        ]
    story += [Paragraph(f"{html.escape(k)}: {html.escape(v)}", plain) for k, v in meta["row"]]
    story.append(Spacer(1, 6 * mm))
    kept: list = []
    for para in paras:
        if para.startswith("## "):
            kept.append(Paragraph(html.escape(para[3:]), section))
            continue
        kept.append(Paragraph(html.escape(para, quote=False), plain))
        story.append(KeepTogether(kept))  # so that no sentence is cut in two by a page number
        kept = []

    def number(canvas, doc) -> None:
        canvas.setFont("Serif-Regular", 9)
        canvas.drawCentredString(A4[0] / 2, 14 * mm, f"{doc.page}")

    out = io.BytesIO()
    margin = 27 * mm
    doc = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=22 * mm,
        bottomMargin=24 * mm,
        title=title,
        author=meta["head"][0],
        lang="en",
    )
    doc.build(story, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def packed(parts: list[tuple[str, str | bytes]], *, store_first: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for i, (name, data) in enumerate(parts):
            info = zipfile.ZipInfo(name, STAMP)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if store_first and i == 0 else zipfile.ZIP_DEFLATED
            z.writestr(info, data)
    return out.getvalue()


def docx(name: str, title: str, created: str) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    meta, paras = letter(name)

    def para(text: str, style: str = "Normal") -> str:
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f'<w:r><w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t></w:r></w:p>'
        )

    def cell(text: str, width: int) -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{para(text)}</w:tc>'

    rows = "".join(f"<w:tr>{cell(k, 1800)}{cell(v, 7200)}</w:tr>" for k, v in meta["row"])
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="1800"/><w:gridCol w:w="7200"/></w:tblGrid>{rows}</w:tbl>'
    )
    body = "".join(para(h, "Heading1") for h in meta["head"]) + table + para("")
    body += "".join(para(p, "Question" if re.match(r"\d\. ", p) else "Normal") for p in paras)
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{w}"><w:body>{body}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1400" w:bottom="1300" w:left="1400" '
        'w:header="700" w:footer="700" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    styles = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="{w}">'
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/><w:sz w:val="23"/>'
        '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="160"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Question"><w:name w:val="Question"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="360"/></w:pPr></w:style>'
        "</w:styles>"
    )
    core = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{meta["head"][0]}</dc:creator>'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}T09:00:00Z</dcterms:created></cp:coreProperties>'
    )
    types = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="{package}">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{package}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    doc_rels = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="{package}">'
        f'<Relationship Id="rId1" Type="{office}/styles" Target="styles.xml"/></Relationships>'
    )
    return packed(
        [
            ("[Content_Types].xml", types),
            ("_rels/.rels", rels),
            ("docProps/core.xml", core),
            ("word/document.xml", document),
            ("word/_rels/document.xml.rels", doc_rels),
            ("word/styles.xml", styles),
        ]
    )


def odt(name: str, title: str, created: str) -> bytes:
    meta, paras = letter(name)
    lines = meta["head"] + [f"{k}: {v}" for k, v in meta["row"]] + paras
    body = "".join(f'<text:p text:style-name="Standard">{html.escape(x, quote=False)}</text:p>' for x in lines)
    ns = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
    )
    xml = '<?xml version="1.0" encoding="UTF-8"?>'
    content = f"{xml}<office:document-content {ns}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    styles = (
        f'{xml}<office:document-styles {ns}><office:styles><style:style style:name="Standard" style:family="paragraph">'
        '<style:paragraph-properties fo:margin-bottom="0.3cm"/></style:style></office:styles></office:document-styles>'
    )
    meta_xml = (
        f"{xml}<office:document-meta {ns}><office:meta><dc:title>{title}</dc:title><dc:creator>{meta['head'][0]}</dc:creator>"
        f"<meta:creation-date>{created}T09:00:00</meta:creation-date><dc:language>en</dc:language></office:meta></office:document-meta>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'{xml}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        + "".join(
            f'<manifest:file-entry manifest:full-path="{p}" manifest:media-type="text/xml"/>'
            for p in ("content.xml", "styles.xml", "meta.xml")
        )
        + "</manifest:manifest>"
    )
    return packed(
        [
            ("mimetype", kind),
            ("content.xml", content),
            ("styles.xml", styles),
            ("meta.xml", meta_xml),
            ("META-INF/manifest.xml", manifest),
        ],
        store_first=True,
    )


# ---------------------------------------------------------------- other dresses


def reordered() -> bytes:
    """The agency's story as a small paper keyed it in: six of ten paragraphs, in another order, in an old encoding."""
    first, *rest = (WIRE[i - 1] for i in (1, 4, 5, 8, 3, 6))
    lines = [
        "OSTWICK HERALD",
        "Wednesday 5 June 2024 – page 7",
        "",
        "“He said there was nothing on the list”",
        "Family of dead man tells of medicine handed back at the gate",
        "",
        "Interstrait",
        "",
    ]
    for para in [first.split(" - ", 1)[1], *rest]:
        lines += [para, ""]
    return "\r\n".join(lines).encode("windows-1252")


def eml() -> bytes:
    message = EmailMessage()
    message["From"] = "Registry <registry@delegation-tarsenne.example>"
    message["To"] = "Panel of Independent Experts <panel@coastalassembly.example>"
    message["Subject"] = "Note 214/2024"
    message["Date"] = format_datetime(datetime(2024, 5, 27, 14, 5, tzinfo=UTC))
    message["Message-ID"] = "<20240527140500.214@delegation-tarsenne.example>"
    message.set_content((SOURCES / "letters" / "visit-acknowledgement-body.txt").read_text(encoding="utf-8"))
    message.add_attachment(
        pdf("note-214-2024", "Note 214/2024"), maintype="application", subtype="pdf", filename="note-214-2024.pdf"
    )
    message.set_boundary("=====sule-point-example=====")
    return message.as_bytes()


def feed() -> str:
    items = []
    for block in (SOURCES / "letters" / "aldremar-courier-feed.txt").read_text(encoding="utf-8").split("\n---\n"):
        head, body = block.strip().split("\n\n", 1)
        m = dict(line.split(": ", 1) for line in head.splitlines())
        content = "\n".join(f"<p>{p}</p>" for p in paragraphs(body))
        items.append(
            f"  <item>\n    <title>{html.escape(m['title'])}</title>\n    <link>{m['link']}</link>\n"
            f'    <guid isPermaLink="true">{m["link"]}</guid>\n    <dc:creator>{m["author"]}</dc:creator>\n'
            f"    <pubDate>{m['date']}</pubDate>\n    <description>{html.escape(paragraphs(body)[0], quote=False)}</description>\n"
            f"    <content:encoded><![CDATA[{content}]]></content:encoded>\n  </item>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n  <title>Aldremar Courier</title>\n'
        "  <link>https://www.aldremarcourier.example/</link>\n  <description>News of the capital</description>\n  <language>en</language>\n"
        "  <lastBuildDate>Fri, 14 Jun 2024 08:05:00 +0000</lastBuildDate>\n" + "".join(items) + "</channel>\n</rss>\n"
    )


def scan() -> bytes:
    """A typed page as a desk scanner sees it: a little crooked, unevenly lit, with grain and a punched edge."""
    chance = random.Random(118)
    wide, high = 1240, 1754
    paper = Image.new("L", (wide, high), 246)
    draw = ImageDraw.Draw(paper)
    font = ImageFont.truetype(FONTS / "LiberationMono-Regular.ttf", 30)
    y = 190
    for line in (SOURCES / "letters" / "shift-note.txt").read_text(encoding="utf-8").splitlines():
        x = 170
        for letter_ in line:  # a typewriter strikes each letter a little differently
            draw.text((x, y + chance.choice((-1, 0, 0, 0, 1))), letter_, font=font, fill=chance.randint(30, 75))
            x += 18
        y += 46
    for hole in (560, 1190):
        draw.ellipse((48, hole, 92, hole + 44), fill=120)
    paper = paper.rotate(0.8, resample=Image.Resampling.BICUBIC, expand=False, fillcolor=205)
    shade = Image.linear_gradient("L").resize((wide, high)).point(lambda v: 255 - v // 9)
    paper = Image.composite(paper, Image.new("L", (wide, high), 200), shade)
    grain = Image.new("L", (wide, high))
    grain.putdata([chance.randint(0, 255) for _ in range(wide * high)])
    paper = Image.blend(paper.filter(ImageFilter.GaussianBlur(0.5)), grain, 0.06)
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=62, dpi=(150, 150))
    return out.getvalue()


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    kit = []
    for source in sorted((SOURCES / "pages").glob("*.txt")):
        where, text, p = page(source)
        if where.startswith("zip:"):
            kit.append((where[4:], text))
        elif where.endswith(".warc.gz"):
            write(where, warc(p, text))
        else:
            write(where, text)
    kit.append(("background-note.txt", (SOURCES / "letters" / "background-note.txt").read_text(encoding="utf-8")))
    write("ngo/saltline-press-kit.zip", packed(kit))
    write("portals/ostwick-herald-reordered.txt", reordered())
    write("letters/al-tsn-3-2024.docx", docx("al-tsn-3-2024", "Letter AL TSN 3/2024", "2024-04-12"))
    write("letters/reply-of-tarsenne.pdf", pdf("reply-of-tarsenne", "Reply to AL TSN 3/2024"))
    write("letters/skerrin-acknowledgement.pdf", pdf("skerrin-acknowledgement", "LA/24/077"))
    write("access/visit-request.odt", odt("visit-request", "Request to visit Sule Point", "2024-02-05"))
    write("access/visit-reminder.txt", (SOURCES / "letters" / "visit-reminder.txt").read_text(encoding="utf-8"))
    write("access/visit-acknowledgement.eml", eml())
    write("feeds/aldremar-courier.xml", feed())
    write("mail/families-list.mbox", (SOURCES / "letters" / "families-list.mbox.txt").read_text(encoding="utf-8"))
    write("evidence/shift-note-scan.jpg", scan())
    for path in sorted(OUT.rglob("*")):
        if path.is_file():
            print(f"{path.stat().st_size:>8}  {path.relative_to(OUT)}")


if __name__ == "__main__":
    main()
