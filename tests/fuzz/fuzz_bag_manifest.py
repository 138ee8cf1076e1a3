"""A manifest of a bag: what is taken says the same when it is written again; everything else is a ValueError."""

from __future__ import annotations

from collections.abc import Iterator

from answerable.preserve.bag_manifest import encode_manifest, parse_manifest
from answerable.preserve.bag_paths import refused_path
from answerable.terms.digest import Digest, is_digest


def seeds() -> Iterator[bytes]:
    yield encode_manifest({"data/a": Digest("a" * 64), "data/b\n%": Digest("b" * 64)})
    yield b"a" * 64 + b"  data/../x\n" + b"b" * 64 + b"  /etc/passwd\n"
    yield b"a" * 64 + b" *data/a\n"


def check(data: bytes) -> None:
    try:
        digests = parse_manifest(data)
    except ValueError:
        return
    assert all(map(is_digest, digests.values()))
    assert parse_manifest(encode_manifest(digests)) == digests
    for path in digests:
        safe = not refused_path(path)
        assert not safe or not (path.startswith("/") or "\0" in path or ".." in path.split("/")), path
