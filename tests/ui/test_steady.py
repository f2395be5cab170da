"""Signals may be emitted for ever, also on interpreters that count references to True and None; and imports are only imports."""

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


READ = """
import linecache
import fieldclient.ui.engine
import tabnanny, fieldclient.ui.frame.strip, fieldclient.ui.parts.rows
print([file for file in linecache.cache if file.endswith(("tabnanny.py", "strip.py", "rows.py"))])
rows = fieldclient.ui.parts.rows.RowModel()
print(rows.rowCount(), rows.objectName() == "")
"""


def test_no_source_is_read_of_what_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, timeout=110)
    assert (done.returncode, done.stdout.splitlines()) == (0, ["[]", "0 True"]), done.stderr
