"""Bytes to characters, with a stated charset and how sure we are of it.

In:   bytes, and the charset that somebody declared.
Out:  `Decoded`: the text; bytes that stand for no character are U+FFFD, counted.
Not:  line ends or white space; those are the reader's.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers make of labels that promise less than pages use (WHATWG Encoding, section 4.2).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
_SEVEN_BIT = re.compile(r"iso2022|hz\Z")
_REFUSED = re.compile(r"utf-7|idna|punycode|unicode.escape|undefined|mbcs|oem", re.I)  # not charsets of documents
_SAMPLE = 48_000
_LIMIT = 200_000  # bytes looked at to see whether nearly all is UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """`how`: byte order mark | declared | valid UTF-8 | mostly UTF-8 | guessed. `confidence` 0-1."""

    text: str
    encoding: str
    how: str
    confidence: float
    undecodable: int = 0
    wrongly_declared: str | None = None  # the declared charset, when the bytes say otherwise

    @property
    def notes(self) -> list[str]:
        """What a person should know about this decoding."""
        out = []
        if self.how == "guessed":
            out.append(f"charset guessed: {self.encoding}, confidence {self.confidence:.2f}")
        if self.wrongly_declared:
            out.append(f"declared charset {self.wrongly_declared} does not fit; read as {self.encoding}")
        if self.undecodable:
            out.append(f"{self.undecodable} undecodable byte sequences shown as U+FFFD")
        return out


def codec_of(label: str | None) -> str | None:
    """Python's name for a declared charset, widened as browsers do; None when unknown or refused."""
    if not label or len(label) > 64 or _REFUSED.search(label):
        return None
    try:
        info = codecs.lookup(label.strip().lower())
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding:
        return None
    return _WIDER.get(info.name, info.name)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """`data` as text: by byte order mark, as UTF-8, as declared, or as the best guess. Never raises."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], name, "byte order mark", 1.0)
    codec = codec_of(declared)
    seven_bit = codec is not None and _SEVEN_BIT.match(codec.replace("_", ""))
    if codec and (seven_bit or codec.startswith(("utf-16", "utf-32"))):
        made = _replacing(data, codec, "declared", 1.0)
        if made.undecodable * 100 <= len(made.text):
            return made
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text[:200] or not _looks_wide(data):
            wrong = declared if codec not in (None, "utf-8") and not text.isascii() else None
            return Decoded(text, "utf-8", "valid UTF-8", 1.0, 0, wrong)
    return _not_utf8(data, declared, codec)


def _not_utf8(data: bytes, declared: str | None, codec: str | None) -> Decoded:
    wide = _looks_wide(data)
    if wide:
        return _replacing(data, wide, "guessed", 0.9)
    head = data[:_LIMIT]
    shown = head.decode("utf-8", "replace")
    bad = shown.count("\N{REPLACEMENT CHARACTER}")
    beyond_ascii = sum(1 for c in shown if c > "\x7f") if bad < 1000 else bad
    if bad * 20 <= beyond_ascii:  # at most one in twenty of the characters beyond ASCII is broken
        wrong = declared if codec not in (None, "utf-8") else None
        return _replacing(data, "utf-8", "mostly UTF-8", 0.9, wrong)
    if codec and codec != "utf-8":
        made = _replacing(data, codec, "declared", 0.95)
        if made.undecodable * 200 <= len(made.text):
            return made
    guess, confidence = _guess(data)
    wrong = declared if codec and codec != guess else None
    return _replacing(data, guess, "guessed", confidence, wrong)


def _looks_wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the beginning is mostly zero."""
    head = data[:400]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 2 > len(head) * 0.6 and even * 10 < odd:
        return "utf-16-le"
    if even * 2 > len(head) * 0.6 and odd * 10 < even:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> tuple[str, float]:
    """The charset that makes the words most like words (charset-normalizer), and 1 - its measure of chaos."""
    from charset_normalizer import from_bytes

    beyond = re.search(rb"[\x80-\xff]", data)
    at = max(0, (beyond.start() if beyond else 0) - 2000)
    best = from_bytes(data[at : at + _SAMPLE], cp_exclusion=["utf_7"]).best()
    if best is None:
        return "cp1252", 0.1
    codec = codec_of(best.encoding) or "cp1252"
    sample = data[at : at + _SAMPLE]
    if codec != "cp1252" and sample.decode(codec, "replace") == sample.decode("cp1252", "replace"):
        codec = "cp1252"  # the same characters: the commoner name
    return codec, round(max(0.1, min(0.9, (1 - best.chaos) * (0.5 + best.coherence / 2))), 2)


def _replacing(data: bytes, codec: str, how: str, confidence: float, wrong: str | None = None) -> Decoded:
    text = data.decode(codec, "replace")
    return Decoded(text, codec, how, confidence, text.count("\N{REPLACEMENT CHARACTER}"), wrong)
