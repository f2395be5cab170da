"""Files of areas that were made to take all memory, all time or the whole program."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import shapely

from fieldclient.geo.area_files import read_areas
from fieldclient.geo.crs import from_wkt
from fieldclient.geo.wkb import MAX_DEPTH, is_flat
from sync.protocol.problems import Code, Problem
from tests.fieldclient.geo.area_making import code, grids, square, write_geojson, write_geopackage

GP = struct.pack("<2sBBi", b"GP", 0, 1, 7)


def nested(depth: int, kind: int = 7) -> bytes:
    return struct.pack("<BII", 1, kind, 1) * depth + shapely.to_wkb(square(0, 0))


def test_outlines_within_outlines_are_one_area_left_out(tmp_path: Path) -> None:
    """Two hundred thousand deep, they would take the program with them."""
    path = write_geopackage(tmp_path / "a.gpkg", grids())
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE 网格 SET geom = ? WHERE fid = 1", (GP + nested(200_000),))
        db.commit()
    read = read_areas(path)
    assert len(read.areas) == 5 and [each.code for each in read.notices] == [Code.AREAS_SKIPPED]


@pytest.mark.parametrize("kind", [4, 5, 6, 7])
def test_depth_is_bounded_whatever_lies_in_what(kind: int) -> None:
    assert is_flat(nested(MAX_DEPTH - 1, kind)) and not is_flat(nested(MAX_DEPTH, kind))
    beside = struct.pack("<BII", 1, kind, 2) + shapely.to_wkb(shapely.Point(1, 2))
    assert not is_flat(beside * 1000)


@pytest.mark.parametrize("flavor", ["iso", "extended"])
@pytest.mark.parametrize("order", [0, 1])
@pytest.mark.parametrize("text", [
    "POLYGON ((0 0, 9 0, 9 9, 0 0), (1 1, 2 1, 2 2, 1 1))", "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((20 0, 29 0, 29 9, 20 0)))",
    "POLYGON Z ((0 0 1, 9 0 1, 9 9 1, 0 0 1))", "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1), POLYGON ((0 0, 9 0, 9 9, 0 0)))",
    "POLYGON EMPTY", "MULTIPOLYGON EMPTY",
])
def test_what_programs_write_is_read(text: str, order: int, flavor: Any) -> None:
    shape = shapely.set_srid(shapely.from_wkt(text), 4490)
    data = shapely.to_wkb(shape, byte_order=order, flavor=flavor, include_srid=flavor == "extended", output_dimension=3)
    assert is_flat(data) and shapely.from_wkb(data).equals(shape)
    assert not any(is_flat(data[:cut]) for cut in range(len(data)))


@pytest.mark.parametrize("name", ["EPSG:" * 200_000, "1" * 1_000_000])
def test_a_name_without_an_end_names_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(Problem) as met:
        read_areas(write_geojson(tmp_path / "a.geojson", grids(), crs=name))
    assert met.value.code is Code.AREAS_CRS and len(str(met.value.facts["crs"])) <= 300
    assert from_wkt('PROJCS["X",DATUM["China_2000"],' + "UNIT[" + '"METER' * 200_000) is None


@pytest.mark.parametrize("layer", [
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS fid, NULL AS geom FROM n WHERE x < 0",
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS fid, zeroblob(100000) AS geom FROM n",
    "SELECT 1 AS fid, zeroblob(900000000) AS geom",
])
def test_a_layer_without_an_end_is_no_file_of_areas(layer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldclient.geo.area_sources._MAX_STEPS", 20)
    monkeypatch.setattr("fieldclient.geo.area_sources.MAX_FILE_BYTES", 10_000_000)
    path = write_geopackage(tmp_path / "a.gpkg", grids())
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE 网格")
        db.execute(f"CREATE VIEW 网格 AS {layer}")
        db.commit()
    with pytest.raises(Problem) as met:
        read_areas(path)
    assert met.value.code is Code.AREAS_UNREADABLE


def test_where_all_lie_over_all_not_every_pair_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    intersection = shapely.intersection

    def counted(a: Any, b: Any) -> Any:
        looked_at.append(len(a))
        return intersection(a, b)

    monkeypatch.setattr(shapely, "intersection", counted)
    rows = [({"code": code(number)}, square(0, 0)) for number in range(1, 401)]
    (told,) = read_areas(write_geojson(tmp_path / "a.geojson", rows)).notices
    assert told.code is Code.AREAS_OVERLAP and told.facts["which"] == code(1)
    assert sum(looked_at) == told.facts["count"] == 16 * 400 + 1000
