"""Rooms are read on another thread, and their types are made on the window's."""

from __future__ import annotations

import importlib
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRESH = """
import importlib, sys
from fieldclient.ui.app import ROOMS
from fieldclient.ui.reading import modules_of

made = lambda: {name for name in sys.modules if name.startswith("fieldclient.ui.") and not name.startswith("fieldclient.ui.words")}
for module, _ in ROOMS.values():
    before = made()
    order = modules_of(module)
    assert order[-1] == module and len(set(order)) == len(order), order
    run = {name for name in made() - before if any(isinstance(each, type) for each in vars(sys.modules[name]).values())}
    assert not run - {"fieldclient.ui.reading"}, f"run while it was read: {sorted(run)}"
    for name in order:
        there = set(sys.modules)
        importlib.import_module(name)
        late = {new for new in set(sys.modules) - there if not new.startswith("fieldclient.ui.")}
        more = {new for new in made() if new not in there} - {name} - {name.rpartition(".")[0]}
        assert not late, f"{name} still had to read {sorted(late)}"
        assert not more, f"{name} also ran {sorted(more)}"
"""


def test_every_room_is_read_without_running_it_and_run_without_reading() -> None:
    """In a fresh interpreter: what the window's thread does is one module's own classes, and nothing that takes long."""
    done = subprocess.run([sys.executable, "-c", FRESH], cwd=ROOT, text=True, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr


def test_the_windows_types_are_made_on_its_own_thread(whole, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: dict[str, set[str]] = {}
    real = importlib.import_module

    def told(name: str, package: str | None = None):  # type: ignore[no-untyped-def]
        threads.setdefault(name, set()).add(threading.current_thread().name)
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", told)
    window = whole()
    window.until(lambda: all(window.client.frame.has(place) for place in ("intake", "patrol", "outbox", "me")), "all rooms")
    mine = {name: where for name, where in threads.items() if name.startswith("fieldclient.ui.") and ".words" not in name}
    assert mine and set().union(*mine.values()) == {"MainThread"}
