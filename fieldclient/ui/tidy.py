"""Python's collector of cyclic garbage runs on the window's thread only.

Left to itself it runs on whichever thread happens to allocate, and takes down Qt's objects there: the store's thread would be
speaking to Qt (see `post`). The price is garbage that lies for a second.

Libraries, classes and rooms are there as long as the window is. Looking through all of them takes up to 150 ms, in which the
window would stand still, so they are `kept` out of it; so is what has outlived a look through everything else, which took 20 ms
in the middle of a day's work. The price: a circle among them is freed when the window loses the keyboard, or at the end.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

EVERY_MS = 1000


class Tidy(QObject):
    """From `start` to `close`, then the collector is on its own again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._put_by = False

    def start(self) -> None:
        gc.disable()
        gc.freeze()
        self._timer.start()

    def keep(self) -> None:
        """What is there now is not looked through any more."""
        if self._timer.isActive():
            gc.freeze()

    def look(self) -> None:
        """Collect the oldest generation that is due, by the interpreter's own thresholds."""
        generation = due(gc.get_count(), gc.get_threshold())
        if generation is not None:
            gc.collect(generation)
        if generation == 2:
            gc.freeze()
            self._put_by = True

    def watch(self, window: QWindow) -> None:
        """Its losing the keyboard is the moment to look through everything."""
        window.activeChanged.connect(lambda: None if window.isActive() else self.look_through_all())

    def look_through_all(self) -> None:
        """While nobody works in the window: also what was kept out, where anything was since the last time."""
        if self._put_by and self._timer.isActive():
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._put_by = False

    def close(self) -> None:
        self._timer.stop()
        gc.unfreeze()
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
