"""Screen copies and thumbnails of everything a card brought, on all cores, once the originals are safe.

In threads: decoding, shrinking and encoding leave Python alone, and a process of its own for each core would cost a second to
start and the memory of a second client (docs/decisions.md has the measurement).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from fieldclient.store import Store
from fieldclient.store.giving_way import give_way
from fieldclient.store.media_rows import MediaRow
from fieldclient.work.card.taking import Control, Progress
from fieldclient.work.pictures import THUMBNAIL_PX, Pictures
from sync.protocol.media import MediaKind
from sync.protocol.problems import Code, Problem

MOST_WORKERS = 4  # each holds a decoded picture of some ten megabytes
# Kept, only not to be shown on this device: no reason to call a photo bad.
_NOT_SPOILT = frozenset({Code.PREVIEW_NOT_POSSIBLE, Code.DISK_FULL, Code.DISK_FAILED, Code.FILE_MISSING})


def make_screens(
    store: Store, hashes: Iterable[str], *, control: Control | None = None,
    progress: Callable[[Progress], None] = lambda told: None,
) -> int:
    """Make what is not there yet; returns how many were made. A photo of which nothing can be seen is told in its row."""
    control, pictures = control or Control(), Pictures(store.folder / "cache")
    wanted = list(dict.fromkeys(hashes))
    rows = store.media.get_many(wanted)
    photos = [rows[each] for each in wanted if each in rows and rows[each].ref.kind is MediaKind.PHOTO]
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    made = done = 0
    pending: dict[Future[bool], str] = {}
    with ThreadPoolExecutor(workers, "pictures", initializer=give_way) as pool:
        for media in (*photos, None):
            if media is not None and not control.wait():
                media = None
            if media is not None:
                pending[pool.submit(_make, media, pictures)] = media.ref.sha256
            while pending and (media is None or len(pending) > 2 * workers):
                finished, _ = wait(pending, return_when=FIRST_COMPLETED)
                for future in finished:
                    made += _result(store, future, pending.pop(future))
                    done += 1
                progress(Progress("pictures", done, len(photos)))
            if media is None:
                break
    return made


def _make(media: MediaRow, pictures: Pictures) -> bool:
    from fieldclient.capture.screen import (  # decoders are loaded with the first photo, not at start
        SCREEN_PX,
        screen_copies,
    )

    sha256 = media.ref.sha256
    if pictures.has(sha256, SCREEN_PX) and pictures.has(sha256, THUMBNAIL_PX):
        return False
    large, small = screen_copies(Path(media.path))
    pictures.keep(sha256, large, SCREEN_PX)
    pictures.keep(sha256, small, THUMBNAIL_PX)
    return True


def _result(store: Store, future: Future[bool], sha256: str) -> bool:
    try:
        return future.result()
    except Problem as problem:
        if problem.code not in _NOT_SPOILT:
            store.card_files.spoilt(sha256, problem)
        return False
