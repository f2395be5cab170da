"""OpenCV, read without holding up the window: `from fieldclient.capture.opencv import cv2`.

Its library has 70 MB. Python reads an extension while it holds the lock that the window's thread needs for its next turn: from a
cold disk for more than a tenth of a second, whichever thread asked for it. Loaded through ctypes first, the lock is free
meanwhile, and Python then finds it in memory. Where that does not work it is read the plain way.
"""

from __future__ import annotations

import ctypes
import importlib.util
import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)


def load_beside(package: str) -> int:
    """Load the extensions in this package's folder without Python's lock. How many were: 0 where the system has no `dlopen`."""
    found = importlib.util.find_spec(package)
    if os.name != "posix" or found is None or found.origin is None:
        return 0
    loaded = 0
    try:
        dlopen = ctypes.CDLL(None).dlopen  # a call into C: Python's lock is let go, unlike in ctypes' own way of loading
        dlopen.argtypes, dlopen.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
        for library in sorted(Path(found.origin).parent.glob("*.so")):
            loaded += dlopen(os.fsencode(library), os.RTLD_NOW | os.RTLD_LOCAL) is not None
    except (OSError, AttributeError) as cause:
        log.info("%s is read the plain way: %s", package, cause)
    return loaded


load_beside("cv2")
import cv2  # noqa: E402

cv2.setNumThreads(1)  # a photo is looked at beside the window, which needs the other processor; many photos have a thread each

__all__ = ["cv2"]
