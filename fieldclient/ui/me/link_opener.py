"""Whether the desktop opens links for setting up with this very copy. Only on a person's word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui import doorway
from fieldclient.ui.me.aside import aside
from sync.protocol.problems import Problem

QML_IMPORT_NAME = "fieldclient.ui.me"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class LinkOpener(QObject):
    """`failed` tells what went wrong. The tools of the desktop take a moment, so they are called beside the window."""

    changed = Signal()

    def __init__(self, room: Any = None, failed: Callable[[Problem], None] = lambda problem: None,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._failed = failed
        self._on = False

    @Property(bool, notify=changed)
    def on(self) -> bool:
        return self._on

    @Slot(bool)
    def turn(self, on: bool) -> None:
        self.look(lambda: (doorway.register if on else doorway.unregister)())

    def look(self, first: Callable[[], object] = lambda: None) -> None:
        """How it is now, after `first` was done."""
        def found(on: bool) -> None:
            self._on = on
            self.changed.emit()

        def work() -> bool:
            first()
            return doorway.is_registered()

        aside(self._room.worker, "links", work, found, self._failed)
