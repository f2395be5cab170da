"""Which grid, community, street and office a place belongs to, from files as cities hand them over."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from fieldclient.geo.area import Area, Level, level_of
from fieldclient.geo.area_files import AreaFile, read_areas
from fieldclient.geo.areas import AreaIndex
from fieldclient.geo.datum import wgs84_to_gcj02
from fieldclient.resources import resource
from fieldclient.ui.words import Words
from sync.protocol.position import Datum, Position, PositionSource
from sync.protocol.problems import Code, Problem
from tests.fieldclient.geo.area_making import (
    CGCS2000,
    SOUTH,
    STEP,
    STRIP_120,
    WEST,
    code,
    grids,
    middle,
    square,
    write_geojson,
    write_geopackage,
    write_shapefile,
)


def at(latitude: float, longitude: float) -> Position:
    return Position(latitude=latitude, longitude=longitude, source=PositionSource.GNSS)


def index_of(read: AreaFile) -> AreaIndex:
    return AreaIndex(read.areas)


def told(read: AreaFile) -> dict[Code, dict[str, object]]:
    for notice in read.notices:
        for language in ("zh", "en"):
            assert "{" not in Words(language).sentence(notice)
    return {notice.code: dict(notice.facts) for notice in read.notices}


def refused(path: Path, **how: object) -> Problem:
    with pytest.raises(Problem) as caught:
        read_areas(path, **how)  # type: ignore[arg-type]
    for language in ("zh", "en"):
        sentence = Words(language).sentence(caught.value)
        assert sentence and "{" not in sentence
    return caught.value


WRITERS: dict[str, Callable[[Path], Path]] = {
    "geojson": lambda folder: write_geojson(folder / "网格.geojson", grids(), bom=True),
    "geojson cgcs2000": lambda folder: write_geojson(folder / "a.json", grids(), crs="urn:ogc:def:crs:EPSG::4490"),
    "geojson crs84": lambda folder: write_geojson(folder / "a.json", grids(), crs="urn:ogc:def:crs:OGC:1.3:CRS84"),
    "geopackage": lambda folder: write_geopackage(folder / "网 格.gpkg", grids()),
    "geopackage without box": lambda folder: write_geopackage(folder / "a.gpkg", grids(), box=False),
    "geopackage by definition": lambda folder: write_geopackage(folder / "a.gpkg", grids(), organization="CITY", number=1),
    "shapefile gbk": lambda folder: write_shapefile(folder / "网格.shp", grids()),
    "shapefile utf-8": lambda folder: write_shapefile(folder / "a.shp", grids(), cpg="UTF-8", encoding="utf-8"),
    "shapefile without cpg": lambda folder: write_shapefile(folder / "a.shp", grids(), cpg=None),
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_same_grids(name: str, tmp_path: Path) -> None:
    read = read_areas(WRITERS[name](tmp_path))
    assert read.notices == () and read.levels == {Level.GRID: 6}
    found = index_of(read).where(at(*middle(1, 1)))
    assert (found.grid, found.grid_name, found.department) == (code(5), "第2列网格", "街道办")
    assert (found.community, found.street, found.outside, found.known) == (code(5)[:12], code(5)[:9], False, True)
    assert index_of(read).where(at(*middle(9, 9))).outside


def test_gauss_kruger_metres_become_degrees(tmp_path: Path) -> None:
    """Forward by another formula (Snyder's, by powers of the longitude) than the one that is used backwards."""
    rows = [(fields, shapely.transform(shape, lambda xy: _forward(xy, 120.0))) for fields, shape in grids()]
    read = read_areas(write_shapefile(tmp_path / "a.shp", rows, prj=STRIP_120))
    for (_, given), area in zip(grids(), read.areas, strict=True):
        assert shapely.equals_exact(shapely.normalize(shapely.from_wkb(area.shape)), shapely.normalize(given), 1e-9)
    with_zone = [(fields, shapely.transform(shape, lambda xy: xy + (40_000_000, 0))) for fields, shape in rows]
    again = read_areas(write_geojson(tmp_path / "b.json", with_zone, crs="EPSG:4528"))  # zone 40 is 120 degrees east
    assert index_of(again).where(at(*middle(2, 0))).grid == code(3)


def _forward(xy: object, central_deg: float) -> object:
    import numpy as np

    points = np.asarray(xy, dtype=float)
    a, f = 6_378_137.0, 1 / 298.257222101
    e2 = f * (2 - f)
    ep2 = e2 / (1 - e2)
    phi, lam = np.radians(points[:, 1]), np.radians(points[:, 0] - central_deg)
    n = a / np.sqrt(1 - e2 * np.sin(phi) ** 2)
    t, c, big_a = np.tan(phi) ** 2, ep2 * np.cos(phi) ** 2, lam * np.cos(phi)
    m = np.array([_meridian_m(each, a, e2) for each in phi])
    x = n * (big_a + (1 - t + c) * big_a**3 / 6 + (5 - 18 * t + t * t + 72 * c - 58 * ep2) * big_a**5 / 120)
    y = m + n * np.tan(phi) * (big_a**2 / 2 + (5 - t + 9 * c + 4 * c * c) * big_a**4 / 24
                               + (61 - 58 * t + t * t + 600 * c - 330 * ep2) * big_a**6 / 720)
    return np.column_stack([x + 500_000, y])


def _meridian_m(phi: float, a: float, e2: float) -> float:
    """The arc from the equator, by Simpson's rule."""
    steps = 400
    h = phi / steps

    def radius(each: float) -> float:
        return a * (1 - e2) / (1 - e2 * math.sin(each) ** 2) ** 1.5

    inner = sum((4 if k % 2 else 2) * radius(k * h) for k in range(1, steps))
    return h / 3 * (radius(0) + inner + radius(phi))


def test_the_demonstration_districts_own_seed() -> None:
    read = read_areas(resource("demo", "district.toml"))
    assert read.notices == () and read.levels == {Level.GRID: 6, Level.STREET: 1}
    found = index_of(read).where(at(36.06612, 120.38231))
    assert (found.grid, found.grid_name) == ("370202001001002", "五四广场网格")
    assert (found.street_name, found.department) == ("香港中路街道", "香港中路街道办事处")
    between = index_of(read).where(at(36.0800, 120.3820))  # in the street, in none of its grids
    assert (between.grid, between.street, between.outside) == ("", "370202001", False)
    assert index_of(read).where(at(41.1245, 122.0697)).outside


def test_levels_nest_and_a_jurisdiction_has_the_last_word(tmp_path: Path) -> None:
    rows = [
        *grids(), ({"SZDYWGBSM": "370202001001", "MC": "社区甲", "ZGBMMC": ""}, square(0, 0, 3)),
        ({"SZDYWGBSM": "370202001", "MC": "街道甲", "ZGBMMC": "街道办"}, square(0, 0, 4)),
    ]
    read = read_areas(write_geojson(tmp_path / "a.geojson", rows))
    border = read_areas(write_geojson(tmp_path / "b.geojson", [({"MC": "区界"}, square(0, 0, 2))]), level=Level.JURISDICTION)
    whole = AreaIndex([*read.areas, *border.areas])
    inside, out = whole.where(at(*middle(1, 1))), whole.where(at(*middle(2, 0)))
    assert (inside.community_name, inside.street_name, inside.outside) == ("社区甲", "街道甲", False)
    assert out.outside and out.grid == code(3)  # said at once, and the grid is told all the same


def test_edges_belong_to_one_grid_and_always_the_same(tmp_path: Path) -> None:
    read = read_areas(write_geojson(tmp_path / "a.geojson", grids()))
    edge, corner = at(SOUTH + STEP / 2, WEST + STEP), at(SOUTH + STEP, WEST + STEP)
    for order in (read.areas, read.areas[::-1]):
        assert AreaIndex(order).where(edge).grid == code(1)
        assert AreaIndex(order).where(corner).grid == code(1)
        assert not AreaIndex(order).where(corner).outside


def test_holes_multipolygons_and_overlaps(tmp_path: Path) -> None:
    hole = shapely.difference(square(0, 0, 3), square(1, 1))
    two = shapely.union_all([square(4, 0), square(6, 0)])
    rows = [({"code": code(1)}, hole), ({"code": code(2)}, two), ({"code": code(3)}, square(0, 0))]
    read = read_areas(write_geojson(tmp_path / "a.geojson", rows))
    index = index_of(read)
    assert index.where(at(*middle(1, 1))).outside  # the hole
    assert index.where(at(*middle(4, 0))).grid == index.where(at(*middle(6, 0))).grid == code(2)
    assert index.where(at(*middle(5, 0))).outside
    shared = index.where(at(*middle(0, 0)))
    assert (shared.grid, shared.overlapping) == (code(3), (code(1),))  # the smaller one counts
    assert told(read) == {Code.AREAS_OVERLAP: {"count": 1, "which": code(1), "other": code(3)}}


def test_outlines_that_cross_themselves_are_mended_and_told(tmp_path: Path) -> None:
    bow = shapely.Polygon([(WEST, SOUTH), (WEST + STEP, SOUTH + STEP), (WEST + STEP, SOUTH), (WEST, SOUTH + STEP)])
    read = read_areas(write_geojson(tmp_path / "a.geojson", [({"code": code(1)}, bow)]))
    assert told(read) == {Code.AREAS_MENDED: {"count": 1, "which": code(1)}}
    assert index_of(read).where(at(SOUTH + STEP / 2, WEST + STEP * 0.9)).grid == code(1)
    assert all(shapely.from_wkb(area.shape).is_valid for area in read.areas)


def test_swapped_axes_are_turned_and_told(tmp_path: Path) -> None:
    read = read_areas(write_geojson(tmp_path / "a.geojson", grids(), swapped=True))
    assert told(read)[Code.AREAS_SWAPPED]["count"] == 6
    assert index_of(read).where(at(*middle(1, 1))).grid == code(5)
    west = [({"code": code(1)}, shapely.box(80.2, 41.1, 80.3, 41.2))]  # both numbers could be a latitude: Aksu, turned
    assert Code.AREAS_SWAPPED in told(read_areas(write_geojson(tmp_path / "b.geojson", west, swapped=True)))
    assert Code.AREAS_SWAPPED not in told(read_areas(write_geojson(tmp_path / "c.geojson", west)))


def test_rows_without_outline_or_code_cost_nothing_else_and_doubles_are_joined(tmp_path: Path) -> None:
    rows = [*grids(), ({"SZDYWGBSM": code(99)}, None), ({"SZDYWGBSM": "x", "MC": "无编码"}, square(5, 5)),
            ({"SZDYWGBSM": code(1)}, square(0, 5)), ({"SZDYWGBSM": code(98)}, shapely.LineString([(120, 36), (121, 36)]))]
    read = read_areas(write_geojson(tmp_path / "a.geojson", rows))
    assert told(read) == {Code.AREAS_SKIPPED: {"count": 3, "which": code(99)}, Code.AREAS_TWICE: {"count": 1, "which": code(1)}}
    assert len(read.areas) == 6 and index_of(read).where(at(*middle(0, 5))).grid == code(1)


BAD: dict[str, tuple[Callable[[Path], Path], Code]] = {
    "nothing": (lambda f: _bytes(f / "a.geojson", b""), Code.AREAS_UNREADABLE),
    "no json": (lambda f: _bytes(f / "a.geojson", b"{\xff\xfe"), Code.AREAS_UNREADABLE),
    "deep json": (lambda f: _bytes(f / "a.geojson", b"[" * 200_000), Code.AREAS_UNREADABLE),
    "a list": (lambda f: _bytes(f / "a.geojson", b"[1]"), Code.AREAS_UNREADABLE),
    "no features": (lambda f: write_geojson(f / "a.geojson", []), Code.AREAS_EMPTY),
    "only points": (lambda f: write_geojson(f / "a.geojson", [({"code": code(1)}, shapely.Point(120, 36))]), Code.AREAS_EMPTY),
    "no codes": (lambda f: write_geojson(f / "a.geojson", [({"名": "甲"}, square(0, 0))]), Code.AREAS_NO_CODES),
    "another crs": (lambda f: write_geojson(f / "a.geojson", grids(), crs="EPSG:3857"), Code.AREAS_CRS),
    "metres called degrees": (lambda f: write_geojson(f / "a.geojson", [
        (row[0], shapely.transform(row[1], lambda xy: xy * 1000)) for row in grids()]), Code.AREAS_CRS),
    "shapefile without prj": (lambda f: write_shapefile(f / "a.shp", grids(), prj=""), Code.AREAS_CRS),
    "shapefile of the old datum": (lambda f: write_shapefile(
        f / "a.shp", grids(), prj=CGCS2000.replace("China_Geodetic_Coordinate_System_2000", "Beijing_1954").replace("China_2000", "Beijing_1954")
        .replace("CGCS2000", "Krasovsky_1940")), Code.AREAS_CRS),
    "half a shapefile": (lambda f: _cut(write_shapefile(f / "a.shp", grids()), 150), Code.AREAS_UNREADABLE),
    "shapefile alone": (lambda f: _alone(write_shapefile(f / "a.shp", grids())), Code.AREAS_UNREADABLE),
    "geopackage without crs": (lambda f: write_geopackage(f / "a.gpkg", grids(), organization="NONE", number=-1, definition="undefined"),
                               Code.AREAS_CRS),
    "half a geopackage": (lambda f: _cut(write_geopackage(f / "a.gpkg", grids()), 5000), Code.AREAS_UNREADABLE),
    "not there": (lambda f: f / "a.geojson", Code.FILE_MISSING),
    "a folder": (lambda f: f, Code.AREAS_UNREADABLE),
    "broken seed": (lambda f: _bytes(f / "a.toml", b"[[areas]]\ncode = 1\n"), Code.AREAS_UNREADABLE),
}


def _bytes(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _cut(path: Path, size: int) -> Path:
    return _bytes(path, path.read_bytes()[:size])


def _alone(path: Path) -> Path:
    for suffix in (".dbf", ".shx"):
        path.with_suffix(suffix).unlink()
    return path


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_one_sentence(name: str, tmp_path: Path) -> None:
    make, expected = BAD[name]
    assert refused(make(tmp_path)).code is expected


def test_a_person_may_say_which_datum_a_map_speaks(tmp_path: Path) -> None:
    shifted = [(fields, shapely.transform(shape, lambda xy: [wgs84_to_gcj02(y, x)[::-1] for x, y in xy])) for fields, shape in grids()]
    path = write_geojson(tmp_path / "a.geojson", shifted)
    assert index_of(read_areas(path)).where(at(*middle(0, 0))).grid != code(1)  # half a kilometre away
    assert index_of(read_areas(path, datum=Datum.GCJ02)).where(at(*middle(0, 0))).grid == code(1)
    bare = write_shapefile(tmp_path / "b.shp", grids(), prj="")
    assert index_of(read_areas(bare, datum=Datum.CGCS2000)).where(at(*middle(0, 0))).grid == code(1)


def test_thousands_of_grids_agree_with_asking_each_one() -> None:
    import random

    draw = random.Random(4)
    areas = [Area(f"3702020{n:08d}", "", Level.GRID, shapely.to_wkb(shapely.Point(
        draw.uniform(120, 121), draw.uniform(36, 37)).buffer(draw.uniform(0.002, 0.02), 4))) for n in range(1500)]
    index, shapes = AreaIndex(areas), [shapely.from_wkb(area.shape) for area in areas]
    for _ in range(200):
        x, y = draw.uniform(120, 121), draw.uniform(36, 37)
        holding = sorted((shape.area, area.code) for shape, area in zip(shapes, areas, strict=True) if shape.intersects(shapely.Point(x, y)))
        found = index.where(at(y, x))
        assert [found.grid, *found.overlapping] == ([each[1] for each in holding] or [""])
        assert found.outside is (not holding)


@pytest.mark.parametrize(("text", "level"), [
    ("370202001001001", Level.GRID), ("37020200100101", Level.GRID), ("370202001001", Level.COMMUNITY), ("370202001", Level.STREET),
    ("370202", Level.JURISDICTION), ("37020", None), ("", None), ("37020200A", None), ("３７０２０２", None)])
def test_levels_by_code(text: str, level: Level | None) -> None:
    assert level_of(text) is level


def test_no_areas_means_nothing_is_outside() -> None:
    found = AreaIndex([]).where(at(36, 120))
    assert not found.known and not found.outside and found.grid == ""


def test_numbers_that_spreadsheets_made_of_codes(tmp_path: Path) -> None:
    rows = [({"code": 370202001001001.0}, square(0, 0)), ({"code": 370202001001002}, square(1, 0))]
    whole = json.loads(write_geojson(tmp_path / "a.geojson", rows).read_text())
    assert whole["features"][0]["properties"]["code"] == 370202001001001.0
    assert [area.code for area in read_areas(tmp_path / "a.geojson").areas] == [code(1), code(2)]
