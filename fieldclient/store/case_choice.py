"""Choosing, ordering and counting cases in columns. Pure: numbers in, places out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from fieldclient.store.case_columns import Columns
from fieldclient.store.case_wanted import COLOURS, KEYS, After, Colour, Counts, Place, Sort, Wanted
from fieldclient.store.times import NEVER_MS
from sync.protocol.lifecycle import ENDED
from sync.protocol.position import EARTH_RADIUS_M

GRIDS_TOLD = 100
_LEVEL = {Colour.ON_TIME: 0, Colour.OVERDUE: 1, Colour.OVERDUE_AGAIN: 2}


def colours(columns: Columns, now_ms: int) -> np.ndarray:
    """For each case the place of its colour in `COLOURS`: the rule of `deadlines.light`."""
    seen = np.minimum(columns.column("seen_ms"), now_ms)
    due, soon = columns.column("due_ms"), columns.column("due_soon_ms")
    shown = np.where(seen > due, 2, np.where((seen >= soon) & (soon < due), 1, 0))
    level = np.minimum(columns.column("level"), 2)
    rank = np.array([0, 0, 1])[shown]
    out = np.where(rank >= level, np.array([1, 2, 3])[shown], np.array([1, 3, 4])[level])
    out[seen >= columns.column("again_ms")] = 4
    over = columns.named("stage", [stage.value for stage in ENDED])
    out[(due == NEVER_MS) | over] = 0
    return out


def distances_m(points: np.ndarray, here: Place) -> np.ndarray:
    """From here to each of these points of the unit sphere along the earth; infinity where one is not known (NaN)."""
    latitude, longitude = np.radians(here)
    own = (np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude))
    chord = np.sqrt(sum((axis - at) ** 2 for axis, at in zip(points, own, strict=True)))
    far = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1, chord / 2))
    return np.where(np.isnan(far), np.inf, far)


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
        self._far_m: np.ndarray | None = None
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
            masks["colour"] = np.array([colour in wanted.colours for colour in COLOURS])[self.colours]
        if wanted.grids:
            masks["grid"] = columns.named("grid", wanted.grids)
        if wanted.campaigns:
            chosen = [self._campaigns[code] for code in wanted.campaigns if code in self._campaigns]
            masks["campaign"] = np.logical_or.reduce(chosen) if chosen else np.zeros(columns.size, bool)
        if wanted.mine:
            masks["mine"] = columns.column("mine") == 1
        if wanted.near_m is not None and self.far_m is not None:
            masks["near"] = self.far_m <= wanted.near_m
        return masks

    @property
    def far_m(self) -> np.ndarray | None:
        """Of all cases; None where it is not known where the person is."""
        if self._far_m is None:
            self._far_m = self.far_of(slice(None))
        return self._far_m

    def far_of(self, places: np.ndarray | slice) -> np.ndarray | None:
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

    def _keys(self) -> list[np.ndarray]:
        """Smallest first."""
        order = self._wanted.order
        rows = self._columns.rows[: self._columns.size]
        if order is Sort.DISTANCE:
            assert self.far_m is not None
            return [self.far_m, rows]
        columns = self._columns.column
        return [*(-columns(name).astype(np.int64) if largest else columns(name) for name, largest in KEYS[order]), rows]

    def page(self, after: After | None, limit: int) -> tuple[np.ndarray, After | None]:
        """Places in order; where the next page begins, None when this is the last."""
        keys, among = self._keys(), np.flatnonzero(self._but())
        if after is not None:
            among = among[_later([key[among] for key in keys], after)]
        more = len(among) > limit
        among = _smallest(keys, among, limit)
        among = among[np.lexsort([key[among] for key in reversed(keys)])]
        return among, tuple(key[among[-1]].item() for key in keys) if more else None

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
            near=None if self.far_m is None else int(np.count_nonzero(self._but("near") & (self.far_m <= near_m))),
        )

    def _count_campaigns(self) -> dict[str, int]:
        chosen = self._but("campaign") if self._campaigns else None
        return {code: int(np.count_nonzero(chosen & mask)) for code, mask in self._campaigns.items()}

    def _count(self, column: str, chosen: np.ndarray) -> dict[str, int]:
        known = self._columns.names[column]
        counted = np.bincount(chosen, minlength=len(known)).tolist()
        return {name: counted[at] for name, at in known.items() if counted[at]}


def _later(keys: Sequence[np.ndarray], after: After) -> np.ndarray:
    later = np.zeros(len(keys[0]), bool)
    equal = ~later
    for key, value in zip(keys, after, strict=True):
        later |= equal & (key > value)
        equal &= key == value
    return later


def _smallest(keys: Sequence[np.ndarray], among: np.ndarray, count: int) -> np.ndarray:
    """The first `count` of them, in any order: what is beyond them is never sorted."""
    if len(among) <= count or count <= 0:
        return among[:count] if count <= 0 else among
    key = keys[0][among]
    edge = np.partition(key, count - 1)[count - 1]
    below, equal = among[key < edge], among[key == edge]
    if len(keys) > 1:
        equal = _smallest(keys[1:], equal, count - len(below))
    return np.concatenate([below, equal])
