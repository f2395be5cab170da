"""Areas as lines on the map's plane, ready to be asked what is seen. Numbers in bulk; not changed after it was built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from fieldclient.geo.area import Area, Level
from fieldclient.geo.mercator import MOST_LATITUDE

Ring = npt.NDArray[np.float64]  # shape (n, 2): x and y of the plane
Edges = tuple[float, float, float, float]  # west, north, east, south of the plane


@dataclass(frozen=True, slots=True)
class Drawn:
    """One area. `edges`: around it."""

    code: str
    name: str
    rings: tuple[Ring, ...]
    edges: Edges


class PlaneAreas:
    """All of one level."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._areas = list(areas)
        shapes = shapely.from_wkb(np.array([area.shape for area in self._areas], dtype=object), on_invalid="ignore")
        self._shapes = shapely.transform(shapes, _project) if len(self._areas) else shapes
        self._tree = shapely.STRtree(self._shapes)
        self._bounds = shapely.bounds(self._shapes) if len(self._areas) else np.zeros((0, 4))

    def __len__(self) -> int:
        return len(self._areas)

    @property
    def usual_width(self) -> float:
        """Of an area, in the plane: how far one has to look closer before they can be told apart."""
        widths = self._bounds[:, 2] - self._bounds[:, 0]
        held = widths[np.isfinite(widths)]
        return float(np.median(held)) if len(held) else 0.0

    def count(self, edges: Edges) -> int:
        return len(self._hits(edges))

    def seen(self, edges: Edges, finest: float = 0.0) -> list[Drawn]:
        """Those that touch these edges; corners closer than `finest` of the plane may be left out."""
        hits = self._hits(edges)
        shapes = shapely.simplify(self._shapes[hits], finest) if finest and len(hits) else self._shapes[hits]
        out = []
        for at, shape in zip(hits, shapes, strict=True):
            west, north, east, south = self._bounds[at].tolist()
            area = self._areas[at]
            out.append(Drawn(area.code, area.name, tuple(_rings(shape)), (west, north, east, south)))
        return out

    def _hits(self, edges: Edges) -> list[int]:
        west, north, east, south = edges
        hits = self._tree.query(shapely.box(west, north, east, south), predicate="intersects")
        return sorted(int(hit) for hit in hits)


def by_level(areas: Iterable[Area]) -> dict[Level, PlaneAreas]:
    held: dict[Level, list[Area]] = {}
    for area in areas:
        held.setdefault(area.level, []).append(area)
    return {level: PlaneAreas(some) for level, some in held.items()}


def _project(places: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Longitude and latitude to x and y of the plane, all at once (`mercator.to_plane`)."""
    sine = np.sin(np.radians(np.clip(places[:, 1], -MOST_LATITUDE, MOST_LATITUDE)))
    return np.column_stack([(places[:, 0] + 180) / 360, 0.5 - np.arctanh(sine) / (2 * np.pi)])


def _rings(shape: shapely.Geometry) -> Iterable[Ring]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and not part.is_empty:
            yield shapely.get_coordinates(part.exterior)
            for hole in part.interiors:
                yield shapely.get_coordinates(hole)
