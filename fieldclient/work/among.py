"""What goes on among people, for the window: campaigns, messages, the ranking, my points and my numbers.

On the store's thread, as all of the desk. Everything comes from this device; `told_at` says how old the hub's part is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldclient.resources import built_in_calendar
from fieldclient.store import Store
from fieldclient.store.last_fix import LastFix, last_fix
from fieldclient.work.catalogue import names_of
from fieldclient.work.my_statistics import Heat, MyNumbers, MyStatistics
from fieldclient.work.overview import Overview
from fieldclient.work.patrol.saving import save_new, usual_folder
from fieldclient.work.rows import Viewer
from fieldclient.work.views import ActivityRow
from sync.protocol.activity import (
    BulletinCount,
    Campaign,
    Choice,
    PointsEntry,
    PointsRule,
    Standing,
    TeamWeek,
    nickname_problem,
    plain_nickname,
)


@dataclass(frozen=True)
class PointsLine:
    """An entry of my ledger, with what the case is about as far as it is in sight."""

    rule: PointsRule
    delta: int
    at: datetime
    case_id: str
    number: str
    subcategory_zh: str
    subcategory_en: str
    in_sight: bool


@dataclass(frozen=True)
class Points:
    """`known`: the hub has said something; `on`: points are given there at all."""

    known: bool = False
    on: bool = False
    told_at: datetime | None = None
    season: str = ""
    points: int = 0
    balance: int = 0
    entries: tuple[PointsLine, ...] = ()
    ranking: tuple[Standing, ...] = ()
    taking_part: int = 0  # people in the ranking
    choice: Choice | None = None
    choice_known: bool = True  # False: chosen here, and the hub does not know yet
    nickname_problem: str = ""


@dataclass(frozen=True)
class Numbers:
    """What the page of statistics shows."""

    mine: MyNumbers
    heat: Heat
    team: TeamWeek | None
    told_at: datetime | None  # the team's week is as of then


@dataclass(frozen=True)
class Front:
    """What home shows of it."""

    campaigns: tuple[Campaign, ...] = ()  # that run today
    numbers: MyNumbers | None = None
    fix: LastFix | None = None


class Among:
    def __init__(self, store: Store, viewer: Callable[[], Viewer], overview: Overview) -> None:
        self._store = store
        self._overview = overview
        self._viewer = viewer
        self._statistics = MyStatistics(store)

    def front(self) -> Front:
        if self._store.people.current() is None:
            return Front()
        viewer = self._viewer()
        kept = self._store.activity.answer(viewer.person.id)
        today = built_in_calendar().local_day(viewer.now)
        return Front(
            campaigns=tuple(each for each in kept[0].campaigns if each.runs_on(today)) if kept is not None else (),
            numbers=self._statistics.numbers(viewer.person.id, viewer.now), fix=last_fix(self._store.database, viewer.person.id),
        )

    def unread(self, limit: int) -> tuple[ActivityRow, ...]:
        return self._overview.unread(self._store.people.current(), limit)

    def points(self) -> Points:
        if self._store.people.current() is None:
            return Points()
        person = self._viewer().person.id
        kept = self._store.activity.answer(person)
        choice, known, problem = self._store.activity.choice(person)
        if kept is None:
            return Points(choice=choice, choice_known=known, nickname_problem=problem)
        answer, at = kept
        # What was chosen here a moment ago holds on this screen too, although the hub's answer is from before.
        ranking = answer.ranking if choice is None or choice.taking_part else tuple(s for s in answer.ranking if not s.mine)
        return Points(
            known=True, on=answer.points_on, told_at=at, season=answer.season, points=answer.points, balance=answer.balance,
            entries=tuple(self._line(person, each) for each in answer.entries), ranking=ranking,
            taking_part=answer.taking_part, choice=choice, choice_known=known, nickname_problem=problem,
        )

    def _line(self, person: str, entry: PointsEntry) -> PointsLine:
        record = self._store.cases.find(person, entry.case_id)
        view = record.view if record is not None else None
        zh, en = names_of(self._store.catalogues.current(), view.subcategory if view is not None else None)
        return PointsLine(entry.rule, entry.delta, entry.at, entry.case_id, entry.number, zh, en, record is not None)

    def numbers(self) -> Numbers | None:
        if self._store.people.current() is None:
            return None
        viewer = self._viewer()
        kept = self._store.activity.answer(viewer.person.id)
        return Numbers(
            mine=self._statistics.numbers(viewer.person.id, viewer.now), heat=self._statistics.heat(viewer.person.id, viewer.now),
            team=kept[0].team if kept is not None else None, told_at=kept[1] if kept is not None else None,
        )

    def save_week(self, name: str, pdf: bytes) -> Path:
        """Into the person's documents, whole or not at all, beside what has this name already; where. DISK_FULL, DISK_FAILED."""
        return save_new(usual_folder() / name, pdf)

    def bulletins(self) -> tuple[BulletinCount, ...]:
        """What I wrote to many, and how many have read it as the hub last said."""
        if self._store.people.current() is None:
            return ()
        kept = self._store.activity.answer(self._viewer().person.id)
        return kept[0].bulletins if kept is not None else ()

    def choose(self, taking_part: bool, nickname: str) -> str:
        """Take part in the ranking, or leave it: durable here, told with the next network. Gives why the nickname cannot be
        shown to everybody, as `activity.nickname_problem` does; then nothing has changed."""
        viewer = self._viewer()
        name = plain_nickname(nickname)
        problem = nickname_problem(name, (viewer.person.name,)) if taking_part else ""
        if not problem:
            self._store.activity.choose(viewer.person.id, taking_part, name if taking_part else "", viewer.now)
        return problem
