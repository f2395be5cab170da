"""A vector tile (Mapbox's format) as a few kinds of shapes that a city map is made of. Pure; numbers in bulk.

Two schemas of layers are understood, OpenMapTiles and Protomaps; what they have beyond these kinds is not drawn. Every count is
bounded: a tile is made by whoever gave us the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from mapbox_vector_tile.Mapbox import vector_tile_pb2

from fieldclient.geo.tile_bytes import BadTile
from fieldclient.geo.vector_kinds import ORDER, Kind

MOST_LAYERS, MOST_FEATURES, MOST_NUMBERS = 64, 40_000, 1_200_000
MOST_NAME = 60
_MOVE, _LINE = 1, 2
_POINT, _LINES, _POLYGON = 1, 2, 3
Ring = npt.NDArray[np.float64]  # shape (n, 2): right and down, the tile is 1 wide


@dataclass(frozen=True, slots=True)
class Shape:
    """`rank`: what matters more is smaller, among names."""

    kind: Kind
    rings: tuple[Ring, ...]
    name: str = ""
    rank: int = 0


_GREEN = {"park", "grass", "wood", "forest", "garden", "meadow", "cemetery", "pitch", "recreation_ground", "nature_reserve",
          "grassland", "scrub", "farmland", "golf_course", "village_green", "playground", "orchard"}
_MAIN = {"motorway", "trunk", "primary", "highway", "motorway_link", "trunk_link"}
_ROAD = {"secondary", "tertiary", "major_road", "medium_road", "primary_link", "secondary_link"}
_PATH = {"path", "track", "footway", "pedestrian", "cycleway", "steps", "other"}
_RAIL = {"rail", "transit", "subway", "railway"}
_PLACES = {"country": 0, "state": 1, "province": 1, "city": 2, "locality": 2, "town": 3, "district": 3, "suburb": 4, "borough": 4,
           "neighbourhood": 5, "quarter": 5, "macrohood": 5, "village": 5}
_ROADS = ("transportation", "roads", "road")
_ROAD_NAMES = ("transportation_name", "road_label")


def kind_of(layer: str, told: dict[str, Any], form: int) -> Kind | None:
    """What a feature is drawn as; None: not at all."""
    said = str(told.get("class") or told.get("kind") or told.get("subclass") or told.get("pmap:kind") or "")
    named = bool(_name(told))
    if form == _POINT:
        return Kind.PLACE_NAME if named and layer in ("place", "places", "place_label") else None
    if layer in ("water", "ocean") and form == _POLYGON:
        return Kind.WATER
    if layer in ("waterway", "physical_line") or layer == "water":
        return Kind.STREAM if form == _LINES else None
    if layer in ("landcover", "landuse", "park", "natural", "landuse_overlay") and form == _POLYGON:
        return Kind.GREEN if layer == "park" or said in _GREEN else None
    if layer in ("building", "buildings") and form == _POLYGON:
        return Kind.BUILDING
    if layer in _ROAD_NAMES and form == _LINES:
        return Kind.STREET_NAME if named else None
    if layer in _ROADS and form == _LINES:
        return _road(said)
    if layer in ("boundary", "boundaries") and form == _LINES:
        return Kind.BORDER
    return None


def _road(said: str) -> Kind:
    for kind, words in ((Kind.MAIN, _MAIN), (Kind.ROAD, _ROAD), (Kind.PATH, _PATH), (Kind.RAIL, _RAIL)):
        if said in words:
            return kind
    return Kind.STREET


def _name(told: dict[str, Any]) -> str:
    for key in ("name:zh-Hans", "name:zh", "name", "name:en"):
        value = told.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:MOST_NAME]
    return ""


def read_vector(data: bytes) -> list[Shape]:
    """The shapes of an unpacked tile, in the order in which they are drawn. BadTile: damaged, too_large."""
    tile = vector_tile_pb2.tile()
    try:
        tile.ParseFromString(data)
    except Exception as cause:  # of a library below the library, which is not ours to name
        raise BadTile("damaged") from cause
    if len(tile.layers) > MOST_LAYERS or sum(len(layer.features) for layer in tile.layers) > MOST_FEATURES:
        raise BadTile("too_large")
    left = MOST_NUMBERS
    shapes: list[Shape] = []
    for layer in tile.layers:
        extent = layer.extent or 4096
        for feature in layer.features:
            left -= len(feature.geometry)
            if left < 0:
                raise BadTile("too_large")
            made = _shapes(layer, feature, extent)
            shapes.extend(made)
    shapes.sort(key=lambda shape: (ORDER.index(shape.kind), shape.rank))
    return shapes


def _shapes(layer: Any, feature: Any, extent: int) -> Iterable[Shape]:
    told = _properties(layer, feature)
    kind = kind_of(layer.name, told, feature.type)
    if kind is None:
        return
    rings = _rings(feature.geometry, extent, feature.type)
    if rings:
        said = str(told.get("class") or told.get("kind_detail") or told.get("kind") or "")
        yield Shape(kind, tuple(rings), _name(told), _PLACES.get(said, 6))
        if kind in (Kind.MAIN, Kind.ROAD, Kind.STREET) and _name(told):
            yield Shape(Kind.STREET_NAME, tuple(rings), _name(told), ORDER.index(Kind.MAIN) - ORDER.index(kind))


def _properties(layer: Any, feature: Any) -> dict[str, Any]:
    keys, values, tags = layer.keys, layer.values, feature.tags
    told: dict[str, Any] = {}
    for key, value in zip(tags[::2], tags[1::2], strict=False):
        if key < len(keys) and value < len(values) and values[value].HasField("string_value"):
            told[keys[key]] = values[value].string_value
    return told


def _rings(geometry: Sequence[int], extent: int, form: int) -> list[Ring]:
    """Steps of commands to places; a ring or line is a run of them. What makes no sense ends the feature."""
    numbers = np.array(geometry, np.int64)
    pieces: list[npt.NDArray[np.int64]] = []
    starts: list[int] = []
    at = points = 0
    while at < len(numbers):
        command, count = int(numbers[at]) & 7, int(numbers[at]) >> 3
        at += 1
        if command not in (_MOVE, _LINE):
            continue
        if at + 2 * count > len(numbers):
            break
        if command == _MOVE:
            starts += range(points, points + count)
        pieces.append(numbers[at : at + 2 * count])
        at, points = at + 2 * count, points + count
    if not starts:
        return []
    steps = np.concatenate(pieces).reshape(-1, 2)
    places = np.cumsum((steps >> 1) ^ -(steps & 1), axis=0) / extent
    places = np.clip(places, -4.0, 5.0)  # far outside of the tile nothing is drawn
    ends = [*starts[1:], points]
    least = {_POINT: 1, _LINES: 2, _POLYGON: 3}.get(form, 1 << 30)
    return [places[start:end] for start, end in zip(starts, ends, strict=True) if end - start >= least]
