"""A selection of cases as XLSX, CSV, GeoJSON and KML, opened by other readers than those that wrote it."""

from __future__ import annotations

import csv
import json
import threading
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
import shapely.geometry

from fieldclient.ui.words import Words
from fieldclient.ui.words.wording import wording_of
from fieldclient.work import RealDesk, exports
from fieldclient.work.export_cells import printable, tamed
from fieldclient.work.export_command import main
from fieldclient.work.exports import Format
from fieldclient.work.views import Lookup
from sync.protocol.deadlines import TimedStage
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import Stage
from sync.protocol.media import Usage
from sync.protocol.mutations import HandlingResult, RatingLevel, ResultUnit
from sync.protocol.people import Person, Role
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import session
from tests.ui.cases import world

LIU = Person(id="p-liu", name="刘处置", roles=(Role.HANDLER,), department="d-road")
NASTY = ("=HYPERLINK(\"http://x\",\"点我\")", "+86 532 1", "-1+1|cmd", "@SUM(A1)", "＝1＋1", "\t=1", "  =1+1")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
KML = "{http://www.opengis.net/kml/2.2}"


def cases() -> list[CaseView]:
    done = world.case(
        Stage.CLOSED, media=(*world.files(*world.BEFORE), *world.files(*world.AFTER, usage=Usage.HANDLE_AFTER)), number="37021420261121000427",
        result=HandlingResult.FIXED, result_text="已清理 <干净> & 冲洗", quantity=2.5, unit=ResultUnit.SQUARE_METRES,
        rating=RatingLevel.SATISFIED, handler_name="李强", grid="370214001001001", grid_name="正阳路网格")
    late = world.case(Stage.HANDLING, number="37021420261121000435", deadline=world.due(-40_000, TimedStage.HANDLE, limit_minutes=100_000))
    nowhere = world.case(Stage.DISPATCHED, number="37021420261121000443", position=None, place_text="小区门口")
    odd = [world.case(Stage.HANDLING, number=f"3702142026112100{at:04}", description=text) for at, text in enumerate(NASTY)]
    return [done, late, nowhere, *odd]


@pytest.fixture
def held(desk: RealDesk) -> list[CaseView]:
    told = cases()
    world.tell(desk, *told)
    return told


def wording(language: str = "zh") -> exports.Wording:
    return wording_of(Words(language), "王芳", world.now())


def written(desk: RealDesk, kind: str, path: Path, wanted: Any = None) -> Path:
    run = desk.exporting.write(kind, wanted or Lookup(), path, wording())
    assert run.wait(30) and run.problem is None, run.problem
    return path


def rows_of_xlsx(path: Path, sheet: int = 1) -> list[list[Any]]:
    """Cells as XML has them: text by the shared or inline string, numbers as floats, '' where there is nothing."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        shared = []
        if "xl/sharedStrings.xml" in archive.namelist():
            root = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
            shared = ["".join(part.text or "" for part in item.iter(f"{SHEET}t")) for item in root]
        root = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))
    assert not list(root.iter(f"{SHEET}f")), "nothing is a formula"
    assert not list(root.iter(f"{SHEET}hyperlink"))
    return [[_cell(cell, shared) for cell in row] for row in root.iter(f"{SHEET}row")]


def _cell(cell: Any, shared: list[str]) -> tuple[str, Any]:
    kind, column = cell.get("t"), "".join(sign for sign in cell.get("r") if sign.isalpha())
    value = cell.findtext(f"{SHEET}v")
    if kind == "s":
        return column, shared[int(value)]
    if kind == "inlineStr":
        return column, "".join(part.text or "" for part in cell.iter(f"{SHEET}t"))
    return column, float(value) if value is not None else ""


def table(path: Path) -> list[dict[str, Any]]:
    head, *rows = rows_of_xlsx(path)
    names = dict(head)
    return [{names[column]: value for column, value in row} for row in rows]


def test_xlsx_is_a_table_in_words_with_numbers_and_times_as_such(desk: RealDesk, held: list[CaseView], tmp_path: Path) -> None:
    found = {row["案件编号"]: row for row in table(written(desk, "xlsx", tmp_path / "案件.xlsx"))}
    assert len(found) == len(held)
    done = found["37021420261121000427"]
    assert (done["阶段"], done["处置结果"], done["评价"], done["单位"]) == ("已结案", "已解决", "满意", "㎡")
    assert (done["数量"], done["坐标系"], done["网格"]) == (2.5, "WGS-84", "正阳路网格")
    assert (done["纬度（WGS-84）"], done["经度（WGS-84）"]) == (36.30712, 120.39634)
    assert done["处置说明"] == "已清理 <干净> & 冲洗" and done["照片数"] == 4 and done["处置后照片数"] == 1
    reported = held[0].created_at.astimezone().replace(tzinfo=None)
    days = (reported - datetime(1899, 12, 30)).total_seconds() / 86400
    assert done["上报时间"] == pytest.approx(days, abs=1e-6)
    assert "纬度（WGS-84）" not in found["37021420261121000443"]
    assert found["37021420261121000435"]["期限情况"] == "已超期"


def test_xlsx_says_what_it_is(desk: RealDesk, held: list[CaseView], tmp_path: Path) -> None:
    path = written(desk, "xlsx", tmp_path / "a.xlsx")
    about = {row[0][1]: row[1][1] for row in rows_of_xlsx(path, 2)}
    assert about["导出人"] == "王芳" and "WGS-84" in about["坐标"] and about["时间"].startswith("UTC")
    with zipfile.ZipFile(path) as archive:
        names = archive.read("xl/workbook.xml").decode()
    assert 'name="案件"' in names and 'name="说明"' in names


def test_no_text_becomes_a_formula(desk: RealDesk, held: list[CaseView], tmp_path: Path) -> None:
    said = [row["问题描述"] for row in table(written(desk, "xlsx", tmp_path / "a.xlsx"))]
    assert set(said) >= {text.strip() if text == "\t=1" else text for text in NASTY if text != "\t=1"}
    with written(desk, "csv", tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {row["问题描述"] for row in csv.DictReader(file)}
    assert told >= {f"'{text}" for text in NASTY}
    assert not any(text.lstrip(" ").startswith(("=", "+", "-", "@", "＝", "\t")) for text in told)


def test_csv_opens_in_spreadsheets(desk: RealDesk, held: list[CaseView], tmp_path: Path) -> None:
    raw = written(desk, "csv", tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw and b"\n" not in raw.replace(b"\r\n", b"")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(keepends=True)))
    assert len(rows) == len(held)
    done = next(row for row in rows if row["案件编号"] == "37021420261121000427")
    assert datetime.fromisoformat(done["上报时间"]) == held[0].created_at.replace(microsecond=0)
    assert (done["纬度（WGS-84）"], done["坐标系"], done["阶段"]) == ("36.30712", "WGS-84", "已结案")


def test_geojson_is_read_by_a_geometry_library(desk: RealDesk, held: list[CaseView], tmp_path: Path) -> None:
    whole = json.loads(written(desk, "geojson", tmp_path / "a.geojson").read_text("utf-8"))
    assert whole["type"] == "FeatureCollection" and whole["datum"] == "WGS-84" and "crs" not in whole
    by_number = {each["properties"]["number"]: each for each in whole["features"]}
    point = shapely.geometry.shape(by_number["37021420261121000427"]["geometry"])
    assert (point.x, point.y) == (120.39634, 36.30712)
    assert by_number["37021420261121000443"]["geometry"] is None
    facts = by_number["37021420261121000427"]["properties"]
    assert (facts["stage"], facts["result"], facts["datum"]) == ("closed", "fixed", "wgs84")


def test_kml_is_read_as_xml(desk: RealDesk, held: list[CaseView], tmp_path: Path) -> None:
    root = ElementTree.parse(written(desk, "kml", tmp_path / "a.kml")).getroot()
    marks = {mark.find(f".//{KML}Data[@name='number']/{KML}value").text: mark for mark in root.iter(f"{KML}Placemark")}
    assert len(marks) == len(held)
    done = marks["37021420261121000427"]
    assert done.findtext(f"{KML}Point/{KML}coordinates") == "120.3963400,36.3071200"
    assert "已结案" in done.findtext(f"{KML}description") and "<干净> & 冲洗" in done.findtext(f"{KML}description")
    assert marks["37021420261121000443"].find(f"{KML}Point") is None
    styles = {style.get("id") for style in root.iter(f"{KML}Style")}
    assert {mark.findtext(f"{KML}styleUrl").removeprefix("#") for mark in marks.values()} <= styles
    assert marks["37021420261121000435"].findtext(f"{KML}styleUrl") == "#overdue"


@pytest.mark.parametrize("kind", list(Format))
def test_only_what_was_selected_in_the_order_of_selecting(
    desk: RealDesk, held: list[CaseView], tmp_path: Path, kind: Format
) -> None:
    """An id that is not in this person's sight is nobody's business."""
    theirs = world.case(Stage.HANDLING, number="37021420261121009999")
    picked = [held[2].id, theirs.id, held[0].id]
    run = desk.exporting.write(kind, picked, tmp_path / f"a.{kind}", wording())
    assert run.wait(30) and run.problem is None and (run.done, run.total) == (2, 2)
    raw = (tmp_path / f"a.{kind}").read_bytes()
    if kind is not Format.XLSX:
        assert raw.index(held[2].number.encode()) < raw.index(held[0].number.encode()) and theirs.number.encode() not in raw
    else:
        assert [row["案件编号"] for row in table(tmp_path / "a.xlsx")] == [held[2].number, held[0].number]


def test_a_colleague_on_the_same_tablet_exports_nothing_of_mine(
    desk: RealDesk, held: list[CaseView], tmp_path: Path
) -> None:
    desk.signed_in(session(LIU))
    run = desk.exporting.write("csv", [view.id for view in held], tmp_path / "a.csv", wording())
    assert run.wait(30) and run.done == 0
    assert len((tmp_path / "a.csv").read_bytes().splitlines()) == 1


@pytest.mark.parametrize("kind", list(Format))
def test_cancelled_leaves_nothing_and_what_was_there_stays(
    desk: RealDesk, held: list[CaseView], tmp_path: Path, kind: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, waits = tmp_path / "out" / f"a.{kind}", threading.Event()
    target.parent.mkdir()
    target.write_bytes(b"before")
    monkeypatch.setattr(exports, "IN_BLOCK", 1)
    monkeypatch.setattr(exports.time, "sleep", lambda seconds: waits.wait(20))
    run = desk.exporting.write(kind, Lookup(), target, wording())
    run.cancel()
    waits.set()
    assert run.wait(20) and run.cancelled and run.problem is None
    assert target.read_bytes() == b"before" and [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_tablet_that_changes_hands_stops_the_export(
    desk: RealDesk, held: list[CaseView], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = threading.Event(), threading.Event()
    monkeypatch.setattr(exports, "IN_BLOCK", 1)
    monkeypatch.setattr(exports.time, "sleep", lambda seconds: (begun.set(), goes_on.wait(20)))
    run = desk.exporting.write("csv", Lookup(), tmp_path / "a.csv", wording())
    assert begun.wait(20)
    desk.signed_in(session(LIU))
    goes_on.set()
    assert run.wait(20) and run.problem is not None and run.problem.code is Code.SIGN_IN_NEEDED
    assert not list(tmp_path.glob("*.csv"))


def test_no_such_folder_is_told_at_once(desk: RealDesk, tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        desk.exporting.write("csv", Lookup(), tmp_path / "nowhere" / "a.csv")
    assert told.value.code is Code.FILE_MISSING


def test_the_command_writes_a_choice(desk: RealDesk, held: list[CaseView], tmp_path: Path, capsys: Any) -> None:
    folder = str(desk.store.folder)
    assert main(["--data", folder, "--cases", str(tmp_path / "late.csv"), "--overdue", "--lang", "zh"]) == 0
    rows = list(csv.DictReader((tmp_path / "late.csv").read_text("utf-8-sig").splitlines()))
    assert [row["案件编号"] for row in rows] == ["37021420261121000435"]
    assert main(["--data", folder, "--cases", str(tmp_path / "one.geojson"), "--search", "000427", "--json"]) == 0
    (found,) = json.loads((tmp_path / "one.geojson").read_text("utf-8"))["features"]
    assert found["properties"]["number"] == "37021420261121000427"
    assert '"cases": 1' in capsys.readouterr().out
    for wrong in (["--cases", "a.doc"], ["--cases", "a.csv", "--everyone"], [], ["folder", "--cases", "a.csv"]):
        with pytest.raises(SystemExit) as ended:
            main(["--data", folder, *wrong])
        assert ended.value.code == 2


def test_cells() -> None:
    assert [tamed(text) for text in ("安全", "=1", "　=1", "a=1", "")] == ["安全", "'=1", "'　=1", "a=1", ""]
    assert printable("a\x00\x08b\ufffe\tc\n") == "ab\tc\n"


def test_every_column_has_a_name_and_a_value(desk: RealDesk, held: list[CaseView], tmp_path: Path) -> None:
    for language in ("zh", "en"):
        told = wording(language)
        assert all(told.column(name) != name for name in told.shown)
    full = msgspec.structs.replace(held[0], filed_at=world.now(), received_at=world.now(), handled_at=world.now())
    world.tell(desk, full, cursor="c2")
    path = written(desk, "geojson", tmp_path / "a.geojson", [full.id])
    (feature,) = json.loads(path.read_text("utf-8"))["features"]
    assert {name for name, value in feature["properties"].items() if value is None} <= {
        "due_at", "observed_at", "closed_at"}
