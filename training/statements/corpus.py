"""Our own marked-up articles (`training/corpus/`), from tags to places.

In:   a file as `training/corpus/README.md` describes: lines with `#`, the article with numbered tags, `---`, a line per
      attribution.
Out:  a row as in PolNeAR: `id`, `text`, `lang`, `register`, `attributions` with `source`, `cue`, `content`, `act`,
      `speaker`, `parent`.
      `python -m training.statements.corpus FOLDER` prints them as JSON lines.
Not:  mending. What is not as it must be is a ValueError with the file and what is wrong.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from answerable.extract.statement import ACTS

_TAG = re.compile(r"<(/?)([sqc])(\d+)>")
_ROLES = {"s": "source", "q": "cue", "c": "content"}
_LINE = re.compile(r"(\d+) ([a-z-]+) \| (.+?)(?: \| in (\d+))?\Z")


def read_corpus(folder: Path) -> Iterator[dict[str, Any]]:
    """Every article in the folder, in order of name."""
    for path in sorted(folder.glob("*.txt")):
        yield parse(path.read_text(encoding="utf-8"), path.stem)


def parse(source: str, name: str) -> dict[str, Any]:
    """One article. ValueError, saying what is wrong, when the marks do not fit."""
    head, rest = [], source.splitlines(keepends=True)
    while rest and rest[0].startswith("# "):
        head.append(rest.pop(0)[2:].strip())
    about = dict(line.split(": ", 1) for line in head)
    article, _, lines = "".join(rest).rpartition("\n---\n")
    if not article:
        raise ValueError(f"{name}: there is no line of three dashes before the attributions")
    text, roles = _untagged(article.strip("\n"), name)
    numbers = sorted(roles)
    rows = []
    index = {number: at for at, number in enumerate(numbers)}
    described = _described(lines, name)
    if set(described) != set(numbers):
        raise ValueError(f"{name}: tags and lines differ at {sorted(set(described) ^ set(numbers))}")
    for number in numbers:
        found = roles[number]
        act, speaker, parent = described[number]
        if len(found["cue"]) != 1 or not found["content"]:
            raise ValueError(f"{name}: attribution {number} must have one cue and some content")
        if parent is not None and parent not in index:
            raise ValueError(f"{name}: attribution {number} is said to be in {parent}, which is not there")
        rows.append({**found, "act": act, "speaker": speaker, "parent": None if parent is None else index[parent]})
    return {"id": name, "text": text, "lang": about["lang"], "register": about["register"], "attributions": rows}


def _untagged(article: str, name: str) -> tuple[str, dict[int, dict[str, list[list[int]]]]]:
    """The text without tags, and the places of every role of every number."""
    text: list[str] = []
    size, at = 0, 0
    opened: dict[tuple[str, int], int] = {}
    roles: dict[int, dict[str, list[list[int]]]] = {}
    for match in _TAG.finditer(article):
        piece = article[at : match.start()]
        text.append(piece)
        size, at = size + len(piece), match.end()
        closing, letter, number = match[1], match[2], int(match[3])
        own = roles.setdefault(number, {role: [] for role in _ROLES.values()})
        if not closing:
            if (letter, number) in opened:
                raise ValueError(f"{name}: {match[0]} is opened twice")
            opened[letter, number] = size
            continue
        start = opened.pop((letter, number), None)
        if start is None:
            raise ValueError(f"{name}: {match[0]} closes nothing")
        if start == size:
            raise ValueError(f"{name}: {match[0]} marks no words")
        own[_ROLES[letter]].append([start, size])
    text.append(article[at:])
    if opened:
        raise ValueError(f"{name}: left open: {sorted(opened)}")
    whole = "".join(text)
    if "<" in whole or ">" in whole:
        raise ValueError(f"{name}: a tag is not as it must be near {whole[max(0, whole.find('<') - 20) :][:60]!r}")
    return whole, roles


def _described(lines: str, name: str) -> dict[int, tuple[str, str | None, int | None]]:
    out: dict[int, tuple[str, str | None, int | None]] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        match = _LINE.match(line)
        if match is None or match[2] not in ACTS:
            raise ValueError(f"{name}: not a line of an attribution: {line!r}")
        speaker = None if match[3] == "?" else match[3]
        out[int(match[1])] = (match[2], speaker, int(match[4]) if match[4] else None)
    return out


if __name__ == "__main__":
    for row in read_corpus(Path(sys.argv[1])):
        print(json.dumps(row, ensure_ascii=False))
