"""The tests written in QML: Qt's own runner once, and each function of theirs a test of its own here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent / "qml"
_CASE = re.compile(r'TestCase \{\s+(?:id: \w+\s+)?name: "(\w+)"')
_FUNCTION = re.compile(r"^\s+function (test_\w+)\(", re.MULTILINE)


def written() -> list[str]:
    """`Case::test_function` of every file, in order; those that only bring data are none."""
    found = []
    for file in sorted(FOLDER.glob("tst_*.qml")):
        text = file.read_text("utf-8")
        (case,) = _CASE.findall(text)
        found += [f"{case}::{name}" for name in _FUNCTION.findall(text) if not name.endswith("_data")]
    return found


@pytest.fixture(scope="module")
def said() -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    done = subprocess.run([sys.executable, str(FOLDER / "run.py"), "-o", "-,txt"], capture_output=True, text=True, encoding="utf-8",
                          timeout=110, env=environment)
    return done.stdout + done.stderr + f"\nexit code {done.returncode}"


@pytest.mark.parametrize("function", written())
def test_what_is_written_in_qml_holds(said: str, function: str) -> None:
    """A function that was passed over has not passed."""
    lines = [line for line in said.splitlines() if re.search(rf"::{function}\(", line)]
    assert any(line.startswith("PASS") for line in lines), said
    assert not any(line.startswith(("FAIL", "XFAIL", "XPASS", "SKIP")) for line in lines), "\n".join(lines)


def test_nothing_was_complained_of(said: str) -> None:
    assert said.endswith("exit code 0") and "WARN" not in said, said
    assert len(written()) > 40
