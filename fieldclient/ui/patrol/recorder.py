"""Recording the own track: the receiver is asked as often as the pace rule says, what is believed is written in small batches.

It works whatever place is on the screen. A kill costs what came in the last `FLUSH_MS`; after a restart a new stretch begins,
so that the time in between is a gap. Nothing here knows a network.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from fieldclient.geo.tracks import Fix
from fieldclient.ui.evidence.fix import make_source, position_of
from fieldclient.work.patrol.pace import Motion, Stand, ask_every_s, follow, motion_of, must_save
from fieldclient.work.patrol.sift import Sieve, sift
from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:
    from PySide6.QtPositioning import QGeoPositionInfo, QGeoPositionInfoSource

FLUSH_MS = 4_000
FLUSH_POINTS = 8
BATTERY_MS = 60_000
AGAIN_MS = 30_000  # a receiver that is gone, or was never there, is looked for once more
ANSWER_MS = 20_000  # of a receiver that sleeps in between
SILENT_MS = 45_000  # without a fix for so long the stretch is told to be lost


class Recorder(QObject):
    """`state` is a motion's name, or searching, lost, no_receiver, refused; '' when nothing is recorded."""

    changed = Signal()
    written = Signal()
    failed = Signal(object)  # the Problem: points could not be kept yet

    def __init__(self, worker: Any, parent: QObject | None = None,
                 source: Callable[[QObject], QGeoPositionInfoSource | None] = make_source) -> None:
        super().__init__(parent)
        self._worker, self._make = worker, source
        self._source: QGeoPositionInfoSource | None = None
        self.patrol, self.state = "", ""
        self.newest: Fix | None = None
        self._sieve, self._stand, self._motion = Sieve(), None, Motion.MOVING
        self._stand: Stand | None
        self._waiting: list[Fix] = []
        self._unwritten: dict[str, list[Fix]] = {}  # of a patrol that could not be ended because the disk was full
        self._told = False
        self._flush_soon = self._timer(FLUSH_MS, self.flush, once=True)
        self._battery = self._timer(BATTERY_MS, self._look_at_battery)
        self._ask = self._timer(0, self._ask_once)
        self._again = self._timer(AGAIN_MS, self._listen, once=True)
        self._silence = self._timer(SILENT_MS, lambda: self._show("lost"), once=True)

    def _timer(self, interval_ms: int, call: Callable[[], None], once: bool = False) -> QTimer:
        timer = QTimer(self, interval=interval_ms, singleShot=once)
        timer.timeout.connect(call)
        return timer

    def begin(self, patrol: str) -> None:
        """Record for this patrol from now on. Harmless a second time."""
        if patrol == self.patrol:
            return
        self.stop()
        self.patrol, self.newest, self._told = patrol, None, False
        self._waiting = self._unwritten.pop(patrol, [])
        self._sieve, self._stand, self._motion = Sieve(), None, Motion.MOVING
        self._show("searching")
        self._listen()
        self._look_at_battery()
        self._battery.start()

    def stop(self) -> None:
        """Switches the receiver off; what it said is written."""
        self.flush()
        for timer in (self._battery, self._ask, self._again, self._silence):
            timer.stop()
        self._let_go()
        self.patrol = ""
        self._show("")

    # The receiver

    def _listen(self) -> None:
        if not self.patrol or self._motion is Motion.SAVING:
            return
        if self._source is None:
            self._source = self._make(self)
            if self._source is None:
                self._show("no_receiver")
                self._again.start()
                return
            self._source.positionUpdated.connect(self._found, Qt.ConnectionType.QueuedConnection)
            self._source.errorOccurred.connect(self._error, Qt.ConnectionType.QueuedConnection)
        self._pace()

    def _let_go(self) -> None:
        if self._source is not None:
            self._source.stopUpdates()
            self._source.deleteLater()
        self._source = None

    def _pace(self) -> None:
        """As often as the motion asks for: walking it runs, standing it is woken, on a low battery it is off."""
        every_s = ask_every_s(self._motion)
        self._ask.stop()
        if every_s is None:
            self._silence.stop()
            self._let_go()
            return
        assert self._source is not None
        if self._motion is Motion.MOVING:
            self._source.setUpdateInterval(round(every_s * 1000))
            self._source.startUpdates()
        else:
            self._source.stopUpdates()
            self._ask.start(round(every_s * 1000))
        self._silence.start()

    def _ask_once(self) -> None:
        if self._source is not None:
            self._source.requestUpdate(ANSWER_MS)

    def _error(self, error: QGeoPositionInfoSource.Error) -> None:
        if error.name == "AccessError":
            self._show("refused")
        elif error.name in ("ClosedError", "UnknownSourceError"):
            self._let_go()
            self._show("lost" if self.newest is not None else "no_receiver")
            self._again.start()

    def _found(self, info: QGeoPositionInfo) -> None:
        position = position_of(info)
        if position is None or not self.patrol or self._motion is Motion.SAVING:
            return
        now_s = time.time()
        at_s = position.fixed_at.timestamp() if position.fixed_at is not None else now_s
        fix = Fix(at_s, position.latitude, position.longitude, position.altitude_m, position.accuracy_m)
        before = self._sieve.last
        sifted = sift(self._sieve, fix, now_s)
        self._sieve = sifted.sieve
        if self._sieve.last is not before and self._sieve.last is not None:
            self._believe(self._sieve.last)
        if sifted.points:
            self._keep(list(sifted.points))

    def _believe(self, fix: Fix) -> None:
        self.newest = fix
        self._stand = follow(self._stand, fix)
        motion = motion_of(self._stand)
        self._silence.start()
        if motion is not self._motion:
            self._motion = motion
            self._pace()
        self._show(motion.value)

    # The battery

    def _look_at_battery(self) -> None:
        self._worker.ask(lambda desk: desk.patrols.battery(), lambda told: self.heard_battery(*told), lambda problem: None)

    def heard_battery(self, share: float | None, charging: bool | None) -> None:
        saving = self._motion is Motion.SAVING
        save = must_save(share, charging, saving)
        if not self.patrol or save == saving:
            return
        self._motion = Motion.SAVING if save else Motion.MOVING
        if save:
            self.flush()
            self._pace()
            self._show(Motion.SAVING.value)
            return
        self._sieve, self._stand = Sieve(), None  # a new stretch: the pause is a gap
        self._show("searching")
        self._listen()

    # Writing

    def _keep(self, points: list[Fix]) -> None:
        self._waiting += points
        if len(self._waiting) >= FLUSH_POINTS:
            self.flush()
        elif not self._flush_soon.isActive():
            self._flush_soon.start()

    def flush(self) -> None:
        """Hand what waits to the store's thread. Points that could not be written wait for the next time."""
        self._flush_soon.stop()
        if not self._waiting:
            return
        patrol, points = self.patrol, self._waiting
        self._waiting = []

        def written(_: None) -> None:
            self._told = False
            self.written.emit()

        def missed(problem: Problem) -> None:
            if problem.code is Code.BODY_INVALID:  # the patrol is over, or another person works here now
                return
            if patrol == self.patrol:
                self._waiting = points + self._waiting
                self._flush_soon.start()
            else:
                self._unwritten.setdefault(patrol, []).extend(points)
            if not self._told:
                self._told = True
                self.failed.emit(problem)

        self._worker.ask(lambda desk: desk.patrols.note(patrol, points), written, missed)

    def _show(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()
