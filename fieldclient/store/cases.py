"""The cases in a person's sight: the hub's view as it came, and columns that make a hundred thousand of them quick to list."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import msgspec

from fieldclient.store.case_campaigns import drop_campaigns
from fieldclient.store.case_index import index_report, index_view
from fieldclient.store.case_listed import ListedCase, Told, read_view
from fieldclient.store.case_lists import CaseLists
from fieldclient.store.case_table import SOME, CaseRow, CaseTable, names
from fieldclient.store.case_text import terms
from fieldclient.store.case_wanted import Term, Wanted
from fieldclient.store.case_words import BULK, CaseWords
from fieldclient.store.database import Database, Row
from fieldclient.store.overlay import NEW_CASE, OwnAct
from fieldclient.store.people import People
from fieldclient.store.quarantine import Quarantine
from fieldclient.store.times import from_ms, to_ms, utc_now
from fieldclient.store.touched import Touched
from sync.engine.device import Delivery
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import Mutation
from sync.protocol.problems import Code
from sync.protocol.report import Report
from sync.protocol.tasks import TaskKind

_ANY_FILE = """(m.files_left > 0 AND EXISTS (
    SELECT 1 FROM mutation_media x CROSS JOIN uploads u ON u.person = m.person AND u.sha256 = x.sha256
    WHERE x.mutation = m.id AND u.state = '{}'))"""


@dataclass(frozen=True, slots=True)
class CaseRecord(Told):
    """One case: the hub's view, or None while only this device knows of it; then `own` is the report that made it."""

    id: str
    view: CaseView | None
    own: Mutation | None
    number: str | None
    needs_me: bool
    changed_at: datetime
    row: int


class Cases:
    def __init__(self, database: Database, people: People, quarantine: Quarantine) -> None:
        self._database = database
        self._people = people
        self._quarantine = quarantine
        self.touched = Touched()
        self.words = CaseWords(database, self.touched.note)
        self.lists = CaseLists(database, self.touched, self.words.catch_up)
        self._table = CaseTable(database, self.words, self.touched.note)

    # Looking

    def page(
        self, person: str, *, which: str = "all", text: str = "", subcategories: Collection[str] = (), limit: int = 100,
        offset: int = 0,
    ) -> list[CaseRecord]:
        """`which`: all, to_do, mine, ended. `subcategories`: codes whose names answer to each word of `text` as well.
        More of what can be wanted: `lists`."""
        wanted = Wanted(which=which, terms=tuple(Term(each, frozenset(subcategories)) for each in terms(text)))
        found = self.lists.page(person, wanted, utc_now(), limit=offset + limit)
        return self.records(person, found.rows[offset:])

    def records(self, person: str, rows: Sequence[int]) -> list[CaseRecord]:
        """What `lists` found, in its order."""
        found = self._database.read(
            f"SELECT * FROM cases WHERE row IN {SOME} AND person = ?", (json.dumps(rows), person))
        place = {row: at for at, row in enumerate(rows)}
        return self._records(sorted(found, key=lambda row: place[row["row"]]))

    def listed(self, person: str, rows: Sequence[int]) -> list[ListedCase]:
        """The same as far as a list shows them, for less than half."""
        found = {row["row"]: row for row in self._database.read(
            f"SELECT row, person, id, raw, number, needs_me, changed_ms, task FROM cases WHERE row IN {SOME} AND person = ?",
            (json.dumps(rows), person))}
        reported = self._own_reports(person, [row["id"] for row in found.values() if row["raw"] is None])
        out = []
        for row in (found[each] for each in rows if each in found):
            try:
                view = None if row["raw"] is None else read_view(row["raw"])
                own = msgspec.json.decode(reported[row["id"]], type=Mutation) if row["id"] in reported else None
            except msgspec.DecodeError:
                self._set_aside(row)
                continue
            if view is not None or own is not None:
                out.append(ListedCase(row["id"], view, own, row["number"], bool(row["needs_me"]), from_ms(row["changed_ms"]),
                                      row["row"], TaskKind(row["task"]) if row["task"] else None))
        return out

    def recent_reports(self, person: str, limit: int) -> list[CaseRecord]:
        return self._records(self._database.read(
            "SELECT * FROM cases WHERE person = ? AND mine = 1 ORDER BY changed_ms DESC LIMIT ?", (person, limit)
        ))

    def find(self, person: str, case_id: str) -> CaseRecord | None:
        rows = self._database.read("SELECT * FROM cases WHERE person = ? AND id = ?", (person, case_id))
        records = self._records(rows)
        return records[0] if records else None

    def find_all(self, person: str, case_ids: Sequence[str]) -> list[CaseRecord]:
        """In this order; those that are not there are left out."""
        rows = self._database.read(f"SELECT * FROM cases WHERE person = ? AND id IN {SOME}", (person, names(case_ids)))
        place = {case_id: at for at, case_id in enumerate(case_ids)}
        return self._records(sorted(rows, key=lambda row: place[row["id"]]))

    def count_due(self, person: str, now: datetime) -> tuple[int, int]:
        """(due soon, overdue) among what is asked of this person, as `deadlines.light` would say."""
        at = to_ms(now)
        row = self._database.one(
            """
            SELECT COALESCE(SUM(late = 0 AND seen >= due_soon_ms), 0) AS soon, COALESCE(SUM(late), 0) AS late FROM (
                SELECT due_soon_ms, MIN(?, COALESCE(seen_ms, ?)) AS seen,
                    (level > 0 OR MIN(?, COALESCE(seen_ms, ?)) > due_ms) AS late
                FROM cases WHERE person = ? AND ended = 0 AND needs_me = 1 AND due_ms IS NOT NULL)
            """,
            (at, at, at, at, person),
        )
        assert row is not None
        return int(row["soon"]), int(row["late"])

    def count_closed_since(self, person: str, since: datetime) -> int:
        return self._database.number(
            "SELECT COUNT(*) FROM cases WHERE person = ? AND closed_ms >= ?", (person, to_ms(since))
        )

    def _records(self, rows: list[Row]) -> list[CaseRecord]:
        out = []
        for row in rows:
            view = own = None
            try:
                if row["raw"] is not None:
                    view = msgspec.json.decode(row["raw"], type=CaseView)
                else:
                    own = self._own_report(row["person"], row["id"])
            except msgspec.DecodeError:
                self._set_aside(row)
                continue
            if view is not None or own is not None:
                out.append(CaseRecord(
                    row["id"], view, own, row["number"], bool(row["needs_me"]), from_ms(row["changed_ms"]), row["row"]
                ))
        return out

    def _own_report(self, person: str, case_id: str) -> Mutation | None:
        raw = self._own_reports(person, [case_id]).get(case_id)
        return None if raw is None else msgspec.json.decode(raw, type=Mutation)

    def _own_reports(self, person: str, case_ids: Collection[str]) -> dict[str, bytes]:
        """The acts that began these cases here, as they were sealed."""
        rows = self._database.read(
            # the plus keeps SQLite from going through all of a person's reports by the index of acts
            f"SELECT case_id, seq, payload FROM mutations WHERE person = ? AND case_id IN {SOME} AND +act IN (?, ?)",
            (person, names(case_ids), *(act.value for act in sorted(NEW_CASE))),
        )
        return {row["case_id"]: row["payload"] for row in sorted(rows, key=lambda row: row["seq"], reverse=True)}

    def _set_aside(self, row: Row) -> None:
        """A view that cannot be read: kept, told, and asked for again, because the hub has it."""
        if self._database.read_only:
            return
        with self._database.change():
            self._quarantine.keep_row("cases", row["id"], row, Code.ROW_UNREADABLE.value, from_ms(row["changed_ms"]))
            self.touched.note([row["row"]])
            self._database.write("DELETE FROM cases WHERE row = ?", (row["row"],))
            self._database.write("DELETE FROM case_words WHERE rowid = ?", (row["row"],))
            self._database.write("DELETE FROM case_places WHERE row = ?", (row["row"],))
            drop_campaigns(self._database, [row["row"]])
            self._database.write("UPDATE people SET cursor = NULL WHERE id = ?", (row["person"],))

    # My own acts on a case

    def acts(self, person: str, case_id: str) -> list[OwnAct]:
        """In the order in which they were made."""
        return self.acts_of(person, [case_id]).get(case_id, [])

    def acts_of(self, person: str, case_ids: Collection[str]) -> dict[str, list[OwnAct]]:
        found: dict[str, list[OwnAct]] = {}
        for row in self._database.read(
            f"""
            SELECT m.id, m.case_id, m.act, m.made_ms, m.state, m.version, m.files_left, m.set_aside_ms,
                {_ANY_FILE.format("refused")} AS file_refused, {_ANY_FILE.format("travelling")} AS file_travelling
            FROM mutations m WHERE m.person = ? AND m.case_id IN {SOME} ORDER BY m.seq
            """,
            (person, names(case_ids)),
        ):
            found.setdefault(row["case_id"], []).append(own_act(row))
        return found

    # Keeping

    def keep(self, person: str, views: Sequence[CaseView], generation: int, *, anew: bool) -> list[CaseView]:
        """The hub's views take the place of what was known; those that did. Call inside the change that keeps the cursor.

        An older version than the one here can only be a repeat, unless the hub starts its truth `anew` (a backup was put
        back)."""
        account = self._people.account(person)
        if account is None:
            return []
        held = self._table.rows_of(person, [view.id for view in views])
        kept = [
            view for view in {view.id: view for view in views}.values()
            if anew or view.id not in held or held[view.id]["raw"] is None or view.version >= held[view.id]["version"]
        ]
        acts = self.acts_of(person, [view.id for view in kept])
        new = {view.id for view in kept if view.id not in held}
        later = new if len(new) >= BULK else set()
        self._table.put(person, [
            CaseRow(view.id, index_view(view, acts.get(view.id, ()), account.person, later=view.id in later),
                    msgspec.json.encode(view), generation)
            for view in kept
        ], held)
        self._table.put_media(person, {view.id: view.media for view in kept})
        return kept

    def refresh(self, person: str, *case_ids: str) -> None:
        """Work the columns out anew after acts of mine were made, settled or set aside. Call inside its change."""
        account = self._people.account(person)
        if account is None or not case_ids:
            return
        held, acts = self._table.rows_of(person, case_ids), self.acts_of(person, case_ids)
        unknown = [each for each in case_ids if each not in held or held[each]["raw"] is None]
        own, numbers = self._own_reports(person, unknown), self._numbers(person, unknown)
        made = []
        for case_id in dict.fromkeys(case_ids):
            mine = acts.get(case_id, ())
            if case_id in held and held[case_id]["raw"] is not None:
                with suppress(msgspec.DecodeError):  # the next look at it sets it aside
                    view = msgspec.json.decode(held[case_id]["raw"], type=CaseView)
                    columns = index_view(view, mine, account.person)
                    made.append(CaseRow(case_id, columns, held[case_id]["raw"], held[case_id]["generation"]))
            elif case_id in own and (report := _report(own[case_id])) is not None:
                columns = index_report(report, numbers.get(case_id), mine, account.person, indexed=case_id in held)
                made.append(CaseRow(case_id, columns, None, 0))
        self._table.put(person, made, held)

    def _numbers(self, person: str, case_ids: Collection[str]) -> dict[str, str]:
        rows = self._database.read(
            f"SELECT case_id, number FROM mutations WHERE person = ? AND case_id IN {SOME} AND number IS NOT NULL",
            (person, names(case_ids)),
        )
        return {row["case_id"]: row["number"] for row in rows}

    def refresh_all(self, person: str) -> None:
        """For a person whose roles or department changed."""
        with self._database.change():
            rows = self._database.read("SELECT id FROM cases WHERE person = ?", (person,))
            self.refresh(person, *(row["id"] for row in rows))

    def revoke(self, person: str, case_ids: Collection[str]) -> None:
        """Out of sight. What the person reported themself goes back to what this device knows of it."""
        self.refresh(person, *self._table.remove(person, case_ids))

    def out_of_sight(self, person: str, generation: int) -> list[str]:
        """Cases that the snapshot of this generation did not name."""
        rows = self._database.read(
            "SELECT id FROM cases WHERE person = ? AND generation < ? AND raw IS NOT NULL", (person, generation)
        )
        return [row["id"] for row in rows]


_ACTS: Mapping[str, Act] = {act.value: act for act in Act}
_STATES: Mapping[str, Delivery] = {state.value: state for state in Delivery}


def own_act(row: Row) -> OwnAct:
    return OwnAct(
        mutation=row["id"], act=_ACTS[row["act"]], made_at=from_ms(row["made_ms"]), state=_STATES[row["state"]],
        version=row["version"], files_left=row["files_left"], file_refused=bool(row["file_refused"]),
        file_travelling=bool(row["file_travelling"]), set_aside=row["set_aside_ms"] is not None,
    )


def _report(raw: bytes) -> Report | None:
    return msgspec.json.decode(raw, type=_Reported).body.report


class _ReportedBody(msgspec.Struct):
    report: Report | None = None


class _Reported(msgspec.Struct):
    """The little of a mutation that the lists show of it."""

    body: _ReportedBody
