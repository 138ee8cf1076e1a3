"""Outlook messages made by hand: a compound file (MS-CFB, version 3) with the streams of MS-OXMSG, and no more."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STRING, _BINARY, _INT, _OBJECT = 0x001F, 0x0102, 0x0003, 0x000D

Tree = dict[str, "bytes | Tree"]


@dataclass
class Node:
    name: str
    kind: int  # 5 root, 1 storage, 2 stream
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    start: int = _END


def compound(tree: Tree) -> bytes:
    """A compound file that holds `tree`."""
    nodes = [Node("Root Entry", 5)]

    def add(parent: int, branch: Tree) -> None:
        for name, value in sorted(branch.items(), key=lambda item: (len(item[0]), item[0].upper())):
            index = len(nodes)
            nodes.append(Node(name, 2, value) if isinstance(value, bytes) else Node(name, 1))
            nodes[parent].children.append(index)
            if not isinstance(value, bytes):
                add(index, value)

    add(0, tree)
    sectors: list[bytes] = []
    chain: dict[int, int] = {}

    def store(data: bytes) -> int:
        """Put `data` in sectors of its own; gives the first."""
        if not data:
            return _END
        first = len(sectors)
        for at in range(0, len(data), _SECTOR):
            chain[len(sectors)] = len(sectors) + 1
            sectors.append(data[at : at + _SECTOR].ljust(_SECTOR, b"\0"))
        chain[len(sectors) - 1] = _END
        return first

    mini, mini_fat = b"", []
    for node in nodes:
        if node.kind == 2 and 0 < len(node.data) < _CUTOFF:
            node.start = len(mini) // _MINI
            count = -(-len(node.data) // _MINI)
            mini_fat += [*range(node.start + 1, node.start + count), _END]
            mini += node.data.ljust(count * _MINI, b"\0")
        elif node.kind == 2:
            node.start = store(node.data)
    nodes[0].data, nodes[0].start = mini, store(mini)
    mini_fat_start = store(b"".join(struct.pack("<I", x) for x in mini_fat))
    directory = b"".join(_entry(node, nodes) for node in nodes)
    directory_start = store(directory + _entry(Node("", 0), nodes) * (-len(nodes) % 4))
    fat_count = 1
    while fat_count * 128 < len(sectors) + fat_count:
        fat_count += 1
    fat = [chain[n] for n in range(len(sectors))] + [_FAT] * fat_count
    fat += [_FREE] * (fat_count * 128 - len(fat))
    fat_at = list(range(len(sectors), len(sectors) + fat_count))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIII", 0, fat_count, directory_start, 0)
    header += struct.pack("<IIIII", _CUTOFF, mini_fat_start, -(-len(mini_fat) // 128), _END, 0)
    header += b"".join(struct.pack("<I", n) for n in fat_at + [_FREE] * (109 - fat_count))
    return header + b"".join(sectors) + b"".join(struct.pack("<I", x) for x in fat)


def _entry(node: Node, nodes: list[Node]) -> bytes:
    name = node.name.encode("utf-16-le") + b"\0\0" if node.name else b""
    siblings = next((n.children for n in nodes if node in [nodes[c] for c in n.children]), [])
    here = next((i for i, c in enumerate(siblings) if nodes[c] is node), -1)
    right = siblings[here + 1] if 0 <= here < len(siblings) - 1 else _FREE
    child = node.children[0] if node.children else _FREE
    head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), node.kind, 1)
    links = struct.pack("<III", _FREE, right, child) + bytes(16 + 4 + 16)
    return head + links + struct.pack("<IQ", node.start if node.kind else 0, len(node.data))


def properties(header: int, values: dict[int, str | bytes | int], *, inside: int | None = None) -> Tree:
    """The streams of a set of properties: the table, and one stream for each that is longer than a number."""
    table, streams = bytes(header), {}
    for number, value in values.items():
        kind = {str: _STRING, bytes: _BINARY, int: _INT}[type(value)]
        if isinstance(value, int):
            table += struct.pack("<HHIII", kind, number, 6, value, 0)
            continue
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        table += struct.pack("<HHIII", kind, number, 6, len(data) + 2 * isinstance(value, str), 0)
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
    if inside is not None:
        table += struct.pack("<HHIII", _OBJECT, inside, 6, 0xFFFFFFFF, 0)
    return {"__properties_version1.0": table, **streams}


def attachment(name: str, data: bytes, kind: str = "application/pdf") -> Tree:
    return properties(8, {0x3705: 1, 0x3707: name, 0x370E: kind, 0x3701: data})


def inner_message(name: str, message: Tree) -> Tree:
    """An attachment that is a message, not bytes."""
    return {**properties(8, {0x3705: 5, 0x3707: name}, inside=0x3701), "__substg1.0_3701000D": message}


def message(subject: str, body: str, *attachments: Tree) -> Tree:
    tree = properties(32, {0x001A: "IPM.Note", 0x0037: subject, 0x1000: body, 0x0C1A: "Вера Талл"})
    return tree | {f"__attach_version1.0_#{n:08X}": a for n, a in enumerate(attachments)}
