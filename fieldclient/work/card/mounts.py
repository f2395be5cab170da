"""Cards with photos that are mounted now, looked for on a thread of its own: a dying card may hold a reader up for long."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fieldclient.work import picking

LOOK_EVERY_S = 3.0
_MOST_ENTRIES = 200  # of a camera's folder: whether there is a photo is seen among the first


@dataclass(frozen=True, slots=True)
class Mounted:
    """`path` is the folder to be taken in. `mark` is another one when the card was taken out and put in again."""

    path: str
    name: str
    mark: tuple[int, int]


def cards() -> tuple[Mounted, ...]:
    """Mounted file systems with a camera's folder in which something lies."""
    found = {}
    for root in picking.mounts():
        dcim = root / "DCIM"
        try:
            status = root.stat()
            if dcim.is_dir() and _holds_files(dcim):
                found[str(root)] = Mounted(str(root), root.name or str(root), (status.st_dev, status.st_ino))
        except OSError:
            continue
    return tuple(found.values())


def _holds_files(folder: Path) -> bool:
    seen = 0
    for _, folders, names in os.walk(folder):
        if any(not name.startswith(".") for name in names):
            return True
        seen += len(folders)
        if seen > _MOST_ENTRIES:
            return False
    return False


class Watch:
    """Looks every `LOOK_EVERY_S`. What it found may be asked for by any thread."""

    def __init__(self) -> None:
        self.found: tuple[Mounted, ...] = ()
        self._dismissed: set[Mounted] = set()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, tell: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, args=(tell,), name="cards", daemon=True)
            self._thread.start()

    def offered(self) -> Mounted | None:
        return next((each for each in self.found if each not in self._dismissed), None)

    def dismiss(self, path: str) -> None:
        self._dismissed |= {each for each in self.found if each.path == path}

    def stop(self) -> None:
        """Does not wait: what hangs on a dying card must not hold up the end of the app, and it holds nothing of ours."""
        self._stopped.set()

    def _run(self, tell: Callable[[], None]) -> None:
        while not self._stopped.is_set():
            now = cards()
            if now != self.found:
                self._dismissed &= set(now)
                self.found = now
                if not self._stopped.is_set():
                    tell()
            self._stopped.wait(LOOK_EVERY_S)
