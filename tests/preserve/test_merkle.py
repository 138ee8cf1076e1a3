"""The tree against published values, and against the definition in RFC 6962 written out as it stands there."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.preserve import merkle

# The eight leaves and roots that Certificate Transparency implementations share as test vectors.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}

#: Nodes of that tree, and the proofs over it that the same implementations share.
A, B, C = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)
D, E = (
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
)
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSION = {
    (0, 1): [],
    (0, 8): [A, B, C],
    (5, 8): [D, E, ROOTS[4]],
    (2, 3): [ROOTS[2]],
    (1, 5): [ROOTS[1], B, D],
}
CONSISTENCY = {(1, 1): [], (1, 8): [A, B, C], (6, 8): [F, E, ROOTS[4]], (2, 5): [B, D]}

lines = st.lists(st.binary(max_size=8), max_size=40)


def by_definition(data: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1."""
    if not data:
        return sha256(b"").digest()
    if len(data) == 1:
        return sha256(b"\x00" + data[0]).digest()
    k = 1
    while k * 2 < len(data):
        k *= 2
    return sha256(b"\x01" + by_definition(data[:k]) + by_definition(data[k:])).digest()


def path_by_definition(m: int, data: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1."""
    if len(data) == 1:
        return []
    k = 1
    while k * 2 < len(data):
        k *= 2
    if m < k:
        return [*path_by_definition(m, data[:k]), by_definition(data[k:])]
    return [*path_by_definition(m - k, data[k:]), by_definition(data[:k])]


def subproof(m: int, data: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, section 2.1.2."""
    if m == len(data):
        return [] if whole else [by_definition(data)]
    k = 1
    while k * 2 < len(data):
        k *= 2
    if m <= k:
        return [*subproof(m, data[:k], whole), by_definition(data[k:])]
    return [*subproof(m - k, data[k:], False), by_definition(data[:k])]


@pytest.mark.parametrize("size", ROOTS)
def test_roots_are_the_published_ones(size):
    assert merkle.root_of(map(merkle.leaf_hash, LEAVES[:size])).hex() == ROOTS[size]


@pytest.mark.parametrize(("at", "size"), INCLUSION)
def test_inclusion_proofs_are_the_published_ones(at, size):
    leaves = [merkle.leaf_hash(line) for line in LEAVES[:size]]
    proof = merkle.inclusion_proof(at, leaves)
    assert [node.hex() for node in proof] == INCLUSION[at, size]
    assert merkle.includes(leaves[at], at, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_are_the_published_ones(old, new):
    proof = merkle.consistency_proof(old, [merkle.leaf_hash(line) for line in LEAVES[:new]])
    assert [node.hex() for node in proof] == CONSISTENCY[old, new]
    assert merkle.consistent(old, new, proof, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]))


def test_an_inclusion_proof_is_the_one_of_the_rfc_example():
    # RFC 6962, section 2.1.3, the tree of seven leaves: the path of d4 is [f, j, k]
    leaves = [merkle.leaf_hash(line) for line in LEAVES[:7]]
    node = merkle.node_hash
    f, j = leaves[5], leaves[6]
    k = node(node(leaves[0], leaves[1]), node(leaves[2], leaves[3]))
    assert merkle.inclusion_proof(4, leaves) == [f, j, k]


@given(lines)
def test_a_growing_tree_has_the_root_of_the_definition_at_every_size(data):
    tree = merkle.Tree()
    for size, line in enumerate(data, start=1):
        tree.append(merkle.leaf_hash(line))
        assert (tree.size, tree.root()) == (size, by_definition(data[:size]))


@given(lines.filter(bool), st.data())
def test_proofs_are_those_of_the_definition_and_hold(data, draw):
    leaves = [merkle.leaf_hash(line) for line in data]
    root = by_definition(data)
    index = draw.draw(st.integers(0, len(data) - 1))
    proof = merkle.inclusion_proof(index, leaves)
    assert proof == path_by_definition(index, data)
    assert merkle.includes(leaves[index], index, len(data), proof, root)
    old = draw.draw(st.integers(1, len(data)))
    proof = merkle.consistency_proof(old, leaves)
    assert proof == subproof(old, data, True)
    assert merkle.consistent(old, len(data), proof, by_definition(data[:old]), root)


@given(st.integers(2, 40), st.data())
def test_a_mutated_proof_does_not_hold(size, draw):
    leaves = [merkle.leaf_hash(b"%d" % n) for n in range(size)]
    root = merkle.root_of(leaves)
    index = draw.draw(st.integers(0, size - 1))
    old = draw.draw(st.integers(1, size - 1))
    inclusion, consistency = merkle.inclusion_proof(index, leaves), merkle.consistency_proof(old, leaves)
    old_root = merkle.root_of(leaves[:old])
    for proof in (inclusion, consistency):
        place = draw.draw(st.integers(0, len(proof) - 1))
        how = draw.draw(st.sampled_from(["flip", "drop", "double"]))
        if how == "flip":
            proof[place] = bytes([proof[place][0] ^ 1]) + proof[place][1:]
        elif how == "drop":
            del proof[place]
        else:
            proof.insert(place, proof[place])
    assert not merkle.includes(leaves[index], index, size, inclusion, root)
    assert not merkle.consistent(old, size, consistency, old_root, root)


def test_proofs_do_not_hold_for_another_leaf_place_or_root():
    leaves = [merkle.leaf_hash(b"%d" % n) for n in range(11)]
    root, proof = merkle.root_of(leaves), merkle.inclusion_proof(5, leaves)
    assert not merkle.includes(leaves[6], 5, 11, proof, root)
    assert not merkle.includes(leaves[5], 6, 11, proof, root)
    assert not merkle.includes(leaves[5], 5, 11, proof, merkle.EMPTY_ROOT)
    assert not merkle.includes(leaves[5], 11, 11, proof, root)
    assert not merkle.consistent(7, 11, merkle.consistency_proof(7, leaves), root, root)
    assert not merkle.consistent(7, 7, [root], root, root)
    assert not merkle.consistent(0, 11, [], merkle.EMPTY_ROOT, root)


def test_there_is_no_proof_of_what_is_not_in_the_tree():
    leaves = [merkle.leaf_hash(b"a")]
    for wrong in (-1, 1):
        with pytest.raises(ValueError, match="no leaf"):
            merkle.inclusion_proof(wrong, leaves)
    for wrong in (0, 2):
        with pytest.raises(ValueError, match="no proof"):
            merkle.consistency_proof(wrong, leaves)
