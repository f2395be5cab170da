"""From a file of areas to areas that can be kept: codes and names found, outlines in WGS-84, mended and told.

A file replaces the levels that are in it as a whole. What is wrong with single areas comes back as notices and costs nothing
else; what makes the whole file doubtful is a Problem, and nothing is changed.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely

from fieldclient.geo.area import Area, Level, level_of
from fieldclient.geo.area_sources import Raw, Source, read_source
from fieldclient.geo.crs import WGS84, Crs, is_degrees, looks_swapped, to_degrees
from sync.protocol.position import Datum
from sync.protocol.problems import Code, Problem

_NEIGHBOURS, _ROWS = 16, 16  # pairs looked at for each area of a level, at the most; areas compared with all others at a time
OVERLAP_SHARE = 0.02  # of the smaller one: neighbours digitised by hand overlap a little everywhere
# The names of fields, as the national standards and common exports write them (domain 2.3), lower case; the first that is there.
_CODES = (
    "szdywgbsm", "dywgbsm", "wgbm", "wgdm", "szsqdm", "sqdm", "szjddm", "jddm", "code", "bsm", "bm", "编码", "网格编码",
    "网格代码", "adcode", "id",
)
_NAMES = ("name", "mc", "wgmc", "szsqmc", "sqmc", "szjdmc", "jdmc", "名称", "网格名称", "社区名称", "街道名称")
_DEPARTMENTS = ("department", "zgbmmc", "zgbmdm", "责任部门", "主管部门", "责任单位", "dept")


@dataclass(frozen=True, slots=True)
class AreaFile:
    """What a file gave. `notices` are for the person who imports it."""

    name: str
    areas: tuple[Area, ...]
    notices: tuple[Problem, ...]

    @property
    def levels(self) -> Counter[Level]:
        return Counter(area.level for area in self.areas)


@dataclass(slots=True)
class _Told:
    """Counts, and the first code of each kind for the sentence."""

    counts: Counter[Code] = field(default_factory=Counter)
    first: dict[Code, str] = field(default_factory=dict)

    def tell(self, code: Code, which: str) -> None:
        self.counts[code] += 1
        self.first.setdefault(code, which)

    def notices(self) -> list[Problem]:
        return [Problem(code, count=count, which=self.first[code]) for code, count in sorted(self.counts.items())]


def read_areas(path: Path, *, datum: Datum | None = None, level: Level | None = None) -> AreaFile:
    """The areas of a GeoJSON, GeoPackage or Shapefile, or of a hub's seed (`district.toml`).

    `datum`: what a person says its degrees are, where the file does not say it, or says it wrongly (maps of Chinese services
    are exported as "WGS 84" and are GCJ-02). `level`: what they are, where their codes do not tell (a jurisdiction often has
    none). Raises AREAS_UNREADABLE, AREAS_CRS, AREAS_NO_CODES, AREAS_EMPTY, FILE_MISSING, FILE_TOO_LARGE.
    """
    if path.suffix.lower() == ".toml":
        return _checked(path.name, *_seed(path))
    source = read_source(path)
    crs = Crs(datum) if datum is not None and datum is not Datum.UNKNOWN else source.crs
    if crs is None:
        raise Problem(Code.AREAS_CRS, name=path.name, crs=source.crs_text)
    told = _Told()
    codes = _codes(source, level, path.name)
    shapes = _in_wgs84([shape for _, shape in source.rows], crs, source.crs_text, path.name, told)
    areas = _areas(source.rows, codes, shapes, level, told)
    return _checked(path.name, areas, told)


def _checked(name: str, areas: list[Area], told: _Told) -> AreaFile:
    if not areas:
        raise Problem(Code.AREAS_EMPTY, name=name)
    return AreaFile(name, tuple(areas), tuple([*told.notices(), *_overlaps(areas)]))


def _codes(source: Source, level: Level | None, name: str) -> list[str]:
    """The code of each row: of the field that is called so, else of the one whose values are codes."""
    names = list(dict.fromkeys(key for fields, _ in source.rows for key in fields))
    by_rank = sorted((key for key in names if key.lower() in _CODES), key=lambda key: _CODES.index(key.lower()))
    for key in [*by_rank, *(key for key in names if key not in by_rank)]:
        codes = [_text(fields.get(key)) for fields, _ in source.rows]
        if sum(level_of(code) is not None for code in codes) * 2 > len(codes):
            return codes
    if level is not None:
        key = by_rank[0] if by_rank else ""
        return [_text(fields.get(key)) or f"{level.value}-{at}" for at, (fields, _) in enumerate(source.rows, 1)]
    if not source.rows:
        raise Problem(Code.AREAS_EMPTY, name=name)
    raise Problem(Code.AREAS_NO_CODES, name=name, fields=", ".join(names[:12]))


def _text(value: object) -> str:
    """A code as text: spreadsheets and .dbf files make 370202001001001.0 of it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _first(fields: dict[str, object], names: Sequence[str]) -> str:
    lower = {key.lower(): value for key, value in fields.items()}
    return next((text for name in names if (text := _text(lower.get(name)))), "")


def _in_wgs84(
    shapes: Sequence[shapely.Geometry | None], crs: Crs, crs_text: str, name: str, told: _Told
) -> list[shapely.Geometry | None]:
    """Outlines in degrees WGS-84. The axes are judged over the whole file: one grid alone could lie anywhere."""
    there = [shape for shape in shapes if shape is not None and not shape.is_empty]
    points = shapely.get_coordinates(there)
    if crs.strip is None and looks_swapped(points):
        told.counts[Code.AREAS_SWAPPED] = len(there)
        told.first[Code.AREAS_SWAPPED] = ""
        points = points[:, ::-1]
    degrees = to_degrees(points, crs)
    if len(points) and not is_degrees(degrees):  # metres that call themselves degrees, or the wrong strip
        raise Problem(Code.AREAS_CRS, name=name, crs=crs_text or crs.datum.value)
    moved = iter(shapely.set_coordinates(np.array(there, dtype=object), degrees)) if there else iter(())
    return [None if shape is None or shape.is_empty else next(moved) for shape in shapes]


def _areas(
    rows: Sequence[Raw], codes: Sequence[str], shapes: Sequence[shapely.Geometry | None], level: Level | None, told: _Told
) -> list[Area]:
    found: dict[tuple[Level, str], list[tuple[Raw, shapely.Geometry]]] = {}
    for row, code, shape in zip(rows, codes, shapes, strict=True):
        its = level or level_of(code)
        surface = _surface(shape, code, told) if its is not None else None
        if its is None or surface is None:
            told.tell(Code.AREAS_SKIPPED, code or _first(row[0], _NAMES) or "?")
            continue
        found.setdefault((its, code), []).append((row, surface))
    areas = []
    for (its, code), given in found.items():
        if len(given) > 1:
            told.tell(Code.AREAS_TWICE, code)
        whole = given[0][1] if len(given) == 1 else shapely.union_all([surface for _, surface in given])
        fields = given[0][0][0]
        areas.append(Area(code, _first(fields, _NAMES), its, shapely.to_wkb(whole), _first(fields, _DEPARTMENTS)))
    return areas


def _surface(shape: shapely.Geometry | None, code: str, told: _Told) -> shapely.Geometry | None:
    """A valid polygon or multipolygon; None when nothing of it has a surface."""
    if shape is None:
        return None
    if not shape.is_valid:
        told.tell(Code.AREAS_MENDED, code)
        shape = shapely.make_valid(shape)
    if shape.geom_type == "GeometryCollection":
        parts = [part for part in shape.geoms if part.geom_type in ("Polygon", "MultiPolygon")]
        shape = shapely.union_all(parts) if parts else None
    if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon") or not shape.area > 0:
        return None
    return shape


def _overlaps(areas: Iterable[Area]) -> list[Problem]:
    """Areas of one level that lie over each other by more than the pen's width. Where all lie over all it is enough to say so:
    counting goes on until no map that is one could have as many neighbours."""
    by_level: dict[Level, list[Area]] = {}
    for area in areas:
        by_level.setdefault(area.level, []).append(area)
    pairs: list[tuple[str, str]] = []
    for held in by_level.values():
        shapes = shapely.from_wkb(np.array([area.shape for area in held], dtype=object))
        tree, to_look_at = shapely.STRtree(shapes), _NEIGHBOURS * len(held) + 1000
        for first in range(0, len(held), _ROWS):
            left, right = tree.query(shapes[first:first + _ROWS], predicate="intersects")
            left = left + first
            left, right = left[left < right][:to_look_at], right[left < right][:to_look_at]
            shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
            smaller = np.minimum(shapely.area(shapes[left]), shapely.area(shapes[right]))
            wrong = shared > OVERLAP_SHARE * smaller
            pairs += [(held[a].code, held[b].code) for a, b in zip(left[wrong], right[wrong], strict=True)]
            to_look_at -= len(left)
            if to_look_at <= 0:
                break
    pairs.sort()
    return [Problem(Code.AREAS_OVERLAP, count=len(pairs), which=pairs[0][0], other=pairs[0][1])] if pairs else []


def _seed(path: Path) -> tuple[list[Area], _Told]:
    """The areas of a hub's own seed file, with the street offices that answer where no rule says more."""
    try:
        whole = tomllib.loads(path.read_text("utf-8"))
        offices = {each["street"]: each["name"] for each in whole.get("departments", ()) if each.get("street")}
        rows: list[Raw] = [
            ({"code": each["code"], "name": each["name"], "department": offices.get(each["code"], "")},
             shapely.Polygon(each["polygon"])) for each in whole.get("areas", ())
        ]
    except FileNotFoundError as cause:
        raise Problem(Code.FILE_MISSING) from cause
    except (OSError, ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as cause:
        raise Problem(Code.AREAS_UNREADABLE, name=path.name) from cause
    told = _Told()
    shapes = _in_wgs84([shape for _, shape in rows], WGS84, "", path.name, told)
    return _areas(rows, [_text(fields["code"]) for fields, _ in rows], shapes, None, told), told
