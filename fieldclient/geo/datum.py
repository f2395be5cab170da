"""WGS-84, GCJ-02 and BD-09: three readings of one place that lie up to 1.4 km apart in China.

Stored degrees are WGS-84 (`sync.protocol.position`). These functions are for edges alone: a photo, a map or a peer that says
it speaks another datum. Shifting twice, or shifting an unlabelled pair, puts a report into another street.

GCJ-02 is not published. The formula is the one every open map library uses; it agrees with the licensed converters to a
few decimetres, so no result here is good for surveying. Backwards there is no formula: the forward shift is undone by
iteration until it is exact to a micrometre.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sync.protocol.position import Datum, Original, Position, PositionSource

Pair = tuple[float, float]  # latitude, longitude in degrees

_A = 6_378_245.0  # Krassovsky 1940, semi-major axis in metres: what the shift was fitted to
_EE = 0.00669342162296594323  # its first eccentricity squared
_BD_TURN = math.pi * 3000 / 180
_EXACT_DEG = 1e-11  # about a micrometre on the ground
_MAX_ROUNDS = 30  # ten are enough inside China; the rest is for the ragged edge of the box

# The rectangle inside which maps are shifted. Conventions differ for Taiwan, Hong Kong and Macao; only pairs that
# say they are GCJ-02 or BD-09 ever come here, so the rectangle is the plain one of the common libraries.
_CHINA_LATITUDES = (0.8293, 55.8271)
_CHINA_LONGITUDES = (72.004, 137.8347)


def is_shifted_area(latitude: float, longitude: float) -> bool:
    """Whether maps of this place use GCJ-02. Outside it the three datums are taken as one."""
    south, north = _CHINA_LATITUDES
    west, east = _CHINA_LONGITUDES
    return south <= latitude <= north and west <= longitude <= east


def wgs84_to_gcj02(latitude: float, longitude: float) -> Pair:
    """Degrees WGS-84 to degrees GCJ-02 (41 to 672 m away in China; unchanged elsewhere)."""
    if not is_shifted_area(latitude, longitude):
        return latitude, longitude
    north, east = _shift(latitude - 35.0, longitude - 105.0)
    phi = math.radians(latitude)
    root = math.sqrt(1 - _EE * math.sin(phi) ** 2)
    meridian_m = math.pi / 180 * _A * (1 - _EE) / root**3
    parallel_m = math.pi / 180 * _A / root * math.cos(phi)
    return latitude + north / meridian_m, longitude + east / parallel_m


def _shift(y: float, x: float) -> Pair:
    """The fitted shift in metres (north, east) at y, x degrees from 35 N, 105 E."""
    wave = math.pi
    common = 20 * math.sin(6 * wave * x) + 20 * math.sin(2 * wave * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += (common + 20 * math.sin(wave * y) + 40 * math.sin(wave * y / 3)) * 2 / 3
    north += (160 * math.sin(wave * y / 12) + 320 * math.sin(wave * y / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += (common + 20 * math.sin(wave * x) + 40 * math.sin(wave * x / 3)) * 2 / 3
    east += (150 * math.sin(wave * x / 12) + 300 * math.sin(wave * x / 30)) * 2 / 3
    return north, east


def gcj02_to_bd09(latitude: float, longitude: float) -> Pair:
    """Degrees GCJ-02 to degrees BD-09 (about 0.9 km away; unchanged outside China)."""
    if not is_shifted_area(latitude, longitude):
        return latitude, longitude
    radius = math.hypot(longitude, latitude) + 0.00002 * math.sin(latitude * _BD_TURN)
    angle = math.atan2(latitude, longitude) + 0.000003 * math.cos(longitude * _BD_TURN)
    return radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065


def wgs84_to_bd09(latitude: float, longitude: float) -> Pair:
    """Degrees WGS-84 to degrees BD-09."""
    return gcj02_to_bd09(*wgs84_to_gcj02(latitude, longitude))


def gcj02_to_wgs84(latitude: float, longitude: float) -> Pair:
    """Degrees GCJ-02 to degrees WGS-84, exact to a micrometre against `wgs84_to_gcj02`."""
    return _undo(wgs84_to_gcj02, latitude, longitude)


def bd09_to_gcj02(latitude: float, longitude: float) -> Pair:
    """Degrees BD-09 to degrees GCJ-02, exact to a micrometre against `gcj02_to_bd09`."""
    return _undo(gcj02_to_bd09, latitude, longitude)


def bd09_to_wgs84(latitude: float, longitude: float) -> Pair:
    """Degrees BD-09 to degrees WGS-84."""
    return gcj02_to_wgs84(*bd09_to_gcj02(latitude, longitude))


def _undo(forward: Callable[[float, float], Pair], latitude: float, longitude: float) -> Pair:
    guess_lat, guess_lon = latitude, longitude
    for _ in range(_MAX_ROUNDS):
        there_lat, there_lon = forward(guess_lat, guess_lon)
        miss_lat, miss_lon = latitude - there_lat, longitude - there_lon
        guess_lat, guess_lon = guess_lat + miss_lat, guess_lon + miss_lon
        if max(abs(miss_lat), abs(miss_lon)) < _EXACT_DEG:
            break
    return guess_lat, guess_lon


def to_wgs84(latitude: float, longitude: float, datum: Datum) -> Pair:
    """Degrees in the named datum to degrees WGS-84.

    CGCS2000 differs from WGS-84 by centimetres and is taken as equal. UNKNOWN is returned unchanged: guessing a shift
    would move the point by half a kilometre with nothing to show for it, so the label travels along instead.
    """
    if datum is Datum.GCJ02:
        return gcj02_to_wgs84(latitude, longitude)
    if datum is Datum.BD09:
        return bd09_to_wgs84(latitude, longitude)
    return latitude, longitude


def from_wgs84(latitude: float, longitude: float, datum: Datum) -> Pair:
    """Degrees WGS-84 to degrees in the named datum, for a map or a peer that speaks it."""
    if datum is Datum.GCJ02:
        return wgs84_to_gcj02(latitude, longitude)
    if datum is Datum.BD09:
        return wgs84_to_bd09(latitude, longitude)
    return latitude, longitude


# The doors. Outside of this room a pair of degrees has a type that says what it speaks, and only a `Position` - WGS-84, with
# what the source said beside it - is stored, sent or counted with.


@dataclass(frozen=True, slots=True)
class Wgs84:
    """Degrees WGS-84 (CGCS2000 is taken as equal)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Gcj02:
    """Degrees as Amap and Tencent maps show them."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Bd09:
    """Degrees as Baidu maps show them."""

    latitude: float
    longitude: float


Spoken = Wgs84 | Gcj02 | Bd09
_SPOKEN: dict[type[Wgs84] | type[Gcj02] | type[Bd09], Datum] = {Wgs84: Datum.WGS84, Gcj02: Datum.GCJ02, Bd09: Datum.BD09}


def spoken_in(datum: Datum, latitude: float, longitude: float) -> Spoken:
    """Degrees as somebody typed them, with the datum that was named beside them."""
    return {Datum.GCJ02: Gcj02, Datum.BD09: Bd09}.get(datum, Wgs84)(latitude, longitude)


def as_position(
    point: Spoken, source: PositionSource, *, accuracy_m: float | None = None, fixed_at: datetime | None = None
) -> Position:
    """The door inwards: what a map, a peer or a file said in its own datum, kept as it was said beside the WGS-84."""
    datum = _SPOKEN[type(point)]
    latitude, longitude = to_wgs84(point.latitude, point.longitude, datum)
    original = None if datum is Datum.WGS84 else Original(latitude=point.latitude, longitude=point.longitude, datum=datum)
    return Position(
        latitude=latitude, longitude=longitude, source=source, accuracy_m=accuracy_m, fixed_at=fixed_at, original=original
    )


def in_gcj02(position: Position) -> Gcj02:
    """The door outwards, to a tile or a peer that speaks GCJ-02. What came in it goes out to the last digit as it came."""
    said = position.original
    if said is not None and said.datum is Datum.GCJ02:
        return Gcj02(said.latitude, said.longitude)
    return Gcj02(*wgs84_to_gcj02(position.latitude, position.longitude))


def in_bd09(position: Position) -> Bd09:
    """The same for BD-09."""
    said = position.original
    if said is not None and said.datum is Datum.BD09:
        return Bd09(said.latitude, said.longitude)
    return Bd09(*wgs84_to_bd09(position.latitude, position.longitude))


def in_datum(position: Position, datum: Datum) -> Spoken:
    """The door outwards for a person who chose what to read."""
    return {Datum.GCJ02: in_gcj02, Datum.BD09: in_bd09}.get(datum, in_wgs84)(position)


def in_wgs84(position: Position) -> Wgs84:
    """The same for everything else: GPX, GeoJSON, OpenStreetMap, the national map service."""
    return Wgs84(position.latitude, position.longitude)
