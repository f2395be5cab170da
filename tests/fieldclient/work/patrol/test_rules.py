"""The rules of recording and reckoning, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fieldclient.geo.tracks import Fix
from fieldclient.work.patrol.coverage import inside
from fieldclient.work.patrol.pace import Motion, ask_every_s, follow, motion_of, must_save
from fieldclient.work.patrol.reckoning import cleaned, left_at, plane_of, reckon
from fieldclient.work.patrol.sift import Sieve, Why, sift
from tests.fieldclient.work.patrol.walking import AT_S, fix, grids, walk


@pytest.mark.parametrize(("fixes", "motion", "every_s"), [
    ([], Motion.MOVING, 5.0),
    ([fix()], Motion.MOVING, 5.0),
    (walk(20), Motion.MOVING, 5.0),  # 1.4 m/s
    (walk(20, every_s=5, every_m=2), Motion.MOVING, 5.0),  # 0.4 m/s: slowly, looking around
    ([fix(at) for at in range(0, 56, 5)], Motion.MOVING, 5.0),  # not yet a minute
    ([fix(at) for at in range(0, 66, 5)], Motion.STANDING, 15.0),
    ([fix(at, east_m=at % 15) for at in range(0, 91, 5)], Motion.STANDING, 15.0),  # the receiver's own unrest
    ([fix(at) for at in range(0, 301, 15)], Motion.RESTING, 30.0),
    ([*(fix(at) for at in range(0, 301, 15)), fix(330, 45)], Motion.MOVING, 5.0),  # off again
    ([fix(at, east_m=(at // 5 % 2) * 45, accuracy_m=40) for at in range(0, 91, 5)], Motion.STANDING, 15.0),  # coarse, so less is a step
    ([fix(0), fix(70, 21)], Motion.MOVING, 5.0),
], ids=str)
def test_the_receiver_is_asked_as_often_as_somebody_moves(fixes: list[Fix], motion: Motion, every_s: float) -> None:
    stand = None
    for each in fixes:
        stand = follow(stand, each)
    assert motion_of(stand) is motion and ask_every_s(motion) == every_s


@pytest.mark.parametrize(("share", "charging", "saving", "stops"), [
    (None, None, False, False), (0.5, False, False, False), (0.15, False, False, False), (0.14, False, False, True),
    (0.14, True, False, False), (0.16, False, True, True), (0.20, False, True, False), (0.05, True, True, False),
    (None, None, True, False),
])
def test_a_low_battery_stops_recording_and_a_fuller_one_goes_on(share, charging, saving: bool, stops: bool) -> None:
    assert must_save(share, charging, saving) is stops
    assert ask_every_s(Motion.SAVING) is None


def sifted(fixes: list[Fix], late_s: float = 0.5) -> tuple[list[Why], list[Fix]]:
    sieve, told, kept = Sieve(), [], []
    for each in fixes:
        found = sift(sieve, each, each.at_s + late_s)
        sieve = found.sieve
        told.append(found.why)
        kept += found.points
    return told, kept


K, N, C, OLD, J, X = Why.KEPT, Why.NOTHING_NEW, Why.COARSE, Why.OLD, Why.JUMP, Why.NOWHERE


@pytest.mark.parametrize(("fixes", "told"), [
    ([fix()], [K]),
    ([fix(0), fix(5, 4), fix(10, 11)], [K, N, K]),
    ([fix(0), fix(5), fix(10), fix(15)], [K, N, N, K]),  # standing: a point each quarter of a minute
    ([fix(0), fix(0, 30), fix(5, 8)], [K, OLD, N]),  # a second place for one moment
    ([fix(10), fix(5, 7)], [K, OLD]),
    ([fix(accuracy_m=51), fix(5, accuracy_m=50)], [C, K]),
    ([fix(accuracy_m=None)], [K]),
    ([fix(0), fix(10, 2000), fix(20, 28)], [K, J, K]),  # one wild place
    ([fix(0), fix(10, 2000), fix(20, 5000), fix(30, 42)], [K, J, J, K]),
    ([fix(0), fix(10, 2000), fix(15, 2007), fix(20, 2014), fix(30, 2028)], [K, J, J, K, K]),  # carried there
    ([Fix(AT_S, 0.0, 0.0), Fix(AT_S + 1, 95.0, 10.0), Fix(AT_S + 2, float("nan"), 10.0), fix(3)], [X, X, X, K]),
], ids=str)
def test_what_becomes_a_point_of_the_track(fixes: list[Fix], told: list[Why]) -> None:
    assert sifted(fixes)[0] == told


def test_a_new_place_that_holds_begins_a_stretch_and_keeps_what_was_doubted() -> None:
    _, kept = sifted([fix(0), fix(10, 2000), fix(15, 2007), fix(20, 2014)])
    assert [(round(each.at_s - AT_S), each.begins) for each in kept] == [(0, True), (10, True), (15, False), (20, False)]


def test_a_receivers_memory_is_no_place_of_now() -> None:
    """The clocks may differ by hours; what counts is that this fix comes later than all the others did."""
    first = sift(Sieve(), fix(0), AT_S + 7200)
    assert first.why is Why.KEPT
    assert sift(first.sieve, fix(10, 14), AT_S + 7210 + 29).why is Why.KEPT
    assert sift(first.sieve, fix(10, 14), AT_S + 7210 + 31).why is Why.OLD


@pytest.mark.parametrize(("fixes", "covered"), [
    (walk(4, start_m=5, every_m=16), []),  # 48 m and four points
    (walk(4, start_m=5, every_m=17), [1]),
    (walk(3, start_m=5, every_m=20), []),  # 40 m
    (walk(3, start_m=5, every_m=26), [1]),  # 52 m
    ([fix(at * 15, 60) for at in range(5)], [1]),  # standing a minute in the yard
    ([fix(at * 15, 60) for at in range(4)], []),
    (walk(2, start_m=60, every_m=100), [2]),  # 48 m in the first, 52 m in the second
    (walk(2, start_m=60, every_m=150), [2]),  # a line through counts by its metres
    (walk(30), [1, 2, 3, 4]),
    (walk(30, north_m=-30), []),  # along the edge, outside
    ([fix(0, 100), fix(10, 120)], []),  # cutting the border
], ids=lambda value: str(value) if isinstance(value, list) and value and isinstance(value[0], int) else "")
def test_which_grids_are_covered(fixes: list[Fix], covered: list[int]) -> None:
    track = cleaned(fixes)
    found = inside(track.segments(), grids(4), plane_of(track))
    assert [int(each.code[-3:]) for each in found if each.covered] == covered


def test_what_lies_in_a_gap_is_not_covered_and_not_walked() -> None:
    there, back = walk(8, start_m=0), walk(8, start_s=1000, start_m=330)
    reckoned = reckon(cleaned([*there, *back]), grids(5))
    assert [grid.code[-3:] for grid in reckoned.result.covered] == ["001", "004"]
    assert reckoned.result.gaps == 1
    assert reckoned.result.distance_m == pytest.approx(2 * 7 * 14, rel=0.01)
    assert reckoned.result.moving_s == pytest.approx(140)


def test_a_small_grid_counts_by_half_of_its_width() -> None:
    track = cleaned(walk(2, start_m=20, every_m=25, north_m=3))
    low = grids(1, tall=0.00006)  # 108 m × 6.7 m: as large as a square of 27 m
    assert [each.covered for each in inside(track.segments(), low, plane_of(track))] == [True]


def test_standing_is_not_walking() -> None:
    reckoned = reckon(cleaned([*walk(11), *(fix(100 + at * 30, 140 + at % 2) for at in range(1, 20))]), [])
    assert reckoned.result.moving_s == pytest.approx(100) and reckoned.result.gaps == 0


def test_nothing_recorded_is_nothing_told() -> None:
    reckoned = reckon(cleaned([]), grids(2))
    assert (reckoned.result.distance_m, reckoned.result.covered, reckoned.segments) == (0.0, (), ())


STARTED = datetime.fromtimestamp(AT_S, UTC)


@pytest.mark.parametrize(("last_s", "now_s", "ended_s"), [
    (None, 60, None), (None, 4 * 3600, None), (None, 4 * 3600 + 1, 0), (600, 3600, None), (600, 600 + 4 * 3600, None),
    (600, 601 + 4 * 3600, 600), (16 * 3600 - 60, 16 * 3600 + 1, 16 * 3600 - 60), (600, -3600, None), (-500, 5 * 3600, 0),
])
def test_a_patrol_that_was_forgotten_ends_with_its_last_position(last_s: float | None, now_s: float, ended_s: float | None) -> None:
    last = fix(last_s) if last_s is not None else None
    found = left_at(STARTED, last, STARTED + timedelta(seconds=now_s))
    assert found == (None if ended_s is None else STARTED + timedelta(seconds=ended_s))
