"""Recording video and voice. The encoder writes into a file of the store from the first second, in a container that can be read
to wherever it is cut; what a kill leaves there is in the draft at the next start.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    Property,
    QElapsedTimer,
    QFile,
    QIODevice,
    QMicrophonePermission,
    QObject,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtQml import QmlElement

from fieldclient.store.recordings import length_of
from fieldclient.ui.evidence.encoding import make_recorder
from fieldclient.ui.evidence.fix import DeviceFix
from fieldclient.ui.evidence.permissions import may_use
from fieldclient.ui.evidence.sound import Levels, Microphone, voice_format
from fieldclient.ui.parts.room import Room
from fieldclient.work.recording import MAX_VIDEO_S, MAX_VOICE_S
from fieldclient.work.views import DraftView
from sync.protocol.media import MediaKind
from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:  # the library is loaded with the first recording
    from PySide6.QtMultimedia import QMediaCaptureSession, QMediaRecorder

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1

_BEAT_MS = 100
_SYNC_BEATS = 20  # a power cut costs two seconds of it
LIMITS_S = {MediaKind.VIDEO: MAX_VIDEO_S, MediaKind.AUDIO: MAX_VOICE_S}


@QmlElement
class Recorder(QObject):
    """One recording at a time: `state` goes from "" by "starting" to "recording" and by "ending" back to "".

    `kept` tells the draft that has it now; `problem` is a sentence about why there is none, or why it ended early.
    """

    changed = Signal()
    kept = Signal(object)

    def __init__(self, room: Room | None = None, fix: DeviceFix | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._fix = fix
        self.microphone: Microphone | None = None
        self._kind = MediaKind.VIDEO
        self._state = self._problem = self._draft_id = ""
        self._path: Path | None = None
        self._file: QFile | None = None
        self._session: QMediaCaptureSession | None = None
        self._recorder: QMediaRecorder | None = None
        self._sources: list[Any] = []  # what the session hears by; Qt does not own it
        self._levels = Levels()
        self._ended: Code | None = None
        self._left = False  # before it had begun
        self._clock = QElapsedTimer()
        self._beats = 0
        self._beat = QTimer(self, interval=_BEAT_MS)
        self._beat.timeout.connect(self._tick)

    @Property(str, notify=changed)
    def state(self) -> str:
        return self._state

    @Property(bool, notify=changed)
    def recording(self) -> bool:
        return self._state == "recording"

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._problem

    @Property(float, notify=changed)
    def share(self) -> float:
        """How much of the longest length is used, 0 to 1."""
        return min(1.0, self._seconds() / LIMITS_S[self._kind])

    @Property(str, notify=changed)
    def length(self) -> str:
        return length_of(self._seconds())

    @Property(str, notify=changed)
    def longest(self) -> str:
        return length_of(LIMITS_S[self._kind])

    @Property("QVariantList", notify=changed)
    def bars(self) -> list[float]:
        """How loud it was, 0 to 1, a bar for each tenth of a second; of a voice note."""
        return self._levels.bars

    def _seconds(self) -> float:
        return self._clock.elapsed() / 1000 if self._state in ("recording", "ending") and self._clock.isValid() else 0.0

    # Beginning

    def start_video(self, draft_id: str, session: QMediaCaptureSession) -> None:
        """What the session's camera sees, with sound where there is a microphone that may be used."""
        self._start(MediaKind.VIDEO, draft_id, session)

    def start_voice(self, draft_id: str) -> None:
        from PySide6.QtMultimedia import QMediaCaptureSession

        self._start(MediaKind.AUDIO, draft_id, QMediaCaptureSession())

    def ready(self, kind: MediaKind) -> None:
        """Somebody looks at the page of it: what was said about the last one is over."""
        if not self._state:
            self._kind, self._problem, self._levels = kind, "", Levels()
            self.changed.emit()

    def _start(self, kind: MediaKind, draft_id: str, session: QMediaCaptureSession) -> None:
        if self._state or not draft_id:
            return
        self.ready(kind)
        self._draft_id, self._session, self._state, self._ended = draft_id, session, "starting", None
        self._left = False
        self.changed.emit()
        may_use(QMicrophonePermission(), self._hear)

    def _hear(self, refused: Problem | None) -> None:
        """A voice needs its microphone; a video goes on without."""
        if self._left:
            self._not_begun()
            return
        problem = refused or self._connect_sound()
        if problem is not None and self._kind is MediaKind.AUDIO:
            self._cannot(problem)
            return
        if problem is not None:
            self._problem = self._room.words.sentence(Problem(Code.RECORDING_SILENT))
        draft_id, kind = self._draft_id, self._kind
        self._room.do(lambda desk: desk.recordings.begin(draft_id, kind), self._began, self._cannot)

    def _connect_sound(self) -> Problem | None:
        from PySide6.QtMultimedia import QAudioBufferInput, QAudioInput, QMediaDevices

        assert self._session is not None
        if self._kind is MediaKind.AUDIO:
            source = QAudioBufferInput(voice_format())
            self._session.setAudioBufferInput(source)
            self._sources = [source]
            self.microphone = self.microphone or Microphone(self)
            self.microphone.heard.connect(self._heard)
            return None if self.microphone.start(source) else Problem(Code.NO_MICROPHONE)
        if self._session.audioBufferInput() is not None:  # fed from elsewhere
            return None
        if QMediaDevices.defaultAudioInput().isNull():
            return Problem(Code.NO_MICROPHONE)
        heard = QAudioInput()
        self._session.setAudioInput(heard)
        self._sources = [heard]
        return None

    def _began(self, path: Path) -> None:
        if self._left:
            draft_id = self._draft_id
            self._room.ask(lambda desk: desk.recordings.keep(draft_id, path), lambda _: None)  # nothing is in it: nothing stays
            self._not_begun()
            return
        self._path = path
        self._file = QFile(str(path))
        self._file.open(QIODevice.OpenModeFlag.WriteOnly | QIODevice.OpenModeFlag.Unbuffered)
        assert self._session is not None
        self._recorder = make_recorder(self._kind, self._session)
        self._recorder.setOutputDevice(self._file)
        self._recorder.recorderStateChanged.connect(self._turned)
        self._recorder.errorOccurred.connect(self._failed)
        self._clock.start()
        self._beats, self._state = 0, "recording"
        self._recorder.record()
        self._beat.start()
        self.changed.emit()

    # On the way

    def _heard(self, data: bytes) -> None:
        if self._levels.add(data):
            self.changed.emit()

    def _tick(self) -> None:
        self._beats += 1
        if self._seconds() >= LIMITS_S[self._kind]:
            self.stop()
        elif self._beats % _SYNC_BEATS == 0 and self._path is not None:
            path = self._path
            self._room.ask(lambda desk: desk.recordings.sync(path), lambda _: None, self._no_room)
        self.changed.emit()

    def _no_room(self, problem: Problem) -> None:
        self._ended = Code.RECORDING_NO_ROOM if problem.code is Code.DISK_FULL else Code.RECORDING_FAILED
        self.stop()

    def _failed(self, *_: object) -> None:
        self._ended = self._ended or Code.RECORDING_FAILED

    # Ending

    def leave(self) -> None:
        """Nobody looks at its page any more. One that had not begun does not begin: a camera's session goes with the page."""
        if self._state == "starting":
            self._left = True
            if self._kind is MediaKind.VIDEO:
                self._session = None
        self.stop()

    def _not_begun(self) -> None:
        self._let_go()
        self._state = self._problem = ""
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """It is kept when the encoder has put its last bytes down."""
        if self._state == "recording" and self._recorder is not None:
            self._state = "ending"
            self._beat.stop()
            self.changed.emit()
            self._recorder.stop()

    def _turned(self, state: QMediaRecorder.RecorderState) -> None:
        if state.name != "StoppedState" or self._path is None:
            return
        self._beat.stop()
        length, path, draft_id = self.length, self._path, self._draft_id
        self._let_go()
        position = self._fix.best if self._fix is not None else None
        ended = self._ended

        def done(view: DraftView | None) -> None:
            self._state = self._problem = ""
            if ended is not None or view is None:
                self._problem = self._room.words.sentence(Problem(ended or Code.RECORDING_FAILED, length=length))
            self.changed.emit()
            if view is not None:
                self.kept.emit(view)

        self._room.do(lambda desk: desk.recordings.keep(draft_id, path, position), done, self._cannot)

    def _let_go(self) -> None:
        """Of microphone, encoder and file; the session goes on without them."""
        if self.microphone is not None and self._kind is MediaKind.AUDIO:
            self.microphone.stop()
            if self._sources:  # it was heard
                self.microphone.heard.disconnect(self._heard)
        if self._file is not None:
            self._file.close()
        if self._session is not None:
            self._session.setRecorder(None)
            if self._sources and self._kind is MediaKind.VIDEO:
                self._session.setAudioInput(None)
        if self._recorder is not None:
            self._recorder.deleteLater()
        self._recorder = self._session = self._file = self._path = None
        self._sources = []

    def _cannot(self, problem: Problem) -> None:
        self._let_go()
        self._state = ""
        self._problem = self._room.words.sentence(problem)
        self.changed.emit()
