"""How recordings are encoded: in containers that can be read to where they were cut, by codecs that every wheel of Qt brings.

Matroska is written cluster by cluster and has each frame's time beside it; MP4 without its index is nothing. AAC in ADTS has a
head for every frame. H.264 is left to those who hold a licence for it; MPEG-4 part 2 is larger by a third and plays anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from fieldclient.ui.evidence.sound import RATE_HZ
from fieldclient.work.recording import VIDEO_BITS_PER_S, VOICE_BITS_PER_S
from sync.protocol.media import MediaKind

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaCaptureSession, QMediaRecorder

LONG_SIDE_PX = 1280


def make_recorder(kind: MediaKind, session: QMediaCaptureSession) -> QMediaRecorder:
    """A recorder of this session, ready but for where it writes."""
    from PySide6.QtMultimedia import QMediaFormat, QMediaRecorder

    recorder = QMediaRecorder()
    made = QMediaFormat()
    made.setAudioCodec(QMediaFormat.AudioCodec.AAC)
    if kind is MediaKind.AUDIO:
        made.setFileFormat(QMediaFormat.FileFormat.AAC)
    else:
        made.setFileFormat(QMediaFormat.FileFormat.Matroska)
        made.setVideoCodec(QMediaFormat.VideoCodec.MPEG4)
        recorder.setVideoBitRate(VIDEO_BITS_PER_S)
        size = fitted(_seen(session))
        if size.isValid():
            recorder.setVideoResolution(size)
    recorder.setMediaFormat(made)
    recorder.setEncodingMode(QMediaRecorder.EncodingMode.AverageBitRateEncoding)
    recorder.setAudioBitRate(VOICE_BITS_PER_S if kind is MediaKind.AUDIO else 2 * VOICE_BITS_PER_S)
    recorder.setAudioSampleRate(RATE_HZ)
    recorder.setAudioChannelCount(1)
    session.setRecorder(recorder)
    return recorder


def _seen(session: QMediaCaptureSession) -> QSize:
    """The size of the pictures that come now, as they are shown."""
    sink = session.videoSink()
    return sink.videoSize() if sink is not None else QSize()


def fitted(size: QSize) -> QSize:
    """Within `LONG_SIDE_PX`, in even numbers, which encoders ask for; invalid when it may stay as it is."""
    longest = max(size.width(), size.height())
    if longest <= LONG_SIDE_PX:
        return QSize()
    return QSize(size.width() * LONG_SIDE_PX // longest // 2 * 2, size.height() * LONG_SIDE_PX // longest // 2 * 2)
