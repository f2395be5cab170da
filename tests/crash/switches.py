"""What is changed in a victim. `CONTROLS` take durability away, so that the test is known to notice; never used by the product."""

from __future__ import annotations

import functools
import os
import sqlite3
import stat
from collections.abc import Callable
from typing import Any

CONTROLS = {
    "no_file_fsync": "no fsync of files",
    "no_folder_fsync": "no fsync of folders",
    "sync_normal": "synchronous=NORMAL",
}
PAGES_A_CHECKPOINT = 24  # ordinarily 1,000: so that cuts fall into checkpoints, and into journals that are written over


def switch(control: str) -> None:
    """In the victim, before it opens anything. An empty name changes nothing but how often the journal is emptied."""
    if control == "no_file_fsync":
        _leave_out(stat.S_ISREG)
    elif control == "no_folder_fsync":
        _leave_out(stat.S_ISDIR)
    elif control and control != "sync_normal":
        raise ValueError(control)
    _connect_with("NORMAL" if control == "sync_normal" else "FULL")


def _leave_out(what: Callable[[int], bool]) -> None:
    for name in ("fsync", "fdatasync"):
        real: Callable[[int], None] = getattr(os, name)

        def pretend(handle: int, real: Callable[[int], None] = real) -> None:
            number = handle if isinstance(handle, int) else handle.fileno()
            if not what(os.fstat(number).st_mode):
                real(number)

        setattr(os, name, pretend)


def _connect_with(mode: str) -> None:
    class Connection(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if not sql.startswith("PRAGMA synchronous="):
                return super().execute(sql, *values)
            super().execute(f"PRAGMA wal_autocheckpoint={PAGES_A_CHECKPOINT}")
            done = super().execute(f"PRAGMA synchronous={mode}")
            set_to = super().execute("PRAGMA synchronous").fetchone()[0]
            assert set_to == {"NORMAL": 1, "FULL": 2}[mode]
            return done

    sqlite3.connect = sqlite3.dbapi2.connect = functools.partial(sqlite3.connect, factory=Connection)  # type: ignore[assignment]
