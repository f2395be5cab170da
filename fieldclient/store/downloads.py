"""Files of cases that a person has to see and that are not on this device yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec

from fieldclient.store.database import Database, Row
from fieldclient.store.disk import told
from fieldclient.store.fetch_again import Absent, FetchAgain
from fieldclient.store.media_files import Incoming, hash_file
from fieldclient.store.media_rows import MediaRows
from fieldclient.store.times import from_ms, to_ms
from sync.engine.device import Download
from sync.protocol.feed import CaseView, Published
from sync.protocol.ids import is_sha256
from sync.protocol.media import MediaKind, MediaRef, Usage
from sync.protocol.problems import Code, Problem

LIMIT_BYTES = 2 * 1024**3  # domain 5.11: what of the hub is kept on a device
AT_A_TIME = 200

_WANTED = """
    SELECT x.sha256, x.size_bytes, COALESCE(d.attempts, 0) AS attempts, d.next_try_ms
    FROM cases c JOIN case_media x ON x.person = c.person AND x.case_id = c.id
    LEFT JOIN downloads d ON d.sha256 = x.sha256
    WHERE c.person = ? AND x.arrived = 1 AND {which}
        AND NOT EXISTS (SELECT 1 FROM media m WHERE m.sha256 = x.sha256 AND (m.missing_ms IS NULL OR m.cleared_ms IS NOT NULL))
    GROUP BY x.sha256 ORDER BY MIN(c.sort_ms), MIN(c.row), MIN(x.place) LIMIT ?
"""
_OUT_OF_SIGHT = """
    SELECT sha256 FROM media m WHERE made = 0
        AND NOT EXISTS (SELECT 1 FROM case_media WHERE sha256 = m.sha256)
        AND NOT EXISTS (SELECT 1 FROM draft_media WHERE sha256 = m.sha256)
        AND NOT EXISTS (SELECT 1 FROM mutation_media WHERE sha256 = m.sha256)
        AND NOT EXISTS (SELECT 1 FROM uploads WHERE sha256 = m.sha256)
        AND NOT EXISTS (SELECT 1 FROM published WHERE m.sha256 IN (
            json_extract(CAST(raw AS TEXT), '$.before'), json_extract(CAST(raw AS TEXT), '$.after')))
"""
_ABSENT = """
    SELECT f.sha256, f.size_bytes, COALESCE(d.attempts, 0) AS attempts, d.next_try_ms
    FROM (SELECT ? AS sha256, ? AS size_bytes) f LEFT JOIN downloads d ON d.sha256 = f.sha256
    WHERE NOT EXISTS (SELECT 1 FROM media m WHERE m.sha256 = f.sha256 AND m.missing_ms IS NULL)
"""
# What I am asked to do comes first, then my own reports, so that a reporter sees how it looks now before rating it.
_FIRST = "c.ended = 0 AND c.needs_me = 1"
_THEN = "c.mine = 1 AND c.needs_me = 0"
RESULTS_SHOWN = 20  # and last what is shown to everybody: so many of the latest results


class Downloads:
    def __init__(self, database: Database, media: MediaRows) -> None:
        self._database = database
        self._media = media
        self.again = FetchAgain(database)

    def wanted(self, person: str) -> list[Download]:
        """Most needed first; of these what goes into the hub's share of the disk. One that is too large holds up no other."""
        room = self._room()
        out: list[Download] = []
        named: set[str] = set()
        for row in self._rows(person):
            if row["sha256"] in named:
                continue
            named.add(row["sha256"])
            if len(out) == AT_A_TIME:
                break
            if row["size_bytes"] > room:
                continue
            room -= row["size_bytes"]
            out.append(Download(
                sha256=row["sha256"], size_bytes=row["size_bytes"], have_bytes=self._have(row),
                attempts=row["attempts"], next_try_at=from_ms(row["next_try_ms"]),
            ))
        return out

    def _room(self) -> int:
        """Bytes left of the hub's share."""
        return LIMIT_BYTES - self._database.number("SELECT SUM(size_bytes) FROM media WHERE made = 0")

    def absent(self, person: str, sha256: str) -> Absent | None:
        """As `FetchAgain.absent`, and whether there is room for it."""
        found = self.again.absent(person, sha256)
        return replace(found, fits=found.size_bytes <= self._room()) if found is not None else None

    def _rows(self, person: str) -> Iterator[Row]:
        yield from self.again.rows(person, AT_A_TIME)
        for which in (_FIRST, _THEN):
            yield from self._database.kept_rows(_WANTED.format(which=which), person, AT_A_TIME)
        named: set[str] = set()
        for result in self._results(person):
            for sha256, size_bytes in ((result.before, result.before_bytes), (result.after, result.after_bytes)):
                if sha256 is not None and size_bytes > 0 and sha256 not in named:
                    named.add(sha256)
                    yield from self._database.read(_ABSENT, (sha256, size_bytes))

    def _results(self, person: str) -> list[Published]:
        rows = self._database.kept_rows(
            "SELECT raw FROM published WHERE person = ? ORDER BY at_ms DESC LIMIT ?", person, RESULTS_SHOWN)
        return [msgspec.json.decode(row["raw"], type=Published) for row in rows]

    def _have(self, row: Row) -> int:
        try:
            return min(self._media.files.part(row["sha256"]).stat().st_size, int(row["size_bytes"]))
        except OSError:
            return 0

    def store(self, sha256: str, offset_bytes: int, chunks: Iterable[bytes], at: datetime) -> None:
        ref = self.ref(sha256)
        if ref is None:
            raise Problem(Code.CASE_UNKNOWN, sha256=sha256)  # it went out of sight while it travelled
        files = self._media.files
        files.check_room(ref.size_bytes - offset_bytes)
        part = files.part(sha256)
        if offset_bytes == 0:
            files.forget(part)  # from the start is a new file: an old part may be the very bytes that lie in media/ by now
        self._write(part, offset_bytes, chunks, ref.size_bytes)
        try:
            found, size = hash_file(part)
        except OSError as cause:
            raise told(cause) from cause
        if found != sha256 or size != ref.size_bytes:
            files.forget(part)
            raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=sha256, found=found)
        with self._database.change():
            self._media.keep(Incoming(part, "", sha256, size), ref, at, made=False)
            self._database.write("DELETE FROM downloads WHERE sha256 = ?", (sha256,))
            self._database.write("DELETE FROM fetch_again WHERE sha256 = ?", (sha256,))
        files.forget(part)

    def _write(self, part: Path, offset_bytes: int, chunks: Iterable[bytes], size_bytes: int) -> None:
        """When `chunks` breaks off, what has come is on the disk and stays. Its errors are the link's and go on as they are."""
        disk, files = self._media.files.disk, self._media.files
        have = part.stat().st_size if part.exists() else 0
        if have < offset_bytes:  # the part is gone: these bytes have nothing to be appended to
            files.forget(part)
            raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=part.stem, found="")
        with self._told(size_bytes - offset_bytes):
            file = disk.append(part, offset_bytes)
        written = offset_bytes
        with file:
            try:
                for piece in chunks:
                    written += len(piece)
                    if written > size_bytes:  # more than it can be: stop before it fills the disk
                        break
                    with self._told(len(piece)):
                        disk.write(file, piece)
            finally:
                with self._told(0):
                    disk.sync(file)
        if written > size_bytes:
            files.forget(part)
            raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=part.stem, found="")

    @contextmanager
    def _told(self, needed_bytes: int) -> Iterator[None]:
        files = self._media.files
        try:
            yield
        except OSError as cause:
            raise told(cause, needed_bytes=needed_bytes, free_bytes=files.free_bytes()) from cause

    def ref(self, sha256: str) -> MediaRef | None:
        """What the cases say of it, or a result shown to everybody. None when nothing in anybody's sight names it."""
        if not is_sha256(sha256):
            return None
        for row in self._database.read(
            "SELECT c.raw FROM case_media x JOIN cases c ON c.person = x.person AND c.id = x.case_id WHERE x.sha256 = ?",
            (sha256,),
        ):
            view = msgspec.json.decode(row["raw"], type=CaseView)
            for media in view.media:
                if media.ref.sha256 == sha256:
                    return media.ref
        return self._shown_ref(sha256)

    def _shown_ref(self, sha256: str) -> MediaRef | None:
        row = self._database.one(
            """
            SELECT raw FROM published WHERE ? IN (
                json_extract(CAST(raw AS TEXT), '$.before'), json_extract(CAST(raw AS TEXT), '$.after')) LIMIT 1
            """, (sha256,))
        if row is None:
            return None
        result = msgspec.json.decode(row["raw"], type=Published)
        size_bytes = result.before_bytes if result.before == sha256 else result.after_bytes
        return MediaRef(sha256=sha256, size_bytes=size_bytes, mime="image/jpeg", kind=MediaKind.PHOTO, usage=Usage.CLOSE)

    def back(self, sha256: str, problem: Problem, next_try_at: datetime | None) -> None:
        self._database.write(
            """
            INSERT INTO downloads (sha256, attempts, next_try_ms, problem) VALUES (?, 1, ?, ?)
            ON CONFLICT (sha256) DO UPDATE SET attempts = attempts + 1, next_try_ms = excluded.next_try_ms,
                problem = excluded.problem
            """,
            (sha256, to_ms(next_try_at), msgspec.json.encode(problem.to_wire())),
        )

    def out_of_sight(self) -> list[str]:
        """Copies of the hub's files that no case or result in anybody's sight names any more, and nothing of ours either."""
        return [row["sha256"] for row in self._database.read(_OUT_OF_SIGHT)]

    def is_out_of_sight(self, sha256: str) -> bool:
        """The same of one file, e.g. just before it goes."""
        return self._database.one(f"{_OUT_OF_SIGHT} AND m.sha256 = ?", (sha256,)) is not None
