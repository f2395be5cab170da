"""Files on their way out."""

from __future__ import annotations

import msgspec

from sync.hub import possession, upload_rows
from sync.hub.allowance import check_hash
from sync.hub.db.database import Database
from sync.hub.files import MediaFiles, Pieces
from sync.hub.world import PersonRow
from sync.protocol.problems import Code, Problem


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A file on its way out: `pieces` are its bytes from the asked offset on."""

    size_bytes: int
    mime: str
    pieces: Pieces


def open_file(database: Database, files: MediaFiles, person: PersonRow, sha256: str, offset_bytes: int) -> Opened:
    """A file of a case that this person may see. MEDIA_MISSING, the same for what is not here and what is not theirs."""
    check_hash(sha256)
    with database.read() as connection:
        blob = upload_rows.blob(connection, sha256)
        if blob is None or not possession.may_fetch(connection, person, sha256):
            raise Problem(Code.MEDIA_MISSING, sha256=sha256)
    if not files.has(sha256, blob.size_bytes):
        raise Problem(Code.MEDIA_MISSING, sha256=sha256)
    if not 0 <= offset_bytes < blob.size_bytes:
        raise Problem(Code.OFFSET_MISMATCH, offset_bytes=blob.size_bytes)
    return Opened(size_bytes=blob.size_bytes, mime=blob.mime, pieces=files.read(sha256, offset_bytes))
