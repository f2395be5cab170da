"""docs/guarantees.md names a test for each guarantee: every one of them must be there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "guarantees.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_guarantee_names_a_test_and_it_exists() -> None:
    wrong = []
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|") and not line.startswith(("|---", "| guarantee |"))]
    assert len(rows) > 10
    for row in rows:
        named = NAMED.findall(row)
        if not named:
            wrong.append(f"no test: {row[:80]}")
        wrong += [f"not there: {path}::{name}" for path, name in named if name not in _tests_in(ROOT / path)]
    assert wrong == []


def _tests_in(path: Path) -> set[str]:
    if not path.exists():
        return set()
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
