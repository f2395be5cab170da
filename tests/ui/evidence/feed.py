"""What a camera, a microphone and a receiver would give, fed to the window by Qt's own inputs: pictures, a tone, NMEA."""

from __future__ import annotations

import array
import math
from datetime import UTC, datetime, timedelta
from functools import reduce
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QElapsedTimer, QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QAudioBuffer,
    QAudioBufferInput,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoFrameInput,
)
from PySide6.QtQml import QQmlProperty
from PySide6.QtQuick import QQuickItem

from fieldclient.ui.evidence.sound import RATE_HZ, Microphone, voice_format
from tests.ui.evidence.stage import Theatre

BEAT_MS = 50


class FedCamera:
    """Shows `image` from now on; `show` changes it."""

    def __init__(self, stage: Theatre, image: QImage) -> None:
        self._stage = stage
        self.sent = 0
        size = image.size()
        form = QVideoFrameFormat(QSize(size), QVideoFrameFormat.PixelFormat.Format_RGBX8888)
        self.input = QVideoFrameInput(form, stage.room)
        stage.until(lambda: any(is_viewfinder(item) for item in stage.items()), "the viewfinder")
        self.view = next(item for item in stage.items() if is_viewfinder(item))
        self.show(image)
        assert QQmlProperty.write(self.view, "session.videoFrameInput", self.input)
        self._clock = QElapsedTimer()
        self._clock.start()
        self._beat = QTimer(stage.room, interval=BEAT_MS)
        self._beat.timeout.connect(self._send)
        self._beat.start()
        stage.until(lambda: self.sent >= 5, "frames are shown")

    def show(self, image: QImage) -> None:
        self._image = image.convertToFormat(QImage.Format.Format_RGBX8888)

    def _send(self) -> None:
        frame = QVideoFrame(self._image)
        at = self._clock.nsecsElapsed() // 1000
        frame.setStartTime(at)
        frame.setEndTime(at + BEAT_MS * 1000)
        self.sent += self.input.sendVideoFrame(frame)

    def stop(self) -> None:
        self._beat.stop()


def is_viewfinder(item: QQuickItem) -> bool:
    return item.metaObject().className().startswith("CameraView")


def tone(at: int, count: int, loud: float = 0.3) -> bytes:
    """`count` samples of 440 Hz, from sample `at` on."""
    return array.array("h", [int(32767 * loud * math.sin(2 * math.pi * 440 * (at + each) / RATE_HZ)) for each in range(count)]).tobytes()


class FedMicrophone(Microphone):
    """Hears a tone that swells once a second; everything after it is the product's own."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._at = 0
        self._clock = QElapsedTimer()
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._hear)

    def start(self, into: QAudioBufferInput) -> bool:
        self._input = into
        self._at = 0
        self._clock.start()
        self._beat.start()
        return True

    def stop(self) -> None:
        self._beat.stop()

    def _hear(self) -> None:
        due = self._clock.elapsed() * RATE_HZ // 1000
        data = tone(self._at, due - self._at, 0.05 + 0.4 * (self._clock.elapsed() % 1000) / 1000)
        if self._input.sendAudioBuffer(QAudioBuffer(QByteArray(data), voice_format())):
            self._at = due
            self.heard.emit(data)


def receiver(path: Path, latitude: float, longitude: float) -> Path:
    """A log of two minutes of standing still, from now on; for the `nmea` source."""
    degrees = [f"{int(value):0{width}d}{value % 1 * 60:07.4f}" for value, width in ((latitude, 2), (longitude, 3))]
    begin = datetime.now(UTC)
    lines = []
    for second in range(120):
        at = begin + timedelta(seconds=second)
        lines.append(sentence(f"GPRMC,{at:%H%M%S}.00,A,{degrees[0]},N,{degrees[1]},E,000.0,000.0,{at:%d%m%y},,,A"))
        lines.append(sentence(f"GPGGA,{at:%H%M%S}.00,{degrees[0]},N,{degrees[1]},E,1,11,0.8,21.0,M,6.0,M,,"))
    path.write_text("".join(lines), "ascii")
    return path


def sentence(body: str) -> str:
    return f"${body}*{reduce(lambda a, b: a ^ b, body.encode()):02X}\r\n"
