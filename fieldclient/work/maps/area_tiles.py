"""The tiles of an area out of a package that lies at the hub: which they are, how large, and a file of our own for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from fieldclient.geo.mercator import Box, Tile, box_of, count_under, tiles_under
from sync.protocol.problems import Code, Problem
from sync.protocol.tiles import MOST_PART_BYTES, TileOffer

if TYPE_CHECKING:
    from fieldclient.geo.tile_archive import Archive, Lies

MOST_TILES = 40_000  # of one package for one area; above it the finest zooms are left out
FINEST = 18
Part = Callable[[str, int, int], bytes]  # hash, offset, length → bytes
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS metadata (name TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE IF NOT EXISTS tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB,
        PRIMARY KEY (zoom_level, tile_column, tile_row)) WITHOUT ROWID;
"""


def archive_at(offer: TileOffer, part: Part) -> Archive:
    """The package as it lies at the hub; its directories are fetched when they are needed. TILES_INVALID."""
    from fieldclient.geo.tile_archive import Archive
    from fieldclient.geo.tile_bytes import BadTile

    def source(offset: int, length: int) -> bytes:
        length = min(length, offer.size_bytes - offset)
        if not 0 < length <= MOST_PART_BYTES:
            return b""
        return part(offer.sha256, offset, length)

    try:
        return Archive(source)
    except BadTile as bad:
        raise Problem(Code.TILES_INVALID, reason=bad.reason) from bad


def wanted(archive: Archive, offer: TileOffer, ring: Iterable[tuple[float, float]]) -> list[Lies]:
    """Where the tiles of the box around a ring lie, the coarsest first. TILES_INVALID, and what the line brings."""
    from fieldclient.geo.tile_bytes import BadTile
    from fieldclient.geo.tile_datum import edges_in

    box = box_of(ring)
    if box is None:
        return []
    edges = edges_in(box, offer.datum)
    found: list[Lies] = []
    left = MOST_TILES
    try:
        for zoom in range(archive.facts.least_zoom, min(archive.facts.most_zoom, FINEST) + 1):
            left -= count_under(edges, zoom)
            if left < 0:
                break
            found += [lies for tile in tiles_under(edges, zoom) if (lies := archive.lies(tile)) is not None]
    except BadTile as bad:
        raise Problem(Code.TILES_INVALID, reason=bad.reason) from bad
    return found


def size_of(tiles: Iterable[Lies]) -> int:
    """Bytes to be fetched: what several tiles share counts once."""
    return sum({lies.offset: lies.length for lies in tiles}.values())


def overlaps(offer: TileOffer, box: Box) -> bool:
    """Whether a package has anything of this box of WGS-84. Its own datum may lie a kilometre beside; so much is allowed for."""
    south, west, north, east = offer.bounds
    spare = 0.02
    return box[0] <= north + spare and box[2] >= south - spare and box[1] <= east + spare and box[3] >= west - spare


class AreaFile:
    """Tiles that have come, kept durably batch by batch. For one thread."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        try:
            self._connection.execute("PRAGMA journal_mode=DELETE")  # one file: it is read by others as it lies
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.executescript(_SCHEMA)
        except sqlite3.Error:
            self._connection.close()
            raise

    def here(self) -> set[Tile]:
        rows = self._connection.execute("SELECT zoom_level, tile_column, tile_row FROM tiles")
        return {Tile(zoom, x, (1 << zoom) - 1 - row) for zoom, x, row in rows}

    def put(self, tiles: Iterable[tuple[Tile, bytes]]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(
                "INSERT OR REPLACE INTO tiles (zoom_level, tile_column, tile_row, tile_data) VALUES (?, ?, ?, ?)",
                [(tile.zoom, tile.x, tile.flipped, data) for tile, data in tiles])
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def describe(self, offer: TileOffer, ring: Iterable[tuple[float, float]]) -> None:
        """So that it says the same of itself as any file of tiles."""
        from fieldclient.geo.datum import from_wgs84

        corners = [from_wgs84(latitude, longitude, offer.datum) for latitude, longitude in ring]
        south, west, north, east = box_of(corners) or offer.bounds
        zooms = self._connection.execute("SELECT MIN(zoom_level), MAX(zoom_level) FROM tiles").fetchone()
        told = {"name": offer.name, "minzoom": str(zooms[0] or 0), "maxzoom": str(zooms[1] or 0),
                "bounds": f"{west},{south},{east},{north}", "attribution": offer.attribution}
        self._connection.executemany("INSERT OR REPLACE INTO metadata (name, value) VALUES (?, ?)", list(told.items()))

    def close(self) -> None:
        self._connection.close()
