"""Files of map tiles that a person imports or a hub offers: MBTiles (SQLite) and PMTiles. Nothing in them is believed.

Both answer one question: the bytes of a tile, as they lie in the file. What is wrong with a file is a `BadTile` with one reason.
For one thread, unless said.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from fieldclient.geo.mercator import Box, Tile
from fieldclient.geo.tile_bytes import BadTile, check_picture, picture_format, unpacked
from sync.protocol.position import Datum

MOST_FILE_BYTES = 64 * 1024**3
MOST_ZOOM = 24
WORLD: Box = (-85.06, -180.0, 85.06, 180.0)
_SHIFTED = ("amap", "autonavi", "gaode", "高德", "tencent", "腾讯", "gcj")  # whose tiles speak GCJ-02


class TileKind(StrEnum):
    RASTER = "raster"
    VECTOR = "vector"


@dataclass(frozen=True, slots=True)
class TileFacts:
    """What a file says of itself. `bounds` in the datum of its tiles. `datum`: what its words hint at; a person decides."""

    kind: TileKind
    least_zoom: int
    most_zoom: int
    bounds: Box
    name: str = ""
    attribution: str = ""
    datum: Datum = Datum.WGS84


class TileFile(Protocol):
    @property
    def facts(self) -> TileFacts: ...

    def tile(self, at: Tile) -> bytes | None:
        """As it lies in the file, packed perhaps; None where there is none. BadTile."""
        ...

    def close(self) -> None: ...


def open_tiles(path: Path) -> TileFile:
    """By the first bytes and not by the name. BadTile (kind, damaged, empty, packing, too_large)."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as cause:
        raise BadTile("damaged") from cause
    if size > MOST_FILE_BYTES:
        raise BadTile("too_large")
    if head[:7] == b"PMTiles":
        from fieldclient.geo.tile_archive import open_archive

        return open_archive(path)
    if head == b"SQLite format 3\0":
        from fieldclient.geo.tile_table import MbTiles

        return MbTiles(path)
    raise BadTile("kind")


def probe(file: TileFile, tiles: list[Tile]) -> None:
    """Look at some tiles as whoever draws them will: one that is hostile refuses the file. BadTile."""
    for at in tiles:
        data = file.tile(at)
        if not data:
            continue
        if file.facts.kind is TileKind.RASTER:
            check_picture(data)
        else:
            check_vector(unpacked(data))


def check_vector(data: bytes) -> None:
    """Whether these bytes can be a vector tile: its fields are walked, nothing is made of them. BadTile (kind)."""
    at, layers = 0, 0
    while at < len(data):
        key, at = _varint(data, at)
        if key & 7 != 2:
            raise BadTile("kind")
        length, at = _varint(data, at)
        at += length
        layers += key >> 3 == 3
    if at != len(data) or not layers:
        raise BadTile("kind")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 64, 7):
        if at >= len(data):
            raise BadTile("damaged")
        value |= (data[at] & 0x7F) << shift
        at += 1
        if not data[at - 1] & 0x80:
            return value, at
    raise BadTile("damaged")


def facts_of(kind: TileKind, least: object, most: object, bounds: object, name: object, credit: object) -> TileFacts:
    """Of what a file's metadata say, whatever these hold. BadTile (damaged)."""
    try:
        lowest, highest = int(str(least)), int(str(most))
        west, south, east, north = (float(part) for part in str(bounds).split(",")) if bounds else (
            WORLD[1], WORLD[0], WORLD[3], WORLD[2])
    except ValueError as cause:
        raise BadTile("damaged") from cause
    if not (0 <= lowest <= highest <= MOST_ZOOM and -90.1 <= south < north <= 90.1 and -180.1 <= west < east <= 180.1):
        raise BadTile("damaged")
    said = f"{name or ''} {credit or ''}".casefold()
    datum = Datum.GCJ02 if any(word in said for word in _SHIFTED) else Datum.WGS84
    return TileFacts(kind, lowest, highest, (south, west, north, east), _short(name), _short(credit), datum)


def _short(text: object) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(text or "")[:400]).split())[:120]


def kind_of(sample: bytes) -> TileKind:
    """By the tile itself: what a file's metadata say is not always so. BadTile (kind)."""
    if picture_format(sample):
        check_picture(sample)
        return TileKind.RASTER
    check_vector(unpacked(sample))
    return TileKind.VECTOR


def open_read_only(path: Path) -> sqlite3.Connection:
    """A database that somebody else made: nothing is written beside it, its schema is not trusted, and a question that goes on
    for ever ends (a view may hold anything)."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.execute("PRAGMA query_only=ON")
    connection.set_authorizer(_may)
    return connection


_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_FUNCTIONS = {"min", "max", "length", "count"}


def _may(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Reading rows and nothing else: no functions of the schema's own, no recursion, no other files."""
    function = action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS
    return sqlite3.SQLITE_OK if action in _ALLOWED or function else sqlite3.SQLITE_DENY
