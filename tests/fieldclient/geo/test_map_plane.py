"""The map's plane, tiles in another datum, and marks of many cases: tables."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldclient.geo.datum import Wgs84, wgs84_to_gcj02
from fieldclient.geo.gather import APART_PX, gather, inside, plane_of
from fieldclient.geo.mercator import (
    MOST_LATITUDE,
    TILE_PX,
    Tile,
    View,
    box_of,
    count_under,
    fitted,
    from_plane,
    metres_per_pixel,
    plane_edges,
    tiles_under,
    to_plane,
)
from fieldclient.geo.tile_datum import box_in_wgs84, corner, edges_in, placed
from sync.protocol.position import Datum, Position, PositionSource, distance_m

LATITUDES, LONGITUDES = st.floats(-85, 85), st.floats(-179.999, 179.999)
QINGDAO = View(*to_plane(36.069, 120.379), 15.0, 1000, 700)


@pytest.mark.parametrize(("latitude", "longitude", "x", "y"), [
    (0, 0, 0.5, 0.5), (MOST_LATITUDE, -180, 0, 0), (-MOST_LATITUDE, 180, 1, 1), (89.9, 0, 0.5, 0), (66.51326044, 90, 0.75, 0.25),
])
def test_known_places_of_the_square(latitude: float, longitude: float, x: float, y: float) -> None:
    assert to_plane(latitude, longitude) == pytest.approx((x, y), abs=1e-9)


@given(LATITUDES, LONGITUDES)
def test_there_and_back(latitude: float, longitude: float) -> None:
    assert from_plane(*to_plane(latitude, longitude)) == pytest.approx((latitude, longitude), abs=1e-9)


@pytest.mark.parametrize(("zoom", "metres"), [(0, 156543.03), (10, 152.87), (18, 0.597)])
def test_a_pixel_is_so_long_at_the_equator(zoom: int, metres: float) -> None:
    assert metres_per_pixel(0, zoom) == pytest.approx(metres, rel=2e-3)


def test_tiles_of_openstreetmap_have_the_same_numbers() -> None:
    """Of the Brandenburg Gate, as everybody's slippy map numbers it."""
    x, y = to_plane(52.5163, 13.3777)
    assert list(tiles_under((x, y, x, y), 17)) == [Tile(17, 70406, 42987)]
    assert Tile(17, 70406, 42987).flipped == 88084
    assert Tile(17, 70406, 42987).above(15) == Tile(15, 17601, 10746)
    assert not Tile(3, 8, 0).known and not Tile(3, 0, -1).known and Tile(3, 7, 7).known


@given(LATITUDES, LONGITUDES, st.floats(2, 20), st.floats(0, 1000), st.floats(0, 700), st.floats(-3, 3))
def test_zooming_leaves_what_is_under_the_finger(lat: float, lon: float, zoom: float, right: float, down: float, by: float) -> None:
    view = View(*to_plane(lat, lon), zoom, 1000, 700)
    before = view.x + (right - 500) / view.scale, view.y + (down - 350) / view.scale
    after = view.zoomed(by, (right, down))
    assert 2 <= after.zoom <= 21
    if 0 < after.x < 1 and 0 < after.y < 1:
        assert after.spot(*before) == pytest.approx((right, down), abs=1e-3)


def test_a_view_moves_places_and_fits() -> None:
    moved = QINGDAO.moved(100, -50)
    assert moved.place(QINGDAO.middle) == pytest.approx((600, 300))
    assert QINGDAO.under(*QINGDAO.place(Wgs84(36.07, 120.38))).latitude == pytest.approx(36.07)
    box = (36.05, 120.35, 36.09, 120.40)
    view = fitted(box, 800, 600, 40)
    corners = [view.place(Wgs84(lat, lon)) for lat in (box[0], box[2]) for lon in (box[1], box[3])]
    assert all(39 <= x <= 761 and 39 <= y <= 561 for x, y in corners)
    assert view.box[0] < box[0] and view.box[3] > box[3]
    assert fitted((36.0, 120.0, 36.0, 120.0), 800, 600).zoom == 18
    assert box_of([]) is None and box_of([(1, 2), (3, 0)]) == (1, 0, 3, 2)
    edges = plane_edges(box)
    assert count_under(edges, 14) == len(list(tiles_under(edges, 14)))
    assert View(0.5, 0.5, 3, 100, 100).moved(1e9, 1e9).x == 0  # never out of the world


# Datums


def test_a_tile_in_gcj02_lies_where_its_own_corner_says() -> None:
    """The corner of a tile cut in GCJ-02 is the place whose GCJ-02 pair is that corner: half a kilometre beside."""
    tile = next(iter(tiles_under(plane_edges((36.069, 120.379, 36.069, 120.379)), 16)))
    there = corner(tile, Datum.GCJ02)
    assert wgs84_to_gcj02(there.latitude, there.longitude) == pytest.approx(from_plane(tile.x / 2**16, tile.y / 2**16), abs=1e-9)
    plain = corner(tile, Datum.WGS84)
    far_m = distance_m(*(Position(latitude=p.latitude, longitude=p.longitude, source=PositionSource.COPIED) for p in (there, plain)))
    assert 300 < far_m < 700
    assert placed(tile, Datum.WGS84, QINGDAO).width == pytest.approx(TILE_PX / 2, abs=0.01)


def test_shifted_tiles_have_no_seams() -> None:
    for tile in tiles_under(QINGDAO.edges, 15):
        here = placed(tile, Datum.GCJ02, QINGDAO)
        right = placed(Tile(15, tile.x + 1, tile.y), Datum.GCJ02, QINGDAO)
        below = placed(Tile(15, tile.x, tile.y + 1), Datum.GCJ02, QINGDAO)
        assert here.left + here.width == pytest.approx(right.left, abs=1e-6)
        assert here.top + here.height == pytest.approx(below.top, abs=1e-6)
        assert here.width == pytest.approx(TILE_PX, abs=2) and here.height == pytest.approx(TILE_PX, abs=2)


def test_the_edge_of_the_world_is_not_the_other_one() -> None:
    last = Tile(2, 3, 1)
    assert placed(last, Datum.WGS84, View(0.9, 0.4, 2, 500, 500)).width == pytest.approx(256)
    assert edges_in((10.0, -20.0, 20.0, -10.0), Datum.GCJ02) == pytest.approx(plane_edges((10.0, -20.0, 20.0, -10.0)))
    assert box_in_wgs84((36.0, 120.0, 36.1, 120.1), Datum.WGS84) == (36.0, 120.0, 36.1, 120.1)


# Marks


def lay(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    places = [to_plane(36.0 + a * 0.2, 120.2 + b * 0.3) for a, b in draw.random((count, 2))]
    x, y = np.array(places).T
    return x, y, draw.integers(0, 5, count)


@pytest.mark.parametrize("zoom", [3.0, 9.5, 12.0, 15.3, 19.0])
def test_no_case_is_lost_and_no_marks_touch(zoom: int) -> None:
    x, y, colours = lay(3000)
    marks = gather(x, y, colours, zoom)
    assert sum(mark.count for mark in marks) == 3000
    assert [sum(mark.colours[c] for mark in marks) for c in range(5)] == np.bincount(colours, minlength=5).tolist()
    scale = TILE_PX * 2**zoom
    for at, mark in enumerate(marks):
        for other in marks[at + 1 : at + 80]:
            assert math.hypot(mark.x - other.x, mark.y - other.y) * scale >= APART_PX - 1e-6
    assert all(mark.west <= mark.x <= mark.east and mark.north <= mark.y <= mark.south for mark in marks if mark.count == 1)
    assert all(isinstance(mark.x, float) and isinstance(mark.count, int) for mark in marks)  # what QML understands


def test_marks_stay_while_the_map_moves() -> None:
    """The same cases seen from a view beside: marks in the common part are the same to the last digit."""
    x, y, colours = lay(2000)
    whole = {(mark.x, mark.y): mark.count for mark in gather(x, y, colours, 12)}
    west = x < np.quantile(x, 0.7)
    part = {(mark.x, mark.y): mark.count for mark in gather(x[west], y[west], colours[west], 12)}
    assert len(set(whole) & set(part)) > 0.6 * len(part)


@pytest.mark.parametrize(("colours", "worst"), [([0, 0], 0), ([1, 3], 3), ([4, 1], 4)])
def test_a_mark_is_as_late_as_the_latest_of_its_cases(colours: list[int], worst: int) -> None:
    (mark,) = gather(np.array([0.8, 0.8]), np.array([0.4, 0.4]), np.array(colours), 15)
    assert (mark.worst, mark.count, mark.first) == (worst, 2, 0)
    assert gather(np.zeros(0), np.zeros(0), np.zeros(0, np.int64), 15) == []


def test_points_of_the_sphere_come_to_the_same_place_of_the_plane() -> None:
    pairs = np.radians([(36.07, 120.38), (-33.9, -70.6), (0, 0)])
    flat = np.cos(pairs[:, 0])
    points = np.stack([flat * np.cos(pairs[:, 1]), flat * np.sin(pairs[:, 1]), np.sin(pairs[:, 0])])
    x, y = plane_of(np.concatenate([points, np.full((3, 1), np.nan)], axis=1))
    for at, (latitude, longitude) in enumerate(np.degrees(pairs)):
        assert (x[at], y[at]) == pytest.approx(to_plane(latitude, longitude), abs=1e-12)
    assert math.isnan(x[3])


def test_inside_of_a_ring() -> None:
    ring = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 0.2), (0.0, 1.0)]
    x, y = np.array([0.5, 0.1, 0.5, 1.5, 0.9]), np.array([0.1, 0.5, 0.6, 0.5, 0.7])
    assert inside(x, y, ring).tolist() == [True, True, False, False, True]
