"""Looking at what people here have done: which acts are on their way, what they are called, and how much is left."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import msgspec

from fieldclient.store.case_table import SOME, names
from fieldclient.store.database import Database, Row, Values
from fieldclient.store.quarantine import Quarantine
from fieldclient.store.times import from_ms, to_ms
from fieldclient.store.uploads import Uploads
from sync.engine.device import Delivery, Entry
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import Act
from sync.protocol.marks import Marks
from sync.protocol.mutations import Mutation, Receipt
from sync.protocol.problems import Code, Problem, ProblemBody
from sync.protocol.sealing import Sealed

_OPEN = "set_aside_ms IS NULL AND (state <> 'arrived' OR files_left > 0)"  # as the index `mutations_open` has it
# CROSS JOIN keeps the order as written: the act's few files first. Left to itself SQLite walks all of a person's uploads for
# every act, which took 0.6 s with 1,000 reports waiting.
_FILE = """SELECT 1 FROM mutation_media x CROSS JOIN uploads u ON u.person = m.person AND u.sha256 = x.sha256
    WHERE x.mutation = m.id"""


@dataclass(frozen=True, slots=True)
class Title:
    """What an act is called in the outbox, also when its case is no longer in sight."""

    kind: str
    subcategory: str | None = None
    number: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class OutboxRecord:
    """One act and where it is."""

    id: str
    person: str
    seq: int
    act: Act
    case_id: str
    draft: str | None
    made_at: datetime
    state: Delivery
    size_bytes: int
    attempts: int
    next_try_at: datetime | None
    problem: ProblemBody | None
    receipt: Receipt | None
    files_left: int
    set_aside: bool
    title: Title


@dataclass(frozen=True, slots=True)
class Totals:
    """Of one person's acts that have not all arrived. `waiting_bytes` are still to travel."""

    waiting: int
    waiting_bytes: int
    travelling: int
    attention: int


class Records:
    """The readable half of the outbox."""

    def __init__(self, database: Database, uploads: Uploads, quarantine: Quarantine) -> None:
        self._database = database
        self._uploads = uploads
        self._quarantine = quarantine

    def find(self, mutation_id: str) -> OutboxRecord | None:
        records = self._records("WHERE id = ?", (mutation_id,))
        return records[0] if records else None

    def open_of(self, person: str, *, limit: int = 500) -> list[OutboxRecord]:
        """Acts whose record or files have not all arrived, oldest first; those set aside are left out."""
        return self._records(f"WHERE person = ? AND {_OPEN} ORDER BY seq LIMIT ?", (person, limit))

    def arrived_since(self, person: str, since: datetime, limit: int) -> list[OutboxRecord]:
        """The latest first."""
        return self._records(
            "WHERE person = ? AND state = 'arrived' AND files_left = 0 AND arrived_ms >= ? ORDER BY seq DESC LIMIT ?",
            (person, to_ms(since), limit),
        )

    def refused_of(self, person: str, *, limit: int = 100) -> list[OutboxRecord]:
        """Those whose record or a file of which waits for a decision."""
        return self._records(
            f"""
            AS m WHERE person = ? AND {_OPEN} AND (
                state = 'refused' OR (files_left > 0 AND EXISTS ({_FILE} AND u.state = 'refused')))
            ORDER BY seq LIMIT ?
            """, (person, limit))

    def set_aside_since(self, person: str, since: datetime) -> list[tuple[OutboxRecord, datetime]]:
        """The latest first, with when. Those that were begun again and sent are answered and left out."""
        rows = self._database.read(
            """
            SELECT id, set_aside_ms FROM mutations WHERE person = ? AND set_aside_ms >= ? AND id NOT IN (
                SELECT based_on FROM drafts WHERE state = 'sealed' AND based_on IS NOT NULL) ORDER BY set_aside_ms DESC, id
            """, (person, to_ms(since)))
        found = [(self.find(row["id"]), from_ms(row["set_aside_ms"])) for row in rows]
        return [(record, at) for record, at in found if record is not None and at is not None]

    def totals(self, person: str) -> Totals:
        row = self._database.one(
            f"""
            SELECT COUNT(*) AS acts, COALESCE(SUM(refused), 0) AS attention,
                COALESCE(SUM(travelling AND NOT refused), 0) AS travelling,
                COALESCE(SUM(record_bytes), 0) AS bytes FROM (
                SELECT state = 'refused' OR (files_left > 0 AND EXISTS ({_FILE} AND u.state = 'refused')) AS refused,
                    state = 'travelling' OR (files_left > 0 AND EXISTS ({_FILE} AND u.state = 'travelling')) AS travelling,
                    CASE WHEN state IN ('waiting', 'travelling') THEN LENGTH(payload) ELSE 0 END AS record_bytes
                FROM mutations m WHERE person = ? AND {_OPEN})
            """, (person,))
        assert row is not None
        waiting = row["acts"] - row["attention"]
        return Totals(waiting, row["bytes"] + self._uploads.bytes_left(person), row["travelling"], row["attention"])

    def count_since(self, person: str, acts: Sequence[Act], since: datetime) -> int:
        """How many of these acts were made since then, without those given up."""
        marks = ",".join("?" * len(acts))
        return self._database.number(
            f"SELECT COUNT(*) FROM mutations WHERE person = ? AND act IN ({marks}) AND made_ms >= ? AND set_aside_ms IS NULL",
            (person, *(act.value for act in acts), to_ms(since)),
        )

    def recent_subcategories(self, person: str, limit: int) -> list[str]:
        """What this person reported last, each once, the latest first."""
        rows = self._database.read(
            """
            SELECT subcategory FROM (
                SELECT subcategory, made_ms FROM mutations WHERE person = ? AND act = 'submit' ORDER BY made_ms DESC LIMIT 200)
            WHERE subcategory IS NOT NULL GROUP BY subcategory ORDER BY MAX(made_ms) DESC LIMIT ?
            """, (person, limit))
        return [row["subcategory"] for row in rows]

    def _records(self, where: str, values: Values) -> list[OutboxRecord]:
        out = []
        for row in self._database.read(f"SELECT *, LENGTH(payload) AS size FROM mutations {where}", values):
            try:
                out.append(_record(row))
            except (ValueError, msgspec.DecodeError):
                self._set_unreadable_aside(row)
        return out

    def hashes(self, mutation_id: str) -> list[str]:
        rows = self._database.read("SELECT sha256 FROM mutation_media WHERE mutation = ? ORDER BY place", (mutation_id,))
        return [row["sha256"] for row in rows]

    def entries(self, person: str) -> list[Entry]:
        files: dict[str, list[str]] = {}
        for row in self._database.read(
            f"""
            SELECT x.mutation, x.sha256 FROM mutations m JOIN mutation_media x ON x.mutation = m.id
            WHERE person = ? AND {_OPEN} AND state <> 'arrived' ORDER BY x.mutation, x.place
            """, (person,)):
            files.setdefault(row["mutation"], []).append(row["sha256"])
        out = []
        for row in self._database.read(
            f"""
            SELECT id, seq, case_id, act, made_ms, state, LENGTH(payload) AS size, attempts, next_try_ms, problem FROM mutations
            WHERE person = ? AND {_OPEN} AND state <> 'arrived' ORDER BY seq
            """, (person,)):
            try:
                out.append(_entry(row, files.get(row["id"], ())))
            except (KeyError, ValueError, msgspec.DecodeError):
                self._records("WHERE id = ?", (row["id"],))  # sets it aside
        return out

    def base(self, mutation_id: str) -> CaseView | None:
        """The case as its person saw it when they acted; None for a new case, and for acts of the first release."""
        row = self._database.one("SELECT raw FROM bases WHERE mutation = ?", (mutation_id,))
        with suppress(msgspec.DecodeError):
            return None if row is None else msgspec.json.decode(row["raw"], type=CaseView)
        return None

    def case_of_draft(self, draft: str) -> str:
        """The case of the act that this draft became."""
        row = self._database.one("SELECT case_id FROM mutations WHERE draft = ?", (draft,))
        if row is None:
            raise Problem(Code.ROW_UNREADABLE, table="mutations", id=draft)
        return str(row["case_id"])

    def mutation(self, mutation_id: str) -> Mutation:
        """As it was sealed. ROW_UNREADABLE (table, id) when its bytes are no mutation: kept in quarantine, the rest goes on."""
        row = self._database.one("SELECT * FROM mutations WHERE id = ?", (mutation_id,))
        if row is None:
            raise Problem(Code.ROW_UNREADABLE, table="mutations", id=mutation_id)
        return self._decode(row)

    def drawn(self, mutation_ids: Sequence[str]) -> dict[str, dict[str, Marks]]:
        """By act and by file what was drawn on it; of acts that carry something drawn."""
        rows = self._database.read(
            f"SELECT * FROM mutations WHERE id IN {SOME} AND instr(payload, ?)", (names(mutation_ids), b'"marks":'))
        found: dict[str, dict[str, Marks]] = {}
        for row in rows:
            with suppress(Problem):
                found[row["id"]] = {ref.sha256: ref.marks for ref in self._decode(row).media if ref.marks}
        return found

    def sealed(self, mutation_ids: Sequence[str]) -> list[Sealed]:
        """In the order asked for, byte for byte; one whose bytes are no mutation goes into quarantine and is left out."""
        found: dict[str, Sealed] = {}
        for row in self._database.read(f"SELECT * FROM mutations WHERE id IN {SOME}", (names(mutation_ids),)):
            with suppress(Problem):
                found[row["id"]] = Sealed(bytes(row["payload"]), row["signature"], self._decode(row))
        return [found[each] for each in mutation_ids if each in found]

    def _decode(self, row: Row) -> Mutation:
        try:
            return msgspec.json.decode(row["payload"], type=Mutation)
        except msgspec.DecodeError as cause:
            self._set_unreadable_aside(row)
            raise Problem(Code.ROW_UNREADABLE, table="mutations", id=row["id"]) from cause

    def _set_unreadable_aside(self, row: Row) -> None:
        """It stays in its table for its photos and its seq; it is told, and it holds nothing up."""
        if self._database.read_only:
            return
        at = from_ms(row["made_ms"])
        with self._database.change():
            self._quarantine.keep_row("mutations", row["id"], row, Code.ROW_UNREADABLE.value, at)
            self._database.write("UPDATE mutations SET state = 'refused', set_aside_ms = ? WHERE id = ?", (to_ms(at), row["id"]))

    def version_known(self, person: str, case_id: str) -> int:
        """The case's version after my last act that the hub took; 0 when there is none."""
        return self._database.number(
            "SELECT MAX(version) FROM mutations WHERE person = ? AND case_id = ? AND state = 'arrived'", (person, case_id)
        )


# Thousands of entries are read at a time, and an enum takes twice as long to find its member.
_ACTS = {act.value: act for act in Act}
_STATES = {state.value: state for state in Delivery}


def _body(raw: bytes | None) -> ProblemBody | None:
    return None if raw is None else msgspec.json.decode(raw, type=ProblemBody)


def _entry(row: Row, files: Sequence[str]) -> Entry:
    mutation, seq, case_id, act, made_ms, state, size_bytes, attempts, next_try_ms, problem = row  # as `entries` asks for them
    return Entry(
        mutation=mutation, seq=seq, case_id=case_id, act=_ACTS[act], made_at=from_ms(made_ms), state=_STATES[state],
        size_bytes=size_bytes, attempts=attempts, next_try_at=from_ms(next_try_ms), problem=_body(problem), media=tuple(files),
    )


def _record(row: Row) -> OutboxRecord:
    return OutboxRecord(
        id=row["id"], person=row["person"], seq=row["seq"], act=Act(row["act"]), case_id=row["case_id"], draft=row["draft"],
        made_at=from_ms(row["made_ms"]), state=Delivery(row["state"]), size_bytes=row["size"], attempts=row["attempts"],
        next_try_at=from_ms(row["next_try_ms"]), problem=_body(row["problem"]),
        receipt=None if row["receipt"] is None else msgspec.json.decode(row["receipt"], type=Receipt),
        files_left=row["files_left"], set_aside=row["set_aside_ms"] is not None,
        title=Title(row["kind"], row["subcategory"], row["number"], row["place"]),
    )
