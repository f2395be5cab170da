"""NMEA 0183 as loggers write it: RMC for the date, GGA for height and dilution, GSA for dilution, from any talker.

Lines with a wrong checksum are left out and counted. Only RMC knows the day: what comes before the first one is dated by it,
and a clock that falls back past midnight means the next day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pynmea2

from fieldclient.geo.tracks import Fix, Track, make_track
from fieldclient.geo.tracks_gpx import METRES_PER_DOP

_LINE = re.compile(rb"[$!][A-Z]{2}[A-Z]{3},[ \"#%-)+-~]*\*[0-9A-Fa-f]{2}")  # $, ! and * stand for themselves alone
_WANTED = ("RMC", "GGA", "GSA")
_HALF_DAY_S = 12 * 3600
_MADE_UP = (7, 8)  # GGA's quality: typed in by hand, simulated


def looks_like_nmea(data: bytes) -> bool:
    return _LINE.search(data[:65536]) is not None


def parse_nmea(data: bytes) -> Track:
    """Every valid fix of the file; RMC and GGA of one second are one fix."""
    reader = _Reader()
    for line in data.splitlines():
        start = max(line.find(b"$"), 0)  # loggers put their own stamp before it
        reader.take(line[start:].decode("ascii", "replace").strip())
    return make_track(reader.fixes(), unreadable=reader.unreadable)


@dataclass(slots=True)
class _Epoch:
    """What the sentences of one second say together."""

    clock: time
    day: date | None = None
    place: tuple[float, float] | None = None
    altitude_m: float | None = None
    dop: float | None = None
    refused: bool = False


@dataclass
class _Reader:
    unreadable: int = 0
    _epochs: list[_Epoch] = field(default_factory=list)
    _dop: float | None = None

    def take(self, line: str) -> None:
        if len(line) < 6 or line[3:6] not in _WANTED:
            self.unreadable += bool(line) and not line.startswith(("$", "!"))
            return
        try:
            sentence: Any = pynmea2.parse(line, check=True)
            self._take(sentence, line[3:6])
        except (pynmea2.ParseError, ValueError, TypeError, AttributeError, IndexError):
            self.unreadable += 1  # torn by a reset, or no numbers where numbers belong

    def _take(self, sentence: Any, kind: str) -> None:
        if kind == "GSA":
            self._dop = _number(sentence.hdop)
            return
        clock = sentence.timestamp
        if not isinstance(clock, time):
            return  # before its first fix a receiver has no time
        epoch = self._epoch(clock.replace(tzinfo=None))
        if kind == "RMC":
            epoch.refused |= sentence.status != "A"
            epoch.day = sentence.datestamp if isinstance(sentence.datestamp, date) else epoch.day
        else:
            quality = int(sentence.gps_qual or 0)
            epoch.refused |= quality == 0 or quality in _MADE_UP
            epoch.altitude_m = _number(sentence.altitude)
            epoch.dop = _number(sentence.horizontal_dil)
        if not sentence.lat or not sentence.lon:
            return
        place = (sentence.latitude, sentence.longitude)
        # Of two talkers in one second the first speaks: GN, the combined one, where a receiver has it.
        epoch.place = epoch.place or place

    def _epoch(self, clock: time) -> _Epoch:
        if not self._epochs or self._epochs[-1].clock != clock:
            self._epochs.append(_Epoch(clock, dop=self._dop))
        return self._epochs[-1]

    def fixes(self) -> Iterator[Fix]:
        for epoch, day in _dated(self._epochs):
            if epoch.place is None or epoch.refused:
                continue
            at = datetime.combine(day, epoch.clock, UTC)
            accuracy_m = METRES_PER_DOP * epoch.dop if epoch.dop else None
            yield Fix(at.timestamp(), *epoch.place, epoch.altitude_m, accuracy_m)


def _dated(epochs: list[_Epoch]) -> Iterator[tuple[_Epoch, date]]:
    """Each epoch with its day: its own, or that of its neighbours, a day on where the clock fell back."""
    first = next((number for number, epoch in enumerate(epochs) if epoch.day), None)
    if first is None:
        return
    day = epochs[first].day
    assert day is not None
    later = epochs[first].clock
    before: list[tuple[_Epoch, date]] = []
    for epoch in reversed(epochs[:first]):
        if _seconds(epoch.clock) > _seconds(later) + _HALF_DAY_S:
            day -= timedelta(days=1)
        before.append((epoch, day))
        later = epoch.clock
    yield from reversed(before)
    day, clock = epochs[first].day or day, epochs[first].clock
    for epoch in epochs[first:]:
        if epoch.day is not None:
            day = epoch.day
        elif _seconds(epoch.clock) < _seconds(clock) - _HALF_DAY_S:
            day += timedelta(days=1)
        clock = epoch.clock
        yield epoch, day


def _seconds(clock: time) -> float:
    return clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6


def _number(value: object) -> float | None:
    try:
        found = float(str(value))
    except ValueError:
        return None
    return found if 0 < abs(found) < 1e5 else None
