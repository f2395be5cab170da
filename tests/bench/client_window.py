"""Run by `bench start`: the real client. Prints `interactive` when a click on a place has been answered on the screen, and
`filled` when the home page shows this device's data."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from fieldclient.ui import engine
from fieldclient.ui.app import Client
from fieldclient.ui.options import parser


def items(item: QQuickItem) -> Iterator[QQuickItem]:
    """As they lie on the screen: what a repeater makes is no child of the window's as an object."""
    yield item
    for child in item.childItems():
        yield from items(child)


def click(window: QQuickWindow, name: str) -> None:
    item = next((each for each in items(window.contentItem()) if each.objectName() == name), None)
    if item is None:
        QCoreApplication.exit(1)
        raise LookupError(f"{name} is not in the first frame")
    point = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
        event = QMouseEvent(kind, point, window.mapToGlobal(point), left, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(window, event)


def main() -> int:
    until, *arguments = sys.argv[1:]
    application = engine.application(["fieldclient"])
    client = Client(parser().parse_args(arguments))
    try:
        window = client.open()
        clicked = False

        def shown() -> None:
            nonlocal clicked
            if until == "interactive" and not clicked:
                clicked = True
                click(window, "rail.me")
                return
            done = client.frame.place == "me" if until == "interactive" else (
                client.frame.place == "home" and client.frame.room("home").property("loaded"))
            if done:
                window.frameSwapped.disconnect(shown)
                print(until, flush=True)
                application.quit()

        window.frameSwapped.connect(shown, Qt.ConnectionType.QueuedConnection)
        return application.exec()
    finally:
        client.close()


if __name__ == "__main__":
    sys.exit(main())
