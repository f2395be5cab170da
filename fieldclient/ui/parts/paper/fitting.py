"""A patrol's map on a surface: metres to pixels, north up, and the scale bar. Pure; screen and print share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fieldclient.work.patrol.plane import Point
from fieldclient.work.patrol.views import Outline, PatrolMap

LEAST_M = 120.0  # a patrol that stood still is not shown larger than a street corner
MOST_ZOOM = 40.0
_STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


@dataclass(frozen=True, slots=True)
class Fitting:
    """`middle` lies in the middle of a surface of `width` × `height`; `scale` is pixels per metre."""

    width: float
    height: float
    middle: Point
    scale: float

    def place(self, point: Point) -> Point:
        return (self.width / 2 + (point[0] - self.middle[0]) * self.scale,
                self.height / 2 - (point[1] - self.middle[1]) * self.scale)

    def zoomed(self, factor: float) -> Fitting:
        return replace(self, scale=self.scale * factor)

    def moved(self, right: float, down: float) -> Fitting:
        """The map follows a finger by these pixels."""
        return replace(self, middle=(self.middle[0] - right / self.scale, self.middle[1] + down / self.scale))

    def bar_m(self, most_px: float) -> int:
        """The longest round length that a scale bar of so many pixels can show."""
        fitting = [step for step in _STEPS if step * self.scale <= most_px]
        return fitting[-1] if fitting else _STEPS[0]


def fit(drawn: PatrolMap, width: float, height: float, margin: float) -> Fitting:
    """All of it. Planned grids count as far as they lie near the track: one at the other end of the city would make it a dot."""
    points = [point for stretch in drawn.stretches for point in stretch] + [point for _, point in drawn.dots]
    points += [point for outline in drawn.outlines if outline.covered or not points for point in _corners(outline.rings)]
    near = _box(points, spread=0.6)
    for outline in drawn.outlines:
        if near is None or _touches(_box(_corners(outline.rings)), near):
            points += _corners(outline.rings)
    box = _box(points) or (0.0, 0.0, 0.0, 0.0)
    wide, high = max(box[2] - box[0], LEAST_M), max(box[3] - box[1], LEAST_M)
    scale = min(max(1.0, width - 2 * margin) / wide, max(1.0, height - 2 * margin) / high)
    return Fitting(width, height, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), scale)


def middle_of(outline: Outline) -> Point:
    """Of the box around it: unit grids are blocks, mostly."""
    box = _box(_corners(outline.rings)) or (0.0, 0.0, 0.0, 0.0)
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def width_of(outline: Outline) -> float:
    """Metres from west to east."""
    box = _box(_corners(outline.rings)) or (0.0, 0.0, 0.0, 0.0)
    return box[2] - box[0]


def _corners(rings: Iterable[Iterable[Point]]) -> list[Point]:
    return [point for ring in rings for point in ring]


def _box(points: list[Point], spread: float = 0.0) -> tuple[float, float, float, float] | None:
    if not points:
        return None
    easts, norths = [point[0] for point in points], [point[1] for point in points]
    west, south, east, north = min(easts), min(norths), max(easts), max(norths)
    more = spread * max(east - west, north - south, LEAST_M)
    return west - more, south - more, east + more, north + more


def _touches(a: tuple[float, float, float, float] | None, b: tuple[float, float, float, float]) -> bool:
    return a is not None and a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
