"""Both ways: who is named in a letter and its reply makes no difference to how the reply is coded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from training.answers.cases import read_cases

from answerable.confront.confronting import Point, confront
from answerable.confront.shipped import shipped_scorer
from answerable.confront.stand_ins import with_stand_ins

HELD = Path(__file__).parents[2] / "training/cases/held"
NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]{3,}) ?(?=[a-z,.])")
OTHERS = (("China", "Norway"), ("Russia", "Switzerland"), ("Israel", "Ghana"), ("Shell", "Oxfam"))


def coded(case, swap=lambda text: text, names=()):
    points = [Point(a["id"], swap(a["text"])) for a in case["allegations"]]
    rows = confront(points, [swap(s) for s in case["reply"]], "en", scorer=shipped_scorer(), names=names).coded
    return [(r.sentence, r.allegation, r.relation, r.stance, r.code, r.abstain) for r in rows]


def swapped(one, other):
    both = re.compile(rf"\b(?:{re.escape(one)}|{re.escape(other)})\b")
    return lambda text: both.sub(lambda m: other if m[0] == one else one, text)


def hidden_name(case):
    """A name in the case that the scorer does not see; None where nobody is named inside a sentence."""
    texts = [*(a["text"] for a in case["allegations"]), *case["reply"]]
    text, hidden = " ".join(texts), " ".join(with_stand_ins(texts, [])[0])
    named = [m[0].strip() for m in NAME.finditer(text)]
    return next((n for n in named if re.search(rf"\b{n}\b", hidden) is None), None)


CASES = [case for case in list(read_cases(HELD))[::4] if hidden_name(case) is not None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_reply_is_coded_alike_whoever_is_named(case):
    name = hidden_name(case)
    for other in OTHERS[len(case["reply"]) % len(OTHERS)]:
        assert coded(case, swapped(name, other), names=[other]) == coded(case, names=[name])
