"""Main text of web pages: how good, and at what cost beside trafilatura alone.

    python benchmarks/read_articles.py DATA_DIR SCORER [--sandbox N]

DATA_DIR holds `body_dev.jsonl.gz`, `snippets_dev.jsonl.gz` and their `_pages.zip` (raw pages with gold text, see the
registers there); SCORER is the path of `score_articles.py`, whose `figures` defines the measures. Nothing of either is
kept. Cost is CPU time of this process and its children; the two are run in turn on the same pages. With --sandbox,
N pages (repeated as needed) go through `SandboxedReaders` and trafilatura's CPU on the same pages is the base.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import logging
import os
import sys
import zipfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from answerable.outside.sandbox import SandboxedReaders
from answerable.read.documents import Hints, read_document
from answerable.read.reading_many import ReadJob
from answerable.terms.digest import digest_bytes


def cpu() -> float:
    """CPU seconds of this process and of all children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def load(folder: Path, name: str) -> tuple[list[dict[str, Any]], list[bytes]]:
    """The rows of one set and the bytes of their pages."""
    with gzip.open(folder / f"{name}_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    with zipfile.ZipFile(folder / f"{name}_dev_pages.zip") as pages:
        return rows, [pages.read(row["page"]) for row in rows]


def scorer(path: Path) -> Any:
    """The scorer as a module."""
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location("score_articles", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(folder: Path, score: Any) -> None:
    """Print quality and cost of reading, and of trafilatura alone, for both sets."""
    import trafilatura

    for name in ("body", "snippets"):
        rows, pages = load(folder, name)
        began = cpu()
        ours = [read_document(page, Hints(), capture=digest_bytes(page)) for page in pages]
        middle = cpu()
        theirs = [trafilatura.extract(page) or "" for page in pages]
        alone = cpu() - middle
        cost = middle - began
        for who, texts in (("answerable", [r.body.text for r in ours]), ("trafilatura", theirs)):
            found = score.figures(rows, [{"id": r["id"], "text": t} for r, t in zip(rows, texts, strict=True)])
            print(f"{name:<9} {who:<12} P {found['P']:.3f}  R {found['R']:.3f}  F1 {found['F1']:.3f}")
        print(f"{name:<9} {len(pages) / cost:.1f} pages/CPU-s; {cost / alone:.2f} x trafilatura.extract alone")


def measure_sandbox(folder: Path, count: int) -> None:
    """Print the cost of reading pages in child processes beside trafilatura alone on the same pages."""
    import trafilatura

    pages = list(islice(cycle(load(folder, "body")[1] + load(folder, "snippets")[1]), count))
    with TemporaryDirectory() as place:

        def jobs() -> Iterator[ReadJob]:
            for page in pages:
                path = Path(place) / digest_bytes(page)
                if not path.exists():
                    path.write_bytes(page)
                yield ReadJob(digest_bytes(page), path, Hints())

        began = cpu()
        with SandboxedReaders(workers=2, ocr=False) as readers:
            outcomes = [reading.outcome for _, reading, _ in readers.read_all(jobs())]
            seconds, overhead = readers.cpu_seconds(), cpu() - began
        cost = seconds + overhead
    middle = cpu()
    for page in pages:
        trafilatura.extract(page)
    alone = cpu() - middle
    print(f"sandbox   {count} pages, {outcomes.count('read')} read; {1000 * cost / count:.1f} ms CPU a page, ", end="")
    print(f"{cost / alone:.2f} x trafilatura.extract alone ({1000 * alone / count:.1f} ms)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--sandbox", type=int, metavar="N")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if arguments.sandbox:
        measure_sandbox(arguments.data, arguments.sandbox)
    else:
        measure(arguments.data, scorer(arguments.scorer))


if __name__ == "__main__":
    main()
