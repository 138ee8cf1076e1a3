"""Forms of words from the lexicons, made into patterns whose cost is bounded.

In:   a form such as "The post {title} appeared first on {name?}" and the lists it may name.
Out:  a `Form`: a pattern, and the literal words by which a text is asked cheaply whether it can match at all.
Not:  what a match means. The signs of a form are explained at the head of every `syndication.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

REACH = 400  # characters either side of a form's words that it may take in

_SPACE = r"[ \t\u00a0\u202f\u3000]+"
# Signs that belong to the letter before them and that \w leaves out: vowel signs, accents set apart.
_SIGNS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7"
# No letter just before, or just after; a character of a script without spaces is no part of the next word.
_FREE_BEFORE = rf"(?<![^\W\u0e00-\u0eff\u3041-\u9fff])(?<![{_SIGNS}])"
_FREE_AFTER = rf"(?![\w{_SIGNS}])"  # asked only after words of scripts with spaces
_START = r"(?:\A|(?<=[\n。！？])|(?<=[.!?…»”\")\]][ \u00a0]))[ \t\u00a0\u3000]{0,40}"
_NAME_STOP = r",;，；、。|()（）《》「」『』\[\]\"“”«»„\n"
_NAME = (
    rf"(?P<name>[^\s{_NAME_STOP}](?:[^{_NAME_STOP}.]|\.(?=\w)){{0,80}}?)"
    rf"(?=\s*(?:[{_NAME_STOP}]|\.(?!\w)|\Z)|{_SPACE}[-–—]{_SPACE}|{_SPACE}(?:that|on|in|and)\b)"
)
_CAPITAL = rf"(?:[^\W\d_a-zà-öø-ÿа-яёґєіїßğışąćęłńśźżő](?:[\w{_SIGNS}’'&-]|\.(?=\w)){{0,30}}|\d{{1,2}}to\d\w{{1,12}})"
# In scripts without capitals a name ends at the latest before "that", "in", "from", "on", "about".
_NOT_AFTER_NAME = r"(?!(?:أن|أنّ|إن|في|من|على|عن)\b)"
_JOINED = r"(?:[ \u00a0](?:of|de|del|di|da|do|du|des|la|le|el|al|für|der|van|und|y|e|et|and|the|&|[-–])){0,2}"
_OUTLET = rf"(?P<name>{_FREE_BEFORE}{_CAPITAL}(?:{_JOINED}[ \u00a0]{_NOT_AFTER_NAME}{_CAPITAL}){{0,4}})"
_WHO = (
    rf"(?:(?:the|a|an|le|la|les|el|los|der|die|das|il|o|a|de|het)[ ])?{_CAPITAL}(?:{_JOINED}[ \u00a0]{_CAPITAL}){{0,5}}"
)
_BUILT_IN = {
    "name": _NAME,
    "outlet": _OUTLET,
    "proper": _OUTLET,
    "tail": r"[^.!?;。！？؟।\n]{0,200}(?=[.!?;。！？؟।\n]|\Z)",
    "thing": r"(?P<name>[^.!?;:\n“”\"«»]{2,140}?)",
    "ending": r"(?P<name>[^.!?;:\n“”\"«»]{2,140})",
    "word": rf"[^\W\d_][\w{_SIGNS}-]{{1,30}}",
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


class Form:
    """One form of words. `anchor` is lower-case text that every match contains, `whole` the whole words it does;
    the pattern is made when first met.
    """

    def __init__(self, words: str, lists: Lists) -> None:
        self.anchor, self._lead = longest_literal(words)
        self.whole = _whole_words(words)
        self._words, self._lists = words, lists

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(pattern_of(self._words, self._lists))

    def matches(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Matches in `text` (whose lower-case form has the same length), left to right, in bounded windows."""
        at = 0
        while (hit := lowered.find(self.anchor, at)) >= 0:
            start = max(at, hit - self._lead, text.rfind("\n", max(0, hit - self._lead), hit) + 1)
            found = self.pattern.search(text, start, min(len(text), hit + len(self.anchor) + REACH))
            if found is not None and found.start() <= hit and found.end() > found.start():
                yield found
                at = max(hit + len(self.anchor), found.end())
            else:
                at = hit + len(self.anchor)


def forms_of(words: str, lists: Lists) -> list[Form]:
    """The forms that `words` stand for: one, or one for each branch of a choice when no telling word stands outside it."""
    literal = longest_literal(words)[0]
    wanted = [
        m
        for m in _CHOICE.finditer(words)
        if "|" in m[1] and words.count("[", 0, m.start()) == words.count("]", 0, m.start())
    ]
    chosen = max(wanted, key=_least, default=None)
    if chosen is None or _telling(literal) >= min(TELLING, _least(chosen)):
        if not literal:
            raise ValueError(f"the form {words!r} has no word of its own to look for")
        return [Form(words, lists)]
    return [
        form
        for branch in chosen[1].split("|")
        for form in forms_of(words[: chosen.start()] + branch + words[chosen.end() :], lists)
    ]


_CHOICE = re.compile(r"\(([^()]*)\)")
TELLING = 5  # letters from which a word is rare enough to be looked for; twice as much tells a Chinese character


def _least(choice: re.Match[str]) -> int:
    """How telling the least telling branch of a choice is."""
    return min(_telling(longest_literal(branch)[0]) for branch in choice[1].split("|"))


def _telling(literal: str) -> int:
    return sum(3 if _unspaced(c) else c.isalpha() for c in literal)


def pattern_of(words: str, lists: Lists) -> str:
    """`words` as a regular expression. Literals match in either case; spaces match any horizontal white space."""
    start = words.startswith("^")
    end = words.endswith("$")
    inner = words[1 if start else 0 : -1 if end else None]
    body, _ = _sequence(list(_TOKEN.finditer(inner)), 0, lists, "")
    opens = inner[:1].isalnum() or inner[:1] == "{" or (inner[:1] == "(" and "|" in inner.split(")")[0])
    edge_before = _FREE_BEFORE if not start and opens and not _unspaced(inner[0]) else ""
    edge_after = _FREE_AFTER if _ends_in_letter(inner) else ""
    return (_START if start else edge_before) + body + edge_after + (r"(?=[ \t]*[.!»]?[ \t]*(?:\n|\Z))" if end else "")


def _ends_in_letter(inner: str) -> bool:
    if inner.endswith(")") and "|" in inner.rsplit("(", 1)[-1]:
        inner = inner[:-1]
    return inner[-1:].isalnum() and not _unspaced(inner[-1])


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
    spaced = [one for one in lists[name] if not _unspaced(one[-1])]
    groups = [
        "(?:" + "|".join(_sequence(list(_TOKEN.finditer(one)), 0, lists, "")[0] for one in group) + ")" + edge
        for group, edge in ((spaced, _FREE_AFTER), ([one for one in lists[name] if one not in spaced], ""))
        if group
    ]
    return "(?:" + "|".join(groups) + ")"


def _literal(words: str) -> str:
    plain = re.sub(r"['’]", "['’]", re.escape(words).replace("'", "'"))
    plain = plain.replace("\\-", "[-–—]") if words in "-" else plain
    return f"(?i:{plain})" if any(c.isalpha() for c in words) else plain


_LENGTHS = {
    "title": 300,
    "rest": 300,
    "people": 360,
    "clause": 140,
    "thing": 140,
    "ending": 140,
    "name": 90,
    "outlet": 160,
    "proper": 160,
    "who": 200,
    "tail": 200,
}


def longest_literal(words: str) -> tuple[str, int]:
    """The longest stretch of `words` that every match must contain as it stands, in lower case ("" when there is none),
    and how far from the beginning of a match it may lie.
    """
    tokens = list(_TOKEN.finditer(words.strip("^$")))
    opened: list[bool] = []
    best, lead, reached = "", 0, 40  # blanks at the beginning of a line
    for at, token in enumerate(tokens):
        escaped, slot, _maybe, sign, blank, literal = token.groups()
        if sign in ("[", "("):
            opened.append(sign == "[" or _is_choice(tokens, at + 1))
        elif sign in ("]", ")") and opened:
            opened.pop()
        if slot is not None:
            reached += _LENGTHS.get(slot, 40)
            continue
        piece = escaped or literal or sign or blank or ""
        if literal is not None and not any(opened):
            for part in re.split("['’]", literal):
                if len(part) > len(best):
                    best, lead = part.lower(), reached
        reached += 2 * len(piece)  # a blank may be several
    return best, min(REACH, lead)


_LETTERS = re.compile(r"\w+")


def _whole_words(words: str) -> frozenset[str]:
    """Words that stand as whole words in every match of the form: none in scripts without spaces, none in choices, and
    none where a slot may grow onto them.
    """
    bare = _BRACKETS.sub("\0", _CHOICE.sub("\0", words)).strip("^$")
    return frozenset(
        word
        for match in _ALONE.finditer(bare.lower())
        for word in _LETTERS.findall(match.group())
        if not any(map(_unspaced, word))
    )


_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_ALONE = re.compile(r"(?<![^ ])[^ {}()\[\]|\\\0]+(?![^ ])")
