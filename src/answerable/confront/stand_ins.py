"""Names hidden from the scorer of answers, so that it makes no difference who is accused and who accuses.

In:   the points of a letter, the sentences of a reply, names known from outside (the parties of a case).
Out:  the same texts with every name replaced by a stand-in: the first name met by the first stand-in, and so on, the same
      name by the same one everywhere. Two parties who change places change nothing that the scorer sees.
Not:  what comes out of the program, which quotes the true words.

A name is told by its form: capital letters inside a sentence, or the name of a State. The names of parties are hidden whole.
Elsewhere words that say what
kind of body or law is named ("Ministry", "Ordinance", "Mr.") stay. Part of a name stands for the whole: "Ms. Eterin" is
"Palva Eterin".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from babel import Locale

from answerable.resources import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?")
_LINKS = frozenset({"of", "de", "von", "van", "der", "al", "bin", "ibn", "da", "di", "du", "del", "la", "el"})
_ENDS = frozenset('.!?:;"“”„«‘—–•*(')  # marks after which a capital may be no more than a beginning


def with_stand_ins(
    points: Sequence[str], reply: Sequence[str], known: Iterable[str] = ()
) -> tuple[list[str], list[str]]:
    """Points and reply with their names hidden, in their order."""
    named = sorted({name for name in known if name[:1].isupper()}, key=lambda name: (-len(name), name))
    texts = [_whole(text, named) for text in (*points, *reply)]
    given = {w.casefold() for name in named for w in _words(name) if w[0].isupper()} - _kinds()
    given |= {_token(at).casefold() for at in range(len(named))}
    inside = {_bare(w) for text in texts for w, opens in _capitals(text) if not opens}
    names = (inside | given | _states()) - _kinds()
    hide = _Hiding(names)
    hidden = [hide.text(text) for text in texts]
    return hidden[: len(points)], hidden[len(points) :]


def _whole(text: str, named: Sequence[str]) -> str:
    """`text` with every name known from outside drawn together into one word, whatever kind of body it names."""
    for at, name in enumerate(named):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _token(at), text)
    return text


def _token(at: int) -> str:
    """A word that is no word, for name number `at`."""
    return "Zq" + "".join("abcdefghij"[int(digit)] for digit in str(at)) + "qz"


class _Hiding:
    """Names met so far, each with its stand-in."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._of_word: dict[str, str] = {}
        self._met = 0

    def text(self, text: str) -> str:
        out, at = [], 0
        for start, end, parts in _runs(text, self._names):
            out += [text[at:start], self._stand_in(parts)]
            at = end
        return "".join([*out, text[at:]])

    def _stand_in(self, parts: Sequence[str]) -> str:
        """By the last word of the name that was met before, or a new one."""
        known = next((self._of_word[p] for p in reversed(parts) if p in self._of_word), None)
        if known is None:
            known = _stand_ins()[self._met % len(_stand_ins())]
            self._met += 1
        for part in parts:
            self._of_word.setdefault(part, known)
        return known


def _runs(text: str, names: Collection[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Where names stand: start, end, their words without endings. Links join words of one name."""
    run: list[tuple[int, int, str]] = []
    link_end = -1
    for match in _WORD.finditer(text):
        word = _bare(match[0])
        between = text[run[-1][1] if link_end < 0 else link_end : match.start()] if run else ""
        if run and between.strip():
            yield _run(run)
            run, link_end = [], -1
        if match[0][0].isupper() and word in names:
            run.append((match.start(), match.start() + len(match[0]) - _ending(match[0]), word))
            link_end = -1
        elif run and word in _LINKS and match[0].islower() and link_end < 0:
            link_end = match.end()
        elif run:
            yield _run(run)
            run, link_end = [], -1
    if run:
        yield _run(run)


def _run(run: Sequence[tuple[int, int, str]]) -> tuple[int, int, list[str]]:
    return run[0][0], run[-1][1], [word for _, _, word in run]


def _capitals(text: str) -> Iterator[tuple[str, bool]]:
    """Capitalised words, and whether each may be capitalised only because a sentence begins."""
    for match in _WORD.finditer(text):
        if match[0][0].isupper():
            before = text[max(0, match.start() - 12) : match.start()].rstrip()
            yield match[0], not before or (before[-1] in _ENDS and not _abbreviated(before))


def _abbreviated(before: str) -> bool:
    """Whether the words before end in a title or an initial with its full stop: "Mr.", "J."."""
    last = before.split()[-1]
    return last.endswith(".") and (len(last) == 2 or last[:-1].casefold() in _titles())


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _ending(word: str) -> int:
    """Length of a possessive ending or a full stop."""
    return 2 if word.endswith(("'s", "’s")) else 1 if word.endswith(".") else 0


def _bare(word: str) -> str:
    return word[: len(word) - _ending(word)].casefold()


@cache
def _stand_ins() -> tuple[str, ...]:
    return tuple(lexicon("en", "shown")["stand_ins"])


@cache
def _kinds() -> frozenset[str]:
    """Words that say what kind of body, office or law is named, or stand in no name."""
    speakers, laws, function = (lexicon("en", name) for name in ("speakers", "laws", "function"))
    shown = (*lexicon("en", "shown")["words"], *_titles())
    several = (
        speakers.get("bodies", ()),
        speakers.get("roles", ()),
        speakers.get("male", ()),
        speakers.get("female", ()),
    )
    days = Locale("en").days["format"]["wide"].values()
    months = Locale("en").months["format"]["wide"].values()
    words = (*laws.get("words", ()), *function.get("stop", ()), *shown, *days, *months)
    return frozenset(w.casefold() for group in (*several, words) for w in group)


@cache
def _titles() -> frozenset[str]:
    return frozenset(lexicon("en", "shown")["titles"])


@cache
def _states() -> frozenset[str]:
    """Words of the names of States and territories (CLDR), without those that are words besides."""
    names = Locale("en").territories
    words = {w.casefold() for code, name in names.items() if len(code) == 2 for w in _words(name) if w[0].isupper()}
    return frozenset(words - _kinds())
