"""One process at a time may write to a data folder. The system drops the lock when the process dies, however it dies."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import BinaryIO

from sync.protocol.problems import Code, Problem

LOCK_NAME = "in-use"
TRIES, WAIT_S = 4, 0.05  # `is_held` of a tool takes it for a moment


class DataLock:
    """Held from construction until `release`. STORE_BUSY when another copy of the app holds it."""

    def __init__(self, folder: Path) -> None:
        self._file: BinaryIO = open(folder / LOCK_NAME, "a+b")  # noqa: SIM115 - it stays open as long as the lock
        for left in reversed(range(TRIES)):
            try:
                _lock(self._file)
                return
            except OSError as cause:
                if not left:
                    self._file.close()
                    raise Problem(Code.STORE_BUSY) from cause
                time.sleep(WAIT_S)

    def release(self) -> None:
        """Harmless when it is released already. The file stays: removing it would let two others hold two locks."""
        self._file.close()


def is_held(path: Path) -> bool:
    """Whether somebody holds it now. For tools: nothing is made or kept."""
    try:
        file = open(path, "r+b")  # noqa: SIM115 - closed below
    except FileNotFoundError:
        return False
    with file:
        try:
            _lock(file)
        except OSError:
            return True
    return False


if os.name == "nt":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
