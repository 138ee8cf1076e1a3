"""Lines of a PDF that hold right-to-left letters, in reading order.

In:   the glyphs of one line with their origins.
Out:  the words as they are read.
Not:  lines without such letters: those keep the order of the page's content.

Every PDF library measured scrambles Arabic, Uyghur and Hebrew, because it trusts the order in which glyphs were
drawn. Where they stand is what a reader sees (docs/methods/read.md, steps 9-11): glyphs go by the x of their
origin, marks stay with the glyph they stand on, and the reordering of the Unicode bidirectional algorithm (UAX 9,
rule L2) is turned back with levels found from what stands beside what.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from answerable.read.pdf_glyphs import Glyph, Line

_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_RTL_LETTER = re.compile(r"[\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FORMS = re.compile(r"[\ufb1d-\ufdfb\ufe70-\ufefc\ufb00-\ufb06]")
_ALEF_LAM = re.compile(r"\A([\u0622\u0623\u0625\u0627\u0671])(\u0644)")  # one ligature, drawn in the wrong order
_WORD_GAP = 0.22  # of the type size: wider is a space although none was drawn
_DRAWN_GAP = 0.12  # where a space was drawn, this is enough
_MIRRORED = str.maketrans("()[]{}<>«»‹›⟨⟩", ")(][}{><»«›‹⟩⟨")
_OPENS = frozenset("“”\"«»‹›„([{)]}'’‘")


def has_right_to_left(chars: str) -> bool:
    """Whether there is any right-to-left character."""
    return bool(_RTL.search(chars))


def is_right_to_left(chars: str) -> bool:
    """Whether right-to-left letters are at least a third of the letters."""
    strong = len(_RTL_LETTER.findall(chars))
    return strong > 0 and strong * 3 >= sum(1 for c in chars if c.isalpha())


def with_letters_for_forms(words: str) -> tuple[str, int]:
    """`words` with presentation forms and typographic ligatures as the letters they present; how many there were."""
    found = len(_FORMS.findall(words))
    if not found:
        return words, 0
    return _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), words), found


def reading_order(line: Line, *, base_rtl: bool) -> str:
    """The words of a line in reading order. `base_rtl`: the line belongs to right-to-left text."""
    clusters = _clusters(line)  # (9)
    levels = _levels([_kind(c) for c in clusters], [c.words for c in clusters], base_rtl)  # (10)
    words = " ".join("".join(_reordered(clusters, levels)).split())  # (11)
    return _paired(words) if base_rtl else words


def _paired(words: str) -> str:
    """Brackets that stand alike twice made a pair: PDFium has mirrored some of them already, and does not say which."""
    for left, right in ("()", "[]", "{}", "«»", "‹›"):
        places = [i for i, c in enumerate(words) if c in (left, right)]
        if len(places) % 2 or words.count(left) == words.count(right):
            continue
        chars = list(words)
        for index, at in enumerate(places):
            chars[at] = right if index % 2 else left
        words = "".join(chars)
    return words


class _Cluster:
    """A base glyph with the marks on it, or all characters of a ligature, in logical order."""

    __slots__ = ("left", "right", "word", "words", "x")

    def __init__(self, glyph: Glyph, word: int) -> None:
        self.words = glyph.char
        self.x, self.left, self.right = glyph.x, glyph.left, glyph.right
        self.word = word  # spaces drawn before it: where exactly they were drawn says nothing


def _clusters(line: Line) -> list[_Cluster]:
    """Clusters from left to right, with spaces where words part."""
    bases: list[_Cluster] = []
    marks: list[Glyph] = []
    word = 0
    for glyph in line.glyphs:
        if glyph.made or glyph.char.isspace():
            word += 1
        elif unicodedata.category(glyph.char) == "Mn":
            marks.append(glyph)
        elif bases and bases[-1].word == word and abs(glyph.x - bases[-1].x) < 0.01:
            bases[-1].words += glyph.char  # the letters of a ligature share its origin
            bases[-1].left = min(bases[-1].left, glyph.left)
            bases[-1].right = max(bases[-1].right, glyph.right)
        else:
            bases.append(_Cluster(glyph, word))
    for base in bases:
        base.words = _ALEF_LAM.sub(r"\2\1", base.words)
    bases.sort(key=lambda c: c.x)
    if not bases:
        return []
    for mark in marks:
        base = _base_of(mark, bases)
        base.words += mark.char
        if abs(base.x - mark.x) < 0.01:  # one glyph for both: its box was divided between them
            base.left, base.right = min(base.left, mark.left), max(base.right, mark.right)
    return _spaced(bases, line.size)


def _base_of(mark: Glyph, bases: Sequence[_Cluster]) -> _Cluster:
    """The cluster a mark belongs to: the one of the same origin, else the one it stands over."""
    middle = (mark.left + mark.right) / 2

    def distance(base: _Cluster) -> tuple[float, float]:
        if abs(base.x - mark.x) < 0.01:
            return -1.0, 0.0
        return max(base.left - middle, middle - base.right, 0.0), abs((base.left + base.right) / 2 - middle)

    return min(bases, key=distance)


def _spaced(bases: list[_Cluster], size: float) -> list[_Cluster]:
    out: list[_Cluster] = []
    edge = bases[0].left
    for cluster in bases:
        gap = cluster.left - edge
        if out and gap > (_DRAWN_GAP if cluster.word != out[-1].word else _WORD_GAP) * size:
            out.append(_Cluster(Glyph(" ", edge, 0, edge, cluster.left, True), cluster.word))
        out.append(cluster)
        edge = max(edge, cluster.right)
    return out


def _kind(cluster: _Cluster) -> str:
    """R, L, N (number), S (joins numbers), T (ends numbers: %) or O, after the bidirectional classes."""
    direction = unicodedata.bidirectional(cluster.words[0])
    if direction in ("R", "AL"):
        return "R"
    if direction in ("EN", "AN"):
        return "N"
    return {"L": "L", "CS": "S", "ES": "S", "ET": "T"}.get(direction, "O")


def _levels(kinds: list[str], words: list[str], base_rtl: bool) -> list[int]:
    kinds = _numbers_whole(kinds)
    return _in_right_to_left(kinds) if base_rtl else _in_left_to_right(kinds, words)


def _numbers_whole(kinds: list[str]) -> list[str]:
    """`1.234`, `12:30`, `5/2018`, `2019-…`: a sign between two digits is of the number, a % after it too."""
    out = list(kinds)
    for i, kind in enumerate(kinds):
        before = out[i - 1] if i else ""
        after = kinds[i + 1] if i + 1 < len(kinds) else ""
        if (kind == "S" and before == after == "N") or (kind == "T" and before == "N"):
            out[i] = "N"
        elif kind in ("S", "T"):
            out[i] = "O"
    return out


def _in_right_to_left(kinds: list[str]) -> list[int]:
    """Right-to-left text: words of left-to-right letters, and numbers, are set into it."""
    levels = [1 if kind in ("R", "O") else 2 for kind in kinds]
    for start, end in _neutral_runs(kinds):
        before, after = (kinds[start - 1] if start else ""), (kinds[end] if end < len(kinds) else "")
        if "L" in (before, after) and before in ("L", "N") and after in ("L", "N"):
            levels[start:end] = [2] * (end - start)
    return levels


def _in_left_to_right(kinds: list[str], words: list[str]) -> list[int]:
    """Left-to-right text: stretches of right-to-left words, with the numbers and signs among them, are set into it."""
    levels = [0] * len(kinds)
    index = 0
    while index < len(kinds):
        if kinds[index] != "R":
            index += 1
            continue
        end = index
        for at in range(index, len(kinds)):
            if kinds[at] == "L":
                break
            if kinds[at] == "R":
                end = at
        start = _edge(kinds, words, index, -1)
        end = _edge(kinds, words, end, +1)
        for at in range(start, end + 1):
            levels[at] = 2 if kinds[at] == "N" else 1
        index = end + 1
    return levels


def _edge(kinds: list[str], words: list[str], at: int, step: int) -> int:
    """Where a stretch of right-to-left words ends on one side: past a number, if a quotation mark, a bracket or the
    end of the line stands behind it; a number with nothing between it and left-to-right words is theirs."""
    beyond = at + step
    seen = False
    while 0 <= beyond < len(kinds) and kinds[beyond] in ("N", "O") and words[beyond] not in _OPENS:
        seen = seen or kinds[beyond] == "N"
        beyond += step
    closed = not 0 <= beyond < len(kinds) or words[beyond] in _OPENS
    return beyond - step if seen and closed else at


def _neutral_runs(kinds: list[str]) -> list[tuple[int, int]]:
    runs, start = [], -1
    for i, kind in enumerate([*kinds, "end"]):
        if kind == "O" and start < 0:
            start = i
        elif kind != "O" and start >= 0:
            runs.append((start, i))
            start = -1
    return runs


def _reordered(clusters: list[_Cluster], levels: list[int]) -> list[str]:
    """Rule L2 of UAX 9, which is its own inverse; brackets of right-to-left text are mirrored back."""
    words = [c.words.translate(_MIRRORED) if lv % 2 else c.words for c, lv in zip(clusters, levels, strict=True)]
    order = list(range(len(words)))
    for level in (2, 1):
        start = -1
        for i in range(len(order) + 1):
            inside = i < len(order) and levels[order[i]] >= level
            if inside and start < 0:
                start = i
            elif not inside and start >= 0:
                order[start:i] = order[start:i][::-1]
                start = -1
    return [words[i] for i in order]
