"""Coded letters and replies (`training/cases/`), from their text form.

In:   files as `training/cases/README.md` describes.
Out:  rows as the public scorer of replies takes them: `id`, `lang`, `sector`, `accuser`, `register`, `tags`, `allegations`,
      `reply`, `gold`, `answer_status`, `character_of_reply`.
Not:  mending. What is not as it must be is a ValueError with the case and what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from answerable.resources.codebook import Codebook, load_codebook

_LABELS = r"[a-z-]+ [a-z-]+ [a-z-]+"
_IDS = r"(?:-|A\d+(?:\s*,\s*A\d+)*)"
_ROW = re.compile(rf"({_IDS} \| {_LABELS}(?: & {_IDS} \| {_LABELS})*) \| (.+)\Z")
_DIRECT, _PART, _NONE = "addresses-directly", "addresses-in-part", "does-not-address"


def read_cases(folder: Path) -> Iterator[dict[str, Any]]:
    """Every case in the folder, in order of file and place."""
    book = load_codebook()
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"^====\s*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if block.strip():
                yield parse(block.strip(), book)


def parse(block: str, book: Codebook) -> dict[str, Any]:
    """One case. ValueError, saying what is wrong, when it does not fit the format or the codebook."""
    parts = re.split(r"^---\s*$", block, flags=re.MULTILINE)
    if len(parts) < 2:
        raise ValueError(f"there is no line of three dashes: {block[:60]!r}")
    head = dict(_pair(line) for line in parts[0].strip().splitlines())
    name = head.get("id", "a case without an id")
    allegations = [{"id": key, "text": text} for key, text in head.items() if re.fullmatch(r"A\d+", key)]
    ids = [a["id"] for a in allegations]
    reply, gold, tail = [], [], {}
    for line in filter(None, map(str.strip, "\n".join(parts[1:]).splitlines())):
        if line.startswith(("joint:", "character:")):
            key, value = _pair(line)
            tail[key] = value
            continue
        match = _ROW.match(line)
        if match is None:
            raise ValueError(f"{name}: not a coded sentence: {line!r}")
        for coding in match[1].split(" & "):
            gold.append({"sentence": len(reply), **_coding(coding, ids, book, name)})
        reply.append(match[2])
    joint = re.findall(r"A\d+", tail.get("joint", ""))
    if tail.get("character") not in book.ids("characters"):
        raise ValueError(f"{name}: {tail.get('character')!r} is no character of a reply")
    return {
        "id": name,
        **{key: head.get(key, "") for key in ("lang", "setting", "sector", "accuser", "register")},
        "tags": [tag.strip() for tag in head.get("tags", "").split(",") if tag.strip()],
        "allegations": allegations,
        "reply": reply,
        "gold": gold,
        "joint_cover": joint,
        "answer_status": {id: _state(id, gold, joint) for id in ids},
        "character_of_reply": tail["character"],
    }


def _pair(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.strip()


def _coding(coding: str, ids: list[str], book: Codebook, name: str) -> dict[str, Any]:
    named, _, labels = coding.partition(" | ")
    relation, stance, code = labels.split()
    for value, kind in ((relation, "relations"), (stance, "stances"), (code, "codes")):
        if value not in book.ids(kind):
            raise ValueError(f"{name}: {value!r} is not in the codebook")
    chosen = [] if named == "-" else [one.strip() for one in named.split(",")]
    if unknown := [one for one in chosen if one not in ids]:
        raise ValueError(f"{name}: there is no allegation {unknown[0]}")
    if not chosen and relation != _NONE:
        raise ValueError(f"{name}: {relation} needs an allegation")
    return {"allegations": chosen, "relation": relation, "stance": stance, "code": code}


def _state(id: str, gold: list[dict[str, Any]], joint: list[str]) -> str:
    relations = {row["relation"] for row in gold if id in row["allegations"]}
    if _DIRECT in relations or id in joint:
        return "answered"
    return "partly-answered" if _PART in relations else "unanswered"
