"""How quickly a place is answered: open cases near it among 100,000, and its unit grid among 20,000.

Beside "already reported?" stands a plain SQL scan of the same cases by distance; beside the grid stands shapely without a tree
(prepared outlines, asked one after the other) - what a first version of either would do.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import numpy as np
import shapely

from fieldclient.geo.area import Area, Level
from fieldclient.geo.areas import AreaIndex
from fieldclient.store import Store
from fieldclient.work.already import near_cases
from fieldclient.work.places import Places
from sync.protocol.feed import CaseView
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Stage
from sync.protocol.people import Person, Role, Session
from sync.protocol.position import Position, PositionSource
from sync.protocol.report import Kind
from tests.bench.rows import Row, at_most, told

CASES, GRIDS, ASKED, ASKED_OF_PEER = 100_000, 20_000, 400, 15
LIMIT_CASES_MS, LIMIT_GRID_MS = 10.0, 0.2
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
WEST, SOUTH, WIDE, HIGH = 120.30, 36.02, 0.20, 0.16  # a city's middle: 18 km by 18 km
SUBCATEGORIES = ("C01-01", "C04-01", "C09-01", "C05-01", "C06-01")


def measure() -> list[Row]:
    draw = random.Random(4)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), clock=lambda: NOW)
        try:
            return [*_cases(store, draw), *_grids(store, draw)]
        finally:
            store.close()


def _cases(store: Store, draw: random.Random) -> list[Row]:
    me = Person(id="p-me", name="王网格", roles=(Role.COLLECTOR,))
    store.signed_in(Session(token="t", person=me, expires_at=NOW + timedelta(days=1), hub_time=NOW, hub_id="h"))
    begun = time.perf_counter()
    for start in range(0, CASES, 2000):
        with store.database.change():
            store.cases.keep(me.id, [_case(draw) for _ in range(start, start + 2000)], 0, anew=False)
    kept_s = time.perf_counter() - begun
    places = [_place(draw) for _ in range(ASKED)]
    found = sum(len(near_cases(store, me.id, place, "C09-01", NOW)) for place in places)
    ours = _ms(lambda place: near_cases(store, me.id, place, "C09-01", NOW), places)
    peer = _ms(lambda place: _scan(store, me.id, place), places[:ASKED_OF_PEER])
    for place in places[:ASKED_OF_PEER]:  # both say the same
        assert {case.id for case in store.nearby.open_cases(me.id, place, 100.0, NOW - timedelta(days=90))} == _scan(store, me.id, place)
    return [
        at_most(f"already reported? among {CASES:,} cases (median of {ASKED})", statistics.median(ours), "ms", LIMIT_CASES_MS),
        told("the slowest of 100", sorted(ours)[int(len(ours) * 0.99)], "ms"),
        Row(what="beside a scan of the same cases by distance in SQL", value=round(statistics.median(ours), 4), unit="ms",
            beside=round(statistics.median(peer), 2), beside_what="SQL scan",
            ratio=round(statistics.median(ours) / statistics.median(peer), 5)),
        told("cases shown a question", found / ASKED, "cases"),
        told(f"keeping {CASES:,} cases with their places", kept_s, "s"),
    ]


def _case(draw: random.Random) -> CaseView:
    made = NOW - timedelta(minutes=draw.uniform(0, 120 * 24 * 60))
    return CaseView(
        id=new_id(), version=1, kind=Kind.PROBLEM, stage=draw.choice((Stage.FILED, Stage.DISPATCHED, Stage.CLOSED)),
        subcategory=draw.choice(SUBCATEGORIES), position=_place(draw), created_at=made)


def _place(draw: random.Random) -> Position:
    """Cases lie in clusters, as they do along shopping streets."""
    x, y = draw.gauss(0.5, 0.2) % 1, draw.gauss(0.5, 0.2) % 1
    return Position(latitude=SOUTH + HIGH * y, longitude=WEST + WIDE * x, source=PositionSource.GNSS, accuracy_m=8.0)


def _scan(store: Store, person: str, place: Position) -> set[str]:
    """Every case's distance, in SQL, from the JSON the hub sent."""
    rows = store.database.read(
        """
        SELECT id, raw, 2 * 6371008.8 * asin(min(1, sqrt(
            pow(sin(radians(lat - ?1) / 2), 2) + cos(radians(?1)) * cos(radians(lat)) * pow(sin(radians(lon - ?2) / 2), 2)))) AS far
        FROM (SELECT id, raw, json_extract(CAST(raw AS TEXT), '$.position.latitude') AS lat,
                json_extract(CAST(raw AS TEXT), '$.position.longitude') AS lon
            FROM cases WHERE person = ?3 AND ended = 0 AND created_ms >= ?4)
        WHERE far <= 100
        """, (place.latitude, place.longitude, person, int((NOW - timedelta(days=90)).timestamp() * 1000)))
    return {msgspec.json.decode(row["raw"], type=CaseView).id for row in rows}


def _grids(store: Store, draw: random.Random) -> list[Row]:
    side = int(GRIDS**0.5) + 1
    areas = [_grid(number % side, number // side, side, draw) for number in range(GRIDS)]
    begun = time.perf_counter()
    store.areas.replace(areas, "grids", NOW)
    kept_s = time.perf_counter() - begun
    places, asked = Places(store), [_place(draw) for _ in range(ASKED * 5)]
    begun = time.perf_counter()
    places.where(asked[0])
    built_s = time.perf_counter() - begun
    index = AreaIndex(areas)
    ours = _ms(places.where, asked)
    shapes = shapely.from_wkb(np.array([area.shape for area in areas], dtype=object))
    shapely.prepare(shapes)
    peer = _ms(lambda place: _one_by_one(shapes, place), asked[:ASKED_OF_PEER])
    for place in asked[:ASKED_OF_PEER]:
        holding = {areas[at].code for at in _one_by_one(shapes, place)}
        said = index.where(place)
        assert holding == {code for code in (said.grid, *said.overlapping) if code}
    return [
        at_most(f"point to grid among {GRIDS:,} (median of {len(asked)})", statistics.median(ours), "ms", LIMIT_GRID_MS),
        told("the slowest of 100 points", sorted(ours)[int(len(ours) * 0.99)], "ms"),
        Row(what="beside shapely over prepared grids without a tree", value=round(statistics.median(ours), 4), unit="ms",
            beside=round(statistics.median(peer), 2), beside_what="shapely, one after the other",
            ratio=round(statistics.median(ours) / statistics.median(peer), 5)),
        told(f"keeping {GRIDS:,} grids", kept_s, "s"),
        told("the first question after a start (the tree is built)", built_s, "s"),
    ]


def _grid(column: int, row: int, side: int, draw: random.Random) -> Area:
    """About a hectare, with a dozen corners that are not straight."""
    east, north = WIDE / side, HIGH / side
    x, y = WEST + column * east, SOUTH + row * north
    corners = [(x + east * (at / 6), y + north * draw.uniform(0, 0.04)) for at in range(7)]
    corners += [(x + east * (1 - at / 6), y + north * draw.uniform(0.96, 1)) for at in range(7)]
    number = row * side + column
    return Area(f"370202{number // 1000:03d}001{number % 1000:03d}", f"网格{number}", Level.GRID, shapely.to_wkb(shapely.Polygon(corners)))


def _one_by_one(shapes: np.ndarray, place: Position) -> list[int]:
    point = shapely.Point(place.longitude, place.latitude)
    return [at for at, shape in enumerate(shapes) if shape.intersects(point)]


def _ms(ask: Callable[[Position], object], places: Iterable[Position]) -> list[float]:
    taken = []
    for place in places:
        begun = time.perf_counter_ns()
        ask(place)
        taken.append((time.perf_counter_ns() - begun) / 1e6)
    return taken
