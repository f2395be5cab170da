"""The peer of `bench start`: the smallest honest Qt Quick Controls window. Prints a line when its first frame is on the screen."""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

QML = b"""
import QtQuick
import QtQuick.Controls
ApplicationWindow {
    visible: true; width: 1280; height: 800
    Column {
        Label { text: "Bare window" }
        Button { text: "A button" }
        TextField { placeholderText: "A field" }
        ListView { width: 400; height: 400; model: 20; delegate: ItemDelegate { required property int index; text: index } }
    }
}
"""


def main() -> int:
    app = QGuiApplication(sys.argv)
    engine = QQmlApplicationEngine()
    engine.loadData(QML)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)

    def shown() -> None:
        print("interactive", flush=True)
        app.quit()

    window.frameSwapped.connect(shown)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
