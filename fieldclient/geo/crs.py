"""Which coordinate system a file of areas speaks, and its points as WGS-84.

Cities keep their grids in CGCS2000, as degrees or in Gauss-Krüger metres; either is told by a WKT text (`.prj`, GeoPackage)
or by an EPSG name (GeoJSON). What names nothing, or something else, is a question for a person and never guessed: WGS-84 and
GCJ-02 lie half a kilometre apart and look alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fieldclient.geo.datum import to_wgs84
from sync.protocol.position import Datum

Numbers = npt.NDArray[np.float64]  # shape (n, 2): longitude and latitude, or east and north

_A = 6_378_137.0  # of WGS-84 and CGCS2000; their flattenings differ by a tenth of a millimetre on the ground
_F = 1 / 298.257222101


@dataclass(frozen=True, slots=True)
class Meridian:
    """A Gauss-Krüger strip (transverse Mercator): its central meridian in degrees, metres added to the east and the north."""

    central_deg: float
    false_east_m: float = 500_000.0
    false_north_m: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Crs:
    """Degrees of `datum`, or metres of `strip` on CGCS2000 or WGS-84."""

    datum: Datum
    strip: Meridian | None = None


WGS84 = Crs(Datum.WGS84)
_DEGREES = {4326: Datum.WGS84, 4490: Datum.CGCS2000, 4979: Datum.WGS84, 4480: Datum.CGCS2000}


def from_epsg(number: int) -> Crs | None:
    """Degrees, or one of the CGCS2000 strips: 4491-4501 and 4513-4533 have the zone before the metres east, 4502-4512 and
    4534-4554 have not; the first of each pair is six degrees wide, the second three. Also UTM on WGS-84."""
    if number in _DEGREES:
        return Crs(_DEGREES[number])
    for first, last, zone, step, with_zone in (
        (4491, 4501, 13, 6, True), (4502, 4512, 13, 6, False), (4513, 4533, 25, 3, True), (4534, 4554, 25, 3, False),
    ):
        if first <= number <= last:
            at = zone + number - first
            central = at * 6 - 3 if step == 6 else at * 3
            return Crs(Datum.CGCS2000, Meridian(central, 500_000.0 + (at * 1_000_000 if with_zone else 0)))
    if 32601 <= number <= 32660:
        return Crs(Datum.WGS84, Meridian((number - 32600) * 6 - 183, 500_000.0, 0.0, 0.9996))
    return None


_AT_ONCE = 65_536  # points as numbers of Python's own, which take six times as much memory
_MAX_NAME, _MAX_WKT = 200, 16_384  # signs; what is longer is looked through by patterns for minutes, and is the name of nothing


def from_name(name: str) -> Crs | None:
    """`urn:ogc:def:crs:OGC:1.3:CRS84`, `EPSG:4490`, `urn:ogc:def:crs:EPSG::4549` and their like."""
    if len(name) > _MAX_NAME:
        return None
    if name.upper().endswith(("CRS84", "CRS:84")):
        return WGS84
    found = re.search(r"EPSG\W.*?(\d{4,5})$|^(\d{4,5})$", name.strip(), re.IGNORECASE)
    return from_epsg(int(found.group(1) or found.group(2))) if found else None


def from_wkt(text: str) -> Crs | None:
    """What a `.prj` says, in ESRI's or OGC's way of writing it."""
    if len(text) > _MAX_WKT:
        return None
    plain = text.upper().replace("_", "").replace(" ", "")
    datum = _datum_of(plain)
    if datum is None:
        return None
    if "PROJCS[" not in plain and "PROJCRS[" not in plain:
        return Crs(datum)
    if not any(name in plain for name in ("TRANSVERSEMERCATOR", "GAUSSKRUGER")) or _unit_m(plain) != 1.0:
        return None
    central = _parameter(plain, "CENTRALMERIDIAN", "LONGITUDEOFNATURALORIGIN")
    if central is None:
        return None
    east = _parameter(plain, "FALSEEASTING")
    return Crs(datum, Meridian(
        central, 500_000.0 if east is None else east, _parameter(plain, "FALSENORTHING") or 0.0,
        _parameter(plain, "SCALEFACTOR", "SCALEFACTORATNATURALORIGIN") or 1.0))


def _datum_of(plain: str) -> Datum | None:
    if any(name in plain for name in ("CHINA2000", "CGCS2000", "CHINAGEODETICCOORDINATESYSTEM2000")):
        return Datum.CGCS2000
    return Datum.WGS84 if any(name in plain for name in ("WGS1984", "WGS84", "WORLDGEODETICSYSTEM1984")) else None


def _parameter(plain: str, *names: str) -> float | None:
    for name in names:
        found = re.search(rf'PARAMETER\["{name}",([-+0-9.E]+)', plain)
        if found:
            return float(found.group(1))
    return None


def _unit_m(plain: str) -> float:
    found: list[str] = re.findall(r'(?:LENGTHUNIT|UNIT)\["[^"]*(?:METER|METRE|FOOT|FEET)[^"]*",([-+0-9.E]+)', plain)
    return float(found[-1]) if found else 1.0


def to_degrees(points: Numbers, crs: Crs) -> Numbers:
    """Longitude and latitude, degrees WGS-84, of points that speak `crs`; nan where there is none."""
    if crs.strip is not None:
        return _from_strip(points, crs.strip)
    if crs.datum in (Datum.GCJ02, Datum.BD09):
        turned = np.empty((len(points), 2))
        for at in range(0, len(points), _AT_ONCE):
            part: Any = [to_wgs84(float(y), float(x), crs.datum)[::-1] for x, y in points[at:at + _AT_ONCE]]
            turned[at:at + _AT_ONCE] = part
        return turned
    return points


def _from_strip(points: Numbers, strip: Meridian) -> Numbers:
    """Krüger's series to the fourth order: exact to a micrometre within the strip and its neighbours."""
    n = _F / (2 - _F)
    radius = _A / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    beta = (n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96 - n**4 / 360, n**2 / 48 + n**3 / 15 - 437 * n**4 / 1440,
            17 * n**3 / 480 - 37 * n**4 / 840, 4397 * n**4 / 161280)
    delta = (2 * n - 2 * n**2 / 3 - 2 * n**3 + 116 * n**4 / 45, 7 * n**2 / 3 - 8 * n**3 / 5 - 227 * n**4 / 45,
             56 * n**3 / 15 - 136 * n**4 / 35, 4279 * n**4 / 630)
    xi = (points[:, 1] - strip.false_north_m) / (strip.scale * radius)
    eta = (points[:, 0] - strip.false_east_m) / (strip.scale * radius)
    xi_, eta_ = xi.copy(), eta.copy()
    for k, each in enumerate(beta, 1):
        xi_ -= each * np.sin(2 * k * xi) * np.cosh(2 * k * eta)
        eta_ -= each * np.cos(2 * k * xi) * np.sinh(2 * k * eta)
    chi = np.arcsin(np.sin(xi_) / np.cosh(eta_))
    phi = chi.copy()
    for k, each in enumerate(delta, 1):
        phi += each * np.sin(2 * k * chi)
    lam = np.arctan2(np.sinh(eta_), np.cos(xi_))
    return np.column_stack([np.degrees(lam) + strip.central_deg, np.degrees(phi)])


def is_degrees(points: Numbers) -> bool:
    """Whether these can be degrees at all."""
    return bool(np.isfinite(points).all() and (np.abs(points[:, 0]) <= 180).all() and (np.abs(points[:, 1]) <= 90).all())


def looks_swapped(points: Numbers) -> bool:
    """Latitude before longitude: certain where the second number is no latitude; else where the points lie in China's box
    only when they are turned (they would lie in the Arctic north of Europe as they stand)."""
    if not len(points):
        return False
    first, second = points[:, 0], points[:, 1]
    if not (np.isfinite(points).all() and (np.abs(first) <= 90).all() and (np.abs(second) <= 180).all()):
        return False
    if (np.abs(second) > 90).any():
        return True
    return bool((first > 3).all() and (first < 54).all() and (second > 73).all() and (second <= 90).all())
