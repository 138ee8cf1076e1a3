"""The pipe commands: a line out for every line in, in order, whatever the line; places inside the text."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Iterator

from answerable.cli.main import run
from answerable.cli.pipe import confront_line_by_rules, extract_line_by_rules

_STAGES = ("extract", "trace", "confront")
_BY_LINE = {"extract": extract_line_by_rules, "confront": confront_line_by_rules}


def seeds() -> Iterator[bytes]:
    text = "“Nobody was kept there,” said Othmar Reyl of the office on 14 March 2019. Women told this paper otherwise."
    yield b"\x00" + json.dumps({"id": "a", "text": text, "lang": "en"}).encode() + b"\n"
    row = {"id": "b", "text": text, "published": "2019-03", "url": "https://ledger.example/", "publisher": "Ledger"}
    yield b"\x01" + b"\n".join(json.dumps(row | {"id": n}).encode() for n in ("x", "y", "x"))
    case = {"id": 3, "allegations": [{"id": "1", "text": "The gates were locked."}], "reply": ["We reject this."]}
    yield b"\x02" + json.dumps(case).encode() + b'\nnull\n[]\n\n{"id":'


def check(data: bytes) -> None:
    stage = _STAGES[data[0] % len(_STAGES)] if data else _STAGES[0]
    body = data[1:]
    rows = answers(stage, body)
    lines = body.split(b"\n")
    assert len(rows) == len(lines) - (not lines[-1])
    if stage == "extract":
        for line, row in zip(lines, rows, strict=False):
            require_inside(line, row)


def answers(stage: str, body: bytes) -> list[dict[str, object]]:
    """What the command answers to `body` on its standard input; of stages by line, what each of its processes would."""
    if stage in _BY_LINE:
        return [json.loads(_BY_LINE[stage]((number, line))) for number, line in enumerate(io.BytesIO(body), 1)]
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    stdin = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(body), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(said):
            assert run(["pipe", stage, "--method", "rules"]) == 0
    finally:
        sys.stdin = stdin
    said.flush()
    return [json.loads(line) for line in said.buffer.getvalue().splitlines()]  # type: ignore[attr-defined]


def require_inside(line: bytes, row: dict[str, object]) -> None:
    """Every place of an attribution lies in the text of its line."""
    attributions = row.get("attributions")
    if attributions is None:
        assert row["error"]
        return
    assert isinstance(attributions, list)
    size = len(json.loads(line)["text"])
    for one in attributions:
        for start, end in (*one["source"], *one["cue"], *one["content"]):
            assert 0 <= start < end <= size
        assert one["parent"] is None or 0 <= one["parent"] < len(attributions)
        assert 0 <= one["confidence"] <= 1
