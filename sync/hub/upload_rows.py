"""Rows about files on their way here: how far each is, who sends it, and how much one device has left unfinished."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, bindparam, delete, func, literal, select, update

from sync.hub.db import tables
from sync.hub.db.quick import Quick
from sync.hub.db.upsert import add_if_new, put
from sync.protocol.ranges import Ranges

# Built once: building a statement takes longer than running it.
_row, _foreign, _people = tables.uploads, tables.tus_uploads, tables.people
_one = (_row.c.person == bindparam("of_person"), _row.c.sha256 == bindparam("of_sha256"))
_unfinished = _row.c.complete.is_(False)
_NOTED = Quick(select(_row.c.offset_bytes, _row.c.size_bytes, _row.c.ranges).where(*_one, _unfinished))
_CHANGE = update(_row).where(*_one, _unfinished)
_FORGET = delete(_row).where(*_one, _unfinished)
_STALE = select(_row.c.person, _row.c.sha256).where(_unfinished, _row.c.touched_at < bindparam("before"))
_LEFT = tuple(
    select(func.sum(table.c.offset_bytes)).where(table.c.device == bindparam("of"), condition)
    for table, condition in ((_row, _unfinished), (_foreign, _foreign.c.state == "open"))
)
_UNFINISHED = tuple(map(Quick, _LEFT))
_waits = tables.case_media.c
_STANDING = Quick(
    select(
        tables.blobs.c.size_bytes.label("blob_bytes"), _row.c.complete, _row.c.size_bytes, _row.c.offset_bytes, _row.c.ranges,
        select(_waits.case_id).where(
            _waits.sha256 == bindparam("of_sha256"), _waits.person == bindparam("of_person"), _waits.bound.is_(False)
        ).limit(1).scalar_subquery().label("awaited"),
        *(query.scalar_subquery() for query in _LEFT),
    )
    .select_from(select(literal(1).label("one")).subquery().outerjoin(
        tables.blobs, tables.blobs.c.sha256 == bindparam("of_sha256")).outerjoin(_row, and_(*_one)))
)
_BLOB = Quick(select(tables.blobs.c.size_bytes, tables.blobs.c.mime, tables.blobs.c.stored_at).where(
    tables.blobs.c.sha256 == bindparam("of")))
_ROW = select(_row.c.person).where(*_one)
_PERSON = select(_people.c.id).where(_people.c.id == bindparam("of"))


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """An unfinished upload as the database knows it: these bytes were synced before this was written."""

    size_bytes: int
    ranges: Ranges


class Blob(msgspec.Struct, frozen=True):
    """A file that is here, whoever sent it."""

    size_bytes: int
    mime: str
    stored_at: datetime


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """All that has to be known before a file is begun."""

    is_blob: bool  # somebody's file with this hash is complete
    noted: Noted | None
    awaited: bool  # an act of this person names it and waits for it
    unfinished_bytes: int  # that this device has left here


def standing(connection: Connection, person: str, sha256: str, device: str) -> Standing:
    """In one question, because it is asked for every file."""
    told = _STANDING.first(connection, of_person=person, of_sha256=sha256, of=device)
    blob_bytes, complete, size_bytes, offset_bytes, held, awaited, *left = told
    row = None if complete is None or complete else _noted(size_bytes, offset_bytes, held)
    return Standing(
        is_blob=blob_bytes is not None, noted=row, awaited=awaited is not None,
        unfinished_bytes=sum(int(each or 0) for each in left),
    )


def noted(connection: Connection, person: str, sha256: str) -> Noted | None:
    """None when nothing is known, or the file is complete."""
    found = _NOTED.first(connection, of_person=person, of_sha256=sha256)
    if found is None:
        return None
    offset_bytes, size_bytes, held = found
    return _noted(size_bytes, offset_bytes, held)


def _noted(size_bytes: int, offset_bytes: int, held: str | None) -> Noted:
    told: Any = json.loads(held) if held else [[0, offset_bytes]] if offset_bytes else []
    return Noted(size_bytes=size_bytes, ranges=tuple((first, end) for first, end in told))


def save_unfinished(
    connection: Connection, person: str, sha256: str, *, device: str, size_bytes: int, mime: str, held: Ranges,
    touched_at: datetime,
) -> None:
    """Never over the row of a complete file: who comes late with a note must not take a receipt back."""
    values = {
        "size_bytes": size_bytes, "mime": mime, "offset_bytes": sum(end - first for first, end in held),
        "device": device, "touched_at": touched_at, "received_at": None, "ranges": json.dumps(held),
    }
    if connection.execute(_CHANGE, {"of_person": person, "of_sha256": sha256, **values}).rowcount == 0:
        add_if_new(connection, _row, {"person": person, "sha256": sha256, "complete": False, **values})


def save_complete(
    connection: Connection, person: str, sha256: str, *, device: str, size_bytes: int, mime: str, now: datetime
) -> None:
    """The receipt of this person for this file, and the file itself where it is new."""
    add_if_new(connection, tables.blobs, {"sha256": sha256, "size_bytes": size_bytes, "mime": mime, "stored_at": now})
    values = {
        "size_bytes": size_bytes, "mime": mime, "offset_bytes": size_bytes, "complete": True, "device": device,
        "touched_at": now, "received_at": now, "ranges": None,
    }
    put(connection, _row, {"person": person, "sha256": sha256}, values)


def forget(connection: Connection, person: str, sha256: str) -> None:
    """Its bytes were wrong, or nobody went on with it."""
    connection.execute(_FORGET, {"of_person": person, "of_sha256": sha256})


def stale(connection: Connection, before: datetime) -> list[tuple[str, str]]:
    """Unfinished uploads (person, sha256) that nobody has gone on with since then."""
    return [(person, sha256) for person, sha256 in connection.execute(_STALE, {"before": before})]


def unfinished_bytes(connection: Connection, device: str) -> int:
    """What this device has left here of files that are not complete, by every way of uploading."""
    return sum(int(query.value(connection, of=device) or 0) for query in _UNFINISHED)


def blob(connection: Connection, sha256: str) -> Blob | None:
    found = _BLOB.first(connection, of=sha256)
    return None if found is None else Blob(*found)


def unknown(connection: Connection, told: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of (person, sha256) of which there is no row, but the person is known."""
    return [
        (person, sha256) for person, sha256 in told
        if connection.execute(_PERSON, {"of": person}).first() is not None
        and connection.execute(_ROW, {"of_person": person, "of_sha256": sha256}).first() is None
    ]
