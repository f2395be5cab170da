"""What is known of each file on this device: one row per hash, whoever made it and however many drafts name it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from fieldclient.store.database import Database, Row
from fieldclient.store.media_files import Incoming, MediaFiles
from fieldclient.store.quarantine import Quarantine
from fieldclient.store.times import from_ms, to_ms
from sync.protocol.media import MediaKind, MediaRef, Usage
from sync.protocol.problems import Code, Problem

_EXTENSIONS = {
    "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic", "image/heif": "heif", "image/avif": "avif",
    "image/webp": "webp", "image/tiff": "tif", "image/gif": "gif", "image/bmp": "bmp", "video/mp4": "mp4",
    "video/quicktime": "mov", "video/webm": "webm", "video/x-matroska": "mkv", "video/3gpp": "3gp", "audio/mpeg": "mp3",
    "audio/mp4": "m4a", "audio/aac": "aac", "audio/ogg": "ogg", "audio/opus": "opus", "audio/wav": "wav",
    "audio/x-wav": "wav", "audio/flac": "flac", "audio/amr": "amr", "audio/webm": "weba",
    "audio/x-matroska": "mka",
}


def extension_of(mime: str) -> str:
    """What the file is called in the media folder, so that a person who opens it finds pictures."""
    return _EXTENSIONS.get(mime, "bin")


@dataclass(frozen=True, slots=True)
class MediaRow:
    """`ref` as it was when the file came; usage and shot are each draft's own."""

    ref: MediaRef
    path: Path
    made: bool  # by a person on this device; else it came from the hub
    added_at: datetime
    missing: bool = False


class MediaRows:
    def __init__(self, database: Database, files: MediaFiles, quarantine: Quarantine) -> None:
        self._database = database
        self.files = files
        self._quarantine = quarantine

    def keep(self, taken: Incoming, ref: MediaRef, at: datetime, *, made: bool = True) -> MediaRow:
        """Its place in the media folder and its row, both durable. The caller may have a change open; it then commits with it,
        and `release(taken)` is for after the commit."""
        path = self.files.place(taken, extension_of(ref.mime))
        self.add_row(ref, at, made=made)
        return MediaRow(ref, path, made, at)

    def add_row(self, ref: MediaRef, at: datetime, *, made: bool) -> None:
        """The row of a file that is in its place. What a person made stays theirs when the hub has it too, and what came from
        the hub becomes theirs when they add the same bytes."""
        self._database.write(
            """
            INSERT INTO media (sha256, size_bytes, mime, kind, extension, made, ref, added_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (sha256) DO UPDATE SET missing_ms = NULL, cleared_ms = NULL, made = max(made, excluded.made),
                ref = CASE WHEN excluded.made > made THEN excluded.ref ELSE ref END
            """,
            (ref.sha256, ref.size_bytes, ref.mime, ref.kind.value, extension_of(ref.mime), int(made),
             msgspec.json.encode(ref), to_ms(at)),
        )

    def get(self, sha256: str) -> MediaRow | None:
        """None for a file this device does not know, or whose row cannot be read (it is in quarantine then)."""
        row = self._database.one("SELECT * FROM media WHERE sha256 = ?", (sha256,))
        return None if row is None else self._row(row)

    def get_many(self, hashes: list[str]) -> dict[str, MediaRow]:
        found: dict[str, MediaRow] = {}
        for start in range(0, len(hashes), 500):
            some = hashes[start : start + 500]
            marks = ",".join("?" * len(some))
            for row in self._database.read(f"SELECT * FROM media WHERE sha256 IN ({marks})", some):
                media = self._row(row)
                if media is not None:
                    found[media.ref.sha256] = media
        return found

    def _row(self, row: Row) -> MediaRow | None:
        path = self.files.path(row["sha256"], row["extension"])
        try:
            ref = msgspec.json.decode(row["ref"], type=MediaRef)
        except msgspec.DecodeError:
            # The bytes are there and the columns tell what travelling needs; only where and when are lost.
            ref = _plain_ref(row)
            at = from_ms(row["added_ms"])
            if not self._database.read_only:
                with self._database.change():
                    self._quarantine.keep_row("media", row["sha256"], row, Code.ROW_UNREADABLE.value, at)
                    self._database.write(
                        "UPDATE media SET ref = ? WHERE sha256 = ?", (msgspec.json.encode(ref), row["sha256"])
                    )
        return MediaRow(ref, path, bool(row["made"]), from_ms(row["added_ms"]), row["missing_ms"] is not None)

    def open(self, sha256: str) -> BinaryIO:
        """The original bytes. FILE_MISSING (sha256) when they are not where they were: the row says so from then on."""
        media = self.get(sha256)
        if media is None:
            raise Problem(Code.FILE_MISSING, sha256=sha256)
        try:
            return media.path.open("rb")
        except FileNotFoundError as cause:
            raise Problem(Code.FILE_MISSING, sha256=sha256) from cause
        except OSError as cause:
            raise Problem(Code.FILE_UNREADABLE, sha256=sha256, errno=cause.errno or 0) from cause

    def note_missing(self, sha256: str, at: datetime) -> None:
        """Its bytes are gone from outside: told once, the row stays."""
        with self._database.change():
            self._database.write(
                "UPDATE media SET missing_ms = ? WHERE sha256 = ? AND missing_ms IS NULL", (to_ms(at), sha256)
            )
            self._quarantine.note("files", sha256, Code.FILE_MISSING.value, at)

    def put_right(self, ref: MediaRef) -> None:
        """What is known better by now, such as where and when. Only for one that no act names yet."""
        self._database.write("UPDATE media SET ref = ? WHERE sha256 = ?", (msgspec.json.encode(ref), ref.sha256))

    def drop_new(self, sha256: str) -> None:
        """Of a file that turned out to be none as soon as it was here, and that nothing names."""
        self._database.write("DELETE FROM media WHERE sha256 = ?", (sha256,))

    def drop_row(self, sha256: str) -> bool:
        """For a copy of the hub's file that nobody here may see any more. False when it is a person's own by now."""
        return 0 < self._database.write("DELETE FROM media WHERE sha256 = ? AND made = 0", (sha256,))


def _plain_ref(row: Row) -> MediaRef:
    return MediaRef(
        sha256=row["sha256"], size_bytes=row["size_bytes"], mime=row["mime"], kind=MediaKind(row["kind"]),
        usage=Usage.SUPPLEMENT,
    )
