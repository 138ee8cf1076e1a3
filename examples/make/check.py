"""Checks that the example case keeps its own word, with plain tools and none of Answerable's code.

In:   sule-point/case.toml, expected.toml and documents/.
Out:  a line per fault, and exit code 1 if there is any.
Needs: lxml, warcio, `pdftotext` and `tesseract`. Run: python check.py [CODEBOOK.toml]
With a codebook it also checks the codes, and that the reply was not built from the codebook's own cues.
"""

import email
import io
import mailbox
import re
import subprocess
import sys
import tomllib
import zipfile
from email import policy
from pathlib import Path

from lxml import etree, html
from warcio.archiveiterator import ArchiveIterator

CASE = Path(__file__).parent.parent / "sule-point"
MARKS = {"dateline", "credit-line", "agency-name", "feed-notice", "source-line", "credit-in-text", "appeared-first"}
STATES = {"answered", "partly-answered", "unanswered"}


def one_line(text: str) -> str:
    return " ".join(text.split())


def html_text(data: bytes) -> str:
    tree = html.document_fromstring(data.decode("utf-8"))
    etree.strip_elements(tree, "script", "style", "head", with_tail=False)
    for block in tree.iter("p", "div", "li", "h1", "h2", "h3", "td", "br", "span", "time", "button"):
        block.tail = " " + (block.tail or "")
    return tree.text_content()


def pdf_text(data: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


def xml_text(data: bytes, member: str) -> str:
    tree = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(member))
    return "\n".join("".join(p.itertext()) for p in tree.iter("{*}p"))


def message_text(message: email.message.EmailMessage) -> str:
    return message.get_body(("plain",)).get_content()


def texts() -> dict[str, str]:
    """Every document by its path in expected.toml, containers with the text of all their members."""
    out = {}
    for path in sorted((CASE / "documents").rglob("*")):
        if not path.is_file():
            continue
        name, data = path.relative_to(CASE).as_posix(), path.read_bytes()
        if name.endswith(".html"):
            out[name] = html_text(data)
        elif name.endswith(".txt"):
            out[name] = data.decode("windows-1252" if "ostwick" in name else "utf-8")
        elif name.endswith(".pdf"):
            out[name] = pdf_text(data)
        elif name.endswith(".docx"):
            out[name] = xml_text(data, "word/document.xml")
        elif name.endswith(".odt"):
            assert zipfile.ZipFile(path).infolist()[0].filename == "mimetype"
            out[name] = xml_text(data, "content.xml")
        elif name.endswith(".eml"):
            message = email.message_from_bytes(data, policy=policy.default)
            out[name] = message_text(message)
            for part in message.iter_attachments():
                out[f"{name}!/{part.get_filename()}"] = pdf_text(part.get_payload(decode=True))
        elif name.endswith(".mbox"):
            box = mailbox.mbox(path, factory=lambda f: email.message_from_binary_file(f, policy=policy.default))
            assert len(box) == 3, "the mailbox should hold three messages"
            out[name] = "\n".join(f"{m['from']} {m['subject']} {message_text(m)}" for m in box)
        elif name.endswith(".xml"):
            items = etree.fromstring(data).findall("channel/item")
            assert len(items) == 3, "the feed should hold three items"
            space = "{http://purl.org/rss/1.0/modules/content/}"
            out[name] = "\n".join(html_text(i.findtext(space + "encoded").encode()) for i in items)
        elif name.endswith(".zip"):
            with zipfile.ZipFile(path) as z:
                for member in z.namelist():
                    out[f"{name}!/{member}"] = (
                        html_text(z.read(member)) if member.endswith(".html") else z.read(member).decode()
                    )
        elif name.endswith(".warc.gz"):
            with path.open("rb") as stream:
                pages = [r.content_stream().read() for r in ArchiveIterator(stream) if r.rec_type == "response"]
            assert len(pages) == 1, "the web archive should hold one page"
            out[name] = html_text(pages[0])
        elif name.endswith(".jpg"):
            out[name] = subprocess.run(["tesseract", path, "-"], capture_output=True, check=True).stdout.decode()
        else:
            raise AssertionError(f"no reader for {name}")
    return {name: one_line(text) for name, text in out.items()}


def main() -> int:
    faults: list[str] = []
    case = tomllib.loads((CASE / "case.toml").read_text(encoding="utf-8"))
    want = tomllib.loads((CASE / "expected.toml").read_text(encoding="utf-8"))
    read = texts()

    listed = {row["path"] for row in want["input"]}
    faults += [f"not listed as input: {p}" for p in sorted(read.keys() - listed)]
    faults += [f"listed but not there: {p}" for p in sorted(listed - read.keys())]

    for table, rows in want.items():
        for row in rows:
            where = row.get("path") or row.get("document") or row.get("in") or row.get("named_in")
            if where and where not in read:
                faults.append(f"{table}: no such document {where}")
                continue
            for key in ("words", "what", "title", "speaker"):
                if where and key in row and one_line(row[key]) not in read[where]:
                    if key != "speaker" or row[key].lower() not in read[where].lower():
                        faults.append(f"{table}: {where} does not say {row[key]!r}")
    for row in want["excerpt"]:
        if row["words"] not in read[row["from"]]:
            faults.append(f"excerpt: {row['from']} does not say {row['words']!r}")

    elements = {a["id"]: len(a["element"]) for a in case["allegation"]}
    parties = {p["id"] for p in case["party"]}
    assert re.fullmatch("[0-9a-f]{32}", case["id"])
    for row in case["document"]:
        faults += [
            f"case.toml: no such document {row[k]}" for k in ("path", "answers") if k in row and row[k] not in read
        ]
        faults += [f"case.toml: no such party {row[k]}" for k in ("from", "to") if k in row and row[k] not in parties]
    for table in ("answer", "status", "element_status", "origins"):
        for row in want[table]:
            if row["allegation"] and row["allegation"] not in elements:
                faults.append(f"{table}: no such allegation {row['allegation']}")
            for n in row.get("elements", [row["element"]] if "element" in row else []):
                if not 1 <= n <= elements[row["allegation"]]:
                    faults.append(f"{table}: {row['allegation']} has no element {n}")
    faults += [f"mark: {r['kind']}" for r in want["mark"] if r["kind"] not in MARKS]
    faults += [f"state: {r}" for t in ("status", "element_status") for r in want[t] if r["state"] not in STATES]
    faults += [f"party: {r}" for r in want["statement"] if r.get("party", "panel") not in parties]

    if len(sys.argv) > 1:
        codes = tomllib.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
        ids = {
            name: {x["id"] for x in codes[name]}
            for name in ("relation", "stance", "response_code", "character_of_reply", "act", "element_type")
        }
        for row in want["answer"]:
            for key, name in (("relation", "relation"), ("stance", "stance"), ("code", "response_code")):
                if row[key] not in ids[name]:
                    faults.append(f"answer: {row[key]} is not in the codebook")
        faults += [f"character: {r['is']}" for r in want["character"] if r["is"] not in ids["character_of_reply"]]
        faults += [f"act: {r['act']}" for r in want["statement"] if r["act"] not in ids["act"]]
        faults += [
            f"element: {e['kind']}"
            for a in case["allegation"]
            for e in a["element"]
            if e["kind"] not in ids["element_type"]
        ]
        reply = read["documents/letters/reply-of-tarsenne.pdf"]
        used = [
            c
            for x in codes["response_code"]
            for k, v in x.items()
            if k.startswith("cues_")
            for c in v
            if c.lower() in reply.lower()
        ]
        faults += [f"the reply borrows the codebook's cue {c!r}" for c in used]
        left = reply
        for row in want["answer"]:
            if row["document"].endswith("reply-of-tarsenne.pdf"):
                left = left.replace(row["words"], "")
        print("reply, not coded:", one_line(left))
    print(f"{len(read)} documents, {sum(map(len, want.values()))} expectations, {len(faults)} faults")
    for fault in faults:
        print(" -", fault)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
