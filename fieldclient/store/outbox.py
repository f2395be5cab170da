"""What people here have done and the hub has to be told: sealed bytes, and how far each of them has come.

`seal` is the one transaction that turns a draft into a mutation with its files. Payloads are written once; what happens to
them stands beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from fieldclient.store.cases import Cases
from fieldclient.store.database import Database, Row, Values
from fieldclient.store.drafts import Drafts
from fieldclient.store.quarantine import Quarantine
from fieldclient.store.settings import Settings
from fieldclient.store.times import from_ms, to_ms
from fieldclient.store.uploads import Uploads
from sync.engine.device import Delivery, Entry
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import Mutation, Outcome, Receipt
from sync.protocol.problems import Code, Problem, ProblemBody

_OPEN = "set_aside_ms IS NULL AND (state <> 'arrived' OR files_left > 0)"  # as the index `mutations_open` has it
_TAKEN = (Outcome.APPLIED, Outcome.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Seal:
    """What the store gives to a mutation that is being sealed."""

    id: str
    device: str
    seq: int
    made_at: datetime
    clock_offset_s: float | None


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


class Outbox:
    def __init__(self, database: Database, settings: Settings, drafts: Drafts, uploads: Uploads, cases: Cases,
                 quarantine: Quarantine) -> None:
        self._database = database
        self._settings = settings
        self._drafts = drafts
        self._uploads = uploads
        self._cases = cases
        self._quarantine = quarantine

    # Sealing

    def seal(self, make: Callable[[Seal], Mutation], title: Title, at: datetime, *, draft: str | None = None) -> Mutation:
        """One transaction: the mutation, its files waiting, the draft sealed, the case in the lists. A draft that is sealed
        already gives the first mutation again. Raises what `make` raises, and then nothing has happened."""
        with self._database.change():
            before = self._of_draft(draft) if draft is not None else None
            if before is not None:
                return before
            clock = self._settings.clock()
            mutation = make(Seal(new_id(), self._settings.device_id(), self._settings.next_seq(), at,
                                 clock.offset_s if clock else None))
            self._insert(mutation, title, draft)
            if draft is not None:
                self._drafts.mark_sealed(draft)
            self._cases.refresh(mutation.person, mutation.case_id)
        return mutation

    def _of_draft(self, draft: str) -> Mutation | None:
        row = self._database.one("SELECT * FROM mutations WHERE draft = ?", (draft,))
        return None if row is None else self._decode(row)

    def _insert(self, mutation: Mutation, title: Title, draft: str | None) -> None:
        files = list(dict.fromkeys(ref.sha256 for ref in mutation.media))
        self._database.write(
            """
            INSERT INTO mutations
                (id, person, seq, act, case_id, draft, payload, made_ms, state, kind, subcategory, number, place)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)
            """,
            (mutation.id, mutation.person, mutation.seq, mutation.act.value, mutation.case_id, draft,
             msgspec.json.encode(mutation), to_ms(mutation.made_at), title.kind, title.subcategory, title.number, title.place),
        )
        self._database.write_many(
            "INSERT INTO mutation_media (mutation, sha256, place) VALUES (?, ?, ?)",
            [(mutation.id, sha256, place) for place, sha256 in enumerate(files)],
        )
        for ref in mutation.media:
            self._uploads.wait(mutation.person, ref.sha256, mutation.seq, ref.usage)
        self._uploads.count_left(mutation.person, files)

    # Looking

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
        records = self._records(f"WHERE person = ? AND {_OPEN} AND state <> 'arrived' ORDER BY seq", (person,))
        files: dict[str, list[str]] = {}
        for row in self._database.read(
            f"""
            SELECT x.mutation, x.sha256 FROM mutations m JOIN mutation_media x ON x.mutation = m.id
            WHERE person = ? AND {_OPEN} AND state <> 'arrived' ORDER BY x.mutation, x.place
            """, (person,)):
            files.setdefault(row["mutation"], []).append(row["sha256"])
        return [Entry(
            mutation=record.id, seq=record.seq, case_id=record.case_id, act=record.act, made_at=record.made_at,
            state=record.state, size_bytes=record.size_bytes, attempts=record.attempts, next_try_at=record.next_try_at,
            problem=record.problem, media=tuple(files.get(record.id, ())),
        ) for record in records]

    def mutation(self, mutation_id: str) -> Mutation:
        """As it was sealed. ROW_UNREADABLE (table, id) when its bytes are no mutation: kept in quarantine, the rest goes on."""
        row = self._database.one("SELECT * FROM mutations WHERE id = ?", (mutation_id,))
        if row is None:
            raise Problem(Code.ROW_UNREADABLE, table="mutations", id=mutation_id)
        return self._decode(row)

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

    # Travelling

    def mark_travelling(self, mutation_ids: Sequence[str]) -> None:
        with self._database.change():
            self._database.write_many(
                """
                UPDATE mutations SET state = 'travelling', attempts = attempts + 1
                WHERE id = ? AND state IN ('waiting', 'travelling')
                """,
                [(each,) for each in mutation_ids],
            )

    def back_to_waiting(self, mutation_ids: Sequence[str], problem: Problem | None, next_try_at: datetime | None) -> None:
        raw = msgspec.json.encode(problem.to_wire()) if problem else None
        with self._database.change():
            self._database.write_many(
                "UPDATE mutations SET state = 'waiting', problem = ?, next_try_ms = ? WHERE id = ? AND state = 'travelling'",
                [(raw, to_ms(next_try_at), each) for each in mutation_ids],
            )

    def settle(self, receipts: Sequence[Receipt], at: datetime) -> None:
        with self._database.change():
            for receipt in receipts:
                row = self._database.one("SELECT * FROM mutations WHERE id = ?", (receipt.mutation,))
                if row is not None and row["state"] != Delivery.ARRIVED.value:
                    self._settle(row, receipt, at)

    def _settle(self, row: Row, receipt: Receipt, at: datetime) -> None:
        taken = receipt.outcome in _TAKEN
        state = Delivery.ARRIVED if taken else Delivery.REFUSED
        problem = None if taken else msgspec.json.encode(receipt.problem or ProblemBody(code=Code.VERSION_CONFLICT.value))
        self._database.write(
            """
            UPDATE mutations SET state = ?, outcome = ?, receipt = ?, problem = ?, next_try_ms = NULL, arrived_ms = ?,
                version = ?, number = COALESCE(?, number) WHERE id = ?
            """,
            (state.value, receipt.outcome.value, msgspec.json.encode(receipt), problem, to_ms(at),
             receipt.version if taken else 0, receipt.case_number, receipt.mutation),
        )
        if receipt.outcome is not Outcome.REFUSED:
            self._uploads.want(row["person"], receipt.mutation)
        self._cases.refresh(row["person"], row["case_id"])

    def requeue_travelling(self) -> int:
        """At start-up: nothing is on its way any more, and the hub knows a repeat."""
        with self._database.change():
            records = self._database.write("UPDATE mutations SET state = 'waiting' WHERE state = 'travelling'")
            return records + self._uploads.requeue_travelling()

    # A person decides

    def retry(self, record: OutboxRecord) -> None:
        """Again as it is, now: the record, and files of it that were refused."""
        with self._database.change():
            self._database.write(
                """
                UPDATE mutations SET state = CASE WHEN state = 'arrived' THEN state ELSE 'waiting' END, next_try_ms = NULL,
                    problem = NULL, set_aside_ms = NULL WHERE id = ? AND state <> 'travelling'
                """, (record.id,))
            self._uploads.retry(record.person, self.hashes(record.id))
            self._cases.refresh(record.person, record.case_id)

    def set_aside(self, record: OutboxRecord, at: datetime) -> None:
        """Out of the attention list. Only what was refused: what waits is on its way and stays so."""
        with self._database.change():
            self._database.write(
                "UPDATE mutations SET set_aside_ms = ? WHERE id = ? AND set_aside_ms IS NULL", (to_ms(at), record.id)
            )
            self._cases.refresh(record.person, record.case_id)

    def version_known(self, person: str, case_id: str) -> int:
        """The case's version after my last act that the hub took; 0 when there is none."""
        return self._database.number(
            "SELECT MAX(version) FROM mutations WHERE person = ? AND case_id = ? AND state = 'arrived'", (person, case_id)
        )


def _body(raw: bytes | None) -> ProblemBody | None:
    return None if raw is None else msgspec.json.decode(raw, type=ProblemBody)


def _record(row: Row) -> OutboxRecord:
    return OutboxRecord(
        id=row["id"], person=row["person"], seq=row["seq"], act=Act(row["act"]), case_id=row["case_id"], draft=row["draft"],
        made_at=from_ms(row["made_ms"]), state=Delivery(row["state"]), size_bytes=row["size"], attempts=row["attempts"],
        next_try_at=from_ms(row["next_try_ms"]), problem=_body(row["problem"]),
        receipt=None if row["receipt"] is None else msgspec.json.decode(row["receipt"], type=Receipt),
        files_left=row["files_left"], set_aside=row["set_aside_ms"] is not None,
        title=Title(row["kind"], row["subcategory"], row["number"], row["place"]),
    )
