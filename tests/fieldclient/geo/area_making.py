"""Files of areas for tests, written as other programs write them: GeoJSON, GeoPackage with its header, Shapefile with .prj."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import shapefile
import shapely
from shapely.geometry import mapping

WEST, SOUTH, STEP = 120.3700, 36.0600, 0.005
CGCS2000 = ('GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],'
            'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]')
STRIP_120 = ('PROJCS["CGCS2000_3_Degree_GK_CM_120E",' + CGCS2000 + ',PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],'
             'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],'
             'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]')
Row = tuple[dict[str, Any], shapely.Geometry | None]


def square(column: int, row: int, size: int = 1) -> shapely.Polygon:
    """A grid `column` steps east and `row` steps north of the corner."""
    west, south = WEST + column * STEP, SOUTH + row * STEP
    return shapely.box(west, south, west + size * STEP, south + size * STEP)


def middle(column: int, row: int) -> tuple[float, float]:
    """Latitude and longitude of a grid's middle."""
    return SOUTH + (row + 0.5) * STEP, WEST + (column + 0.5) * STEP


def code(number: int) -> str:
    return f"370202001001{number:03d}"


def grids(columns: int = 3, rows: int = 2) -> list[Row]:
    return [({"SZDYWGBSM": code(row * columns + column + 1), "MC": f"第{column + 1}列网格", "ZGBMMC": "街道办"}, square(column, row))
            for row in range(rows) for column in range(columns)]


def write_geojson(path: Path, rows: Iterable[Row], *, crs: str | None = None, swapped: bool = False, bom: bool = False) -> Path:
    features = [{"type": "Feature", "properties": fields, "geometry": None if shape is None else mapping(
        shapely.transform(shape, lambda xy: xy[:, ::-1]) if swapped else shape)} for fields, shape in rows]
    whole: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if crs is not None:
        whole["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(whole, ensure_ascii=False), "utf-8-sig" if bom else "utf-8")
    return path


def write_shapefile(path: Path, rows: Sequence[Row], *, prj: str = CGCS2000, cpg: str | None = "GBK", encoding: str = "gb18030") -> Path:
    with shapefile.Writer(str(path.with_suffix("")), shapeType=shapefile.POLYGON, encoding=encoding) as writer:
        for name in rows[0][0]:
            writer.field(name, "C", size=80)
        for fields, shape in rows:
            if shape is None:
                writer.null()
            else:
                writer.shape(mapping(shape))
            writer.record(*fields.values())
    if prj:
        path.with_suffix(".prj").write_text(prj)
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    return path


def write_geopackage(path: Path, rows: Sequence[Row], *, organization: str = "EPSG", number: int = 4490, definition: str = CGCS2000,
                     box: bool = True) -> Path:
    with closing(sqlite3.connect(path)) as db:
        db.executescript("""
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
                organization_coordsys_id INTEGER, definition TEXT);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER,
                z INTEGER, m INTEGER);
            INSERT INTO gpkg_geometry_columns VALUES ('网格', 'geom', 'MULTIPOLYGON', 7, 0, 0);""")
        db.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('', 7, ?, ?, ?)", (organization, number, definition))
        names = list(rows[0][0])
        db.execute(f"CREATE TABLE 网格 (fid INTEGER PRIMARY KEY, geom BLOB, {', '.join(names)})")
        for fields, shape in rows:
            blob = None if shape is None else _header(shape, box) + shapely.to_wkb(shape, byte_order=0)
            db.execute(f"INSERT INTO 网格 (geom, {', '.join(names)}) VALUES (?{', ?' * len(names)})", (blob, *fields.values()))
        db.commit()
    return path


def _header(shape: shapely.Geometry, box: bool) -> bytes:
    west, south, east, north = shape.bounds
    head = struct.pack("<2sBBi", b"GP", 0, 0b11 if box else 0b01, 7)
    return head + (struct.pack("<4d", west, east, south, north) if box else b"")
