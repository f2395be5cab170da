"""The cases in a person's sight: the hub's view as it came, and columns that make a hundred thousand of them quick to list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import msgspec

from fieldclient.store.case_index import CaseColumns, index_report, index_view, query
from fieldclient.store.database import Database, Row, Value
from fieldclient.store.overlay import NEW_CASE, OwnAct
from fieldclient.store.people import People
from fieldclient.store.quarantine import Quarantine
from fieldclient.store.times import from_ms, to_ms
from sync.engine.device import Delivery
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import Mutation
from sync.protocol.problems import Code

_COLUMNS = tuple(field.name for field in fields(CaseColumns) if field.name != "words")
_ANY_FILE = """(m.files_left > 0 AND EXISTS (
    SELECT 1 FROM mutation_media x JOIN uploads u ON u.person = m.person AND u.sha256 = x.sha256
    WHERE x.mutation = m.id AND u.state = '{}'))"""
_SET = ", ".join(f"{name} = ?" for name in _COLUMNS)


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One case: the hub's view, or None while only this device knows of it; then `own` is the report that made it."""

    id: str
    view: CaseView | None
    own: Mutation | None
    number: str | None
    needs_me: bool
    changed_at: datetime


class Cases:
    def __init__(self, database: Database, people: People, quarantine: Quarantine) -> None:
        self._database = database
        self._people = people
        self._quarantine = quarantine

    # Looking

    def page(
        self, person: str, *, which: str = "all", text: str = "", subcategories: Sequence[str] = (), limit: int = 100,
        offset: int = 0,
    ) -> list[CaseRecord]:
        """`which`: all, to_do, mine, ended. `subcategories`: codes whose names answer to `text` as well."""
        where, values = _where(which, person)
        found, more = _matching(text, subcategories)
        order = {"mine": "changed_ms DESC, row", "ended": "changed_ms DESC, row"}.get(
            which, "ended, needs_me DESC, sort_ms, changed_ms DESC, row"
        )
        rows = self._database.read(
            f"SELECT * FROM cases WHERE {where}{found} ORDER BY {order} LIMIT ? OFFSET ?", (*values, *more, limit, offset)
        )
        return self._records(rows)

    def recent_reports(self, person: str, limit: int) -> list[CaseRecord]:
        return self._records(self._database.read(
            "SELECT * FROM cases WHERE person = ? AND mine = 1 ORDER BY changed_ms DESC LIMIT ?", (person, limit)
        ))

    def find(self, person: str, case_id: str) -> CaseRecord | None:
        rows = self._database.read("SELECT * FROM cases WHERE person = ? AND id = ?", (person, case_id))
        records = self._records(rows)
        return records[0] if records else None

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
                    row["id"], view, own, row["number"], bool(row["needs_me"]), from_ms(row["changed_ms"])
                ))
        return out

    def _own_report(self, person: str, case_id: str) -> Mutation | None:
        row = self._database.one(
            "SELECT payload FROM mutations WHERE person = ? AND case_id = ? AND act IN (?, ?) ORDER BY seq LIMIT 1",
            (person, case_id, *(act.value for act in sorted(NEW_CASE))),
        )
        return None if row is None else msgspec.json.decode(row["payload"], type=Mutation)

    def _set_aside(self, row: Row) -> None:
        """A view that cannot be read: kept, told, and asked for again, because the hub has it."""
        if self._database.read_only:
            return
        with self._database.change():
            self._quarantine.keep_row("cases", row["id"], row, Code.ROW_UNREADABLE.value, from_ms(row["changed_ms"]))
            self._database.write("DELETE FROM cases WHERE row = ?", (row["row"],))
            self._database.write("DELETE FROM case_words WHERE rowid = ?", (row["row"],))
            self._database.write("UPDATE people SET cursor = NULL WHERE id = ?", (row["person"],))

    # My own acts on a case

    def acts(self, person: str, case_id: str) -> list[OwnAct]:
        """In the order in which they were made."""
        return self.acts_of(person, [case_id]).get(case_id, [])

    def acts_of(self, person: str, case_ids: Sequence[str]) -> dict[str, list[OwnAct]]:
        found: dict[str, list[OwnAct]] = {}
        for start in range(0, len(case_ids), 500):
            some = case_ids[start : start + 500]
            rows = self._database.read(
                f"""
                SELECT m.id, m.case_id, m.act, m.made_ms, m.state, m.version, m.files_left, m.set_aside_ms,
                    {_ANY_FILE.format("refused")} AS file_refused, {_ANY_FILE.format("travelling")} AS file_travelling
                FROM mutations m WHERE m.person = ? AND m.case_id IN ({",".join("?" * len(some))}) ORDER BY m.seq
                """,
                (person, *some),
            )
            for row in rows:
                found.setdefault(row["case_id"], []).append(own_act(row))
        return found

    # Keeping

    def keep(self, person: str, view: CaseView, generation: int) -> None:
        """The hub's view takes the place of what was known. Call inside the change that keeps the cursor."""
        account = self._people.account(person)
        if account is None:
            return
        columns = index_view(view, self.acts(person, view.id), account.person)
        self._put(person, view.id, columns, msgspec.json.encode(view), generation)
        self._keep_media(person, view)

    def refresh(self, person: str, case_id: str) -> None:
        """Work the columns out anew after an act of mine was made, settled or set aside. Call inside its change."""
        account = self._people.account(person)
        row = self._database.one("SELECT raw, generation FROM cases WHERE person = ? AND id = ?", (person, case_id))
        if account is None:
            return
        acts = self.acts(person, case_id)
        if row is not None and row["raw"] is not None:
            try:
                view = msgspec.json.decode(row["raw"], type=CaseView)
            except msgspec.DecodeError:
                return  # the next look at it sets it aside
            self._put(person, case_id, index_view(view, acts, account.person), row["raw"], row["generation"])
            return
        own = self._own_report(person, case_id)
        if own is not None and own.body.report is not None:
            number = self._number(person, case_id)
            self._put(person, case_id, index_report(own.body.report, number, acts, account.person), None, 0)

    def _number(self, person: str, case_id: str) -> str | None:
        row = self._database.one(
            "SELECT number FROM mutations WHERE person = ? AND case_id = ? AND number IS NOT NULL LIMIT 1", (person, case_id)
        )
        return None if row is None else row["number"]

    def refresh_all(self, person: str) -> None:
        """For a person whose roles or department changed."""
        with self._database.change():
            for row in self._database.read("SELECT id FROM cases WHERE person = ?", (person,)):
                self.refresh(person, row["id"])

    def _put(self, person: str, case_id: str, columns: CaseColumns, raw: bytes | None, generation: int) -> None:
        values: list[Value] = [int(v) if isinstance(v, bool) else v for v in (getattr(columns, name) for name in _COLUMNS)]
        row = self._database.one("SELECT row FROM cases WHERE person = ? AND id = ?", (person, case_id))
        if row is None:
            marks = ", ".join("?" * (len(_COLUMNS) + 4))
            self._database.write(
                f"INSERT INTO cases (person, id, raw, generation, {', '.join(_COLUMNS)}) VALUES ({marks})",
                (person, case_id, raw, generation, *values),
            )
            number = self._database.number("SELECT row FROM cases WHERE person = ? AND id = ?", (person, case_id))
        else:
            number = row["row"]
            self._database.write(
                f"UPDATE cases SET raw = ?, generation = ?, {_SET} WHERE row = ?", (raw, generation, *values, number)
            )
        known = self._database.one("SELECT words FROM case_words WHERE rowid = ?", (number,))
        if known is None or known["words"] != columns.words:
            self._database.write("DELETE FROM case_words WHERE rowid = ?", (number,))
            self._database.write("INSERT INTO case_words (rowid, words) VALUES (?, ?)", (number, columns.words))

    def _keep_media(self, person: str, view: CaseView) -> None:
        self._database.write("DELETE FROM case_media WHERE person = ? AND case_id = ?", (person, view.id))
        self._database.write_many(
            "INSERT OR IGNORE INTO case_media (person, case_id, sha256, size_bytes, arrived, place) VALUES (?, ?, ?, ?, ?, ?)",
            [(person, view.id, m.ref.sha256, m.ref.size_bytes, int(m.arrived), place) for place, m in enumerate(view.media)],
        )

    def revoke(self, person: str, case_id: str) -> None:
        """Out of sight. What the person reported themself goes back to what this device knows of it."""
        row = self._database.one("SELECT row FROM cases WHERE person = ? AND id = ?", (person, case_id))
        if row is None:
            return
        self._database.write("DELETE FROM cases WHERE row = ?", (row["row"],))
        self._database.write("DELETE FROM case_words WHERE rowid = ?", (row["row"],))
        self._database.write("DELETE FROM case_media WHERE person = ? AND case_id = ?", (person, case_id))
        self.refresh(person, case_id)

    def out_of_sight(self, person: str, generation: int) -> list[str]:
        """Cases that the snapshot of this generation did not name."""
        rows = self._database.read(
            "SELECT id FROM cases WHERE person = ? AND generation < ? AND raw IS NOT NULL", (person, generation)
        )
        return [row["id"] for row in rows]


def own_act(row: Row) -> OwnAct:
    return OwnAct(
        mutation=row["id"], act=Act(row["act"]), made_at=from_ms(row["made_ms"]), state=Delivery(row["state"]),
        version=row["version"], files_left=row["files_left"], file_refused=bool(row["file_refused"]),
        file_travelling=bool(row["file_travelling"]), set_aside=row["set_aside_ms"] is not None,
    )


def _where(which: str, person: str) -> tuple[str, tuple[Value, ...]]:
    extra = {"to_do": " AND ended = 0 AND needs_me = 1", "mine": " AND mine = 1", "ended": " AND ended = 1"}.get(which, "")
    return f"person = ?{extra}", (person,)


def _matching(text: str, subcategories: Sequence[str]) -> tuple[str, tuple[Value, ...]]:
    phrase = query(text)
    if phrase is None:
        return "", ()
    found = "row IN (SELECT rowid FROM case_words WHERE case_words MATCH ?)"
    if not subcategories:
        return f" AND {found}", (phrase,)
    return f" AND ({found} OR subcategory IN ({','.join('?' * len(subcategories))}))", (phrase, *subcategories)
