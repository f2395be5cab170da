"""No position crosses a boundary without its datum: types, wire, store, import and export."""

from __future__ import annotations

import ast
import csv
import io
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldclient.geo import datum
from fieldclient.geo.datum import Bd09, Gcj02, Wgs84, as_position, in_bd09, in_gcj02, in_wgs84
from fieldclient.work.export_reports import as_csv, as_geojson
from sync.protocol.media import MediaKind, MediaRef, Usage
from sync.protocol.position import Datum, Original, Position, PositionSource, distance_m

ROOT = Path(__file__).resolve().parents[3]
HAND = PositionSource.HAND
in_china = st.tuples(st.floats(20, 53), st.floats(74, 134))

# Every type with a latitude of its own, and what it says about the datum. A new one has to be entered here with a reason.
TYPES_WITH_DEGREES = {
    "sync.protocol.position.Position": "WGS-84 by definition; what the source said is in `original`",
    "sync.protocol.position.Original": "has `datum`",
    "fieldclient.geo.datum.Wgs84": "is its datum",
    "fieldclient.geo.datum.Gcj02": "is its datum",
    "fieldclient.geo.datum.Bd09": "is its datum",
    "fieldclient.geo.tracks.Fix": "GPX and NMEA are WGS-84 by definition",
    "fieldclient.geo.plane.Plane": "metres around a Position in WGS-84, for drawing",
}
DEGREES = {"latitude", "lat", "longitude", "lon", "lng"}


def fields_of(node: ast.ClassDef) -> set[str]:
    return {each.target.id for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)}


def test_every_type_with_degrees_says_its_datum() -> None:
    found = {}
    for folder in ("fieldclient", "sync"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text("utf-8")
            for node in ast.walk(ast.parse(text)) if any(f"{name}:" in text for name in DEGREES) else ():
                if isinstance(node, ast.ClassDef) and fields_of(node) & DEGREES and "datum" not in fields_of(node):
                    found[".".join(path.relative_to(ROOT).with_suffix("").parts) + "." + node.name] = path
    assert set(found) == set(TYPES_WITH_DEGREES) - {"sync.protocol.position.Original"}


MIXED = """
from fieldclient.geo.datum import Bd09, Gcj02, Wgs84, as_position, in_bd09, in_gcj02
from sync.protocol.position import Position, PositionSource, distance_m

place = as_position(Gcj02(36.0, 120.0), PositionSource.HAND)
tile: Gcj02 = in_gcj02(place)
wrong: Gcj02 = in_bd09(place)
distance_m(place, tile)
as_position((36.0, 120.0), PositionSource.HAND)
same: Wgs84 = Gcj02(36.0, 120.0)
in_bd09(Bd09(36.0, 120.0))
"""


@pytest.mark.timeout(120)
def test_the_checker_refuses_mixed_datums(tmp_path: Path) -> None:
    path = tmp_path / "mixed.py"
    path.write_text(MIXED)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file", "", "--cache-dir", str(ROOT / ".mypy_cache"),
         str(path)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    lines = sorted({int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error:" in line})
    assert lines == [7, 8, 9, 10, 11], done.stdout + done.stderr


@given(in_china)
def test_round_trips_stay_within_a_centimetre_and_half_a_metre(pair: tuple[float, float]) -> None:
    place = as_position(Wgs84(*pair), HAND)
    through_gcj = as_position(in_gcj02(place), HAND)
    through_bd = as_position(in_bd09(place), HAND)
    assert distance_m(place, through_gcj) < 0.01
    assert distance_m(place, through_bd) < 0.01  # 0.5 m would do; the iteration is exact


@given(in_china)
def test_what_a_map_said_goes_back_to_that_map_unchanged(pair: tuple[float, float]) -> None:
    """Shifted once on the way in and never a second time, however often it goes through."""
    for kind, out, name in ((Gcj02, in_gcj02, Datum.GCJ02), (Bd09, in_bd09, Datum.BD09)):
        place = as_position(kind(*pair), HAND)
        assert place.datum is name and place.original == Original(latitude=pair[0], longitude=pair[1], datum=name)
        for _ in range(3):
            place = as_position(out(place), HAND)
        assert out(place) == kind(*pair)


@given(in_china, st.sampled_from(list(Datum)))
def test_the_wire_keeps_the_datum(pair: tuple[float, float], name: Datum) -> None:
    wgs84 = datum.to_wgs84(*pair, name)
    said = Original(latitude=pair[0], longitude=pair[1], datum=name)
    place = Position(latitude=wgs84[0], longitude=wgs84[1], source=PositionSource.EXIF, original=said)
    ref = MediaRef(sha256="0" * 64, size_bytes=1, mime="image/jpeg", kind=MediaKind.PHOTO, usage=Usage.REPORT, position=place)
    for coded in (msgspec.json, msgspec.msgpack):
        back = coded.decode(coded.encode(ref), type=MediaRef).position
        assert back == place and back is not None and back.datum is name


def test_the_wire_takes_no_original_without_its_datum() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"latitude":36.0,"longitude":120.0,"source":"exif","original":{"latitude":36.0,"longitude":120.0}}', type=Position)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"latitude":36.0,"longitude":120.0,"datum":"mars"}', type=Original)


def test_exports_name_the_datum() -> None:
    report = dict.fromkeys(("reference", "number", "kind", "subcategory", "subcategory_zh", "subcategory_en", "description", "place",
                            "position_source", "accuracy_m", "observed_at", "reported_at", "stage", "delivery"))
    report |= {"latitude": 36.0, "longitude": 120.0, "datum": "wgs84", "photos": []}
    (row,) = csv.DictReader(io.StringIO(as_csv([report]).decode("utf-8-sig")))
    assert (row["latitude"], row["longitude"], row["datum"]) == ("36.0", "120.0", "wgs84")
    (feature,) = as_geojson([report])["features"]
    assert feature["geometry"]["coordinates"] == [120.0, 36.0] and feature["properties"]["datum"] == "wgs84"


def test_nothing_outside_this_room_shifts_bare_pairs() -> None:
    """The pair functions belong to the doors, and to readers of files, which wrap what they read at once; and to the corners
    of tiles, whose datum is the package's."""
    bare = {"wgs84_to_gcj02", "wgs84_to_bd09", "gcj02_to_wgs84", "bd09_to_wgs84", "gcj02_to_bd09", "bd09_to_gcj02", "from_wgs84", "to_wgs84"}
    allowed = {"fieldclient/geo/datum.py", "fieldclient/geo/crs.py", "fieldclient/capture/place.py", "fieldclient/geo/tile_datum.py",
               "fieldclient/work/maps/area_tiles.py"}
    users = set()
    for path in sorted([*(ROOT / "fieldclient").rglob("*.py"), *(ROOT / "sync").rglob("*.py")]):
        text = path.read_text("utf-8")
        if not any(name in text for name in bare):
            continue
        names = {each.id for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Name)}
        if names & bare:
            users.add(path.relative_to(ROOT).as_posix())
    assert users <= allowed, sorted(users - allowed)


def test_vectors_through_the_doors() -> None:
    """Qingdao, measured: 462 m to GCJ-02, 1258 m to BD-09; taken as WGS-84 by mistake it would be another street."""
    place = as_position(Wgs84(36.0671, 120.3826), HAND)
    as_if = [Position(latitude=each.latitude, longitude=each.longitude, source=HAND) for each in (in_wgs84(place), in_gcj02(place), in_bd09(place))]
    assert [round(distance_m(place, each)) for each in as_if] == [0, 462, 1258]
