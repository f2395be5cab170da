"""Where a tile lies on the map when its makers spoke another datum. Pure.

Chinese tile sets are often drawn in GCJ-02: the same street lies up to 672 m beside where WGS-84 has it. Everything else on the
map is WGS-84, so the tiles are moved and not the cases: each corner of a tile by the shift of that very place. Shifts of
neighbouring corners differ by less than a pixel for a tile on a screen, and neighbours share their corners, so no seam opens.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldclient.geo.datum import Gcj02, Wgs84, from_wgs84, to_wgs84
from fieldclient.geo.mercator import Box, Tile, View, from_plane, to_plane
from sync.protocol.position import Datum


@dataclass(frozen=True, slots=True)
class Placed:
    """A tile on the surface of a view, in pixels."""

    tile: Tile
    left: float
    top: float
    width: float
    height: float


def speaks(datum: Datum) -> type[Wgs84] | type[Gcj02]:
    """The type of pair that tiles of this datum are cut by."""
    return Gcj02 if datum is Datum.GCJ02 else Wgs84


def corner(tile: Tile, datum: Datum) -> Wgs84:
    """The north-western corner of a tile, brought to WGS-84."""
    count = 1 << tile.zoom
    latitude, longitude = from_plane(tile.x / count, tile.y / count)
    longitude = 180.0 if tile.x == count else longitude  # and not the other end of the world
    if datum is not Datum.GCJ02:
        return Wgs84(latitude, longitude)
    said = Gcj02(latitude, longitude)
    return Wgs84(*to_wgs84(said.latitude, said.longitude, Datum.GCJ02))


def placed(tile: Tile, datum: Datum, view: View) -> Placed:
    left, top = view.place(corner(tile, datum))
    right, _ = view.place(corner(Tile(tile.zoom, tile.x + 1, tile.y), datum))
    _, bottom = view.place(corner(Tile(tile.zoom, tile.x, tile.y + 1), datum))
    return Placed(tile, left, top, right - left, bottom - top)


def edges_in(box: Box, datum: Datum) -> tuple[float, float, float, float]:
    """West, north, east and south of the tiles' own plane that hold a box of degrees WGS-84."""
    south, west, north, east = box
    corners = [to_plane(*from_wgs84(lat, lon, datum)) for lat in (south, north) for lon in (west, east)]
    return (min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners))


def box_in_wgs84(box: Box, datum: Datum) -> Box:
    """The bounds that a tile file tells, in its own datum, as WGS-84."""
    south, west, north, east = box
    low, high = to_wgs84(south, west, datum), to_wgs84(north, east, datum)
    return low[0], low[1], high[0], high[1]
