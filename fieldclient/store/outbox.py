"""What people here have done and the hub has to be told: sealed bytes, and how far each of them has come.

`seal` is the one transaction that turns a draft into a mutation with its files. Payloads are written once; what happens to
them stands beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from fieldclient.store.case_numbers import give_numbers
from fieldclient.store.case_table import SOME, names
from fieldclient.store.cases import Cases
from fieldclient.store.database import Database, Row, Value
from fieldclient.store.drafts import Drafts
from fieldclient.store.overlay import NEW_CASE
from fieldclient.store.quarantine import Quarantine
from fieldclient.store.records import OutboxRecord, Records, Title
from fieldclient.store.settings import Settings
from fieldclient.store.times import to_ms
from fieldclient.store.uploads import Uploads
from sync.engine.device import Delivery
from sync.protocol.ids import new_id
from sync.protocol.mutations import Mutation, Outcome, Receipt
from sync.protocol.problems import Code, Problem, ProblemBody
from sync.protocol.sealing import Sealed, seal

_DONE_NOW = (Outcome.APPLIED, Outcome.CONFLICT)  # what such a receipt says of files is news; a repeat tells the first again
_TAKEN = (Outcome.APPLIED, Outcome.DUPLICATE)
_OF_AN_OLDER_COPY = (Code.CASE_UNKNOWN, Code.ACT_NOT_NOW, Code.NOT_YOURS, Code.VERSION_CONFLICT)  # the case lay further back
_AGAIN = f"""
    person = ? AND (state = 'arrived' OR (state = 'refused' AND set_aside_ms IS NULL
        AND json_extract(CAST(problem AS TEXT), '$.code') IN {SOME}))
"""
_GONE = """
    SELECT m.id, m.case_id FROM mutations m
    LEFT JOIN cases c ON c.person = m.person AND c.id = m.case_id AND c.raw IS NOT NULL
    WHERE m.person = ? AND m.state = 'arrived'
        AND (m.version > c.version OR (c.id IS NULL AND EXISTS (
            SELECT 1 FROM mutations n WHERE n.person = m.person AND n.case_id = m.case_id AND n.act IN (?, ?))))
    ORDER BY m.seq
"""


_SETTLE = """
    UPDATE mutations SET state = ?, outcome = ?, receipt = ?, problem = ?, next_try_ms = NULL, arrived_ms = ?,
        version = ?, number = COALESCE(?, number) WHERE id = ?
"""


@dataclass(frozen=True, slots=True)
class Seal:
    """What the store gives to a mutation that is being sealed."""

    id: str
    device: str
    seq: int
    made_at: datetime
    clock_offset_s: float | None


class Outbox(Records):
    """All of it. What can be looked at stands in `Records`."""

    def __init__(
        self, database: Database, settings: Settings, drafts: Drafts, uploads: Uploads, cases: Cases, quarantine: Quarantine
    ) -> None:
        super().__init__(database, uploads, quarantine)
        self._settings = settings
        self._drafts = drafts
        self._cases = cases

    # Sealing

    def seal(
        self, make: Callable[[Seal], Mutation], title: Title, at: datetime, *, draft: str | None = None,
        sign: Callable[[bytes], str] | None = None,
    ) -> Mutation:
        """One transaction: the mutation, its files waiting, the draft sealed, the case in the lists. A draft that is sealed
        already gives the first mutation again. Raises what `make` raises, and then nothing has happened.

        `sign`: with the key of who acts, as `Sealed.signature`. Without a key to hand the act stays unsigned for ever: a
        signature says that it was made at capture, and nothing else.
        """
        with self._database.change():
            before = self._of_draft(draft) if draft is not None else None
            if before is not None:
                return before
            clock = self._settings.clock()
            mutation = make(Seal(new_id(), self._settings.device_id(), self._settings.next_seq(), at,
                                 clock.offset_s if clock else None))
            self._insert(seal(mutation, sign), title, draft)
            if draft is not None:
                self._drafts.mark_sealed(draft)
            self._cases.refresh(mutation.person, mutation.case_id)
        return mutation

    def _of_draft(self, draft: str) -> Mutation | None:
        row = self._database.one("SELECT * FROM mutations WHERE draft = ?", (draft,))
        return None if row is None else self._decode(row)

    def _insert(self, sealed: Sealed, title: Title, draft: str | None) -> None:
        mutation = sealed.mutation
        files = list(dict.fromkeys(ref.sha256 for ref in mutation.media))
        self._database.write(
            """
            INSERT INTO mutations
                (id, person, seq, act, case_id, draft, payload, made_ms, state, kind, subcategory, number, place, signature)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?)
            """,
            (mutation.id, mutation.person, mutation.seq, mutation.act.value, mutation.case_id, draft,
             sealed.raw, to_ms(mutation.made_at), title.kind, title.subcategory, title.number, title.place, sealed.signature),
        )
        self._database.write(
            "INSERT INTO bases SELECT ?, raw FROM cases WHERE person = ? AND id = ? AND raw IS NOT NULL",
            (mutation.id, mutation.person, mutation.case_id),
        )
        self._database.write_many(
            "INSERT INTO mutation_media (mutation, sha256, place) VALUES (?, ?, ?)",
            [(mutation.id, sha256, place) for place, sha256 in enumerate(files)],
        )
        for ref in mutation.media:
            self._uploads.wait(mutation.person, ref.sha256, mutation.seq, ref.usage)
        self._uploads.count_left(mutation.person, files)

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
            rows = self._database.read(
                f"SELECT id, person, case_id, state FROM mutations WHERE id IN {SOME} AND state <> 'arrived'",
                (names([receipt.mutation for receipt in receipts]),),
            )
            waiting = {row["id"]: row for row in rows}
            told = {receipt.mutation: receipt for receipt in receipts if receipt.mutation in waiting}
            self._database.write_many(_SETTLE, [_settled(receipt, at) for receipt in told.values()])
            for person in sorted({row["person"] for row in rows}):
                mine = [each for each in told if waiting[each]["person"] == person]
                self._uploads.want(person, [each for each in mine if told[each].outcome is not Outcome.REFUSED])
                self._uploads.requeue_lacking(person, [
                    sha256 for each in mine if told[each].outcome in _DONE_NOW for sha256 in told[each].media_missing
                ])
                self._show(person, {each: waiting[each] for each in mine}, told)

    def _show(self, person: str, rows: Mapping[str, Row], told: Mapping[str, Receipt]) -> None:
        """What lists say of the cases of these acts from now on. `rows`: the acts as they were before their receipts."""
        on_the_way = (Delivery.WAITING.value, Delivery.TRAVELLING.value)
        plain: dict[str, str | None] = {}
        others: set[str] = set()
        for each, row in rows.items():
            if told[each].outcome in _TAKEN and row["state"] in on_the_way:
                plain[row["case_id"]] = told[each].case_number or plain.get(row["case_id"])
            else:
                others.add(row["case_id"])
        plain = {case_id: number for case_id, number in plain.items() if case_id not in others}
        others.update(plain.keys() - give_numbers(self._database, self._cases.touched, person, plain))
        self._cases.refresh(person, *sorted(others))

    def requeue_travelling(self) -> int:
        """At start-up: nothing is on its way any more, and the hub knows a repeat."""
        with self._database.change():
            records = self._database.write("UPDATE mutations SET state = 'waiting' WHERE state = 'travelling'")
            return records + self._uploads.requeue_travelling()

    def heard_epoch(self, person: str, hub_id: str, epoch: str) -> None:
        """The hub's database is another than before: put back to an older copy. Which acts it has lost cannot be told from
        what it shows, because others have worked on the cases since; so every act goes again, and a hub that has it knows the
        repeat. An act that the older copy refused, because it did not know the case or had it at an earlier stage, goes again
        behind them. Files follow where a receipt or a case says that they are missing. Call inside the snapshot's change."""
        name = f"epoch {hub_id} {person}"
        before = self._settings.get(name)
        if before == epoch:
            return
        self._settings.put(name, epoch)
        if before is not None:
            behind = (person, names([code.value for code in _OF_AN_OLDER_COPY]))
            cases = self._database.read(f"SELECT DISTINCT case_id FROM mutations WHERE {_AGAIN}", behind)
            self._database.write(
                f"""
                UPDATE mutations SET state = 'waiting', version = 0, attempts = 0, next_try_ms = NULL, problem = NULL
                WHERE {_AGAIN}
                """, behind)
            self._cases.refresh(person, *(row["case_id"] for row in cases))

    def send_again_what_is_gone(self, person: str) -> int:
        """After a snapshot: acts that the hub took once and that are not in what it shows now, because it was put back from
        an older copy. They wait again with their files, once for each snapshot; a hub that has them after all answers with the
        first receipt, and of a file it says how much it has. Returns how many. Call inside the snapshot's change.

        A report's own case never leaves its reporter's sight. A case of others may, rightfully: an act on it goes again only
        when the case is shown in a version before the act.
        """
        rows = self._database.read(_GONE, (person, *(act.value for act in sorted(NEW_CASE))))
        for row in rows:
            self._database.write(
                """
                UPDATE mutations SET state = 'waiting', version = 0, attempts = 0, next_try_ms = NULL, problem = NULL,
                    set_aside_ms = NULL WHERE id = ?
                """, (row["id"],))
            self._uploads.requeue(person, self.hashes(row["id"]), wanted=False)  # before its act no hub takes a file
        self._cases.refresh(person, *(row["case_id"] for row in rows))
        return len(rows)

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

    def bring_back(self, record: OutboxRecord) -> None:
        """Set aside by mistake: it asks for a decision again."""
        with self._database.change():
            self._database.write("UPDATE mutations SET set_aside_ms = NULL WHERE id = ?", (record.id,))
            self._cases.refresh(record.person, record.case_id)


def _settled(receipt: Receipt, at: datetime) -> tuple[Value, ...]:
    taken = receipt.outcome in _TAKEN
    problem = None if taken else msgspec.json.encode(receipt.problem or ProblemBody(code=Code.VERSION_CONFLICT.value))
    return (
        (Delivery.ARRIVED if taken else Delivery.REFUSED).value, receipt.outcome.value, msgspec.json.encode(receipt), problem,
        to_ms(at), receipt.version if taken else 0, receipt.case_number, receipt.mutation,
    )
