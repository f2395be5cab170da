"""Which rows of cases were written since somebody read them into memory."""

from __future__ import annotations

import threading
from collections.abc import Collection

MOST = 8000  # rows: reading all anew is no longer dearer


class Touched:
    """Written from any thread, inside the change that writes the rows."""

    def __init__(self) -> None:
        self._rows: set[int] = set()
        self._too_many = False
        self._guard = threading.Lock()

    def note(self, rows: Collection[int]) -> None:
        with self._guard:
            if not self._too_many:
                self._rows.update(rows)
            if len(self._rows) > MOST:
                self._rows.clear()
                self._too_many = True

    def seen(self) -> frozenset[int] | None:
        """None: so many that it does not matter which."""
        with self._guard:
            return None if self._too_many else frozenset(self._rows)

    def forget(self) -> None:
        """Call where nobody can have written since `seen`."""
        with self._guard:
            self._rows.clear()
            self._too_many = False
