"""What the viewfinder's page sees of what is behind it: its readable half."""

from __future__ import annotations

import tempfile
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from fieldclient.ui.evidence.editor import DraftEditor
from fieldclient.ui.evidence.fix import DeviceFix
from fieldclient.ui.evidence.ghost import Ghost
from fieldclient.ui.evidence.painted import PaintedFrames  # noqa: F401 - the viewfinder names it
from fieldclient.ui.evidence.recorder import Recorder
from fieldclient.ui.evidence.senses import Senses
from fieldclient.ui.parts.room import Room
from fieldclient.work.views import DraftView

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CameraState(QObject):
    """`asking` is "" while the shutter is open, "remark" when something is to be said about the last shot, and "leaving" when
    the person goes and a shot is missing that the act asks for. Neither holds anybody up: each has a way on.
    """

    changed = Signal()
    finished = Signal()  # nothing more to take here

    def __init__(self, room: Room | None = None, editor: DraftEditor | None = None, fix: DeviceFix | None = None,
                 parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._editor = editor
        self._fix = fix or DeviceFix(room, self)
        self._senses = Senses(self)
        self._ghost = Ghost(room, self._fix, self._senses, self)
        self._recorder = Recorder(room, self._fix, self)
        self._purpose = self._problem = self._asking = self._remark = self._picture = self._last = ""
        self._taken = self._under_way = 0
        self._turn = 0  # the viewfinder was opened so often: what was shot before is of another turn
        self._full = self._open = self._allowed = self._burst = False
        self._known: DraftView | None = None  # as it was after the last shot: the editor hears of it a moment later
        self._series: list[str] = []  # of the burst under way, by hash
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    # What the page binds to

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

    @Property(bool, notify=changed)
    def allowed(self) -> bool:
        """The system lets this app look through the camera."""
        return self._allowed

    @Property(str, notify=changed)
    def asking(self) -> str:
        return self._asking

    @Property(str, notify=changed)
    def remark(self) -> str:
        """What is said about the last shot, or about the one that is missing."""
        return self._remark

    @Property(str, notify=changed)
    def picture(self) -> str:
        """The last shot, small."""
        return self._picture

    @Property(Ghost, constant=True)
    def ghost(self) -> Ghost:
        return self._ghost

    @Property(Senses, constant=True)
    def senses(self) -> Senses:
        return self._senses

    @Property(Recorder, constant=True)
    def recorder(self) -> Recorder:
        return self._recorder

    @Property(DeviceFix, constant=True)
    def fix(self) -> DeviceFix:
        return self._fix

    @Property(bool, notify=changed)
    def burst(self) -> bool:
        return self._burst
