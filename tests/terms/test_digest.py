"""The same thing has the same id everywhere, however it was reached."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.terms.digest import canonical_json, digest_bytes, digest_stream, is_digest, record_id

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcß门", max_size=3), inner, max_size=4),
    max_leaves=12,
)


@dataclass(frozen=True)
class Claim:
    """A record as the stages make them."""

    words: str
    place: tuple[int, int]
    method: str = "rules-1"
    confidence: float = 0.5
    why: str = ""


@given(st.binary(max_size=5000))
def test_bytes_and_streams_have_the_digest_that_anybody_computes(data):
    expected = hashlib.sha256(data).hexdigest()
    assert digest_bytes(data) == expected
    assert digest_stream(io.BytesIO(data)) == (expected, len(data))
    assert is_digest(expected)


@given(VALUES)
def test_canonical_json_says_the_same_and_does_not_depend_on_the_order_of_keys(value):
    written = canonical_json(value)
    assert json.loads(written) == value
    assert canonical_json(json.loads(written, object_pairs_hook=lambda pairs: dict(reversed(pairs)))) == written


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.floats(0, 1), st.text("ab", max_size=3))
def test_how_a_record_was_reached_does_not_change_its_id_and_what_it_says_does(words, confidence, why):
    claim = Claim(words, (0, 4))
    assert record_id(replace(claim, method="model-2", confidence=confidence, why=why)) == record_id(claim)
    assert record_id(replace(claim, words=words + ".")) != record_id(claim)
    assert record_id(replace(claim, place=(0, 5))) != record_id(claim)


@pytest.mark.parametrize("text", ["", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n", "٣" * 64])
def test_what_is_not_written_as_a_digest_is_none(text):
    assert not is_digest(text)
