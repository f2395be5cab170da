"""The camera's side of the store: from the shutter to the kept bytes. The viewfinder itself is QML and loaded lazily."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QBuffer, QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.room import Room
from sync.protocol.problems import Code, Problem

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1

JPEG_QUALITY = 92


@QmlElement
class CameraBox(QObject):
    """For whom a photo is taken and what becomes of it. `taken` counts what was kept since the camera was opened."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._keep: Callable[[bytes], None] | None = None
        self._purpose = ""
        self._taken = 0
        self._problem = ""
        self._full = False
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def start(self, purpose: str, keep: Callable[[bytes], None]) -> None:
        """`keep` gets the bytes of each photo, on the window's thread."""
        self._purpose, self._keep, self._taken = purpose, keep, 0
        self._problem, self._full = "", False
        self.changed.emit()

    @Property(str, notify=changed)
    def purpose(self) -> str:
        """The slot that is being filled; the page says what it should show."""
        return self._purpose

    @Property(int, notify=changed)
    def taken(self) -> int:
        return self._taken

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._problem

    @Property(bool, notify=changed)
    def full(self) -> bool:
        return self._full

    @Slot(result=str)
    def shotPath(self) -> str:
        """Where the camera may write its next file. Only a stop on the way: the desk keeps the bytes under their hash."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="fieldclient-camera-")
        return str(Path(self._folder.name) / f"shot-{self._taken}.jpg")

    @Slot(str)
    def saved(self, path: str) -> None:
        """The camera has written its file: read it on the store's thread and hand it on."""
        file = Path(path)

        def read(desk: object) -> bytes:
            data = file.read_bytes()
            file.unlink(missing_ok=True)
            return data

        self._room.ask(read, self._hand_on, lambda problem: self.failed())

    @Slot(QObject)
    def takeFrame(self, output: QObject) -> None:
        """The frame that a video output shows now, as a JPEG made on the store's thread."""
        # Known to Python before the sink is asked for, or it comes as a bare object; loaded by the viewfinder anyway.
        from PySide6.QtMultimedia import QVideoSink

        sink = output.property("videoSink")
        image = sink.videoFrame().toImage() if isinstance(sink, QVideoSink) else QImage()
        if image.isNull():
            self.failed()
            return
        self._room.ask(lambda desk: encoded(image), self._hand_on, lambda problem: self.failed())

    def _hand_on(self, data: bytes) -> None:
        self._taken += 1
        self._problem = ""
        self.changed.emit()
        if self._keep is not None:
            self._keep(data)

    @Slot()
    def failed(self) -> None:
        self.cannot(Problem(Code.NO_CAMERA))

    def cannot(self, problem: Problem) -> None:
        """Said in the viewfinder; with no room left on the disk the shutter stays shut."""
        self._full = problem.code is Code.DISK_FULL
        self._problem = self._room.words.sentence(problem)
        self.changed.emit()


def encoded(image: QImage) -> bytes:
    """A JPEG of the frame. DISK_FAILED when there is no memory for it."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "JPG", JPEG_QUALITY):  # type: ignore[call-overload]
        raise Problem(Code.DISK_FAILED)
    return bytes(buffer.data().data())
