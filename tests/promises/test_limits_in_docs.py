"""Every limit is in the docs by its name: a setting that nobody finds is none."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from msgspec import structs

from answerable.acquire.limits import Limits
from answerable.confront.second_reader import ModelLimits
from answerable.outside.sandbox_frames import ChildLimits
from answerable.read.limits import ReadLimits

PAGE = (Path(__file__).parents[2] / "docs/commands.md").read_text(encoding="utf-8")


def test_every_limit_is_listed_with_its_table():
    names = [("acquire", f.name) for f in fields(Limits)] + [("read", f.name) for f in fields(ReadLimits)]
    names += [("model", f.name) for f in fields(ModelLimits)]
    names += [("child", f.name) for f in structs.fields(ChildLimits) if f.name != "read"]
    assert [(table, name) for table, name in names if f"| {table} | `{name}`" not in PAGE] == []
