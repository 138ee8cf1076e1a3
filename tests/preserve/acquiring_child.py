"""A process that acquires documents until it is killed, and says on standard output what was acknowledged.

Run as: python -m tests.preserve.acquiring_child CASE HOW_MANY. It prints "ready", then the number of each document
once `commit` has returned for it, then "done".
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from tests.preserve.building import NOON

from answerable.acquire.capture import Capture
from answerable.preserve.casefile import CaseFile
from answerable.terms.digest import digest_bytes

BATCH = 7


def document(number: int) -> bytes:
    """Document `number`: mostly small, now and then larger than what is held in memory, some the same twice."""
    number -= number % 10 == 9  # every tenth has the bytes of the one before
    size = 2_500_000 if number % 97 == 3 else number * 37 % 3000
    return b"report %d " % number + b"x" * size


def acquire(case: CaseFile, how_many: int, *, say: bool = True) -> None:
    with case.writing() as writer:
        waiting: list[int] = []

        def commit() -> None:
            writer.commit()
            if say:
                for number in waiting:
                    print(number, flush=True)
            waiting.clear()

        for number in range(how_many):
            data, path = document(number), f"veldonia/{number}"
            if writer.knows(path, digest_bytes(data)):
                continue
            kept = writer.keep(io.BytesIO(data), limit=1 << 30)
            writer.record(Capture(kept.digest, kept.size, path, "file", NOON, writer.agent.id))
            waiting.append(number)
            if len(waiting) >= BATCH:
                commit()
        commit()


def main() -> None:
    folder, how_many = Path(sys.argv[1]), int(sys.argv[2])
    print("ready", flush=True)
    is_case = (folder / "journal").is_dir() and (folder / "case.toml").is_file()
    case = CaseFile.open(folder) if is_case else CaseFile.create(folder, name="killed again and again")
    acquire(case, how_many)
    print("done", flush=True)


if __name__ == "__main__":
    main()
