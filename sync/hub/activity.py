"""What goes on among people: who read what, the ranking, a team's week. Answers `sync.protocol.activity`.

Whoever does not take part in the ranking appears nowhere, and a team of fewer than three has no week of its own: what one of
two did is what the other did not.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from sync.hub import points_book
from sync.hub.bulletins import counted
from sync.hub.db import tables
from sync.hub.db.activity_tables import notice_reads, taking_part
from sync.hub.db.activity_tables import points as ledger
from sync.hub.db.database import Database, hold
from sync.hub.db.quick import Quick
from sync.hub.db.upsert import add_if_new, put
from sync.hub.knowledge import Knowledge
from sync.hub.world import PersonRow, World
from sync.protocol.activity import (
    MAX_READS,
    Activity,
    Choice,
    PointsEntry,
    PointsRule,
    Read,
    Standing,
    TeamDay,
    TeamWeek,
    Told,
    nickname_problem,
    plain_nickname,
    season_of,
)
from sync.protocol.ids import is_id

RANKING, ENTRIES, BULLETINS, READS = 50, 50, 20, 300
BALANCE = timedelta(days=365)
READS_KEPT = timedelta(days=30)
_OLDEST = datetime(1970, 1, 1, tzinfo=UTC)
LEAST_TEAM = 3
KEPT = timedelta(minutes=5)  # of a team's week: it is for all of them

_part, _case, _read = taking_part.c, tables.cases.c, notice_reads.c
_CHOICE = Quick(select(_part.joined, _part.nickname, _part.at).where(_part.person == bindparam("of")))
_BALANCE = Quick(select(func.sum(ledger.c.delta)).where(ledger.c.person == bindparam("of"), ledger.c.at >= bindparam("since")))
_ENTRIES = Quick(
    select(ledger.c.rule, ledger.c.delta, ledger.c.at, ledger.c.case_id, _case.number)
    .join(tables.cases, _case.id == ledger.c.case_id).where(ledger.c.person == bindparam("of"))
    .order_by(ledger.c.at.desc(), ledger.c.case_id, ledger.c.rule).limit(ENTRIES)
)
_READS = Quick(
    select(_read.notice).where(_read.person == bindparam("of"), _read.at >= bindparam("since"))
    .order_by(_read.at.desc()).limit(READS)
)
_RANKED = Quick(
    select(_part.person, _part.nickname, func.coalesce(func.sum(ledger.c.delta), 0))
    .outerjoin(ledger, (ledger.c.person == _part.person) & (ledger.c.season == bindparam("season")))
    .where(_part.joined.is_(True)).group_by(_part.person, _part.nickname)
)


class Activities:
    """Safe to call from many threads."""

    def __init__(self, database: Database, knowledge: Knowledge, clock: Callable[[], datetime]) -> None:
        self._database, self._knowledge, self._clock = database, knowledge, clock
        self._turn = threading.Lock()
        self._weeks: dict[tuple[str, str | None], tuple[datetime, TeamWeek]] = {}

    def answer(self, person: PersonRow, told: Told) -> Activity:
        """Keep what the device told, and say how things stand. A repeat changes nothing."""
        now = self._clock()
        problem = ""
        if told.reads or told.choice is not None:
            problem = self._database.run(lambda connection: self._keep(connection, person, told, now))
        with self._database.read() as connection:
            world = self._knowledge.get(connection)
            return self._activity(connection, world, person, problem, now)

    # What was told

    def _keep(self, connection: Connection, person: PersonRow, told: Told, now: datetime) -> str:
        self._keep_reads(connection, person.id, told.reads[:MAX_READS], now)
        return "" if told.choice is None else self._choose(connection, person, told.choice, now)

    def _keep_reads(self, connection: Connection, person: str, reads: Iterable[Read], now: datetime) -> None:
        """Only of notices that were theirs: knowing an id gives nothing."""
        at = {read.notice: _likely(read.at, now) for read in reads if is_id(read.notice)}
        if not at:
            return
        row = tables.notices.c
        own = connection.execute(select(row.id).where(row.person == person, row.id.in_(list(at)))).scalars()
        for notice in sorted(own):
            add_if_new(connection, notice_reads, {"notice": notice, "person": person, "at": at[notice]})

    def _choose(self, connection: Connection, person: PersonRow, choice: Choice, now: datetime) -> str:
        hold(connection, ["taking_part"])
        row = taking_part.c
        kept = connection.execute(select(row.at).where(row.person == person.id)).scalar()
        at = _likely(choice.at, now)
        if kept is not None and kept > at:
            return ""  # another device of theirs said something later
        name = plain_nickname(choice.nickname)
        if not choice.taking_part:
            self._put_choice(connection, person.id, False, "", None, at)
            return ""
        folded = name.casefold()
        problem = nickname_problem(name, (person.name, person.login))
        if not problem:  # only what can stand in a table is looked for there
            others = select(row.person).where(row.folded == folded, row.person != person.id)
            problem = "taken" if connection.execute(others).first() else ""
        if not problem:
            self._put_choice(connection, person.id, True, name, folded, at)
        return problem

    def _put_choice(
        self, connection: Connection, person: str, joined: bool, nickname: str, folded: str | None, at: datetime
    ) -> None:
        put(connection, taking_part, {"person": person}, {"joined": joined, "nickname": nickname, "folded": folded, "at": at})

    # How things stand

    def _activity(
        self, connection: Connection, world: World, person: PersonRow, problem: str, now: datetime
    ) -> Activity:
        season = season_of(world.local_day(now))
        ranked = _ranked(connection, season)  # anew each time: whoever leaves the ranking is gone at once
        return Activity(
            hub_time=now, choice=_choice(connection, person.id), nickname_problem=problem,
            points_on=world.settings.points.on, season=season,
            points=points_book.sums(connection, season, [person.id]).get(person.id, 0),
            balance=_balance(connection, person.id, now - BALANCE), entries=tuple(_entries(connection, person.id)),
            ranking=standings(ranked, person.id), taking_part=len(ranked), team=self._team(connection, world, person, now),
            bulletins=tuple(counted(connection, person.id, BULLETINS)), campaigns=world.settings.campaigns,
            reads=tuple(_reads(connection, person.id, now - READS_KEPT)),
        )

    def _team(self, connection: Connection, world: World, person: PersonRow, now: datetime) -> TeamWeek | None:
        team = team_of(world, person)
        if team is None:
            return None
        with self._turn:
            kept = self._weeks.get((team.name, team.department))
        if kept is None or not timedelta(0) <= now - kept[0] <= KEPT:
            kept = (now, _team_week(connection, world, team, now))
            with self._turn:
                self._weeks[team.name, team.department] = kept
        return kept[1]


def _likely(at: datetime, now: datetime) -> datetime:
    """By a device whose clock may stand anywhere: not in the future, and of an age that can be written down."""
    return min(max(at, _OLDEST), now)


def _choice(connection: Connection, person: str) -> Choice | None:
    kept = _CHOICE.first(connection, of=person)
    return None if kept is None else Choice(taking_part=kept[0], nickname=kept[1], at=kept[2])


def _balance(connection: Connection, person: str, since: datetime) -> int:
    return _BALANCE.value(connection, of=person, since=since) or 0


def _entries(connection: Connection, person: str) -> list[PointsEntry]:
    return [
        PointsEntry(rule=PointsRule(rule), delta=delta, at=at, case_id=case_id, number=number)
        for rule, delta, at, case_id, number in _ENTRIES.all(connection, of=person)
    ]


def _reads(connection: Connection, person: str, since: datetime) -> list[str]:
    return _READS.column(connection, of=person, since=since)


def _ranked(connection: Connection, season: str) -> list[tuple[str, str, int]]:
    """(person, nickname, points) of all who take part, the most points first."""
    found = [(person, nickname, int(total)) for person, nickname, total in _RANKED.all(connection, season=season)]
    return sorted(found, key=lambda each: (-each[2], each[1]))


def standings(ranked: list[tuple[str, str, int]], person: str, most: int = RANKING) -> tuple[Standing, ...]:
    """The first of them, and this person's own line. Equal points share a place. Pure."""
    lines: list[Standing] = []
    place = 0
    for at, (whose, nickname, total) in enumerate(ranked, 1):
        place = at if at == 1 or total != ranked[at - 2][2] else place
        if at <= most or whose == person:
            lines.append(Standing(place=place, nickname=nickname, points=total, mine=whose == person))
    return tuple(lines)


@dataclass(frozen=True)
class Team:
    """People who see each other's week. `department`: its code, of a department."""

    name: str
    people: tuple[str, ...]
    department: str | None = None


def team_of(world: World, person: PersonRow) -> Team | None:
    """The volunteers' team, else the department. None when they are too few for a week, or there is neither."""
    code = None if person.team else person.department
    if not person.team and not code:
        return None
    same = [each for each in world.people.values()
            if each.active and (each.department == code if code else each.team == person.team)]
    name = world.department_name(code) if code else person.team or ""
    return Team(name, tuple(each.id for each in same), code) if len(same) >= LEAST_TEAM else None


def _team_week(connection: Connection, world: World, team: Team, now: datetime) -> TeamWeek:
    """Last week and this one. What is closed counts on the day it was closed, of cases that came within a quarter."""
    zone = world.calendar.zone
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    first = (today - timedelta(days=today.weekday() + 7)).date()
    done: Counter[int] = Counter()
    closed: Counter[int] = Counter()
    row = tables.cases.c
    theirs = row.reporter.in_(team.people) if team.department is None else row.department == team.department
    asked = select(row.body).where(row.created_at >= today - timedelta(days=90), theirs)
    for body in connection.execute(asked).scalars():
        case = _brief.decode(body)
        for counts, when in ((done, case.created_at if team.department is None else case.handled_at), (closed, case.closed_at)):
            if when is not None:
                counts[(when.astimezone(zone).date() - first).days] += 1
    days = tuple(TeamDay(day=first + timedelta(days=at), done=done[at], closed=closed[at]) for at in range(14))
    return TeamWeek(name=team.name, people=len(team.people), department=team.department is not None, days=days)


class _Brief(msgspec.Struct):
    """The little of a case that a week counts."""

    created_at: datetime
    handled_at: datetime | None = None
    closed_at: datetime | None = None


_brief = msgspec.json.Decoder(_Brief)
