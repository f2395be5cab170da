"""What a track amounts to: metres, time on the move, gaps, grids. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fieldclient.geo.area import Area
from fieldclient.geo.tracks import Fix, Track, apart_m, make_track
from fieldclient.store.patrols import Grid, Result
from fieldclient.work.patrol.coverage import inside
from fieldclient.work.patrol.plane import Plane
from sync.protocol.position import Position, PositionSource

STROLL_MPS = 0.3  # slower between two points is standing
RESUME_WITHIN = timedelta(hours=4)  # a longer break is no break: the patrol was forgotten
END_AFTER = timedelta(hours=16)  # nobody patrols longer


@dataclass(frozen=True, slots=True)
class Reckoned:
    result: Result
    segments: tuple[tuple[Fix, ...], ...]


def reckon(track: Track, areas: Iterable[Area]) -> Reckoned:
    """`areas` are the unit grids that may have been walked. Gaps count neither as way nor as time on the move."""
    segments = tuple(track.segments())
    if not segments:
        return Reckoned(Result(), ())
    steps = [(apart_m(a, b), b.at_s - a.at_s) for segment in segments for a, b in zip(segment, segment[1:], strict=False)]
    found = list(areas)
    names = {area.code: area.name for area in found}
    covered = [each.code for each in inside(segments, found, plane_of(track)) if each.covered] if found else []
    return Reckoned(
        Result(
            distance_m=sum(metres for metres, _ in steps),
            moving_s=sum(seconds for metres, seconds in steps if metres >= STROLL_MPS * seconds),
            gaps=len(segments) - 1, covered=tuple(Grid(code, names[code]) for code in sorted(covered)),
        ), segments)


def plane_of(track: Track) -> Plane:
    """Around the middle of the track, which has at least one fix."""
    south, west, north, east = box_of(track.fixes)
    return Plane(Position(latitude=(south + north) / 2, longitude=(west + east) / 2, source=PositionSource.TRACK))


def box_of(fixes: Sequence[Fix]) -> tuple[float, float, float, float]:
    """South, west, north, east."""
    latitudes, longitudes = [each.latitude for each in fixes], [each.longitude for each in fixes]
    return min(latitudes), min(longitudes), max(latitudes), max(longitudes)


def cleaned(points: Iterable[Fix]) -> Track:
    """Points as they are kept, with what a second look finds impossible left out."""
    return make_track(points)


def left_at(started_at: datetime, last: Fix | None, now: datetime) -> datetime | None:
    """When a patrol that is found running ended, if it was forgotten; None: it goes on. A clock that went back is no reason."""
    seen_at = max(started_at, datetime.fromtimestamp(last.at_s, UTC)) if last is not None else started_at
    if now - seen_at > RESUME_WITHIN or now - started_at > END_AFTER:
        return min(seen_at, now) if seen_at >= started_at else started_at
    return None
