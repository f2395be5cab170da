"""One process at a time may write to a data folder. The system drops the lock when the process dies, however it dies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from sync.protocol.problems import Code, Problem

LOCK_NAME = "in-use"


class DataLock:
    """Held from construction until `release`. STORE_BUSY when another copy of the app holds it."""

    def __init__(self, folder: Path) -> None:
        self._file: BinaryIO = open(folder / LOCK_NAME, "a+b")  # noqa: SIM115 - it stays open as long as the lock
        try:
            _lock(self._file)
        except OSError as cause:
            self._file.close()
            raise Problem(Code.STORE_BUSY) from cause

    def release(self) -> None:
        """Harmless when it is released already. The file stays: removing it would let two others hold two locks."""
        self._file.close()


if os.name == "nt":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
