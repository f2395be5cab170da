"""Files of map tiles made for tests: small, real, and hostile ones."""

from __future__ import annotations

import gzip
import io
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import mapbox_vector_tile
from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely.geometry import LineString, Point, box

from fieldclient.geo.mercator import Box, Tile, plane_edges, tiles_under

QINGDAO: Box = (36.055, 120.360, 36.080, 120.395)


def picture(tile: Tile, form: str = "PNG", side: int = 256) -> bytes:
    """A tile of one colour of its own."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), (tile.x * 37 % 200, tile.y * 53 % 200, 40 + tile.zoom * 8)).save(out, form)
    return out.getvalue()


def shapes(tile: Tile) -> bytes:
    """A vector tile: a road from west to east through the middle, a house, a place."""
    layers = [
        {"name": "water", "features": [{"geometry": box(0, 3000, 4096, 4096), "properties": {}}]},
        {"name": "building", "features": [{"geometry": box(400, 400, 900, 900), "properties": {}}]},
        {"name": "transportation", "features": [
            {"geometry": LineString([(-64, 2048), (4160, 2048)]), "properties": {"class": "primary", "name": "香港中路"}}]},
        {"name": "place", "features": [{"geometry": Point(2048, 1000), "properties": {"class": "suburb", "name": "五四广场"}}]},
        {"name": "secret", "features": [{"geometry": box(0, 0, 9, 9), "properties": {}}]},
    ]
    return gzip.compress(mapbox_vector_tile.encode(layers, default_options={"y_coord_down": True}), mtime=0)


def tiles_of(bounds: Box = QINGDAO, least: int = 12, most: int = 15) -> Iterable[Tile]:
    for zoom in range(least, most + 1):
        yield from tiles_under(plane_edges(bounds), zoom)


def write_mbtiles(
    path: Path, make: Callable[[Tile], bytes] = picture, *, form: str = "png", bounds: Box = QINGDAO, least: int = 12, most: int = 15,
    **told: str,
) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE metadata (name TEXT, value TEXT);"
        "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);")
    south, west, north, east = bounds
    facts = {"name": "Test", "format": form, "minzoom": str(least), "maxzoom": str(most),
             "bounds": f"{west},{south},{east},{north}", **told}
    connection.executemany("INSERT INTO metadata VALUES (?, ?)", list(facts.items()))
    connection.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", [
        (tile.zoom, tile.x, tile.flipped, make(tile)) for tile in tiles_of(bounds, least, most)])
    connection.commit()
    connection.close()
    return path


def write_pmtiles(
    path: Path, make: Callable[[Tile], bytes] = picture, *, kind: TileType = TileType.PNG, bounds: Box = QINGDAO, least: int = 12,
    most: int = 15,
) -> Path:
    south, west, north, east = (round(edge * 1e7) for edge in bounds)
    with path.open("wb") as file:
        writer = Writer(file)
        for number, tile in sorted((zxy_to_tileid(tile.zoom, tile.x, tile.y), tile) for tile in tiles_of(bounds, least, most)):
            writer.write_tile(number, make(tile))
        writer.finalize({
            "tile_type": kind, "tile_compression": Compression.GZIP if kind is TileType.MVT else Compression.NONE,
            "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north, "center_zoom": least,
            "center_lon_e7": west, "center_lat_e7": south,
        }, {"name": "Archive", "attribution": "© nobody"})
        writer.tile_f.close()
    return path
