"""What it costs to add one document to a corpus that is known, at several sizes, and what is kept of it.

    python benchmarks/trace_increment.py [--sizes 1000 10000 100000] [--added 100] [--seed 0]

In:   nothing but numbers: `tests/newsroom.py` makes the press.
Out:  for each size: signing and pairing all at once, and then one at a time (on disk, each durable as a shelf is), with the
      pairs met; bytes on disk; peak memory of this process.
Not:  comparing the words of the pairs; `trace_press.py` measures that.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.newsroom import busy_press

from answerable.preserve.shelf import Shelf
from answerable.trace.kin import Kin
from answerable.trace.signatures import sign


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--added", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    for size in args.sizes:
        tell(size, args.added, args.seed)


def tell(size: int, added: int, seed: int) -> None:
    texts = busy_press(size + added, seed).texts()
    began = time.process_time()
    signed = [(seen.id, sign(seen.text)) for seen in texts]
    signing = time.process_time() - began
    del texts
    with tempfile.TemporaryDirectory() as folder, Shelf(Path(folder) / "kin", stage="trace", method="kin-1") as shelf:
        began = time.process_time()
        kin = Kin(shelf)
        kin.begin(signed[:size])
        paired = time.process_time() - began
        spent, wall, pairs = [], [], 0
        for document in signed[size:]:
            began, clock = time.process_time(), time.perf_counter()
            pairs += len(kin.add(*document))
            spent.append(time.process_time() - began)
            wall.append(time.perf_counter() - clock)
        kept = (Path(folder) / "kin").stat().st_size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size} documents\n"
        f"  signing, ms CPU a document                {1000 * signing / len(signed):.3f}\n"
        f"  pairing all at once, ms CPU a document    {1000 * paired / size:.3f}\n"
        f"  adding one to them, ms CPU                {1000 * statistics.median(spent):.2f} median,"
        f" {1000 * max(spent):.1f} most, {1000 * statistics.fmean(spent):.2f} mean of {added}\n"
        f"  the same, ms wall                         {1000 * statistics.median(wall):.2f} median\n"
        f"  pairs met by each                         {pairs / added:.1f}\n"
        f"  kept on disk, kB a document               {kept / 1024 / size:.2f}\n"
        f"  peak memory so far, texts included        {memory:.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    main()
