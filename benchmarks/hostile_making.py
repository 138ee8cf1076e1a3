"""Hostile files in every format, made from a seed: the same seed, the same bytes.

In:   a folder of good documents (the example case) and a seed.
Out:  a folder of hostile files and the good ones beside them; nothing in them is anybody's.
Not:  malware. These files are only large, deep, broken or untrue.
"""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Iterator
from pathlib import Path

from hostile_containers import CONTAINERS
from hostile_documents import DOCUMENTS
from hostile_drawings import DRAWINGS
from hostile_pieces import WORDS

TRAPS = CONTAINERS | DOCUMENTS | DRAWINGS


def damaged(data: bytes, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """A good document broken in eight ways."""
    size = len(data)
    for share in (0.1, 0.5, 0.95):
        yield f"cut-{int(share * 100)}", data[: int(size * share)]
    for count in (1, 30):
        out = bytearray(data)
        for _ in range(count):
            out[chance.randrange(size)] ^= 1 << chance.randrange(8)
        yield f"flipped-{count}", bytes(out)
    start, length = chance.randrange(size), max(1, size // 10)
    yield "hole", data[:start] + bytes(length) + data[start + length :]
    other = chance.randrange(size)
    yield "spliced", data[:start] + data[other : other + length] + data[start:]
    yield "doubled", data + data[size // 3 :]


def make_pile(folder: Path, good: Path, seed: int) -> tuple[int, int]:
    """Fill `folder`; returns how many hostile files and how many good documents (in `folder`/good-…) there are."""
    chance = random.Random(seed)
    for name, making in TRAPS.items():
        (folder / name).write_bytes(making())
    hostile = len(TRAPS)
    originals = sorted(path for path in good.rglob("*") if path.is_file())
    by_kind: dict[str, list[Path]] = {}
    for path in originals:
        by_kind.setdefault(path.suffix, []).append(path)
    chosen = [path for paths in by_kind.values() for path in chance.sample(paths, min(4, len(paths)))]
    for number, path in enumerate(chosen):
        for way, data in damaged(path.read_bytes(), chance):
            (folder / f"damaged-{number:02}-{way}{''.join(path.suffixes)}").write_bytes(data)
            hostile += 1
    hostile += _odd_entries(folder)
    for number, path in enumerate(originals):
        inside = folder / f"good-{number:02}"
        inside.mkdir()
        (inside / path.name).write_bytes(path.read_bytes())
    return hostile, len(originals)


def _odd_entries(folder: Path) -> int:
    """Names and things of the file system that nobody expects."""
    for name in (
        b"two\nlines\x1b[31m.txt",
        b"\xff\xfe.txt",
        "gpj.\u202eexe.txt".encode(),
        b"n" * 250 + b".txt",
        b" .txt",
    ):
        (folder / os.fsdecode(name)).write_bytes(WORDS + name)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere").symlink_to("/nowhere/at/all")
    (folder / "secret").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path may only be short
        server.bind("socket")
        os.chdir(here)
    deep = folder
    for _ in range(60):
        deep = deep / "deeper"
    deep.mkdir(parents=True)
    (deep / "letter.txt").write_bytes(WORDS)
    (folder / "unreadable.txt").write_bytes(WORDS)
    (folder / "unreadable.txt").chmod(0)
    return 12
