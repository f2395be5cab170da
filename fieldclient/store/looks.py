"""What the photos on this device look like: a fingerprint of every one, for ever, and the features of the newest.

A fingerprint has eight bytes and finds a photo that is used a second time years later. Features take some 40 kB and tell
whether two photos show one scene, which is asked of the last weeks only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from fieldclient.store.database import Database
from fieldclient.store.times import to_ms
from sync.protocol.media import MediaRef

LOOKS_KEPT = 1000  # some 40 MB: two months of a busy photographer


@dataclass(frozen=True, slots=True)
class KnownPhoto:
    """A photo of somebody's own, with its fingerprint."""

    ref: MediaRef
    fingerprint: int


class Looks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, sha256: str, fingerprint: int, look: bytes, at: datetime) -> None:
        with self._database.change():
            self._database.write(
                "INSERT OR REPLACE INTO photo_looks (sha256, fingerprint, look, kept_ms) VALUES (?, ?, ?, ?)",
                (sha256, fingerprint.to_bytes(8, "big"), look, to_ms(at)))
            self._database.write(
                """
                UPDATE photo_looks SET look = NULL WHERE look IS NOT NULL AND kept_ms < COALESCE((
                    SELECT kept_ms FROM photo_looks WHERE look IS NOT NULL ORDER BY kept_ms DESC LIMIT 1 OFFSET ?), 0)
                """, (LOOKS_KEPT,))

    def look(self, sha256: str) -> bytes | None:
        row = self._database.one("SELECT look FROM photo_looks WHERE sha256 = ?", (sha256,))
        return None if row is None else row["look"]

    def known(self, person: str, but: Iterable[str] = ()) -> list[KnownPhoto]:
        """Photos of this person's acts and open drafts that have a fingerprint, but these. Nobody is shown a colleague's."""
        out = set(but)
        rows = self._database.read(
            """
            SELECT l.sha256, l.fingerprint, m.ref FROM (
                SELECT x.sha256 FROM mutations u JOIN mutation_media x ON x.mutation = u.id WHERE u.person = ?
                UNION SELECT d.sha256 FROM drafts f JOIN draft_media d ON d.draft = f.id WHERE f.person = ? AND f.state = 'open'
            ) own JOIN photo_looks l ON l.sha256 = own.sha256 JOIN media m ON m.sha256 = own.sha256
            """, (person, person))
        return [
            KnownPhoto(msgspec.json.decode(row["ref"], type=MediaRef), int.from_bytes(row["fingerprint"], "big"))
            for row in rows if row["sha256"] not in out
        ]

    def uses(self, person: str, hashes: Iterable[str], but_draft: str = "") -> dict[str, str]:
        """Of these files, those that an act of this person carries that was not made from `but_draft`: the case of the first."""
        rows = self._database.read(
            """
            SELECT x.sha256, u.case_id FROM mutation_media x JOIN mutations u ON u.id = x.mutation
            WHERE x.sha256 IN (SELECT value FROM json_each(?)) AND u.person = ? AND COALESCE(u.draft, '') <> ?
            ORDER BY u.seq DESC
            """, (json.dumps(list(hashes)), person, but_draft))
        return {row["sha256"]: row["case_id"] for row in rows}

    def missing(self, limit: int) -> list[str]:
        """Photos made here that nobody has looked at yet, the newest first."""
        rows = self._database.read(
            """
            SELECT m.sha256 FROM media m LEFT JOIN photo_looks l ON l.sha256 = m.sha256
            WHERE m.made = 1 AND m.kind = 'photo' AND m.missing_ms IS NULL AND l.sha256 IS NULL
            ORDER BY m.added_ms DESC LIMIT ?
            """, (limit,))
        return [row["sha256"] for row in rows]
