"""Messages that somebody writes to many: a notice to each of them, and how many have read it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, func, insert, select

from sync.hub import sight
from sync.hub.db import feed_rows
from sync.hub.db.activity_tables import bulletin_notices, bulletins, notice_reads
from sync.hub.db.feed_rows import ChangeKind
from sync.hub.db.quick import Quick
from sync.hub.world import PersonRow
from sync.protocol.activity import BULLETIN, BulletinCount
from sync.protocol.feed import Notice
from sync.protocol.ids import new_id
from sync.protocol.problems import Code, Problem

MOST_TITLE, MOST_BODY = 80, 2000  # characters

_row = bulletins.c
_LATEST = select(_row.id, _row.title, _row.at).order_by(_row.at.desc(), _row.id.desc()).limit(bindparam("most", type_=Integer))
_OF_ALL, _OF_ONE = Quick(_LATEST), Quick(_LATEST.where(_row.by == bindparam("of")))


def publish(
    connection: Connection, by: PersonRow, title: str, body: str, to: Iterable[PersonRow], now: datetime
) -> BulletinCount:
    """A notice to each of these people. BODY_INVALID (field title, body or people)."""
    title, body = " ".join(title.split()), body.strip()
    people = sorted({person.id for person in to if person.active})
    for field, right in (("title", 0 < len(title) <= MOST_TITLE), ("body", len(body) <= MOST_BODY), ("people", bool(people))):
        if not right:
            raise Problem(Code.BODY_INVALID, field=field)
    bulletin = new_id()
    connection.execute(insert(bulletins).values(id=bulletin, by=by.id, at=now, title=title, body=body))
    for person in people:
        notice = Notice(id=new_id(), code=BULLETIN, facts={"title": title, "by": by.name}, text=body, at=now)
        feed_rows.add_notice(connection, person, notice)
        connection.execute(insert(bulletin_notices).values(bulletin=bulletin, notice=notice.id))
        feed_rows.add_change(connection, now, ChangeKind.NOTICE, notice.id, [sight.person_key(person)])
    return BulletinCount(id=bulletin, title=title, at=now, told=len(people), read=0)


def counted(connection: Connection, by: str | None, limit: int) -> list[BulletinCount]:
    """What was written to many, the latest first; by one person or by all."""
    found = _OF_ALL.all(connection, most=limit) if by is None else _OF_ONE.all(connection, most=limit, of=by)
    if not found:
        return []
    told = (
        select(bulletin_notices.c.bulletin, func.count(), func.count(notice_reads.c.notice))
        .outerjoin(notice_reads, notice_reads.c.notice == bulletin_notices.c.notice)
        .where(bulletin_notices.c.bulletin.in_([bulletin for bulletin, _, _ in found])).group_by(bulletin_notices.c.bulletin)
    )
    counts = {bulletin: (people, read) for bulletin, people, read in connection.execute(told)}
    return [BulletinCount(id=bulletin, title=title, at=at, told=counts[bulletin][0], read=counts[bulletin][1])
            for bulletin, title, at in found]
