"""How well trace tells copies, excerpts and shared quotations apart, and how fast, against labelled data kept elsewhere.

In:   `--news DIR` (dev_pairs.jsonl.gz, dev_texts.jsonl.gz), `--short DIR` (dev.jsonl.gz), `--articles FILE` (marks with
      spans), `--score score_duplicates.py`.
Out:  the scorer's tables, precision and recall of mark spans by kind, CPU a document.
Not:  tests: the data is not part of this repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from answerable.trace.lineage import TextSeen
from answerable.trace.lineages import trace_lineage
from answerable.trace.marks import find_marks
from answerable.trace.piping import lineage_rows

LABEL = {"copy": "copy", "excerpt": "partial", "quotation": "quotes-only", "citation": "none", "translation": "none"}
NEAREST = {"agency-credit": {"credit-in-text", "feed-notice"}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--short", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--score", type=Path)
    args = parser.parse_args()
    if args.news:
        _, rows = traced(args.news / "dev_texts.jsonl.gz")
        score(
            args.score, args.news / "dev_pairs.jsonl.gz", pair_labels(rows, args.news / "dev_pairs.jsonl.gz"), "--pairs"
        )
    if args.short:
        _texts, rows = traced(args.short / "dev.jsonl.gz")
        score(args.score, args.short / "dev.jsonl.gz", [{"id": r["id"], "cluster": r["cluster"]} for r in rows])
    if args.articles:
        mark_spans(args.articles)


def traced(path: Path) -> tuple[list[TextSeen], list[dict[str, Any]]]:
    texts = [TextSeen(id=row["id"], text=row["text"]) for row in lines(path)]
    began = time.process_time()
    rows = lineage_rows(texts, trace_lineage(texts))
    spent = time.process_time() - began
    words = sum(len(seen.text.split()) for seen in texts)
    print(
        f"\n{path.parent.name}: {len(texts)} documents, {words} words, {1000 * spent / len(texts):.2f} ms CPU a document"
    )
    return texts, rows


def pair_labels(rows: Iterable[dict[str, Any]], path: Path) -> list[dict[str, Any]]:
    found: dict[frozenset[str], tuple[str, float]] = {}
    for row in rows:
        for link in row["derived_from"]:
            found[frozenset((row["id"], link["id"]))] = (LABEL[link["kind"]], link["score"])
    out = []
    for pair in lines(path):
        label, amount = found.get(frozenset((pair["a"], pair["b"])), ("none", 0.0))
        rank = {"copy": 2.0, "partial": 1.0}.get(label, 0.0)
        out.append({"a": pair["a"], "b": pair["b"], "label": label, "score": rank + amount})
    return out


def score(scorer: Path, gold: Path, rows: list[dict[str, Any]], *options: str) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        subprocess.run([sys.executable, str(scorer), str(gold), file.name, *options], check=True)


def mark_spans(path: Path) -> None:
    """Precision and recall of exact spans by gold kind; boilerplate is not marked there and is left out."""
    right, said, gold = Counter[str](), Counter[str](), Counter[str]()
    for row in lines(path):
        wanted = {(tuple(m["span"]), m["kind"]) for m in row["syndication"]["markers"]}
        marks = [m for m in find_marks(row["text"], row.get("lang")) if m.kind != "boilerplate"]
        for mark in marks:
            kind = next(
                (k for span, k in wanted if span == (mark.start, mark.end) and mark.kind in NEAREST.get(k, {k})), None
            )
            said[kind or mark.kind] += 1
            right[kind or mark.kind] += kind is not None
        gold.update(kind for _span, kind in wanted)
    print("\nmarks, exact spans")
    for kind in sorted(said | gold):
        print(f"  {kind:16} right {right[kind]}  said {said[kind]}  gold {gold[kind]}")


def lines(path: Path) -> list[dict[str, Any]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode("utf-8").splitlines()]


if __name__ == "__main__":
    main()
