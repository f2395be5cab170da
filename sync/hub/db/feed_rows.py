"""The change log and what it points to: notices and publications."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, Integer, bindparam, delete, func, insert, select, update

from sync.hub.db import order, postgres, sqlite, tables
from sync.hub.db.case_rows import text
from sync.hub.db.quick import Quick
from sync.protocol.feed import Notice, Published

_ADD_NOTICE = Quick(insert(tables.notices))
_changes, _told = tables.changes, tables.change_audience
_PLACES = (
    select(_told.c.seq).distinct()
    .where(_told.c.key.in_(bindparam("keys", expanding=True)), _told.c.seq > bindparam("after"), _told.c.seq <= bindparam("upto"))
    .order_by(_told.c.seq).limit(bindparam("most", type_=Integer)).subquery()
)
_CHANGES_FOR = Quick(
    select(_changes.c.seq, _changes.c.kind, _changes.c.ref)
    .join(_PLACES, _PLACES.c.seq == _changes.c.seq).order_by(_changes.c.seq)
)
_most = bindparam("most", type_=Integer)
_notice, _shown, _released = tables.notices.c, tables.published.c, tables.released.c
_NOTICES_SINCE = Quick(
    select(_notice.body).where(_notice.person == bindparam("of"), _notice.at >= bindparam("since"))
    .order_by(_notice.at.desc(), _notice.id.desc()).limit(_most)
)
_NEWEST = Quick(
    select(_shown.body).where(_shown.withdrawn.is_(False)).order_by(_shown.at.desc(), _shown.id.desc()).limit(_most)
)
_IS_RELEASED = Quick(
    select(_released.sha256).join(tables.published, _shown.id == _released.published_id)
    .where(_released.sha256 == bindparam("of"), _shown.withdrawn.is_(False)).limit(1)
)


class ChangeKind(StrEnum):
    CASE = "case"
    NOTICE = "notice"
    PUBLISHED = "published"
    RULES = "rules"


class ChangeRow(msgspec.Struct, frozen=True):
    seq: int
    kind: ChangeKind
    ref: str


def add_change(connection: Connection, at: datetime, kind: ChangeKind, ref: str, audience: Iterable[str]) -> int:
    """Append to the feed, at a place that no cursor has passed (see `order`)."""
    keys = sorted(set(audience))
    if postgres.speaks(connection):
        return postgres.add_change(connection, tables.micros(at), kind.value, ref, keys)
    return sqlite.add_change(connection, tables.micros(at), kind.value, ref, keys)


def newest(connection: Connection) -> int:
    """The place of the newest change that a cursor may reach; 0 before the first."""
    place = tables.changes.c.seq
    return connection.execute(select(func.max(place)).where(place <= order.reached(connection))).scalar() or 0


def last_written(connection: Connection) -> int:
    """The place of the newest change that is committed, whether cursors may reach it or not; 0 before the first."""
    return connection.execute(select(func.max(tables.changes.c.seq))).scalar() or 0


def clear(connection: Connection, upto: int) -> int:
    """Clear away the changes up to this place; how many. Who was told of which case stays known: a late act of somebody who
    was away for longer than changes are kept is listened to all the same."""
    order.remember(connection)
    changes, audience, seen = tables.changes, tables.change_audience, tables.case_seen
    told = (
        select(changes.c.ref, audience.c.key).distinct().join(audience, audience.c.seq == changes.c.seq)
        .where(changes.c.seq <= upto, changes.c.kind == ChangeKind.CASE.value)
    )
    known = select(seen.c.key).where(seen.c.case_id == changes.c.ref, seen.c.key == audience.c.key).exists()
    connection.execute(insert(seen).from_select(["case_id", "key"], told.where(~known)))
    connection.execute(delete(audience).where(audience.c.seq <= upto))
    return connection.execute(delete(changes).where(changes.c.seq <= upto)).rowcount


def changes_for(connection: Connection, keys: Iterable[str], after: int, upto: int, limit: int) -> list[ChangeRow]:
    """The next changes told to any of these keys, in commit order. `upto` is what `order.reached` said in the same
    transaction: what is beyond it may still get something before it."""
    found = _CHANGES_FOR.all(connection, keys=sorted(keys), after=after, upto=upto, most=limit)
    return [ChangeRow(seq, ChangeKind(kind), ref) for seq, kind, ref in found]


def add_notice(connection: Connection, person: str, notice: Notice) -> None:
    _ADD_NOTICE.change(connection, {"id": notice.id, "person": person, "at": notice.at, "body": text(notice)})


def notices_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, Notice]:
    if not ids:
        return {}
    row = tables.notices
    query = select(row.c.id, row.c.body).where(row.c.id.in_(ids))
    return {found: msgspec.json.decode(body, type=Notice) for found, body in connection.execute(query)}


def notices_since(connection: Connection, person: str, since: datetime, limit: int) -> list[Notice]:
    """The newest `limit` notices to this person, oldest first."""
    found = _NOTICES_SINCE.column(connection, of=person, since=since, most=limit)
    return [msgspec.json.decode(body, type=Notice) for body in reversed(found)]


def add_published(connection: Connection, case_id: str, published: Published) -> None:
    connection.execute(insert(tables.published).values(
        id=published.id, case_id=case_id, at=published.at, withdrawn=False, body=text(published)
    ))


def release(connection: Connection, published_id: str, sha256s: Iterable[str]) -> None:
    rows = [{"sha256": sha256, "published_id": published_id} for sha256 in sorted(set(sha256s))]
    if rows:
        connection.execute(insert(tables.released), rows)


def is_released(connection: Connection, sha256: str) -> bool:
    return _IS_RELEASED.first(connection, of=sha256) is not None


def withdraw_published(connection: Connection, case_id: str) -> list[str]:
    """Take back what was shown of this case; ids of what was."""
    row = tables.published
    shown = (row.c.case_id == case_id, row.c.withdrawn.is_(False))
    ids = list(connection.execute(select(row.c.id).where(*shown).order_by(row.c.id)).scalars())
    connection.execute(update(row).where(*shown).values(withdrawn=True))
    return ids


def published_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, Published]:
    if not ids:
        return {}
    row = tables.published
    query = select(row.c.id, row.c.body, row.c.withdrawn).where(row.c.id.in_(ids))
    return {found: _published(body, withdrawn) for found, body, withdrawn in connection.execute(query)}


def newest_published(connection: Connection, limit: int) -> list[Published]:
    """The newest that were not withdrawn, oldest first."""
    return [_published(body, False) for body in reversed(_NEWEST.column(connection, most=limit))]


def _published(body: str, withdrawn: bool) -> Published:
    """What was withdrawn is told as such, without its words."""
    shown = msgspec.json.decode(body, type=Published)
    if withdrawn:
        return Published(id=shown.id, kind=shown.kind, at=shown.at, withdrawn=True)
    return shown
