"""The ledger of points: written by the clock from the feed's changes, a few hundred cases a transaction.

Not in the transaction of the act: a push would wait for it, and points are looked at once a day. A place in the feed says how
far it has come; what is done twice writes nothing twice, because case, person and rule are the key of an entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from sync.hub import points
from sync.hub.case import Case
from sync.hub.db import case_rows, order, tables
from sync.hub.db.activity_tables import points as ledger
from sync.hub.db.database import get_meta, hold, set_meta
from sync.hub.db.feed_rows import ChangeKind
from sync.hub.db.quick import Quick
from sync.hub.db.upsert import add_if_new
from sync.hub.feed import FLOOR
from sync.hub.points import Due, Known
from sync.hub.world import World
from sync.protocol.activity import PointsRule, season_of
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import RefuseReason
from sync.protocol.report import Kind
from sync.protocol.tasks import TaskKind, TaskState

AT_ONCE = 200  # cases in one transaction
ROUNDS = 10  # of these in one look of the clock: a book begun anew in a large city must not hold up deadlines for an hour
_PLACE = "points_place"  # in `meta`

_SUMS = Quick(
    select(ledger.c.person, func.sum(ledger.c.delta))
    .where(ledger.c.season == bindparam("season"), ledger.c.person.in_(bindparam("people", expanding=True)))
    .group_by(ledger.c.person)
)
_GIVEN = Quick(select(ledger.c.person, ledger.c.rule, ledger.c.delta).where(ledger.c.case_id == bindparam("of")))


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far the book has come: up to a place in the feed, or, begun anew, up to a case by its id."""

    epoch: str
    seq: int
    after_case: str | None = None


def keep(connection: Connection, world: World, now: datetime) -> int:
    """Write down what the next cases give; how many were looked at: call again while it is `AT_ONCE`."""
    if not world.settings.points.on:
        return 0
    told = get_meta(connection, _PLACE)
    here = order.reached(connection)
    place = msgspec.json.decode(told, type=Place) if told else None
    if place is not None and place.after_case is None and place.seq == here and place.epoch == order.epoch(connection):
        return 0  # nothing has happened
    hold(connection, [_PLACE])
    ids, reached = _next(connection, place, here)
    for case_id in ids:
        case = case_rows.find_case(connection, case_id)
        if case is not None:
            _write(connection, world, case, now)
    set_meta(connection, _PLACE, msgspec.json.encode(reached).decode())
    return len(ids)


def _next(connection: Connection, place: Place | None, here: int) -> tuple[Sequence[str], Place]:
    epoch, floor = order.epoch(connection), int(get_meta(connection, FLOOR) or 0)
    if place is None or place.epoch != epoch or (place.after_case is None and not floor <= place.seq <= here):
        place = Place(epoch, here, "")
    if place.after_case is not None:
        row = tables.cases.c.id
        found = list(connection.execute(select(row).where(row > place.after_case).order_by(row).limit(AT_ONCE)).scalars())
        return found, Place(epoch, place.seq, found[-1] if len(found) == AT_ONCE else None)
    change = tables.changes.c
    asked = (
        select(change.ref, func.max(change.seq).label("last"))
        .where(change.seq > place.seq, change.seq <= here, change.kind == ChangeKind.CASE.value)
        .group_by(change.ref).order_by(func.max(change.seq)).limit(AT_ONCE)
    )
    rows = connection.execute(asked).all()
    return [row.ref for row in rows], Place(epoch, rows[-1].last if len(rows) == AT_ONCE else here)


def _write(connection: Connection, world: World, case: Case, now: datetime) -> None:
    kept = {(person, rule): delta for person, rule, delta in _GIVEN.all(connection, of=case.id)}
    if case.stage is Stage.VOIDED:
        _take_back(connection, world, case, kept, now)
        return
    for each in points.due(case, _known(connection, case), world, now):
        if (each.person, each.rule.value) not in kept:
            _add(connection, world, case, each, _capped(connection, world, each), now)


def _known(connection: Connection, case: Case) -> Known:
    """The little of a case that its own row does not say. Most changes need none of it."""
    if case.stage is Stage.REFUSED:
        steps = case_rows.steps_of(connection, case.id)
        false = any(step.act is Act.REFUSE and step.body.reason == RefuseReason.FALSE for step in steps)
        return Known(refused_as_false=false)
    if case.kind is not Kind.PROBLEM or case.filed_at is None:
        return Known()
    verified: tuple[str, ...] = ()
    if case.verified is not None:
        tasks = case_rows.tasks_of(connection, case.id)
        verified = tuple(task.person for task in tasks
                         if task.kind is TaskKind.VERIFY and task.state is TaskState.DONE and task.person is not None)
    return Known(
        media=case_rows.media_of(connection, case.id), verified_by=verified, witnesses=_witnesses(connection, case))


def _witnesses(connection: Connection, case: Case) -> tuple[tuple[str, datetime], ...]:
    if not case.subscribers:
        return ()
    row = tables.cases.c
    asked = select(row.body).where(
        row.stage == Stage.MERGED.value, row.created_at >= case.created_at,
        row.created_at <= case.created_at + points.CO_WITNESS_WITHIN, row.reporter.in_(case.subscribers))
    merged = (case_rows.read_case(body) for body in connection.execute(asked).scalars())
    return tuple((each.reporter, each.created_at) for each in merged if each.parent == case.id)


def _capped(connection: Connection, world: World, entry: Due) -> int:
    """What is left of an entry below the day's and the month's cap. What is taken away is never capped."""
    if entry.delta <= 0:
        return entry.delta
    rules, calendar = world.settings.points, world.calendar
    local = entry.at.astimezone(calendar.zone)
    day = local.replace(hour=0, minute=0, second=0, microsecond=0)
    mine = (ledger.c.person == entry.person, ledger.c.at >= day, ledger.c.at < day + timedelta(days=1))
    if entry.rule is PointsRule.FILED:
        paid = select(func.count()).select_from(ledger).where(
            *mine, ledger.c.rule == PointsRule.FILED.value, ledger.c.delta > 0)
        if (connection.execute(paid).scalar() or 0) >= rules.reports_a_day:
            return 0
    month = day.replace(day=1)
    after = (month + timedelta(days=32)).replace(day=1)
    given = select(func.sum(ledger.c.delta)).where(
        ledger.c.person == entry.person, ledger.c.at >= month, ledger.c.at < after, ledger.c.delta > 0)
    return max(0, min(entry.delta, rules.points_a_month - (connection.execute(given).scalar() or 0)))


def _take_back(
    connection: Connection, world: World, case: Case, kept: dict[tuple[str, str], int], now: datetime
) -> None:
    people = {person for person, _ in kept}
    for person in sorted(people):
        if (person, PointsRule.REVERSED.value) in kept:
            continue
        given = sum(delta for (whose, _), delta in kept.items() if whose == person)
        if given:
            _add(connection, world, case, Due(person, PointsRule.REVERSED, -given, now), -given, now)


def _add(connection: Connection, world: World, case: Case, entry: Due, delta: int, now: datetime) -> None:
    at = min(entry.at, now)
    add_if_new(connection, ledger, {
        "case_id": case.id, "person": entry.person, "rule": entry.rule.value, "delta": delta, "at": at,
        "season": season_of(world.local_day(at)),
    })


def sums(connection: Connection, season: str, people: Iterable[str]) -> dict[str, int]:
    """Points of the season, of these people."""
    return {person: int(total or 0) for person, total in _SUMS.all(connection, season=season, people=list(people))}
