"""Small pictures of photos: made here to travel ahead of the originals, or come from the hub ahead of them.

They lie in the database and not beside the originals: some 30 kB each, written in one transaction with the row that names
them, so that no power cut leaves one without the other and nobody takes one for a photo that lost its draft. One that is lost
or fails is nobody's concern: the original follows.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO

import msgspec

from fieldclient.store.database import Database, Row
from fieldclient.store.media_rows import MediaRows
from fieldclient.store.times import from_ms, to_ms
from sync.engine.device import Delivery, Download, MediaEntry
from sync.protocol.media import MAX_PREVIEW_BYTES, PREVIEW_MIME, MediaKind, MediaRef, Preview, Usage
from sync.protocol.problems import Code, Problem, ProblemBody

AT_A_TIME = 200
HUB_BYTES = 64 * 1024 * 1024  # of previews that came from the hub; the oldest go first

_WAITING = """
    SELECT u.seq, u.usage, u.wanted, p.sha256, LENGTH(p.data) AS size_bytes, COALESCE(s.state, 'waiting') AS state,
        COALESCE(s.attempts, 0) AS attempts, s.next_try_ms, s.problem
    FROM uploads u JOIN previews p ON p.original = u.sha256
    LEFT JOIN preview_uploads s ON s.person = u.person AND s.sha256 = p.sha256
    WHERE u.person = ? AND u.state IN ('waiting', 'travelling') AND p.made = 1
        AND COALESCE(s.state, 'waiting') IN ('waiting', 'travelling')
    ORDER BY u.seq, p.sha256
"""
# Cases that ask something of this person; their originals are wanted too, and a preview is worth nothing once one is here.
_WANTED = """
    SELECT json_extract(m.value, '$.ref.preview.sha256') AS sha256,
        json_extract(m.value, '$.ref.preview.size_bytes') AS size_bytes, json_extract(m.value, '$.ref.sha256') AS original
    FROM cases c, json_each(CAST(c.raw AS TEXT), '$.media') m
    WHERE c.person = ? AND c.raw IS NOT NULL AND c.ended = 0 AND (c.needs_me = 1 OR c.mine = 1)
        AND json_extract(m.value, '$.preview') = 1
        AND NOT EXISTS (SELECT 1 FROM media x WHERE x.sha256 = json_extract(m.value, '$.ref.sha256') AND x.missing_ms IS NULL)
        AND NOT EXISTS (SELECT 1 FROM previews p WHERE p.sha256 = json_extract(m.value, '$.ref.preview.sha256'))
    ORDER BY c.needs_me DESC, c.sort_ms, c.row LIMIT ?
"""


class Previews:
    def __init__(self, database: Database, media: MediaRows) -> None:
        self._database = database
        self._media = media

    # Made here

    def keep(self, ref: MediaRef, data: bytes, at: datetime) -> MediaRef:
        """The preview of this photo, noted with it so that the act that names the photo names it too. A photo that has one
        keeps it, because it may have been sealed already."""
        if ref.preview is not None or not 0 < len(data) <= MAX_PREVIEW_BYTES:
            return ref
        sha256 = hashlib.sha256(data).hexdigest()
        named = msgspec.structs.replace(ref, preview=Preview(sha256=sha256, size_bytes=len(data)))
        with self._database.change():
            self._insert(sha256, ref.sha256, data, at, made=True)
            self._database.write("UPDATE media SET ref = ? WHERE sha256 = ?", (msgspec.json.encode(named), ref.sha256))
        return named

    def renew(self, ref: MediaRef, data: bytes | None, at: datetime) -> None:
        """Another one in the place of that which shows what a person made unreadable; None: none travels. One of an act that is
        on its way already is lost by it, which is nobody's concern."""
        with self._database.change():
            self._database.write("DELETE FROM previews WHERE original = ? AND made = 1", (ref.sha256,))
            plain = msgspec.structs.replace(ref, preview=None)
            self._database.write("UPDATE media SET ref = ? WHERE sha256 = ?", (msgspec.json.encode(plain), ref.sha256))
            if data is not None:
                self.keep(plain, data, at)

    def _insert(self, sha256: str, original: str, data: bytes, at: datetime, *, made: bool) -> None:
        self._database.write(
            "INSERT OR IGNORE INTO previews (sha256, original, data, made, kept_ms) VALUES (?, ?, ?, ?, ?)",
            (sha256, original, data, int(made), to_ms(at)),
        )

    def holds(self, sha256: str) -> bool:
        return self._database.one("SELECT 1 FROM previews WHERE sha256 = ?", (sha256,)) is not None

    def open(self, sha256: str) -> BinaryIO | None:
        row = self._database.one("SELECT data FROM previews WHERE sha256 = ?", (sha256,))
        return None if row is None else io.BytesIO(row["data"])

    # Going up

    def entries(self, person: str) -> list[MediaEntry]:
        """Previews of files that have not arrived, nor they themselves. In the order of the acts."""
        return [_entry(row) for row in self._database.read(_WAITING, (person,))]

    def travelling(self, person: str, sha256: str) -> None:
        self._database.write(
            """
            INSERT INTO preview_uploads (person, sha256, state, attempts) VALUES (?, ?, 'travelling', 1)
            ON CONFLICT (person, sha256) DO UPDATE SET state = 'travelling', attempts = attempts + 1
                WHERE state IN ('waiting', 'travelling')
            """, (person, sha256))

    def over(self, person: str, sha256: str, state: Delivery) -> None:
        """Arrived, or refused: not again in any case."""
        self._database.write(
            """
            INSERT INTO preview_uploads (person, sha256, state) VALUES (?, ?, ?)
            ON CONFLICT (person, sha256) DO UPDATE SET state = excluded.state, problem = NULL, next_try_ms = NULL
            """, (person, sha256, state.value))

    def back(self, person: str, sha256: str, problem: Problem | None, next_try_at: datetime | None) -> None:
        self._database.write(
            """
            UPDATE preview_uploads SET state = 'waiting', problem = ?, next_try_ms = ?
            WHERE person = ? AND sha256 = ? AND state = 'travelling'
            """,
            (msgspec.json.encode(problem.to_wire()) if problem else None, to_ms(next_try_at), person, sha256),
        )

    # Coming down

    def wanted(self, person: str) -> list[Download]:
        """Most needed first, each once."""
        found: dict[str, Download] = {}
        for row in self._database.kept_rows(_WANTED, person, AT_A_TIME):
            if isinstance(row["size_bytes"], int) and 0 < row["size_bytes"] <= MAX_PREVIEW_BYTES:
                tries = self._database.one("SELECT attempts, next_try_ms FROM downloads WHERE sha256 = ?", (row["sha256"],))
                found[row["sha256"]] = Download(
                    sha256=row["sha256"], size_bytes=row["size_bytes"], attempts=tries["attempts"] if tries else 0,
                    next_try_at=from_ms(tries["next_try_ms"]) if tries else None, preview=True,
                )
        return list(found.values())

    def store(self, person: str, sha256: str, chunks: Iterable[bytes], at: datetime) -> bool:
        """Keep one that is wanted. False when this hash is no preview that anybody here waits for. What came of one that
        breaks off is not kept: it is small. MEDIA_HASH_MISMATCH."""
        row = next((each for each in self._database.read(_WANTED, (person, AT_A_TIME)) if each["sha256"] == sha256), None)
        if row is None:
            return False
        data = bytearray()
        for piece in chunks:
            data += piece
            if len(data) > MAX_PREVIEW_BYTES:
                break
        found = hashlib.sha256(data).hexdigest()
        if found != sha256:
            raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=sha256, found=found)
        with self._database.change():
            self._insert(sha256, row["original"], bytes(data), at, made=False)
            self._database.write("DELETE FROM downloads WHERE sha256 = ?", (sha256,))
            self._let_go()
        return True

    def keep_fetched(self, sha256: str, original: str, data: bytes, at: datetime) -> None:
        """One whose hash was compared."""
        with self._database.change():
            self._insert(sha256, original, data, at, made=False)
            self._let_go()

    def of(self, originals: Sequence[str]) -> dict[str, str]:
        """The hash of the preview that is here, by original."""
        found: dict[str, str] = {}
        for start in range(0, len(originals), 500):
            some = originals[start : start + 500]
            marks = ",".join("?" * len(some))
            for row in self._database.read(f"SELECT original, sha256 FROM previews WHERE original IN ({marks})", some):
                found[row["original"]] = row["sha256"]
        return found

    def _let_go(self) -> None:
        """Of the hub's: those whose original is here, and the oldest beyond the share of the disk that is theirs."""
        self._database.write(
            """
            DELETE FROM previews WHERE made = 0 AND (original IN (SELECT sha256 FROM media WHERE missing_ms IS NULL)
                OR sha256 IN (SELECT sha256 FROM (
                    SELECT sha256, SUM(LENGTH(data)) OVER (ORDER BY kept_ms DESC, sha256) AS upto FROM previews WHERE made = 0)
                    WHERE upto > ?))
            """, (HUB_BYTES,))

    def tidy(self) -> int:
        """When nobody waits: of ours, those whose original has arrived for everybody who sent it and is in no draft."""
        with self._database.change():
            return self._database.write(
                """
                DELETE FROM previews WHERE made = 1
                    AND EXISTS (SELECT 1 FROM uploads u WHERE u.sha256 = original)
                    AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.sha256 = original AND u.state <> 'arrived')
                    AND NOT EXISTS (SELECT 1 FROM draft_media d JOIN drafts f ON f.id = d.draft
                        WHERE d.sha256 = original AND f.state = 'open')
                """)


def _entry(row: Row) -> MediaEntry:
    return MediaEntry(
        sha256=row["sha256"], size_bytes=row["size_bytes"], mime=PREVIEW_MIME, kind=MediaKind.PHOTO, usage=Usage(row["usage"]),
        seq=row["seq"], state=Delivery(row["state"]), wanted=bool(row["wanted"]), preview=True, attempts=row["attempts"],
        next_try_at=from_ms(row["next_try_ms"]),
        problem=None if row["problem"] is None else msgspec.json.decode(row["problem"], type=ProblemBody),
    )
