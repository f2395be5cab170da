"""The page of one case beyond its acts: photos one after the other, where it lies, calls and visits, what was discarded, paper."""

from __future__ import annotations

import re
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import shapely
from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from fieldclient.geo.area import Area, Level
from fieldclient.ui.cases.case_sheet import CaseSheet
from fieldclient.ui.words import Words
from sync.protocol.feed import CONTACTS, CaseView, ContactNote
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.marks import Mark
from sync.protocol.media import Usage
from sync.protocol.mutations import Contact, Contacted, ContactWay, HandlingResult
from sync.protocol.people import HubInfo, Role
from sync.protocol.position import Position, PositionSource
from sync.protocol.wire import WIRE, WIRE_OLDEST
from tests.ui.cases import world
from tests.ui.cases.test_acts import at, in_hand, sealed
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import HANDLER, Theatre

GRID = "370214001001001"


def met_hub(desk: Any, *features: str) -> None:
    desk.store.settings.note_hub(HubInfo(
        hub_id="hub-test", name="hub", wire=WIRE, wire_oldest=WIRE_OLDEST, hub_time=world.now(), catalogue_version=1,
        features=features))


def areas() -> list[Area]:
    def grid(code: str, name: str, west: float, south: float) -> Area:
        return Area(code, name, Level.GRID, shapely.to_wkb(shapely.box(west, south, west + 0.0025, south + 0.002)))

    return [grid(GRID, "North grid", 120.395, 36.306), grid("370214001001002", "South grid", 120.395, 36.304)]


def noted(minutes_ago: int, **more: Any) -> ContactNote:
    contact = Contact(**{"way": ContactWay.CALL, "whom": Contacted.RESPONSIBLE, "name": "王店长",
                         "at": world.now() - timedelta(minutes=minutes_ago), **more})
    return ContactNote(seq=100 + minutes_ago, contact=contact, text="答应今晚清走", by="李强", role=Role.HANDLER,
                       at_hub=world.now())


def handled() -> CaseView:
    drawn = (Mark(kind="blur", points=((0.2, 0.2), (0.6, 0.6))), Mark(kind="arrow", points=((0.1, 0.1), (0.5, 0.5))))
    before = tuple(msgspec.structs.replace(ref, marks=drawn) for ref in world.files(*world.BEFORE))
    media = (*before, *world.files(*world.AFTER, usage=Usage.HANDLE_AFTER))
    return world.case(
        Stage.HANDLED, media=media, deadline=world.due(130), handler=HANDLER.id, handler_name="李强", grid=GRID,
        grid_name="North grid", result=HandlingResult.FIXED, result_text="已更换井盖", quantity=1.0,
        contacts=(noted(20), noted(90, way=ContactWay.VISIT, whom=Contacted.RESIDENT, name="")))


def source(stage: Theatre) -> str:
    return str(stage.room.viewer.source)


def test_photos_follow_one_another_by_key_button_and_finger(put_on: PutOn) -> None:
    stage = at(put_on, handled())
    stage.click("case.photo.0")
    stage.until(lambda: bool(source(stage)), "the photo")
    assert stage.room.viewer.place == "1 of 4" and stage.seen("case.zoom.before") is None
    stage.settle()
    first = source(stage)
    stage.click("case.zoom.bare")
    stage.until(lambda: source(stage) != first, "the original")
    stage.click("case.zoom.bare")
    assert source(stage) == first and not stage.room.viewer.bare, "what was hidden is hidden unless somebody asks"
    stage.key(Qt.Key.Key_Right)
    assert stage.room.viewer.place == "2 of 4" and source(stage) != first
    stage.click("case.zoom.next")
    stage.key(Qt.Key.Key_Right)
    assert stage.room.viewer.place == "4 of 4" and stage.seen("case.zoom.next") is None
    assert stage.seen("case.zoom.bare") is None, "nothing was drawn on it"
    stage.key(Qt.Key.Key_Right)
    assert stage.room.viewer.place == "4 of 4"
    view = stage.find("case.zoom")
    drag(stage, QPoint(500, 300), QPoint(760, 310))
    assert stage.room.viewer.place == "3 of 4", "a swipe to the right leads back"
    stage.key(Qt.Key.Key_Plus)
    assert view.property("zoom") > 1
    stage.key(Qt.Key.Key_Right)
    assert stage.room.viewer.place == "3 of 4", "in a photo that is larger than the window an arrow moves it"
    stage.click("case.zoom.before")
    assert view.property("zoom") == 1 and stage.room.viewer.place == "2 of 4"
    QTest.mouseDClick(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(640, 400))
    stage.settle()
    assert view.property("zoom") == 2.5
    stage.key(Qt.Key.Key_Escape)
    assert stage.room.step == ""


def drag(stage: Theatre, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 9):
        QTest.mouseMove(stage.window, start + (end - start) * step / 8)
        QTest.qWait(10)
    QTest.mouseRelease(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    stage.settle()


def test_where_it_lies_what_was_said_and_the_sheet_on_paper(put_on: PutOn, tmp_path: Path) -> None:
    view = handled()
    stage = put_on("cases", person=HANDLER)
    stage.do(lambda desk: desk.store.areas.replace(areas(), "a.geojson", world.now()))
    stage.do(lambda desk: (world.tell(desk, view), world.bring(desk, *world.files_of(view))))
    stage.room.openCase(view.id)
    stage.until(lambda: bool(stage.room.chart.own_rings), "the map")
    chart = stage.room.chart
    assert chart.grid == "In grid North grid" and chart.other_rings and chart.away == ""
    stage.room.fix.latest = Position(latitude=36.3062, longitude=120.3975, source=PositionSource.GNSS, accuracy_m=10.0)
    stage.room.fix.changed.emit()
    stage.settle()
    assert chart.away == "146 m from you, to the north-west"
    assert chart.me.x() > chart.pin.x() and chart.me.y() > chart.pin.y()
    assert stage.text("case.away").startswith("146 m")

    rows = stage.room.caseData.contacts.rows
    assert [row.title for row in rows] == ["Call · Shop or owner, 王店长", "Visit · Resident"]
    assert rows[0].text == "答应今晚清走" and rows[0].who == "noted by 李强"

    target = tmp_path / "case"
    stage.room.paper.save(QUrl.fromLocalFile(str(target)))
    stage.until(lambda: bool(stage.said), "the word that it is saved")
    assert stage.said[-1][0] == "Saved: case.pdf"
    raw = (tmp_path / "case.pdf").read_bytes()
    assert raw.startswith(b"%PDF-") and raw.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type\s*/Page\b", raw)) == 2
    assert len(re.findall(rb"/Subtype\s*/Image", raw)) >= 4, "its photos are in it"
    assert view.number.encode("utf-16-be").hex() in raw.hex() or b"Title" in raw


def test_the_small_map_speaks_the_language_chosen_now_and_calls_a_grid_by_its_name(put_on: PutOn) -> None:
    """On a device without areas of its own, too: the hub has said what the grid is called."""
    view = handled()
    stage = put_on("cases", person=HANDLER)
    stage.do(lambda desk: world.tell(desk, view))
    stage.room.openCase(view.id)
    stage.until(lambda: stage.room.chart.grid != "", "the map")
    stage.find("case.map")
    told = [str(item.property("text")) for item in stage.items() if item.property("text")]
    assert "In grid North grid" in told and "100 m" in told
    stage.tongue.choose("zh")
    stage.settle()
    told = [str(item.property("text")) for item in stage.items() if item.property("text")]
    assert "所在网格：North grid" in told and "100 米" in told


def test_a_name_that_is_found_after_a_lock_came_opens_no_dialog(put_on: PutOn) -> None:
    stage = at(put_on, handled())
    found: list[str] = []
    stage.room.paper.proposed.connect(found.append)
    stage.room.paper.propose()
    stage.theme.setProperty("covered", True)
    stage.until(lambda: len(found) == 1, "the name")
    stage.settle()
    assert open_dialogs(stage) == 0
    stage.theme.setProperty("covered", False)
    stage.room.paper.propose()
    stage.until(lambda: open_dialogs(stage) == 1, "else it is asked for")
    stage.theme.setProperty("covered", True)
    assert open_dialogs(stage) == 0


def open_dialogs(stage: Theatre) -> int:
    found = [each for each in stage.window.findChildren(QObject) if each.inherits("QQuickFileDialog")]
    return sum(bool(each.property("visible")) for each in found)


def test_the_sheet_says_what_the_page_says(put_on: PutOn, tmp_path: Path) -> None:
    """The same drawing makes pictures: what is looked at here is what is printed."""
    view = handled()
    stage = at(put_on, view)
    page, now = stage.room.caseData.page, stage.room.caseData.now
    drawn = stage.ask(lambda desk: desk.closely.map(page))
    drawn_on = {photo.sha256: photo.marks for photo in (*page.before, *page.after)}
    photos = stage.ask(lambda desk: desk.closely.pictures(drawn_on, 400))
    assert len(photos) == 4
    for language in ("zh", "en"):
        sheet = CaseSheet(page, photos, drawn, Words(language), now)
        images = [sheet.image(number, 4.0) for number in range(sheet.pages)]
        assert sheet.pages == 2 and all(ink(image) > 0.01 for image in images)
        assert texts(sheet.pdf()), "text is text in the file"
        bare = CaseSheet(msgspec_page(page), {}, None, Words(language), now)
        assert bare.pages == 1 and 0 < ink(bare.image(0, 4.0)) < ink(images[0]), "photos and map make the difference"


def msgspec_page(page: Any) -> Any:
    from dataclasses import replace

    return replace(page, before=(), after=(), others=(), position=None, contacts=(), timeline=())


def ink(image: QImage) -> float:
    """The part of a page that is not white."""
    small = image.scaled(105, 148)
    dark = sum(small.pixelColor(x, y).lightness() < 245 for x in range(105) for y in range(148))
    return dark / (105 * 148)


def texts(pdf: bytes) -> int:
    """How many pieces of text its pages show."""
    count = 0
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        try:
            count += len(re.findall(rb"\bT[jJ]\b", zlib.decompress(stream)))
        except zlib.error:
            continue
    return count


def test_a_call_is_noted(put_on: PutOn) -> None:
    view = in_hand()
    stage = at(put_on, view)
    assert stage.seen("case.act.contact") is None, "a hub of an older release could not read it"
    stage.do(lambda desk: met_hub(desk, CONTACTS))
    stage.room.refresh()
    stage.settle()
    stage.click("case.act.contact")
    stage.click("contact.submit")
    assert "whom you reached" in stage.said[-1][0]
    stage.click("contact.way.call")
    stage.click("contact.whom.responsible")
    stage.click("contact.when.60")
    stage.type("contact.name", "Mr Wang")
    stage.type("contact.text", "Clears it tonight")
    assert stage.room.asking.reachedAgo == "60"
    stage.click("contact.submit")
    mutation = sealed(stage)
    contact = mutation.body.contact
    assert mutation.act is Act.CONTACT and mutation.body.text == "Clears it tonight" and contact is not None
    assert (contact.way, contact.whom, contact.name) == (ContactWay.CALL, Contacted.RESPONSIBLE, "Mr Wang")
    assert timedelta(minutes=55) < mutation.made_at - contact.at < timedelta(minutes=65)
    assert stage.seen("case.act.feedback") is not None, "it moves nothing"


def test_rules_stand_before_asking_and_a_discarded_draft_comes_back(put_on: PutOn) -> None:
    stage = at(put_on, in_hand(extension_count=0))
    stage.click("case.act.extend")
    told = {row.id: row.text for row in stage.room.asking.rules.rows}
    assert told["decides"].startswith("Decided by: Dispatcher") and "approved so far: 0" in told["times"]
    assert told["effect0"].startswith("If approved, the deadline moves from") and "until" in told
    stage.type("extend.text", "Parts are on order")
    stage.click("extend.discard")
    stage.settle()
    (row,) = stage.room.caseData.discarded.rows
    assert row.text.startswith("Ask for more time, discarded")
    stage.click("case.discarded.back")
    stage.until(lambda: stage.room.act == "extend", "its page")
    assert stage.room.editor.description == "Parts are on order"
    stage.click("extend.submit")
    assert sealed(stage).body.text == "Parts are on order"
    assert not stage.room.caseData.discarded.rows


def test_too_late_is_said_and_nothing_is_begun(put_on: PutOn) -> None:
    late = msgspec.structs.replace(in_hand(), deadline=world.due(-10))
    stage = at(put_on, late)
    stage.click("case.act.extend")
    assert "The time for this is over" in stage.said[-1][0] and stage.room.act == ""


def test_a_selection_becomes_a_file(put_on: PutOn, tmp_path: Path) -> None:
    view = in_hand()
    stage = at(put_on, view)
    stage.room.listing.selection.start(view.id)
    stage.settle()
    stage.click("cases.export")
    assert stage.seen("cases.export.xlsx") is not None and stage.seen("cases.export.kml") is not None
    stage.room.exporting.start("csv", QUrl.fromLocalFile(str(tmp_path / "cases")))
    stage.until(lambda: bool(stage.said), "the word that it is saved")
    assert stage.said[-1][0] == "Saved: cases.csv"
    lines = (tmp_path / "cases.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 2 and lines[0].startswith("Case number,") and view.number in lines[1]
    assert not stage.room.exporting.running
