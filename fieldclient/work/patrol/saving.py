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


def save(target: Path, data: bytes) -> None:
    """Whole or not at all, in place of what was there. FILE_MISSING: no such folder. DISK_FULL, DISK_FAILED (errno)."""
    if not target.parent.is_dir():
        raise Problem(Code.FILE_MISSING)
    try:
        Disk().put(target, data)
    except OSError as cause:
        raise told(cause, needed_bytes=len(data)) from cause
