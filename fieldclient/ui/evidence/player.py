"""A recording that is looked at or listened to, and the waveform of a voice. Playing itself is QML (RecordingView)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QUrl, Signal
from PySide6.QtQml import QmlElement

from fieldclient.store.recordings import length_of
from fieldclient.ui.evidence.sound import Levels, voice_format
from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.work.views import PhotoView
from sync.protocol.media import MediaKind

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDecoder

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class RecordingPlayer(QObject):
    """`show` names a video or a voice note. `bars` come a moment later, decoded beside the window."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._file: PhotoView | None = None
        self._levels = Levels()
        self._decoder: QAudioDecoder | None = None

    def show(self, file: PhotoView) -> None:
        self._file, self._levels = file, Levels()
        self._end()
        self.changed.emit()
        if file.kind is MediaKind.AUDIO and self.is_here():
            self._draw(str(file.path))

    def is_here(self) -> bool:
        return self._file is not None and self._file.path is not None and not self._file.preview

    @Property(str, notify=changed)
    def sha256(self) -> str:
        return self._file.sha256 if self._file else ""

    @Property(bool, notify=changed)
    def video(self) -> bool:
        return self._file is not None and self._file.kind is MediaKind.VIDEO

    @Property(bool, notify=changed)
    def here(self) -> bool:
        """Its bytes are on this device; else only a picture of it is, or nothing."""
        return self.is_here()

    @Property(str, notify=changed)
    def source(self) -> str:
        return file_url(self._file.path) if self._file is not None and self.is_here() else ""

    @Property(str, notify=changed)
    def poster(self) -> str:
        return file_url(self._file.thumbnail) if self._file is not None else ""

    @Property(str, notify=changed)
    def length(self) -> str:
        return length_of(self._file.duration_s) if self._file is not None and self._file.duration_s else ""

    @Property("QVariantList", notify=changed)
    def bars(self) -> list[float]:
        return self._levels.bars

    def _draw(self, path: str) -> None:
        """Qt decodes on a thread of its own; each piece costs the window a fraction of a millisecond."""
        from PySide6.QtMultimedia import QAudioDecoder

        decoder = self._decoder = QAudioDecoder(self)
        decoder.setAudioFormat(voice_format())
        decoder.setSource(QUrl.fromLocalFile(path))
        decoder.bufferReady.connect(self._piece)
        decoder.finished.connect(self._end)
        decoder.start()

    def _end(self) -> None:
        """Of the one before, too: nobody reads what it goes on decoding."""
        decoder, self._decoder = self._decoder, None
        if decoder is not None:
            decoder.bufferReady.disconnect(self._piece)
            decoder.finished.disconnect(self._end)
            decoder.stop()
            decoder.deleteLater()

    def _piece(self) -> None:
        decoder = self._decoder
        if decoder is None or self.sender() is not decoder:
            return
        while decoder.bufferAvailable():
            buffer = decoder.read()
            if buffer.isValid():
                self._levels.add(bytes(buffer.constData()))
        self.changed.emit()
