"""How well replies are set against allegations, by a scorer and coded cases that lie outside the repository.

    python benchmarks/confront_replies.py DATA --score SCORER [--method model|rules]

DATA is JSON Lines with `id`, `allegations`, `reply` and, for the scorer, the gold; SCORER a program that takes DATA and
predictions. Prints what the scorer prints, then cases per CPU second of this process.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from answerable.confront.confronting import Point, confront
from answerable.confront.piping import confront_row
from answerable.confront.shipped import shipped_scorer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--score", type=Path, required=True, help="the scorer")
    parser.add_argument("--method", choices=("model", "rules"), default="model")
    args = parser.parse_args()
    scorer = shipped_scorer() if args.method == "model" else None
    cases = [json.loads(line) for line in args.data.read_text(encoding="utf-8").splitlines() if line.strip()]
    confront([Point("warm", "Guards beat a prisoner.")], ["This is untrue."], "en", scorer=scorer)
    start = time.process_time()
    rows = []
    for case in cases:
        points = [Point(a["id"], a["text"]) for a in case["allegations"]]
        rows.append(confront_row(case["id"], points, confront(points, case["reply"], case.get("lang"), scorer=scorer)))
    spent = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        scored = subprocess.run([sys.executable, str(args.score), str(args.data), str(predictions)], check=False)
    sentences = sum(len(case["reply"]) for case in cases)
    print(f"{len(cases) / spent:.0f} cases/CPU-s, {1000 * spent / max(1, sentences):.2f} ms a sentence")
    return scored.returncode


if __name__ == "__main__":
    sys.exit(main())
