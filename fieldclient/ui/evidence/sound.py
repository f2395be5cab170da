"""The microphone: what it hears goes on as buffers, and how loud it was is kept for the waveform."""

from __future__ import annotations

import array
import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QObject, Signal

if TYPE_CHECKING:  # the library is loaded with the first recording
    from PySide6.QtMultimedia import QAudioBufferInput, QAudioFormat, QAudioSource

RATE_HZ = 16_000  # all that speech needs
BAR_MS = 100
_FLOOR_DB = -50.0  # a quiet room; below it the bar is flat


def voice_format() -> QAudioFormat:
    from PySide6.QtMultimedia import QAudioFormat

    made = QAudioFormat()
    made.setSampleRate(RATE_HZ)
    made.setChannelCount(1)
    made.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return made


def loudness(samples: array.array[int]) -> float:
    """0 (silence) to 1 (as loud as it goes) of 16-bit samples, by decibels as ears do."""
    if not samples:
        return 0.0
    mean = math.sqrt(sum(each * each for each in samples) / len(samples)) / 32768
    return max(0.0, min(1.0, 1 - 20 * math.log10(max(mean, 1e-6)) / _FLOOR_DB))


class Levels:
    """Bars of `BAR_MS` each from whatever pieces the samples come in."""

    def __init__(self) -> None:
        self.bars: list[float] = []
        self._rest: array.array[int] = array.array("h")

    def add(self, data: bytes) -> int:
        """Returns how many bars are new."""
        self._rest.frombytes(data[: len(data) // 2 * 2])
        bar, before = RATE_HZ * BAR_MS // 1000, len(self.bars)
        while len(self._rest) >= bar:
            self.bars.append(loudness(self._rest[:bar]))
            del self._rest[:bar]
        return len(self.bars) - before


class Microphone(QObject):
    """Between `start` and `stop` everything heard is handed to `into`. `heard` tells the bytes, for the waveform."""

    heard = Signal(bytes)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: QAudioSource | None = None
        self._device: QIODevice | None = None
        self._into: QAudioBufferInput | None = None
        self._waiting = bytearray()

    def start(self, into: QAudioBufferInput) -> bool:
        """False when there is no microphone."""
        from PySide6.QtMultimedia import QAudioSource, QMediaDevices

        device = QMediaDevices.defaultAudioInput()
        if device.isNull():
            return False
        self._into = into
        self._source = QAudioSource(device, voice_format(), self)
        self._device = self._source.start()
        if self._device is None:
            return False
        self._device.readyRead.connect(self._read)
        into.readyToSendAudioBuffer.connect(self._send)
        return True

    def stop(self) -> None:
        if self._source is not None:
            self._source.stop()
            self._source.deleteLater()
        self._source = self._device = self._into = None
        self._waiting.clear()

    def _read(self) -> None:
        if self._device is None:
            return
        data = bytes(self._device.readAll().data())
        self._waiting += data
        self.heard.emit(data)
        self._send()

    def _send(self) -> None:
        from PySide6.QtCore import QByteArray
        from PySide6.QtMultimedia import QAudioBuffer

        whole = len(self._waiting) // 2 * 2
        if self._into is None or not whole:
            return
        if self._into.sendAudioBuffer(QAudioBuffer(QByteArray(bytes(self._waiting[:whole])), voice_format())):
            del self._waiting[:whole]
