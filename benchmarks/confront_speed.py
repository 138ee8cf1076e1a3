"""What it costs to set a long reply against a long letter: 40 points, 300 sentences, and what more candidates cost.

    python benchmarks/confront_speed.py [--cases training/cases/held]

Points and sentences are taken from held-out cases, one letter after another, so that many are near and most are not. Prints
wall-clock seconds on this machine's processors for the program's own number of candidates (`scorer.MOST`) and others, how
many links agree with scoring all, and the largest memory of this process.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from answerable.confront import scorer as scoring
from answerable.confront.confronting import Point, confront
from answerable.confront.shipped import shipped_scorer

sys.path.insert(0, str(Path(__file__).parent.parent))
from training.answers.cases import read_cases

POINTS, SENTENCES = 40, 300
LINKS = ("addresses-directly", "addresses-in-part")


def letter_and_reply(folder: Path) -> tuple[list[Point], list[str]]:
    points: list[Point] = []
    reply: list[str] = []
    for case in read_cases(folder):
        if len(points) < POINTS:
            points += [Point(f"{case['id']}-{a['id']}", a["text"]) for a in case["allegations"]]
        reply += case["reply"]
        if len(reply) >= SENTENCES and len(points) >= POINTS:
            break
    return points[:POINTS], reply[:SENTENCES]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=Path("training/cases/held"))
    args = parser.parse_args()
    points, reply = letter_and_reply(args.cases)
    scorer = shipped_scorer()
    if scorer is None:
        sys.exit("there is no shipped scorer to measure")
    own = scoring.MOST
    found: dict[int, set[tuple[int, str | None]]] = {}
    spent: dict[int, float] = {}
    confront(points[:2], reply[:5], "en", scorer=scorer)  # loads
    for most in (own, 4, 12, 20, POINTS):
        scorer.most = most
        start = time.perf_counter()
        coded = confront(points, reply, "en", scorer=scorer).coded
        spent[most] = time.perf_counter() - start
        found[most] = {(row.sentence, row.allegation) for row in coded if row.relation in LINKS}
    print(f"{len(points)} points, {len(reply)} sentences")
    for most in sorted(found):
        alike = len(found[most] & found[POINTS]) / max(1, len(found[POINTS]))
        mark = "  (the program's)" if most == own else ""
        print(
            f"{most:3d} candidates: {spent[most]:6.1f} s, {len(found[most])} links, of all candidates' {alike:.3f}{mark}"
        )
    print(f"memory, largest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
