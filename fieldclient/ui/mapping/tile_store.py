"""Tiles of several files, decoded and kept while they are near: in the process that draws (`draughtsman`)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage, QImageReader

from fieldclient.geo.mercator import Tile, View, count_under, tiles_under
from fieldclient.geo.tile_bytes import BadTile, check_picture, unpacked
from fieldclient.geo.tile_datum import Placed, box_in_wgs84, edges_in, placed
from fieldclient.geo.tile_files import TileFile, TileKind, open_tiles
from fieldclient.geo.vector_tiles import read_vector
from fieldclient.ui.mapping.layers import TilePaths, paths_of
from fieldclient.ui.mapping.orders import TileSource

MOST_BYTES = 40 * 1024 * 1024  # of decoded tiles that are kept
MOST_TILES = 160  # of one sheet: a file that begins at a much larger scale is not drawn
PATH_POINT_BYTES = 48  # of Qt's, for each corner of a path
OVER = 3  # zooms: a missing tile is shown by a larger one up to so far above
QImageReader.setAllocationLimit(16)  # megabytes: a tile of 1024 by 1024 is 4


@dataclass(frozen=True)
class Drawable:
    """A tile of the file, where it goes, and the part of it that is meant (when it stands for missing ones below it)."""

    placed: Placed
    made: QImage | TilePaths


class TileStore:
    """`bad`: what is wrong with files that cannot be used, by path."""

    def __init__(self) -> None:
        self._files: dict[str, TileFile] = {}
        self._kept: OrderedDict[tuple[str, Tile], QImage | TilePaths | None] = OrderedDict()
        self._bytes = 0
        self.bad: dict[str, str] = {}

    def only(self, sources: tuple[TileSource, ...]) -> None:
        """What is not among these is closed and forgotten."""
        paths = {source.path for source in sources}
        for path in set(self._files) - paths:
            self._files.pop(path).close()
        for path in set(self.bad) - paths:
            del self.bad[path]
        for key in [key for key in self._kept if key[0] not in paths]:
            self._forget(key)

    def seen(self, source: TileSource, view: View) -> list[Drawable]:
        """Of one file, what there is for a view; the nearest to its middle first."""
        file = self._open(source.path)
        if file is None:
            return []
        facts = file.facts
        fine = 0.3 if facts.kind is TileKind.RASTER else -0.3
        zoom = max(facts.least_zoom, min(facts.most_zoom, int(view.zoom + fine + 0.5)))
        edges = edges_in(_shared(view.box, box_in_wgs84(facts.bounds, source.datum)), source.datum)
        if edges[0] >= edges[2] or edges[1] >= edges[3] or count_under(edges, zoom) > MOST_TILES:
            return []
        out: dict[Tile, Drawable] = {}
        for tile in tiles_under(edges, zoom):
            for up in range(0, min(OVER, zoom - facts.least_zoom) + 1):
                there = tile.above(zoom - up)
                made = self._tile(source.path, file, there)
                if made is not None:
                    out.setdefault(there, Drawable(placed(there, source.datum, view), made))
                    break
        return sorted(out.values(), key=lambda each: each.placed.tile.zoom)  # what stands in lies below

    def kind(self, path: str) -> TileKind | None:
        file = self._open(path)
        return None if file is None else file.facts.kind

    def _open(self, path: str) -> TileFile | None:
        if path in self.bad:
            return None
        if path not in self._files:
            try:
                self._files[path] = open_tiles(Path(path))
            except BadTile as bad:
                self.bad[path] = bad.reason
                return None
        return self._files[path]

    def _tile(self, path: str, file: TileFile, at: Tile) -> QImage | TilePaths | None:
        key = (path, at)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made: QImage | TilePaths | None = None
        try:
            data = file.tile(at)
            if data:
                made = _picture(data) if file.facts.kind is TileKind.RASTER else paths_of(read_vector(unpacked(data)))
        except BadTile:
            made = None  # one tile of many: the rest of the map is as good as before
        self._kept[key] = made
        self._bytes += weight(made)
        while self._bytes > MOST_BYTES and len(self._kept) > 1:
            self._forget(next(iter(self._kept)))
        return made

    def _forget(self, key: tuple[str, Tile]) -> None:
        self._bytes -= weight(self._kept.pop(key))


def _picture(data: bytes) -> QImage | None:
    form = check_picture(data)
    image = QImage.fromData(data, form)
    return None if image.isNull() else image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def weight(made: QImage | TilePaths | None) -> int:
    """Bytes in memory, about."""
    if made is None:
        return 64
    return made.sizeInBytes() if isinstance(made, QImage) else 1000 + made.weight * PATH_POINT_BYTES


def _shared(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
