"""Keeping what the hub tells: a page of changes and its cursor in one transaction, or none of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from fieldclient.store.cases import Cases
from fieldclient.store.database import Database
from fieldclient.store.drafts import Drafts
from fieldclient.store.lost_files import LostFiles
from fieldclient.store.outbox import Outbox
from fieldclient.store.people import Account, People
from fieldclient.store.times import from_ms, to_ms
from sync.protocol.feed import CaseChanged, CaseRevoked, Change, Notice, Page, Published, RulesChanged


class Feed:
    def __init__(
        self, database: Database, people: People, cases: Cases, drafts: Drafts, outbox: Outbox, lost: LostFiles
    ) -> None:
        self._database = database
        self._people = people
        self._cases = cases
        self._drafts = drafts
        self._outbox = outbox
        self._lost = lost

    def cursor(self, person: str) -> str | None:
        account = self._people.account(person)
        return account.cursor if account else None

    def apply(self, person: str, page: Page, at: datetime) -> None:
        with self._database.change():
            account = self._people.account(person)
            if account is None:
                return
            generation = account.generation + 1 if page.snapshot else account.generation
            in_snapshot = page.snapshot or account.in_snapshot
            if page.snapshot and page.epoch:
                self._outbox.heard_epoch(person, account.hub_id or "", page.epoch)
            self._apply(account, page.changes, generation, in_snapshot)
            if in_snapshot and not page.more:
                self._end_snapshot(person, generation)
            pulled = account.pulled_at if page.more else at
            self._database.write(
                "UPDATE people SET cursor = ?, generation = ?, in_snapshot = ?, pulled_ms = ? WHERE id = ?",
                (page.cursor, generation, int(in_snapshot and page.more), to_ms(pulled), person),
            )

    def _apply(self, account: Account, changes: Sequence[Change], generation: int, in_snapshot: bool) -> None:
        """Of each thing only the last word counts, so all that is of one kind is kept together."""
        person = account.person.id
        last: dict[str, CaseChanged | CaseRevoked] = {}
        notices: list[Notice] = []
        for change in changes:
            match change:
                case CaseChanged():
                    last[change.case.id] = change
                case CaseRevoked():
                    last[change.case_id] = change
                case Notice():
                    notices.append(change)
                case Published():
                    self._publish(person, change, generation)
                case RulesChanged():
                    pass  # the engine fetches the catalogue and `save_catalogue` keeps it
        views = [change.case for change in last.values() if isinstance(change, CaseChanged)]
        if views:
            kept = self._cases.keep(person, views, generation, anew=in_snapshot)
            self._drafts.close_arrived(person, kept)
            self._lost.told(person, account.hub_id, views)
        gone = [change.case_id for change in last.values() if isinstance(change, CaseRevoked)]
        if gone:
            self._cases.revoke(person, gone)
        self._database.write_many(
            "INSERT OR IGNORE INTO notices (person, id, raw, at_ms) VALUES (?, ?, ?, ?)",
            [(person, each.id, msgspec.json.encode(each), to_ms(each.at)) for each in notices],
        )

    def _publish(self, person: str, result: Published, generation: int) -> None:
        if result.withdrawn:
            self._database.write("DELETE FROM published WHERE person = ? AND id = ?", (person, result.id))
            return
        self._database.write(
            "INSERT OR REPLACE INTO published (person, id, raw, at_ms, generation) VALUES (?, ?, ?, ?, ?)",
            (person, result.id, msgspec.json.encode(result), to_ms(result.at), generation),
        )

    def _end_snapshot(self, person: str, generation: int) -> None:
        """What the snapshot did not name is no longer in sight. Messages to the person stay: they were given."""
        gone = self._cases.out_of_sight(person, generation)
        if gone:
            self._cases.revoke(person, gone)
        self._database.write("DELETE FROM published WHERE person = ? AND generation < ?", (person, generation))
        self._outbox.send_again_what_is_gone(person)

    def requeue_lost(self, owner: str, person: str, hub_id: str | None, told: Sequence[str]) -> int:
        """After the last page: see `lost_files`."""
        return self._lost.requeue(owner, person, hub_id, told)

    # Looking

    def notices(self, person: str, limit: int, *, unread: bool = False) -> list[tuple[Notice, bool]]:
        """Each with whether it has been read, the latest first; of `unread` only those that were not."""
        those = " AND read_ms IS NULL" if unread else ""
        rows = self._database.read(
            f"SELECT raw, read_ms FROM notices WHERE person = ?{those} ORDER BY at_ms DESC LIMIT ?", (person, limit)
        )
        return [(msgspec.json.decode(row["raw"], type=Notice), row["read_ms"] is not None) for row in rows]

    def published(self, person: str, limit: int) -> list[Published]:
        rows = self._database.read("SELECT raw FROM published WHERE person = ? ORDER BY at_ms DESC LIMIT ?", (person, limit))
        return [msgspec.json.decode(row["raw"], type=Published) for row in rows]

    def unread(self, person: str) -> int:
        return self._database.number("SELECT COUNT(*) FROM notices WHERE person = ? AND read_ms IS NULL", (person,))

    def mark_read(self, person: str, notice_id: str, at: datetime) -> None:
        self._database.write(
            "UPDATE notices SET read_ms = ? WHERE person = ? AND id = ? AND read_ms IS NULL", (to_ms(at), person, notice_id)
        )

    def pulled_at(self, person: str) -> datetime | None:
        row = self._database.one("SELECT pulled_ms FROM people WHERE id = ?", (person,))
        return None if row is None else from_ms(row["pulled_ms"])
