"""Videos and voice notes that were cut: read as far as they go, wherever the cut is, and never with an exception."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest

from fieldclient.capture.adts import frame, is_adts, read_adts
from fieldclient.capture.matroska import read_matroska
from fieldclient.capture.read import read_evidence
from fieldclient.capture.sniff import sniff
from sync.protocol.media import MediaKind
from sync.protocol.problems import Code


def element(name: bytes, body: bytes, unknown: bool = False) -> bytes:
    size = b"\x01" + (b"\xff" * 7 if unknown else len(body).to_bytes(7, "big"))
    return name + size + body


def cluster(at_ms: int, *blocks_ms: int) -> bytes:
    blocks = b"".join(element(b"\xa3", b"\x81" + each.to_bytes(2, "big", signed=True) + b"\x80" + bytes(300)) for each in blocks_ms)
    return element(b"\x1f\x43\xb6\x75", element(b"\xe7", at_ms.to_bytes(3, "big")) + blocks)


HEAD = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"matroska"))
TRACKS = element(b"\x16\x54\xae\x6b", element(b"\xae", b"\x83\x81\x01"))


def film(duration_ms: float | None, *, unknown: bool = False) -> bytes:
    told = element(b"\x44\x89", struct.pack(">d", duration_ms)) if duration_ms is not None else b""
    info = element(b"\x15\x49\xa9\x66", element(b"\x2a\xd7\xb1", (1_000_000).to_bytes(3, "big")) + told
                   + element(b"\x44\x61", (10**9 * 86_400).to_bytes(8, "big")))
    return HEAD + element(b"\x18\x53\x80\x67", info + TRACKS + cluster(0, 0, 40, 80) + cluster(1000, 0, 40, 500), unknown)


def test_a_whole_one_tells_its_length_and_birth() -> None:
    data = film(1540.0)
    spoken = read_matroska(io.BytesIO(data), len(data))
    assert spoken is not None and spoken.whole and spoken.duration_s == 1.54
    assert spoken.created_at is not None and spoken.created_at.isoformat() == "2001-01-02T00:00:00+00:00"


@pytest.mark.parametrize("unknown", [True, False])
def test_one_without_its_end_is_as_long_as_what_is_there(unknown: bool) -> None:
    data = film(None, unknown=unknown)
    for cut, seconds in ((len(data), 1.5), (len(data) - 400, 1.04)):
        spoken = read_matroska(io.BytesIO(data[:cut]), cut)
        assert spoken is not None and spoken.duration_s == seconds
        assert spoken.whole is (cut == len(data) and not unknown)


def test_a_cut_anywhere_is_no_exception(tmp_path: Path) -> None:
    data = film(1540.0, unknown=True)
    for cut in range(0, len(data), 7):
        spoken = read_matroska(io.BytesIO(data[:cut]), cut)
        assert spoken is None or spoken.duration_s is None or spoken.duration_s <= 1.54
    (tmp_path / "a.mkv").write_bytes(data[:-300])
    found = read_evidence(tmp_path / "a.mkv")
    assert found.usable and found.mime == "video/x-matroska" and found.kind is MediaKind.VIDEO
    assert [problem.code for problem in found.problems] == [Code.FILE_TRUNCATED]


def sound(length: int = 60, rate: int = 8) -> bytes:
    """One frame of 16 kHz."""
    return bytes([0xFF, 0xF1, 1 << 6 | rate << 2, 0x40 | length >> 11, length >> 3 & 0xFF, (length & 7) << 5 | 0x1F, 0xFC]) + bytes(length - 7)


def test_frames_of_sound_are_counted_and_a_cut_one_is_not() -> None:
    data = sound() * 50
    assert frame(data) == (60, 16_000) and is_adts(data) and sniff(data[:4096]) == "audio/aac"
    assert read_adts(io.BytesIO(data), len(data)) == (pytest.approx(3.2), True)
    assert read_adts(io.BytesIO(data[:-5]), len(data) - 5) == (pytest.approx(49 * 0.064), False)


@pytest.mark.parametrize("data", [b"", b"\xff\xf1", b"\xff\xd8\xff\xe0" + bytes(60), b"\xff\xfb\x90\x64" * 40, sound() + bytes(90), sound(60, 15) * 3])
def test_what_only_begins_like_sound_is_none(data: bytes) -> None:
    assert not is_adts(data)


def test_a_maze_of_bodies_without_a_length_is_given_up() -> None:
    """A few kilobytes in which every block would be looked for behind every other."""
    maze = HEAD + element(b"\x18\x53\x80\x67", element(b"\x1f\x43\xb6\x75", b"\xa0\xff\xec\x80" * 1200, unknown=True), unknown=True)
    reads = []

    class Counted(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            reads.append(size)
            return super().read(size)

    assert read_matroska(Counted(maze), len(maze)) is None
    assert len(reads) <= 200_000
