"""What the headers of videos, voice notes and box-structured pictures say, read by seeking: nothing is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from fieldclient.capture.adts import read_adts
from fieldclient.capture.matroska import read_matroska

_MAX_BOXES = 4000  # per level; a phone's video has about twenty
_EPOCH_1904 = datetime(1904, 1, 1, tzinfo=UTC)
_TRACKS_HEAD_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Recording:
    """A video or a voice note. `created_at` is UTC as the file has it, sane or not; `playable` needs its index."""

    mime: str
    duration_s: float | None = None
    created_at: datetime | None = None
    whole: bool = True
    playable: bool = True


def read_recording(file: BinaryIO, mime: str, size_bytes: int) -> Recording:
    """Look into the container that `sniff` named. Raises nothing but OSError."""
    if mime in ("video/mp4", "video/quicktime", "video/3gpp", "audio/mp4"):
        return _iso_recording(file, mime, size_bytes)
    if mime in ("audio/wav", "video/x-msvideo"):
        return _riff_recording(file, mime, size_bytes)
    if mime in ("video/webm", "video/x-matroska"):
        return _matroska_recording(file, mime, size_bytes)
    if mime == "audio/aac":
        duration_s, whole = read_adts(file, size_bytes)
        return Recording(mime, duration_s, whole=whole)
    return Recording(mime)


@dataclass(frozen=True, slots=True)
class Box:
    """One box of an ISO base media file; `end` may lie beyond the file when it was cut short."""

    kind: bytes
    body: int
    end: int


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes between two offsets, in order. Stops at the first that makes no sense."""
    for _ in range(_MAX_BOXES):
        if start + 8 > end:
            return
        file.seek(start)
        head = file.read(16)
        if len(head) < 8:
            return
        length, body = int.from_bytes(head[:4], "big"), start + 8
        if length == 1 and len(head) == 16:
            length, body = int.from_bytes(head[8:16], "big"), start + 16
        elif length == 0:  # "up to the end of the file"
            length = end - start
        if start + length < body:
            return
        yield Box(head[4:8], body, start + length)
        start += length


def is_whole(file: BinaryIO, size_bytes: int) -> bool:
    """Whether every outer box of an ISO base media file ends within the file, and nothing is left over."""
    last = 0
    for box in boxes(file, 0, size_bytes):
        last = box.end
    return last == size_bytes


def _iso_recording(file: BinaryIO, mime: str, size_bytes: int) -> Recording:
    index = next((box for box in boxes(file, 0, size_bytes) if box.kind == b"moov"), None)
    whole = is_whole(file, size_bytes)
    if index is None or index.end > size_bytes:
        return Recording(mime, whole=False, playable=False)
    created_at, duration_s = None, None
    tracks: set[bytes] = set()
    for box in boxes(file, index.body, index.end):
        if box.kind == b"mvhd":
            created_at, duration_s = _movie_header(_body(file, box, 32))
        elif box.kind == b"trak":
            tracks.add(_handler(file, box))
    if b"soun" in tracks and b"vide" not in tracks:
        mime = {"video/3gpp": "audio/3gpp"}.get(mime, "audio/mp4")
    return Recording(mime, duration_s, created_at, whole, playable=True)


def _body(file: BinaryIO, box: Box, limit: int) -> bytes:
    file.seek(box.body)
    return file.read(min(limit, box.end - box.body))


def _movie_header(body: bytes) -> tuple[datetime | None, float | None]:
    """Creation time (seconds since 1904, UTC; 0 is unset) and duration from an `mvhd` of either version."""
    wide = body[:1] == b"\x01"
    word = 8 if wide else 4
    if len(body) < 8 + 3 * word:
        return None, None
    created = int.from_bytes(body[4 : 4 + word], "big")
    at = 4 + 2 * word
    scale = int.from_bytes(body[at : at + 4], "big")
    length = int.from_bytes(body[at + 4 : at + 4 + word], "big")
    unknown = length == 2 ** (8 * word) - 1
    duration_s = length / scale if scale and not unknown and length / scale < 864_000 else None
    try:
        return (_EPOCH_1904 + timedelta(seconds=created) if created else None), duration_s
    except OverflowError:
        return None, duration_s


def _handler(file: BinaryIO, track: Box) -> bytes:
    """`vide`, `soun` or another handler type of a track."""
    for media in boxes(file, track.body, track.end):
        if media.kind == b"mdia":
            for box in boxes(file, media.body, media.end):
                if box.kind == b"hdlr":
                    return _body(file, box, 12)[8:12]
    return b""


def _riff_recording(file: BinaryIO, mime: str, size_bytes: int) -> Recording:
    file.seek(4)
    whole = int.from_bytes(file.read(4), "little") + 8 <= size_bytes
    duration_s = _wave_duration_s(file, size_bytes) if mime == "audio/wav" else None
    return Recording(mime, duration_s, whole=whole)


def _wave_duration_s(file: BinaryIO, size_bytes: int) -> float | None:
    at, bytes_per_s = 12, 0
    for _ in range(64):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return None
        length = int.from_bytes(head[4:8], "little")
        if head[:4] == b"fmt ":
            bytes_per_s = int.from_bytes(file.read(12)[8:12], "little")
        if head[:4] == b"data":
            there = min(length, size_bytes - at - 8)
            return there / bytes_per_s if bytes_per_s else None
        at += 8 + length + length % 2
    return None


def _matroska_recording(file: BinaryIO, mime: str, size_bytes: int) -> Recording:
    """One without an end is played as far as it goes; its whole blocks stand for themselves."""
    spoken = read_matroska(file, size_bytes)
    mime = _matroska_mime(file, mime)
    return Recording(mime, spoken.duration_s, spoken.created_at, spoken.whole) if spoken is not None else Recording(mime)


def _matroska_mime(file: BinaryIO, mime: str) -> str:
    """Video unless the track list near the start names sound alone (element TrackType, 1 video, 2 sound)."""
    file.seek(0)
    head = file.read(_TRACKS_HEAD_BYTES)
    _, found, tracks = head.partition(b"\x16\x54\xae\x6b")
    only_sound = found and b"\x83\x81\x02" in tracks and b"\x83\x81\x01" not in tracks
    return mime.replace("video/", "audio/") if only_sound else mime
