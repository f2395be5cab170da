"""Where this device is, if it has a receiver. Asked when the person wants it and while the viewfinder is open; without a
source it says so. What counts among several fixes is `geo.fixes`' to say."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.geo.fixes import FixWindow
from fieldclient.ui.parts.room import Room
from sync.protocol.position import Datum, Original, Position, PositionSource, is_valid
from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:  # the library is loaded when the first position is asked for, not at the start of the app
    from PySide6.QtPositioning import QGeoPositionInfo, QGeoPositionInfoSource

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1

NMEA = "FIELDCLIENT_NMEA"  # a receiver of its own: serial port, socket or file, as Qt's nmea plugin takes it
_WAIT_MS = 20_000
_BEAT_MS = 1000


def make_source(parent: QObject) -> QGeoPositionInfoSource | None:
    """The machine's position source, or the receiver named in the environment; None when there is none."""
    from PySide6.QtPositioning import QGeoPositionInfoSource

    nmea = os.environ.get(NMEA, "")
    if nmea:
        return QGeoPositionInfoSource.createSource("nmea", {"nmea.source": nmea}, parent)
    return QGeoPositionInfoSource.createDefaultSource({"desktopId": "fieldclient"}, parent)


@QmlElement
class DeviceFix(QObject):
    """One question at a time: `look(then)` gives a Position or says why not. Between `watch` and `unwatch` the receiver runs,
    and `best` is what a shutter takes along: the most accurate fix of the last seconds."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None,
                 source: Callable[[QObject], QGeoPositionInfoSource | None] = make_source) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._make = source
        self._source: QGeoPositionInfoSource | None = None
        self._then: Callable[[Position], None] | None = None
        self._searching = self._watching = False
        self._problem = ""
        self._window = FixWindow()
        self._patience = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._patience.timeout.connect(self._fail)
        self.latest: Position | None = None

    @Property(bool, notify=changed)
    def searching(self) -> bool:
        return self._searching

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._problem

    @property
    def best(self) -> Position | None:
        return self._window.best(time.monotonic())

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """There is a fix of the last seconds."""
        return self.best is not None

    @Property(str, notify=changed)
    def accuracy(self) -> str:
        """How accurate the best fix is, in words; empty while there is none or its receiver does not tell."""
        best = self.best
        if best is None or best.accuracy_m is None:
            return ""
        return str(self._room.words.phrase("accuracy", distance=self._room.words.distance(best.accuracy_m)))

    @property
    def trusted(self) -> bool:
        """It answered before, so it may be asked without a tap."""
        return self.latest is not None

    def look(self, then: Callable[[Position], None] | None = None) -> None:
        self._then = then
        if self._searching:
            return
        source = self._open()
        if source is None:
            return
        self._searching, self._problem = True, ""
        self._window = self._window if self._watching else FixWindow()
        self._patience.start()
        if not self._watching:
            source.startUpdates()  # not a single one: what comes first may be yesterday's
        self.changed.emit()

    def _open(self) -> QGeoPositionInfoSource | None:
        if self._source is None:
            self._source = self._make(self)
            if self._source is not None:
                self._source.setUpdateInterval(_BEAT_MS)
            if self._source is None:
                self._fail()
                return None
            self._source.positionUpdated.connect(self._found, Qt.ConnectionType.QueuedConnection)
            self._source.errorOccurred.connect(self._error, Qt.ConnectionType.QueuedConnection)
        return self._source

    def watch(self) -> None:
        """Somebody aims: every fix until `unwatch`."""
        source = self._open()
        if source is None or self._watching:
            return
        self._watching, self._problem = True, ""
        self._window = FixWindow()
        source.startUpdates()
        self.changed.emit()

    def unwatch(self) -> None:
        """Receivers cost as much as the screen."""
        self._watching = False
        self._rest()
        self.changed.emit()

    def _rest(self) -> None:
        """Nobody waits for a fix any more."""
        if self._source is not None and not self._watching and not self._searching:
            self._source.stopUpdates()

    @Slot()
    def cancel(self) -> None:
        self._then = None
        self._searching = False
        self._rest()
        self.changed.emit()

    def _error(self, error: QGeoPositionInfoSource.Error) -> None:
        if error.name != "NoError" and (self._searching or self._watching):
            self._fail()

    def _fail(self) -> None:
        self._searching = False
        self._patience.stop()
        self._rest()
        self._problem = self._room.words.sentence(Problem(Code.NO_POSITION))
        self.changed.emit()

    def _found(self, info: QGeoPositionInfo) -> None:
        position = position_of(info)
        if position is None or not self._window.add(position, time.monotonic(), datetime.now(UTC)):
            return
        self.latest, self._searching, self._problem = position, False, ""
        then, self._then = self._then, None
        self._patience.stop()
        self._rest()
        self.changed.emit()
        if then is not None:
            then(position)


def position_of(info: QGeoPositionInfo) -> Position | None:
    """A fix as a Position; None when it says nothing usable."""
    from PySide6.QtPositioning import QGeoPositionInfo

    where = info.coordinate()
    if not where.isValid() or not is_valid(where.latitude(), where.longitude()):
        return None

    def attribute(name: QGeoPositionInfo.Attribute) -> float | None:
        value = info.attribute(name) if info.hasAttribute(name) else math.nan
        return value if math.isfinite(value) else None

    stamp = info.timestamp()
    at = datetime.fromtimestamp(stamp.toMSecsSinceEpoch() / 1000, UTC) if stamp.isValid() else None
    altitude = where.altitude()
    bearing = attribute(QGeoPositionInfo.Attribute.Direction)
    return Position(
        latitude=where.latitude(), longitude=where.longitude(), source=PositionSource.GNSS,
        accuracy_m=attribute(QGeoPositionInfo.Attribute.HorizontalAccuracy),
        altitude_m=altitude if math.isfinite(altitude) else None,
        bearing_deg=bearing % 360 if bearing is not None else None, fixed_at=at,
        original=Original(latitude=where.latitude(), longitude=where.longitude(), datum=Datum.WGS84),
        mocked=is_mocked(),
    )


def is_mocked() -> bool:
    """Whether what the source tells is made up as far as this app can know: a log that is played back is no receiver."""
    return Path(os.environ.get(NMEA) or os.devnull).is_file()
