"""The four pipes: order kept, one line out per line in, bad lines answered, exactly the documented keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEXT = (
    'The justice ministry denied that any medicine had been held back. "They never asked," Irena Holl said on Monday.'
)


def rows(run) -> list[dict[str, object]]:
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def piped(answerable, stage: str, *lines: object) -> list[dict[str, object]]:
    stdin = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    return rows(answerable("pipe", stage, stdin=stdin))


@pytest.mark.parametrize("stage", ["extract", "trace", "confront"])
def test_bad_lines_are_answered_and_the_rest_goes_on(stage, answerable):
    good = {"id": "g", "text": TEXT, "allegations": [], "reply": ["We reply."], "unknown": 1}
    found = piped(answerable, stage, "not json", good, "[1]", {"id": "x", "text": 3, "allegations": 3}, "")
    assert [row["id"] for row in found] == [None, "g", None, "x", None]
    assert [("error" in row) for row in found] == [True, False, True, True, True]


def test_extract_gives_exactly_the_documented_keys_and_verbatim_spans(answerable):
    (row,) = piped(answerable, "extract", {"id": 1, "text": TEXT, "lang": "en"})
    assert set(row) == {"id", "attributions"}
    assert len(row["attributions"]) >= 2
    for found in row["attributions"]:
        assert set(found) == {"source", "cue", "content", "act", "parent", "speaker", "confidence"}
        for start, end in found["source"] + found["cue"] + found["content"]:
            assert TEXT[start:end].strip() == TEXT[start:end] != ""


def test_trace_joins_copies_and_keeps_the_order(answerable):
    story = " ".join(
        f"The quay of Port Casimir was closed for {n} days after the storm of that year." for n in range(20)
    )
    found = piped(
        answerable,
        "trace",
        {"id": "b", "text": story, "published": "2024-03-02"},
        {"id": "a", "text": story, "published": "2024-03-01"},
        {"id": "c", "text": "An unlike text about the harvest of plums in the valley of Anhua, which was late."},
    )
    assert [row["id"] for row in found] == ["b", "a", "c"]
    assert all(set(row) == {"id", "cluster", "origin", "derived_from", "marks", "missing"} for row in found)
    assert found[0]["cluster"] == found[1]["cluster"] != found[2]["cluster"]
    assert [row["origin"] for row in found[:2]] == [False, True]
    (link,) = found[0]["derived_from"]
    assert (link["id"], link["kind"], link["directed"]) == ("a", "copy", True)


def test_confront_answers_every_sentence_with_ids_of_the_codebook(answerable):
    from answerable.resources.codebook import load_codebook

    book = load_codebook()
    allegations = [{"id": "A1", "text": "Guards at Orrin Bay withheld insulin from Mr. Dace in March."}]
    reply = ["The Mission thanks the experts.", "Mr. Dace received insulin on 2 and 3 March, as the log shows."]
    (row,) = piped(answerable, "confront", {"id": "r", "allegations": allegations, "reply": reply})
    assert {found["sentence"] for found in row["answers"]} == {0, 1}
    for found in row["answers"]:
        assert found["relation"] in book.ids("relations")
        assert found["stance"] in book.ids("stances")
        assert found["code"] in book.ids("codes")
    assert set(row["answer_status"]) == {"A1"}
    assert row["character_of_reply"] in book.ids("characters")
    assert len(row["rankings"]) == 2


def test_read_gives_a_line_per_path_in_order(answerable, tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><head><title>Denial</title></head><body><article><p>{TEXT * 4}</p></article></body></html>")
    plain = tmp_path / "plain.txt"
    plain.write_text("Le ministère de la Justice a démenti mardi que des médicaments aient été retenus.", "utf-8")
    found = rows(answerable("pipe", "read", plain, tmp_path / "absent", page))
    assert [row["id"] for row in found] == [str(plain), str(tmp_path / "absent"), str(page)]
    assert found[0]["lang"] == "fr"
    assert "error" in found[1]
    assert "They never asked" in found[2]["text"]
    keys = {"id", "media_type", "title", "byline", "publisher", "published", "url", "lang", "text", "blocks", "marks"}
    assert set(found[2]) == keys
