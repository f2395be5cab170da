"""The list: groups by urgency, pages, search, and empty states that say what to do."""

from __future__ import annotations

import re
import threading
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QAbstractItemModelTester

from fieldclient.ui.cases.case_list import PAGE
from sync.protocol.feed import MAX_PAGE
from sync.protocol.lifecycle import Stage
from tests.ui.cases import world
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import COLLECTOR, HANDLER, Theatre


def handler(put_on: PutOn, *views: Any, strict: bool = True, **more: Any) -> Theatre:
    """`strict`: every change of the model is checked against Qt's own rules, at a price that grows with the rows."""
    stage = put_on("cases", person=HANDLER, **more)
    if strict:
        QAbstractItemModelTester(
            stage.room.listing.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, stage.room.listing)
    for first in range(0, len(views), MAX_PAGE):
        stage.do(lambda desk, first=first: world.tell(desk, *views[first:first + MAX_PAGE], cursor=f"c{first}"))
    stage.until(lambda: stage.room.listing.loaded, "the list")
    stage.settle()
    return stage


def shown(stage: Theatre) -> list[tuple[str, str]]:
    return [(row.section, row.title) for row in stage.room.listing.rows.rows]


def mine(minutes: float, subcategory: str, **more: Any):  # type: ignore[no-untyped-def]
    return world.case(Stage.HANDLING, handler=HANDLER.id, subcategory=subcategory, deadline=world.due(minutes, **more))


def test_the_most_urgent_stands_on_top_and_groups_are_whole(put_on: PutOn) -> None:
    stage = handler(
        put_on, mine(600, "C09-01", limit_minutes=1000), mine(150, "C09-06", limit_minutes=2000), mine(-10, "C09-18"),
        mine(-300, "C04-04"), mine(200, "C05-02", limit_minutes=240), mine(20, "C01-01", limit_minutes=30))
    groups = [section for section, _ in shown(stage)]
    assert groups == ["late", "late", "soon", "open", "open", "open"] or groups == sorted(
        groups, key=["late", "soon", "open"].index)
    assert {title for section, title in shown(stage) if section == "late"} == {"Street lamp out", "Broken shared bike"}
    assert [title for section, title in shown(stage) if section == "soon"] == ["Pothole or broken road"]
    marks = stage.room.listing.rows.rows[0]
    assert marks.light == "overdue_again" and marks.deadline_text.startswith("Overdue again 5 h")


def test_a_row_says_deadline_in_colour_icon_and_words(put_on: PutOn) -> None:
    stage = handler(put_on, mine(-10, "C09-18"), language="zh")
    row = stage.find("cases.row.0")
    texts = {str(item.property("text")) for item in stage.items(row) if item.isVisible() and item.property("text")}
    assert any(text.startswith("已超期 10 分") for text in texts)
    assert any(str(item.property("name")) == "clock-alert" for item in stage.items(row) if item.isVisible())
    assert any(str(item.property("meaning")) == "overdue" for item in stage.items(row) if item.isVisible())


def test_a_tap_shows_the_case_beside_the_list(put_on: PutOn) -> None:
    stage = handler(put_on, mine(100, "C09-01"))
    stage.click("cases.row.0")
    assert stage.find("case").isVisible() and stage.find("cases.row.0").isVisible()
    assert stage.find("cases.row.0").property("current") is True


def test_in_portrait_the_case_covers_the_list_and_back_returns(put_on: PutOn) -> None:
    stage = handler(put_on, mine(100, "C09-01"), size=(800, 1280))
    stage.click("cases.row.0")
    assert stage.seen("cases.row.0") is None
    stage.click("case.header.back")
    assert stage.seen("cases.row.0") is not None and stage.seen("case") is None


def test_search_finds_by_number_place_and_words(put_on: PutOn) -> None:
    stage = handler(put_on, mine(100, "C09-01"), world.case(
        Stage.HANDLING, handler=HANDLER.id, subcategory="C09-06", place_text="长城路与春阳路口", number="37021420261121000318"))
    for text, expected in (("000318", ["Pothole or broken road"]), ("zzz", []), ("", ["Missing or shifted manhole cover",
                                                                                    "Pothole or broken road"])):
        stage.find("cases.search.field").setProperty("text", "")
        stage.type("cases.search", text)
        if not text:
            stage.room.listing.search("")
        stage.until(lambda: stage.room.listing.loaded, "searched")
        assert sorted(title for _, title in shown(stage)) == expected
    stage.room.listing.search("春阳路")
    stage.until(lambda: stage.room.listing.loaded, "searched")
    assert [title for _, title in shown(stage)] == ["Pothole or broken road"]


def test_a_sign_beside_a_word_takes_nothing_away(put_on: PutOn) -> None:
    """The name of what a case is about answers, too, where somebody's keyboard has put a sign."""
    stage = handler(put_on, mine(100, "C09-01"), world.case(Stage.HANDLING, handler=HANDLER.id, subcategory="C09-06", description="路面破损"))
    for text in ("井盖缺失", "井盖缺失？", "“井盖缺失”", "井盖缺失，正阳路", "C09-01。"):
        stage.type("cases.search", text)
        stage.settle()
        assert [title for _, title in shown(stage)] == ["Missing or shifted manhole cover"], text


def test_where_nothing_is_found_one_touch_goes_back_to_the_list(put_on: PutOn) -> None:
    stage = handler(put_on, world.case(Stage.HANDLING))
    stage.type("cases.search", "zzzz")
    stage.until(lambda: stage.seen("cases.empty.action") is not None, "nothing is found")
    stage.click("cases.empty.action")
    stage.until(lambda: len(shown(stage)) == 1, "the case is there again")
    assert stage.find("cases.search.field").property("text") == ""


@pytest.mark.parametrize(("which", "title"), [
    ("to_do", "Nothing to do now"), ("mine", "No report of yours yet"), ("all", "No cases yet"), ("ended", "Nothing has ended yet"),
])
def test_an_empty_list_says_what_will_come(put_on: PutOn, which: str, title: str) -> None:
    stage = put_on("cases", person=COLLECTOR)
    if which != "to_do":
        stage.click(f"cases.which.{which}")
    stage.until(lambda: stage.room.listing.loaded, "the list")
    empty = stage.find("cases.empty")
    assert empty.property("title") == title and len(str(empty.property("text"))) > 20


def test_thousands_of_cases_come_in_pages(put_on: PutOn) -> None:
    views = [world.case(Stage.HANDLING, number=f"3702142026112{number:07}", place_text=f"路 {number}",
                        deadline=world.due(60 + number)) for number in range(2500)]
    stage = handler(put_on, *views, strict=False)
    stage.click("cases.which.all")
    stage.until(lambda: stage.room.listing.loaded, "the list")
    stage.settle()
    assert 100 <= stage.room.listing.rows.rowCount() <= 300  # the first page, and what is fetched ahead of a finger
    resets: list[bool] = []
    stage.room.listing.rows.modelReset.connect(lambda: resets.append(True))
    stage.room.listing.rows.rowsRemoved.connect(lambda *_: resets.append(True))
    view = stage.find("cases.list")

    def at_the_end_of(wanted: int) -> bool:
        """A finger that keeps going: the height of rows not yet seen is an estimate."""
        view.setProperty("contentY", float(view.property("contentHeight")) - view.height())
        return bool(stage.room.listing.rows.rowCount() >= wanted)

    for wanted in (400, 600, 800):
        stage.until(lambda n=wanted: at_the_end_of(n), f"{wanted} rows")  # type: ignore[misc]
    ids = [row.id for row in stage.room.listing.rows.rows]
    assert len(ids) == len(set(ids)) and resets == []  # pages only come behind what is there
    before = float(view.property("contentY"))
    stage.do(lambda desk: world.tell(desk, mine(5, "C01-01"), cursor="c2"))
    stage.until(lambda: stage.room.listing.rows.rows[0].title == "Exposed litter", "the new one on top")
    assert stage.room.listing.rows.rowCount() >= 800
    assert float(view.property("contentY")) == pytest.approx(before, abs=400)  # nothing jumps to the top


def test_the_keyboard_walks_the_list(put_on: PutOn) -> None:
    stage = handler(put_on, mine(100, "C09-01"), mine(300, "C09-06"))
    stage.find("cases.list").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    stage.key(Qt.Key.Key_Down)
    stage.key(Qt.Key.Key_Return)
    assert stage.room.caseId == stage.room.listing.rows.rows[1].id


def test_the_keyboard_stops_at_no_row_of_a_list_that_is_empty(put_on: PutOn) -> None:
    """Rows wait to be used again where nobody sees them: Return on one would open a case that was not found."""
    stage = handler(put_on, *(mine(100 + at, "C09-01") for at in range(6)))
    stage.click("cases.search.field")
    stage.room.listing.search("nothing like it")
    stage.until(lambda: stage.room.listing.rows.rowCount() == 0, "nothing is found")
    stage.settle()
    reached: list[str] = []
    while "cases.search.field" not in reached:
        stage.key(Qt.Key.Key_Tab)
        reached.append(stage.window.activeFocusItem().objectName())
    assert "cases.which.all" in reached and not [name for name in reached if name.startswith("cases.row.")]


def test_a_new_deadline_changes_only_its_row(put_on: PutOn) -> None:
    first, second = mine(100, "C09-01"), mine(300, "C09-06")
    stage = handler(put_on, first, second)
    changes: list[tuple[int, int]] = []
    resets: list[bool] = []
    rows = stage.room.listing.rows
    rows.dataChanged.connect(lambda a, b, roles: changes.append((a.row(), b.row())))
    rows.modelReset.connect(lambda: resets.append(True))
    moved = msgspec.structs.replace(second, version=4, deadline=world.due(900))
    stage.do(lambda desk: world.tell(desk, moved, cursor="c2"))
    stage.until(lambda: bool(changes), "a change")
    assert resets == [] and all(a == b for a, b in changes)


def test_asking_the_list_does_not_hold_up_the_window(put_on: PutOn) -> None:
    views = [world.case(Stage.HANDLING, number=f"3702142026112{number:07}", deadline=world.due(60 + number)) for number in range(1000)]
    stage = handler(put_on, *views, strict=False)
    stage.settle(600)
    disk = threading.Event()
    stage.worker.ask(lambda desk: disk.wait(100))
    stage.room.listing.choose("all")
    for _ in range(20):
        stage.app.processEvents()
    assert not stage.room.listing.loaded  # the window went on while the disk had not answered
    disk.set()
    stage.until(lambda: stage.room.listing.loaded, "the list")
    assert stage.room.listing.rows.rowCount() >= PAGE


def test_a_row_that_is_used_again_or_was_out_of_sight_is_told_again(put_on: PutOn) -> None:
    """What a screen reader hears of a list that somebody searched and scrolled in: all its rows, and none that waits for its next use."""
    stage = handler(put_on, *(mine(100 + at, "C09-01" if at % 2 else "C09-06") for at in range(12)))
    for text in ("manhole", "pothole", ""):
        stage.room.listing.search(text)
        stage.until(lambda: stage.room.listing.loaded, "searched")
        stage.settle()
    for y in (0, 300, 500):
        stage.find("cases.list").setProperty("contentY", y)
        stage.settle()
        rows = in_sight(stage)
        assert len(rows) > 4
        stage.until(lambda rows=rows: all(told_of(row) for row in rows), f"rows that are told {y} down")
        waiting = [item for item in stage.items() if item.objectName() == "cases.row.-1"]
        assert not any(told_of(row) for row in waiting)


def in_sight(stage: Theatre) -> list[QQuickItem]:
    view = stage.find("cases.list")
    rows = [item for item in stage.items() if re.fullmatch(r"cases\.row\.\d+", item.objectName())]
    return [row for row in rows if 0 <= row.mapToItem(view, QPointF(0, 0)).y() <= view.height() - row.height()]


def told_of(row: QObject) -> bool:
    context = QQmlEngine.contextForObject(row)
    assert context is not None
    told: Any = QQmlExpression(context, row, "!Accessible.ignored").evaluate()
    return told[0] is True
