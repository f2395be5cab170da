"""Degrees as people type them, and metres around a point."""

from __future__ import annotations

import pytest

from fieldclient.geo.plane import Plane, round_step_m
from fieldclient.ui.report.coordinates import read_degrees, read_pair
from sync.protocol.position import Position, PositionSource, distance_m


@pytest.mark.parametrize(("text", "latitude", "expected"), [
    ("36.3071", True, 36.3071),
    (" 36.3071° ", True, 36.3071),
    ("-36.3071", True, -36.3071),
    ("36.3071S", True, -36.3071),
    ("北36.5", True, 36.5),
    ("36°18′30″N", True, 36 + 18 / 60 + 30 / 3600),
    ("36 18 30", True, 36 + 18 / 60 + 30 / 3600),
    ("36度18分30秒", True, 36 + 18 / 60 + 30 / 3600),
    ("36 18.5", True, 36 + 18.5 / 60),
    ("W 120.5", False, -120.5),
    ("120.5E", False, 120.5),
    ("180", False, 180.0),
])
def test_degrees_as_people_type_them(text: str, latitude: bool, expected: float) -> None:
    assert read_degrees(text, latitude=latitude) == pytest.approx(expected)


@pytest.mark.parametrize(("text", "latitude"), [
    ("", True), ("abc", True), ("91", True), ("-90.01", True), ("181", False), ("36.3E", True), ("120N", False),
    ("36 61 00", True), ("36.5 30", True), ("1 2 3 4", True), ("--3", True), ("3+-6", True),
    ("N36S", True), ("36..3x", True),
])
def test_what_is_not_degrees_is_not_guessed(text: str, latitude: bool) -> None:
    assert read_degrees(text, latitude=latitude) is None


@pytest.mark.parametrize(("latitude", "longitude", "expected"), [
    ("36.3", "120.4", (36.3, 120.4)),
    ("36.3, 120.4", "", (36.3, 120.4)),
    ("36.3，120.4", "9", (36.3, 120.4)),
    ("0", "0", None),
    ("36.3", "", None),
    ("", "120.4", None),
])
def test_a_pair_may_be_pasted_whole(latitude: str, longitude: str, expected: tuple[float, float] | None) -> None:
    assert read_pair(latitude, longitude) == expected


@pytest.mark.parametrize("centre", [(36.3, 120.4), (-33.9, -70.6), (0.0, 179.9999), (64.1, -21.9)])
@pytest.mark.parametrize("offset", [(0.0, 0.0), (250.0, -80.0), (-1500.0, 900.0)])
def test_metres_and_back(centre: tuple[float, float], offset: tuple[float, float]) -> None:
    plane = Plane(*centre)
    there = plane.to_degrees(*offset)
    assert plane.to_metres(*there) == pytest.approx(offset, abs=1e-6)
    real = distance_m(*(Position(latitude=lat, longitude=lon, source=PositionSource.HAND) for lat, lon in (centre, there)))
    assert real == pytest.approx((offset[0] ** 2 + offset[1] ** 2) ** 0.5, rel=2e-3, abs=0.01)


@pytest.mark.parametrize(("at_least", "step"), [
    (0, 1), (0.3, 0.5), (1, 1), (1.01, 2), (3, 5), (7, 10), (60, 100), (100, 100), (450, 500), (501, 1000),
])
def test_steps_are_round(at_least: float, step: float) -> None:
    assert round_step_m(at_least) == pytest.approx(step)
