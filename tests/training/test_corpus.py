"""Our own marked-up articles can be read, and a mark that does not fit is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.statements.corpus import parse, read_corpus

ROOT = Path(__file__).parents[2] / "training" / "corpus"
HEAD = "# register: wire story\n# lang: en\n"


def test_every_article_of_the_corpus_can_be_read():
    for part in ("train", "held"):
        rows = list(read_corpus(ROOT / part))
        assert len(rows) >= 20
        for row in rows:
            for one in row["attributions"]:
                for role in ("source", "cue", "content"):
                    assert all(0 <= s < e <= len(row["text"]) for s, e in one[role])


def test_tags_become_places():
    row = parse(
        HEAD
        + "<s1>Oda</s1> <q1>said</q1> <c1>it <s2>he</s2> <q2>saw</q2> <c2>rain</c2></c1>.\n---\n1 reports | Oda\n2 other | ? | in 1\n",
        "x",
    )
    first, second = row["attributions"]
    assert row["text"] == "Oda said it he saw rain."
    assert [row["text"][s:e] for s, e in first["content"]] == ["it he saw rain"]
    assert (second["speaker"], second["parent"]) == (None, 0)


WRONG = {
    "a tag left open": ("<q1>said</q1> <c1>rain\n---\n1 reports | ?\n", "left open"),
    "a tag that closes nothing": ("<q1>said</q1> <c1>a</c1></c1>\n---\n1 reports | ?\n", "closes nothing"),
    "no cue": ("<c1>rain</c1>\n---\n1 reports | ?\n", "one cue"),
    "an act nobody knows": ("<q1>said</q1> <c1>a</c1>\n---\n1 hints | ?\n", "not a line"),
    "a line too few": ("<q1>said</q1> <c1>a</c1>\n---\n", "differ"),
    "a parent that is not there": ("<q1>said</q1> <c1>a</c1>\n---\n1 reports | ? | in 7\n", "not there"),
    "no dashes": ("<q1>said</q1> <c1>a</c1>\n", "three dashes"),
    "a tag of another kind": ("<b>x</b> <q1>said</q1> <c1>a</c1>\n---\n1 reports | ?\n", "not as it must be"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "says"), WRONG.values(), ids=WRONG.keys())
def test_a_mark_that_does_not_fit_is_named(body, says):
    with pytest.raises(ValueError, match=says):
        parse(HEAD + body, "x")
