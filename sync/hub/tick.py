"""What time alone does: lateness, the end of a suspension, cases that leave the lists, and clearing away."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError

from sync.hub import automation, clocks
from sync.hub.acting import Request, perform
from sync.hub.case import Case
from sync.hub.db import case_rows, feed_rows, order, tables
from sync.hub.db.database import get_meta, hold, set_meta
from sync.hub.desk import Desk
from sync.hub.feed import FLOOR
from sync.hub.locks import hold_cases
from sync.hub.world import PersonRow, World
from sync.protocol.deadlines import Deadline, TimedStage
from sync.protocol.feed import NoticeCode
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.people import Role

_log = logging.getLogger(__name__)

AT_ONCE = 50  # cases in one transaction: devices that push meanwhile wait no longer than that takes
FEED_KEPT = timedelta(days=90)  # a device that was away longer starts from a snapshot

# Whose list a late stage is on. HANDLE and RECEIVE are the department's.
_LATE = {
    TimedStage.TRIAGE: Role.ACCEPTOR, TimedStage.VERIFY: Role.ACCEPTOR, TimedStage.DISPATCH: Role.DISPATCHER,
    TimedStage.CHECK: Role.ACCEPTOR, TimedStage.CLOSE: Role.DUTY_CHIEF, TimedStage.ANSWER: Role.ACCEPTOR,
}


def look(connection: Connection, world: World, now: datetime) -> list[str]:
    """Look at the cases whose time has come, at most `AT_ONCE`; their ids. Call again until it is empty."""
    desk = Desk(connection, world, now)
    ids = case_rows.cases_to_look_at(connection, now, AT_ONCE)
    hold_cases(connection, ids)
    for case_id in ids:
        case = desk.case(case_id)
        if case is None:
            continue
        try:
            with connection.begin_nested():
                _look_at(desk, case, now)
        except DBAPIError:
            raise
        except Exception:
            # One case with a defect must not stop the clock of all the others.
            _log.exception("the clock of case %s failed", case.number)
            put_off(connection, case_id, now + timedelta(hours=1))
    return ids


def put_off(connection: Connection, case_id: str, until: datetime) -> None:
    row = tables.cases
    connection.execute(update(row).where(row.c.id == case_id).values(look_at=until))


def _look_at(desk: Desk, case: Case, now: datetime) -> None:
    if case.stage is Stage.SUSPENDED and case.resume_at is not None and case.resume_at <= now:
        perform(desk, Request(act=Act.RESUME, case_id=case.id, person=None, made_at=now))
        automation.run(desk, case.id, acted=True)
        return
    risen = clocks.raise_levels(case, now)
    for clock in risen:
        _say_late(desk, case, clock)
    leaves = case.ended_at is not None and now >= case.ended_at + timedelta(days=desk.world.policy.keep_days)
    if leaves and not case.aged:
        case.aged = True
        desk.save(case)
    elif risen:
        desk.save(case)
    else:
        # Nothing to tell (a publication that is due is made outside of this transaction): only the next look is noted.
        case_rows.save_case(desk.connection, case, _later(clocks.look_at(case, desk.world), now))


def _later(moment: datetime | None, now: datetime) -> datetime | None:
    return None if moment is None else max(moment, now + timedelta(minutes=1))


def _say_late(desk: Desk, case: Case, clock: Deadline) -> None:
    """Yellow to whoever is late; red to the leader as well (domain 5.5)."""
    role = _LATE.get(clock.stage)
    people: list[PersonRow] = desk.world.staff_of(case.department) if role is None else desk.world.with_role(role)
    code = NoticeCode.CASE_OVERDUE
    if clock.level >= 2:
        code = NoticeCode.CASE_OVERDUE_AGAIN
        people = [*people, *desk.world.with_role(Role.LEADER)]
    desk.notify(people, code, case, stage=clock.stage.value)


def clear_feed(connection: Connection, now: datetime) -> int:
    """Clear away changes that are older than any device should be; how many. Cursors from before start anew."""
    hold(connection, [FLOOR])  # so that it only ever rises
    changes = tables.changes
    passed = (changes.c.at < now - FEED_KEPT, changes.c.seq <= order.reached(connection))
    old = select(changes.c.seq).where(*passed).order_by(changes.c.seq.desc()).limit(1)
    last = connection.execute(old).scalar()
    if last is None or last <= int(get_meta(connection, FLOOR) or 0):
        return 0
    set_meta(connection, FLOOR, str(last))
    return feed_rows.clear(connection, last)


class Ticked(msgspec.Struct, frozen=True, kw_only=True):
    """What one tick did."""

    looked_at: int = 0
    published: int = 0
    uploads_dropped: int = 0
    changes_cleared: int = 0
    recomputed: int = 0
