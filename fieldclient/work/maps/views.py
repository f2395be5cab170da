"""What the window shows of the map: frozen values, without sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldclient.work.list_views import Light
from sync.protocol.position import Datum
from sync.protocol.problems import Problem
from sync.protocol.tiles import TileOffer

Edges = tuple[float, float, float, float]  # west, north, east, south of the map's plane
Ring = tuple[tuple[float, float], ...]  # latitude and longitude, degrees WGS-84


@dataclass(frozen=True, slots=True)
class MarkView:
    """One case, or several that lie close together. `x`, `y`: of the plane. `light`: the latest of them. `case_id` '' for
    several; `edges` around all of them."""

    case_id: str
    x: float
    y: float
    count: int
    light: Light
    edges: Edges
    subcategory_zh: str = ""
    subcategory_en: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class SeenMap:
    """How many cases are in view, how many of them late and how many for this person to do."""

    marks: tuple[MarkView, ...]
    total: int
    late: int
    to_do: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn below the cases. `tiles`: path and datum, the lowest first; `areas`: the database of outlines, or ''."""

    tiles: tuple[tuple[str, Datum], ...]
    areas: str
    areas_version: int


@dataclass(frozen=True, slots=True)
class TileSetView:
    id: str
    name: str
    kind: str  # raster or vector
    datum: Datum
    least_zoom: int
    most_zoom: int
    size_bytes: int
    source: str  # import, hub, area
    attribution: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """A file of tiles before it is brought in. `datum`: what its own words hint at."""

    path: str
    name: str
    kind: str
    size_bytes: int
    datum: Datum


@dataclass(frozen=True, slots=True)
class MapPart:
    """The tiles of one package of the hub that belong to an area."""

    offer: TileOffer
    tiles: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What taking an area along brings. `away`: why the hub could not be asked about maps; None when it could."""

    name: str
    ring: Ring
    cases: int
    photos: int
    photo_bytes: int
    maps: tuple[MapPart, ...]
    free_bytes: int
    away: Problem | None

    @property
    def size_bytes(self) -> int:
        return self.photo_bytes + sum(part.size_bytes for part in self.maps)


@dataclass(frozen=True, slots=True)
class TakeView:
    """`waiting`: it goes on by itself when there is a way to the hub."""

    id: str
    name: str
    state: str
    done_bytes: int
    all_bytes: int
    problem: Problem | None
    waiting: bool
    made_at: datetime
