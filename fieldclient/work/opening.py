"""Opening the desk: the data folder with the store behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fieldclient.store import Store
from fieldclient.store.disk import Disk
from fieldclient.store.media_files import RESERVE_BYTES
from fieldclient.store.times import utc_now
from fieldclient.work.real_desk import RealDesk


def open_desk(
    folder: Path, *, clock: Callable[[], datetime] = utc_now, disk: Disk | None = None, reserve_bytes: int = RESERVE_BYTES
) -> RealDesk:
    """The desk of this data folder, after recovery. STORE_BUSY, STORE_NEWER, DISK_FULL, DISK_FAILED."""
    return RealDesk(Store(folder, clock=clock, disk=disk, reserve_bytes=reserve_bytes))
