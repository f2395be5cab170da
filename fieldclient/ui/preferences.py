"""How the person likes the window: language, theme, size of type, motion.

Kept in the device's settings. A small copy lies beside the store, so that the first frame already looks as it should while the
store is still being opened; where the two differ, the settings are right.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from fieldclient.ui.languages import codes
from fieldclient.ui.tongue import language_of_system

MODES = ("light", "dark", "sunlight")
SCALES = (1.0, 1.15, 1.3, 1.45, 1.6, 1.8, 2.0)
_PREFIX = "window."
_NAMES = ("language", "theme", "scale", "motion")
COPY = "look.txt"


class Look(NamedTuple):
    """`scale` multiplies every size of type."""

    language: str
    mode: str = "light"
    scale: float = 1.0
    motion: bool = True


def look_of(values: dict[str, str | None], system: Look) -> Look:
    """The look that was kept; what is missing or cannot be read is as the system has it."""
    language, mode = values.get("language"), values.get("theme")
    try:
        scale = float(values.get("scale") or system.scale)
    except ValueError:
        scale = system.scale
    return Look(
        language=language if language in codes() else system.language,
        mode=mode if mode in MODES else system.mode,
        scale=min(SCALES, key=lambda known: abs(known - scale)),
        motion=values.get("motion", "1" if system.motion else "0") != "0",
    )


def read_copy(folder: Path) -> dict[str, str | None]:
    """What lay beside the store at the last start, lines of `name value`; empty when it is not there or not readable."""
    try:
        lines = (folder / COPY).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    pairs = [line.split(" ", 1) for line in lines if " " in line]
    return {name: value for name, value in pairs if name in _NAMES}


def write_copy(folder: Path, values: dict[str, str | None]) -> None:
    """On the store's thread. It can be made again, so it need not be durable; that it is whole is enough."""
    new = folder / f"{COPY}.new"
    try:
        new.write_text("".join(f"{name} {value}\n" for name, value in values.items() if value), "utf-8")
        os.replace(new, folder / COPY)
    except OSError:
        pass


class Preferences(QObject):
    """`look` is what the window shows now; a change is shown at once and kept by the store's thread."""

    changed = Signal()

    def __init__(self, worker: Any, folder: Path, system: Look | None = None, fixed: dict[str, str] | None = None,
                 parent: QObject | None = None) -> None:
        """`fixed`: what the command line demands for this run; it is not kept."""
        super().__init__(parent)
        self._worker = worker
        self._folder = folder
        self._fixed: dict[str, str] = dict(fixed or {})
        self._system = system or Look(language=language_of_system())
        self.look = look_of({**read_copy(folder), **self._fixed}, self._system)

    def load(self) -> None:
        self._worker.ask(self._read, self._take, lambda problem: None)  # a store that does not open has its own page

    def choose(self, name: str, value: str) -> None:
        """`name`: language, theme, scale or motion ('0' or '1')."""
        self._fixed.pop(name, None)
        look = self.look
        kept = {"language": look.language, "theme": look.mode, "scale": str(look.scale), "motion": "1" if look.motion else "0"}
        self._show(look_of({**kept, name: value}, self._system))
        self._worker.ask(lambda desk: self._keep(desk, name, value))

    def _read(self, desk: Any) -> dict[str, str | None]:
        values = {name: desk.setting(_PREFIX + name) for name in _NAMES}
        write_copy(self._folder, values)
        return values

    def _keep(self, desk: Any, name: str, value: str) -> None:
        desk.set_setting(_PREFIX + name, value)
        self._read(desk)

    def _take(self, values: dict[str, str | None]) -> None:
        self._show(look_of({**values, **self._fixed}, self._system))

    def _show(self, look: Look) -> None:
        if look != self.look:
            self.look = look
            self.changed.emit()
