"""Forms of words from the lexicons, made into patterns whose cost is bounded.

In:   a form such as "The post {title} appeared first on {name?}" and the lists it may name.
Out:  a `Form`: a pattern, and the literal words by which a text is asked cheaply whether it can match at all.
Not:  what a match means. The signs of a form are explained at the head of every `syndication.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

REACH = 400  # characters either side of a form's words that it may take in

_SPACE = r"[ \t\u00a0\u202f\u3000]+"
_START = r"(?:\A|(?<=[\n。！？])|(?<=[.!?…»”\")\]][ \u00a0]))[ \t\u00a0\u3000]{0,40}"
_NAME_STOP = r",;，；、。|()（）《》\[\]\"“”«»„\n"
_NAME = (
    rf"(?P<name>[^\s{_NAME_STOP}](?:[^{_NAME_STOP}.]|\.(?=\w)){{0,80}}?)"
    rf"(?=\s*(?:[{_NAME_STOP}]|\.(?!\w)|\Z)|{_SPACE}[-–—]{_SPACE}|{_SPACE}(?:that|on|in|and)\b)"
)
_CAPITAL = r"(?:[^\W\d_a-zà-öø-ÿа-яё](?:[\w’'&-]|\.(?=\w)){0,30}|\d{1,2}to\d\w{1,12})"
_JOINED = r"(?:[ \u00a0](?:of|de|del|di|da|do|du|des|la|le|el|al|für|der|van|und|y|e|et|and|the|&|[-–])){0,2}"
_OUTLET = rf"(?P<name>(?<!\w){_CAPITAL}(?:{_JOINED}[ \u00a0]{_CAPITAL}){{0,4}})"
_WHO = rf"(?:(?:the|a|an|le|la|les|el|los|der|die|das|il|o|a|de|het)[ ])?{_CAPITAL}(?:{_JOINED}[ \u00a0]{_CAPITAL}){{0,5}}"
_BUILT_IN = {
    "name": _NAME,
    "outlet": _OUTLET,
    "rest": r"(?P<rest>[^\n]{1,300})",
    "title": r"[^\n]{1,300}?",
    "people": r"(?P<name>[^()（）\n;；]{1,160})(?:[;；][^()（）\n]{0,200})?",
    "who": _WHO,
    "clause": r"[^.!?;:\n“”\"«»]{2,140}?",
    "day": r"\d{1,2}\.?",
    "number": r"\d{1,4}",
    "year": r"\d{4}",
}
_TOKEN = re.compile(r"\\(.)|\{(\w+)(\??)\}|([\[\]()|])|([ ]+)|([^\\{}\[\]()| ]+)")

Lists = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of words: `anchor` is lower-case text that every match contains."""

    pattern: re.Pattern[str]
    anchor: str

    def matches(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Matches in `text` (whose lower-case form has the same length), left to right, in bounded windows."""
        at = 0
        while (hit := lowered.find(self.anchor, at)) >= 0:
            start = max(at, hit - REACH, text.rfind("\n", 0, hit) + 1 if "\n" in text[max(0, hit - REACH) : hit] else 0)
            found = self.pattern.search(text, start, min(len(text), hit + len(self.anchor) + REACH))
            if found is not None and found.start() <= hit and found.end() > found.start():
                yield found
                at = max(hit + len(self.anchor), found.end())
            else:
                at = hit + len(self.anchor)


def form(words: str, lists: Lists) -> Form:
    """The form that `words` describe. Raises ValueError when a sign or list is unknown."""
    return Form(re.compile(pattern_of(words, lists)), anchor_of(words))


def pattern_of(words: str, lists: Lists) -> str:
    """`words` as a regular expression. Literals match in either case; spaces match any horizontal white space."""
    start = words.startswith("^")
    end = words.endswith("$")
    inner = words[1 if start else 0 : -1 if end else None]
    body, _ = _sequence(list(_TOKEN.finditer(inner)), 0, lists, "")
    edge_before = "" if start or not (inner[:1].isalnum()) else r"(?<!\w)"
    edge_after = r"(?!\w)" if inner[-1:].isalnum() and not _unspaced(inner[-1]) else ""
    if edge_before and _unspaced(inner[0]):
        edge_before = ""
    return (_START if start else edge_before) + body + edge_after + (r"(?=[ \t]*[.!»]?[ \t]*(?:\n|\Z))" if end else "")


def _unspaced(character: str) -> bool:
    return "\u0e00" <= character <= "\u0eff" or "\u3041" <= character <= "\u9fff"


def _sequence(tokens: list[re.Match[str]], at: int, lists: Lists, closing: str) -> tuple[str, int]:
    """Tokens from `at` up to `closing` as a pattern, and where it ended."""
    branches: list[str] = []
    out: list[str] = []
    space = False

    def put(piece: str, optional: bool) -> None:
        nonlocal space
        if optional:
            out.append(f"(?:{_SPACE if space else ''}{piece})?" if out or not space else f"(?:{piece}{_SPACE})?")
        else:
            out.append((_SPACE if space else "") + piece)
        space = False

    while at < len(tokens):
        escaped, slot, maybe, sign, blank, literal = tokens[at].groups()
        at += 1
        if blank is not None:
            space = True
        elif slot is not None:
            put(_slot(slot, lists), maybe == "?")
        elif sign is None:
            put(_literal(escaped if escaped is not None else literal), False)
        elif sign == closing:
            branches.append("".join(out))
            return "|".join(branches), at
        elif sign == "|" and closing == ")":
            branches.append("".join(out))
            out, space = [], False
        elif sign == "[":
            inner, at = _sequence(tokens, at, lists, "]")
            leading = not out and at < len(tokens) and tokens[at].group(5) is not None
            if leading:
                out.append(f"(?:(?:{inner}){_SPACE})?")
                at += 1
            else:
                put(f"(?:{inner})", True)
        elif sign == "(" and _is_choice(tokens, at):
            inner, at = _sequence(tokens, at, lists, ")")
            put(f"(?:{inner})", False)
        else:
            put(re.escape(sign), False)
    if closing:
        raise ValueError(f"a form leaves {closing!r} open")
    return "".join(out), at


def _is_choice(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether the bracket opened before `at` holds a choice; otherwise it stands for itself."""
    for token in tokens[at:]:
        if token.group(4) == "|":
            return True
        if token.group(4) == ")":
            return False
    return False


def _slot(name: str, lists: Lists) -> str:
    if name in _BUILT_IN:
        return _BUILT_IN[name]
    if name not in lists:
        raise ValueError(f"a form names the list {name!r}, which the lexicon does not have")
    branches = [_sequence(list(_TOKEN.finditer(one)), 0, lists, "")[0] for one in lists[name]]
    return "(?:" + "|".join(branches) + r")(?!\w)"


def _literal(words: str) -> str:
    plain = re.sub(r"['’]", "['’]", re.escape(words).replace("'", "'"))
    plain = plain.replace("\\-", "[-–—]") if words in "-" else plain
    return f"(?i:{plain})" if any(c.isalpha() for c in words) else plain


def anchor_of(words: str) -> str:
    """The longest stretch of `words` that every match must contain as it stands, in lower case."""
    depth = 0
    stretches = [""]
    tokens = list(_TOKEN.finditer(words.strip("^$")))
    opened: list[bool] = []
    for at, token in enumerate(tokens):
        escaped, slot, _maybe, sign, blank, literal = token.groups()
        if sign in ("[", "("):
            opened.append(sign == "[" or _is_choice(tokens, at + 1))
            depth += opened[-1]
        elif sign in ("]", ")") and opened:
            depth -= opened.pop()
        if sign is not None or slot is not None or blank is not None:
            stretches.append("")
        elif depth == 0:
            piece = escaped if escaped is not None else literal
            for part in re.split("['’]", piece):
                stretches.append(part)
    longest = max(stretches, key=len).lower()
    if not longest:
        raise ValueError(f"the form {words!r} has no word of its own to look for")
    return longest
