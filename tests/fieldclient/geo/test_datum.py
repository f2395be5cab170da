"""The datums against measured distances and published check values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldclient.geo import datum
from fieldclient.geo.datum import Pair
from sync.protocol.position import Datum, Position, PositionSource, distance_m

# place: WGS-84 pair, metres WGS→GCJ, (north, east), GCJ→BD, WGS→BD, shifted twice, error of a one-step inverse
MEASURED = {
    "Qingdao Shinan": ((36.0671, 120.3826), 462, (31, 461), 889, 1258, 925, 0.44),
    "Chengyang": ((36.3073, 120.3963), 464, (39, 462), 872, 1252, 928, 0.21),
    "Xinglongtai": ((41.1245, 122.0697), 516, (233, 460), 853, 1342, 1032, 1.05),
    "Lanzhou": ((36.0611, 103.8343), 219, (36, 216), 880, 1014, 438, 0.68),
    "Xianning": ((29.8529, 114.2986), 588, (279, 518), 893, 1204, 1177, 1.16),
    "Beijing": ((39.9042, 116.4074), 555, (156, 533), 885, 1375, 1109, 0.36),
    "Shenzhen": ((22.5431, 114.0579), 606, (302, 525), 921, 1242, 1212, 1.07),
}


def metres(a: Pair, b: Pair) -> float:
    first, second = (
        Position(latitude=pair[0], longitude=pair[1], source=PositionSource.HAND) for pair in (a, b)
    )
    return distance_m(first, second)


@pytest.mark.parametrize("place", MEASURED)
def test_shifts_have_the_measured_lengths(place: str) -> None:
    wgs, gcj_m, (north_m, east_m), bd_from_gcj_m, bd_m, twice_m, _ = MEASURED[place]
    gcj = datum.wgs84_to_gcj02(*wgs)
    bd = datum.gcj02_to_bd09(*gcj)
    assert metres(wgs, gcj) == pytest.approx(gcj_m, abs=0.6)
    assert metres(wgs, (gcj[0], wgs[1])) == pytest.approx(north_m, abs=0.7)
    assert metres(wgs, (wgs[0], gcj[1])) == pytest.approx(east_m, abs=0.7)
    assert metres(gcj, bd) == pytest.approx(bd_from_gcj_m, abs=0.6)
    assert metres(wgs, bd) == pytest.approx(bd_m, abs=0.6)
    assert metres(wgs, datum.wgs84_to_gcj02(*gcj)) == pytest.approx(twice_m, abs=0.6)


def test_check_value_of_the_published_formula() -> None:
    assert datum.wgs84_to_gcj02(40, 120)[1] == pytest.approx(120.00567568, abs=5e-9)


@pytest.mark.parametrize("place", MEASURED)
def test_the_inverse_is_iterated_and_not_a_single_step(place: str) -> None:
    wgs, *_, one_step_m = MEASURED[place]
    gcj = datum.wgs84_to_gcj02(*wgs)
    again = datum.wgs84_to_gcj02(*gcj)
    single = (2 * gcj[0] - again[0], 2 * gcj[1] - again[1])
    assert metres(wgs, single) == pytest.approx(one_step_m, abs=0.01)
    assert metres(wgs, datum.gcj02_to_wgs84(*gcj)) < 1e-6


in_china = st.tuples(st.floats(20, 53), st.floats(74, 134))


@given(in_china)
def test_both_ways_meet_everywhere_in_china(wgs: Pair) -> None:
    assert metres(wgs, datum.gcj02_to_wgs84(*datum.wgs84_to_gcj02(*wgs))) < 1e-6
    assert metres(wgs, datum.bd09_to_wgs84(*datum.wgs84_to_bd09(*wgs))) < 1e-5
    assert 17.5 < metres(wgs, datum.wgs84_to_gcj02(*wgs)) < 700.5  # searched: 17.516 at 37.143, 96.601; 700.447 at 53, 131.402


@pytest.mark.parametrize("pair", [(48.8584, 2.2945), (-33.8568, 151.2153), (40.6892, -74.0445), (0.0, 0.0)])
@pytest.mark.parametrize("name", list(Datum))
def test_nothing_is_shifted_outside_china(pair: Pair, name: Datum) -> None:
    assert datum.to_wgs84(*pair, name) == pair
    assert datum.from_wgs84(*pair, name) == pair


@pytest.mark.parametrize("name", [Datum.WGS84, Datum.CGCS2000, Datum.UNKNOWN])
def test_equal_and_unknown_datums_are_left_alone(name: Datum) -> None:
    pair = (36.0671, 120.3826)
    assert datum.to_wgs84(*pair, name) == pair
    assert datum.from_wgs84(*pair, name) == pair


@pytest.mark.parametrize("name", [Datum.GCJ02, Datum.BD09])
def test_a_labelled_pair_comes_back_through_wgs84(name: Datum) -> None:
    pair = (36.0671, 120.3826)
    shifted = datum.from_wgs84(*pair, name)
    assert metres(pair, shifted) > 400
    assert metres(pair, datum.to_wgs84(*shifted, name)) < 1e-5
