"""What the map of a card shows, in metres: tracks as lines with their gaps, photos as dots, areas as outlines. Pure; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fieldclient.geo.plane import Plane, Point, thinned
from fieldclient.geo.tracks import Track
from fieldclient.work.card.listing import CardPhoto
from fieldclient.work.card.sorting import Sorting

MOST_POINTS = 3000  # of all tracks together: more is not seen, and a line is drawn anew with each zoom
MOST_DOTS = 500
JOINED_M = 20.0
Line = tuple[Point, ...]


@dataclass(frozen=True)
class Dot:
    """A photo, or several of one report in one spot. `number` is the report's, 0 for photos in none."""

    id: str
    east: float
    north: float
    number: int
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Plot:
    """Metres east and north of `plane`; `box` is west, south, east, north of everything that belongs to the photos."""

    plane: Plane | None = None
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def plane_of(sorting: Sorting) -> Plane | None:
    """Around the first fix of a track, else the first photo that knows its place: what no clock moves. None when nothing says
    where it was."""
    for track in sorting.tracks:
        return Plane(track.fixes[0].latitude, track.fixes[0].longitude)
    for photo in sorting.raw:
        if photo.ref is not None and photo.ref.position is not None:
            return Plane(photo.ref.position.latitude, photo.ref.position.longitude)
    return None


def track_lines(plane: Plane, tracks: Sequence[Track]) -> tuple[Line, ...]:
    segments = [segment for track in tracks for segment in track.segments()]
    lines = [[plane.to_metres(fix.latitude, fix.longitude) for fix in segment] for segment in segments]
    apart_m, thin = 1.0, lines
    while sum(map(len, thin)) > MOST_POINTS and apart_m < 10_000:
        thin = [thinned(line, apart_m) for line in lines]
        apart_m *= 2
    return tuple(tuple(each) for each in thin)


def dots(plane: Plane, sorting: Sorting) -> tuple[Dot, ...]:
    """One for each photo with a place; where there are too many, one for those of a report within a few metres, and at last for
    all that lie close together, in the colour of the first."""
    numbers = {key: number for number, group in enumerate(sorting.board.groups, 1) for key in group.keys}
    placed = [(key, numbers.get(key, 0), _metres(plane, photo)) for key, photo in sorting.by_key().items() if photo.position]
    cell_m = 0.5
    while True:
        found: dict[tuple[int, int, int], list[int]] = {}
        for at, (_, number, (east, north)) in enumerate(placed):
            own = number if cell_m < JOINED_M else 0
            found.setdefault((own, round(east / cell_m), round(north / cell_m)), []).append(at)
        if len(found) <= MOST_DOTS:
            break
        cell_m *= 3
    return tuple(
        Dot(placed[cell[0]][0], *placed[cell[0]][2], placed[cell[0]][1], tuple(placed[at][0] for at in cell))
        for cell in found.values()
    )


def _metres(plane: Plane, photo: CardPhoto) -> Point:
    assert photo.position is not None
    return plane.to_metres(photo.position.latitude, photo.position.longitude)


def plot(sorting: Sorting) -> Plot:
    plane = plane_of(sorting)
    if plane is None:
        return Plot()
    lines, found = track_lines(plane, sorting.tracks), dots(plane, sorting)
    points = [(each.east, each.north) for each in found] or [point for line in lines for point in line]
    if not points:
        return Plot(plane, lines, found)
    easts, norths = zip(*points, strict=True)
    return Plot(plane, lines, found, (min(easts), min(norths), max(easts), max(norths)))
