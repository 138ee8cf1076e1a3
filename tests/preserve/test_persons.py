"""People have one random id each in a case; two spellings of a name are one person."""

from __future__ import annotations

import pytest
from tests.preserve.building import small_case

from answerable.preserve.persons import names_by_id, person_named, same_name


def test_the_same_name_has_the_same_id_in_every_command(tmp_path):
    case = small_case(tmp_path / "case")
    ids = []
    for name in ("Asha Rao", "Bo Lind", "Asha Rao"):
        with case.writing() as writer:
            ids.append(person_named(case, writer, name).id)
    assert ids[0] == ids[2] != ids[1]
    assert names_by_id(case) == {ids[0]: "Asha Rao", ids[1]: "Bo Lind"}


@pytest.mark.parametrize("other", ["asha rao", "  Asha   Rao ", "ASHA RAO", "Ａｓｈａ Ｒａｏ"])
def test_two_spellings_are_one_name(other):
    assert same_name("Asha Rao", other)


@pytest.mark.parametrize("other", ["Asha Rau", "Rao Asha", "A. Rao", ""])
def test_two_names_are_two(other):
    assert not same_name("Asha Rao", other)
