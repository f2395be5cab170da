"""Rows of uploads that foreign clients have begun."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from sync.hub.db import tables

PARTIAL = "partial"
FINAL = "final;"


class State(StrEnum):
    OPEN = "open"  # bytes may come, or parts of it are still coming
    DONE = "done"  # complete, and a file of the hub
    JOINED = "joined"  # a part that has become part of a file: kept a while, because the answer may have been lost
    GONE = "gone"  # ended by its client, refused or expired: told apart from what never was


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    person: str
    device: str
    size_bytes: int | None
    offset_bytes: int  # as the database knows it: these bytes were synced
    metadata: str
    concat: str
    sha256: str | None
    state: State
    created_at: datetime
    expires_at: datetime

    @property
    def is_final(self) -> bool:
        return self.concat.startswith(FINAL)

    @property
    def is_partial(self) -> bool:
        return self.concat == PARTIAL


# Built once: building a statement takes longer than running it.
_row = tables.tus_uploads
_ADD = insert(_row)
_FIND = select(_row).where(_row.c.id == bindparam("of"))
_CHANGE = update(_row).where(_row.c.id == bindparam("of"))
_OPEN_OF = select(func.count()).select_from(_row).where(_row.c.device == bindparam("of"), _row.c.state == State.OPEN.value)
_WAITING = select(_row).where(
    _row.c.person == bindparam("of"), _row.c.state == State.OPEN.value, _row.c.concat.startswith(FINAL)
)
_EXPIRED = select(_row).where(_row.c.expires_at <= bindparam("now"))
_DROP = delete(_row).where(_row.c.id == bindparam("of"))


def add(connection: Connection, upload: Upload) -> None:
    connection.execute(_ADD, {**msgspec.structs.asdict(upload), "state": upload.state.value})


def find(connection: Connection, id_: str) -> Upload | None:
    found = connection.execute(_FIND, {"of": id_}).first()
    return None if found is None else _upload(found)


def change(connection: Connection, id_: str, **values: object) -> None:
    connection.execute(_CHANGE, {"of": id_, **values})


def open_of(connection: Connection, device: str) -> int:
    """How many uploads this device has begun and not finished."""
    return int(connection.execute(_OPEN_OF, {"of": device}).scalar() or 0)


def waiting_finals(connection: Connection, person: str) -> list[Upload]:
    """Files that are to be joined once their parts are complete."""
    return [_upload(found) for found in connection.execute(_WAITING, {"of": person})]


def expired(connection: Connection, now: datetime) -> list[Upload]:
    return [_upload(found) for found in connection.execute(_EXPIRED, {"now": now})]


def drop(connection: Connection, id_: str) -> None:
    connection.execute(_DROP, {"of": id_})


def _upload(found: Row[tuple[object, ...]]) -> Upload:
    values = dict(found._mapping)
    return Upload(**{**values, "state": State(values["state"])})
