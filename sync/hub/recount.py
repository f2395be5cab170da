"""After a backup was put back: which files the database tells of and the disk does not have. They are asked for again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from sync.hub.case import Case, Publication
from sync.hub.db import tables
from sync.hub.db.database import Database
from sync.hub.desk import Desk
from sync.hub.files import MediaFiles
from sync.hub.locks import hold_cases
from sync.hub.world import World


def forget_lost(
    database: Database, files: MediaFiles, world: Callable[[Connection], World], now: datetime
) -> int:
    """Take back the receipts of files that are gone or cut short; how many. Devices that still hold them hear of it through
    the cases and send them again. Copies for publication are made anew when their originals are here."""
    row = tables.blobs
    with database.read() as connection:
        known = connection.execute(select(row.c.sha256, row.c.size_bytes)).all()
    lost = [sha256 for sha256, size_bytes in known if not files.has(sha256, size_bytes)]
    if not lost:
        return 0
    with database.write() as connection:
        desk = Desk(connection, world(connection), now)
        # Two files of one case: it is changed for both before it is saved once.
        shown = {case_id for sha256 in lost for case_id in _take_back_copies(connection, sha256)}
        waiting = {case_id for sha256 in lost for case_id in _take_back(connection, sha256)}
        hold_cases(connection, shown | waiting)
        for case_id in sorted(shown | waiting):
            case = desk.case(case_id)
            if case is not None:
                _tell(desk, case, show_again=case_id in shown)
    return len(lost)


def _take_back(connection: Connection, sha256: str) -> Iterable[str]:
    """The file counts as never sent. Ids of the cases that name it."""
    media, uploads = tables.case_media, tables.uploads
    named = select(media.c.case_id).distinct().where(media.c.sha256 == sha256, media.c.bound.is_(True))
    cases = connection.execute(named).scalars().all()
    connection.execute(update(media).where(media.c.sha256 == sha256).values(bound=False))
    begun_anew = {"complete": False, "offset_bytes": 0, "received_at": None}
    connection.execute(update(uploads).where(uploads.c.sha256 == sha256).values(begun_anew))
    connection.execute(delete(tables.blobs).where(tables.blobs.c.sha256 == sha256))
    return cases


def _take_back_copies(connection: Connection, sha256: str) -> Iterable[str]:
    """Nobody can fetch this copy. Ids of the cases whose result is shown with it."""
    released, published = tables.released, tables.published
    query = (
        select(published.c.case_id).distinct().join(released, released.c.published_id == published.c.id)
        .where(released.c.sha256 == sha256, published.c.withdrawn.is_(False))
    )
    cases = connection.execute(query).scalars().all()
    connection.execute(delete(released).where(released.c.sha256 == sha256))
    return cases


def _tell(desk: Desk, case: Case, *, show_again: bool) -> None:
    if show_again and case.publication is Publication.DONE:
        desk.withdraw_publication(case)
        case.publication = Publication.DUE
    desk.save(case)
