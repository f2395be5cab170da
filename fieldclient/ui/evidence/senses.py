"""How the device is held, if it can feel that: the horizon for the level, the compass for the way to the same spot."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

if TYPE_CHECKING:  # the library is loaded with the first viewfinder
    from PySide6.QtSensors import QAccelerometer, QCompass

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1

_BEAT_MS = 100
_FLAT = 4.0  # m/s² across the screen: less of it, and the device lies on its back, where no horizon is
LEVEL_DEG = 1.5

Sensors = tuple["QAccelerometer | None", "QCompass | None"]


def make_sensors(parent: QObject) -> Sensors:
    """Those that this machine has."""
    from PySide6.QtSensors import QAccelerometer, QCompass

    accelerometer, compass = QAccelerometer(parent), QCompass(parent)
    return (accelerometer if accelerometer.connectToBackend() else None, compass if compass.connectToBackend() else None)


def roll_deg(x: float, y: float) -> float | None:
    """How far the horizon is turned on the screen, -45 to 45 degrees, from the pull of the earth along the screen's sides
    (m/s², x to the right, y up). In portrait and landscape alike; None when the device lies flat."""
    if math.hypot(x, y) < _FLAT:
        return None
    turned = math.degrees(math.atan2(x, y))
    return (turned + 45) % 90 - 45


@QmlElement
class Senses(QObject):
    """Runs between `start` and `stop`. Without sensors it knows nothing and the page shows nothing."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, sensors: Callable[[QObject], Sensors] = make_sensors) -> None:
        super().__init__(parent)
        self._make = sensors
        self._sensors: Sensors | None = None
        self._roll: float | None = None
        self._heading: float | None = None
        self._beat = QTimer(self, interval=_BEAT_MS)
        self._beat.timeout.connect(self._feel)

    def start(self) -> None:
        if self._sensors is None:
            self._sensors = self._make(self)
        for sensor in self._sensors:
            if sensor is not None:
                sensor.start()
                self._beat.start()

    def stop(self) -> None:
        self._beat.stop()
        for sensor in self._sensors or ():
            if sensor is not None:
                sensor.stop()
        self._roll = self._heading = None
        self.changed.emit()

    def _feel(self) -> None:
        accelerometer, compass = self._sensors or (None, None)
        pull = accelerometer.reading() if accelerometer is not None else None
        north = compass.reading() if compass is not None else None
        self._roll = roll_deg(pull.x(), pull.y()) if pull is not None else None
        self._heading = north.azimuth() % 360 if north is not None else None
        self.changed.emit()

    @property
    def heading_deg(self) -> float | None:
        """Where the device looks, clockwise from magnetic north: some degrees from the true one."""
        return self._heading

    @Property(bool, notify=changed)
    def hasLevel(self) -> bool:
        return self._roll is not None

    @Property(float, notify=changed)
    def roll(self) -> float:
        return self._roll or 0.0

    @Property(bool, notify=changed)
    def level(self) -> bool:
        return self._roll is not None and abs(self._roll) <= LEVEL_DEG
