"""One room in a real window that nobody sees, on a real desk in a folder of the test: clicked, typed into, photographed."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from fieldclient.ui.engine import application, make_engine, theme_of
from fieldclient.ui.parts.room import Room
from fieldclient.ui.steady import pin_constants
from fieldclient.ui.tongue import Tongue
from fieldclient.ui.worker import Worker
from fieldclient.work import RealDesk, open_desk
from sync.protocol.people import Person, Role, Session
from tests.fieldclient.capture import making
from tests.ui.evidence.street import scene
from tests.ui.hands import Hands

os.environ.setdefault("QT_QUICK_BACKEND", "software")  # before the first window: there is no graphics card behind a test

COLLECTOR = Person(id="p-collector", name="王芳", roles=(Role.COLLECTOR,), grids=("370214001001001",))
HANDLER = Person(id="p-handler", name="李强", roles=(Role.HANDLER,), department="d-road", department_name="城阳市政养护所")


_HOST = """
import QtQuick
import fieldclient.ui.theme
import {module}

Window {{
    id: window

    required property {room} room

    color: Theme.colors.page

    {page} {{
        anchors.fill: parent
        focus: true
        room: window.room
    }}
}}
"""


def session_of(person: Person) -> Session:
    now = datetime.now(UTC)
    return Session(token="t", person=person, expires_at=now + timedelta(days=30), hub_time=now, hub_id="hub-test")


class Theatre(Hands):
    """`room_type` names the object, `page` its root page in `module`."""

    def __init__(self, folder: Path, room_type: type[Room], module: str, page: str, person: Person | None = COLLECTOR,
                 language: str = "en", size: tuple[int, int] = (1280, 800)) -> None:
        pin_constants()
        self.app = application(["test"])
        self.folder = folder
        self.closed = False
        self.worker: Worker[RealDesk] = Worker(lambda: self._open(person))
        self.tongue = Tongue(language)
        self.room: Any = room_type(self.worker, self.tongue)
        self.said: list[tuple[str, str, Any]] = []
        self.room.said.connect(lambda text, word, action: self.said.append((text, word, action)))
        self.worker.start()
        self.engine = make_engine()
        self.theme = theme_of(self.engine)
        self.theme.setProperty("motion", False)
        self.theme.setProperty("family", QGuiApplication.font().family())
        self.theme.setProperty("wide", size[0] > size[1])
        self.engine.setInitialProperties({"room": self.room})
        self.engine.loadData(_HOST.format(module=module, page=page, room=room_type.__name__).encode())
        windows = self.engine.rootObjects()
        assert windows, "the page could not be made"
        self.window: Any = windows[0]
        self.window.resize(*size)
        self.window.show()
        self.rooms = self.room
        self.room.active = True
        self.settle()

    def _open(self, person: Person | None) -> RealDesk:
        desk = open_desk(self.folder)
        if person is not None:
            desk.signed_in(session_of(person))
        return desk

    def close(self) -> None:
        """As closing the app does. Harmless a second time."""
        if self.closed:
            return
        self.closed = True
        self.room.active = False
        self.window.close()
        assert self.worker.close(60)
        self.app.removeTranslator(self.tongue._translator)
        del self.window, self.theme
        self._calm = None
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del self.engine

    # Looks

    def look(self, mode: str = "light", scale: float = 1.0) -> None:
        self.theme.setProperty("mode", mode)
        self.theme.setProperty("scale", scale)

    # Touching

    def click(self, name: str, times: int = 1) -> None:
        """Several times as a finger taps twice: nothing is waited for in between, or what was touched may be gone by then."""
        if times == 1:
            super().click(name)
            return
        item = self.still(name)
        for _ in range(times):
            QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.middle(item))
        self.settle()

    def type(self, name: str, text: str) -> None:
        super().type(name, text)
        self.settle()


def photo_file(path: Path, seed: int, place: tuple[float, float] | None = None, when: str = "2026:01:15 09:30:00") -> Path:
    """As a camera writes it: time with its offset, and the place if it knew it."""
    block = making.tiff_block(
        {0x010F: making.text("Camera")}, {0x9003: making.text(when), 0x9011: making.text("+08:00")},
        making.gps(*place) if place else None)
    path.write_bytes(making.jpeg(scene(seed), block))
    return path


def focus_name(window: QQuickWindow) -> str:
    """The name of what the keyboard is on, or of the nearest named thing around it."""
    item: Any = window.activeFocusItem()
    while isinstance(item, QObject) and not item.objectName() and isinstance(item, QQuickItem):
        item = item.parentItem()
    return str(item.objectName()) if isinstance(item, QObject) else ""
