"""Python's collector of cyclic garbage runs on the window's thread only.

Left to itself it runs on whichever thread happens to allocate, and takes down Qt's objects there: the store's thread would be
speaking to Qt (see `post`). The price is garbage that lies for a second.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Tidy(QObject):
    """From `start` to `close`, then the collector is on its own again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        gc.disable()
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, by the interpreter's own thresholds."""
        generation = due(gc.get_count(), gc.get_threshold())
        if generation is not None:
            gc.collect(generation)

    def close(self) -> None:
        self._timer.stop()
        if self._was_on:
            gc.enable()


def due(count: tuple[int, int, int], threshold: tuple[int, int, int]) -> int | None:
    """Which generation is due: 2 when 0, 1 and 2 are all over their bounds, and so on down; None when not even 0 is."""
    found = None
    for generation in range(3):
        if not 0 < threshold[generation] < count[generation]:
            break
        found = generation
    return found
