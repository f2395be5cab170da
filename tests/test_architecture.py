"""Who may import whom. Nine sentences that a newcomer can read and the test command enforces (docs/architecture.md)."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
QT = "PySide6"


def modules() -> dict[str, Path]:
    found = {}
    for folder in ("fieldclient", "sync"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = path
    return found


MODULES = modules()


def imports(module: str, path: Path) -> Iterator[str]:
    """Every module named by an import statement anywhere in the file, function bodies and type-checking blocks included."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base] if base else parents)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names if f"{base}.{alias.name}" in MODULES)


def inside(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def offenders(who: str, *banned: str, but: tuple[str, ...] = ()) -> list[str]:
    return sorted(
        f"{module} imports {name}"
        for module, path in MODULES.items() if inside(module, who) and not any(inside(module, b) for b in but)
        for name in imports(module, path) if any(inside(name, b) for b in banned)
    )


UI_BUT_WORDS = tuple(m for m in MODULES if m.startswith("fieldclient.ui.") and not inside(m, "fieldclient.ui.words"))

RULES = [
    ("The protocol knows nobody: no engine, no hub, no client", "sync.protocol",
     ("sync.engine", "sync.hub", "fieldclient")),
    ("The protocol touches no disk, network or database", "sync.protocol",
     ("os", "pathlib", "socket", "requests", "sqlite3", "sqlite_utils", "sqlalchemy", "starlette", "time", "random")),
    ("The engine meets the hub only in the protocol", "sync.engine", ("sync.hub", "fieldclient")),
    ("The hub meets the engine only in the protocol", "sync.hub", ("sync.engine", "fieldclient")),
    ("The client never imports the hub", "fieldclient", ("sync.hub",)),
    ("Qt never appears in sync", "sync", (QT,)),
    ("What a person can do knows no window; its commands speak by words", "fieldclient.work", (*UI_BUT_WORDS, QT)),
    ("The store knows neither window nor work", "fieldclient.store", ("fieldclient.ui", "fieldclient.work", QT)),
    ("Capture and geo decide without Qt and without the store", "fieldclient.capture",
     ("fieldclient.store", "fieldclient.work", QT)),
    ("Geo decides without Qt and without the store", "fieldclient.geo",
     ("fieldclient.store", "fieldclient.work", "fieldclient.capture", QT)),
    ("Words are plain dictionaries: no Qt, so that scripts can speak too", "fieldclient.ui.words", (QT,)),
    ("Parts know only the theme", "fieldclient.ui.parts", ("fieldclient.work.open_desk", "fieldclient.store", "sync.engine")),
    ("The starter runs before anything is installed", "fieldclient.start", (QT, "sync", "msgspec", "fieldclient.ui")),
]


@pytest.mark.parametrize(("sentence", "who", "banned"), RULES, ids=[rule[0] for rule in RULES])
def test_imports_point_one_way(sentence: str, who: str, banned: tuple[str, ...]) -> None:
    assert any(inside(module, who) for module in MODULES), f"there is no {who}"
    assert offenders(who, *banned) == [], sentence


FURNITURE = {"theme", "parts", "words", "evidence", "mapping", "charts"}  # what every room may use
BUILDERS = {"app", "frame", "gallery"}  # what may use every room


def ui_rooms() -> list[str]:
    folders = (p for p in (ROOT / "fieldclient/ui").iterdir() if (p / "__init__.py").exists())
    return sorted(p.name for p in folders if p.name not in FURNITURE | BUILDERS)


def test_rooms_never_import_rooms() -> None:
    rooms = ui_rooms()
    assert {"home", "report", "cases", "outbox", "activity", "me"} <= set(rooms)
    for room in rooms:
        others = [f"fieldclient.ui.{other}" for other in rooms if other != room]
        assert offenders(f"fieldclient.ui.{room}", *others) == []


def test_rooms_never_import_rooms_in_qml() -> None:
    for room in ui_rooms():
        for qml in (ROOT / "fieldclient/ui" / room).glob("*.qml"):
            for other in ui_rooms():
                named = re.search(rf"import fieldclient\.ui\.{other}\b", qml.read_text("utf-8"))
                assert other == room or named is None, qml


def test_only_declared_packages_are_imported() -> None:
    """A package that happens to be installed with another is not ours to use."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[><=;[]", entry)[0].strip().lower() for entry in project["dependencies"]}
    import_name = {"pyside6-essentials": "PySide6", "pyside6-addons": "PySide6", "pillow": "PIL", "argon2-cffi": "argon2",
                   "pillow-heif": "pillow_heif", "sqlite-utils": "sqlite_utils", "pyshp": "shapefile", "opencv-python-headless": "cv2"}
    allowed = {import_name.get(name, name.replace("-", "_")) for name in names}
    allowed |= set(sys.stdlib_module_names) | {"fieldclient", "sync", "tests", "shiboken6"}
    used = {(name.partition(".")[0], module) for module, path in MODULES.items() for name in imports(module, path)}
    assert sorted((name, module) for name, module in used if name and name not in allowed) == []


def test_the_top_level_is_as_agreed() -> None:
    agreed = {"fieldclient", "resources", "sync", "main.py", "pyproject.toml", "tests", "README.md", ".ci", ".gitignore",
              "LICENSE", "CHANGELOG.md", "docs", "requirements.lock"}
    there = {p.name for p in ROOT.iterdir() if not p.name.startswith(".") or p.name in (".ci", ".gitignore")}
    generated = {"build", "dist", "__pycache__"}
    assert there - generated <= agreed
    assert agreed <= there


def test_the_architecture_page_names_every_folder() -> None:
    """A newcomer finds each folder on the one page that says what belongs where."""
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    parents = [ROOT / "fieldclient", ROOT / "fieldclient/ui", ROOT / "sync", ROOT / "sync/hub", ROOT / "resources"]
    folders = [folder.name for parent in parents for folder in parent.iterdir()
               if folder.is_dir() and not folder.name.startswith(("_", "."))]
    assert sorted(name for name in folders if name not in page) == []
