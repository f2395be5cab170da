"""What is put right at start-up, before anybody looks: quick, and nothing is deleted.

A power cut leaves at most: things marked as travelling, and files in incoming/ whose row was not committed. Both are found
without reading the media folder or the tables as a whole; `sweep` does that later, when nobody waits.
"""

from __future__ import annotations

import sqlite3
import sys
from datetime import datetime
from pathlib import Path

from fieldclient.store.adoption import Adoption
from fieldclient.store.database import broken_mark, is_broken
from fieldclient.store.disk import told
from fieldclient.store.downloads import Downloads
from fieldclient.store.media_files import MediaFiles
from fieldclient.store.outbox import Outbox
from fieldclient.store.times import to_ms

MOVING, READING = "moving", "reading"


def recover(outbox: Outbox, adoption: Adoption, downloads: Downloads) -> None:
    """Once per start, with the tables up to date."""
    outbox.requeue_travelling()
    adoption.adopt_unfinished()
    adoption.finish_downloads(downloads.ref)


def replace_if_broken(path: Path, files: MediaFiles, at: datetime, *, read: bool = False) -> Path | None:
    """Move a database that SQLite cannot read into quarantine, whole, and say where; a new one is begun then. The same folder
    is told at every start until `taken_over` was called: a cut while it is moved or read costs nothing.

    Ordinarily this reads the header and the table of tables (`read`: somebody has, a moment ago). When reading failed somewhere
    the last time, everything is examined.
    """
    try:
        moving, folder = _under_way(path, files)
        if folder is None:
            looked_at = read and not broken_mark(path).exists()
            if looked_at or not path.exists() or not _is_broken(path):
                broken_mark(path).unlink(missing_ok=True)
                return None
            moving, folder = True, files.quarantine / f"database-{to_ms(at)}"
            files.disk.put(_aside_mark(path), f"{MOVING} {folder.name}".encode())
        if moving:
            _move(path, folder, files)
    except OSError as cause:
        raise told(cause) from cause
    broken_mark(path).unlink(missing_ok=True)
    return folder


def taken_over(path: Path, files: MediaFiles) -> None:
    """Everything that could be read of the old database is in the new one: it is not read again."""
    try:
        files.disk.remove(_aside_mark(path))
        files.disk.sync_folder(path.parent)  # or a later start would write the old state over newer work
    except OSError as cause:
        raise told(cause) from cause


def _move(path: Path, folder: Path, files: MediaFiles) -> None:
    """As often as it takes. The journal first: beside a new database an old one would be played into it."""
    files.disk.make_folder(folder)
    for name in (f"{path.name}-wal", f"{path.name}-shm", path.name):
        if path.with_name(name).exists():
            files.disk.rename(path.with_name(name), folder / name)
    files.disk.sync_folder(folder)
    files.disk.sync_folder(path.parent)
    files.disk.put(_aside_mark(path), f"{READING} {folder.name}".encode())


def _under_way(path: Path, files: MediaFiles) -> tuple[bool, Path | None]:
    """Whether an old database is still to be moved, and where it goes; None when there is none that is not taken over."""
    try:
        state, _, name = _aside_mark(path).read_text("utf-8").partition(" ")
    except (FileNotFoundError, UnicodeDecodeError):
        return False, None
    folder = files.quarantine / name
    moving = state == MOVING and bool(name)
    return (moving, folder) if moving or (state == READING and name and folder.is_dir()) else (False, None)


def _aside_mark(path: Path) -> Path:
    """Beside the database: an old one is on its way into quarantine, or being read there."""
    return path.with_name(path.name + ".aside")


def _is_broken(path: Path) -> bool:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
        try:
            if sys.platform == "darwin":  # closing the only connection empties the journal, and then removes it
                connection.execute("PRAGMA checkpoint_fullfsync=1")
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
