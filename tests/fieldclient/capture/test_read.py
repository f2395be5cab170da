"""Reading files as evidence, on real bytes. What can be wrong with a file is in `test_read_bad`."""

from __future__ import annotations

import hashlib
import os
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fieldclient.capture.evidence import Evidence
from fieldclient.capture.read import read_evidence
from sync.protocol.media import MediaKind, Origin, Shot, TimeSource, Usage
from sync.protocol.problems import Code, Problem
from tests.fieldclient.capture.making import (
    BYTE,
    encoded,
    gps,
    heic,
    jpeg,
    movie,
    number,
    picture,
    ratios,
    text,
    tiff_block,
    wave,
)

HOME = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, tzinfo=UTC)

FULL = tiff_block(
    {0x010F: text("FieldCam"), 0x0110: text("FieldCam F1"), 0x0112: number(6)},
    {0x9003: text("2026:05:14 16:21:07"), 0x9011: text("+08:00"), 0x9291: text("5")},
    gps(
        36.066,
        120.382,
        altitude=ratios((187, 10)),
        altitude_ref=number(0, BYTE),
        error=ratios((4, 1)),
        direction=ratios((90, 1)),
        direction_ref=text("T"),
        date=text("2026:05:14"),
        time=ratios((8, 1), (21, 1), (6, 1)),
    ),
)


def look(folder: Path, data: bytes, name: str = "a.jpg") -> Evidence:
    path = folder / name
    path.write_bytes(data)
    return read_evidence(path, home_zone=HOME, now=NOW)


def codes(found: Evidence) -> list[Code]:
    return [each.code for each in found.told]


def test_everything_a_photo_says(tmp_path: Path) -> None:
    data = jpeg(block=FULL)
    found = look(tmp_path, data)
    assert found.usable and found.told == ()
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert (found.size_bytes, found.mime, found.kind) == (len(data), "image/jpeg", MediaKind.PHOTO)
    assert (found.width, found.height, found.orientation) == (800, 600, 6)
    assert found.camera == "FieldCam F1"
    assert found.taken_at is not None
    assert found.taken_at.isoformat() == "2026-05-14T16:21:07.500000+08:00"
    assert (found.time_source, found.offset_known) == (TimeSource.EXIF_OFFSET, True)
    position = found.position
    assert position is not None
    assert (position.accuracy_m, position.altitude_m, position.bearing_deg) == (4, 18.7, 90)
    assert position.fixed_at == datetime(2026, 5, 14, 8, 21, 6, tzinfo=UTC)


def test_it_becomes_a_media_ref(tmp_path: Path) -> None:
    found = look(tmp_path, jpeg(block=FULL))
    ref = found.media_ref(usage=Usage.REPORT, shot=Shot.NEAR, origin=Origin.FILE)
    assert (ref.sha256, ref.size_bytes, ref.mime) == (found.sha256, found.size_bytes, found.mime)
    assert (ref.usage, ref.shot, ref.origin) == (Usage.REPORT, Shot.NEAR, Origin.FILE)
    assert (ref.captured_at, ref.time_source, ref.position) == (
        found.taken_at,
        TimeSource.EXIF_OFFSET,
        found.position,
    )
    assert (ref.width, ref.height, ref.orientation, ref.camera) == (800, 600, 6, "FieldCam F1")


def test_what_cannot_be_taken_becomes_no_media_ref(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        look(tmp_path, b"").media_ref(usage=Usage.REPORT)
    assert caught.value.code is Code.FILE_EMPTY


@pytest.mark.parametrize("kind", ["HEIC", "PNG", "WEBP", "AVIF"])
def test_exif_in_other_formats(tmp_path: Path, kind: str) -> None:
    block = tiff_block(exif={0x9003: text("2026:05:14 16:21:07")}, place=gps(-33.8568, 151.2153))
    if kind == "HEIC":
        data = heic(block=block)
    else:
        data = encoded(kind, exif=b"Exif\0\0" + block)
    found = look(tmp_path, data, f"a.{kind.lower()}")
    assert found.told == ()
    assert (found.width, found.height, found.orientation) == (800, 600, 1)
    assert found.position is not None
    assert found.position.latitude == pytest.approx(-33.8568, abs=1e-6)
    assert found.taken_at == datetime(2026, 5, 14, 16, 21, 7, tzinfo=HOME)
    assert found.time_source is TimeSource.EXIF_LOCAL


def test_a_photo_without_exif_has_only_the_files_time(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg())
    os.utime(path, (1_778_000_000, 1_778_000_000))
    found = read_evidence(path, home_zone=HOME, now=NOW)
    assert (found.position, found.told) == (None, ())
    assert found.taken_at == datetime.fromtimestamp(1_778_000_000, UTC)
    assert found.taken_at is not None and found.taken_at.utcoffset() == timedelta(hours=8)
    assert found.time_source is TimeSource.FILE


def test_an_absurd_clock_is_not_replaced_by_the_file_it_stamped(tmp_path: Path) -> None:
    found = look(tmp_path, jpeg(block=tiff_block(exif={0x9003: text("0000:00:00 00:00:00")})))
    assert found.usable and codes(found) == [Code.TIME_ABSURD]
    assert (found.taken_at, found.time_source) == (None, None)


def test_everything_wrong_is_said_the_worst_first(tmp_path: Path) -> None:
    block = tiff_block(exif={0x9003: text("2099:01:01 00:00:00")}, place={0x02: ratios((36, 1))})
    found = look(tmp_path, jpeg(picture(200, 100), block=block), "a.png")
    assert found.usable
    assert codes(found) == [
        Code.POSITION_INCOMPLETE,
        Code.TIME_ABSURD,
        Code.FILE_TOO_SMALL,
        Code.FILE_MISLABELLED,
    ]


@pytest.mark.parametrize("block", [b"not a tiff at all", b"", b"II*\0", b"MM\0*\xff\xff\xff\xff"])
def test_broken_exif_costs_only_itself(tmp_path: Path, block: bytes) -> None:
    found = look(tmp_path, jpeg(block=block))
    assert found.usable and found.width == 800
    assert set(codes(found)) <= {Code.EXIF_BROKEN}
    assert found.time_source is TimeSource.FILE
    if not block.startswith((b"II", b"MM")):
        assert codes(found) == [Code.EXIF_BROKEN]


def test_endless_exif_is_given_up(tmp_path: Path) -> None:
    """Directories that each point to the next, every one with the largest number of entries."""
    chain = b"".join(struct.pack(">H", 0xFFFF) + bytes(10) for _ in range(5000))
    started = time.monotonic()
    found = look(tmp_path, jpeg(block=b"MM\0*\0\0\0\x08" + chain))
    assert time.monotonic() - started < 60  # to the end of it would take hours
    assert found.usable


# --- videos and voice notes ---


def test_a_video(tmp_path: Path) -> None:
    created = int(
        (datetime(2026, 5, 14, 8, 21, 7, tzinfo=UTC) - datetime(1904, 1, 1, tzinfo=UTC)).total_seconds()
    )
    for wide in (False, True):
        found = look(tmp_path, movie(created=created, wide=wide), "a.mp4")
        assert found.usable and found.told == ()
        assert (found.mime, found.kind, found.duration_s) == ("video/mp4", MediaKind.VIDEO, 12.5)
        assert found.taken_at == datetime(2026, 5, 14, 8, 21, 7, tzinfo=UTC)
        assert found.time_source is TimeSource.CONTAINER
        assert found.media_ref(usage=Usage.REPORT).duration_s == 12.5


def test_a_container_with_sound_alone_is_a_voice_note(tmp_path: Path) -> None:
    found = look(tmp_path, movie(tracks=[b"soun"]), "a.m4a")
    assert (found.mime, found.kind, found.told) == ("audio/mp4", MediaKind.AUDIO, ())
    assert look(tmp_path, movie(tracks=[b"soun"], brand=b"3gp4"), "a.3gp").mime == "audio/3gpp"


def test_a_voice_note(tmp_path: Path) -> None:
    found = look(tmp_path, wave(1.5), "a.wav")
    assert (found.mime, found.kind, found.duration_s) == ("audio/wav", MediaKind.AUDIO, 1.5)
    cut = look(tmp_path, wave(1.5)[:-8000], "a.wav")
    assert cut.usable and codes(cut) == [Code.FILE_TRUNCATED] and cut.duration_s == 1.0


def test_a_video_whose_index_was_never_written(tmp_path: Path) -> None:
    assert not look(tmp_path, movie(index=False), "a.mp4").usable
    assert codes(look(tmp_path, movie()[:-30], "a.mp4")) == [Code.FILE_TRUNCATED]


@pytest.mark.parametrize("created", [1, 2**32 - 1])
def test_a_video_of_an_absurd_time(tmp_path: Path, created: int) -> None:
    found = look(tmp_path, movie(created=created), "a.mp4")
    assert found.usable and codes(found) == [Code.TIME_ABSURD] and found.taken_at is None


def test_webm_of_sound_alone(tmp_path: Path) -> None:
    head = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + bytes(20) + b"\x16\x54\xae\x6b\x90"
    assert look(tmp_path, head + b"\x83\x81\x02" + bytes(50), "a.webm").mime == "audio/webm"
    assert look(tmp_path, head + b"\x83\x81\x01" + bytes(50), "a.webm").mime == "video/webm"
