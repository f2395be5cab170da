"""Cameras' clocks: what is suggested, from what, and what is applied unasked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fieldclient.geo.clocks import ClockOffset, ClockSource, Stamp, corrected, from_code, offsets
from fieldclient.geo.tracks import Fix, make_track
from sync.protocol.position import Position, PositionSource

NINE = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
WALK = make_track(Fix((NINE + timedelta(seconds=10 * n)).timestamp(), 36.06 + n * 0.0002, 120.38) for n in range(200))
H = 3600


def stamp(seconds: float, wrong_s: float, gps: bool = True, lag_s: float = 0, camera: str = "A", north: float | None = None) -> Stamp:
    """Taken `seconds` after nine; the clock is `wrong_s` ahead of the truth."""
    true = NINE + timedelta(seconds=seconds)
    place = None if north is None else Position(latitude=36.06 + north, longitude=120.38, source=PositionSource.EXIF)
    return Stamp(camera, true + timedelta(seconds=wrong_s), true - timedelta(seconds=lag_s) if gps else None, place)


@pytest.mark.parametrize(("wrongs", "lags", "offset_s", "zone_s", "sure"), [
    ([0, 0, 0], [0, 1, 1], 0, 0, True),  # it agrees
    ([-37, -37, -37], [0, 1, 0], 37, 0, True),
    ([8 * H + 5] * 5, [0] * 5, -8 * H - 5, -8 * H, True),  # left on China's time abroad, five seconds fast
    ([-8 * H] * 4, [0, 0, 300, 1], 8 * H, 8 * H, True),  # on UTC; one stale fix
    ([5.5 * H] * 3, [0] * 3, -5.5 * H, -5.5 * H, True),
    ([4000] * 3, [0] * 3, -4000, 0, True),  # no zone
    ([0, 900, -4000, 7000], [0] * 4, 0, 0, False),  # no offset at all
    ([90], [0], -90, 0, True),
])
def test_from_photos_with_both_times(wrongs: list[float], lags: list[float], offset_s: float, zone_s: float, sure: bool) -> None:
    found = offsets(stamp(60 * n, wrong, lag_s=lag) for n, (wrong, lag) in enumerate(zip(wrongs, lags, strict=True)))["A"]
    assert found.offset_s == pytest.approx(offset_s, abs=1.1) and found.source is ClockSource.GPS and found.photos == len(wrongs)
    assert (found.zone_s, found.sure) == (zone_s if sure else found.zone_s, sure)


def test_a_fix_that_is_a_little_old_moves_no_right_clock() -> None:
    found = offsets(stamp(60 * n, 0, lag_s=lag) for n, lag in enumerate([2, 9, 25, 14, 4]))["A"]
    assert found.offset_s == 0 and found.sure


def test_two_cameras_in_one_folder_have_two_clocks() -> None:
    found = offsets([*(stamp(60 * n, 3 * H) for n in range(4)), *(stamp(60 * n + 7, -12, camera="B") for n in range(4)),
                     stamp(0, 0, gps=False, camera="C")])
    assert {camera: each.offset_s for camera, each in found.items()} == {"A": -3 * H, "B": 12}


def test_a_hand_wins_and_then_a_code() -> None:
    stamps = [stamp(60 * n, -500) for n in range(3)]
    assert offsets(stamps)["A"].offset_s == 500
    assert offsets(stamps, codes={"A": 497.0})["A"] == ClockOffset(497.0, ClockSource.CODE)
    assert offsets(stamps, codes={"A": 497.0}, by_hand={"A": -1.0})["A"].offset_s == -1
    assert offsets(stamps, by_hand=0.0)["A"] == ClockOffset(0.0, ClockSource.HAND, photos=0)
    assert offsets(stamps, by_hand={"B": 9.0})["A"].source is ClockSource.GPS


def test_a_code_tells_the_offset_to_the_second() -> None:
    assert from_code(NINE, NINE + timedelta(hours=8, seconds=3)) == -8 * H - 3


def test_against_the_track_by_places_that_it_passed() -> None:
    stamps = [stamp(10 * n, 1234, gps=False, north=n * 0.0002) for n in (5, 30, 61, 90, 140)]
    stamps.append(stamp(700, 1234, gps=False, north=1.0))  # one from elsewhere
    found = offsets(stamps, [WALK])["A"]
    assert (found.source, found.sure, found.photos) == (ClockSource.TRACK, True, 5) and found.offset_s == pytest.approx(-1234, abs=5)
    assert offsets(stamps[:2], [WALK]) == {}  # two are too few


def test_against_the_track_by_whole_zones_is_offered_only() -> None:
    stamps = [stamp(200 * n, -8 * H, gps=False) for n in range(9)]
    found = offsets(stamps, [WALK])["A"]
    assert (found.offset_s, found.source, found.sure) == (8 * H, ClockSource.ZONE, False)
    assert corrected(stamps[0].clock_at, found) == stamps[0].clock_at
    assert offsets([stamp(60, 0, gps=False)], [WALK]) == {}  # they fall into the track as they are
    assert offsets([stamp(60, 40 * H, gps=False)], [WALK]) == {}


def test_what_is_sure_is_added() -> None:
    assert corrected(NINE, ClockOffset(-30.0, ClockSource.GPS)) == NINE - timedelta(seconds=30)
    assert corrected(NINE, None) == NINE
