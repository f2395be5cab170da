"""From EXIF's GPS tags to a position, or to the reason why there is none. Pure.

Nothing is filled in: a value without its reference could lie on the other side of the equator, a division by zero is not
zero, and 0,0 is how broken devices say that they do not know.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from fieldclient.capture.tags import Tags, Value
from fieldclient.geo.datum import to_wgs84
from sync.protocol.position import Datum, Original, Position, PositionSource, is_valid
from sync.protocol.problems import Code, Problem

_DATUMS = {
    "": Datum.WGS84,  # the tag is nearly always absent, and the chip speaks WGS-84
    "WGS84": Datum.WGS84,
    "WORLDGEODETICSYSTEM1984": Datum.WGS84,
    "EPSG4326": Datum.WGS84,
    "GCJ02": Datum.GCJ02,
    "BD09": Datum.BD09,
    "BD09LL": Datum.BD09,
    "CGCS2000": Datum.CGCS2000,
    "EPSG4490": Datum.CGCS2000,
}
_BELOW = {1.0, 3.0}  # GPSAltitudeRef: below sea level; below the ellipsoid (EXIF 3.0)
_ALTITUDES_M = (-500.0, 20_000.0)  # from the Dead Sea's shore to above a survey aircraft
_MAX_ACCURACY_M = 100_000.0
_MAX_DOP = 500.0
_MAX_SPEED_M_S = 350.0
_METRES_A_SECOND = {"K": 1000 / 3600, "M": 1609.344 / 3600, "N": 1852 / 3600}


class AltitudeReference(StrEnum):
    """Above what an altitude counts."""

    SEA = "sea"
    ELLIPSOID = "ellipsoid"  # since EXIF 3.0


def position_of(tags: Tags, fixed_at: datetime | None = None) -> tuple[Position | None, Problem | None]:
    """The position that the tags hold, with its datum turned into WGS-84; or None with the problem, or None with none.

    `fixed_at` is the time of the fix (GPSDateStamp with GPSTimeStamp), if the photo has one.
    """
    latitude, longitude = tags.get("GPSLatitude"), tags.get("GPSLongitude")
    if latitude is None and longitude is None:
        lost = [name for name in ("GPSLatitudeRef", "GPSLongitudeRef") if tags.get(name)]
        return None, _incomplete(lost[0].removesuffix("Ref")) if lost else None
    pair = _pair(tags, latitude, longitude)
    if isinstance(pair, Problem):
        return None, pair
    datum = datum_named(_text(tags.get("GPSMapDatum")))
    wgs84 = to_wgs84(*pair, datum)
    position = Position(
        latitude=wgs84[0],
        longitude=wgs84[1],
        source=PositionSource.EXIF,
        accuracy_m=_accuracy_m(tags),
        altitude_m=_altitude_m(tags),
        bearing_deg=_bearing_deg(tags),
        fixed_at=fixed_at,
        original=None if datum is Datum.WGS84 else Original(latitude=pair[0], longitude=pair[1], datum=datum),
    )
    return position, None


def datum_named(text: str) -> Datum:
    """The datum a GPSMapDatum names. None given: WGS-84. A name we do not know: UNKNOWN, which is never shifted."""
    return _DATUMS.get("".join(each for each in text.upper() if each.isalnum()), Datum.UNKNOWN)


def _pair(tags: Tags, latitude: Value | None, longitude: Value | None) -> tuple[float, float] | Problem:
    for name, value in (("GPSLatitude", latitude), ("GPSLongitude", longitude)):
        if not isinstance(value, tuple) or not value:
            return _incomplete(name)
    assert isinstance(latitude, tuple) and isinstance(longitude, tuple)
    if None in latitude or None in longitude or not (any(latitude) or any(longitude)):
        return Problem(Code.POSITION_ZERO)
    for name, letters in (("GPSLatitudeRef", "NS"), ("GPSLongitudeRef", "EW")):
        if _letter(tags, name) not in set(letters):
            return _incomplete(name)
    north, east = _degrees(latitude, 90), _degrees(longitude, 180)
    south, west = _letter(tags, "GPSLatitudeRef") == "S", _letter(tags, "GPSLongitudeRef") == "W"
    if north is None or east is None:
        return Problem(Code.POSITION_OUT_OF_RANGE, latitude=_shown(latitude), longitude=_shown(longitude))
    pair = (-north if south else north, -east if west else east)
    return pair if is_valid(*pair) else Problem(Code.POSITION_ZERO)


def _degrees(parts: tuple[float | None, ...], limit: float) -> float | None:
    """Degrees, minutes and seconds as one number; None when they cannot be an angle up to `limit`."""
    whole, minutes, seconds = (*(part or 0.0 for part in parts), 0.0, 0.0)[:3]
    # Some writers round seconds up to 60; the references carry the sign, so a negative part is a mistake, not a direction.
    if whole < 0 or not 0 <= minutes <= 60 or not 0 <= seconds <= 60:
        return None
    degrees = whole + minutes / 60 + seconds / 3600
    return degrees if degrees <= limit else None


def _shown(parts: tuple[float | None, ...]) -> str:
    return " ".join("?" if part is None else f"{part:g}" for part in parts[:3])


def _letter(tags: Tags, name: str) -> str:
    return _text(tags.get(name))[:1].upper()


def _text(value: Value | None) -> str:
    return value if isinstance(value, str) else ""


def _first(tags: Tags, name: str) -> float | None:
    value = tags.get(name)
    return value[0] if isinstance(value, tuple) and value else None


def _altitude_m(tags: Tags) -> float | None:
    height = _first(tags, "GPSAltitude")
    if height is None:
        return None
    # EXIF gives 0 (above sea level) as the reference's default, so a missing one is not a missing sign.
    height = -height if _first(tags, "GPSAltitudeRef") in _BELOW else height
    return height if _ALTITUDES_M[0] <= height <= _ALTITUDES_M[1] else None


def _accuracy_m(tags: Tags) -> float | None:
    accuracy = _first(tags, "GPSHPositioningError")
    return accuracy if accuracy is not None and 0 < accuracy <= _MAX_ACCURACY_M else None


def _bearing_deg(tags: Tags) -> float | None:
    """Only true north counts: a magnetic bearing is off by the local declination, which nobody stored."""
    bearing = _first(tags, "GPSImgDirection")
    if bearing is None or _letter(tags, "GPSImgDirectionRef") != "T" or not 0 <= bearing <= 360:
        return None
    return bearing % 360


def magnetic_bearing_deg(tags: Tags) -> float | None:
    """A bearing that the photo says is magnetic, degrees clockwise; it is kept as such and never taken for a true one."""
    bearing = _first(tags, "GPSImgDirection")
    if bearing is None or _letter(tags, "GPSImgDirectionRef") != "M" or not 0 <= bearing <= 360:
        return None
    return bearing % 360


def speed_m_s(tags: Tags) -> float | None:
    """The receiver's speed in metres a second; None without its unit (K km/h, M mph, N knots) or beyond an airliner's."""
    speed, unit = _first(tags, "GPSSpeed"), _METRES_A_SECOND.get(_letter(tags, "GPSSpeedRef"))
    if speed is None or unit is None or not 0 <= speed * unit <= _MAX_SPEED_M_S:
        return None
    return speed * unit


def dop(tags: Tags) -> float | None:
    """Dilution of precision. It is no distance: metres would need an error per unit that no photo tells."""
    value = _first(tags, "GPSDOP")
    return value if value is not None and 0 < value <= _MAX_DOP else None


def altitude_reference(tags: Tags) -> AltitudeReference | None:
    """Above what the altitude counts; None where the photo does not say (EXIF's default is the sea)."""
    number = _first(tags, "GPSAltitudeRef")
    if number is None:
        return None
    return {0: AltitudeReference.SEA, 1: AltitudeReference.SEA, 2: AltitudeReference.ELLIPSOID,
            3: AltitudeReference.ELLIPSOID}.get(int(number))  # fmt: skip


def _incomplete(missing: str) -> Problem:
    return Problem(Code.POSITION_INCOMPLETE, missing=missing)
