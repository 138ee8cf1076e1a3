"""One hash over a list of lines, and short proofs about it (RFC 6962, section 2.1; RFC 9162, section 2.1).

In:   the lines of the journal as bytes, or their leaf hashes.
Out:  roots, proofs that a line is in a list, proofs that one list begins with another.
Not:  signatures, files, time. Hash: SHA-256; leaf SHA-256(0x00 ‖ line), node SHA-256(0x01 ‖ left ‖ right).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(line: bytes) -> bytes:
    """The hash of one line (without its line feed)."""
    return sha256(b"\0" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


class Tree:
    """A tree that grows at its right edge and remembers only the roots of its full parts.

    After n leaves it holds one hash for each 1 in the binary form of n, so it costs 32 · log2(n) bytes.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []  # roots of full subtrees, largest first

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash."""
        size = self.size
        while size & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            size >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root of `leaves`. ValueError when there is no such leaf."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"no leaf {index} in a tree of {len(leaves)}")
    proof: list[bytes] = []
    start, end = 0, len(leaves)
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start = middle
    return proof[::-1]


def consistency_proof(old_size: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that show that the tree of `leaves` begins with its first `old_size` leaves.

    ValueError unless 0 < old_size <= len(leaves).
    """
    if not 0 < old_size <= len(leaves):
        raise ValueError(f"no proof from {old_size} to {len(leaves)} leaves")
    proof: list[bytes] = []
    start, end, whole = 0, len(leaves), True
    old_end = old_size
    while old_end != end:
        middle = start + _split(end - start)
        if old_end <= middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start, whole = middle, False
    if not whole:
        proof.append(root_of(leaves[start:end]))
    return proof[::-1]


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that leaf hash `leaf` is number `index` of the `size` leaves under `root`.

    The algorithm of RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    here, last, result = index, size - 1, leaf
    for hashed in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            result = node_hash(hashed, result)
            while not here & 1 and here:
                here >>= 1
                last >>= 1
        else:
            result = node_hash(result, hashed)
        here >>= 1
        last >>= 1
    return last == 0 and result == root


def consistent(old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether `proof` shows that the tree under `new_root` begins with all of the tree under `old_root`.

    The algorithm of RFC 9162, section 2.1.4.2; two equal sizes need equal roots and an empty proof.
    """
    if old_size == new_size:
        return not proof and old_root == new_root
    if not 0 < old_size < new_size or not proof:
        return False
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    here, last = old_size - 1, new_size - 1
    while here & 1:
        here >>= 1
        last >>= 1
    old = new = path[0]
    for hashed in path[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = node_hash(hashed, old), node_hash(hashed, new)
            while not here & 1 and here:
                here >>= 1
                last >>= 1
        else:
            new = node_hash(new, hashed)
        here >>= 1
        last >>= 1
    return last == 0 and old == old_root and new == new_root


def _split(size: int) -> int:
    """The largest power of two smaller than `size` (at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)
