"""Lint every QML file against the Python types beside it: `python tests/qml_lint.py [FOLDER…]`; 0 means not one warning.

Qt's own `pyside6-project qmllint` rewrites hand-written qmldir files and hides its findings behind exit code 0, so the three
tools below are called one by one. Types are written to a temporary copy of the QML tree; the checkout stays as it is.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import PySide6

ROOT = Path(__file__).resolve().parent.parent
QT = Path(PySide6.__file__).resolve().parent
SOURCES = ("fieldclient/ui", "tests/ui/qml")


def qt_tool(*names: str) -> str:
    """The path of a tool that comes with Qt for Python, wherever this system's wheel keeps it."""
    for folder in (QT, QT / "Qt" / "libexec", QT / "Qt" / "bin"):
        for name in names:
            for file in (folder / name, folder / f"{name}.exe"):
                if file.exists():
                    return str(file)
    raise FileNotFoundError(names[0])


def foreign_types() -> str:
    folder = next(p for p in (QT / "Qt" / "metatypes", QT / "metatypes") if p.exists())
    wanted = ("qt6core", "qt6gui", "qt6qml", "qt6quick")
    return ",".join(str(p) for name in wanted for p in sorted(folder.glob(f"{name}_*metatypes.json"))[:1])


def copy_tree(target: Path) -> None:
    for source in SOURCES:
        if (ROOT / source).exists():
            shutil.copytree(ROOT / source, target / source, ignore=shutil.ignore_patterns("__pycache__", "*.qmltypes"))


def bridges(tree: Path) -> dict[Path, list[Path]]:
    """Folder of a QML module → its Python files that register types."""
    found: dict[Path, list[Path]] = {}
    for file in sorted(tree.rglob("*.py")):
        if "QML_IMPORT_NAME" in file.read_text("utf-8"):
            found.setdefault(file.parent, []).append(file)
    return found


def dump_types(files: list[Path]) -> dict[Path, Any]:
    """What Qt's tool reads from the sources of the bridges; it takes one file at a time and knows nothing of the others."""
    dumps = {}
    for file in files:
        target = file.with_suffix(".metatypes.json")
        run([sys.executable, str(QT / "scripts" / "metaobjectdump.py"), "-o", str(target), str(file)])
        dumps[target] = json.loads(target.read_text("utf-8"))
    return dumps


def join_types(dumps: dict[Path, Any]) -> None:
    """Tell each file about the types of the others: who is an object, and which properties hold one."""
    classes = [cls for dump in dumps.values() for part in dump for cls in part["classes"]]
    elements = {cls["className"] for cls in classes if any(i["name"] == "QML.Element" for i in cls.get("classInfos", ()))}
    for cls in classes:
        cls["object"] = cls["object"] or cls["className"] in elements
        for told in cls.get("properties", ()):
            if told["type"] in elements:
                told["type"] += "*"
    for target, dump in dumps.items():
        target.write_text(json.dumps(dump), "utf-8")


def describe(modules: dict[Path, list[Path]], tree: Path) -> None:
    """Write `<module>.qmltypes`, which the module's qmldir names, for every module."""
    dumps = dump_types([file for files in modules.values() for file in files])
    join_types(dumps)
    for module, files in modules.items():
        own = [str(file.with_suffix(".metatypes.json")) for file in files]
        others = [str(target) for target in dumps if str(target) not in own]
        run([qt_tool("qmltyperegistrar"), "--generate-qmltypes", str(module / f"{module.name}.qmltypes"),
             "-o", str(module / "registrations.cpp"), "--import-name", ".".join(module.relative_to(tree).parts),
             "--major-version", "1", "--foreign-types=" + ",".join([foreign_types(), *others]), *own])


def run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0 or "Traceback" in done.stderr:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


@contextmanager
def described() -> Iterator[Path]:
    """A copy of the QML tree with all types written beside it; making it takes longer than linting what is in it."""
    with tempfile.TemporaryDirectory(prefix="fieldclient-lint-") as folder:
        tree = Path(folder)
        copy_tree(tree)
        describe(bridges(tree), tree)
        yield tree


def lint(tree: Path, under: Sequence[str] = ("",)) -> tuple[int, str]:
    """Exit code and what was said about the files below these folders of a described tree."""
    files = [str(p) for each in under for p in sorted((tree / each).rglob("*.qml"))]
    command = [qt_tool("qmllint"), "-I", str(tree), "-I", str(QT / "Qt" / "qml"), "--max-warnings", "0"]
    # The working folder is an import path of its own: it must not be the checkout, whose modules have no types written.
    done = subprocess.run([*command, *files], capture_output=True, text=True, encoding="utf-8", cwd=tree)
    said = done.stdout + done.stderr
    if done.returncode != 0 and not said.strip():  # of some findings qmllint writes nothing unless it is asked for JSON
        said = subprocess.run([*command, "--json", "-", *files], capture_output=True, text=True, encoding="utf-8", cwd=tree).stdout
    return done.returncode, said.replace(str(tree) + "/", "")


if __name__ == "__main__":
    with described() as whole:
        code, said = lint(whole, sys.argv[1:] or ("",))
    print(said if code else "no warnings")
    sys.exit(code)
