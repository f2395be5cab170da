"""What is put right at start-up, before anybody looks: quick, and nothing is deleted.

A power cut leaves at most: things marked as travelling, and files in incoming/ whose row was not committed. Both are found
without reading the media folder or the tables as a whole; `sweep` does that later, when nobody waits.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from fieldclient.store.adoption import Adoption
from fieldclient.store.database import broken_mark, is_broken
from fieldclient.store.disk import told
from fieldclient.store.media_files import MediaFiles
from fieldclient.store.outbox import Outbox
from fieldclient.store.times import to_ms


def recover(outbox: Outbox, adoption: Adoption) -> None:
    """Once per start, with the tables up to date."""
    outbox.requeue_travelling()
    adoption.adopt_unfinished()


def replace_if_broken(path: Path, files: MediaFiles, at: datetime) -> Path | None:
    """Move a database that SQLite cannot read into quarantine, whole, and say where; a new one is begun then.

    Ordinarily this reads the header and the table of tables. When reading failed somewhere the last time, everything is
    examined.
    """
    if not path.exists() or not _is_broken(path):
        broken_mark(path).unlink(missing_ok=True)
        return None
    folder = files.quarantine / f"database-{to_ms(at)}"
    try:
        files.disk.make_folder(folder)
        # The journal first: beside a new database an old one would be played into it.
        for name in (f"{path.name}-wal", f"{path.name}-shm", path.name):
            if path.with_name(name).exists():
                files.disk.rename(path.with_name(name), folder / name)
        files.disk.sync_folder(folder)
        files.disk.sync_folder(path.parent)
    except OSError as cause:
        raise told(cause) from cause
    broken_mark(path).unlink(missing_ok=True)
    return folder


def _is_broken(path: Path) -> bool:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
        try:
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            if broken_mark(path).exists():
                found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
                return bool(found != "ok")
        finally:
            connection.close()
    except sqlite3.DatabaseError as cause:
        if is_broken(cause):
            return True
        raise
    return False
