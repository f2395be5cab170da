"""Behind the viewfinder: from the shutter to the kept bytes, a kind word about the shot, and which shot comes next.

What sees is QML and loaded lazily (CameraView). A photo is in its draft before anything is said about it.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QCameraPermission, QObject, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement

from fieldclient.capture.flaws import Flaw, Remark
from fieldclient.ui.evidence.camera_state import CameraState
from fieldclient.ui.evidence.editor import DraftEditor
from fieldclient.ui.evidence.fix import DeviceFix
from fieldclient.ui.evidence.permissions import may_use
from fieldclient.ui.evidence.slots import place, slots_for
from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.work.views import DraftView, PhotoView
from sync.protocol.lifecycle import Act
from sync.protocol.media import MediaKind, Shot
from sync.protocol.problems import Code, Problem

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1

JPEG_QUALITY = 92
_SAID_OF_A_SHOT = (Flaw.FINGER, Flaw.DARK, Flaw.BLURRED, Flaw.TOO_SMALL)  # what another shot would mend
_MISSING = {"far": Flaw.MISSING_FAR, "near": Flaw.MISSING_NEAR}


@QmlElement
class CameraBox(CameraState):
    """For which slot a photo is taken and what became of it."""

    def __init__(self, room: Room | None = None, editor: DraftEditor | None = None, fix: DeviceFix | None = None,
                 parent: QObject | None = None) -> None:
        super().__init__(room, editor, fix, parent)
        self._recorder.kept.connect(self._recorded)

    def start(self, purpose: str, before: PhotoView | None = None) -> None:
        """`purpose` is the slot that is to be filled, "" for photos wherever there is room; `before` becomes the ghost."""
        self._purpose, self._taken, self._asking, self._known = purpose, 0, "", None
        self._turn, self._series = self._turn + 1, []
        self._problem, self._full, self._burst = "", False, False
        self._ghost.show(before)
        self._recorder.ready(MediaKind.VIDEO)
        self.changed.emit()

    def opened(self) -> None:
        """The viewfinder is on the screen."""
        if self._open:
            return
        self._open = True
        may_use(QCameraPermission(), self._permitted)
        self._fix.watch()
        self._senses.start()

    def _permitted(self, refused: Problem | None) -> None:
        self._allowed = refused is None
        if refused is not None:
            self.cannot(refused)
        self.changed.emit()

    def closed(self) -> None:
        """It is not any more, however the person left: what is being recorded is kept."""
        if self._open:
            self._open = False
            self._recorder.leave()
            self._fix.unwatch()
            self._senses.stop()

    # Shooting

    @Slot(result=str)
    def shotPath(self) -> str:
        """Where the camera may write its next file. Only a stop on the way: the desk keeps the bytes under their hash."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="fieldclient-camera-")
        self._under_way += 1
        return str(Path(self._folder.name) / f"shot-{self._taken}-{self._under_way}.jpg")

    @Slot(str)
    def saved(self, path: str) -> None:
        """The camera has written its file: read it on the store's thread and keep it."""
        file = Path(path)

        def read() -> bytes:
            data = file.read_bytes()
            file.unlink(missing_ok=True)
            return data

        self._keep(read)

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
        self._keep(lambda: encoded(image))

    def _keep(self, data_of: Callable[[], bytes]) -> None:
        editor = self._editor
        if editor is None or editor.view is None:
            return
        draft_id, position = editor.view.id, self._fix.best or self._fix.latest
        shot = None if not self._purpose else self._shot() if not self._series else Shot.OTHER
        burst, turn, usage = self._burst, self._turn, editor.usage_of(self._purpose)

        def job(desk: Any) -> tuple[DraftView, str]:
            data = data_of()
            view = desk.add_photo_bytes(draft_id, data, shot=shot, position=position, usage=usage)
            return view, hashlib.sha256(data).hexdigest()

        def kept(answer: tuple[DraftView, str]) -> None:
            view, sha256 = answer
            if turn != self._turn:  # it is safe in its draft; another shot is being taken now
                editor.reload()
                return
            self._taken += 1
            self._know(view)
            self._problem, self._full = "", False
            photo = next((each for each in view.photos if each.sha256 == sha256), None)
            self._picture = file_url(photo.picture) if photo is not None else ""
            self._series.append(sha256)
            self.changed.emit()
            if not (burst and self._burst):
                self._judge(draft_id)

        self._room.do(job, kept, self.cannot)

    def _shot(self) -> Shot | None:
        view = self._editor.view if self._editor is not None else None
        slots = slots_for(view.act, view.kind) if view is not None else ()
        return next((slot.shot for slot in slots if slot.key == self._purpose), None)

    @Slot(bool)
    def setBurst(self, running: bool) -> None:
        """While the shutter is held, shots follow each other; when it is let go they are looked at together."""
        was, self._burst = self._burst, running
        if was and not running and self._series and self._editor is not None and self._editor.view is not None:
            self._judge(self._editor.view.id)
        self.changed.emit()

    # A word about the shot

    def _judge(self, draft_id: str) -> None:
        """Measured on the store's thread, after the photos are safe. Of a series the first that is good takes the slot."""
        series, self._series, turn = self._series, [], self._turn
        shot = self._shot() if self._purpose else None

        def look(desk: Any) -> tuple[DraftView, str, tuple[Remark, ...]]:
            remarks = desk.advice.remarks(draft_id)
            said = {each: of_shot(remarks.get(each, ())) for each in series}
            best = min(series, key=lambda each: len(said[each]), default="")
            if shot is not None and len(series) > 1 and best != series[0]:
                desk.move_photo(draft_id, series[0], Shot.OTHER)
                desk.move_photo(draft_id, best, shot)
            return desk.draft(draft_id), best, said.get(best, ())

        def told(answer: tuple[DraftView, str, tuple[Remark, ...]]) -> None:
            if turn != self._turn:
                return
            view, self._last, remarks = answer
            self._know(view)
            if remarks:
                self._remark, self._asking = self._room.words.of(remarks[0].flaw), "remark"
                self.changed.emit()
            else:
                self._go_on(view)

        self._room.do(look, told, self.cannot)

    @Slot()
    def retake(self) -> None:
        """Not that one: out of the draft (its bytes stay on the device), and the shutter is open again."""
        editor, sha256, self._asking = self._editor, self._last, ""
        self.changed.emit()
        if editor is not None and editor.view is not None:
            draft_id = editor.view.id
            self._taken = max(0, self._taken - 1)
            self._room.do(lambda desk: desk.remove_photo(draft_id, sha256), self._know, self.cannot)

    def _know(self, view: DraftView) -> None:
        self._known = view
        if self._editor is not None:
            self._editor.reload()

    @Slot()
    def keepIt(self) -> None:
        """Good enough; the person sees what it shows."""
        self._asking = ""
        self.changed.emit()
        if self._editor is not None and self._editor.view is not None:
            draft_id, turn = self._editor.view.id, self._turn
            self._room.ask(lambda desk: desk.draft(draft_id), lambda view: self._go_on(view) if turn == self._turn else None)

    def _go_on(self, view: DraftView) -> None:
        """To the next shot that the act asks for; without one the viewfinder has done its work."""
        if not self._purpose:
            return
        self._purpose = next_slot(view)
        self.changed.emit()
        if not self._purpose:
            self.finished.emit()

    # Leaving

    @Slot()
    def leave(self) -> None:
        """Away from here. Once it is said kindly that a shot is missing, while the person still stands there."""
        missing = next_slot(self._known) if self._known is not None and self._taken else ""
        if self._asking == "leaving" or missing not in _MISSING:
            self.goAway()
            return
        self._recorder.stop()
        self._asking, self._purpose = "leaving", missing
        self._remark = self._room.words.of(_MISSING[missing])
        self.changed.emit()

    @Slot()
    def stay(self) -> None:
        self._asking = ""
        self.changed.emit()

    @Slot()
    def goAway(self) -> None:
        self._asking = ""
        self.finished.emit()

    # Video

    @Slot(QObject)
    def record(self, session: QObject) -> None:
        """Begin a video of what this session sees, or end the one that is under way."""
        if self._recorder.state:
            self._recorder.stop()
        elif self._editor is not None and self._editor.view is not None:
            self._recorder.start_video(self._editor.view.id, session)  # type: ignore[arg-type]

    def _recorded(self, view: DraftView) -> None:
        self._know(view)
        self._taken += 1
        self.changed.emit()

    # What goes wrong

    @Slot()
    def failed(self) -> None:
        self.cannot(Problem(Code.CAMERA_BUSY))

    def cannot(self, problem: Problem) -> None:
        """Said in the viewfinder; with no room left on the disk the shutter stays shut."""
        self._full = problem.code is Code.DISK_FULL
        self._problem = self._room.words.sentence(problem)
        self.changed.emit()


def of_shot(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """What another shot would mend; where the place is missing is said all the time beside the receiver's word."""
    return tuple(each for each in remarks if each.flaw in _SAID_OF_A_SHOT)


def next_slot(view: DraftView) -> str:
    """The first slot that an act asks for and that is empty; "" when there is none."""
    if view.act is Act.SELF_HANDLED:
        return ""  # between before and after lies the work
    placed = place(view.act, view.kind, view.photos)
    return next((slot.key for slot, photo in placed.slots if slot.required and photo is None), "")


def encoded(image: QImage) -> bytes:
    """A JPEG of the frame. DISK_FAILED when there is no memory for it."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "JPG", JPEG_QUALITY):  # type: ignore[call-overload]
        raise Problem(Code.DISK_FAILED)
    return bytes(buffer.data().data())
