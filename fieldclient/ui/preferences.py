"""How the person likes the window: language, theme, size of type, motion. Kept in the device's settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from fieldclient.ui.tongue import LANGUAGES, language_of_system

MODES = ("light", "dark", "sunlight")
SCALES = (1.0, 1.15, 1.3, 1.45, 1.6)
_PREFIX = "window."


@dataclass(frozen=True)
class Look:
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
        language=language if language in LANGUAGES else system.language,
        mode=mode if mode in MODES else system.mode,
        scale=min(SCALES, key=lambda known: abs(known - scale)),
        motion=values.get("motion", "1" if system.motion else "0") != "0",
    )


class Preferences(QObject):
    """`look` is what the window shows now; a change is shown at once and kept by the store's thread."""

    changed = Signal()
    loaded = Signal()

    def __init__(self, worker: Any, system: Look | None = None, fixed: dict[str, str] | None = None,
                 parent: QObject | None = None) -> None:
        """`fixed`: what the command line demands for this run; it is not kept."""
        super().__init__(parent)
        self._worker = worker
        self._fixed: dict[str, str] = dict(fixed or {})
        self._system = system or Look(language=language_of_system())
        self.look = look_of(dict(self._fixed), self._system)

    def load(self) -> None:
        names = ("language", "theme", "scale", "motion")
        self._worker.ask(lambda desk: {name: desk.setting(_PREFIX + name) for name in names}, self._take, self._miss)

    def choose(self, name: str, value: str) -> None:
        """`name`: language, theme, scale or motion ('0' or '1')."""
        self._fixed.pop(name, None)
        look = self.look
        kept = {"language": look.language, "theme": look.mode, "scale": str(look.scale), "motion": "1" if look.motion else "0"}
        self._show(look_of({**kept, name: value}, self._system))
        self._worker.ask(lambda desk: desk.set_setting(_PREFIX + name, value))

    def _take(self, values: dict[str, str | None]) -> None:
        self._show(look_of({**values, **self._fixed}, self._system))
        self.loaded.emit()

    def _miss(self, problem: Any) -> None:
        """A store that does not open still gets a window that says so."""
        self.loaded.emit()

    def _show(self, look: Look) -> None:
        if look != self.look:
            self.look = look
            self.changed.emit()
