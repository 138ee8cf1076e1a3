"""bag-info.txt: one exact form or a ValueError."""

from __future__ import annotations

from collections.abc import Iterator

from answerable.preserve.bag_tags import encode_info, parse_info, parse_oxum, wrong_declaration


def seeds() -> Iterator[bytes]:
    yield encode_info([("Payload-Oxum", "12.3"), ("Source-Organization", "Ledger of Veldonia")])
    yield b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    yield b"A: b\n c\n"


def check(data: bytes) -> None:
    wrong_declaration(data)
    try:
        rows = parse_info(data)
    except ValueError:
        return
    assert encode_info(rows) == data
    for _, value in rows:
        try:
            size, files = parse_oxum(value)
        except ValueError:
            continue
        assert f"{size}.{files}" == value
