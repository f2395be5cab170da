"""Packages of map tiles that this hub offers to its devices. An operator puts them here; they lie under their SHA-256.

All are PMTiles, because a device can fetch the part of such a file that it needs by ranges: an MBTiles file is rewritten when it
is added. What is offered stands in one small file, so that several hubs on one folder tell the same.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from pmtiles.tile import Compression, SpecVersionUnsupported, TileType, deserialize_header, zxy_to_tileid
from pmtiles.writer import Writer

from sync.hub import folders
from sync.hub.downloads import Opened
from sync.hub.files import Pieces
from sync.protocol.ids import is_sha256
from sync.protocol.position import Datum
from sync.protocol.problems import Code, Problem
from sync.protocol.tiles import MOST_OFFERS, MOST_PART_BYTES, TileOffer, TileOffers

MIME = "application/vnd.pmtiles"
_TYPES = {"pbf": TileType.MVT, "mvt": TileType.MVT, "png": TileType.PNG, "jpg": TileType.JPEG, "jpeg": TileType.JPEG,
          "webp": TileType.WEBP}
_GZIP = b"\x1f\x8b"
_READ_BYTES = 1024 * 1024


class TilePackages:
    """`tiles/` below the data folder."""

    def __init__(self, folder: Path) -> None:
        self._root = folder / "tiles"
        self._index = self._root / "offers.json"

    def offers(self) -> TileOffers:
        try:
            return msgspec.json.decode(self._index.read_bytes(), type=TileOffers)
        except FileNotFoundError:
            return TileOffers()
        except (OSError, msgspec.DecodeError) as cause:
            raise Problem(Code.DISK_FAILED, reason="tiles/offers.json") from cause

    def add(self, source: Path, name: str, datum: Datum) -> TileOffer:
        """Offer this file from now on; under the same name it takes the old one's place. TILES_INVALID (reason)."""
        if datum not in (Datum.WGS84, Datum.GCJ02):
            raise Problem(Code.TILES_INVALID, reason="datum")
        folders.make(self._root)
        part = self._root / "adding.part"
        try:
            if _first(source, 7) == b"PMTiles":
                _copy(source, part)
            else:
                rewrite(source, part)
            offer = _offer(part, name.strip()[:80] or source.stem, datum)
            os.replace(part, self.path(offer.sha256))
        except sqlite3.Error as cause:
            raise Problem(Code.TILES_INVALID, reason="damaged") from cause
        finally:
            part.unlink(missing_ok=True)
        others = tuple(each for each in self.offers().offers if each.name != offer.name and each.sha256 != offer.sha256)
        self._write((*others, offer)[-MOST_OFFERS:])
        return offer

    def remove(self, name: str) -> bool:
        """Not offered any more; devices keep what they have. False when there is none of that name."""
        offers = self.offers().offers
        kept = tuple(each for each in offers if each.name != name)
        self._write(kept)
        return len(kept) < len(offers)

    def _write(self, offers: tuple[TileOffer, ...]) -> None:
        folders.make(self._root)
        folders.write(self._index, msgspec.json.encode(TileOffers(offers=offers)))
        named = {self.path(each.sha256).name for each in offers}
        for path in self._root.glob("*.pmtiles"):
            if path.name not in named:
                path.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        return self._root / f"{sha256}.pmtiles"

    def _offered(self, sha256: str) -> TileOffer:
        found = next((each for each in self.offers().offers if each.sha256 == sha256), None) if is_sha256(sha256) else None
        if found is None or not self.path(sha256).exists():
            raise Problem(Code.MEDIA_MISSING, sha256=sha256[:64])
        return found

    def open(self, sha256: str, offset_bytes: int) -> Opened:
        """From the offset to the end. MEDIA_MISSING, OFFSET_MISMATCH."""
        offer = self._offered(sha256)
        if not 0 <= offset_bytes < offer.size_bytes:
            raise Problem(Code.OFFSET_MISMATCH, offset_bytes=offer.size_bytes)
        file = self.path(sha256).open("rb")
        file.seek(offset_bytes)
        return Opened(size_bytes=offer.size_bytes, mime=MIME, pieces=Pieces(file))

    def part(self, sha256: str, offset_bytes: int, last_byte: int) -> tuple[bytes, int]:
        """These bytes (the last one included) and the size of the whole. MEDIA_MISSING, OFFSET_MISMATCH, BODY_INVALID (range)."""
        offer = self._offered(sha256)
        if not 0 <= offset_bytes < offer.size_bytes:
            raise Problem(Code.OFFSET_MISMATCH, offset_bytes=offer.size_bytes)
        length = min(last_byte, offer.size_bytes - 1) - offset_bytes + 1
        if not 0 < length <= MOST_PART_BYTES:
            raise Problem(Code.BODY_INVALID, field="range")
        with self.path(sha256).open("rb") as file:
            file.seek(offset_bytes)
            return file.read(length), offer.size_bytes


def _first(path: Path, count: int) -> bytes:
    with path.open("rb") as file:
        return file.read(count)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as come, target.open("wb") as file:
        while piece := come.read(_READ_BYTES):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def rewrite(source: Path, target: Path) -> None:
    """MBTiles to PMTiles. TILES_INVALID (kind, empty)."""
    if _first(source, 15) != b"SQLite format 3":
        raise Problem(Code.TILES_INVALID, reason="kind")
    connection = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    try:
        told = {str(name): str(value) for name, value in connection.execute("SELECT name, value FROM metadata")}
        ids = _ids(connection)
        if not ids:
            raise Problem(Code.TILES_INVALID, reason="empty")
        with target.open("wb") as file:
            writer: Any = Writer(file)  # type: ignore[no-untyped-call]  # the library tells no types
            packed = False
            for tile_id, zoom, x, row in ids:
                (data,) = connection.execute(
                    "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?", (zoom, x, row)
                ).fetchone()
                packed = packed or data[:2] == _GZIP
                writer.write_tile(tile_id, data)
            writer.finalize(_head(told, packed), {key: told[key] for key in ("name", "attribution") if key in told})
            file.flush()
            os.fsync(file.fileno())
    finally:
        connection.close()


def _ids(connection: sqlite3.Connection) -> list[tuple[int, int, int, int]]:
    """In the order in which neighbours lie beside each other in the new file."""
    rows: Iterator[tuple[int, int, int]] = connection.execute("SELECT zoom_level, tile_column, tile_row FROM tiles")
    try:
        return sorted((zxy_to_tileid(zoom, x, (1 << zoom) - 1 - row), zoom, x, row) for zoom, x, row in rows)
    except (OverflowError, ValueError, TypeError) as cause:
        raise Problem(Code.TILES_INVALID, reason="damaged") from cause


def _head(told: dict[str, str], packed: bool) -> dict[str, Any]:
    kind = _TYPES.get(told.get("format", "").lower())
    if kind is None:
        raise Problem(Code.TILES_INVALID, reason="kind")
    try:
        west, south, east, north = (float(each) for each in told.get("bounds", "-180,-85,180,85").split(","))
    except ValueError as cause:
        raise Problem(Code.TILES_INVALID, reason="damaged") from cause
    edges = {"min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north}
    return {
        "tile_type": kind, "tile_compression": Compression.GZIP if packed else Compression.NONE, "center_zoom": 0,
        "center_lon_e7": 0, "center_lat_e7": 0, **{name: int(value * 1e7) for name, value in edges.items()},
    }


def _offer(path: Path, name: str, datum: Datum) -> TileOffer:
    try:
        head = deserialize_header(_first(path, 127))
    except (SpecVersionUnsupported, ValueError, IndexError) as cause:
        raise Problem(Code.TILES_INVALID, reason="damaged") from cause
    edges = (head["min_lat_e7"], head["min_lon_e7"], head["max_lat_e7"], head["max_lon_e7"])
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return TileOffer(
        sha256=sha256, name=name, size_bytes=path.stat().st_size, datum=datum,
        kind="vector" if head["tile_type"] is TileType.MVT else "raster", least_zoom=head["min_zoom"],
        most_zoom=head["max_zoom"], bounds=(edges[0] / 1e7, edges[1] / 1e7, edges[2] / 1e7, edges[3] / 1e7))
