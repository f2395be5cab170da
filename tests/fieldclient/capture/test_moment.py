"""EXIF's clocks, row by row, through real bytes and the real parsers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from fieldclient.capture.moment import CLOCK_FLOOR, moment_of, offset_between
from fieldclient.capture.tags import read_tags
from sync.protocol.media import TimeSource
from sync.protocol.problems import Code
from tests.fieldclient.capture.making import (
    Tag,
    ratios,
    text,
    tiff_block,
)

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOME = ZoneInfo("Asia/Shanghai")
ZERO = ratios((0, 1), (0, 1), (0, 1))
UNKNOWN = ratios((0, 0), (0, 0), (0, 0))

SHOT = "2026:05:14 16:21:07"


def moment(
    image: dict[int, Tag] | None = None,
    exif: dict[int, Tag] | None = None,
    place: dict[int, Tag] | None = None,
):
    tags = read_tags(tiff_block(image, exif or {}, place or {}))
    assert tags is not None
    return moment_of(tags, HOME, NOW)


def clock(text_: str = SHOT, offset: str | None = None, fraction: str | None = None) -> dict[int, Tag]:
    tags = {0x9003: text(text_)}
    if offset is not None:
        tags[0x9011] = text(offset)
    if fraction is not None:
        tags[0x9291] = text(fraction)
    return tags


def utc(date: str, hours: int, minutes: int, seconds: int) -> dict[int, Tag]:
    return {0x1D: text(date), 0x07: ratios((hours, 1), (minutes, 1), (seconds, 1))}


def test_a_named_offset_is_best() -> None:
    found = moment(exif=clock(offset="+08:00", fraction="25"), place=utc("2026:05:14", 8, 21, 9))
    assert found.taken_at == datetime(2026, 5, 14, 16, 21, 7, 250_000, timezone(timedelta(hours=8)))
    assert found.taken_at is not None and found.taken_at.utcoffset() == timedelta(hours=8)
    assert (found.source, found.offset_known) == (TimeSource.EXIF_OFFSET, True)
    assert found.fixed_at == datetime(2026, 5, 14, 8, 21, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("offset", "hours"),
    [("-05:00", -5), ("+05:45", 5.75), ("+0530", 5.5), ("Z", 0), ("+14:00", 14), ("-09:30", -9.5)],
)
def test_offsets_of_the_world(offset: str, hours: float) -> None:
    found = moment(exif=clock(offset=offset))
    assert found.taken_at is not None and found.taken_at.utcoffset() == timedelta(hours=hours)
    assert found.source is TimeSource.EXIF_OFFSET


@pytest.mark.parametrize("offset", ["", "   :  ", "+25:00", "+08:75", "CST", "+99:99"])
def test_an_offset_that_is_none_leaves_local_time(offset: str) -> None:
    found = moment(exif=clock(offset=offset))
    assert found.taken_at == datetime(2026, 5, 14, 16, 21, 7, tzinfo=HOME)
    assert (found.source, found.offset_known, found.problem) == (TimeSource.EXIF_LOCAL, False, None)


def test_the_receiver_gives_a_missing_offset() -> None:
    found = moment(exif=clock(), place=utc("2026:05:14", 8, 20, 30))
    assert found.taken_at is not None and found.taken_at.isoformat() == "2026-05-14T16:21:07+08:00"
    assert (found.source, found.offset_known) == (TimeSource.EXIF_GPS, True)


def test_two_clocks_that_disagree_give_no_offset() -> None:
    found = moment(exif=clock(), place=utc("2026:05:14", 8, 14, 0))
    assert (found.source, found.offset_known) == (TimeSource.EXIF_LOCAL, False)


def test_the_receiver_alone() -> None:
    found = moment(place=utc("2026:05:14", 8, 21, 7))
    assert found.taken_at == datetime(2026, 5, 14, 8, 21, 7, tzinfo=UTC)
    assert (found.source, found.offset_known) == (TimeSource.EXIF_GPS, True)


@pytest.mark.parametrize(
    ("place_tags"),
    [
        utc("2026:05:14", 25, 0, 0), utc("2026:13:41", 8, 0, 0), utc("1970:01:01", 0, 0, 0), utc("2099:01:01", 0, 0, 0),
        utc("", 8, 0, 0), {0x1D: text("2026:05:14"), 0x07: UNKNOWN}, {0x1D: text("2026:05:14")}, {0x07: ZERO},
    ],
)  # fmt: skip
def test_a_broken_receiver_time_is_no_time(place_tags: dict[int, Tag]) -> None:
    found = moment(place=place_tags)
    assert (found.taken_at, found.fixed_at) == (None, None)


def test_the_offset_of_the_edit_is_not_that_of_the_shot() -> None:
    edited = moment({0x0132: text("2026:06:01 02:00:00")}, clock() | {0x9010: text("-05:00")})
    assert (edited.source, edited.offset_known) == (TimeSource.EXIF_LOCAL, False)
    untouched = moment({0x0132: text(SHOT)}, clock() | {0x9010: text("+08:00")})
    assert (untouched.source, untouched.offset_known) == (TimeSource.EXIF_OFFSET, True)


@pytest.mark.parametrize(
    "absurd",
    [
        "0000:00:00 00:00:00", "1970:01:01 00:00:00", "1980:01:01 00:00:00", "2099:01:01 10:00:00",
        "2026:02:30 10:00:00", "2026:05:14 25:00:00", "2026:05:14", "12345", "9999:99:99 99:99:99",
    ],
)  # fmt: skip
def test_an_absurd_clock_is_said_and_not_used(absurd: str) -> None:
    found = moment(exif=clock(absurd))
    assert (found.taken_at, found.source) == (None, None)
    assert found.problem is not None and found.problem.code is Code.TIME_ABSURD
    assert found.problem.facts == {"found": absurd}


def test_beside_an_absurd_clock_the_receiver_still_counts() -> None:
    found = moment(exif=clock("2099:01:01 00:00:00"), place=utc("2026:05:14", 8, 21, 7))
    assert found.taken_at == datetime(2026, 5, 14, 8, 21, 7, tzinfo=UTC)
    assert found.source is TimeSource.EXIF_GPS
    assert found.problem is not None


def test_beside_an_absurd_clock_the_same_cameras_other_clock_does_not() -> None:
    found = moment({0x0132: text("2024:01:01 00:00:00")}, clock("0000:00:00 00:00:00"))
    assert found.taken_at is None and found.problem is not None


@pytest.mark.parametrize("blank", ["    :  :     :  :  ", "", "   "])
def test_a_blank_clock_is_absent(blank: str) -> None:
    found = moment(exif=clock(blank))
    assert (found.taken_at, found.problem) == (None, None)


@pytest.mark.parametrize(
    "other", ["2026-05-14 16:21:07", "2026-05-14T16:21:07", "2026/05/14 16:21:07", f" {SHOT} "]
)
def test_other_ways_of_writing_a_time(other: str) -> None:
    assert moment(exif=clock(other)).taken_at == datetime(2026, 5, 14, 16, 21, 7, tzinfo=HOME)


def test_digitized_and_modified_times_stand_in() -> None:
    assert moment(exif={0x9004: text(SHOT), 0x9012: text("+08:00")}).source is TimeSource.EXIF_OFFSET
    assert moment({0x0132: text(SHOT)}).source is TimeSource.EXIF_LOCAL


@pytest.mark.parametrize(
    ("local", "offset_h"),
    [("2026:03:08 01:59:59", -5), ("2026:03:08 03:00:00", -4), ("2026:11:01 00:30:00", -4)],
)
def test_local_time_follows_the_home_zone_over_daylight_saving(local: str, offset_h: int) -> None:
    tags = read_tags(tiff_block(exif=clock(local)))
    assert tags is not None
    found = moment_of(tags, ZoneInfo("America/New_York"), NOW)
    assert found.taken_at is not None and found.taken_at.utcoffset() == timedelta(hours=offset_h)


def test_a_device_clock_that_fell_back_does_not_condemn_photos() -> None:
    tags = read_tags(tiff_block(exif=clock(offset="+08:00")))
    assert tags is not None
    assert moment_of(tags, HOME, datetime(2000, 1, 1, tzinfo=UTC)).problem is None
    later = read_tags(tiff_block(exif=clock("2031:05:14 16:21:07")))
    assert later is not None
    assert moment_of(later, HOME, NOW).problem is not None
    assert moment_of(later, HOME, datetime(2031, 6, 1, tzinfo=UTC)).problem is None
    assert CLOCK_FLOOR.tzinfo is UTC


@pytest.mark.parametrize(
    ("seconds", "expected_h"),
    [(8 * 3600, 8), (8 * 3600 + 179, 8), (8 * 3600 + 181, None), (-9.5 * 3600, -9.5), (15 * 3600, None)],
)
def test_offset_between_two_clocks(seconds: float, expected_h: float | None) -> None:
    at = datetime(2026, 5, 14, 8, 0, tzinfo=UTC)
    found = offset_between((at + timedelta(seconds=seconds)).replace(tzinfo=None), at)
    assert found == (None if expected_h is None else timedelta(hours=expected_h))
