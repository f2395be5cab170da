"""Signals may be emitted for ever, also on interpreters that count references to True and None."""

from __future__ import annotations

import subprocess
import sys

MANY_SIGNALS = """
import fieldclient.ui
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rung = Signal(bool, str)

app = QCoreApplication([])
bell = Bell()
heard = []
bell.rung.connect(lambda *told: heard.append(told))
for _ in range(20_000):
    bell.rung.emit(True, "x")
print(len(heard), True, False, None)
"""


def test_twenty_thousand_signals_leave_the_process_well() -> None:
    done = subprocess.run([sys.executable, "-c", MANY_SIGNALS], capture_output=True, text=True, timeout=110)
    assert (done.returncode, done.stdout.strip()) == (0, "20000 True False None"), done.stderr
