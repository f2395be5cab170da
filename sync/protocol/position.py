"""Where something is, and how we know it.

Stored degrees are always WGS-84 (domain: measured 41…672 m between WGS-84 and GCJ-02 inside China, so an unlabelled pair
is worth nothing). What the source itself said is kept beside it in `original`.
"""

from __future__ import annotations

import math
from datetime import datetime
from enum import StrEnum

import msgspec


class Datum(StrEnum):
    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"
    CGCS2000 = "cgcs2000"
    UNKNOWN = "unknown"


class PositionSource(StrEnum):
    """Who said where it is. Order of trust is a rule of `fieldclient.geo.choose`, not of this list."""

    HAND = "hand"  # placed on the map or typed by a person: never moved by the machine
    GNSS = "gnss"  # the device's own fix at the shutter
    EXIF = "exif"  # read from the photo
    TRACK = "track"  # interpolated from a recorded track
    COPIED = "copied"  # taken over from another photo or case
    COMPONENT = "component"  # the surveyed place of a registered component


class Original(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The pair as the source gave it, before any conversion. Degrees in the named datum."""

    latitude: float
    longitude: float
    datum: Datum


class Position(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place on the ground. Degrees WGS-84; metres; bearing in degrees clockwise from true north, 0 ≤ b < 360."""

    latitude: float
    longitude: float
    source: PositionSource
    accuracy_m: float | None = None
    altitude_m: float | None = None
    bearing_deg: float | None = None
    fixed_at: datetime | None = None
    original: Original | None = None
    mocked: bool = False

    @property
    def datum(self) -> Datum:
        """The datum the source spoke; what is stored is WGS-84 in any case."""
        return self.original.datum if self.original else Datum.WGS84


EARTH_RADIUS_M = 6_371_008.8  # IUGG mean radius


def is_valid(latitude: float, longitude: float) -> bool:
    """Inside the range of degrees and not exactly 0,0, which is how broken devices say 'unknown'."""
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return False
    return -90 <= latitude <= 90 and -180 <= longitude <= 180 and not (latitude == 0 and longitude == 0)


def distance_m(a: Position, b: Position) -> float:
    """Great-circle distance in metres (haversine; error < 0.5 % of the distance, enough at street scale)."""
    lat_a, lat_b = math.radians(a.latitude), math.radians(b.latitude)
    d_lat, d_lon = lat_b - lat_a, math.radians(b.longitude - a.longitude)
    h = math.sin(d_lat / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(d_lon / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))
