"""EXIF's GPS tags and clocks, row by row, through real bytes and the real parsers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from fieldclient.capture.moment import CLOCK_FLOOR, moment_of, offset_between
from fieldclient.capture.place import datum_named, position_of
from fieldclient.capture.tags import read_tags
from sync.protocol.media import TimeSource
from sync.protocol.position import Datum, Position, PositionSource, distance_m
from sync.protocol.problems import Code, Problem
from tests.fieldclient.capture.making import (
    BYTE,
    GPS,
    SRATIONAL,
    Tag,
    dms,
    gps,
    number,
    ratios,
    text,
    tiff_block,
)

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOME = ZoneInfo("Asia/Shanghai")
ZERO = ratios((0, 1), (0, 1), (0, 1))
UNKNOWN = ratios((0, 0), (0, 0), (0, 0))


def place(tags: dict[int, Tag], order: str = ">") -> tuple[Position | None, Problem | None]:
    read = read_tags(tiff_block(place=tags, order=order))
    assert read is not None
    return position_of(read)


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (36.066, 120.382),
        (-33.8568, 151.2153),
        (40.6892, -74.0445),
        (-22.9519, -43.2105),
        (0.0, 9.45),
        (51.4779, 0.0),
    ],
)
def test_references_give_the_sign(latitude: float, longitude: float, order: str) -> None:
    position, problem = place(gps(latitude, longitude), order)
    assert problem is None and position is not None
    assert position.latitude == pytest.approx(latitude, abs=1e-7)
    assert position.longitude == pytest.approx(longitude, abs=1e-7)
    assert position.source is PositionSource.EXIF
    assert position.datum is Datum.WGS84 and position.original is None


def without(*names: str, **changed: Tag) -> dict[int, Tag]:
    tags = gps(36.066, 120.382, **changed)
    return {key: tag for key, tag in tags.items() if key not in {GPS[name] for name in names}}


BAD_PLACES = [
    ("latitude without its reference", without("latitude_ref"), Code.POSITION_INCOMPLETE),
    ("longitude without its reference", without("longitude_ref"), Code.POSITION_INCOMPLETE),
    ("an empty reference", without(latitude_ref=text("")), Code.POSITION_INCOMPLETE),
    ("references swapped", without(latitude_ref=text("E"), longitude_ref=text("N")), Code.POSITION_INCOMPLETE),
    ("longitude alone", without("latitude", "latitude_ref"), Code.POSITION_INCOMPLETE),
    ("latitude alone", without("longitude", "longitude_ref"), Code.POSITION_INCOMPLETE),
    ("references alone", without("latitude", "longitude"), Code.POSITION_INCOMPLETE),
    ("a latitude of words", without(latitude=text("north of here")), Code.POSITION_ZERO),
    ("0,0", without(latitude=ZERO, longitude=ZERO), Code.POSITION_ZERO),
    ("0,0 without references", without("latitude_ref", "longitude_ref", latitude=ZERO, longitude=ZERO),
     Code.POSITION_ZERO),
    ("0/0", without(latitude=UNKNOWN, longitude=UNKNOWN), Code.POSITION_ZERO),
    ("0/0 in the latitude alone", without(latitude=UNKNOWN), Code.POSITION_ZERO),
    ("0/0 in the seconds", without(longitude=ratios((120, 1), (22, 1), (0, 0))), Code.POSITION_ZERO),
    ("5/0", without(latitude=ratios((5, 0), (3, 1), (0, 1))), Code.POSITION_ZERO),
    ("91 degrees north", without(latitude=dms(91)), Code.POSITION_OUT_OF_RANGE),
    ("181 degrees east", without(longitude=dms(181)), Code.POSITION_OUT_OF_RANGE),
    ("72 minutes", without(latitude=ratios((36, 1), (72, 1), (0, 1))), Code.POSITION_OUT_OF_RANGE),
    ("negative degrees", without(latitude=Tag(SRATIONAL, ((-36, 1), (3, 1), (57, 1)))), Code.POSITION_OUT_OF_RANGE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("tags", "code"), [row[1:] for row in BAD_PLACES], ids=[row[0] for row in BAD_PLACES]
)
def test_a_bad_position_is_none_and_said(tags: dict[int, Tag], code: Code) -> None:
    position, problem = place(tags)
    assert position is None
    assert problem is not None and problem.code is code


def test_an_incomplete_position_says_what_is_missing() -> None:
    _, problem = place(without("longitude_ref"))
    assert problem is not None and problem.facts == {"missing": "GPSLongitudeRef"}
    _, problem = place(without("latitude", "latitude_ref"))
    assert problem is not None and problem.facts == {"missing": "GPSLatitude"}


@pytest.mark.parametrize("tags", [{}, {0x1D: text("2026:05:14")}, {0x06: ratios((12, 1))}])
def test_no_position_at_all_is_no_problem(tags: dict[int, Tag]) -> None:
    assert place(tags) == (None, None)


@pytest.mark.parametrize(
    ("latitude", "expected"),
    [
        (ratios((36, 1), (396, 100), (0, 1)), 36.066),  # degrees and decimal minutes
        (ratios((36066, 1000)), 36.066),  # decimal degrees alone
        (ratios((36, 1), (3, 1), (60, 1)), 36 + 4 / 60),  # seconds rounded up
    ],
)
def test_other_ways_of_writing_degrees(latitude: Tag, expected: float) -> None:
    position, _ = place(without(latitude=latitude))
    assert position is not None and position.latitude == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("letter", ["S", "s", "South", "S "])
def test_references_in_any_writing(letter: str) -> None:
    position, _ = place(without(latitude_ref=text(letter)))
    assert position is not None and position.latitude == pytest.approx(-36.066)


EXTRAS = [
    # field, tags, expected
    ("altitude_m", {"altitude": ratios((1250, 100)), "altitude_ref": number(0, BYTE)}, 12.5),
    ("altitude_m", {"altitude": ratios((1250, 100)), "altitude_ref": number(1, BYTE)}, -12.5),
    ("altitude_m", {"altitude": ratios((1250, 100)), "altitude_ref": number(3, BYTE)}, -12.5),
    ("altitude_m", {"altitude": ratios((1250, 100))}, 12.5),
    ("altitude_m", {"altitude": ratios((0, 0))}, None),
    ("altitude_m", {"altitude": ratios((90_000, 1))}, None),
    ("accuracy_m", {"error": ratios((47, 10))}, 4.7),
    ("accuracy_m", {"error": ratios((0, 1))}, None),
    ("accuracy_m", {"error": ratios((0, 0))}, None),
    ("bearing_deg", {"direction": ratios((27150, 100)), "direction_ref": text("T")}, 271.5),
    ("bearing_deg", {"direction": ratios((360, 1)), "direction_ref": text("T")}, 0),
    ("bearing_deg", {"direction": ratios((27150, 100)), "direction_ref": text("M")}, None),
    ("bearing_deg", {"direction": ratios((27150, 100))}, None),
    ("bearing_deg", {"direction": ratios((400, 1)), "direction_ref": text("T")}, None),
]


@pytest.mark.parametrize(("field", "more", "expected"), EXTRAS)
def test_what_belongs_to_a_position(field: str, more: dict[str, Tag], expected: float | None) -> None:
    position, problem = place(gps(36.066, 120.382, **more))
    assert problem is None and position is not None
    assert getattr(position, field) == expected


DATUM_NAMES = [
    ("", Datum.WGS84), ("WGS-84", Datum.WGS84), ("WGS84", Datum.WGS84), ("wgs 84", Datum.WGS84),
    ("GCJ-02", Datum.GCJ02), ("gcj02", Datum.GCJ02), ("BD-09", Datum.BD09), ("CGCS2000", Datum.CGCS2000),
    ("TOKYO", Datum.UNKNOWN), ("???", Datum.WGS84),
]  # fmt: skip


@pytest.mark.parametrize(("name", "datum"), DATUM_NAMES)
def test_names_of_datums(name: str, datum: Datum) -> None:
    assert datum_named(name) is datum


def test_a_labelled_datum_is_turned_into_wgs84_and_kept_beside_it() -> None:
    plain, _ = place(gps(36.0671, 120.3826))
    shifted, _ = place(gps(36.0671, 120.3826, datum=text("GCJ-02")))
    assert plain is not None and shifted is not None and shifted.original is not None
    assert shifted.datum is Datum.GCJ02
    assert shifted.original.longitude == pytest.approx(120.3826)
    assert distance_m(plain, shifted) == pytest.approx(462, abs=3)
    strange, _ = place(gps(36.0671, 120.3826, datum=text("TOKYO")))
    assert strange is not None and strange.datum is Datum.UNKNOWN
    assert distance_m(plain, strange) == 0


# --- time ---

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
