"""A file of tiles comes onto this device: looked at, copied durably under its hash, noted. Slow; never on the store's thread."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fieldclient.store import Store
from fieldclient.store.disk import told
from fieldclient.store.tile_sets import TileSet
from fieldclient.work.maps.views import Looked
from sync.protocol.ids import new_id
from sync.protocol.position import Datum
from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:  # what reads tiles takes long to load
    from fieldclient.geo.tile_files import TileFacts

PIECE_BYTES = 1024 * 1024
PROBED = 6


def look_into(path: Path) -> Looked:
    """What it is, before a person says what it speaks. TILES_INVALID (reason), FILE_MISSING."""
    if not path.is_file():
        raise Problem(Code.FILE_MISSING)
    facts = _facts_of(path)
    return Looked(str(path), facts.name or path.stem, facts.kind.value, path.stat().st_size, facts.datum)


def _facts_of(path: Path) -> TileFacts:
    """What the file says of itself, once some of its tiles could be read. Raises Problem(TILES_INVALID, reason)."""
    from fieldclient.geo.tile_bytes import BadTile
    from fieldclient.geo.tile_files import open_tiles, probe

    try:
        file = open_tiles(path)
        try:
            probe(file, file.samples(PROBED))
            return file.facts
        finally:
            file.close()
    except BadTile as bad:
        raise Problem(Code.TILES_INVALID, reason=bad.reason) from bad


def bring_in(
    store: Store, path: Path, datum: Datum, name: str, *, should_stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, whole: None,
) -> TileSet | None:
    """None when it was to stop. The file given stays as it is. TILES_INVALID, DISK_FULL."""
    looked = look_into(path)
    store.files.check_room(looked.size_bytes)
    folder, disk = store.tile_sets.folder, store.files.disk
    part = folder / f"import-{new_id()}.part"
    try:
        disk.make_folder(folder)
        whole = hashlib.sha256()
        done = 0
        with path.open("rb") as source, disk.create(part) as target:
            while piece := source.read(PIECE_BYTES):
                if should_stop():
                    return None
                disk.write(target, piece)
                whole.update(piece)
                done += len(piece)
                progress(done, looked.size_bytes)
            disk.sync(target)
        return settle(store, part, whole.hexdigest(), datum, name or looked.name, "import")
    except OSError as cause:
        raise told(cause) from cause
    finally:
        part.unlink(missing_ok=True)


def settle(store: Store, part: Path, sha256: str, datum: Datum, name: str, source: str) -> TileSet:
    """A complete, synced file takes its place. What is looked at is the copy: the original may have changed meanwhile."""
    if datum not in (Datum.WGS84, Datum.GCJ02):
        raise Problem(Code.TILES_INVALID, reason="datum")
    facts = _facts_of(part)
    disk = store.files.disk
    target = store.tile_sets.folder / f"{sha256}.tiles"
    size_bytes = part.stat().st_size
    disk.rename(part, target)
    disk.sync_folder(target.parent)
    held = TileSet(
        sha256, name[:120], target.name, facts.kind.value, datum, facts.least_zoom, facts.most_zoom, facts.bounds, size_bytes,
        facts.attribution, source, True, store.clock())
    store.tile_sets.put(held)
    return held
