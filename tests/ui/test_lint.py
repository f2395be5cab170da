"""QML without one warning and without one that was silenced, and a linter that sees mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.qml_lint import ROOT, SOURCES, described, lint

MISTAKES = {
    "fieldclient/ui/home/Mistaken.qml": """
import QtQuick
import fieldclient.ui.home
import fieldclient.ui.parts

AppText {
    required property HomeRoom room

    text: room.tasks.cuont + room.overdu
}
""",
    "tests/ui/qml/Broken.qml": "import QtQuick\nItem { width: nobody.knows }\n",
}
SILENT = """
import QtQuick
Item {
    function find(): Item {
        return null;
    }

    function press(): void {
        const found = find();
        found.clicked();
    }
}
"""


@pytest.fixture(scope="module")
def tree() -> Iterator[Path]:
    with described() as made:
        yield made


@pytest.mark.timeout(300)
def test_qml_has_no_warnings(tree: Path) -> None:
    code, said = lint(tree)
    assert (code, said.strip()) == (0, "")


@pytest.mark.timeout(300)
def test_misspelt_properties_of_python_types_and_names_that_nobody_knows_are_found(tree: Path) -> None:
    for path, text in MISTAKES.items():
        (tree / path).write_text(text, "utf-8")
    try:
        code, said = lint(tree, ["fieldclient/ui/home", "tests/ui/qml"])
    finally:
        for path in MISTAKES:
            (tree / path).unlink()
    assert code != 0
    assert "cuont" in said and "overdu" in said, "of Python's types"
    assert "Broken.qml" in said and "nobody" in said


@pytest.mark.timeout(300)
def test_what_the_linter_keeps_to_itself_is_told(tree: Path) -> None:
    silent = tree / "tests/ui/qml/Silent.qml"
    silent.write_text(SILENT, "utf-8")
    try:
        code, said = lint(tree, ["tests/ui/qml"])
    finally:
        silent.unlink()
    assert code != 0 and "clicked" in said and "Silent.qml" in said


def test_no_warning_is_silenced() -> None:
    """A comment that switches the linter off would make zero warnings easy."""
    files = [file for source in SOURCES for file in sorted((ROOT / source).rglob("*.qml"))]
    assert len(files) > 100
    assert [str(file) for file in files if "qmllint disable" in file.read_text("utf-8")] == []
