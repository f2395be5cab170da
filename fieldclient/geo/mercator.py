"""The plane that maps are drawn on: Web Mercator, one square for the whole world. Pure.

A place on it is `x`, `y` from 0 to 1, from the west and from the north. Tiles of zoom z cut the square into 2^z by 2^z. A `View`
is what somebody looks at: the plane of WGS-84. What speaks another datum is brought here by `tile_datum`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fieldclient.geo.datum import Wgs84
from sync.protocol.position import EARTH_RADIUS_M

TILE_PX = 256
LEAST_ZOOM, MOST_ZOOM = 2.0, 21.0
MOST_LATITUDE = 85.05112878  # where the square ends
Spot = tuple[float, float]  # pixels from the left and from the top of a view
Box = tuple[float, float, float, float]  # south, west, north, east in degrees WGS-84


def to_plane(latitude: float, longitude: float) -> Spot:
    """Degrees to x, y of the square; latitudes beyond its edge are taken as the edge."""
    sine = math.sin(math.radians(max(-MOST_LATITUDE, min(MOST_LATITUDE, latitude))))
    return (longitude + 180) / 360, 0.5 - math.atanh(sine) / (2 * math.pi)


def from_plane(x: float, y: float) -> Spot:
    """x, y of the square to latitude and longitude in degrees."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y)))), (x * 360) % 360 - 180


def metres_per_pixel(latitude: float, zoom: float) -> float:
    return 2 * math.pi * EARTH_RADIUS_M * math.cos(math.radians(latitude)) / (TILE_PX * 2**zoom)


def zoom_for(latitude: float, metres: float) -> float:
    """The zoom at which a pixel is so many metres wide there."""
    return math.log2(metres_per_pixel(latitude, 0.0) / metres)


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """Row 0 is the northernmost, as on the web; `flipped` gives the row as the TMS counts it."""

    zoom: int
    x: int
    y: int

    @property
    def flipped(self) -> int:
        return (1 << self.zoom) - 1 - self.y

    @property
    def known(self) -> bool:
        """Whether there is such a tile."""
        return 0 <= self.zoom <= 30 and 0 <= self.x < 1 << self.zoom and 0 <= self.y < 1 << self.zoom

    def above(self, zoom: int) -> Tile:
        """The tile of a lower zoom that holds this one."""
        down = self.zoom - zoom
        return Tile(zoom, self.x >> down, self.y >> down)


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: the plane's x, y in the middle, the zoom, and how large the surface is in pixels."""

    x: float
    y: float
    zoom: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Pixels from one edge of the world to the other."""
        return TILE_PX * 2**self.zoom

    @property
    def middle(self) -> Wgs84:
        return Wgs84(*from_plane(self.x, self.y))

    @property
    def metres_per_pixel(self) -> float:
        return metres_per_pixel(self.middle.latitude, self.zoom)

    def spot(self, x: float, y: float) -> Spot:
        """Where a place of the plane is on the surface."""
        return (x - self.x) * self.scale + self.width / 2, (y - self.y) * self.scale + self.height / 2

    def place(self, at: Wgs84) -> Spot:
        return self.spot(*to_plane(at.latitude, at.longitude))

    def under(self, right: float, down: float) -> Wgs84:
        """What lies under a spot of the surface."""
        return Wgs84(*from_plane(self.x + (right - self.width / 2) / self.scale, self.y + (down - self.height / 2) / self.scale))

    def moved(self, right: float, down: float) -> View:
        """The map follows a finger by these pixels, and never leaves the world."""
        return replace(self, x=_held(self.x - right / self.scale), y=_held(self.y - down / self.scale))

    def zoomed(self, by: float, at: Spot | None = None) -> View:
        """`by` zooms further in; what lies under `at` (else the middle) stays there."""
        zoom = max(LEAST_ZOOM, min(MOST_ZOOM, self.zoom + by))
        right, down = at if at is not None else (self.width / 2, self.height / 2)
        off_x, off_y = right - self.width / 2, down - self.height / 2
        scale = TILE_PX * 2**zoom
        x = self.x + off_x / self.scale - off_x / scale
        y = self.y + off_y / self.scale - off_y / scale
        return replace(self, x=_held(x), y=_held(y), zoom=zoom)

    def sized(self, width: float, height: float) -> View:
        return replace(self, width=max(1.0, width), height=max(1.0, height))

    def at(self, place: Wgs84, zoom: float | None = None) -> View:
        x, y = to_plane(place.latitude, place.longitude)
        return replace(self, x=x, y=y, zoom=self.zoom if zoom is None else max(LEAST_ZOOM, min(MOST_ZOOM, zoom)))

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """West, north, east and south of the plane that are seen."""
        wide, high = self.width / self.scale / 2, self.height / self.scale / 2
        return self.x - wide, self.y - high, self.x + wide, self.y + high

    @property
    def box(self) -> Box:
        west, north, east, south = (_held(edge) for edge in self.edges)
        return from_plane(west, south)[0], west * 360 - 180, from_plane(east, north)[0], east * 360 - 180

    def wider(self, factor: float) -> View:
        """The same place and zoom on a larger surface: what is drawn ahead of a finger."""
        return replace(self, width=math.ceil(self.width * factor), height=math.ceil(self.height * factor))


def fitted(box: Box, width: float, height: float, margin: float = 48.0, most_zoom: float = 18.0) -> View:
    """A view that shows all of a box of degrees."""
    south, west, north, east = box
    left, top = to_plane(north, west)
    right, bottom = to_plane(south, east)
    wide, high = max(right - left, 1e-9), max(bottom - top, 1e-9)
    scale = min(max(1.0, width - 2 * margin) / wide, max(1.0, height - 2 * margin) / high)
    zoom = max(LEAST_ZOOM, min(most_zoom, math.log2(scale / TILE_PX)))
    return View((left + right) / 2, (top + bottom) / 2, zoom, max(1.0, width), max(1.0, height))


def box_of(places: Iterable[tuple[float, float]]) -> Box | None:
    """Around pairs of latitude and longitude; None for none."""
    held = list(places)
    if not held:
        return None
    latitudes, longitudes = [each[0] for each in held], [each[1] for each in held]
    return min(latitudes), min(longitudes), max(latitudes), max(longitudes)


def tiles_under(edges: tuple[float, float, float, float], zoom: int) -> Iterator[Tile]:
    """Every tile of a zoom that touches west, north, east, south of a plane; those nearest to the middle first."""
    count = 1 << zoom
    first_x, last_x = _index(edges[0], count), _index(edges[2], count)
    first_y, last_y = _index(edges[1], count), _index(edges[3], count)
    middle_x, middle_y = (first_x + last_x) / 2, (first_y + last_y) / 2
    found = [Tile(zoom, x, y) for x in range(first_x, last_x + 1) for y in range(first_y, last_y + 1)]
    yield from sorted(found, key=lambda tile: (tile.x - middle_x) ** 2 + (tile.y - middle_y) ** 2)


def count_under(edges: tuple[float, float, float, float], zoom: int) -> int:
    """How many `tiles_under` gives, without making them."""
    count = 1 << zoom
    wide = _index(edges[2], count) - _index(edges[0], count) + 1
    return wide * (_index(edges[3], count) - _index(edges[1], count) + 1)


def plane_edges(box: Box) -> tuple[float, float, float, float]:
    """West, north, east, south of the plane around a box of degrees."""
    south, west, north, east = box
    left, top = to_plane(north, west)
    right, bottom = to_plane(south, east)
    return left, top, right, bottom


def _index(at: float, count: int) -> int:
    return max(0, min(count - 1, math.floor(at * count)))


def _held(at: float) -> float:
    return max(0.0, min(1.0, at))
