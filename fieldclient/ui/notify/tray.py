"""The icon in the tray: how much waits, and a menu. On Linux by the session's bus, elsewhere by Qt's own tray.

Made after the first page is filled. Where there is no tray nothing is missing: all of it is in the window.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Slot

from fieldclient.ui.notify.bus_notes import Note
from fieldclient.ui.notify.face import face, network_pixels
from fieldclient.ui.notify.tray_item import Look, TrayItem
from fieldclient.ui.words import Words

MENU = ("open", "new_report", "", "outbox", "sync", "pause", "", "quit")
SIZES = (22, 44)  # as panels have them, plain and at double density
_SHOWN_MS = 10_000


def look_of(words: Words, waiting: int, strip: tuple[str, ...], attention: str) -> Look:
    """`strip`: network word, waiting, attention, as on the strip. Nothing of any case is in it."""
    tip = " · ".join(part for part in strip if part)
    icons = tuple(network_pixels(face(size, waiting, trouble=attention != "")) for size in SIZES)
    menu = tuple((name, words.phrase(f"tray_{name}") if name else "") for name in MENU)
    return Look(words.phrase("app_name"), tip, icons, attention != "", menu)


class Tray(QObject):
    """`chosen` hears of the menu, on the window's thread. `says`: it can show notifications as well."""

    def __init__(
        self, worker: Any, tongue: Any, frame: Any, chosen: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._worker, self._tongue, self._frame, self._chosen = worker, tongue, frame, chosen
        self._item: TrayItem | None = None
        self._own: Any = None  # Qt's
        self._told: tuple[Any, ...] | None = None
        self.there = False

    @property
    def says(self) -> bool:
        return self._own is not None

    def start(self, window: Any) -> None:
        if sys.platform == "linux":
            self._item = TrayItem(
                chosen=lambda name: self._worker.later(lambda: self._chosen(name)),
                there=lambda there: self._worker.later(lambda: self._heard(there)))
        else:
            self._make_own(window)
        self._frame.stripChanged.connect(self.refresh)
        self._tongue.changed.connect(self.refresh)
        self.refresh()

    def close(self) -> None:
        if self._item is not None:
            self._item.close()
        if self._own is not None:
            self._own.deleteLater()
            self._own = None

    @Slot()
    def refresh(self) -> None:
        """Only what differs is drawn and told."""
        frame = self._frame
        strip = (frame.network, frame.waiting, frame.attention)
        told = (frame.waitingCount, strip, self._tongue.words.language)
        if told == self._told:
            return
        self._told = told
        look = look_of(self._tongue.words, frame.waitingCount, strip, frame.attention)
        if self._item is not None:
            self._item.show(look)
        if self._own is not None:
            self._own.setProperty("tip", f"{look.title} · {look.tip}")

    def say(self, note: Note) -> None:
        """A notification by the tray itself. Whether the screen is locked nobody tells here, so nothing private."""
        if self._own is not None:
            self._own.setProperty("key", note.key)
            self._own.show(note.title, note.private, _SHOWN_MS)

    def _heard(self, there: bool) -> None:
        self.there = there

    def _make_own(self, window: Any) -> None:
        """Qt's tray of this system. None where it has none."""
        from PySide6.QtQml import QQmlComponent, qmlEngine

        component = QQmlComponent(qmlEngine(window), QUrl.fromLocalFile(str(Path(__file__).with_name("OwnTray.qml"))), self)
        words = self._tongue.words
        made = component.createWithInitialProperties({
            "names": [name for name in MENU if name], "texts": [words.phrase(f"tray_{name}") for name in MENU if name]})
        if made is not None:
            made.setParent(self)
            made.chosen.connect(self._chosen)
            made.clicked.connect(lambda key: self.parent().open(key))
            self._own = made
