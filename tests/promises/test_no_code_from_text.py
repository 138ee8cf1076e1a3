"""Nothing that is read ever runs: no pickled objects, no YAML that makes objects, no text taken for code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "answerable"
OBJECTS = {"pickle", "cPickle", "dill", "marshal", "shelve", "yaml", "jsonpickle", "cloudpickle", "xmlrpc"}
CODE = {"eval", "exec", "compile", "__import__"}


def names_in(tree: ast.AST) -> set[str]:
    """Modules imported that make objects of bytes, and calls of what makes code of text."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names} & OBJECTS
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").partition(".")[0]} & OBJECTS
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {node.func.id} & CODE
    return found


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_file_makes_objects_or_code_of_text(path):
    assert names_in(ast.parse(path.read_text(encoding="utf-8"))) == set()


@pytest.mark.parametrize("code", ["import pickle", "from yaml import load", "eval(text)", "exec(text)"])
def test_the_look_is_able_to_fail(code):
    assert names_in(ast.parse(code))
