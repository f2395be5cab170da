"""Small copies for the screen, made once and kept in cache/, which may be thrown away at any time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from fieldclient.store.media_rows import MediaRow
from sync.protocol.ids import new_id
from sync.protocol.marks import Marks, marks_id
from sync.protocol.media import MediaKind
from sync.protocol.problems import Code, Problem

THUMBNAIL_PX = 320  # of a list's row or a slot, on a screen with two pixels to the point
CACHE_BYTES = 512 * 1024 * 1024
_END = b"\xff\xd9"  # of every JPEG that is made here
LIST_BUDGET_S = 0.15  # a list never waits longer than this for pictures that have to be made
PAGE_BUDGET_S = 1.5  # nor a page for those that were drawn on, for which no original may stand in


class Pictures:
    """All methods give paths of upright JPEGs without any metadata."""

    def __init__(self, folder: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._monotonic = monotonic
        self._spent_s = 0.0

    def of(self, media: MediaRow, box_px: int) -> Path:
        """No larger than `box_px` on the long side. FILE_MISSING, FILE_NOT_MEDIA (sound), PREVIEW_NOT_POSSIBLE …"""
        target = self._place(media.ref.sha256, box_px)
        if is_made(target):
            return target
        if media.ref.kind is MediaKind.AUDIO:
            raise Problem(Code.FILE_NOT_MEDIA, sha256=media.ref.sha256)
        return self.make(media.path, target, box_px)

    def marked(self, source: Path, sha256: str, marks: Marks, box_px: int) -> Path:
        """With what was drawn on it, and without what was made unreadable or cut off. `source`: it, or a small picture of it."""
        target = self._of_marks(sha256, marks, box_px)
        if is_made(target):
            return target
        from fieldclient.capture.derive import marked
        from fieldclient.capture.recipe import steps_of

        return self._put(target, marked(source, steps_of(marks), box_px))

    def shown(self, media: MediaRow, marks: Marks, box_px: int) -> Path:
        """As it is shown to whoever does not ask for the original. Raises as `of`."""
        drawn = marks and media.ref.kind is MediaKind.PHOTO
        return self.marked(media.path, media.ref.sha256, marks, box_px) if drawn else self.of(media, box_px)

    def _of_marks(self, sha256: str, marks: Marks, box_px: int) -> Path:
        return self._folder / sha256[:2] / f"{sha256}-{marks_id(marks)}-{box_px}.jpg"

    def has(self, sha256: str, box_px: int) -> bool:
        return is_made(self._place(sha256, box_px))

    def made(self, sha256: str, box_px: int = THUMBNAIL_PX) -> str | None:
        """Its path if it is there; nothing is made."""
        target = self._place(sha256, box_px)
        return str(target) if is_made(target) else None

    def make(self, source: Path, target: Path, box_px: int) -> Path:
        from fieldclient.capture.pixels import (
            thumbnail,  # decoders are loaded when a picture is made, not at start
        )

        return self._put(target, thumbnail(source, box_px))

    def keep(self, sha256: str, jpeg: bytes, box_px: int = THUMBNAIL_PX) -> Path:
        """One that was made elsewhere, or came from the hub."""
        target = self._place(sha256, box_px)
        return target if is_made(target) else self._put(target, jpeg)

    @staticmethod
    def _put(target: Path, jpeg: bytes) -> Path:
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary = target.with_name(f"{target.name}.{new_id()}")
            temporary.write_bytes(jpeg)  # not fsynced: it can be made again, and `is_made` tells
            os.replace(temporary, target)
        except OSError as cause:
            raise Problem(Code.DISK_FAILED, errno=cause.errno or 0) from cause
        return target

    def begin_list(self) -> None:
        """From here on `thumbnail` and `small` may spend their budgets on making what is not there."""
        self._spent_s = 0.0

    def thumbnail(self, media: MediaRow | None, marks: Marks = (), budget_s: float | None = None) -> str | None:
        """For a list: None when there is no picture of it, or none yet."""
        if media is None or media.missing or media.ref.kind is MediaKind.AUDIO:
            return None
        if marks and media.ref.kind is MediaKind.PHOTO:
            return self.small(media.path, media.ref.sha256, marks, THUMBNAIL_PX, budget_s)
        target = self._place(media.ref.sha256, THUMBNAIL_PX)
        return self._within(budget_s, target, lambda: self.make(media.path, target, THUMBNAIL_PX))

    def small(self, source: Path, sha256: str, marks: Marks, box_px: int, budget_s: float | None = None) -> str | None:
        """With its marks, for a list: None when it cannot be made, or not within what a list may spend. Never without them."""
        target = self._of_marks(sha256, marks, box_px)
        return self._within(budget_s, target, lambda: self.marked(source, sha256, marks, box_px))

    def _within(self, budget_s: float | None, target: Path, make: Callable[[], Path]) -> str | None:
        """What is there already costs nothing; else `make` is called while there is something left to spend (s), without a
        number as much as a list may."""
        if is_made(target):
            return str(target)
        if self._spent_s >= (LIST_BUDGET_S if budget_s is None else budget_s):
            return None
        started = self._monotonic()
        try:
            return str(make())
        except Problem:
            return None
        finally:
            self._spent_s += self._monotonic() - started

    def of_file(self, path: Path, key: str) -> str | None:
        """Of a file in the picker; `key` changes when the file does."""
        target = self._folder / "picker" / f"{key}.jpg"
        if is_made(target):
            return str(target)
        try:
            return str(self.make(path, target, THUMBNAIL_PX))
        except Problem:
            return None

    def _place(self, sha256: str, box_px: int) -> Path:
        return self._folder / sha256[:2] / f"{sha256}-{box_px}.jpg"

    def trim(self, limit_bytes: int = CACHE_BYTES) -> int:
        """Throw away what was made longest ago until it fits. Returns how many files went."""
        found = []
        for path in self._folder.rglob("*"):
            try:
                status = path.stat()
            except OSError:
                continue
            if path.is_file():
                found.append((status.st_mtime, status.st_size, path))
        total, gone = sum(size for _, size, _ in found), 0
        for _, size, path in sorted(found):
            if total <= limit_bytes:
                break
            path.unlink(missing_ok=True)
            total, gone = total - size, gone + 1
        return gone


def is_made(picture: Path) -> bool:
    """Whether it is there to its end: a power cut leaves names of files whose bytes never came to the disk."""
    try:
        with picture.open("rb") as file:
            file.seek(-2, os.SEEK_END)
            return file.read() == _END
    except OSError:  # not there, or empty
        return False
