"""docs/tests.md names for every task of the window a test that does it by real events: every one of them must be there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "tests.md"
NAMED = re.compile(r"`(tests/[\w/]+\.(?:py|qml))::(test_\w+)`")
IN_QML = re.compile(r"^\s*function (test_\w+)\(", re.MULTILINE)


def rows() -> list[str]:
    lines = PAGE.read_text("utf-8").splitlines()
    return [line for line in lines if line.startswith("|") and not line.startswith(("|---", "| task |"))]


def named_in(path: Path) -> set[str]:
    if not path.exists():
        return set()
    text = path.read_text("utf-8")
    if path.suffix == ".qml":
        return set(IN_QML.findall(text))
    return {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)}


def test_every_task_names_tests_and_they_exist() -> None:
    assert len(rows()) > 40
    assert [row for row in rows() if not NAMED.search(row)] == []
    named = {found for row in rows() for found in NAMED.findall(row)}
    assert sorted(f"{path}::{name}" for path, name in named if name not in named_in(ROOT / path)) == []


def test_a_test_that_is_not_there_would_be_told() -> None:
    assert "test_a_test_that_is_not_there_would_be_told" in named_in(Path(__file__))
    assert "test_nobody_wrote" not in named_in(Path(__file__)) and named_in(ROOT / "tests" / "nowhere.py") == set()
