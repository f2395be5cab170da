"""GeoJSON, GeoPackage and Shapefile as rows of fields with an outline. What the outlines mean is `area_files`' business.

Everything is bounded before it is read, and whatever a library raises becomes AREAS_UNREADABLE: these files come from
anywhere, by stick and by mail.
"""

from __future__ import annotations

import sqlite3
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import shapely
import shapely.geometry

from fieldclient.geo.crs import WGS84, Crs, from_epsg, from_name, from_wkt
from fieldclient.geo.json_pieces import Pieces
from fieldclient.geo.wkb import is_flat
from sync.protocol.problems import Code, Problem

MAX_FILE_BYTES = 512 * 1024 * 1024
MAX_GEOJSON_BYTES = 128 * 1024 * 1024  # read area by area (`json_pieces`); six million corners
MAX_AREAS = 200_000
_MAX_VALUE_BYTES = 64 * 1024 * 1024  # of a GeoPackage; the outline of a province at its finest is a fifth
_STEPS, _MAX_STEPS = 100_000, 5_000  # of the database's machine, and so many times: a layer may be a query without an end
_SURFACES = ("Polygon", "MultiPolygon", "GeometryCollection")

Fields = Mapping[str, Any]
Raw = tuple[dict[str, Any], shapely.Geometry | None]  # the fields of an area, and its outline where there is one


@dataclass(frozen=True, slots=True)
class Source:
    """`crs` None: the file names none, or none that is known here; `crs_text` is then what it says."""

    rows: tuple[Raw, ...]
    crs: Crs | None
    crs_text: str = ""


def read_source(path: Path) -> Source:
    """By what the file is, not by its name. FILE_MISSING, FILE_TOO_LARGE, AREAS_UNREADABLE (name)."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(256)
    except FileNotFoundError as cause:
        raise Problem(Code.FILE_MISSING) from cause
    except OSError as cause:
        raise Problem(Code.AREAS_UNREADABLE, name=path.name) from cause
    if size > MAX_FILE_BYTES:
        raise Problem(Code.FILE_TOO_LARGE, size_bytes=size, limit_bytes=MAX_FILE_BYTES)
    with _told(path):
        if head.startswith(b"SQLite format 3\0"):
            return _geopackage(path)
        if head[:4] == struct.pack(">i", 9994) or path.suffix.lower() in (".shp", ".dbf", ".shx", ".prj"):
            return _shapefile(path)
        if size > MAX_GEOJSON_BYTES:
            raise Problem(Code.FILE_TOO_LARGE, size_bytes=size, limit_bytes=MAX_GEOJSON_BYTES)
        return _geojson(path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except Problem:
        raise
    except RecursionError as cause:
        raise Problem(Code.AREAS_UNREADABLE, name=path.name) from cause
    except Exception as cause:  # pyshp raises whatever its struct and codec calls raise, and shapely its own
        raise Problem(Code.AREAS_UNREADABLE, name=path.name) from cause


def _counted(rows: Iterator[Raw]) -> tuple[Raw, ...]:
    found = []
    for row in rows:
        if len(found) >= MAX_AREAS:
            raise ValueError("more areas than a city has")
        found.append(row)
    return tuple(found)


# GeoJSON


def _geojson(path: Path) -> Source:
    """RFC 7946 means WGS-84 where nothing is said; the older `crs` member still stands in what cities export."""
    rows, whole = None, dict[str, Any]()
    with path.open("rb") as file:
        pieces = Pieces(file)
        for name in pieces.members():
            if name == "features" and rows is None:
                rows = _counted(map(_feature, pieces.items()))
            else:
                whole[name] = pieces.value()
        pieces.end()
    if rows is None:
        if whole.get("type") == "FeatureCollection":
            raise ValueError("a collection of nothing")
        rows = (_feature(whole),)
    if whole.get("crs") is None:
        return Source(rows, WGS84)
    text = str(((whole["crs"] or {}).get("properties") or {}).get("name", ""))[:300] or "?"
    return Source(rows, from_name(text), text)


def _feature(feature: dict[str, Any]) -> Raw:
    geometry = feature.get("geometry") if feature.get("type") == "Feature" else feature
    fields = dict(feature.get("properties") or {})
    if feature.get("id") is not None:
        fields.setdefault("id", feature["id"])
    return fields, _shape(geometry)


def _shape(geometry: dict[str, Any] | None) -> shapely.Geometry | None:
    if not geometry or geometry.get("type") not in _SURFACES:
        return None
    try:
        return shapely.force_2d(shapely.geometry.shape(geometry))
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError):
        return None  # a ring of two points, a number that is none: this area is told as left out, the others count


# GeoPackage


def _geopackage(path: Path) -> Source:
    """The layers of a GeoPackage that hold surfaces, one after the other. Only looked at: `immutable` writes no journal."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE_BYTES)
        steps = count(1)
        connection.set_progress_handler(lambda: next(steps) > _MAX_STEPS, _STEPS)
        connection.execute("PRAGMA trusted_schema=OFF")
        layers = connection.execute(
            "SELECT g.table_name, g.column_name, s.srs_id, s.organization, s.organization_coordsys_id, s.definition"
            " FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id ORDER BY g.table_name"
        ).fetchall()
        if not layers:
            raise ValueError("no layer")
        known = [_srs(layer) for layer in layers]
        crs = known[0] if all(each == known[0] for each in known) else None
        text = "" if crs else "; ".join(f"{layer['organization']}:{layer['organization_coordsys_id']}" for layer in layers)
        return Source(_counted(row for layer in layers for row in _layer(connection, layer)), crs, text)


def _srs(layer: sqlite3.Row) -> Crs | None:
    if str(layer["organization"] or "").upper() == "EPSG":
        found = from_epsg(int(layer["organization_coordsys_id"]))
        if found is not None:
            return found
    return from_wkt(str(layer["definition"] or ""))


def _layer(connection: sqlite3.Connection, layer: sqlite3.Row) -> Iterator[Raw]:
    table, column = (str(layer[name]).replace('"', '""') for name in ("table_name", "column_name"))
    left_bytes = MAX_FILE_BYTES
    for row in connection.execute(f'SELECT * FROM "{table}"'):
        left_bytes -= sum(len(value) for value in row if isinstance(value, (bytes, str)))
        if left_bytes < 0:
            raise ValueError("more than the file holds")  # made while it is read
        fields = {name: row[name] for name in row.keys() if name != layer["column_name"]}  # noqa: SIM118 - a Row
        yield fields, _blob(row[column])


def _blob(data: bytes | None) -> shapely.Geometry | None:
    """GeoPackage's header ("GP", version, flags, srs, box) before plain WKB."""
    if not isinstance(data, bytes) or len(data) < 8 or data[:2] != b"GP":
        return None
    box = (0, 32, 48, 48, 64)
    kind = (data[3] >> 1) & 7
    if kind >= len(box) or data[3] & 0x10:  # an envelope that is none; marked as empty
        return None
    outline = data[8 + box[kind]:]
    if not is_flat(outline):
        return None
    try:
        shape = shapely.force_2d(shapely.from_wkb(outline))
    except (shapely.errors.ShapelyError, ValueError):
        return None
    return shape if shape is not None and shape.geom_type in _SURFACES else None


# Shapefile


def _shapefile(path: Path) -> Source:
    import shapefile  # only with such a file

    text = _beside(path, ".prj").strip()
    # .cpg says how the names are written; without it they are GBK in China unless they read as UTF-8
    said = _beside(path, ".cpg").strip()
    for encoding in [_codec(said)] if said else ["utf-8", "gb18030"]:
        # by files and not by path: pyshp looks for a .cpg of its own and argues with ours
        with ExitStack() as files, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parts: dict[str, Any] = {
                name: files.enter_context(part.open("rb")) for name in ("shp", "dbf", "shx") if (part := _part(path, f".{name}"))
            }
            try:
                with shapefile.Reader(**parts, encoding=encoding) as reader:
                    return Source(_counted(_shape_row(each) for each in reader.iterShapeRecords()), from_wkt(text), text[:60])
            except (UnicodeDecodeError, shapefile.dbfFileException):
                continue
    raise ValueError("names in no known writing")


def _part(path: Path, suffix: str) -> Path | None:
    return next((each for each in (path.with_suffix(suffix), path.with_suffix(suffix.upper())) if each.is_file()), None)


def _shape_row(row: Any) -> Raw:
    return row.record.as_dict(), None if row.shape.shapeType == 0 else _shape(row.shape.__geo_interface__)


def _codec(said: str) -> str:
    plain = said.upper().replace("-", "").replace("_", "").replace(" ", "")
    names = {"UTF8": "utf-8", "65001": "utf-8", "936": "gb18030", "CP936": "gb18030", "GBK": "gb18030", "GB2312": "gb18030",
             "OEM936": "gb18030", "ANSI936": "gb18030", "GB18030": "gb18030"}
    return names.get(plain, said)


def _beside(path: Path, suffix: str) -> str:
    part = _part(path, suffix)
    if part is None or part.stat().st_size >= 1 << 16:
        return ""
    return part.read_text("utf-8", errors="replace").lstrip("\ufeff")
