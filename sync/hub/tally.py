"""How much each person may have left here at most, without asking the database at every file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

GOOD_FOR = timedelta(seconds=30)  # another hub on the same database may have taken files meanwhile


class Tally:
    """An upper bound of bytes by person: what was counted once, and everything that was finished since. Acts that name files
    and time that passes only make the truth smaller, so whoever is within the bound is within the truth."""

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._bounds: dict[str, tuple[datetime, int]] = {}
        self._finished: dict[str, int] = {}  # since the start

    def finished(self, person: str, size_bytes: int) -> None:
        """To be told after the commit: so whoever counted without this file has not looked at the sum yet."""
        with self._gate:
            self._finished[person] = self._finished.get(person, 0) + size_bytes
            if person in self._bounds:
                at, bound = self._bounds[person]
                self._bounds[person] = at, bound + size_bytes

    def within(self, person: str, size_bytes: int, limit_bytes: int, now: datetime) -> bool:
        """True when so many more bytes are certainly not too many. False means that it has to be counted."""
        with self._gate:
            at, bound = self._bounds.get(person, (None, 0))
            return at is not None and timedelta(0) <= now - at < GOOD_FOR and bound + size_bytes <= limit_bytes

    def count(self, person: str, now: datetime, ask: Callable[[], int]) -> int:
        """The bytes as `ask` tells them now."""
        with self._gate:
            before = self._finished.get(person, 0)
        found = ask()
        with self._gate:
            self._bounds[person] = now, found + self._finished.get(person, 0) - before
        return found
