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
from fieldclient.ui.evidence.marker import PhotoMarker
from fieldclient.ui.evidence.picker import PhotoPicker
from fieldclient.ui.evidence.player import RecordingPlayer
from fieldclient.ui.evidence.recorder import Recorder
from fieldclient.ui.parts.room import Room
from fieldclient.work.views import DraftView, PhotoView
from sync.protocol.media import MediaKind
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
        self._fix = DeviceFix(self)
        self._camera = CameraBox(self, self._editor, self._fix)
        self._camera.finished.connect(self._camera_done)
        self._voice = Recorder(self, self._fix)
        self._voice.kept.connect(self._voice_kept)
        self._player = RecordingPlayer(self)
        self._marker = PhotoMarker(self, self._editor)
        self.stepChanged.connect(self._watch_steps)

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

    @Property(Recorder, constant=True)
    def voice(self) -> Recorder:
        return self._voice

    @Property(RecordingPlayer, constant=True)
    def player(self) -> RecordingPlayer:
        return self._player

    @Property(PhotoMarker, constant=True)
    def marker(self) -> PhotoMarker:
        return self._marker

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
        self._camera.start(slot, self.before_photo(slot))
        self.ask(lambda desk: desk.check_room(), lambda _: None, self._camera.cannot)
        self.push("camera")

    def before_photo(self, slot: str) -> PhotoView | None:
        """What the viewfinder shows as a ghost: the photo of before, for an act that answers one."""
        return None

    def _camera_done(self) -> None:
        if self.top() == "camera":
            self.back()

    def _watch_steps(self) -> None:
        """However a page is left, camera, microphone and receiver are let go."""
        if "camera" in self._steps:
            self._camera.opened()
        else:
            self._camera.closed()
        if self.top() != "voice":
            self._voice.leave()
        if "mark" not in self._steps:
            self._marker.leave()

    @Slot()
    def takeVoice(self) -> None:
        """A page of its own: a voice needs no camera."""
        self._voice.ready(MediaKind.AUDIO)
        self.push("voice")

    @Slot()
    def recordVoice(self) -> None:
        """Begin, or end what is under way."""
        if self._voice.state:
            self._voice.stop()
        elif self._editor.view is not None:
            self._voice.start_voice(self._editor.view.id)

    def _voice_kept(self, view: DraftView) -> None:
        self._editor.reload()
        if self.top() == "voice" and not self._voice.problem:
            self.back()

    @Slot("QVariantList")
    def dropFiles(self, urls: list[Any]) -> None:
        """Files dragged onto the page are taken as if picked."""
        paths = [Path(QUrl(url).toLocalFile()) for url in urls if QUrl(url).isLocalFile()]
        if paths:
            self._editor.add_files(paths)

    @Slot(str)
    def viewPhoto(self, sha256: str) -> None:
        """A photo of the draft, large; a video or a voice note is played."""
        self._photo = sha256
        view = self._editor.view
        found = next((each for each in view.photos if each.sha256 == sha256), None) if view is not None else None
        if found is not None and found.kind is not MediaKind.PHOTO:
            self._player.show(found)
            self.push("recording")
        else:
            self.push("photo")

    @Slot()
    def markPhoto(self) -> None:
        """Draw on the photo that is looked at."""
        if self._editor.view is not None and self._photo:
            self._marker.begin(self._editor.view.id, self._photo)
            self.push("mark")

    # The position of this device

    @Slot()
    def useDevicePosition(self) -> None:
        def found(position: Position) -> None:
            self._editor.change(lambda desk, draft_id: desk.note_fix(draft_id, position))
            self.position_found()

        self._fix.look(found)

    def position_found(self) -> None:
        """What a room does when the device has answered."""
