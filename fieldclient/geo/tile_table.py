"""MBTiles: a SQLite file with a table or view `tiles` and a table `metadata`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from fieldclient.geo.mercator import Tile
from fieldclient.geo.tile_bytes import MOST_PACKED, BadTile
from fieldclient.geo.tile_files import TileFacts, facts_of, kind_of, open_read_only

MOST_STEPS = 40  # times 50,000 of SQLite's own: some tenths of a second for one question


class MbTiles:
    def __init__(self, path: Path) -> None:
        self._steps = 0
        try:
            self._connection = open_read_only(path)
            self._connection.set_progress_handler(self._step, 50_000)
            try:
                self.facts = self._read_facts()
            except BaseException:
                self._connection.close()
                raise
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as cause:
            raise BadTile("damaged") from cause

    def _step(self) -> int:
        self._steps += 1
        return int(self._steps > MOST_STEPS)

    def _rows(self, question: str, values: tuple[int, ...] = (), most: int = 1) -> list[tuple[object, ...]]:
        self._steps = 0
        return self._connection.execute(question, values).fetchmany(most)

    def _read_facts(self) -> TileFacts:
        told = {str(name): value for name, value in self._rows("SELECT name, value FROM metadata", most=60)}
        sample = self._rows("SELECT tile_data FROM tiles LIMIT 1")
        if not sample or not isinstance(sample[0][0], bytes):
            raise BadTile("empty")
        least, most = told.get("minzoom"), told.get("maxzoom")
        if least is None or most is None:
            least, most = self._rows("SELECT min(zoom_level), max(zoom_level) FROM tiles")[0]
        return facts_of(kind_of(sample[0][0]), least, most, told.get("bounds"), told.get("name"), told.get("attribution"))

    def tile(self, at: Tile) -> bytes | None:
        if not at.known:
            return None
        try:
            rows = self._rows(
                "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                (at.zoom, at.x, at.flipped))
        except (sqlite3.Error, OverflowError) as cause:
            raise BadTile("damaged") from cause
        if not rows:
            return None
        data = rows[0][0]
        if not isinstance(data, bytes):
            raise BadTile("damaged")
        if len(data) > MOST_PACKED:
            raise BadTile("too_large")
        return data

    def samples(self, most: int = 4) -> list[Tile]:
        """Some that are there, of the first rows."""
        try:
            rows = self._rows("SELECT zoom_level, tile_column, tile_row FROM tiles LIMIT ?", (most,), most)
            return [Tile(zoom, x, (1 << zoom) - 1 - y) for zoom, x, y in rows  # type: ignore[operator,arg-type]
                    if isinstance(zoom, int) and 0 <= zoom <= 30]
        except (sqlite3.Error, TypeError) as cause:
            raise BadTile("damaged") from cause

    def close(self) -> None:
        self._connection.close()
