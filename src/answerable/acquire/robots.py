"""What a site's robots.txt says of an address (RFC 9309). It is noted; obeying it is the person's choice.

In:   the text of a robots.txt, and the path of an address.
Out:  the rule that forbids, or an empty string.
Not:  fetching; crawl delays, which the standard does not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

AGENT = "answerable"
LARGEST = 500 << 10  # bytes that are looked at, as the standard asks at least
_LONGEST_RULE = 2_000
_LINE = re.compile(r"[ \t]{0,99}(user-agent|allow|disallow)[ \t]{0,99}:([^#]{0,4000})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rule:
    allows: bool
    pattern: str


def forbidding_rule(robots: bytes, path: str) -> str:
    """The line that forbids `path` (with its query) to us, as `Disallow: /x`; empty when none does."""
    rules = _rules_for(robots[:LARGEST].decode("utf-8", "replace").removeprefix("\ufeff"))
    path = _plain(path or "/")
    best: _Rule | None = None
    for rule in rules:
        if _matches(_plain(rule.pattern), path) and (
            best is None
            or len(rule.pattern) > len(best.pattern)
            or (len(rule.pattern) == len(best.pattern) and rule.allows)
        ):
            best = rule
    return "" if best is None or best.allows else f"Disallow: {best.pattern}"


def _rules_for(text: str) -> list[_Rule]:
    """The rules of all groups that name us; where none does, those of the groups for everybody."""
    ours: list[_Rule] = []
    everybody: list[_Rule] = []
    named_us = False
    here: list[list[_Rule]] = []
    naming = False
    for line in re.split(r"\r\n|\r|\n", text):
        found = _LINE.match(line)
        if found is None:
            continue
        field, value = found[1].lower(), found[2].strip()
        if field == "user-agent":
            here = here if naming else []
            naming = True
            if value == "*":
                here.append(everybody)
            elif value.lower().partition("/")[0] == AGENT:
                here.append(ours)
                named_us = True
            continue
        naming = False
        if value and len(value) <= _LONGEST_RULE:
            for rules in here:
                rules.append(_Rule(field == "allow", value))
    return ours if named_us else everybody


def _plain(text: str) -> str:
    """`text` with percent-escapes written one way, so that two spellings of a path are the same."""
    return quote(unquote_to_bytes(text), safe="/*$?&=:;,@!~'()+-._")


def _matches(pattern: str, path: str) -> bool:
    """Whether `pattern` (`*` any run, `$` at its end the end) matches from the start of `path`; in one pass."""
    anchored = pattern.endswith("$")
    pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    if len(pieces) == 1:
        return not anchored or at == len(path)
    for piece in pieces[1:-1]:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    last = pieces[-1]
    if anchored:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0
