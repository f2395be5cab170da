"""The before-photo in the viewfinder, half-transparent, and the way to where it was taken. Pure but for the picture's loading."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.evidence.fix import DeviceFix
from fieldclient.ui.evidence.senses import Senses
from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.work.views import PhotoView
from sync.protocol.marks import only_hiding
from sync.protocol.position import Position, distance_m

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1

LARGE_PX = 2048
_STRENGTH = 0.45  # the before-photo is seen, and so is what lies behind it
HERE_M = 5.0  # nearer than this a phone's receiver cannot tell
_TURN_DEG = 15.0  # a compass in the hand is not more exact, and it points to the magnetic north
_WINDS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


def bearing_deg(start: Position, end: Position) -> float:
    """From one place to the other, clockwise from true north, 0 ≤ b < 360."""
    a, b = math.radians(start.latitude), math.radians(end.latitude)
    east = math.radians(end.longitude - start.longitude)
    y = math.sin(east) * math.cos(b)
    x = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(east)
    return math.degrees(math.atan2(y, x)) % 360


def wind(bearing: float) -> str:
    """The nearest of eight winds, as words know them."""
    return _WINDS[round(bearing / 45) % 8]


def turn_deg(wanted: float, heading: float) -> float:
    """How far to turn, -180 to 180, to the right positive."""
    return (wanted - heading + 180) % 360 - 180


@QmlElement
class Ghost(QObject):
    """`show` names the photo of before; without one there is no ghost. `strength` is 0 (gone) to 1 (nothing else is seen)."""

    changed = Signal()
    strengthChanged = Signal()

    def __init__(self, room: Room | None = None, fix: DeviceFix | None = None, senses: Senses | None = None,
                 parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._fix, self._senses = fix, senses
        self._photo: PhotoView | None = None
        self._source = ""
        self._strength = _STRENGTH
        for each in (fix, senses):
            if each is not None:
                each.changed.connect(self.changed)

    def show(self, photo: PhotoView | None) -> None:
        self._photo, self._source = photo, ""
        self._strength = _STRENGTH
        self.strengthChanged.emit()
        self.changed.emit()
        if photo is None:
            return
        sha256 = photo.sha256

        def made(path: Path) -> None:
            if self._photo is not None and self._photo.sha256 == sha256:
                self._source = file_url(str(path))
                self.changed.emit()

        def small(_: object) -> None:
            if self._photo is not None and self._photo.sha256 == sha256 and photo.thumbnail:
                self._source = file_url(photo.thumbnail)  # only a small one came from the hub
                self.changed.emit()

        hides = only_hiding(photo.marks)
        self._room.ask(lambda desk: desk.marking.picture(sha256, hides, LARGE_PX), made, small)

    @Property(str, notify=changed)
    def source(self) -> str:
        return self._source

    @Property(bool, notify=changed)
    def there(self) -> bool:
        return self._source != ""

    @Property(float, notify=strengthChanged)
    def strength(self) -> float:
        return self._strength

    @Slot(float)
    def setStrength(self, strength: float) -> None:
        self._strength = max(0.0, min(1.0, strength))
        self.strengthChanged.emit()

    @Property(str, notify=changed)
    def way(self) -> str:
        """How far and where to the spot of before, and how far to turn; empty while either place is unknown."""
        there = self._photo.position if self._photo is not None else None
        here = self._fix.best if self._fix is not None else None
        if there is None or here is None:
            return ""
        words, far_m = self._room.words, distance_m(here, there)
        if far_m <= HERE_M:
            told = [words.phrase("ghost_here")]
        else:
            towards = words.phrase(f"wind_{wind(bearing_deg(here, there))}")
            told = [words.phrase("ghost_way", distance=words.distance(far_m), wind=towards)]
        turn = self._turn(there)
        return str(words.phrase("ghost_and").join([*told, turn] if turn else told))

    def _turn(self, there: Position) -> str:
        heading = self._senses.heading_deg if self._senses is not None else None
        if heading is None or there.bearing_deg is None:
            return ""
        turn = turn_deg(there.bearing_deg, heading)
        if abs(turn) <= _TURN_DEG:
            return str(self._room.words.phrase("ghost_same_side"))
        side = "ghost_right" if turn > 0 else "ghost_left"
        return str(self._room.words.phrase(side, degrees=str(round(abs(turn) / 10) * 10)))
