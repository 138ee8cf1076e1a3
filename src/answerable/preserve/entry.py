"""One line of the journal: what happened, to which bytes, by whom, when.

In:   facts that name nobody: ids, digests, words from closed lists.
Out:  `Entry` and its line, canonical JSON (RFC 8785); back from a line, strictly.
Not:  names, addresses, paths, quotations. They go into the note beside the line (`note`), which can be erased;
      a line cannot. The line only commits to them.
"""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

import msgspec

from answerable.terms.digest import Digest
from answerable.terms.moment import Moment

VERSION = 1
MAX_LINE = 65_535  # bytes; the limit of the C2SP tile format
FIRST_PREV = "0" * 64

#: What can happen to a case. A word is added here when the program can do it, never before.
ACTS = frozenset(
    {
        "created",  # the case was made; object: its first case.toml
        "named",  # a random id was given to a person or program; the name is in the note
        "settings-changed",  # case.toml was found changed; object: the new one
        "acquired",  # bytes came in that the case did not have
        "seen-again",  # bytes the case has came in again, elsewhere
        "refused",  # an input was not kept, and why (note)
        "skipped",
        "kept",  # bytes the program made and keeps
        "ran",  # a machine run; object: its manifest
        "asked",  # words of documents are put to a language model; object: which questions; the note names it
        "judged",  # people's decisions
        "superseded",
        "unjoined",
        "undone",
        "set-aside",  # something that no entry covers was moved to set-aside/; objects: digests of the files there
        "exported",  # a copy of the case was made to be given away; objects: what it withholds
        "destroy-asked",  # one person wants these bytes destroyed
        "destroyed",  # a second person confirmed it; the bytes are gone
        "healed",  # stored bytes were damaged or gone, and identical bytes were put in their place
        "key-changed",  # from here on another key seals; object: its public half
        "stamped",  # a time-stamp of a checkpoint was kept; objects: the files of it under seals/
    }
)

#: What `how` says of a key-changed entry.
FIRST_KEY = "first-key"
SEALED_BY_BOTH = "sealed-by-both"  # the old key seals the entry too
WITHOUT_OLD_KEY = "without-the-old-key"  # another machine, or the old key is lost: nothing ties the two together

#: Acts whose objects are files under journal/, not blobs.
NOT_BLOBS = frozenset({"set-aside", "stamped", "exported"})

#: Reasons that may stand in a line, for they name nobody. Every other reason goes into the note.
OPEN_REASONS = frozenset({"", "torn-tail", "unclaimed", "unfinished", "changed", "missing"})
IN_THE_NOTE = "see-note"

_A_CODE = "[A-Za-z0-9][A-Za-z0-9 ._/+-]{0,79}"
_CODE = re.compile(_A_CODE + r"\Z")
_HEX32 = re.compile(r"[0-9a-f]{32}\Z")
_HEX64 = re.compile(r"[0-9a-f]{64}\Z")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z", re.ASCII)


#: A whole line with nothing wrong in it. No part can match in two ways, so it takes one pass.
_EXACT = re.compile(
    "".join(
        (
            r'\{"act":"(?:' + "|".join(sorted(ACTS)) + r')","actor":"[0-9a-f]{32}",',
            r'"how":"(?:' + _A_CODE + r')?","nonce":"[0-9a-f]{32}","note":"(?:[0-9a-f]{64})?",',
            r'"objects":\[(?:"[0-9a-f]{64}"(?:,"[0-9a-f]{64}")*)?\],"prev":"[0-9a-f]{64}",',
            r'"reason":"(?:' + "|".join(sorted(OPEN_REASONS | {IN_THE_NOTE})) + r')","seq":(?:0|[1-9][0-9]{0,14}),',
            r'"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","tool":"(?:' + _A_CODE + r')?","v":1\}\Z',
        )
    ).encode()
)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line. Fields stand in the order of their names, which is the order RFC 8785 writes them in."""

    act: str
    actor: str  # agent id
    how: str  # a code: "file", "families/1"; never a name
    nonce: str  # 16 random bytes: without them a short line could be guessed from its hash
    note: str  # the commitment to the note (`note.commit`), empty when there is none
    objects: tuple[Digest, ...]
    prev: str  # SHA-256 of the line before, without its line feed; 64 zeros in the first
    reason: str
    seq: int
    time: Moment
    tool: str  # name and version
    v: int = VERSION


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Entry)


def new_nonce() -> str:
    return secrets.token_hex(16)


def is_code(text: str) -> bool:
    """Whether `text` is empty or looks like a name we give to a tool or a way of working, at most 80 characters."""
    return not text or bool(_CODE.match(text))


def encode_entry(entry: Entry) -> bytes:
    """The line of `entry`, without line feed. ValueError when it says what a line must not, or is too long."""
    wrong = _wrong_field(entry)
    if wrong:
        raise ValueError(f"entry {entry.seq} ({entry.act}): {wrong}")
    line = _encoder.encode(entry)
    if len(line) > MAX_LINE:
        raise ValueError(f"entry {entry.seq} has {len(line)} bytes; put larger facts into a blob and name its digest")
    return line


def decode_entry(line: bytes) -> Entry:
    """The entry in `line`. ValueError, saying what is wrong, for anything but the exact bytes we would write."""
    try:
        entry = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"it is not an entry: {error}") from error
    if len(line) > MAX_LINE:
        raise ValueError(f"it has {len(line)} bytes, more than {MAX_LINE}")
    if not _EXACT.match(line):  # a quick yes; what it does not match is looked at field by field
        if _encoder.encode(entry) != line:
            raise ValueError("it is not in canonical form")
        wrong = _wrong_field(entry)
        if wrong:
            raise ValueError(wrong)
    return entry


def line_digest(line: bytes) -> str:
    """What the next line says in `prev`."""
    return sha256(line).hexdigest()


def _wrong_field(e: Entry) -> str:
    """What is wrong with an entry's fields; empty when nothing is. All strings that pass are plain ASCII."""
    if e.v != VERSION:
        return f"its version is {e.v}; this program knows {VERSION}"
    if e.seq < 0:
        return "its number is negative"
    if e.act not in ACTS:
        return f"{e.act!r} is not in the list of acts"
    if not _HEX64.match(e.prev):
        return "its prev is not a digest"
    if not _HEX32.match(e.nonce):
        return "its nonce is not 16 bytes in hexadecimal"
    if not _HEX32.match(e.actor):
        return "its actor is not a random id"
    if not _TIME.match(e.time):
        return f"its time {e.time!r} is not UTC with milliseconds"
    if e.note and not _HEX64.match(e.note):
        return "its commitment is not a digest"
    if not all(map(_HEX64.match, e.objects)):
        return "one of its objects is not a digest"
    if not (is_code(e.tool) and is_code(e.how)):
        return "tool and how must be codes such as 'families/1', for a line can never be erased"
    if e.reason not in OPEN_REASONS and e.reason != IN_THE_NOTE:
        return "its reason is not in the list of reasons that may stand in a line"
    return ""
