"""Cases that lie close together on the map become one mark with a number. Pure: places of the plane in, marks out.

The plane is cut into cells that stay where they are while somebody moves the map, so that marks do not jump; then marks that
would touch each other are joined. A hundred thousand cases are some passes over numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fieldclient.geo.mercator import TILE_PX

CELL_PX = 96
APART_PX = 56  # marks closer than that are joined: each is touched on 48
COLOURS = 5
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mark:
    """So many cases around a place of the plane. `first`: where one of them stands in the given numbers. `colours`: how many of
    each. `west`, `north`, `east`, `south`: of the plane, around all of them."""

    x: float
    y: float
    count: int
    first: int
    colours: tuple[int, ...]
    west: float
    north: float
    east: float
    south: float

    @property
    def worst(self) -> int:
        """The highest colour that any of them has."""
        return max((place for place, count in enumerate(self.colours) if count), default=0)


def gather(x: Numbers, y: Numbers, colours: Places, zoom: float) -> list[Mark]:
    """`x`, `y`: of the plane; `colours`: 0 to 4, the latest last. The largest marks first."""
    if not len(x):
        return []
    cells = 2 ** round(zoom) * TILE_PX / CELL_PX
    column, line = np.floor(x * cells).astype(np.int64), np.floor(y * cells).astype(np.int64)
    column -= column.min()
    line -= line.min()
    wide, high = int(column.max()) + 1, int(line.max()) + 1
    if wide * high > 4 * len(x) + 4096:  # sparse: as many numbers as there are cases
        keys, cell = np.unique(line * wide + column, return_inverse=True)
        count = len(keys)
    else:
        cell, count = line * wide + column, wide * high
    return _joined(_cells(x, y, colours, cell, count), APART_PX / (TILE_PX * 2**zoom))


def _cells(x: Numbers, y: Numbers, colours: Places, cell: Places, count: int) -> list[Mark]:
    tints = np.bincount(cell * COLOURS + colours, minlength=count * COLOURS).reshape(count, COLOURS)
    size = tints.sum(axis=1)
    held = np.flatnonzero(size)
    middle_x, middle_y = np.bincount(cell, x, count), np.bincount(cell, y, count)
    first = np.full(count, len(x), np.int64)
    np.minimum.at(first, cell, np.arange(len(x)))
    edges = [np.full(count, value) for value in (np.inf, np.inf, -np.inf, -np.inf)]
    for least, most, values in ((edges[0], edges[2], x), (edges[1], edges[3], y)):
        np.minimum.at(least, cell, values)
        np.maximum.at(most, cell, values)
    return [
        Mark(float(middle_x[at] / size[at]), float(middle_y[at] / size[at]), int(size[at]), int(first[at]),
             tuple(tints[at].tolist()), *(float(edge[at]) for edge in edges))
        for at in held.tolist()
    ]


def _joined(marks: list[Mark], apart: float) -> list[Mark]:
    """The largest stay where they are; smaller ones that would touch one go into it."""
    marks.sort(key=lambda mark: (-mark.count, mark.first))
    rooms: dict[tuple[int, int], list[int]] = {}
    out: list[Mark] = []
    for mark in marks:
        column, line = math.floor(mark.x / apart), math.floor(mark.y / apart)
        near = [at for dx in (-1, 0, 1) for dy in (-1, 0, 1) for at in rooms.get((column + dx, line + dy), ())
                if math.hypot(out[at].x - mark.x, out[at].y - mark.y) < apart]
        if near:
            at = min(near, key=lambda place: math.hypot(out[place].x - mark.x, out[place].y - mark.y))
            out[at] = _into(out[at], mark)
        else:
            rooms.setdefault((column, line), []).append(len(out))
            out.append(mark)
    return out


def _into(large: Mark, small: Mark) -> Mark:
    """The larger one does not move: otherwise it would come to touch another."""
    return Mark(
        large.x, large.y, large.count + small.count, min(large.first, small.first),
        tuple(a + b for a, b in zip(large.colours, small.colours, strict=True)),
        min(large.west, small.west), min(large.north, small.north), max(large.east, small.east), max(large.south, small.south))


def plane_of(points: npt.NDArray[np.float64]) -> tuple[Numbers, Numbers]:
    """Points of the unit sphere (three rows of numbers) to x and y of the plane; NaN stays NaN."""
    x = np.arctan2(points[1], points[0]) / (2 * np.pi) + 0.5
    y = 0.5 - np.arctanh(np.clip(points[2], -0.9962720762, 0.9962720762)) / (2 * np.pi)
    return x, y


def inside(x: Numbers, y: Numbers, ring: list[tuple[float, float]]) -> npt.NDArray[np.bool_]:
    """Which lie within a ring of the plane (even-odd rule)."""
    held = np.zeros(len(x), bool)
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        crosses = (y1 > y) != (y2 > y)
        if y1 != y2:
            held ^= crosses & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return held
