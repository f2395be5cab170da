"""What the window and its rooms read at start is light: libraries of pictures and outlines come with the first question for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fieldclient.ui.app import ROOMS

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("cv2", "numpy", "shapely", "PIL", "pillow_heif")
FIRST_FRAME = ("fieldclient.ui.app", "fieldclient.ui.frame.frame", "fieldclient.ui.link", "fieldclient.ui.preferences",
               "fieldclient.ui.tongue", "fieldclient.ui.worker")


def read(modules: tuple[str, ...], watched: tuple[str, ...]) -> set[str]:
    """Which of the watched modules are there after these were read, in a Python of its own."""
    code = f"import importlib, sys\nfor name in {modules!r}: importlib.import_module(name)\n"
    code += f"print(' '.join(name for name in {watched!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    return set(done.stdout.split())


def test_nothing_of_pictures_or_words_before_the_first_frame() -> None:
    assert read(FIRST_FRAME, (*HEAVY, "msgspec", "fieldclient.work", "fieldclient.store", "fieldclient.ui.words")) == set()


def test_rooms_and_desk_load_no_library_of_pictures() -> None:
    rooms = tuple(module for module, _ in ROOMS.values())
    assert read((*rooms, "fieldclient.work.real_desk", "fieldclient.work.opening"), HEAVY) == set()


def test_the_probe_finds_what_is_heavy() -> None:
    assert read(("fieldclient.capture.looks", "fieldclient.geo.areas"), HEAVY) >= {"cv2", "numpy", "shapely", "PIL"}
