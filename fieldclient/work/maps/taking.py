"""Taking an area along: previews of its cases' photos, then the tiles of each map. Goes on where it was, whatever cut it.

Everything that has come is kept in small durable steps; what is here is not fetched again. Called on the courier's thread.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fieldclient.geo.mercator import to_plane
from fieldclient.store import Store
from fieldclient.store.area_previews import AreaPreviews
from fieldclient.store.database import is_broken, problem_of
from fieldclient.store.disk import told
from fieldclient.store.tile_sets import Take, TileSet
from fieldclient.work.maps.area_tiles import AreaFile, archive_at, size_of, wanted
from fieldclient.work.maps.importing import PIECE_BYTES, settle
from sync.protocol.hub import let_go
from sync.protocol.media import MAX_PREVIEW_BYTES
from sync.protocol.problems import Code, Problem
from sync.protocol.tiles import TileOffer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fieldclient.geo.tile_archive import Lies

GAP_BYTES, MOST_BYTES = 8 * 1024, 512 * 1024  # of one question for tiles
TRIES = 3  # of a file whose hash is wrong


class Hub(Protocol):
    """The half of `link.HttpHub` that is needed."""

    @property
    def tiles(self) -> TilesHub: ...
    def download(self, sha256: str, *, offset_bytes: int = 0) -> Iterator[bytes]: ...


class TilesHub(Protocol):
    def whole(self, sha256: str, offset_bytes: int) -> Iterator[bytes]: ...
    def part(self, sha256: str, offset_bytes: int, length: int) -> bytes: ...


Stop = Callable[[], bool]
Progress = Callable[[int, int], None]


def fetch(store: Store, hub: Hub, take: Take, should_stop: Stop, progress: Progress) -> bool:
    """True when all is here; False when it was to stop. Raises what the line and the disk bring."""
    if not take.ring:
        return all([_package(store, hub, offer, should_stop, progress) for offer in take.offers])
    done = _Done(take.all_bytes, progress)
    if not _photos(store, hub, take, done, should_stop):
        return False
    for offer in take.offers:
        if not _area(store, hub, take, offer, done, should_stop):
            return False
    progress(done.all_bytes, done.all_bytes)
    return True


class _Done:
    """How far it is, of what it was said to be."""

    def __init__(self, all_bytes: int, progress: Progress) -> None:
        self.bytes, self.all_bytes, self._progress = 0, all_bytes, progress

    def add(self, count: int) -> None:
        self.bytes += count
        self._progress(min(self.bytes, self.all_bytes), self.all_bytes)


def ring_on_plane(take: Take) -> list[tuple[float, float]]:
    return [to_plane(latitude, longitude) for latitude, longitude in take.ring]


def _photos(store: Store, hub: Hub, take: Take, done: _Done, should_stop: Stop) -> bool:
    previews = AreaPreviews(store.database, store.previews)
    rows = store.case_map.within(take.person, ring_on_plane(take))
    for photo in previews.missing(take.person, rows):
        if should_stop():
            return False
        try:
            previews.keep(photo, _small(hub, photo.sha256), store.clock())
        except Problem as problem:
            # One preview that the hub has no more, or has otherwise, is nobody's concern: the photo itself follows.
            if problem.code not in (Code.MEDIA_MISSING, Code.MEDIA_HASH_MISMATCH):
                raise
        done.add(photo.size_bytes)
    return True


def _small(hub: Hub, sha256: str) -> bytes:
    data, pieces = bytearray(), hub.download(sha256)
    try:
        for piece in pieces:
            data += piece
            if len(data) > MAX_PREVIEW_BYTES:
                break
    finally:
        let_go(pieces)
    return bytes(data)


def _area(store: Store, hub: Hub, take: Take, offer: TileOffer, done: _Done, should_stop: Stop) -> bool:
    """DISK_FULL, DISK_FAILED; a file that SQLite cannot read any more is begun anew the next time."""
    path = store.tile_sets.folder / f"area-{take.id}-{offer.sha256[:12]}.tiles"
    try:
        store.files.disk.make_folder(path.parent)
        tiles = _fill(store, hub, take, offer, path, done, should_stop)
        if tiles is None:
            return False
        store.files.disk.sync_folder(path.parent)
        if tiles:
            _note(store, take, offer, path, tiles)
    except sqlite3.Error as cause:
        if is_broken(cause):
            path.unlink(missing_ok=True)
        raise problem_of(cause) from cause
    except OSError as cause:
        raise told(cause) from cause
    return True


def _fill(
    store: Store, hub: Hub, take: Take, offer: TileOffer, path: Path, done: _Done, should_stop: Stop
) -> list[Lies] | None:
    """The tiles that the file holds now; None when it was to stop."""
    from fieldclient.geo.tile_archive import together

    file = AreaFile(path)
    try:
        here = file.here()
        tiles = wanted(archive_at(offer, hub.tiles.part), offer, take.ring)
        left = [lies for lies in tiles if lies.tile not in here]
        done.add(size_of(tiles) - size_of(left))  # came before it was cut
        store.files.check_room(size_of(left))
        for offset, length, some in together(left, GAP_BYTES, MOST_BYTES):
            if should_stop():
                return None
            data = _part(hub, offer, offset, length)
            file.put((lies.tile, data[lies.offset - offset : lies.offset - offset + lies.length]) for lies in some)
            done.add(size_of(some))
        file.describe(offer, take.ring)
    finally:
        file.close()
    return tiles


def _part(hub: Hub, offer: TileOffer, offset: int, length: int) -> bytes:
    for left in reversed(range(TRIES)):
        try:
            data = hub.tiles.part(offer.sha256, offset, length)
            if len(data) == length:
                return data
        except Problem as problem:
            if problem.code is not Code.MEDIA_HASH_MISMATCH or not left:
                raise
    raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=offer.sha256, found="")


def _note(store: Store, take: Take, offer: TileOffer, path: Path, tiles: list[Lies]) -> None:
    zooms = [lies.tile.zoom for lies in tiles]
    latitudes, longitudes = [each[0] for each in take.ring], [each[1] for each in take.ring]
    store.tile_sets.put(TileSet(
        f"{take.id}:{offer.sha256}", offer.name, path.name, offer.kind, offer.datum, min(zooms), max(zooms),
        (min(latitudes), min(longitudes), max(latitudes), max(longitudes)), path.stat().st_size, offer.attribution, "area", True,
        store.clock()))


def _package(store: Store, hub: Hub, offer: TileOffer, should_stop: Stop, progress: Progress) -> bool:
    """The whole of it: appended to what is here, then compared with its hash, then looked at like any file."""
    folder, disk = store.tile_sets.folder, store.files.disk
    if store.tile_sets.get(offer.sha256) is not None:
        return True
    part = folder / f"{offer.sha256}.part"
    try:
        disk.make_folder(folder)
        have = min(part.stat().st_size, offer.size_bytes) if part.exists() else 0
        store.files.check_room(offer.size_bytes - have)
        if have < offer.size_bytes and not _append(store, hub, offer, part, have, should_stop, progress):
            return False
        whole = hashlib.sha256()
        with part.open("rb") as file:
            while piece := file.read(PIECE_BYTES):
                whole.update(piece)
        if whole.hexdigest() != offer.sha256:
            part.unlink(missing_ok=True)
            raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=offer.sha256, found=whole.hexdigest())
        try:
            settle(store, part, offer.sha256, offer.datum, offer.name, "hub")
        except Problem:
            part.unlink(missing_ok=True)  # complete and of no use: it would never be another
            raise
    except OSError as cause:
        raise told(cause) from cause
    return True


def _append(
    store: Store, hub: Hub, offer: TileOffer, part: Path, have: int, should_stop: Stop, progress: Progress
) -> bool:
    disk = store.files.disk
    with disk.append(part, have) as file:
        pieces = hub.tiles.whole(offer.sha256, have)
        try:
            for piece in pieces:
                if have + len(piece) > offer.size_bytes:
                    break
                disk.write(file, piece)
                have += len(piece)
                progress(have, offer.size_bytes)
                if should_stop():
                    return False
        finally:
            disk.sync(file)
            let_go(pieces)
    if have < offer.size_bytes:
        raise Problem(Code.NO_NETWORK)
    return True
