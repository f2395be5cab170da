"""What the window and its rooms read at start is light: libraries of pictures and outlines come with the first question for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fieldclient.ui.app import ROOMS

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("cv2", "numpy", "shapely", "PIL", "pillow_heif")
NOT_YET = ("msgspec", "sqlite3", "ssl", "json", "requests", "jeepney", "subprocess", "fieldclient.store", "fieldclient.ui.words",
           "fieldclient.ui.notify", "sync", "fieldclient.work.views", "fieldclient.work.opening")
OPENED = """
import sys
from fieldclient.ui import engine
from fieldclient.ui.app import Client
from fieldclient.ui.options import parser
application = engine.application(["light"])
client = Client(parser().parse_args(["--data", sys.argv[1]]))
client.open()
print(" ".join(sys.modules))
client.close()
"""


def read(modules: tuple[str, ...], watched: tuple[str, ...]) -> set[str]:
    """Which of the watched modules are there after these were read, in a Python of its own."""
    code = f"import importlib, sys\nfor name in {modules!r}: importlib.import_module(name)\n"
    code += f"print(' '.join(name for name in {watched!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    return set(done.stdout.split())


def test_nothing_of_store_words_network_or_pictures_before_the_first_frame(tmp_path: Path) -> None:
    """The window as it is built, opened and about to draw."""
    done = subprocess.run([sys.executable, "-c", OPENED, str(tmp_path / "data")], cwd=ROOT, capture_output=True, text=True,
                          encoding="utf-8", check=True)
    there = set(done.stdout.split())
    assert {"fieldclient.ui.app", "fieldclient.ui.link", "fieldclient.ui.frame.frame"} <= there
    assert there & {*HEAVY, *NOT_YET} == set()


def test_rooms_and_desk_load_no_library_of_pictures() -> None:
    rooms = tuple(module for module, _ in ROOMS.values())
    assert read((*rooms, "fieldclient.work.real_desk", "fieldclient.work.opening"), HEAVY) == set()


def test_the_probe_finds_what_is_heavy() -> None:
    assert read(("fieldclient.capture.looks", "fieldclient.geo.areas"), HEAVY) >= {"cv2", "numpy", "shapely", "PIL"}
