"""What the window asks of the process that draws the map, and how a drawn sheet comes back. No Qt."""

from __future__ import annotations

import struct
from typing import BinaryIO

import msgspec

from sync.protocol.position import Datum

MOST_SHEET_BYTES = 96 * 1024 * 1024
_HEAD = struct.Struct(">II")  # bytes of the JSON, bytes of the picture


class TileSource(msgspec.Struct, frozen=True):
    """A file of tiles on this device, and what its tiles speak."""

    path: str
    datum: Datum


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Draw this. x, y of the plane in the middle; width and height in pixels of the screen's measure, `ratio` dots each.
    `areas`: the database that holds the outlines, "" for none, and which version of them."""

    n: int
    x: float
    y: float
    zoom: float
    width: int
    height: int
    ratio: float = 1.0
    theme: str = "light"
    text_scale: float = 1.0
    tiles: tuple[TileSource, ...] = ()
    areas: str = ""
    areas_version: int = 0
    tracks: tuple[tuple[tuple[float, float], ...], ...] = ()  # latitude and longitude


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an order: a picture of width × ratio by height × ratio dots, 32 bits each, and where it belongs. `bad`: files
    of tiles that could not be used, by path. `bare`: nothing but cases will show here: no tile, no outline."""

    n: int
    x: float
    y: float
    zoom: float
    width: int
    height: int
    ratio: float
    bad: dict[str, str] = {}
    bare: bool = False


def send(out: BinaryIO, sheet: Sheet, picture: bytes | memoryview) -> None:
    told = msgspec.json.encode(sheet)
    out.write(_HEAD.pack(len(told), len(picture)))
    out.write(told)
    out.write(picture)
    out.flush()


def receive(source: BinaryIO) -> tuple[Sheet, bytearray] | None:
    """The next sheet; None when there will be none. ValueError for what is no sheet."""
    head = source.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    told_bytes, picture_bytes = _HEAD.unpack(head)
    if told_bytes > 1 << 20 or picture_bytes > MOST_SHEET_BYTES:
        raise ValueError("no sheet")
    told = source.read(told_bytes)
    picture = bytearray(picture_bytes)
    view, at = memoryview(picture), 0
    while at < picture_bytes:
        got = source.readinto(view[at : at + (1 << 18)])  # type: ignore[attr-defined]
        if not got:
            return None
        at += got
    return msgspec.json.decode(told, type=Sheet), picture
