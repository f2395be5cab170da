"""What takes room on this device, and what may be cleared away because the hub has it. Nothing goes that was not listed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from fieldclient.store import Store
from fieldclient.store.clearing import Clearable
from fieldclient.work.photo_views import PREVIEW_PX
from fieldclient.work.pictures import THUMBNAIL_PX, Pictures
from sync.protocol.media import MediaKind
from sync.protocol.problems import Problem

DAYS = (30, 90, 365)  # younger ones stay in any case: they are what a hub asks for that was put back from a backup
CACHE, MEDIA, DATABASE = "cache", "media", "store.sqlite3"
_SUMS = """
    SELECT made, sha256 IN (SELECT sha256 FROM uploads) AND sha256 NOT IN (
        SELECT sha256 FROM uploads WHERE state <> 'arrived' OR receipt IS NULL) AS sent,
        COUNT(*) AS count, SUM(size_bytes) AS size
    FROM media WHERE missing_ms IS NULL GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Heap:
    """How many files (0: not counted) and bytes."""

    count: int = 0
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """`originals`: made here and not all sent; `sent`: with the hub's receipts; `hub`: copies of the hub's."""

    originals: Heap
    sent: Heap
    hub: Heap
    cache: Heap
    database: Heap
    other: Heap
    free_bytes: int


def count_rows(store: Store) -> tuple[Heap, Heap, Heap]:
    """Originals that are not all sent, originals with receipts, copies of the hub's. On the store's thread, by rows alone."""
    heaps = {True: Heap(), False: Heap(), None: Heap()}
    for row in store.database.read(_SUMS):
        kind = bool(row["sent"]) if row["made"] else None
        before = heaps[kind]
        heaps[kind] = Heap(before.count + row["count"], before.size_bytes + (row["size"] or 0))
    return heaps[False], heaps[True], heaps[None]


def look(folder: Path, counted: tuple[Heap, Heap, Heap]) -> Room:
    """With what lies beside the rows. On a thread of its own: a cache may hold thousands of files."""
    cache, database, other = Heap(), Heap(), Heap()
    for name, count, size in _weigh(folder):
        if name == CACHE:
            cache = Heap(count, size)
        elif name.startswith(DATABASE):
            database = Heap(0, database.size_bytes + size)
        elif name != MEDIA:
            other = Heap(0, other.size_bytes + size)
    return Room(*counted, cache=cache, database=database, other=other, free_bytes=shutil.disk_usage(folder).free)


def _weigh(folder: Path) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != MEDIA:  # its rows are counted instead
                    sizes = list(_sizes(entry.path))
                    yield entry.name, len(sizes), sum(sizes)
            else:
                with suppress(OSError):
                    yield entry.name, 1, entry.stat(follow_symlinks=False).st_size


def _sizes(folder: str) -> Iterator[int]:
    for path, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # gone meanwhile
                yield os.stat(os.path.join(path, name), follow_symlinks=False).st_size


def clearable(store: Store, days: int) -> list[Clearable]:
    """Of who works here now, with receipts older than so many days."""
    person = store.people.current_id()
    return store.clearing.may_go(person, store.clock() - timedelta(days=max(days, DAYS[0]))) if person else []


def clear(store: Store, sha256: str, days: int) -> int:
    """Let this original go if it still may; the bytes that are free now. What the screen shows of it is made first and stays."""
    pictures, media = Pictures(store.folder / CACHE), store.media.get(sha256)
    if media is None:
        return 0
    if media.ref.kind is not MediaKind.AUDIO:
        for box_px in (PREVIEW_PX, THUMBNAIL_PX):
            with suppress(Problem):  # nothing could be seen of it before, either
                pictures.of(media, box_px)
    before = store.clock() - timedelta(days=max(days, DAYS[0]))
    return store.clearing.let_go(store.people.current_id(), [sha256], before, store.clock())[1]


def cleared(store: Store) -> frozenset[str]:
    """Originals that were cleared away: their small pictures could not be made again."""
    return frozenset(row["sha256"] for row in store.database.read("SELECT sha256 FROM media WHERE cleared_ms IS NOT NULL"))


def clear_cache(folder: Path, keep: frozenset[str]) -> None:
    """Small pictures but those of `keep`; the others are made again when they are wanted. On a thread of its own."""
    for path, _, names in os.walk(folder / CACHE):
        for name in names:
            if name.partition("-")[0] not in keep:
                with suppress(OSError):
                    os.unlink(os.path.join(path, name))
