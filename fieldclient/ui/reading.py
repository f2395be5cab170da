"""What a room needs is read beside the window, and its types are made on the window's thread, one module a turn.

Reading libraries takes longest, and any thread may do it. A class that QML knows is another matter: making it on another thread
while the window looked something up in Qt's tables of types ended about one start in twenty in a segmentation fault. So the
window's own modules are taken apart here without being run: what they import from elsewhere is imported at once, and their names
are told in the order in which they can be run.
"""

from __future__ import annotations

import dis
import importlib
from collections.abc import Iterator
from importlib.util import find_spec, resolve_name
from types import CodeType

WINDOW = "fieldclient.ui"
WITHOUT_TYPES = "fieldclient.ui.words"


def modules_of(name: str, known: set[str] | None = None) -> list[str]:
    """The window's modules that `name` needs, each behind those it needs itself, `name` last. Everything else is imported."""
    seen = set() if known is None else known
    seen.add(name)
    code = _code(name)
    found: list[str] = []
    for needed in _imports(code, name) if code is not None else ():
        if needed in seen:
            continue
        if _is_window(needed):
            found += modules_of(needed, seen)
        else:
            seen.add(needed)
            importlib.import_module(needed)
    return [*found, name]


def _code(name: str) -> CodeType | None:
    spec = find_spec(name)
    loader = None if spec is None else spec.loader
    return loader.get_code(name) if loader is not None and hasattr(loader, "get_code") else None


def _imports(code: CodeType, name: str) -> Iterator[str]:
    """Modules that running this code imports at once: neither those inside functions nor those for type checkers."""
    steps = list(dis.get_instructions(code))
    passed = 0
    for at, step in enumerate(steps):
        if step.offset < passed or step.opname == "NOP":
            continue
        if step.argval == "TYPE_CHECKING" and step.opname == "LOAD_NAME" and "JUMP" in steps[at + 1].opname:
            passed = steps[at + 1].argval
        elif step.opname == "IMPORT_NAME":
            level, wanted = steps[at - 2].argval, steps[at - 1].argval
            module = resolve_name("." * level + step.argval, name.rpartition(".")[0]) if level else step.argval
            if module != "__future__":
                yield module
                yield from (f"{module}.{each}" for each in wanted or () if _is_module(module, each))


def _is_module(package: str, name: str) -> bool:
    """Whether `from package import name` means a module of it. A package from elsewhere is imported to ask it."""
    if name == "*":
        return False
    if _is_window(package):
        spec = find_spec(package)
        return spec is not None and spec.submodule_search_locations is not None and find_spec(f"{package}.{name}") is not None
    there = importlib.import_module(package)
    return hasattr(there, "__path__") and not hasattr(there, name)


def _is_window(name: str) -> bool:
    return f"{name}.".startswith(f"{WINDOW}.") and not name.startswith(WITHOUT_TYPES)
