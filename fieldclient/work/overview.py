"""The line at the top of every screen, today at a glance, and what has happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from fieldclient.resources import built_in_calendar
from fieldclient.store import Store
from fieldclient.store.case_wanted import Wanted
from fieldclient.store.last_fix import last_fix
from fieldclient.store.people import Account
from fieldclient.store.to_do import count_to_do, nearest_to_do
from fieldclient.work.catalogue import names_of
from fieldclient.work.pictures import Pictures
from fieldclient.work.rows import Rows, Viewer
from fieldclient.work.views import ActivityRow, DraftView, Home, Status
from sync.protocol.feed import Notice, Published
from sync.protocol.lifecycle import Act
from sync.protocol.position import Position

TASKS_AT_HOME, RECENT = 8, 8  # a glance: fifty rows put the news two metres below and took as long to draw


class Overview:
    def __init__(self, store: Store, pictures: Pictures, rows: Rows) -> None:
        self._store = store
        self._pictures = pictures
        self._rows = rows

    def status(self) -> Status:
        store = self._store
        account, person = store.people.current(), store.people.current_id()
        totals = store.outbox.totals(person)
        clock, link = store.settings.clock(), store.settings.link()
        return Status(
            waiting=totals.waiting, waiting_bytes=totals.waiting_bytes, travelling=totals.travelling,
            attention=totals.attention, drafts=store.drafts.count_open(person),
            as_of=account.pulled_at if account is not None else None,
            clock_offset_s=clock.offset_s if clock is not None else None, signed_in=account is not None,
            person=account.person if account is not None else None, quarantined=store.quarantine.count(),
            unread=store.feed.unread(person), link_at=link.at if link is not None else None,
            link_problem=link.problem.to_problem() if link is not None and link.problem is not None else None,
        )

    def home(self, viewer: Viewer | None, drafts: tuple[DraftView, ...], *, nearest: bool = False) -> Home:
        """Today at a glance. The first of the tasks, the most urgent or the nearest, each with its distance from where the person
        last was, where that is known."""
        if viewer is None:
            return Home((), 0, 0, 0, drafts, (), 0, 0)
        store, person, now = self._store, viewer.person.id, viewer.now
        self._pictures.begin_list()
        fix = last_fix(store.database, person)
        here = fix.position if fix is not None else None
        with store.database.snapshot():
            tasks = self._rows.of(store.cases.listed(person, self._first(viewer, here if nearest else None)), viewer, here=here)
            recent = self._rows.of(store.cases.recent_reports(person, RECENT), viewer)
            to_do, (soon, late) = count_to_do(store.database, person), store.cases.count_due(person, now)
        return Home(
            tasks, to_do, soon, late, drafts, recent, self.reported_today(person, now), self.closed_this_week(person, now))

    def _first(self, viewer: Viewer, near: Position | None) -> Sequence[int]:
        """Rows of what is asked of them."""
        if near is not None:
            return nearest_to_do(self._store.database, viewer.person.id, near, TASKS_AT_HOME)
        return self._store.cases.lists.page(viewer.person.id, Wanted(which="to_do"), viewer.now, limit=TASKS_AT_HOME).rows

    def reported_today(self, person: str, now: datetime) -> int:
        return self._store.outbox.count_since(person, (Act.SUBMIT, Act.SELF_HANDLED), start_of_day(now))

    def closed_this_week(self, person: str, now: datetime) -> int:
        return self._store.cases.count_closed_since(person, start_of_week(now))

    def activity(self, account: Account | None, limit: int) -> tuple[ActivityRow, ...]:
        """Notices to me and results shown to everybody, the latest first."""
        if account is None:
            return ()
        person = account.person.id
        rows = [self._notice(person, notice, read) for notice, read in self._store.feed.notices(person, limit)]
        rows += [self._published(result) for result in self._store.feed.published(person, limit)]
        return tuple(sorted(rows, key=lambda row: row.at, reverse=True)[:limit])

    def unread(self, account: Account | None, limit: int) -> tuple[ActivityRow, ...]:
        """The latest messages that nobody has looked at."""
        if account is None:
            return ()
        found = self._store.feed.notices(account.person.id, limit, unread=True)
        return tuple(self._notice(account.person.id, notice, read) for notice, read in found)

    def _notice(self, person: str, notice: Notice, read: bool) -> ActivityRow:
        record = self._store.cases.find(person, notice.case_id) if notice.case_id else None
        view = record.view if record is not None else None
        zh, en = names_of(self._store.catalogues.current(), view.subcategory if view is not None else None)
        return ActivityRow(
            id=notice.id, code=notice.code, case_id=notice.case_id, number=notice.number,
            kind=view.kind if view is not None else None, subcategory_zh=zh, subcategory_en=en,
            place=(view.place_text or view.grid_name) if view is not None else "", text=notice.text, at=notice.at,
            before=None, after=None, facts=dict(notice.facts), read=read,
        )

    def _published(self, result: Published) -> ActivityRow:
        zh, en = names_of(self._store.catalogues.current(), result.subcategory)
        return ActivityRow(
            id=result.id, code="published", case_id=None, number=None, kind=result.kind, subcategory_zh=zh,
            subcategory_en=en, place=result.place_text or result.grid_name, text=result.text, at=result.at,
            before=self._picture(result.before), after=self._picture(result.after),
            facts={"department": result.department_name} if result.department_name else {}, read=True,
        )

    def _picture(self, sha256: str | None) -> str | None:
        return self._pictures.thumbnail(self._store.media.get(sha256)) if sha256 else None


def start_of_day(now: datetime) -> datetime:
    """Midnight on the jurisdiction's wall."""
    return now.astimezone(built_in_calendar().zone).replace(hour=0, minute=0, second=0, microsecond=0)


def start_of_week(now: datetime) -> datetime:
    """Monday, midnight."""
    day = start_of_day(now)
    return day - timedelta(days=day.weekday())
