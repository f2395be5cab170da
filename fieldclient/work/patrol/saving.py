"""Files for the person, where the person wants them."""

from __future__ import annotations

from pathlib import Path

from fieldclient.store.disk import Disk, told
from sync.protocol.problems import Code, Problem


def usual_folder() -> Path:
    """Where this person's documents are, or their home where there is no such folder."""
    import platformdirs

    documents = Path(platformdirs.user_documents_dir())
    return documents if documents.is_dir() else Path.home()


def free_name(target: Path) -> Path:
    """This one, or with a number where there is a file of that name already: "week.pdf", "week (2).pdf" …"""
    number, found = 2, target
    while found.exists():
        found, number = target.with_stem(f"{target.stem} ({number})"), number + 1
    return found


def save_new(target: Path, data: bytes) -> Path:
    """As `save`, and nothing that is there is ever written over: gives the name it has."""
    if not target.parent.is_dir():
        raise Problem(Code.FILE_MISSING)
    while True:
        found = free_name(target)
        try:
            Disk().create(found).close()  # the name is ours from here on
        except FileExistsError:
            continue
        except OSError as cause:
            raise told(cause, needed_bytes=len(data)) from cause
        try:
            save(found, data)
        except Problem:
            found.unlink(missing_ok=True)
            raise
        return found


def save(target: Path, data: bytes) -> None:
    """Whole or not at all, in place of what was there. FILE_MISSING: no such folder. DISK_FULL, DISK_FAILED (errno)."""
    if not target.parent.is_dir():
        raise Problem(Code.FILE_MISSING)
    try:
        Disk().put(target, data)
    except OSError as cause:
        raise told(cause, needed_bytes=len(data)) from cause
