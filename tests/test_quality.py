"""How the project's own files must be: linted, typed, short enough to read, and free of what belongs to one machine."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFont, QFontDatabase, QPainterPath, QRawFont

import fieldclient
from fieldclient.start.testing import at_once
from tests.order import LONG_S, TOGETHER

ROOT = Path(__file__).resolve().parent.parent
MOST_FILE_LINES = 300
MOST_FUNCTION_LINES = 40
MOST_QML_LINES = 200

# Written in two halves, or this file would find itself.
MACHINE_TRACES = re.compile(
    "|".join(
        [
            r"pypi\." r"org", r"python" r"hosted\.", r"npm" r"js\.", r"registry\." r"npm", r"deb\." r"debian",
            r"golang\." r"org", r"(?<![\w.)}-])/wo" r"rk/(?:main|shared)\b", r"(?<![\w.])/tmp/" r"team\b",
            r"(?<![\w.])/ro" r"ot/", r"\.py" r"env/",
        ]
    )
)  # fmt: skip
TEXT_KINDS = {".py", ".qml", ".md", ".toml", ".lock", ".txt", ".json", ".tsv", ".csv", ".svg", ".cfg", ".ini", ".js", ""}
HANZI = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff5e\u3000-\u303f]")


def project_files() -> Iterator[Path]:
    """Every file that belongs to the project: hidden folders other than .ci hold what can be made again."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [f for f in folders if (f == ".ci" or not f.startswith(".")) and f not in ("__pycache__", "build", "dist")]
        yield from (Path(folder) / name for name in names if not name.endswith(".pyc"))


def product_python() -> list[Path]:
    return [ROOT / "main.py", *sorted((ROOT / "fieldclient").rglob("*.py")), *sorted((ROOT / "sync").rglob("*.py"))]


def in_project(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def run_tool(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}{done.stderr}"


def test_ruff_has_no_complaint() -> None:
    run_tool("ruff", "check", "--output-format", "concise", ".")


@pytest.mark.timeout(300)
def test_strict_types() -> None:
    run_tool("mypy")


def test_files_can_be_read_in_one_sitting() -> None:
    limits = [(path, MOST_FILE_LINES) for path in product_python()]
    limits += [(path, MOST_QML_LINES) for path in sorted((ROOT / "fieldclient").rglob("*.qml"))]
    counted = [(in_project(path), len(path.read_text("utf-8").splitlines()), most) for path, most in limits]
    assert counted
    assert [f"{name}: {lines} lines, at most {most}" for name, lines, most in counted if lines > most] == []


def test_functions_fit_on_a_screen() -> None:
    offenders = []
    for path in product_python():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and function_lines(node) > MOST_FUNCTION_LINES:
                offenders.append(f"{in_project(path)}:{node.lineno} {node.name}: {function_lines(node)} lines")
    assert offenders == []


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from ``def`` to the end. A docstring does not count: explaining must not make code worse."""
    first = node.body[0]
    docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    explained = (first.end_lineno or 0) - first.lineno + 1 if docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - explained


def test_nothing_names_one_machine_or_a_registry() -> None:
    found = []
    for path in project_files():
        if path.suffix not in TEXT_KINDS:
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            if MACHINE_TRACES.search(line):
                found.append(f"{in_project(path)}:{number}: {line.strip()[:100]}")
    assert found == []


@pytest.mark.parametrize("name", ["requirements.lock", "tests/requirements.lock"])
def test_lock_pins_every_entry_by_hash_and_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text and "@ file" not in text
    entries = lock_entries(name)
    assert len(entries) > 10
    bad = [entry.splitlines()[0] for entry in entries if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry, re.S)]
    assert bad == []


def lock_entries(name: str) -> list[str]:
    text = "".join(line for line in (ROOT / name).read_text("utf-8").splitlines(keepends=True) if not line.startswith("#"))
    return [entry for entry in re.split(r"(?m)^(?=\S)", text) if entry.strip()]


def test_locks_hold_what_the_project_declares_and_do_not_overlap() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    product, tools = ({entry.split("==")[0] for entry in lock_entries(name)} for name in ("requirements.lock", "tests/requirements.lock"))
    declared = {re.split(r"[><=;[]", item)[0] for item in project["project"]["dependencies"]}
    for_tests = {re.split(r"[><=;[]", item)[0] for item in project["dependency-groups"]["test"]}
    assert declared - product == set()
    assert for_tests - tools == set()
    assert product & tools == set()


def test_one_version_number() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"] == fieldclient.__version__


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_shipped_fonts_have_every_character_the_product_shows(style: str) -> None:
    with TTFont(ROOT / "resources" / "fonts" / f"FieldSansSC-{style}.ttf") as font:
        drawn = font.getBestCmap()
    shown: dict[str, str] = {}
    for folder in ("fieldclient", "sync", "resources/catalogue", "resources/calendar", "resources/i18n", "resources/demo"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXT_KINDS - {""}:
                shown.update(dict.fromkeys(HANZI.findall(path.read_text("utf-8")), in_project(path)))
    assert len(shown) > 300
    assert {character: name for character, name in shown.items() if ord(character) not in drawn} == {}


def test_qt_draws_chinese_in_both_weights_with_the_shipped_fonts(qapp: object) -> None:
    files = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))
    for file in files:
        assert QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file))) == ["Field Sans SC"]
    assert {QFontDatabase.weight("Field Sans SC", style) for style in QFontDatabase.styles("Field Sans SC")} == {400, 700}
    drawn = {}
    for weight in (QFont.Weight.Normal, QFont.Weight.Bold):
        font = QFont("Field Sans SC", weight=weight)
        font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
        assert QRawFont.fromFont(font).supportsCharacter("堃")
        path = QPainterPath()
        path.addText(0, 0, font, "网格员")
        drawn[weight] = path.toFillPolygon().boundingRect().width(), path.elementCount()
    assert drawn[QFont.Weight.Normal] != drawn[QFont.Weight.Bold]


def test_digits_line_up_in_columns() -> None:
    with TTFont(ROOT / "resources" / "fonts" / "FieldSansSC-Regular.ttf") as font:
        assert len({font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_icons_can_be_tinted_and_are_all_named() -> None:
    folder = ROOT / "resources" / "icons"
    named = {line.partition("=")[0] for line in (folder / "names.txt").read_text("utf-8").splitlines()}
    files = {path.stem: path.read_text("utf-8") for path in folder.glob("*.svg")}
    assert named == set(files)
    odd = [name for name, text in files.items() if 'viewBox="0 0 24 24"' not in text or "currentColor" in text]
    assert odd == []


def test_the_order_of_test_files_names_files_that_are_there() -> None:
    assert [file for file in (*LONG_S, *TOGETHER, *TOGETHER.values()) if not (ROOT / file).is_file()] == []
    assert not TOGETHER.keys() & {*TOGETHER.values(), *LONG_S}  # the one that others go with stands for all of them


@pytest.mark.parametrize(("cores", "processes"), [(None, 2), (1, 2), (2, 3), (4, 4), (64, 4)])
def test_tests_are_shared_out_among_one_more_process_than_cores_and_four_at_the_most(cores: int | None, processes: int) -> None:
    assert at_once(cores) == ["-n", str(processes), "--dist", "loadfile"]
