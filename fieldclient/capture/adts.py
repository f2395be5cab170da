"""Sound as frames of AAC, one after the other (ISO 13818-7, ADTS): what voice notes are kept in.

Each frame has its own head, so that a file that was cut anywhere is good up to its last whole frame and needs no mending.
"""

from __future__ import annotations

from typing import BinaryIO

_RATES_HZ = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_SAMPLES = 1024  # of one frame
_MAX_FRAMES = 200_000
_HEAD_BYTES = 7


def frame(head: bytes, at: int = 0) -> tuple[int, int] | None:
    """Length in bytes and samples per second of the frame that begins there; None when none does."""
    if len(head) < at + _HEAD_BYTES or head[at] != 0xFF or head[at + 1] & 0xF6 != 0xF0:
        return None
    rate = head[at + 2] >> 2 & 0xF
    length = (head[at + 3] & 3) << 11 | head[at + 4] << 3 | head[at + 5] >> 5
    if rate >= len(_RATES_HZ) or length < _HEAD_BYTES:
        return None
    return length, _RATES_HZ[rate]


def is_adts(head: bytes) -> bool:
    """Two frames, one behind the other: two bytes alone begin too many other things."""
    first = frame(head)
    if first is None:
        return False
    second = frame(head, first[0])
    return second is not None and second[1] == first[1]


def read_adts(file: BinaryIO, size_bytes: int) -> tuple[float, bool]:
    """The length in seconds, and whether the last frame is whole."""
    at, seconds = 0, 0.0
    for _ in range(_MAX_FRAMES):
        file.seek(at)
        found = frame(file.read(_HEAD_BYTES))
        if found is None or at + found[0] > size_bytes:
            return seconds, at == size_bytes
        at += found[0]
        seconds += _SAMPLES / found[1]
    return seconds, True
