"""Narrowing, ordering, keeping and selecting in the window, with hands: what a person sees of a list of a district."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QDateTime, QObject, QPointF, Qt, Signal
from PySide6.QtPositioning import QGeoCoordinate, QGeoPositionInfo
from PySide6.QtQuick import QQuickItem

from fieldclient.ui.cases.route import MOST
from fieldclient.work.list_views import Light, Lookup
from sync.protocol.lifecycle import Stage
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Code, Problem
from tests.ui.cases import world
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import HANDLER, Theatre, focus_name

HERE = Position(latitude=36.30, longitude=120.39, source=PositionSource.GNSS)


def north(metres: float) -> Position:
    return Position(latitude=36.30 + metres / 111_195, longitude=120.39, source=PositionSource.GNSS)


def case(minutes: float, metres: float = 5000.0, stage: Stage = Stage.HANDLING, **more: Any) -> Any:
    return world.case(stage, handler=HANDLER.id, deadline=world.due(minutes), position=north(metres), **more)


def district(put_on: PutOn, **more: Any) -> Theatre:
    """Five cases: two late ones, one of them near; one with words of its own."""
    stage = put_on("cases", person=HANDLER, **more)
    stage.do(lambda desk: world.tell(
        desk, case(-10, 300, place_text="一号", grid="g1", grid_name="北网格"), case(-20, 4000, place_text="二号", grid="g1", grid_name="北网格"),
        case(100, 100, place_text="三号", grid="g2", grid_name="南网格"), case(200, 2000, Stage.DISPATCHED, place_text="四号"),
        case(300, 9000, place_text="五号", subcategory="C01-01", description="垃圾桶满溢，气味大")))
    stage.until(lambda: stage.room.listing.loaded and stage.room.listing.filters.total == 5, "the list and its counts")
    stage.settle()
    return stage


def places(stage: Theatre) -> list[str]:
    return [row.line.split(" ")[0] for row in stage.room.listing.rows.rows]


def rest(stage: Theatre) -> None:
    stage.until(lambda: stage.room.listing.loaded, "the list")
    stage.settle()


def stand(stage: Theatre) -> None:
    stage.room.fix.latest = Position(latitude=HERE.latitude, longitude=HERE.longitude, source=PositionSource.GNSS,
                                     fixed_at=datetime.now(UTC))


def test_chips_narrow_the_list_and_say_what_there_is(put_on: PutOn) -> None:
    stage = district(put_on)
    assert stage.text("cases.chip.light:overdue").endswith(" 2")
    stage.click("cases.chip.light:overdue")
    rest(stage)
    assert sorted(places(stage)) == ["一号", "二号"] and stage.find("cases.chip.light:overdue").property("checked") is True
    stage.click("cases.filters")
    assert stage.text("cases.filter.stage:handling").endswith(" 2")
    stage.click("cases.filter.grid:g1")
    stage.click("cases.filter.light:none")
    rest(stage)
    assert sorted(places(stage)) == ["一号", "二号"] and stage.room.listing.filters.chosen == 3
    stage.click("cases.filters.clear")
    rest(stage)
    assert len(places(stage)) == 5 and stage.find("cases.filter.light:overdue").property("checked") is False
    stage.key(Qt.Key.Key_Escape)
    assert stage.seen("cases.filterPage") is None


def test_what_is_near_and_how_far(put_on: PutOn) -> None:
    stage = district(put_on)
    stage.room.fix._make = lambda parent: None  # a tablet without a receiver
    stage.click("cases.chip.near:500")
    assert stage.said[-1][0].startswith("It is not known where this device is") and len(places(stage)) == 5
    assert stage.find("cases.chip.near:500").property("checked") is False and stage.room.listing.filters.locating is False
    stand(stage)
    stage.click("cases.chip.near:500")
    rest(stage)
    assert sorted(places(stage)) == ["一号", "三号"] and {row.far for row in stage.room.listing.rows.rows} == {"300 m", "100 m"}
    stage.click("cases.chip.near:500")
    stage.click("cases.filters")
    stage.click("cases.order.distance")
    rest(stage)
    assert places(stage) == ["三号", "一号", "四号", "二号", "五号"]
    assert {row.section for row in stage.room.listing.rows.rows} == {""}
    stage.click("cases.order.deadline")
    rest(stage)
    assert places(stage)[:2] == ["二号", "一号"]


def test_what_was_looked_for_is_lit_and_of_what_is_typed_the_newest_wins(put_on: PutOn) -> None:
    stage = district(put_on, language="zh")
    stage.type("cases.search", "ljt")
    stage.until(lambda: places(stage) == ["五号"], "what is read so")
    row, = stage.room.listing.rows.rows
    assert row.said_hit == "<b>垃圾桶</b>满溢，气味大"
    asked: list[str] = []
    page = stage.ask(lambda desk: desk.listed).page
    busy = threading.Event()
    stage.worker.ask(lambda desk: setattr(desk.listed, "page", lambda lookup: (asked.append(lookup.text), page(lookup))[1]))
    stage.worker.ask(lambda desk: busy.wait(60))
    for text in ("一", "一号", "三号"):  # each as if its pause had gone by while the store was at work
        stage.room.listing.search(text)
        stage.room.listing._search_now()
    busy.set()
    rest(stage)
    assert places(stage) == ["三号"] and asked == ["三号"]

    def broken(lookup: Any) -> Any:
        raise Problem(Code.STORE_BUSY)

    stage.ask(lambda desk: setattr(desk.listed, "page", broken))
    stage.room.listing.choose("all")
    stage.settle()
    assert stage.said and places(stage) == ["三号"]  # what was there stays


def test_a_filter_gets_a_name_is_used_and_forgotten_with_a_way_back(put_on: PutOn) -> None:
    stage = district(put_on)
    stage.click("cases.chip.light:overdue")
    stage.click("cases.filters")
    stage.type("cases.saveName", "late")
    stage.click("cases.save")
    stage.click("cases.filters.clear")
    stage.click("cases.saved.late")
    rest(stage)
    assert sorted(places(stage)) == ["一号", "二号"] and stage.find("cases.saved.late").property("checked") is True
    stage.click("cases.forget.late")
    assert stage.seen("cases.saved.late") is None
    stage.said[-1][2]()  # undo
    stage.settle()
    assert stage.find("cases.saved.late").isVisible()
    stage.click("cases.saved.late")  # a second tap takes it off
    rest(stage)
    assert len(places(stage)) == 5
    stage.room.listing.filters.toggle("stage:voided")
    rest(stage)
    assert stage.find("cases.empty").property("title") == "No case fits these filters"
    stage.click("cases.empty.action")
    rest(stage)
    assert len(places(stage)) == 5


def test_cases_are_selected_by_tap_key_and_as_a_whole_and_the_way_to_them_is_planned(put_on: PutOn) -> None:
    stage = district(put_on)
    selection = stage.room.listing.selection
    stage.click("cases.select")
    stage.click("cases.row.1")
    assert stage.room.caseId == "" and selection.wanted() == (stage.room.listing.rows.rows[1].id,)
    stage.find("cases.list").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    stage.key(Qt.Key.Key_Home)
    stage.key(Qt.Key.Key_Space)
    assert selection.count == 2 and stage.find("cases.row.0").property("selected") is True
    stage.click("cases.selectAll")
    assert selection.all and selection.count == 5 and selection.wanted() == stage.room.listing.lookup
    stage.click("cases.row.0")
    assert selection.count == 4 and stage.room.listing.rows.rows[0].id not in stage.ask(selection.ids)
    stage.click("cases.select")
    assert not selection.active and stage.seen("cases.selected") is None
    stand(stage)
    stage.click("cases.route")
    stage.until(lambda: stage.room.listing.route.active, "a route")
    stage.settle()
    stops = [row.line.split(" ")[0] for row in stage.room.listing.route.rows.rows]
    assert stops[:2] == ["三号", "一号"] and len(stops) == 5 and stage.room.listing.route.facts.startswith("9.0 km")
    stage.click("cases.stop.0")
    assert stage.find("case").isVisible()
    stage.do(lambda desk: world.tell(desk, case(5, 50, place_text="六号"), cursor="c2"))
    assert len(stage.room.listing.route.rows.rows) == 5  # what comes later does not change the way
    stage.click("cases.header.back")
    assert stage.seen("cases.stop.0") is None and stage.find("cases.row.0").isVisible()


def test_a_route_of_the_first_of_many_says_so(put_on: PutOn) -> None:
    stage = put_on("cases", person=HANDLER)
    stage.do(lambda desk: world.tell(desk, *(case(number, number, place_text=f"{number}号") for number in range(1, MOST + 3))))
    stage.click("cases.which.all")
    stage.until(lambda: stage.room.listing.loaded, "the list")
    stand(stage)
    stage.click("cases.route")
    stage.until(lambda: stage.room.listing.route.active, "a route")
    assert len(stage.room.listing.route.rows.rows) == MOST
    assert stage.said[-1][0] == f"A route has at most {MOST} stops: the first {MOST} were taken."


class Receiver(QObject):
    """One that has to find the sky first: it answers when the test says so."""

    positionUpdated = Signal(QGeoPositionInfo)
    errorOccurred = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.runs = False

    def setUpdateInterval(self, milliseconds: int) -> None: ...

    def startUpdates(self) -> None:
        self.runs = True

    def stopUpdates(self) -> None:
        self.runs = False

    def answer(self) -> None:
        where = QGeoCoordinate(HERE.latitude, HERE.longitude)
        self.positionUpdated.emit(QGeoPositionInfo(where, QDateTime.currentDateTimeUtc()))


def test_a_route_waits_for_no_receiver_and_begins_here_when_the_person_says_so(put_on: PutOn) -> None:
    stage, receiver = district(put_on), Receiver()
    route, fix = stage.room.listing.route, stage.room.fix
    route._impatient.setInterval(0)
    fix._make = lambda parent: None
    stage.click("cases.route")
    stage.until(lambda: route.active, "a route without a receiver")
    assert route.note.startswith("It is not known where this device is") and stage.seen("cases.where") is not None
    stage.click("cases.header.back")
    fix._make = lambda parent: receiver
    stage.click("cases.route")
    stage.until(lambda: route.active, "a route while it is waited")
    before = [row.line for row in route.rows.rows]
    assert before[0].startswith("二号") and route.note.startswith("Looking for the position") and receiver.runs
    assert stage.seen("cases.where.action") is None
    stage.click("cases.header.back")
    assert not receiver.runs and stage.seen("cases.where") is None
    stage.click("cases.route")
    stage.until(lambda: route.active, "a route again")
    receiver.answer()
    stage.until(lambda: route.found, "where this device is")
    stage.settle()
    assert [row.line for row in route.rows.rows] == before and not receiver.runs, "nothing moves by itself"
    stage.click("cases.where.action")
    stage.until(lambda: route.note == "" and not route.working, "from here")
    stage.settle()
    assert [row.line.split(" ")[0] for row in route.rows.rows][:2] == ["三号", "一号"]
    assert stage.seen("cases.where") is None and focus_name(stage.window).startswith("cases.stop")


def test_filters_out_of_sight_are_shown_by_a_button_and_by_the_keyboard(put_on: PutOn) -> None:
    stage = district(put_on)
    for name in ("late ones of this week", "what was dispatched"):
        stage.do(lambda desk, name=name: desk.listed.save(name, Lookup(which="all", lights=(Light.OVERDUE,))))
    stage.room.listing.saved.refresh()
    stage.until(lambda: stage.seen("cases.strip.on") is not None, "a line longer than the window has room for")
    line = stage.find("cases.strip")
    assert stage.seen("cases.strip.back") is None
    for _ in range(9):
        if stage.seen("cases.strip.on") is None:
            break
        stage.click("cases.strip.on")
    assert stage.seen("cases.strip.on") is None and stage.seen("cases.strip.back") is not None
    assert line.property("contentX") == line.property("contentWidth") - line.width()
    stage.find("cases.filters").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    stage.settle()
    assert line.property("contentX") == 0 and stage.seen("cases.strip.back") is None


def test_coming_back_from_a_case_everything_is_as_it_was(put_on: PutOn) -> None:
    stage = put_on("cases", person=HANDLER, size=(800, 1280))
    stage.do(lambda desk: world.tell(desk, *(case(60 + at, place_text=f"{at}号") for at in range(60))))
    stage.until(lambda: stage.room.listing.filters.total == 60, "the list")
    stage.find("cases.list").setProperty("contentY", 2000.0)
    stage.settle()
    top = stage.find("cases.list").mapToScene(QPointF(0, 0)).y()
    name = next(item.objectName() for item in stage.items() if item.objectName().startswith("cases.row.")
                and item.isVisible() and item.mapToScene(QPointF(0, 0)).y() > top + 100)
    stage.click(name)
    before = float(stage.window.findChild(QQuickItem, "cases.list").property("contentY"))
    assert before > 1000 and stage.find("case").isVisible()
    stage.click("case.header.back")
    assert float(stage.find("cases.list").property("contentY")) == before and focus_name(stage.window) == name


def test_a_long_list_is_looked_at_again_where_somebody_looks(put_on: PutOn) -> None:
    stage = put_on("cases", person=HANDLER)
    views = [case(60 + at, place_text=f"{at}号") for at in range(450)]
    stage.do(lambda desk: world.tell(desk, *views))
    listing = stage.room.listing
    for _ in range(9):  # pages of fifty
        listing.loadMore()
        stage.settle()
    assert listing.rows.rowCount() == 450
    first, last = views[0], views[440]
    late = [type(view)(**{**{name: getattr(view, name) for name in view.__struct_fields__}, "place_text": "改了", "version": 4})
            for view in (first, last)]
    stage.do(lambda desk: world.tell(desk, *late, cursor="c2"))
    assert listing.rows.rows[0].line.startswith("改了") and listing.rows.rows[440].line.startswith("440号")
    listing.see(430, 440)  # it comes near the screen
    stage.until(lambda: listing.rows.rows[440].line.startswith("改了"), "the row as it is now")
