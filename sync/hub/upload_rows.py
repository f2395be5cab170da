"""Rows about files on their way here: how far each is, who sends it, and how much one device has left unfinished."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, select, update

from sync.hub.db import tables
from sync.hub.db.upsert import add_if_new, put
from sync.protocol.ranges import Ranges


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """An unfinished upload as the database knows it: these bytes were synced before this was written."""

    size_bytes: int
    ranges: Ranges


def noted(connection: Connection, person: str, sha256: str) -> Noted | None:
    """None when nothing is known, or the file is complete."""
    row = tables.uploads
    query = select(row.c.offset_bytes, row.c.size_bytes, row.c.ranges).where(
        row.c.person == person, row.c.sha256 == sha256, row.c.complete.is_(False)
    )
    found = connection.execute(query).first()
    if found is None:
        return None
    told: Any = json.loads(found.ranges) if found.ranges else [[0, found.offset_bytes]] if found.offset_bytes else []
    return Noted(size_bytes=found.size_bytes, ranges=tuple((first, end) for first, end in told))


def save_unfinished(
    connection: Connection, person: str, sha256: str, *, device: str, size_bytes: int, mime: str, held: Ranges,
    touched_at: datetime,
) -> None:
    """Never over the row of a complete file: who comes late with a note must not take a receipt back."""
    row = tables.uploads
    values = {
        "size_bytes": size_bytes, "mime": mime, "offset_bytes": sum(end - first for first, end in held),
        "device": device, "touched_at": touched_at, "received_at": None, "ranges": json.dumps(held),
    }
    mine = (row.c.person == person, row.c.sha256 == sha256)
    if connection.execute(update(row).where(*mine, row.c.complete.is_(False)).values(values)).rowcount == 0:
        add_if_new(connection, row, {"person": person, "sha256": sha256, "complete": False, **values})


def save_complete(
    connection: Connection, person: str, sha256: str, *, device: str, size_bytes: int, mime: str, now: datetime
) -> None:
    """The receipt of this person for this file, and the file itself where it is new."""
    add_if_new(connection, tables.blobs, {"sha256": sha256, "size_bytes": size_bytes, "mime": mime, "stored_at": now})
    values = {
        "size_bytes": size_bytes, "mime": mime, "offset_bytes": size_bytes, "complete": True, "device": device,
        "touched_at": now, "received_at": now, "ranges": None,
    }
    put(connection, tables.uploads, {"person": person, "sha256": sha256}, values)


def forget(connection: Connection, person: str, sha256: str) -> None:
    """Its bytes were wrong, or nobody went on with it."""
    row = tables.uploads
    connection.execute(delete(row).where(row.c.person == person, row.c.sha256 == sha256, row.c.complete.is_(False)))


def stale(connection: Connection, before: datetime) -> list[tuple[str, str]]:
    """Unfinished uploads (person, sha256) that nobody has gone on with since then."""
    row = tables.uploads
    query = select(row.c.person, row.c.sha256).where(row.c.complete.is_(False), row.c.touched_at < before)
    return [(person, sha256) for person, sha256 in connection.execute(query)]


def unfinished_bytes(connection: Connection, device: str) -> int:
    """What this device has left here of files that are not complete, by every way of uploading."""
    one, other = tables.uploads, tables.tus_uploads
    begun = select(func.sum(one.c.offset_bytes)).where(one.c.device == device, one.c.complete.is_(False))
    foreign = select(func.sum(other.c.offset_bytes)).where(other.c.device == device, other.c.state == "open")
    return sum(int(connection.execute(query).scalar() or 0) for query in (begun, foreign))


def blob(connection: Connection, sha256: str) -> Row[Any] | None:
    return connection.execute(select(tables.blobs).where(tables.blobs.c.sha256 == sha256)).first()


def unknown(connection: Connection, told: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of (person, sha256) of which there is no row, but the person is known."""
    row, people = tables.uploads, tables.people
    return [
        (person, sha256) for person, sha256 in told
        if connection.execute(select(people.c.id).where(people.c.id == person)).first() is not None
        and connection.execute(
            select(row.c.person).where(row.c.person == person, row.c.sha256 == sha256)
        ).first() is None
    ]
