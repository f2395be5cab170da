"""Which positions a person is asked about, and that nobody's pin is ever moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldclient.geo.area import Where
from fieldclient.geo.choose import choose_position
from fieldclient.geo.plausible import Doubted, Question, Sighting, doubts, pair_is_swapped
from sync.protocol.position import Position, PositionSource

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def at(latitude: float, longitude: float, source: PositionSource = PositionSource.EXIF, **more: object) -> Position:
    return Position(latitude=latitude, longitude=longitude, source=source, **more)  # type: ignore[arg-type]


HOME = at(36.0671, 120.3826)


def asked(position: Position, **known: object) -> list[Question]:
    return [each.question for each in doubts(position, **known)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("latitude", "longitude", "null"), [
    (0.0, 0.0, True), (0.0, 0.0001, True), (-0.009, 0.009, True), (0.0, 120.0, False), (36.0, 0.0, False), (0.02, 0.0, False)])
def test_null_island(latitude: float, longitude: float, null: bool) -> None:
    assert (asked(at(latitude, longitude)) == [Question.NULL_ISLAND]) is null


def test_a_swapped_pair_is_asked_about_and_left_where_it_is() -> None:
    west = at(41.1, 80.2)  # a city in the west of the country
    wrong = at(80.2, 41.1)
    (question,) = doubts(wrong, home=west)
    assert question.question is Question.SWAPPED
    assert question.suggestion == at(41.1, 80.2)
    assert (wrong.latitude, wrong.longitude) == (80.2, 41.1)
    assert doubts(west, home=west) == () == doubts(at(40.5, 81.0), home=west)


@pytest.mark.parametrize(("pair", "swapped"), [
    ((120.3826, 36.0671), True), ((36.0671, 120.3826), False), ((39.9, 116.4), False), ((float("nan"), 36.0), False)])
def test_a_typed_pair(pair: tuple[float, float], swapped: bool) -> None:
    assert pair_is_swapped(*pair, HOME) is swapped


@pytest.mark.parametrize(("km_north", "seconds", "jumps"), [
    (0.25, 1, False), (1.0, 5, True), (1.0, 20, False), (100, 600, True), (100, 2400, False), (100, -600, True)])
def test_jumps(km_north: float, seconds: float, jumps: bool) -> None:
    there = at(HOME.latitude + km_north / 111.195, HOME.longitude)
    found = asked(there, taken_at=NOON + timedelta(seconds=seconds), previous=Sighting(HOME, NOON))
    assert (found == [Question.JUMP]) is jumps


def test_coarse_fixes_are_no_jump() -> None:
    there = at(HOME.latitude + 0.01, HOME.longitude, accuracy_m=900.0)
    assert asked(there, taken_at=NOON + timedelta(seconds=1), previous=Sighting(HOME, NOON)) == []


def test_outside_mocked_and_far_from_the_photo_together() -> None:
    pin = at(36.07, 120.39, PositionSource.HAND, mocked=True)
    found = doubts(pin, where=Where(outside=True, known=True), photo=HOME)
    assert [each.question for each in found] == [Question.PIN_FAR_FROM_PHOTO, Question.OUTSIDE, Question.MOCKED]
    assert found[0].distance_m == pytest.approx(739, abs=5)
    assert doubts(at(36.0672, 120.3826), photo=HOME) == ()
    assert doubts(at(36.0690, 120.3826), photo=at(36.0671, 120.3826, accuracy_m=150.0)) == ()  # within what the photo knows


degrees = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(degrees, degrees)
def test_questions_never_move_a_pin(pin: tuple[float, float], photo: tuple[float, float]) -> None:
    placed = at(*pin, PositionSource.HAND)
    for each in doubts(placed, taken_at=NOON, previous=Sighting(at(*photo), NOON), home=HOME, photo=at(*photo)):
        assert isinstance(each, Doubted)
    if pin != (0, 0):
        assert choose_position([placed, at(*photo)], taken_at=NOON) is placed
    assert (placed.latitude, placed.longitude) == pin
