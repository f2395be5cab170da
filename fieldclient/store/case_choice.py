"""Choosing, ordering and counting cases in columns. Pure: numbers in, places out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from fieldclient.store.case_columns import Columns, one_of
from fieldclient.store.case_wanted import COLOURS, KEYS, After, Colour, Counts, Place, Sort, Wanted
from fieldclient.store.times import NEVER_MS
from sync.protocol.lifecycle import ENDED
from sync.protocol.position import EARTH_RADIUS_M

GRIDS_TOLD = 100
_LATE, _LATE_AGAIN = COLOURS.index(Colour.OVERDUE), COLOURS.index(Colour.OVERDUE_AGAIN)
_AT_LEAST = np.array([0, _LATE, _LATE_AGAIN], np.int8)  # by the level that a case had reached before
Key = Callable[[np.ndarray], np.ndarray]  # of the cases at these places


def colours(columns: Columns, now_ms: int) -> np.ndarray:
    """For each case the place of its colour in `COLOURS`: the rule of `deadlines.light`."""
    seen, soon_ms, due = np.minimum(columns.column("seen_ms"), now_ms), columns.column("due_soon_ms"), columns.column("due_ms")
    late = seen > due
    soon = (seen >= soon_ms) & (soon_ms < due) & ~late
    out = late.view(np.int8) * np.int8(2) + soon.view(np.int8) + np.int8(1)
    raised = np.flatnonzero(columns.column("level") > 0)
    out[raised] = np.maximum(out[raised], _AT_LEAST[np.minimum(columns.column("level")[raised], 2)])
    out[seen >= columns.column("again_ms")] = _LATE_AGAIN
    out[(due == NEVER_MS) | columns.named("stage", [stage.value for stage in ENDED])] = 0
    return out


def chords(points: np.ndarray, here: Place) -> np.ndarray:
    """How far these points of the unit sphere are from here, straight through the earth and squared: grows with the way
    along it and costs a tenth. Infinity where a point is not known (NaN)."""
    far = np.zeros(points.shape[1])
    for axis, at in zip(points, _point(here), strict=True):
        away = axis - at
        away *= away
        far += away
    far[np.isnan(far)] = np.inf
    return far


def _point(here: Place) -> tuple[float, float, float]:
    latitude, longitude = map(math.radians, here)
    return math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)


def _chord_of(far_m: float) -> float:
    """What `chords` says of something that is so far along the earth."""
    return (2 * math.sin(min(far_m / EARTH_RADIUS_M, math.pi) / 2)) ** 2


def distances_m(points: np.ndarray, here: Place) -> np.ndarray:
    """From here to each of these points of the unit sphere along the earth; infinity where one is not known (NaN)."""
    chord = np.sqrt(chords(points, here))
    return np.where(np.isinf(chord), np.inf, 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1, chord / 2)))


class Choice:
    """What one `Wanted` chooses. `found`: for each term, where it is; `points`: of every case; `now_ms`: hub time;
    `campaigns`: for each, where its cases are."""

    def __init__(
        self, columns: Columns, wanted: Wanted, found: Sequence[np.ndarray], points: np.ndarray | None, now_ms: int,
        campaigns: Mapping[str, np.ndarray],
    ) -> None:
        self._columns = columns
        self._wanted = wanted
        self._campaigns = campaigns
        self._now_ms = now_ms
        self._colours: np.ndarray | None = None
        self._points = points
        self._chords: np.ndarray | None = None
        base = columns.here[: columns.size].copy()
        for mask in found:
            base &= mask
        match wanted.which:
            case "to_do":
                base &= (columns.column("needs_me") == 1) & (columns.column("ended") == 0)
            case "mine":
                base &= columns.column("mine") == 1
            case "ended":
                base &= columns.column("ended") == 1
        self._base = base
        self._filters = self._masks()

    def _masks(self) -> dict[str, np.ndarray]:
        """Of the filters that are chosen."""
        wanted, columns = self._wanted, self._columns
        masks: dict[str, np.ndarray] = {}
        if wanted.stages:
            masks["stage"] = columns.named("stage", wanted.stages)
        if wanted.colours:
            masks["colour"] = one_of(self.colours, [COLOURS.index(colour) for colour in wanted.colours])
        if wanted.grids:
            masks["grid"] = columns.named("grid", wanted.grids)
        if wanted.campaigns:
            chosen = [self._campaigns[code] for code in wanted.campaigns if code in self._campaigns]
            masks["campaign"] = np.logical_or.reduce(chosen) if chosen else np.zeros(columns.size, bool)
        if wanted.mine:
            masks["mine"] = columns.column("mine") == 1
        if wanted.near_m is not None and self.chords is not None:
            masks["near"] = self.chords <= _chord_of(wanted.near_m)
        return masks

    @property
    def chords(self) -> np.ndarray | None:
        """Of all cases; None where it is not known where the person is."""
        if self._chords is None and self._points is not None and self._wanted.here is not None:
            self._chords = chords(self._points, self._wanted.here)
        return self._chords

    def far_of(self, places: np.ndarray) -> np.ndarray | None:
        """Metres along the earth."""
        if self._points is None or self._wanted.here is None:
            return None
        return distances_m(self._points[:, places], self._wanted.here)

    @property
    def colours(self) -> np.ndarray:
        if self._colours is None:
            self._colours = colours(self._columns, self._now_ms)
        return self._colours

    def _but(self, left_out: str = "") -> np.ndarray:
        chosen = self._base
        for name, mask in self._filters.items():
            if name != left_out:
                chosen = chosen & mask
        return chosen

    # A page

    def _keys(self) -> list[Key]:
        """Smallest first. Worked out for the cases alone that it matters for."""
        order, columns = self._wanted.order, self._columns
        if order is Sort.DISTANCE:
            assert self.chords is not None
            return [self.chords.__getitem__, columns.rows.__getitem__]
        return [*(_falling(columns.of[name]) if largest else columns.of[name].__getitem__ for name, largest in KEYS[order]),
                columns.rows.__getitem__]

    def page(self, after: After | None, limit: int) -> tuple[np.ndarray, After | None]:
        """Places in order; where the next page begins, None when this is the last."""
        keys, among = self._keys(), np.flatnonzero(self._but())
        if after is not None:
            among = _later(keys, among, after)
        more = len(among) > limit
        among = _smallest(keys, among, limit)
        among = among[np.lexsort([key(among) for key in reversed(keys)])]
        return among, tuple(key(among[-1:])[0].item() for key in keys) if more else None

    def counts(self, near_m: float) -> Counts:
        columns = self._columns
        grids = self._count("grid", columns.column("grid")[self._but("grid")])
        most = sorted(((count, name) for name, count in grids.items() if name), key=lambda each: (-each[0], each[1]))[:GRIDS_TOLD]
        tints = np.bincount(self.colours[self._but("colour")], minlength=len(COLOURS)).tolist()
        return Counts(
            total=int(np.count_nonzero(self._but())),
            stages=self._count("stage", columns.column("stage")[self._but("stage")]),
            colours=dict(zip(COLOURS, tints, strict=True)),
            grids={name: count for count, name in most},
            grid_names={name: columns.grid_names.get(name, "") for _, name in most},
            campaigns=self._count_campaigns(),
            mine=int(np.count_nonzero(self._but("mine") & (columns.column("mine") == 1))),
            near=None if self.chords is None else int(np.count_nonzero(self._but("near") & (self.chords <= _chord_of(near_m)))),
        )

    def _count_campaigns(self) -> dict[str, int]:
        chosen = self._but("campaign") if self._campaigns else None
        return {code: int(np.count_nonzero(chosen & mask)) for code, mask in self._campaigns.items()}

    def _count(self, column: str, chosen: np.ndarray) -> dict[str, int]:
        known = self._columns.names[column]
        counted = np.bincount(chosen, minlength=len(known)).tolist()
        return {name: counted[at] for name, at in known.items() if counted[at]}


def _falling(values: np.ndarray) -> Key:
    return lambda places: -values[places].astype(np.int64)


def _later(keys: Sequence[Key], among: np.ndarray, after: After) -> np.ndarray:
    """Those that come after it, in any order: a further key is only asked where all before it are equal."""
    later = []
    for key, value in zip(keys, after, strict=True):
        values = key(among)
        later.append(among[values > value])
        among = among[values == value]
    return np.concatenate(later)


def _smallest(keys: Sequence[Key], among: np.ndarray, count: int) -> np.ndarray:
    """The first `count` of them, in any order: what is beyond them is never sorted."""
    if len(among) <= count or count <= 0:
        return among[:count] if count <= 0 else among
    values = keys[0](among)
    edge = np.partition(values, count - 1)[count - 1]
    below, equal = among[values < edge], among[values == edge]
    if len(keys) > 1:
        equal = _smallest(keys[1:], equal, count - len(below))
    return np.concatenate([below, equal])
