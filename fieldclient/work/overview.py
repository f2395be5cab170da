"""The line at the top of every screen, today at a glance, and what has happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from fieldclient.resources import built_in_calendar
from fieldclient.store import Store
from fieldclient.store.last_fix import last_fix
from fieldclient.store.people import Account
from fieldclient.work.catalogue import names_of
from fieldclient.work.pictures import Pictures
from fieldclient.work.rows import Rows, Viewer
from fieldclient.work.views import ActivityRow, DraftView, Home, Status
from sync.protocol.feed import Notice, Published
from sync.protocol.lifecycle import Act
from sync.protocol.position import distance_m

TASKS_AT_HOME, RECENT = 50, 8


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

    def home(self, viewer: Viewer | None, drafts: tuple[DraftView, ...]) -> Home:
        """Today at a glance. Tasks come the most urgent first, each with how far it is from where the person last was."""
        if viewer is None:
            return Home((), 0, 0, drafts, (), 0, 0)
        store, person, now = self._store, viewer.person.id, viewer.now
        self._pictures.begin_list()
        with store.database.snapshot():
            records = store.cases.page(person, which="to_do", limit=TASKS_AT_HOME)
            tasks = self._rows.of(records, viewer)
            recent = self._rows.of(store.cases.recent_reports(person, RECENT), viewer)
            soon, late = store.cases.count_due(person, now)
        fix = last_fix(store.database, person)
        if fix is not None:
            tasks = tuple(
                task if record.position is None else replace(task, distance_m=distance_m(fix.position, record.position))
                for task, record in zip(tasks, records, strict=True))
        return Home(
            tasks, soon, late, drafts, recent, self.reported_today(person, now), self.closed_this_week(person, now))

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
