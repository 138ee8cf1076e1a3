"""What is told to stand in two texts stands in both, also where words were made to have one number."""

from __future__ import annotations

import pytest

from answerable.trace.lineage import TextSeen
from answerable.trace.lineages import trace_lineage
from answerable.trace.numbers import LONGEST, number_of, numbers_of
from answerable.trace.words import words_of

SHARED = (
    "The harbour office closed the salt gate before dawn and sent the night watch home without a word of what it had seen "
    "from the pier while two barges without lights left for the open sea"
)
TURNS = [at.bit_count() % 2 for at in range(LONGEST)]  # Thue and Morse's: it and its opposite sum up alike


def twins(count: int) -> list[tuple[str, str]]:
    """Pairs of different words that have one number."""
    found: list[tuple[str, str]] = []
    by_number: dict[int, str] = {}
    for point in range(0xAC00, 0xD7A4):
        last = _sum_of(chr(point)) & (1 << 20) - 1
        other = by_number.setdefault(last, chr(point))
        if other != chr(point):
            one, two = ("".join((other, chr(point))[turn ^ way] for turn in TURNS) for way in (0, 1))
            if number_of(one) == number_of(two):
                found.append((one, two))
        if len(found) == count:
            return found
    raise AssertionError(f"only {len(found)} pairs of words were found that have one number")


def _sum_of(character: str) -> int:
    """What a character counts, read back from the number of a word that is nothing else."""
    number = number_of(character)
    number ^= number >> 29 ^ number >> 58
    number = number * pow(0xBF58476D1CE4E5B9, -1, 1 << 64) & (1 << 64) - 1
    return number ^ number >> 31 ^ number >> 62


TWINS = twins(30)


def test_there_are_words_of_one_number() -> None:
    one, two = (" ".join(words) for words in zip(*TWINS, strict=True))
    assert numbers_of(one).of.tolist() == numbers_of(two).of.tolist()
    assert set(words_of(one).norms).isdisjoint(words_of(two).norms)


def test_two_texts_that_only_have_the_same_numbers_share_nothing() -> None:
    one, two = (" ".join(words) + "." for words in zip(*TWINS, strict=True))
    assert trace_lineage([TextSeen("a", one), TextSeen("b", two)]).derivations == ()


@pytest.mark.parametrize("before", [True, False], ids=["before the passage", "behind it"])
def test_of_a_passage_with_such_words_beside_it_the_passage_alone_is_told(before: bool) -> None:
    crafted = [" ".join(words) for words in zip(*TWINS, strict=True)]
    texts = [" ".join([own, SHARED] if before else [SHARED, own]) + "." for own in crafted]
    (found,) = trace_lineage([TextSeen("a", texts[0]), TextSeen("b", texts[1])]).derivations
    assert found.kind == "excerpt"
    assert [texts["ab".index(found.child)][span.here_start : span.here_end] for span in found.spans] == [SHARED]
    assert [texts["ab".index(found.parent)][span.there_start : span.there_end] for span in found.spans] == [SHARED]
