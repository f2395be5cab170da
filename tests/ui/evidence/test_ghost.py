"""The before-photo in the viewfinder: over the picture, as strong as wanted, and with the way to its spot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from fieldclient.ui.evidence.fix import DeviceFix
from fieldclient.ui.evidence.ghost import Ghost, bearing_deg, turn_deg, wind
from fieldclient.ui.evidence.senses import LEVEL_DEG, Senses, roll_deg
from fieldclient.work.views import PhotoView
from sync.protocol.media import MediaKind, Shot, Usage
from sync.protocol.position import Position, PositionSource
from tests.ui.evidence.fixtures import PutOn


def at(latitude: float, longitude: float, bearing: float | None = None) -> Position:
    return Position(latitude=latitude, longitude=longitude, source=PositionSource.EXIF, bearing_deg=bearing)


HERE = at(36.3, 120.4)


@pytest.mark.parametrize(("there", "bearing", "towards"), [
    (at(36.301, 120.4), 0, "n"), (at(36.3, 120.402), 90, "e"), (at(36.299, 120.4), 180, "s"), (at(36.3, 120.398), 270, "w"),
    (at(36.3008, 120.401), 45, "ne"), (at(36.3008, 120.399), 315, "nw"),
])
def test_the_way_to_a_spot(there: Position, bearing: float, towards: str) -> None:
    assert abs(turn_deg(bearing_deg(HERE, there), bearing)) < 1.0
    assert wind(bearing_deg(HERE, there)) == towards


@pytest.mark.parametrize(("wanted", "heading", "turn"), [(10, 350, 20), (350, 10, -20), (180, 180, 0), (0, 181, 179)])
def test_how_far_to_turn(wanted: float, heading: float, turn: float) -> None:
    assert turn_deg(wanted, heading) == turn


@pytest.mark.parametrize(("x", "y", "roll"), [
    (0.0, 9.8, 0.0), (9.8, 0.0, 0.0), (0.0, -9.8, 0.0), (1.71, 9.65, 10.0), (-1.71, 9.65, -10.0), (0.5, 0.5, None),
])
def test_the_horizon_from_the_pull_of_the_earth(x: float, y: float, roll: float | None) -> None:
    found = roll_deg(x, y)
    assert found == roll if roll is None or found is None else abs(found - roll) < 0.2


class Told:
    """A sensor as QtSensors has them, with a reading of the test."""

    def __init__(self, **reading: float) -> None:
        self._reading = type("Reading", (), {name: (lambda self, value=value: value) for name, value in reading.items()})()

    def start(self) -> bool:
        return True

    def stop(self) -> None:
        pass

    def reading(self) -> object:
        return self._reading


def test_the_level_is_shown_where_it_can_be_felt_and_hidden_elsewhere(put_on: PutOn) -> None:
    stage = put_on("report")
    none = Senses(stage.room)
    none.start()
    assert not none.hasLevel and none.heading_deg is None
    felt = Senses(stage.room, sensors=lambda parent: (Told(x=0.1, y=9.8), Told(azimuth=84.0)))  # type: ignore[arg-type,return-value]
    felt.start()
    stage.until(lambda: felt.hasLevel, "the level")
    assert felt.level and abs(felt.roll) < LEVEL_DEG and felt.heading_deg == 84.0
    felt.stop()
    assert not felt.hasLevel


def photo_of(position: Position) -> PhotoView:
    return PhotoView("0" * 64, MediaKind.PHOTO, Usage.REPORT, Shot.NEAR, None, "/nowhere/before.jpg", position=position)


class StandsAt(DeviceFix):
    """A receiver that has settled."""

    def stand(self, position: Position) -> None:
        self._window.add(position, __import__("time").monotonic(), __import__("datetime").datetime.now())
        self.changed.emit()


def test_the_way_and_the_turn_are_told_in_words(put_on: PutOn) -> None:
    stage = put_on("report")
    fix = StandsAt(stage.room)
    senses = Senses(stage.room, sensors=lambda parent: (None, Told(azimuth=30.0)))  # type: ignore[arg-type,return-value]
    ghost = Ghost(stage.room, fix, senses, QObject(stage.room))
    ghost.show(photo_of(at(36.3002, 120.4, bearing=90.0)))
    assert ghost.way == ""
    stage.until(lambda: ghost.there, "the small one stands in for what is not here")
    fix.stand(HERE)
    assert ghost.way == "Same spot: 22 m to the north"
    senses.start()
    stage.until(lambda: senses.heading_deg is not None, "a heading")
    assert ghost.way == "Same spot: 22 m to the north · turn about 60° right"
    ghost.show(photo_of(at(36.30001, 120.4, bearing=30.0)))
    assert ghost.way == "You are at the same spot · same direction as before"
    senses.stop()
