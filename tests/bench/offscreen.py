"""What every window of a benchmark is started with."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def offscreen() -> dict[str, str]:
    """The same for ours and for the peer: no screen, drawn by the processor."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "PYTHONUTF8": "1"}
