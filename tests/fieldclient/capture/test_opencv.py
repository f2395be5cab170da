"""OpenCV is loaded without Python's lock, and is then the one that Python reads."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
from pathlib import Path
from fieldclient.capture.opencv import cv2, load_beside
maps = Path("/proc/self/maps")  # Linux tells what is in memory
here = {line.split()[-1] for line in maps.read_text().splitlines() if "cv2" in line} if maps.exists() else {"cv2"}
assert len(here) == 1, here
assert load_beside("cv2") == 1
assert cv2.norm(__import__("numpy").ones(4)) == 2.0
"""


def test_it_is_loaded_once() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
