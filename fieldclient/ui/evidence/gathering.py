"""A room in which evidence is gathered: a draft under the hands, and a stack of pages on top for its photos."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.evidence.camera import CameraBox
from fieldclient.ui.evidence.editor import DraftEditor
from fieldclient.ui.evidence.fix import DeviceFix
from fieldclient.ui.evidence.picker import PhotoPicker
from fieldclient.ui.parts.room import Room
from sync.protocol.position import Position

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class GatheringRoom(Room):
    """`step` is the page on top of the room's own, "" when there is none. This class knows photos, camera and photo.

    Each room declares its `changed` itself: with Qt for Python 6.12 a property whose notifying signal stands in a Python
    base class ends the process.
    """

    stepChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._steps: list[str] = []
        self._photo = ""
        self._editor = DraftEditor(self)
        self._picker = PhotoPicker(self)
        self._camera = CameraBox(self)
        self._fix = DeviceFix(self)

    @Property(DraftEditor, constant=True)
    def editor(self) -> DraftEditor:
        return self._editor

    @Property(PhotoPicker, constant=True)
    def picker(self) -> PhotoPicker:
        return self._picker

    @Property(CameraBox, constant=True)
    def camera(self) -> CameraBox:
        return self._camera

    @Property(DeviceFix, constant=True)
    def fix(self) -> DeviceFix:
        return self._fix

    @Property(str, notify=stepChanged)
    def step(self) -> str:
        return self.top()

    @Property(str, notify=stepChanged)
    def photo(self) -> str:
        """The photo that is looked at, by its hash."""
        return self._photo

    # The stack of pages

    def top(self) -> str:
        return self._steps[-1] if self._steps else ""

    def push(self, step: str) -> None:
        if self.top() != step:
            self._steps.append(step)
            self.stepChanged.emit()

    def show_steps(self, *steps: str) -> None:
        """These pages and no others, the last on top."""
        self._steps = list(steps)
        self.stepChanged.emit()

    @Slot(result=bool)
    def back(self) -> bool:
        """One step back inside the room; False when there is none."""
        if not self._steps:
            return False
        self.left_step(self._steps.pop())
        self.stepChanged.emit()
        return True

    def left_step(self, step: str) -> None:
        """What a room does when one of its own pages is left by going back."""

    # Photos

    @Slot(str)
    def pickPhotos(self, slot: str) -> None:
        """Choose files for a slot, or for wherever there is room."""
        limit = 1 if slot else self._editor.placed().free
        self._picker.start(slot, limit, lambda paths: self._picked(paths, slot))
        if self.top() == "camera":
            self._steps.pop()
        self.push("photos")

    def _picked(self, paths: Sequence[Path], slot: str) -> None:
        self._editor.add_files(paths, slot)
        self.back()

    @Slot(str)
    def takePhoto(self, slot: str) -> None:
        self._camera.start(slot, lambda data: self._taken(data, slot))
        self.ask(lambda desk: desk.check_room(), lambda _: None, self._camera.cannot)
        if self._fix.trusted:
            self._fix.look()
        self.push("camera")

    def _taken(self, data: bytes, slot: str) -> None:
        self._editor.add_bytes(data, slot, self._fix.latest)
        if slot and self.top() == "camera":
            self.back()

    @Slot("QVariantList")
    def dropFiles(self, urls: list[Any]) -> None:
        """Files dragged onto the page are taken as if picked."""
        paths = [Path(QUrl(url).toLocalFile()) for url in urls if QUrl(url).isLocalFile()]
        if paths:
            self._editor.add_files(paths)

    @Slot(str)
    def viewPhoto(self, sha256: str) -> None:
        self._photo = sha256
        self.push("photo")

    # The position of this device

    @Slot()
    def useDevicePosition(self) -> None:
        def found(position: Position) -> None:
            self._editor.change(lambda desk, draft_id: desk.note_fix(draft_id, position))
            self.position_found()

        self._fix.look(found)

    def position_found(self) -> None:
        """What a room does when the device has answered."""
