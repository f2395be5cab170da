"""Where a person is signed in, and signing a device out from afar. A device without a key (first wire) counts as well."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from sync.hub.db.identity_tables import device_keys, sessions
from sync.hub.db.tables import tokens
from sync.hub.devices import EndedBy
from sync.protocol.identity import DeviceRow
from sync.protocol.problems import Code, Problem

SHOWN_FOR = timedelta(days=30)  # a device that was signed out, or fell out of use


def of_person(connection: Connection, person: str, this: str | None, at: datetime) -> list[DeviceRow]:
    """This one first, then the last used. Several sign-ins on one device are one row."""
    found: dict[str, DeviceRow] = {}
    lost = _lost(connection, person)
    for row in (*_signed_in_with_key(connection, person), *_signed_in_without(connection, person)):
        end = _end(row, at)
        if end is not None and end < at - SHOWN_FOR:
            continue
        before = found.get(row.device)
        alive = end is None or (before is not None and before.ended_at is None)
        newest = before is None or row.used_at >= before.used_at
        found[row.device] = DeviceRow(
            device=row.device, name=row.device_name if newest or before is None else before.name,
            since=min(row.created_at, before.since) if before else row.created_at,
            used_at=max(row.used_at, before.used_at) if before else row.used_at, this=row.device == this,
            ended_at=None if alive else max(end or at, (before.ended_at if before else None) or end or at),
            lost_since=lost.get(row.device),
        )
    return sorted(found.values(), key=lambda each: (not each.this, -each.used_at.timestamp(), each.device))


def end(
    connection: Connection, person: str, device: str, at: datetime, *, lost_since: datetime | None = None,
    by: EndedBy | None = None,
) -> None:
    """Its tokens end now. What its keys sign from `lost_since` on (None: from now on) waits for the centre; ended once, the
    earlier time stays. By the device itself (`EndedBy.SELF`) the keys stay good: it has thrown its own away.

    BODY_INVALID (field device or lost_since): not a device of this person's, or a time to come.
    """
    if lost_since is not None and (lost_since.tzinfo is None or lost_since > at + timedelta(minutes=5)):
        raise Problem(Code.BODY_INVALID, field="lost_since")
    by = by or (EndedBy.LOST if lost_since is not None else EndedBy.ELSEWHERE)
    s, t, k = sessions.c, tokens.c, device_keys.c
    here = (s.person == person, s.device == device)
    if by is not EndedBy.SELF and not _knows(connection, person, device):
        raise Problem(Code.BODY_INVALID, field="device")
    connection.execute(update(sessions).where(*here, s.ended_at.is_(None)).values(ended_at=at, ended_by=by.value))
    connection.execute(
        update(tokens).where(t.person == person, t.device == device, t.revoked_at.is_(None)).values(revoked_at=at)
    )
    if by is not EndedBy.SELF:
        since = lost_since or at
        connection.execute(
            update(device_keys).where(k.person == person, k.device == device, (k.ended_at.is_(None)) | (k.ended_at > since))
            .values(ended_at=since)
        )


def holders(connection: Connection, device: str) -> list[str]:
    """Everybody who was ever signed in on this device."""
    s, t = sessions.c, tokens.c
    people = {row.person for row in connection.execute(select(s.person).where(s.device == device).distinct())}
    people |= {row.person for row in connection.execute(select(t.person).where(t.device == device).distinct())}
    return sorted(people)


def _knows(connection: Connection, person: str, device: str) -> bool:
    return person in holders(connection, device)


def _signed_in_with_key(connection: Connection, person: str) -> list[Row[Any]]:
    s = sessions.c
    return list(connection.execute(select(
        s.device, s.device_name, s.created_at, s.used_at, s.expires_at, s.ended_at
    ).where(s.person == person)))


def _signed_in_without(connection: Connection, person: str) -> list[Row[Any]]:
    t = tokens.c
    return list(connection.execute(select(
        t.device, t.device_name, t.created_at, t.used_at, t.expires_at, t.revoked_at.label("ended_at")
    ).where(t.person == person)))


def _lost(connection: Connection, person: str) -> dict[str, datetime]:
    k = device_keys.c
    query = select(k.device, k.ended_at).where(k.person == person, k.ended_at.is_not(None)).order_by(k.ended_at.desc())
    return {row.device: row.ended_at for row in connection.execute(query)}


def _end(row: Row[Any], at: datetime) -> datetime | None:
    """When it ended, or ran out; None while it lives."""
    ended: datetime | None = row.ended_at
    expires: datetime = row.expires_at
    if ended is not None:
        return ended
    return expires if expires <= at else None
