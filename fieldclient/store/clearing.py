"""Originals that may go from this device, because the hub has told in a receipt that it keeps them.

A file may go when each of its uploads has a whole receipt, the latest old enough, and nothing that is not sent yet names it: no
draft, no act without its receipt, no card that is being sorted. All of it must be one person's own. Everything is asked again,
file by file, in the transaction that lets it go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from fieldclient.store.database import Database, Row
from fieldclient.store.media_rows import MediaRow, MediaRows
from fieldclient.store.times import from_ms, to_ms
from sync.protocol.media import MediaKind
from sync.protocol.mutations import MediaReceipt

_MAY_GO = """
    SELECT m.sha256, m.size_bytes, m.kind, MAX(u.arrived_ms) AS arrived_ms FROM media m JOIN uploads u USING (sha256)
    WHERE m.made = 1 AND m.missing_ms IS NULL {only}
        AND NOT EXISTS (SELECT 1 FROM uploads o WHERE o.sha256 = m.sha256 AND (
            o.person <> :person OR o.state <> 'arrived' OR o.receipt IS NULL OR o.arrived_ms IS NULL OR o.arrived_ms > :before))
        AND NOT EXISTS (SELECT 1 FROM draft_media x JOIN drafts d ON d.id = x.draft
            WHERE x.sha256 = m.sha256 AND d.state <> 'sealed')
        AND NOT EXISTS (SELECT 1 FROM mutation_media x JOIN mutations a ON a.id = x.mutation
            WHERE x.sha256 = m.sha256 AND (a.person <> :person OR a.state <> 'arrived' OR a.receipt IS NULL OR a.files_left > 0))
        AND NOT EXISTS (SELECT 1 FROM card_files c WHERE c.sha256 = m.sha256 AND c.state = 'kept' AND c.draft IS NULL)
    GROUP BY m.sha256 ORDER BY arrived_ms, m.sha256
"""


@dataclass(frozen=True, slots=True)
class Clearable:
    """An original with its receipt; `arrived_at`: when the hub gave it."""

    sha256: str
    size_bytes: int
    kind: MediaKind
    arrived_at: datetime


class Clearing:
    def __init__(self, database: Database, media: MediaRows) -> None:
        self._database, self._media = database, media

    def may_go(self, person: str, before: datetime) -> list[Clearable]:
        """Of this person, with a receipt from before then; the oldest first."""
        rows = self._database.read(_MAY_GO.format(only=""), {"person": person, "before": to_ms(before)})
        receipts = self._receipts(person, [row["sha256"] for row in rows])
        return [_clearable(row) for row in rows if _whole(receipts.get(row["sha256"]), row)]

    def let_go(self, person: str, hashes: Iterable[str], before: datetime, at: datetime) -> tuple[int, int]:
        """How many went and their bytes. One that may not go any more stays. The row says it before the bytes go: after a power
        cut in between the next look finds the file and takes it back."""
        count = size = 0
        for sha256 in dict.fromkeys(hashes):
            with self._database.change():
                row = self._database.one(
                    _MAY_GO.format(only="AND m.sha256 = :sha256"),
                    {"person": person, "before": to_ms(before), "sha256": sha256})
                media = self._media.get(sha256)
                if row is None or media is None or not _whole(self._receipts(person, [sha256]).get(sha256), row):
                    continue
                self._database.write(
                    "UPDATE media SET missing_ms = ?, cleared_ms = ? WHERE sha256 = ?", (to_ms(at), to_ms(at), sha256))
            if self._forget(media):
                count, size = count + 1, size + media.ref.size_bytes
        return count, size

    def _forget(self, media: MediaRow) -> bool:
        """In a change of its own: whoever adds the same bytes meanwhile waits for its end and places them anew. False when they
        did before: it is theirs again."""
        with self._database.change():
            cleared = self._database.one(
                "SELECT 1 FROM media WHERE sha256 = ? AND cleared_ms IS NOT NULL", (media.ref.sha256,)) is not None
            if cleared:
                self._media.files.forget(media.path)
        return cleared

    def _receipts(self, person: str, hashes: Sequence[str]) -> dict[str, MediaReceipt]:
        found: dict[str, MediaReceipt] = {}
        for start in range(0, len(hashes), 500):
            some = hashes[start : start + 500]
            marks = ",".join("?" * len(some))
            for row in self._database.read(
                f"SELECT sha256, receipt FROM uploads WHERE person = ? AND sha256 IN ({marks})", (person, *some)
            ):
                try:
                    found[row["sha256"]] = msgspec.json.decode(row["receipt"] or b"", type=MediaReceipt)
                except msgspec.DecodeError:
                    continue  # what cannot be read proves nothing
        return found


def _whole(receipt: MediaReceipt | None, row: Row) -> bool:
    """The hub has said: these bytes, all of them."""
    return receipt is not None and receipt.complete and (receipt.sha256, receipt.size_bytes) == (row["sha256"], row["size_bytes"])


def _clearable(row: Row) -> Clearable:
    return Clearable(row["sha256"], row["size_bytes"], MediaKind(row["kind"]), from_ms(row["arrived_ms"]))
