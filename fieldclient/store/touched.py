"""Which rows of cases were written since somebody read them into memory."""

from __future__ import annotations

import threading
from collections.abc import Collection


class Touched:
    """Written from any thread, inside the change that writes the rows."""

    def __init__(self) -> None:
        self._rows: set[int] = set()
        self._guard = threading.Lock()

    def note(self, rows: Collection[int]) -> None:
        with self._guard:
            self._rows.update(rows)

    def seen(self) -> frozenset[int]:
        with self._guard:
            return frozenset(self._rows)

    def forget(self, rows: Collection[int]) -> None:
        with self._guard:
            self._rows.difference_update(rows)
