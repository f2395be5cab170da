"""The rule of trust among positions, row by row."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldclient.geo.choose import Reason, choose_position, weigh
from sync.protocol.media import Origin
from sync.protocol.position import Position, PositionSource

SHOT = datetime(2026, 5, 14, 8, 21, 7, tzinfo=UTC)


def at(
    source: PositionSource,
    accuracy_m: float | None = None,
    *,
    age_s: float | None = 0,
    latitude: float = 36.066,
    longitude: float = 120.382,
    mocked: bool = False,
) -> Position:
    return Position(
        latitude=latitude,
        longitude=longitude,
        source=source,
        accuracy_m=accuracy_m,
        fixed_at=None if age_s is None else SHOT - timedelta(seconds=age_s),
        mocked=mocked,
    )


HAND = at(PositionSource.HAND, age_s=None)
EXIF = at(PositionSource.EXIF, 8)
GNSS = at(PositionSource.GNSS, 6)
TRACK = at(PositionSource.TRACK, 12)
COPIED = at(PositionSource.COPIED, 5)
COMPONENT = at(PositionSource.COMPONENT, 1)
COARSE_GNSS = at(PositionSource.GNSS, 80)
COARSE_EXIF = at(PositionSource.EXIF, 120)
SLIGHTLY_COARSER_GNSS = at(PositionSource.GNSS, 24)

ROWS = [
    # a name, candidates, origin, the one that counts
    ("nothing", [], Origin.FILE, None),
    ("hand beats all", [COMPONENT, GNSS, EXIF, TRACK, COPIED, HAND], Origin.FILE, HAND),
    ("hand beats all with the camera", [COMPONENT, GNSS, EXIF, TRACK, COPIED, HAND], Origin.CAMERA, HAND),
    ("component was surveyed", [GNSS, EXIF, TRACK, COPIED, COMPONENT], Origin.CAMERA, COMPONENT),
    ("a file knows best where it was taken", [GNSS, TRACK, COPIED, EXIF], Origin.FILE, EXIF),
    ("a file without GPS: the track", [COPIED, GNSS, TRACK], Origin.FILE, TRACK),
    ("a file just taken: this device", [COPIED, GNSS], Origin.FILE, GNSS),
    ("own camera: the device's fix", [EXIF, TRACK, COPIED, GNSS], Origin.CAMERA, GNSS),
    ("own camera, much coarser fix", [COARSE_GNSS, EXIF], Origin.CAMERA, EXIF),
    ("own camera, slightly coarser fix", [SLIGHTLY_COARSER_GNSS, EXIF], Origin.CAMERA, SLIGHTLY_COARSER_GNSS),
    ("a file with much coarser EXIF", [COARSE_EXIF, GNSS], Origin.FILE, GNSS),
    ("much coarser, but a track is no measurement", [COARSE_EXIF, TRACK], Origin.FILE, COARSE_EXIF),
    ("copied when there is nothing else", [COPIED], Origin.FILE, COPIED),
    ("mocked loses to real", [at(PositionSource.GNSS, 3, mocked=True), EXIF], Origin.CAMERA, EXIF),
]


@pytest.mark.parametrize(
    ("candidates", "origin", "expected"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS]
)
def test_rule(candidates: list[Position], origin: Origin, expected: Position | None) -> None:
    for order in permutations(candidates) if len(candidates) < 5 else [candidates, candidates[::-1]]:
        assert choose_position(order, taken_at=SHOT, origin=origin) is expected


def test_an_external_receiver_fed_as_mocked_is_better_than_nothing() -> None:
    only = at(PositionSource.GNSS, 1, mocked=True)
    assert choose_position([only], taken_at=SHOT, origin=Origin.CAMERA) is only


def test_of_two_places_by_hand_the_last_counts() -> None:
    first, second = HAND, at(PositionSource.HAND, latitude=36.07, age_s=None)
    assert choose_position([first, second, GNSS]) is second


def test_of_two_fixes_the_finer_counts() -> None:
    fine, coarse, unsaid = (at(PositionSource.GNSS, each) for each in (4, 20, None))
    assert choose_position([unsaid, coarse, fine], taken_at=SHOT) is fine


REFUSED = [
    (at(PositionSource.EXIF, latitude=0, longitude=0), Reason.NOT_A_PLACE),
    (at(PositionSource.HAND, latitude=0, longitude=0), Reason.NOT_A_PLACE),
    (at(PositionSource.EXIF, latitude=90.1), Reason.NOT_A_PLACE),
    (at(PositionSource.EXIF, longitude=-180.1), Reason.NOT_A_PLACE),
    (at(PositionSource.EXIF, latitude=math.nan), Reason.NOT_A_PLACE),
    (at(PositionSource.EXIF, longitude=math.inf), Reason.NOT_A_PLACE),
    (at(PositionSource.GNSS, 501), Reason.TOO_COARSE),
    (at(PositionSource.EXIF, math.nan), Reason.TOO_COARSE),
    (at(PositionSource.GNSS, 5, age_s=121), Reason.STALE),
    (at(PositionSource.GNSS, 5, age_s=-121), Reason.STALE),
    (at(PositionSource.GNSS, 5, age_s=None), Reason.AGE_UNKNOWN),
]


@pytest.mark.parametrize(("position", "reason"), REFUSED, ids=str)
@pytest.mark.parametrize("origin", list(Origin))
def test_what_never_counts(position: Position, reason: Reason, origin: Origin) -> None:
    choice = weigh([position, COPIED], taken_at=SHOT, origin=origin)
    assert choice.position is COPIED
    assert choice.reasons == ((position, reason), (COPIED, Reason.CHOSEN))
    assert choose_position([position], taken_at=SHOT, origin=origin) is None


def test_a_fix_beside_a_photo_of_unknown_time_does_not_count() -> None:
    choice = weigh([GNSS, COPIED], taken_at=None)
    assert choice.reasons == ((GNSS, Reason.AGE_UNKNOWN), (COPIED, Reason.CHOSEN))


@pytest.mark.parametrize("age_s", [-120, -5, 0, 119.9, 120])
def test_a_fix_close_to_the_shutter_counts(age_s: float) -> None:
    fix = at(PositionSource.GNSS, 5, age_s=age_s)
    assert choose_position([fix], taken_at=SHOT) is fix


positions = st.builds(
    at,
    st.sampled_from(PositionSource),
    st.none() | st.floats(),
    age_s=st.none() | st.floats(-500, 500),
    latitude=st.floats() | st.floats(-90, 90),
    longitude=st.floats() | st.floats(-180, 180),
    mocked=st.booleans(),
)


@given(st.lists(positions, max_size=6), st.sampled_from(Origin), st.none() | st.just(SHOT))
def test_any_input_has_one_answer_with_reasons(
    candidates: list[Position], origin: Origin, taken_at: datetime | None
) -> None:
    choice = weigh(candidates, taken_at=taken_at, origin=origin)
    assert [each for each, _ in choice.reasons] == candidates
    chosen = [each for each, reason in choice.reasons if reason is Reason.CHOSEN]
    if choice.position is None:
        assert not chosen
    else:
        assert any(each is choice.position for each in chosen)
        fit_hands = [
            c for c, r in choice.reasons if c.source is PositionSource.HAND and r is not Reason.NOT_A_PLACE
        ]
        assert not fit_hands or choice.position is fit_hands[-1]
