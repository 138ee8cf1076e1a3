"""Ours and its peers on the same articles, in one run: quality by the scorer, speed in CPU time.

    python benchmarks/extract_peers.py DATA.jsonl[.gz] --score SCORER.py --peers PEERS/bin/python

In:   DATA and SCORER as for `extract_polnear.py`; the Python of an environment with textacy, sayswho and their model
      (benchmarks/README.md says how it is made).
Out:  a table on standard output: token F1 by role, triple exact and partial, articles refused, articles a CPU-second.
Not:  loading and start-up, which are counted for nobody; memory.
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
from typing import Any

from answerable.extract.piping import attribution_rows
from answerable.extract.statements import find_statements
from answerable.extract.step import shipped_tagger

_PEER = Path(__file__).parent / "peers_quotes.py"
_FIGURES = ("token source", "token cue", "token content", "triple exact", "triple partial", "who-what partial")


def ours(lines: list[str], way: str) -> tuple[list[str], dict[str, Any]]:
    """What we find, and how long it took."""
    tagger = None if way == "rules" else shipped_tagger(hides=way == "names hidden")
    find_statements("Ann said it rained.", "en", tagger=tagger)
    begun, out = time.process_time(), []
    for row in map(json.loads, lines):
        found = attribution_rows(find_statements(row["text"], "en", tagger=tagger))
        out.append(json.dumps({"id": row["id"], "attributions": found}))
    return out, {"refused": 0, "seconds": time.process_time() - begun}


def peer(lines: list[str], name: str, python: Path) -> tuple[list[str], dict[str, Any]]:
    """What a peer finds, and how long it took."""
    done = subprocess.run([python, _PEER, name], input="".join(lines), capture_output=True, text=True, check=True)
    return done.stdout.splitlines(), json.loads(done.stderr.splitlines()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--score", type=Path, required=True, metavar="SCORER")
    parser.add_argument("--peers", type=Path, required=True, metavar="PYTHON")
    args = parser.parse_args()
    opened = gzip.open if args.data.suffix == ".gz" else open
    with opened(args.data, "rt", encoding="utf-8") as file:
        lines = [line for line in file if line.strip()]
    print("".join(f"{head:>18}" for head in ("", *_FIGURES, "refused", "a CPU-second")))
    for name in ("textacy", "sayswho", "rules", "names hidden", "names open"):
        theirs = name in ("textacy", "sayswho")
        found, facts = peer(lines, name, args.peers) if theirs else ours(lines, name)
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "found.jsonl"
            out.write_text("\n".join(found) + "\n", encoding="utf-8")
            scoring = [sys.executable, str(args.score), str(args.data), str(out), "--json"]
            scores = json.loads(subprocess.run(scoring, capture_output=True, text=True, check=True).stdout)
        cells = [f"{scores[figure]['f1']:.3f}" for figure in _FIGURES]
        cells += [str(facts["refused"]), f"{len(lines) / facts['seconds']:.1f}"]
        print(f"{name:>18}" + "".join(f"{cell:>18}" for cell in cells), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
