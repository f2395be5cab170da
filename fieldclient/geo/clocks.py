"""How wrong a camera's clock is, and how one knows. Pure.

`offset_s` is what has to be ADDED to a camera's time to get the true one: +30 for a clock that is half a minute slow. One per
camera. What a person sets wins for ever; then a photo of a clock (`ClockSource.CODE`); then photos of the same camera that carry
the receiver's time as well; then the track. A median is taken and not a mean: a phone's fix may be minutes old, a few are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from fieldclient.geo.tracks import Fix, Track, apart_m
from sync.protocol.position import Position

QUARTER_S = 900.0  # all of the world's zones differ by whole quarters of an hour
MAX_ZONE_S = 14 * 3600.0
ZONE_REST_S = 180.0  # a clock set to another zone is also a little wrong by itself
AGREES_S = 2.0  # EXIF has whole seconds, and a fix is about one old
STEADY_S = 60.0  # offsets of one camera that differ by more are no offset
PASSES_M = 30.0  # so close to a photo's place, the track may have been there when it was taken
BIN_S = 10.0
ENOUGH = 3


class ClockSource(StrEnum):
    HAND = "hand"
    CODE = "code"  # a photo of a code that shows the time
    GPS = "gps"  # the receiver's time in photos of this camera
    TRACK = "track"  # photos with a place, beside a track that passes there
    ZONE = "zone"  # only with this whole zone do the photos fall into the track at all


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one photo says about its camera's clock. `clock_at` is the camera's time, aware (its zone assumed if it names none);
    `gps_at` the receiver's, if it has one; `position` the receiver's place."""

    camera: str
    clock_at: datetime
    gps_at: datetime | None = None
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class ClockOffset:
    """A camera's offset. `spread_s` is the median distance from it, of `photos` photos. Only a `sure` one is applied unasked;
    others are offered. `zone_s` is the part of it that is a wrong zone (whole quarters of an hour), 0 when there is none."""

    offset_s: float
    source: ClockSource
    photos: int = 1
    spread_s: float = 0.0
    sure: bool = True

    @property
    def zone_s(self) -> float:
        whole = round(self.offset_s / QUARTER_S) * QUARTER_S
        fits = abs(self.offset_s - whole) <= ZONE_REST_S and abs(whole) <= MAX_ZONE_S
        return whole if fits else 0.0


def offsets(
    stamps: Iterable[Stamp], tracks: Sequence[Track] = (), *, by_hand: Mapping[str, float] | float | None = None,
    codes: Mapping[str, float] | None = None,
) -> dict[str, ClockOffset]:
    """The best known offset of each camera; a camera of which nothing is known is left out. `by_hand`: seconds for all cameras
    or by camera; `codes`: seconds by camera, from `from_code`."""
    by_camera: dict[str, list[Stamp]] = {}
    for stamp in stamps:
        by_camera.setdefault(stamp.camera, []).append(stamp)
    found: dict[str, ClockOffset] = {}
    for camera, own in by_camera.items():
        offset = _set(camera, by_hand, codes or {}) or from_gps(own) or from_track(own, tracks)
        if offset is not None:
            found[camera] = offset
    return found


def _set(camera: str, by_hand: Mapping[str, float] | float | None, codes: Mapping[str, float]) -> ClockOffset | None:
    hand = by_hand.get(camera) if isinstance(by_hand, Mapping) else by_hand
    if hand is not None:
        return ClockOffset(hand, ClockSource.HAND, photos=0)
    return ClockOffset(codes[camera], ClockSource.CODE) if camera in codes else None


def from_code(shown: datetime, clock_at: datetime) -> float:
    """Seconds to add, when a photo that its camera dates `clock_at` shows a clock that reads `shown`. Both aware."""
    return (shown - clock_at).total_seconds()


def from_gps(stamps: Sequence[Stamp]) -> ClockOffset | None:
    """From photos of one camera that have both times. An offset smaller than their own scatter is none."""
    apart = [(each.gps_at - each.clock_at).total_seconds() for each in stamps if each.gps_at is not None]
    return _robust(apart, ClockSource.GPS) if apart else None


def _robust(apart: Sequence[float], source: ClockSource) -> ClockOffset:
    middle = median(apart)
    spread_s = median(abs(each - middle) for each in apart)
    if abs(middle) <= max(AGREES_S, 2 * spread_s):
        middle = 0.0
    # Two photos that disagree do not tell which of them is right.
    return ClockOffset(middle, source, len(apart), spread_s, sure=spread_s <= STEADY_S)


def from_track(stamps: Sequence[Stamp], tracks: Sequence[Track]) -> ClockOffset | None:
    """From where the photos were taken, if they say so; else from the only whole zone with which they fall into the track."""
    return _by_place(stamps, tracks) or _by_zone(stamps, tracks)


def _by_place(stamps: Sequence[Stamp], tracks: Sequence[Track]) -> ClockOffset | None:
    """Each photo votes for every time at which the track passed its place. A loop gives some photos two votes, a wrong one
    never the same for all."""
    votes: Counter[int] = Counter()
    passed: dict[int, list[float]] = {}
    placed = [each for each in stamps if each.position is not None]
    for stamp in placed:
        mine = [at_s - stamp.clock_at.timestamp() for at_s in _passes(stamp, tracks)]
        for offset_s in mine:
            passed.setdefault(round(offset_s / BIN_S), []).append(offset_s)
        votes.update({round(offset_s / BIN_S) for offset_s in mine})
    if len(placed) < ENOUGH or not votes:
        return None
    best = max(votes, key=lambda each: (votes[each], -abs(each)))
    near = [offset_s for each in (best - 1, best, best + 1) for offset_s in passed.get(each, ())]
    if votes[best] < max(ENOUGH, len(placed) / 2):
        return None
    found = _robust(near, ClockSource.TRACK)
    return ClockOffset(found.offset_s, ClockSource.TRACK, votes[best], found.spread_s)


def _passes(stamp: Stamp, tracks: Sequence[Track]) -> Iterable[float]:
    """When the tracks came closest to the photo's place, once for each time they passed it."""
    assert stamp.position is not None
    here = Fix(0.0, stamp.position.latitude, stamp.position.longitude)
    for track in tracks:
        closest: tuple[float, float] | None = None
        for fix in track.fixes:
            away_m = apart_m(here, fix)
            if away_m <= PASSES_M:
                closest = min(closest or (away_m, fix.at_s), (away_m, fix.at_s))
            elif closest is not None:
                yield closest[1]
                closest = None
        if closest is not None:
            yield closest[1]


def _by_zone(stamps: Sequence[Stamp], tracks: Sequence[Track]) -> ClockOffset | None:
    """Only offered, never applied unasked: nothing but the times speaks for it."""
    times = [each.clock_at.timestamp() for each in stamps]

    def inside(offset_s: float) -> int:
        return sum(any(track.covers(each + offset_s) for track in tracks) for each in times)

    if not times or inside(0.0):
        return None
    hours = {hour * 3600.0: inside(hour * 3600.0) for hour in range(-14, 15) if hour}
    most = max(hours.values())
    best = [offset_s for offset_s, count in hours.items() if count == most]
    if most * 2 < len(times) or len(best) != 1:
        return None
    return ClockOffset(best[0], ClockSource.ZONE, most, sure=False)


def corrected(clock_at: datetime, offset: ClockOffset | None) -> datetime:
    """The camera's time put right; unchanged without an offset, or with one that is only offered."""
    return clock_at if offset is None or not offset.sure else clock_at + timedelta(seconds=offset.offset_s)
