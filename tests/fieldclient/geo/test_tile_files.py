"""Files of tiles: what honest ones hold, and that hostile ones are refused with one reason and cost next to nothing."""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest
import zstandard
from pmtiles.tile import TileType, deserialize_header

from fieldclient.geo.mercator import Tile, to_plane
from fieldclient.geo.tile_archive import Archive, Lies, read_directory, together
from fieldclient.geo.tile_bytes import BadTile, check_picture, unpacked
from fieldclient.geo.tile_files import TileKind, check_vector, facts_of, open_tiles, probe
from fieldclient.geo.vector_kinds import Kind
from fieldclient.geo.vector_tiles import kind_of, read_vector
from sync.protocol.position import Datum
from tests.fieldclient.geo.tile_making import QINGDAO, picture, shapes, write_mbtiles, write_pmtiles

HERE = Tile(14, *(int(each * 2**14) for each in to_plane(36.07, 120.38)))


def reason(call: Any, *given: Any) -> str:
    with pytest.raises(BadTile) as caught:
        call(*given)
    return caught.value.reason


@pytest.mark.parametrize("write", [write_mbtiles, write_pmtiles])
def test_pictures_come_out_as_they_went_in(tmp_path: Path, write: Any) -> None:
    file = open_tiles(write(tmp_path / "tiles"))
    facts = file.facts
    assert (facts.kind, facts.least_zoom, facts.most_zoom) == (TileKind.RASTER, 12, 15)
    assert facts.bounds == pytest.approx(QINGDAO)
    assert file.tile(HERE) == picture(HERE)
    assert file.tile(Tile(14, 0, 0)) is None and file.tile(Tile(3, 1, 1)) is None and file.tile(Tile(14, -1, 99999)) is None
    probe(file, file.samples())
    file.close()


@pytest.mark.parametrize("write", [
    lambda path: write_mbtiles(path, shapes, form="pbf"), lambda path: write_pmtiles(path, shapes, kind=TileType.MVT)])
def test_vector_tiles_become_the_shapes_of_a_city(tmp_path: Path, write: Any) -> None:
    file = open_tiles(write(tmp_path / "tiles"))
    assert file.facts.kind is TileKind.VECTOR
    data = file.tile(HERE)
    assert data is not None
    found = read_vector(unpacked(data))
    assert [shape.kind for shape in found] == [Kind.WATER, Kind.BUILDING, Kind.MAIN, Kind.STREET_NAME, Kind.PLACE_NAME]
    assert found[2].name == found[3].name == "香港中路" and found[4].name == "五四广场"
    assert found[2].rings[0].tolist() == [[-64 / 4096, 0.5], [4160 / 4096, 0.5]]
    file.close()


@pytest.mark.parametrize(("layer", "told", "form", "kind"), [
    ("transportation", {"class": "motorway"}, 2, Kind.MAIN), ("roads", {"kind": "minor_road"}, 2, Kind.STREET),
    ("roads", {"kind": "path"}, 2, Kind.PATH), ("roads", {"kind": "rail"}, 2, Kind.RAIL), ("landuse", {"kind": "park"}, 3, Kind.GREEN),
    ("landcover", {"class": "sand"}, 3, None), ("water", {}, 2, Kind.STREAM), ("water", {}, 3, Kind.WATER),
    ("buildings", {}, 3, Kind.BUILDING), ("buildings", {}, 1, None), ("places", {"name": "x"}, 1, Kind.PLACE_NAME),
    ("pois", {"name": "x"}, 1, None), ("transportation_name", {"name": "x"}, 2, Kind.STREET_NAME), ("boundary", {}, 2, Kind.BORDER),
])
def test_kinds_of_both_schemas(layer: str, told: dict[str, Any], form: int, kind: Kind | None) -> None:
    assert kind_of(layer, told, form) is kind


@pytest.mark.parametrize(("name", "datum"), [("高德 路网", Datum.GCJ02), ("amap street", Datum.GCJ02), ("OpenStreetMap", Datum.WGS84)])
def test_the_words_of_a_file_hint_at_its_datum(name: str, datum: Datum) -> None:
    assert facts_of(TileKind.RASTER, 1, 3, None, name, "").datum is datum


@pytest.mark.parametrize(("least", "most", "bounds"), [
    ("x", 3, ""), (5, 3, ""), (0, 99, ""), (0, 3, "1,2,3"), (0, 3, "nan,0,1,1"), (0, 3, "10,0,5,1"), (0, 3, "0,-95,1,1"),
    (None, None, ""),
])
def test_metadata_that_make_no_sense(least: Any, most: Any, bounds: str) -> None:
    assert reason(facts_of, TileKind.RASTER, least, most, bounds, "", "") == "damaged"


# Hostile bytes


@pytest.mark.parametrize("packed", [
    gzip.compress(bytes(80_000_000), 1), zlib.compress(bytes(80_000_000), 1), zstandard.compress(bytes(80_000_000))],
    ids=["gzip", "zlib", "zstd"])
def test_a_bomb_is_not_unfolded(packed: bytes) -> None:
    assert reason(unpacked, packed) == "bomb"


@pytest.mark.parametrize("data", [b"\x1f\x8b\x08rubbish", b"\x28\xb5\x2f\xfdrubbish", gzip.compress(bytes(range(256)) * 20, mtime=0)[:60]],
                         ids=["rubbish like gzip", "rubbish like zstd", "cut gzip"])
def test_damaged_packing(data: bytes) -> None:
    assert reason(unpacked, data) == "damaged"


def test_what_is_not_packed_goes_through() -> None:
    assert unpacked(b"plain") == b"plain" and unpacked(gzip.compress(b"abc")) == b"abc" and unpacked(zlib.compress(b"abc")) == b"abc"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_pictures_are_measured_without_decoding(form: str) -> None:
    assert check_picture(picture(HERE, form)) in ("png", "jpg", "webp")
    assert reason(check_picture, picture(HERE, form, 1025)) == "too_large"


def test_a_picture_that_says_it_is_small_but_has_no_size() -> None:
    assert reason(check_picture, b"\x89PNG\r\n\x1a\n" + bytes(30)) == "damaged"
    huge = bytearray(picture(HERE))
    huge[16:24] = (1 << 30).to_bytes(4, "big") * 2
    assert reason(check_picture, bytes(huge)) == "too_large"
    assert reason(check_picture, b"GIF89a" + bytes(30)) == "kind"
    assert reason(check_picture, b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9") == "damaged"


def test_a_schema_that_does_more_than_hold_tiles_is_refused(tmp_path: Path) -> None:
    """A view may hold anything: one that never ends, and one that calls functions."""
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x, x, x, x FROM c"
    called = "SELECT 1 AS zoom_level, 0 AS tile_column, 0 AS tile_row, randomblob(1000000000) AS tile_data"
    for at, view in enumerate((endless, called, "SELECT 1, 2, 3, load_extension('x')")):
        path = tmp_path / f"{at}"
        connection = sqlite3.connect(path)
        connection.executescript(f"CREATE TABLE metadata (name, value); CREATE VIEW tiles(zoom_level, tile_column, tile_row, tile_data) AS {view};")
        connection.close()
        assert reason(open_tiles, path) in ("damaged", "empty")


def test_a_slow_question_ends(tmp_path: Path) -> None:
    path = tmp_path / "slow"
    connection = sqlite3.connect(path)
    connection.executescript("""
        CREATE TABLE metadata (name, value); CREATE TABLE n (x); INSERT INTO n VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10);
        CREATE VIEW tiles(zoom_level, tile_column, tile_row, tile_data) AS
            SELECT 1, 1, 1, a.x FROM n a, n b, n c, n d, n e, n f, n g, n h, n i WHERE a.x + b.x + c.x + d.x + e.x + f.x + g.x + h.x + i.x < 0;
    """)
    connection.close()
    assert reason(open_tiles, path) == "damaged"


def test_nothing_is_written_beside_a_file_that_is_looked_at(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "m")
    before = path.read_bytes()
    file = open_tiles(path)
    file.tile(HERE)
    assert [each.name for each in tmp_path.iterdir()] == ["m"] and path.read_bytes() == before
    file.close()


def test_directories_of_an_archive_are_bounded(tmp_path: Path) -> None:
    data = bytearray(write_pmtiles(tmp_path / "p").read_bytes())
    head = deserialize_header(bytes(data[:127]))
    bomb = gzip.compress(bytes(60_000_000), 9)

    def archive(changed: bytes, at: int, length: int) -> Archive:
        made = bytearray(data)
        made[8:16], made[16:24] = at.to_bytes(8, "little"), length.to_bytes(8, "little")
        made += changed
        return Archive(lambda offset, count: bytes(made[offset : offset + count]))

    assert reason(archive(bomb, len(data), len(bomb)).tile, HERE) == "bomb"
    assert reason(archive(b"", len(data) + 5, 100).tile, HERE) == "damaged"
    assert reason(archive(b"", 0, 1 << 60).tile, HERE) == "damaged"
    assert reason(read_directory, b"\xff\xff\xff\xff\x7f") == "damaged"
    assert reason(read_directory, b"\x02\x01\x01") == "damaged"
    assert reason(read_directory, b"\xff" * 40) == "damaged"
    loop = gzip.compress(bytes([1, 0, 0, 10, 1]))  # a leaf that leads to itself
    turned = archive(loop, len(data), len(loop))
    turned._header["leaf_directory_offset"] = head["root_offset"]
    assert reason(turned.tile, Tile(12, 0, 0)) in ("damaged", "bomb") or turned.tile(Tile(12, 0, 0)) is None


def test_shapes_are_bounded_and_never_raise_anything_else() -> None:
    assert reason(read_vector, b"\x1a\xff\xff\xff\xff\x0f") == "damaged"
    assert reason(check_vector, b"<html>") in ("kind", "damaged")
    assert reason(check_vector, b"") == "kind"
    many = mapbox_vector_tile.encode(
        [{"name": f"l{at}", "features": [{"geometry": "POINT(1 1)", "properties": {}}]} for at in range(70)])
    assert reason(read_vector, many) == "too_large"
    data = bytearray(gzip.decompress(shapes(HERE)))
    for at in range(0, len(data), 3):  # bytes turned over anywhere: shapes or a reason, nothing else
        turned = bytearray(data)
        turned[at] ^= 0xFF
        try:
            read_vector(bytes(turned))
        except BadTile as bad:
            assert bad.reason in ("damaged", "too_large")


def test_neighbours_are_fetched_together() -> None:
    lies = [Lies(Tile(9, at, 0), offset, 100) for at, offset in enumerate((0, 100, 250, 5000, 5050, 9000))]
    found = together(lies, 60, 1000)
    assert [(offset, length, len(some)) for offset, length, some in found] == [(0, 350, 3), (5000, 150, 2), (9000, 100, 1)]
    assert [each[:2] for each in together(lies, 60, 200)] == [(0, 200), (250, 100), (5000, 150), (9000, 100)]
