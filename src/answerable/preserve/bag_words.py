"""README.txt of a bag: what it is, what it shows, and the commands by which a stranger checks it without us.

In:   what this bag holds and lacks.
Out:  the text.
Not:  a promise beyond what the commands show.
"""

from __future__ import annotations

from dataclasses import dataclass

FILE = "README.txt"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the README says of this bag in particular."""

    case_id: str
    made: str
    tool: str
    entries: int
    root: str  # base 64, as in the last checkpoint
    key_id: str  # of the key that signed seal.note, eight hexadecimal digits
    key: str  # the same in one line
    withheld: int
    notes: str  # "all", "some" or "none"
    stamped: bool


def readme(facts: Facts) -> bytes:
    """The text for one bag."""
    parts = [
        _HEAD.format(f=facts),
        _withheld(facts),
        _CHECK.format(f=facts),
        _STAMPS if facts.stamped else _NO_STAMPS,
        _NOT_SHOWN,
    ]
    return "\n".join(part for part in parts if part).encode()


def _withheld(facts: Facts) -> str:
    lines = []
    if facts.withheld:
        lines.append(_WITHHELD.format(f=facts))
    if facts.notes != "all":
        which = "None of the notes is" if facts.notes == "none" else "Some of the notes are not"
        lines.append(_NO_NOTES.format(which=which))
    return "\n".join(lines)


_HEAD = """\
A COPY OF ONE CASE, MADE TO BE CHECKED

Case      {f.case_id}
Made      {f.made} by {f.tool}
Journal   {f.entries} entries

data/blobs/ab/abcd...    the documents, byte for byte as they came in; each is named by its SHA-256
data/readings/           their text as a program read it; made from the documents, proves nothing
journal/entries/         what happened to them: one line an act, each line naming the SHA-256 of the line before
journal/notes/           what those lines only commit to: where each document came from, names, reasons
journal/seals/           signed checkpoints of the journal, and time-stamps where there are any
case.toml                what people wrote about the case
keys/                    the public keys that the seals were made with
seal.note                a signature over this bag as a whole
withheld.json            what this copy does not hold, if anything

Which document came from where stands in journal/notes/, in the line with the number (seq) of its entry.
"""

_WITHHELD = """\
THIS COPY IS NOT WHOLE

{f.withheld} items were withheld when it was made. Their SHA-256 stand in the journal and in withheld.json; their bytes
are not here. That is a decision of whoever made the copy, not damage.
"""

_NO_NOTES = """\
{which} in this copy. The lines of the journal commit to what the notes say without giving it away.
"""

_CHECK = """\
HOW TO CHECK IT WITHOUT OUR PROGRAM

Run these in this folder, with sha256sum and openssl (3.0 or later).

1. No file was changed, and none is missing:

    sha256sum -c --quiet tagmanifest-sha256.txt && sha256sum -c --quiet manifest-sha256.txt && echo "files: unchanged"

2. No file was added: this prints nothing.

    find data -type f | sort | diff - <(cut -c67- manifest-sha256.txt | sort)

3. The list of step 1 is the one that was sealed. Without this step anybody can change a file and make new lists:

    test "$(sed -n 3p seal.note)" = "$(sha256sum < tagmanifest-sha256.txt | cut -c1-64)" && echo "list: as sealed"
    sed '/^$/,$d' seal.note > /tmp/sealed-text
    sed -n '/^$/,$p' seal.note | sed -n 2p | cut -d' ' -f3 | base64 -d | tail -c 64 > /tmp/sealed-signature
    openssl pkeyutl -verify -pubin -inkey keys/{f.key_id}.pem -rawin -in /tmp/sealed-text -sigfile /tmp/sealed-signature

4. The key of step 3 came with this bag, so by itself it shows nothing. Ask whoever sent the bag, by another way than
   the bag came (by telephone, face to face), to read out the key that `answerable preserve bag` showed them, and compare:

    {f.key}

5. Every line of the journal names the line before it:

    cat journal/entries/*.jsonl | tail -n +2 | sed 's/.*"prev":"\\([0-9a-f]*\\)".*/\\1/' > /tmp/prev
    cat journal/entries/*.jsonl | while IFS= read -r line; do printf %s "$line" | sha256sum | cut -c1-64; done \\
      | head -n -1 | diff - /tmp/prev && echo "the chain holds"

6. Each document has the bytes that its name says:

    (cd data/blobs && for f in */*; do echo "$(basename $f)  $f"; done | sha256sum -c --quiet) && echo "documents: unchanged"

With our program: answerable preserve unbag THIS-FOLDER NEW-FOLDER --key KEY, with the key as you were told it.
The last checkpoint counts {f.entries} entries and has the root {f.root}. If a checkpoint of this
case was given to you earlier, verify --seal FILE shows whether this journal begins with it.
"""

_STAMPS = """\
7. Time-stamps. Files that end in .tsr under journal/seals/ are answers of time-stamp authorities over the checkpoint
   beside them. With the authority's certificate, from the authority itself:

    openssl ts -verify -data journal/seals/SIZE/checkpoint -in journal/seals/SIZE/NAME.tsr -CAfile AUTHORITY.pem
"""

_NO_STAMPS = """\
There are no time-stamps in this copy: times in the journal are those of the machine that wrote it, and claims.
"""

_NOT_SHOWN = """\
WHAT THIS DOES NOT SHOW

That a document is true, or was written by whom it names. That the journal was not made anew as a whole before it was
sealed: only a checkpoint or a time-stamp from earlier, kept elsewhere, shows that. That the case holds all there is.
"""
