"""How far each file of a person's acts has come on its way to the hub. One row per person and hash, however many acts name it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from fieldclient.store.case_table import SOME, names
from fieldclient.store.cases import Cases
from fieldclient.store.database import Database, Row
from fieldclient.store.media_rows import MediaRows
from fieldclient.store.times import from_ms, to_ms
from sync.engine.device import Delivery, MediaEntry
from sync.protocol.media import MediaKind, Usage
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Code, Problem, ProblemBody


@dataclass(frozen=True, slots=True)
class UploadRecord:
    sha256: str
    size_bytes: int
    state: Delivery
    offset_bytes: int
    attempts: int
    next_try_at: datetime | None
    problem: ProblemBody | None
    receipt: MediaReceipt | None


class Uploads:
    def __init__(self, database: Database, media: MediaRows, cases: Cases) -> None:
        self._database = database
        self._media = media
        self._cases = cases

    # Which files travel

    def wait(self, person: str, sha256: str, seq: int, usage: Usage) -> None:
        """A file that an act names. One that the hub has from this person already stays arrived; one that was refused
        gets another chance, because a person has chosen it again."""
        self._database.write(
            """
            INSERT INTO uploads (person, sha256, seq, usage, state) VALUES (?, ?, ?, ?, 'waiting')
            ON CONFLICT (person, sha256) DO UPDATE SET
                state = CASE WHEN state = 'refused' THEN 'waiting' ELSE state END,
                problem = CASE WHEN state = 'refused' THEN NULL ELSE problem END
            """,
            (person, sha256, seq, usage.value),
        )

    def want(self, person: str, mutation_ids: Sequence[str]) -> None:
        """The hub has taken acts that name them: they may travel."""
        self._database.write(
            """
            UPDATE uploads SET wanted = 1 WHERE person = ? AND sha256 IN (
                SELECT x.sha256 FROM json_each(?) told CROSS JOIN mutation_media x ON x.mutation = told.value)
            """,
            (person, json.dumps(list(mutation_ids))),
        )

    def count_left(self, person: str, hashes: Sequence[str]) -> None:
        """Note with every act that names one of these how many of its files have not arrived."""
        self._database.write_many(
            """
            UPDATE mutations SET files_left = (
                SELECT COUNT(*) FROM mutation_media x JOIN uploads u ON u.person = mutations.person AND u.sha256 = x.sha256
                WHERE x.mutation = mutations.id AND u.state <> 'arrived')
            WHERE person = ? AND id IN (SELECT mutation FROM mutation_media WHERE sha256 = ?)
            """,
            [(person, sha256) for sha256 in hashes],
        )

    def entries(self, person: str) -> list[MediaEntry]:
        rows = self._database.read(
            """
            SELECT u.*, m.size_bytes, m.mime, m.kind FROM uploads u JOIN media m USING (sha256)
            WHERE u.person = ? AND u.state IN ('waiting', 'travelling') ORDER BY u.seq, u.sha256
            """, (person,))
        return [MediaEntry(
            sha256=row["sha256"], size_bytes=row["size_bytes"], mime=row["mime"], kind=MediaKind(row["kind"]),
            usage=Usage(row["usage"]), seq=row["seq"], state=Delivery(row["state"]), wanted=bool(row["wanted"]),
            offset_bytes=row["offset_bytes"], attempts=row["attempts"], next_try_at=from_ms(row["next_try_ms"]),
            problem=_body(row["problem"]),
        ) for row in rows]

    def is_open(self, person: str, sha256: str) -> bool:
        """Whether this person's own copy of it has not come to an end yet."""
        return bool(self._database.number(
            "SELECT COUNT(*) FROM uploads WHERE person = ? AND sha256 = ? AND state IN ('waiting', 'travelling')",
            (person, sha256)))

    def of_mutation(self, person: str, mutation_id: str) -> list[UploadRecord]:
        rows = self._database.read(
            """
            SELECT u.*, m.size_bytes FROM mutation_media x JOIN uploads u ON u.sha256 = x.sha256 AND u.person = ?
            JOIN media m ON m.sha256 = x.sha256 WHERE x.mutation = ? ORDER BY x.place
            """, (person, mutation_id))
        return [_record(row) for row in rows]

    def of_files(self, person: str, hashes: Sequence[str]) -> dict[str, UploadRecord]:
        found: dict[str, UploadRecord] = {}
        for start in range(0, len(hashes), 500):
            some = hashes[start : start + 500]
            rows = self._database.read(
                f"""
                SELECT u.*, m.size_bytes FROM uploads u JOIN media m USING (sha256)
                WHERE u.person = ? AND u.sha256 IN ({",".join("?" * len(some))})
                """, (person, *some))
            found.update({row["sha256"]: _record(row) for row in rows})
        return found

    def bytes_left(self, person: str) -> int:
        """What is still to travel."""
        return self._database.number(
            """
            SELECT SUM(MAX(0, m.size_bytes - u.offset_bytes)) FROM uploads u JOIN media m USING (sha256)
            WHERE u.person = ? AND u.state IN ('waiting', 'travelling')
            """, (person,))

    def moved_since(self, at: datetime) -> int:
        """Bytes of files that arrived at the hub since then, whoever sent them, and of those that came from it."""
        return self._database.number(
            "SELECT SUM(m.size_bytes) FROM uploads u JOIN media m USING (sha256) WHERE u.arrived_ms >= ?", (to_ms(at),)
        ) + self._database.number("SELECT SUM(size_bytes) FROM media WHERE made = 0 AND added_ms >= ?", (to_ms(at),))

    # Travelling

    def travelling(self, person: str, sha256: str) -> None:
        self._database.write(
            """
            UPDATE uploads SET state = 'travelling', attempts = attempts + 1
            WHERE person = ? AND sha256 = ? AND state IN ('waiting', 'travelling')
            """, (person, sha256))

    def progress(self, person: str, sha256: str, offset_bytes: int) -> None:
        self._database.write(
            "UPDATE uploads SET offset_bytes = ? WHERE person = ? AND sha256 = ? AND state <> 'arrived'",
            (offset_bytes, person, sha256),
        )

    def arrived(self, person: str, receipt: MediaReceipt, at: datetime) -> None:
        with self._database.change():
            touched = self._database.write(
                """
                UPDATE uploads SET state = 'arrived', receipt = ?, arrived_ms = ?, offset_bytes = ?, problem = NULL,
                    next_try_ms = NULL WHERE person = ? AND sha256 = ? AND state <> 'arrived'
                """,
                (msgspec.json.encode(receipt), to_ms(at), receipt.size_bytes, person, receipt.sha256),
            )
            if touched:
                self._changed(person, receipt.sha256)

    def back(self, person: str, sha256: str, problem: Problem | None, next_try_at: datetime | None) -> None:
        self._database.write(
            """
            UPDATE uploads SET state = 'waiting', problem = ?, next_try_ms = ?
            WHERE person = ? AND sha256 = ? AND state = 'travelling'
            """,
            (msgspec.json.encode(problem.to_wire()) if problem else None, to_ms(next_try_at), person, sha256),
        )

    def refused(self, person: str, sha256: str, problem: Problem, at: datetime) -> None:
        with self._database.change():
            touched = self._database.write(
                "UPDATE uploads SET state = 'refused', problem = ? WHERE person = ? AND sha256 = ? AND state <> 'arrived'",
                (msgspec.json.encode(problem.to_wire()), person, sha256),
            )
            if problem.code is Code.FILE_MISSING:
                self._media.note_missing(sha256, at)
            if touched:
                self._changed(person, sha256)

    def requeue(self, person: str, hashes: Sequence[str], *, wanted: bool = True) -> int:
        """Arrived before, and the hub says it lacks them: from the start again. Not `wanted`: after the act that names them."""
        count = 0
        with self._database.change():
            for sha256 in dict.fromkeys(hashes):
                touched = self._database.write(
                    """
                    UPDATE uploads SET state = 'waiting', offset_bytes = 0, attempts = 0, next_try_ms = NULL, wanted = ?
                    WHERE person = ? AND sha256 = ? AND state = 'arrived'
                    """, (int(wanted), person, sha256))
                if touched:
                    self._changed(person, sha256)
                count += touched
        return count

    def requeue_lacking(self, person: str, hashes: Sequence[str]) -> None:
        """The hub has taken an act and lacks these files of it: those that had arrived once go again."""
        if hashes:
            rows = self._database.read(
                f"SELECT sha256 FROM uploads WHERE person = ? AND state = 'arrived' AND sha256 IN {SOME}", (person, names(hashes))
            )
            self.requeue(person, [row["sha256"] for row in rows])

    def requeue_travelling(self) -> int:
        """Files and their previews. Call inside a change."""
        previews = self._database.write("UPDATE preview_uploads SET state = 'waiting' WHERE state = 'travelling'")
        return previews + self._database.write("UPDATE uploads SET state = 'waiting' WHERE state = 'travelling'")

    def retry(self, person: str, hashes: Sequence[str]) -> None:
        """Refused files of an act that a person wants to try again; waiting ones need not wait any longer."""
        self._database.write_many(
            """
            UPDATE uploads SET state = 'waiting', problem = NULL, next_try_ms = NULL
            WHERE person = ? AND sha256 = ? AND state IN ('refused', 'waiting')
            """, [(person, sha256) for sha256 in hashes])

    def _changed(self, person: str, sha256: str) -> None:
        self.count_left(person, [sha256])
        rows = self._database.read(
            """
            SELECT DISTINCT m.case_id FROM mutation_media x JOIN mutations m ON m.id = x.mutation
            WHERE x.sha256 = ? AND m.person = ?
            """, (sha256, person))
        for row in rows:
            self._cases.refresh(person, row["case_id"])


def _body(raw: bytes | None) -> ProblemBody | None:
    return None if raw is None else msgspec.json.decode(raw, type=ProblemBody)


def _record(row: Row) -> UploadRecord:
    return UploadRecord(
        sha256=row["sha256"], size_bytes=row["size_bytes"], state=Delivery(row["state"]), offset_bytes=row["offset_bytes"],
        attempts=row["attempts"], next_try_at=from_ms(row["next_try_ms"]), problem=_body(row["problem"]),
        receipt=None if row["receipt"] is None else msgspec.json.decode(row["receipt"], type=MediaReceipt),
    )
