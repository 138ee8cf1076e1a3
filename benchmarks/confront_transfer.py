"""How well the points that a reply speaks to are ranked, on data from elsewhere that nothing was trained on.

    python benchmarks/confront_transfer.py DATA.jsonl.gz... --score SCORER

DATA is JSON Lines of letters with replies (`claims` and `replies`, or `review_sentences` and `rebuttal_sentences`, each
with `text`), with the gold for SCORER, a program that takes DATA and predictions. Prints what the scorer prints of
rankings, then letters per CPU second. Rankings are made by words and order alone; no model is run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from answerable.confront.confronting import Point, confront


def ranked(row: dict[str, list[dict[str, str]]]) -> list[list[int]]:
    """Of every sentence of the reply the places of points, best first."""
    claims = row.get("review_sentences") or row["claims"]
    replies = row.get("rebuttal_sentences") or row["replies"]
    points = [Point(str(place), claim["text"]) for place, claim in enumerate(claims)]
    confrontation = confront(points, [reply["text"] for reply in replies], "en")
    return [[int(point) for point in several] for several in confrontation.rankings]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--score", type=Path, required=True, help="the scorer")
    args = parser.parse_args()
    failed = 0
    for data in args.data:
        with gzip.open(data, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file if line.strip()]
        start = time.process_time()
        predictions = [json.dumps({"id": row["id"], "rankings": ranked(row)}) for row in rows]
        spent = time.process_time() - start
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "predictions.jsonl"
            path.write_text("\n".join(predictions), encoding="utf-8")
            print(
                f"{data.parent.name}/{data.name}: {len(rows)} letters, {len(rows) / spent:.1f} a CPU-second", flush=True
            )
            failed |= subprocess.run([sys.executable, str(args.score), str(data), str(path)], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
