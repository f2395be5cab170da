"""The slow look at everything, for quiet moments: files against rows, rows against files, and copies nobody may see any more.

What people made is never removed here. What came from the hub is a copy of the hub's: it goes when no case in sight names it
(a case that left a person's sight takes its photos along), and the hub gives it again when it is needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from fieldclient.store.adoption import Adoption
from fieldclient.store.database import Database
from fieldclient.store.downloads import Downloads
from fieldclient.store.media_files import MediaFiles, hash_file, named_hash
from fieldclient.store.media_rows import MediaRow, MediaRows
from sync.protocol.problems import Code


class Found(StrEnum):
    """What became of something that did not fit."""

    ADOPTED = "adopted"  # a file without a row: now in a draft
    SET_ASIDE = "set_aside"  # a file that is not what its name says
    MISSING = "missing"  # a row whose file is gone
    BACK = "back"  # the file of a row that was missing
    LET_GO = "let_go"  # a copy of the hub's that nobody may see any more


class Sweep:
    def __init__(
        self, database: Database, files: MediaFiles, media: MediaRows, downloads: Downloads, adoption: Adoption,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._files = files
        self._media = media
        self._downloads = downloads
        self._adoption = adoption
        self._clock = clock

    def run(self, should_stop: Callable[[], bool] = lambda: False) -> Counter[Found]:
        """What was found and how often. From any thread but the window's; `should_stop` is asked between any two files."""
        found: Counter[Found] = Counter()
        for what in self._steps():
            if what is not None:
                found[what] += 1
            if should_stop():
                return found
        self._database.checkpoint()
        return found

    def _steps(self) -> Iterator[Found | None]:
        for path in self._files.all_placed():
            yield self._look_at_file(path)
        for row in self._database.read("SELECT sha256 FROM media WHERE missing_ms IS NULL ORDER BY sha256"):
            yield self._look_at_row(row["sha256"])
        for sha256 in self._downloads.out_of_sight():
            yield self._let_go(sha256)
        for part in self._files.stale_parts({row["sha256"] for row in self._database.read("SELECT sha256 FROM case_media")}):
            self._files.forget(part)
            yield Found.LET_GO

    def _look_at_file(self, path: Path) -> Found | None:
        sha256 = named_hash(path)
        media = self._media.get(sha256) if sha256 else None
        if media is not None and media.path == path and not media.missing and path.stat().st_size == media.ref.size_bytes:
            return None
        if sha256 is None or hash_file(path)[0] != sha256:
            self._adoption.set_aside(path, Code.MEDIA_HASH_MISMATCH)
            return Found.SET_ASIDE
        if media is None:
            return Found.ADOPTED if self._adoption.adopt_placed(path, sha256) else Found.SET_ASIDE
        return self._known_bytes(path, media)

    def _known_bytes(self, path: Path, media: MediaRow) -> Found | None:
        """The right bytes of a known file: in its place again, or a second copy under another ending."""
        if path == media.path:
            self._media.add_row(media.ref, self._clock(), made=media.made)
            return Found.BACK
        if media.path.exists():
            return None
        self._files.disk.rename(path, media.path)
        self._files.disk.sync_folder(media.path.parent)
        return Found.BACK

    def _look_at_row(self, sha256: str) -> Found | None:
        media = self._media.get(sha256)
        if media is None or media.path.exists():
            return None
        if media.made:
            self._media.note_missing(sha256, self._clock())
        else:
            self._media.drop_row(sha256)  # the hub has it and gives it again
        return Found.MISSING

    def _let_go(self, sha256: str) -> Found | None:
        """One change from the look to the removal: whoever adds the same bytes meanwhile waits for its end and places them anew.
        Should the commit fail, the row is left without its file: the hub's, and dropped by the next look."""
        with self._database.change():
            media = self._media.get(sha256)
            if media is None or media.made or not self._downloads.is_out_of_sight(sha256):
                return None
            if not self._media.drop_row(sha256):
                return None
            self._files.forget(media.path)
        return Found.LET_GO
