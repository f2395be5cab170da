"""Opening the desk: where the data lies, and the store behind it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import platformdirs

from fieldclient.store import Store
from fieldclient.store.disk import Disk
from fieldclient.store.media_files import RESERVE_BYTES
from fieldclient.store.times import utc_now
from fieldclient.work.real_desk import RealDesk

DATA_VARIABLE = "FIELDCLIENT_DATA"


def data_dir(named: str | None = None) -> Path:
    """The folder named on the command line, else in FIELDCLIENT_DATA, else the system's place for this user's data."""
    given = named or os.environ.get(DATA_VARIABLE)
    return Path(given).expanduser() if given else Path(platformdirs.user_data_dir("fieldclient", appauthor=False))


def open_desk(
    folder: Path, *, clock: Callable[[], datetime] = utc_now, disk: Disk | None = None, reserve_bytes: int = RESERVE_BYTES
) -> RealDesk:
    """The desk of this data folder, after recovery. STORE_BUSY, STORE_NEWER, DISK_FULL, DISK_FAILED."""
    return RealDesk(Store(folder, clock=clock, disk=disk, reserve_bytes=reserve_bytes))
