"""EXIF's GPS tags, row by row, through real bytes and the real parsers."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from fieldclient.capture.place import datum_named, position_of
from fieldclient.capture.tags import read_tags
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
