"""PMTiles: one file whose directories say where each tile lies, so that a part of it can be fetched from afar.

The format's numbers are read by the library `pmtiles`; directories are unpacked here, because the library would unfold a bomb.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pmtiles.tile import (
    Compression,
    Entry,
    HeaderDict,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_header,
    find_tile,
    tileid_to_zxy,
    zxy_to_tileid,
)

from fieldclient.geo.mercator import Tile
from fieldclient.geo.tile_bytes import MOST_PACKED, BadTile, unpacked
from fieldclient.geo.tile_files import TileFacts, TileKind, facts_of

HEAD_BYTES = 127
MOST_DIRECTORY, MOST_DIRECTORY_UNPACKED = 4 * 1024 * 1024, 16 * 1024 * 1024
MOST_ENTRIES = 400_000  # of one directory; writers make leaves of 4096
KEPT_ENTRIES = 400_000  # of all directories that are kept: 60 MB
FARTHEST = 1 << 62  # what a file tells may be any number, and no file is that long
DEEPEST = 4
_PICTURES = (TileType.PNG, TileType.JPEG, TileType.WEBP)
Source = Callable[[int, int], bytes]  # offset, length → bytes; fewer where the file ends


@dataclass(frozen=True, slots=True)
class Lies:
    """Where the bytes of a tile are in the file."""

    tile: Tile
    offset: int
    length: int


class Archive:
    """A `TileFile` over any source of bytes."""

    def __init__(self, source: Source, close: Callable[[], None] = lambda: None) -> None:
        self._from, self.close = source, close
        self._directories: OrderedDict[tuple[int, int], list[Entry]] = OrderedDict()
        try:
            self._header: HeaderDict = deserialize_header(source(0, HEAD_BYTES))
        except (MagicNumberNotFound, SpecVersionUnsupported, ValueError, IndexError, OverflowError, UnicodeDecodeError) as cause:
            raise BadTile("damaged") from cause
        self.facts = self._facts()

    def _source(self, offset: int, length: int) -> bytes:
        if not (0 <= offset < FARTHEST and 0 <= length < FARTHEST):
            raise BadTile("damaged")
        return self._from(offset, length)

    def _facts(self) -> TileFacts:
        head = self._header
        if head["internal_compression"] not in (Compression.GZIP, Compression.NONE, Compression.ZSTD):
            raise BadTile("packing")
        if head["tile_compression"] not in (Compression.GZIP, Compression.NONE, Compression.ZSTD, Compression.UNKNOWN):
            raise BadTile("packing")
        if head["tile_type"] is not TileType.MVT and head["tile_type"] not in _PICTURES:
            raise BadTile("kind")
        kind = TileKind.VECTOR if head["tile_type"] is TileType.MVT else TileKind.RASTER
        edges = (head[name] / 1e7 for name in ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7"))  # type: ignore[literal-required]
        told = self._metadata()
        return facts_of(kind, head["min_zoom"], head["max_zoom"], ",".join(str(each) for each in edges),
                        told.get("name"), told.get("attribution"))

    def _metadata(self) -> dict[str, object]:
        import msgspec

        head = self._header
        if not 0 < head["metadata_length"] <= MOST_DIRECTORY:
            return {}
        try:
            raw = unpacked(self._source(head["metadata_offset"], head["metadata_length"]), MOST_DIRECTORY)
            told = msgspec.json.decode(raw)
        except (BadTile, msgspec.DecodeError, RecursionError):
            return {}
        return told if isinstance(told, dict) else {}

    def lies(self, at: Tile) -> Lies | None:
        """None where there is none. BadTile: damaged, bomb."""
        if not at.known or not self.facts.least_zoom <= at.zoom <= self.facts.most_zoom:
            return None
        wanted = zxy_to_tileid(at.zoom, at.x, at.y)
        head = self._header
        offset, length = head["root_offset"], head["root_length"]
        for _ in range(DEEPEST):
            found = find_tile(self._directory(offset, length), wanted)
            if found is None:
                return None
            if found.run_length:
                if not 0 < found.length <= MOST_PACKED or found.offset < 0:
                    raise BadTile("damaged")
                return Lies(at, head["tile_data_offset"] + found.offset, found.length)
            offset, length = head["leaf_directory_offset"] + found.offset, found.length
        raise BadTile("damaged")

    def tile(self, at: Tile) -> bytes | None:
        found = self.lies(at)
        if found is None:
            return None
        data = self._source(found.offset, found.length)
        if len(data) != found.length:
            raise BadTile("damaged")
        return data

    def samples(self, most: int = 4) -> list[Tile]:
        """Some that are there: the first of the first directory."""
        head = self._header
        offset, length = head["root_offset"], head["root_length"]
        for _ in range(DEEPEST):
            entries = self._directory(offset, length)
            if entries and entries[0].run_length == 0:
                offset, length = head["leaf_directory_offset"] + entries[0].offset, entries[0].length
                continue
            try:
                return [_tile(entry.tile_id) for entry in entries[:most]]
            except (OverflowError, ValueError) as cause:
                raise BadTile("damaged") from cause
        raise BadTile("damaged")

    def _directory(self, offset: int, length: int) -> list[Entry]:
        kept = self._directories.get((offset, length))
        if kept is not None:
            self._directories.move_to_end((offset, length))
            return kept
        if not 0 < length <= MOST_DIRECTORY:
            raise BadTile("damaged")
        raw = self._source(offset, length)
        if len(raw) != length:
            raise BadTile("damaged")
        entries = read_directory(unpacked(raw, MOST_DIRECTORY_UNPACKED))
        self._directories[(offset, length)] = entries
        while len(self._directories) > 1 and sum(map(len, self._directories.values())) > KEPT_ENTRIES:
            self._directories.popitem(last=False)
        return entries


def read_directory(raw: bytes) -> list[Entry]:
    """Columns of numbers: ids as steps, runs, lengths, offsets (0: right behind the one before)."""
    numbers = _numbers(raw)
    count = next(numbers, 0)
    if count > MOST_ENTRIES or count * 4 > len(raw):
        raise BadTile("damaged")
    try:
        ids, last = [], 0
        for _ in range(count):
            last += next(numbers)
            ids.append(last)
        runs = [next(numbers) for _ in range(count)]
        lengths = [next(numbers) for _ in range(count)]
        entries: list[Entry] = []
        for place in range(count):
            told = next(numbers)
            behind = entries[-1].offset + entries[-1].length if entries else 0
            entries.append(Entry(ids[place], behind if told == 0 else told - 1, lengths[place], runs[place]))
    except StopIteration:
        raise BadTile("damaged") from None
    return entries


def _numbers(raw: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in raw:
        value |= (byte & 0x7F) << shift
        shift += 7
        if shift > 70:
            raise BadTile("damaged")
        if not byte & 0x80:
            yield value
            value = shift = 0


def _tile(tile_id: int) -> Tile:
    zoom, x, y = tileid_to_zxy(tile_id)
    return Tile(zoom, x, y)


def open_archive(path: Path) -> Archive:
    file = path.open("rb")

    def source(offset: int, length: int) -> bytes:
        file.seek(offset)
        return file.read(length)

    try:
        return Archive(source, file.close)
    except BaseException:
        file.close()
        raise


def together(wanted: Iterable[Lies], gap_bytes: int, most_bytes: int) -> list[tuple[int, int, list[Lies]]]:
    """Stretches of the file that hold all of these: offset, length, and which. Neighbours closer than `gap_bytes` are fetched in
    one go, none longer than `most_bytes` unless a single tile is."""
    out: list[tuple[int, int, list[Lies]]] = []
    for each in sorted(wanted, key=lambda lies: (lies.offset, lies.tile)):
        end = each.offset + each.length
        if out:
            first, length, held = out[-1]
            if each.offset <= first + length + gap_bytes and end - first <= most_bytes:
                out[-1] = (first, max(length, end - first), [*held, each])
                continue
        out.append((each.offset, each.length, [each]))
    return out
