"""Lint every QML file against the Python types beside it: `python tests/qml_lint.py`; exit 0 means not one warning.

Qt's own `pyside6-project qmllint` rewrites hand-written qmldir files and hides its findings behind exit code 0, so the three
tools below are called one by one. Types are written to a temporary copy of the QML tree; the checkout stays as it is.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

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


def describe(module: Path, files: list[Path], tree: Path) -> None:
    """Write `<module>.qmltypes`, which the module's qmldir names."""
    dumps = []
    for file in files:
        dump = file.with_suffix(".metatypes.json")
        run([sys.executable, "-c", f"import runpy, sys; sys.argv[0] = 'metaobjectdump'; sys.path.insert(0, {str(QT / 'scripts')!r}); "
             "runpy.run_module('metaobjectdump', run_name='__main__')", "-o", str(dump), str(file)])
        dumps.append(str(dump))
    uri = ".".join(module.relative_to(tree).parts)
    run([qt_tool("qmltyperegistrar"), "--generate-qmltypes", str(module / f"{module.name}.qmltypes"),
         "-o", str(module / "registrations.cpp"), "--import-name", uri, "--major-version", "1",
         f"--foreign-types={foreign_types()}", *dumps])


def run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0 or "Traceback" in done.stderr:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


def lint(extra: dict[str, str] | None = None) -> tuple[int, str]:
    """Exit code and what was said. `extra` adds files (path → text), so that a test can show that a mistake is found."""
    with tempfile.TemporaryDirectory(prefix="fieldclient-lint-") as folder:
        tree = Path(folder)
        copy_tree(tree)
        for path, text in (extra or {}).items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_text(text, "utf-8")
        for module, files in bridges(tree).items():
            describe(module, files, tree)
        files = [str(p) for p in sorted(tree.rglob("*.qml"))]
        command = [qt_tool("qmllint"), "-I", str(tree), "-I", str(QT / "Qt" / "qml"), "--max-warnings", "0", *files]
        # The working folder is an import path of its own: it must not be the checkout, whose modules have no types written.
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tree)
        return done.returncode, (done.stdout + done.stderr).replace(str(tree) + "/", "")


if __name__ == "__main__":
    code, said = lint()
    print(said or "no warnings")
    sys.exit(code)
