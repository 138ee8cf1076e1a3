"""How well `find_statements` finds who said what, and how fast, on a set marked up by people.

    python benchmarks/extract_polnear.py DATA.jsonl[.gz] --score SCORER.py [--method rules|hidden] [--out FILE]

In:   DATA, one article a line: `{"id", "text", …}` with whatever marks SCORER compares; SCORER, called as
      `SCORER DATA PREDICTIONS`.
Out:  the scorer's figures, and articles per second of CPU time, on standard output.
Not:  the data, which stays where it is: nothing of it is kept.
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

from answerable.extract.piping import attribution_rows
from answerable.extract.statements import find_statements
from answerable.extract.step import shipped_tagger


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--score", type=Path, required=True, metavar="SCORER")
    parser.add_argument("--language", default="en", help="used where a line has no `lang`")
    parser.add_argument("--method", choices=("model", "hidden", "rules"), default="model")
    parser.add_argument("--out", type=Path, help="keep the predictions here")
    args = parser.parse_args()
    opened = gzip.open if args.data.suffix == ".gz" else open
    with opened(args.data, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    tagger = None if args.method == "rules" else shipped_tagger(hides=args.method == "hidden")
    find_statements("Ann said it rained.", args.language, tagger=tagger)  # lexicons are compiled once
    begun = time.process_time()
    found = [find_statements(row["text"], row.get("lang") or args.language, tagger=tagger) for row in rows]
    spent = time.process_time() - begun
    words = sum(len(row["text"].split()) for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        out = args.out or Path(folder) / "predictions.jsonl"
        lines_out = (
            json.dumps({"id": r["id"], "attributions": attribution_rows(f)}) for r, f in zip(rows, found, strict=True)
        )
        out.write_text("\n".join(lines_out) + "\n", encoding="utf-8")
        done = subprocess.run([sys.executable, str(args.score), str(args.data), str(out)], check=False)
    each = 1000 * spent / len(rows)
    print(f"{len(rows) / spent:.0f} articles, {words / spent:.0f} words per CPU-second ({each:.2f} ms an article)")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
