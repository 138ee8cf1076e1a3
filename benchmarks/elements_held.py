"""How well the elements of allegations and the points of letters are found, against a folder of marked texts.

    python benchmarks/elements_held.py [FOLDER] [--errors]

FOLDER (default: tests/confront/elements_held) holds `sentences.jsonl` (allegations with their elements) and `letters/NN.txt`
with `letters/NN.json` (letters with their points); its README says how they were marked.

Elements: F1 by kind, once *exact* (the same characters, but for punctuation at the edges), once *overlapping* (one to one,
any shared character). Points: a point is found when it and a marked one share at least half of the characters of both
together, one to one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from answerable.confront.elements import split_elements
from answerable.confront.letters import letter_points

HELD = Path(__file__).parent.parent / "tests" / "confront" / "elements_held"
EDGES = " \n\t.,;:!?…()[]\"“”«»„‘’'"
Range = tuple[int, int]


@dataclass
class Tally:
    """Hits, what was found too much, what was missed."""

    hit: int = 0
    extra: int = 0
    missed: int = 0

    def __str__(self) -> str:
        precision = self.hit / (self.hit + self.extra) if self.hit + self.extra else 1.0
        recall = self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}  (of {self.hit + self.missed})"

    @property
    def f1(self) -> float:
        total = 2 * self.hit + self.extra + self.missed
        return 2 * self.hit / total if total else 1.0

    def add(self, hit: int, found: int, wanted: int) -> None:
        self.hit, self.extra, self.missed = self.hit + hit, self.extra + found - hit, self.missed + wanted - hit


@dataclass
class Score:
    """One tally a kind or language, and what went wrong."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def of(self, name: str) -> Tally:
        return self.tallies.setdefault(name, Tally())


def bare(text: str, start: int, end: int) -> Range:
    """A place without punctuation at its edges."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def matched(found: Sequence[Range], wanted: Sequence[Range], least: float) -> list[tuple[int, int]]:
    """Pairs one to one, best first; `least` is the share of the characters of both together, 0 for any overlap."""
    pairs = []
    for i, (a, b) in enumerate(found):
        for j, (c, d) in enumerate(wanted):
            shared = min(b, d) - max(a, c)
            if shared > 0 and shared / (max(b, d) - min(a, c)) >= least:
                pairs.append((shared / (max(b, d) - min(a, c)), -i, -j))
    out: list[tuple[int, int]] = []
    for _, i, j in sorted(pairs, reverse=True):
        if all(-i != x and -j != y for x, y in out):
            out.append((-i, -j))
    return out


def score_sentences(rows: Sequence[dict[str, Any]]) -> dict[str, Score]:
    scores = {"exact": Score(), "overlapping": Score()}
    for row in rows:
        text = row["text"]
        wanted: dict[str, list[Range]] = {}
        for element in row["elements"]:
            wanted.setdefault(element["kind"], []).append(bare(text, element["start"], element["end"]))
        found: dict[str, list[Range]] = {}
        for part in split_elements(text, row["lang"]):
            found.setdefault(part.kind, []).append(bare(text, *part.span))
        for kind in sorted(wanted.keys() | found.keys()):
            w, f = wanted.get(kind, []), found.get(kind, [])
            exact = sum((Counter(w) & Counter(f)).values())
            overlapping = len(matched(f, w, 0.0))
            for name, hit in (("exact", exact), ("overlapping", overlapping)):
                for group in (kind, "all", f"all, {row['lang']}"):
                    scores[name].of(group).add(hit, len(f), len(w))
            if exact < max(len(w), len(f)):
                said = [text[a:b] for a, b in f if (a, b) not in w], [text[a:b] for a, b in w if (a, b) not in f]
                scores["exact"].errors.append(f"{row['id']} {kind}: found {said[0]}, marked {said[1]}\n      {text}")
    return scores


def marked_places(text: str, points: Sequence[dict[str, str]]) -> list[Range]:
    """Where the marked points stand, in order."""
    at, out = 0, []
    for point in points:
        start = text.find(point["text"], at)
        if start < 0:
            start = text.index(point["text"])
        out.append((start, start + len(point["text"])))
        at = start + 1
    return out


def score_letters(folder: Path) -> Score:
    score = Score()
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        wanted = marked_places(text, gold["points"])
        points = letter_points(text, gold["lang"])
        found = [(p.span.start, p.span.end) for p in points]
        pairs = matched(found, wanted, 0.5)
        score.of("all").add(len(pairs), len(found), len(wanted))
        score.of(f"all, {gold['lang']}").add(len(pairs), len(found), len(wanted))
        for kind in ("question", "allegation"):
            f = [i for i, p in enumerate(points) if (p.kind == "question") == (kind == "question")]
            w = [j for j, p in enumerate(gold["points"]) if p["kind"] == kind]
            hit = sum(i in f and j in w for i, j in pairs)
            score.of(kind).add(hit, len(f), len(w))
        extra = [text[a:b] for i, (a, b) in enumerate(found) if i not in {i for i, _ in pairs}]
        missed = [text[a:b] for j, (a, b) in enumerate(wanted) if j not in {j for _, j in pairs}]
        score.errors += [f"{path.stem} extra:  {x!r}" for x in extra] + [f"{path.stem} missed: {x!r}" for x in missed]
    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=HELD)
    parser.add_argument("--errors", action="store_true", help="print what was found too much and what was missed")
    given = parser.parse_args()
    rows = [
        json.loads(line) for line in (given.folder / "sentences.jsonl").read_text(encoding="utf-8").splitlines() if line
    ]
    for name, score in score_sentences(rows).items():
        print(f"elements, {name} ({len(rows)} sentences)")
        for kind, tally in sorted(score.tallies.items()):
            print(f"  {kind:<12} {tally}")
        if given.errors:
            print("\n".join(score.errors))
    letters = score_letters(given.folder / "letters")
    print(f"points ({len(list((given.folder / 'letters').glob('*.txt')))} letters)")
    for kind, tally in sorted(letters.tallies.items()):
        print(f"  {kind:<12} {tally}")
    if given.errors:
        print("\n".join(letters.errors))


if __name__ == "__main__":
    main()
