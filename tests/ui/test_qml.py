"""The tests written in QML, each function told by name when it fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "qml"


def test_what_is_written_in_qml_holds() -> None:
    files = sorted(FOLDER.glob("tst_*.qml"))
    assert files
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    done = subprocess.run([sys.executable, str(FOLDER / "run.py"), "-o", "-,txt"], capture_output=True, text=True, encoding="utf-8",
                          timeout=110, env=environment)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    told = {name for name in re.findall(r"PASS\s*: \S*?::(\w+)::test_", said)}
    cases = {match for file in files for match in re.findall(r'name: "(\w+)"\n\s+when', file.read_text("utf-8"))}
    assert cases and cases <= told, said  # a file that was passed over is not a file that passed
    assert "WARN" not in said and "QWARN" not in said, said
