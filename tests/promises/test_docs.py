"""The docs are true: every command, option and setting is in them, and every link leads somewhere."""

from __future__ import annotations

import argparse
import re
import subprocess
from pathlib import Path

import pytest

from answerable.cli.main import COMMANDS, build_parser

ROOT = Path(__file__).parents[2]
COMMANDS_PAGE = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
PAGES = sorted(
    {*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md"), *ROOT.glob("examples/*.md")}
)


def _options(parser: argparse.ArgumentParser) -> set[str]:
    found = {o for action in parser._actions for o in action.option_strings if o.startswith("--")}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                found |= _options(sub)
    return found - {"--help", "--version"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_docs(command):
    assert f"answerable {command}" in COMMANDS_PAGE


@pytest.mark.parametrize("option", sorted(_options(build_parser())))
def test_every_option_is_in_the_docs(option):
    pages = COMMANDS_PAGE + (ROOT / "docs/methods/assess.md").read_text(encoding="utf-8")
    assert option in pages


def test_every_setting_of_the_environment_is_in_the_docs():
    source = "".join(f.read_text(encoding="utf-8") for f in (ROOT / "src").rglob("*.py"))
    settings = set(re.findall(r"\bANSWERABLE_[A-Z_]+\b", source))
    assert settings
    assert {s for s in settings if s not in COMMANDS_PAGE} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_inside_the_docs_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_stage_has_its_chapter():
    from answerable.flow import VERBS

    assert [verb for verb in VERBS if not (ROOT / "docs/methods" / f"{verb}.md").is_file()] == []


def test_make_alone_lists_what_there_is():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "make demo" in listed
    assert "make test" in listed
