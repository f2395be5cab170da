"""Runs every tst_*.qml of this folder: Qt's own test runner, which needs a process of its own."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QObject, Slot  # noqa: E402 - the checkout is put on the path above
from PySide6.QtQml import QQmlEngine  # noqa: E402
from PySide6.QtQuickTest import QUICK_TEST_MAIN_WITH_SETUP  # noqa: E402

from fieldclient.ui.steady import pin_constants  # noqa: E402


class Setup(QObject):
    """Makes the product's QML modules known, with the types that stand in Python."""

    @Slot(QQmlEngine)
    def qmlEngineAvailable(self, engine: QQmlEngine) -> None:
        engine.addImportPath(str(ROOT))


def main() -> int:
    pin_constants()
    for room in ("evidence.gathering", "report.report_room", "cases.cases_room"):
        importlib.import_module(f"fieldclient.ui.{room}")
    return int(QUICK_TEST_MAIN_WITH_SETUP("fieldclient", Setup, sys.argv, str(Path(__file__).parent)))


if __name__ == "__main__":
    sys.exit(main())
