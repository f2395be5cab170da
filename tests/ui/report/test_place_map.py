"""No signal, no position, no photo that knows: the place is shown by a tap on the map that the device has."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from fieldclient.geo.areas import Area, Level
from fieldclient.geo.mercator import metres_per_pixel, zoom_for
from sync.protocol.feed import CaseChanged
from sync.protocol.position import Position, PositionSource
from tests.fieldclient.store.making import case, page
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import HANDLER, Theatre, session_of

SOUTH, WEST, STEP = 36.300, 120.390, 0.004


def grid(at: int) -> Area:
    south, west = SOUTH + at // 2 * STEP, WEST + at % 2 * STEP
    outline = shapely.to_wkb(shapely.box(west, south, west + STEP, south + STEP))
    return Area(f"37021400100100{at}", f"网格{at}", Level.GRID, outline)


def at_the_place(put_on: PutOn) -> Theatre:
    stage = put_on("report")
    stage.do(lambda desk: desk.store.areas.replace([grid(at) for at in range(4)], "grids.geojson", desk.now()))
    stage.room.newReport()
    stage.settle()
    stage.click("report.where")
    return stage


def draft(stage: Theatre):  # type: ignore[no-untyped-def]
    return stage.ask(lambda desk: desk.drafts())[0]


def test_a_place_that_nobody_knows_is_tapped_on_the_map(put_on: PutOn) -> None:
    stage = at_the_place(put_on)
    stage.until(lambda: stage.seen("place.map") is not None, "a drawn map under the pad")
    sheet = stage.room.pad.ground.chart.sheet.image
    assert len({sheet.pixelColor(x, y).rgb() for x in range(0, sheet.width(), 7) for y in range(0, sheet.height(), 7)}) > 2

    assert stage.seen("place.pin") is None  # it only opens where the work is: nobody has said where yet
    assert "Tap the map" in str(stage.find("place.notice").property("text"))
    stage.click("place.save")
    assert stage.room.top() == "place" and "Tap the map" in str(stage.find("place.problem").property("text"))
    assert draft(stage).position is None

    pad = stage.find("place.pad")
    QTest.mouseClick(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, stage.middle(pad) + QPoint(60, -40))
    stage.settle()
    assert stage.seen("place.pin") is not None and stage.seen("place.notice") is None
    metres = 1 / float(pad.property("pixelsPerMetre"))
    stage.click("place.save")
    place = draft(stage).position
    assert place.source is PositionSource.HAND
    near = 3 * metres / 111_195  # three pixels
    assert place.latitude == pytest.approx(SOUTH + STEP + 40 * metres / 111_195, abs=near)
    assert place.longitude == pytest.approx(WEST + STEP + 60 * metres / 111_195 / 0.806, abs=near / 0.806)
    assert stage.seen("place.map") is None


def test_the_map_lies_where_the_pad_lies(put_on: PutOn) -> None:
    """Panned, zoomed and moved by numbers, what is drawn is what the pin is put on; and nothing is drawn for nobody."""
    stage = at_the_place(put_on)
    chart = stage.room.pad.ground.chart
    pad = stage.find("place.pad")
    stage.click("place.zoomIn")
    stage.find("place.pad").forceActiveFocus()
    stage.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)  # by keys alone: from the middle of what is seen
    assert stage.room.pad.pinned and stage.room.pad.east > 0
    for _ in range(9):
        stage.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    pin = stage.room.pad._degrees()
    spot = chart.view.place(type(chart.view.middle)(*pin))
    lies = pad.property("width") / 2 + (stage.room.pad.east - pad.property("east")) * pad.property("pixelsPerMetre"), \
        pad.property("height") / 2 - (stage.room.pad.north - pad.property("north")) * pad.property("pixelsPerMetre")
    assert spot == pytest.approx(lies, abs=1.5)

    stage.type("place.latitude", "36.07, 120.38")
    stage.key(Qt.Key.Key_Return)
    middle = chart.view.middle
    assert (middle.latitude, middle.longitude) == pytest.approx((36.07, 120.38), abs=1e-6)
    stage.key(Qt.Key.Key_Escape)
    assert stage.room.top() == "" and not chart._shown


def test_open_cases_around_are_marked_and_a_tap_goes_through_them(put_on: PutOn) -> None:
    stage = put_on("report")
    here, far = (WEST + STEP, SOUTH + STEP), (WEST + 1, SOUTH)
    cases = [case(position=Position(latitude=at[1], longitude=at[0], source=PositionSource.HAND)) for at in (here, far)]
    stage.do(lambda desk: desk.store.areas.replace([grid(at) for at in range(4)], "grids.geojson", desk.now()))
    stage.do(lambda desk: desk.queue.apply_page(page(*(CaseChanged(case=each) for each in cases)), desk.now()))
    stage.room.newReport()
    stage.settle()
    stage.click("report.where")
    stage.type("place.latitude", f"{here[1]}, {here[0]}")
    stage.key(Qt.Key.Key_Return)
    ground, mark = stage.room.pad.ground, f"map.mark.{cases[0].id}"
    stage.until(lambda: stage.seen(mark) is not None, "the case that is here")
    assert [row.case_id for row in ground.cases.rows] == [cases[0].id] and "1 case in view" in stage.text("place.cases")
    item = stage.find(mark)
    spot = item.mapToItem(stage.find("place.pad"), item.boundingRect().center())
    pad = stage.find("place.pad")
    assert (spot.x(), spot.y()) == pytest.approx((pad.width() / 2, pad.height() / 2), abs=2), "it lies where it is"
    before = stage.room.pad.latitudeText
    stage.click("place.zoomIn")
    QTest.mouseClick(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, stage.middle(item) + QPoint(8, 8))
    stage.settle()
    assert stage.room.top() == "place" and stage.room.pad.latitudeText != before, "nothing opens: here is where the report is"


def test_who_comes_next_sees_nothing_that_was_drawn_for_the_one_before(put_on: PutOn) -> None:
    stage = at_the_place(put_on)
    stage.until(lambda: stage.seen("place.map") is not None, "a drawn map under the pad")
    ground = stage.room.pad.ground
    stage.until(ground.chart.settled, "what was asked for is drawn")
    before = ground.chart.sheet
    stage.key(Qt.Key.Key_Escape)
    stage.do(lambda desk: desk.signed_in(session_of(HANDLER)))
    ground.show(True)
    assert ground.chart.sheet is before and not ground.drawn, "until it is known who looks"
    stage.until(lambda: ground.drawn, "drawn for them")
    assert ground.chart.sheet is not before and ground.chart.sheet.sheet.n > before.sheet.n
    ground.chart._take_sheet(before.sheet, bytearray(before.image.sizeInBytes()))
    assert ground.chart.sheet.sheet.n > before.sheet.n, "one that comes late is not for them either"
    ground.show(False)


def test_a_zoom_and_its_metres_are_each_others_way_back() -> None:
    for latitude in (0.0, 36.3, -60.0):
        for metres in (0.1, 1.0, 50.0):
            assert metres_per_pixel(latitude, zoom_for(latitude, metres)) == pytest.approx(metres)
