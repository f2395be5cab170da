"""Case numbers, and which grid a place lies in."""

from __future__ import annotations

import math
import random
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.hub import areas, intake
from sync.hub.areas import Area
from sync.hub.numbers import case_number, check_digit, is_case_number, task_number
from sync.hub.seed import read_seed
from sync.protocol.position import Position, PositionSource
from sync.protocol.report import Kind, Report
from sync.protocol.tasks import TaskKind
from tests.sync.hub.town import SEED


@pytest.mark.parametrize("digits, check", [("0794", "5"), ("8609574271", "9"), ("4703689281", "6")])
def test_iso_7064_mod_11_10(digits: str, check: str) -> None:
    """The standard's own example, and two published German tax numbers."""
    assert check_digit(digits) == check


def test_a_case_number_is_read_from_left_to_right() -> None:
    number = case_number("370214", date(2026, 11, 21), 42)
    assert number[:19] == "3702142026112100042" and len(number) == 20 and is_case_number(number)
    assert task_number(TaskKind.CHECK, date(2026, 11, 21), 7) == "HC202611210007"


@given(st.text("0123456789", min_size=19, max_size=19), st.integers(0, 19), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(body: str, place: int, change: int) -> None:
    number = body + check_digit(body)
    wrong = str((int(number[place]) + change) % 10)
    assert is_case_number(number)
    assert not is_case_number(number[:place] + wrong + number[place + 1:])


SQUARE = ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0))
HORSESHOE = ((0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (2.0, 3.0), (2.0, 1.0), (1.0, 1.0), (1.0, 3.0), (0.0, 3.0))


@pytest.mark.parametrize("polygon, x, y, inside", [
    (SQUARE, 1, 1, True), (SQUARE, 3, 1, False), (SQUARE, 1, 3, False), (SQUARE, -1, 1, False),
    (HORSESHOE, 0.5, 2, True), (HORSESHOE, 1.5, 2, False), (HORSESHOE, 2.5, 2, True), (HORSESHOE, 1.5, 0.5, True),
])
def test_contains(polygon: areas.Point, x: float, y: float, inside: bool) -> None:
    assert areas.contains(polygon, x, y) is inside


@given(st.floats(-1, 5), st.floats(-1, 3))
def test_a_place_lies_in_one_of_two_neighbours_at_most(x: float, y: float) -> None:
    left, right = SQUARE, tuple((px + 2, py) for px, py in SQUARE)
    found = areas.contains(left, x, y) + areas.contains(right, x, y)
    assert found <= 1
    if 0 < x < 4 and 0 < y < 2:
        assert found == 1


def at(latitude: float, longitude: float) -> Position:
    return Position(latitude=latitude, longitude=longitude, source=PositionSource.GNSS)


@pytest.mark.parametrize("latitude, longitude, code", [
    (36.0695, 120.3760, "370202001001001"), (36.0695, 120.3880, "370202001001003"),
    (36.0620, 120.3820, "370202001001005"),
    (36.0800, 120.3820, "370202001"),  # in the street, in none of its grids
    (36.2000, 120.3820, None), (-36.0695, 120.3760, None), (36.0695, -120.3760, None),
])
def test_grid_then_street_then_outside(latitude: float, longitude: float, code: str | None) -> None:
    known = [Area(code=one.code, name=one.name, polygon=one.polygon) for one in read_seed(SEED).areas]
    found = areas.find(known, at(latitude, longitude))
    assert (found.code if found else None) == code


def test_looking_near_finds_what_looking_at_every_one_finds() -> None:
    draw = random.Random(7)

    def box(code: str, west: float, south: float, width: float, height: float) -> Area:
        east, north = west + width, south + height
        return Area(code=code, name=code, polygon=((west, south), (east, south), (east, north), (west, north)))
    grids = [
        box(f"370202{n:09d}", 120.3 + draw.uniform(0, 0.1), 36.0 + draw.uniform(-0.05, 0.05), draw.uniform(0, 0.01), draw.uniform(0, 0.01))
        for n in range(400)
    ]
    streets = [box(f"370202{n:03d}", 120.3 + 0.02 * n, 35.95, 0.02, 0.1) for n in range(5)]
    far = [box("370299999", 100.0, 30.0, 30.0, 10.0), box("370299998", -0.01, -0.01, 0.02, 0.02)]
    known = tuple(draw.sample([*grids, *streets, *far], 407))
    places = [(draw.uniform(120.29, 120.42), draw.uniform(35.94, 36.07)) for _ in range(2000)]
    corners = [corner for area in known for corner in area.polygon]
    hits = 0
    for x, y in [*places, *corners, (0.0, 0.0), (-0.005, -0.005), (math.nan, 36.0), (120.3, math.inf)]:
        held = [area for area in known if area.holds(x, y)]
        plain = max(held, key=lambda area: len(area.code), default=None)
        hits += plain is not None and len(plain.code) == 15
        assert areas.find(known, at(y, x)) is plain
    assert hits > 500


def test_the_demonstration_covers_six_hundred_metres_around_its_middle() -> None:
    known = [Area(code=one.code, name=one.name, polygon=one.polygon) for one in read_seed(SEED).areas]
    for north in (-600, -300, 0, 300, 600):
        for east in (-600, -300, 0, 300, 600):
            found = areas.find(known, at(36.066 + north / 111_200, 120.382 + east / 89_900))
            assert found is not None and found.is_unit_grid


def test_nearness_and_size() -> None:
    known = [Area(code=one.code, name=one.name, polygon=one.polygon) for one in read_seed(SEED).areas]
    first = next(area for area in known if area.code.endswith("001001001"))
    assert areas.by_nearness(known, first)[0] == first.code
    assert areas.by_nearness(known, first)[-1].endswith("006")
    assert 400_000 < areas.area_m2(first.polygon) < 460_000


@pytest.mark.parametrize("own, told, code", [
    (True, "370202001001006", "370202001001001"), (False, "370202001001006", "370202001001006"), (False, None, None)])
def test_a_hub_that_has_areas_decides_by_its_own(own: bool, told: str | None, code: str | None) -> None:
    """The grid that a device names counts where the hub knows no areas at all."""
    known = [Area(code=one.code, name=one.name, polygon=one.polygon) for one in read_seed(SEED).areas] if own else []
    desk = SimpleNamespace(world=SimpleNamespace(settings=SimpleNamespace(areas=known)))
    case = SimpleNamespace(area=None, area_name="", outside=False)
    report = Report(id="r", kind=Kind.PROBLEM, created_at=datetime(2026, 11, 21, tzinfo=UTC), position=at(36.0695, 120.3760), grid=told)
    intake.place(desk, case, report)  # type: ignore[arg-type]
    assert (case.area, case.outside) == (code, False)
