"""The map in the product's window, by real events: look, touch, keys, tiles, an area taken along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from fieldclient.geo.datum import Wgs84
from fieldclient.geo.mercator import View
from fieldclient.ui.map.map_room import MapRoom
from sync.protocol.position import Datum
from tests.fieldclient.geo.tile_making import write_mbtiles
from tests.ui.whole import Whole


def opened(window: Whole) -> MapRoom:
    window.client.frame.go("map")
    window.until(lambda: window.seen("map.view") is not None, "the map")
    room = window.room_of("map")
    assert isinstance(room, MapRoom)
    calm(window, room)
    return room


def calm(window: Whole, room: MapRoom) -> None:
    window.until(lambda: room.chart.settled() and room.loaded and not room._asking, "the map is drawn")
    window.settle()
    window.until(lambda: room.chart.settled() and not room._rest.isActive() and not room._asking, "the map is at rest")
    window.settle()
    drawn, view = room.chart.sheet.sheet, room.chart.view
    sheet = window.seen("map.sheet")
    assert sheet.scale() == pytest.approx(2 ** (view.zoom - drawn.zoom)) == pytest.approx(1, abs=0.02)  # sharp, not stretched
    west, north = View(drawn.x, drawn.y, drawn.zoom, drawn.width, drawn.height).edges[:2]
    assert (sheet.x(), sheet.y()) == pytest.approx(view.spot(west, north), abs=1)


def names(window: Whole, prefix: str) -> list[str]:
    return [item.objectName() for item in window.items() if item.objectName().startswith(prefix)]


def test_looking_touching_and_keys(lived: Any, whole: Callable[..., Whole], tmp_path: Path) -> None:
    import shutil

    shutil.copytree(lived.data("wangfang"), tmp_path / "data")
    window = whole(tmp_path / "data", language="zh")
    window.link.set_offline(True)
    room = opened(window)
    total = sum(row_count(mark) for mark in room._held.values())
    assert room.cases.count > 0 and total >= room.cases.count and "视野内" in room.summary
    marks = names(window, "map.mark.")
    assert len(marks) == room.marks.count > 1
    for item in [item for item in window.items() if item.objectName().startswith(("map.mark.", "map.zoom", "map.locate"))]:
        assert item.width() >= 48 and item.height() >= 48

    # A case alone: its card, then its page
    alone = next(row for row in room.marks.rows if row.case_id)
    window.click(f"map.mark.{alone.id}")
    window.until(lambda: room.pane == "card" and room.cases.count == 1, "its card")
    assert room.cases.rows[0].id == alone.case_id
    window.click(f"map.case.{alone.case_id}")
    window.until(lambda: window.frame.property("place") == "cases", "its page")
    assert window.room_of("cases").caseId == alone.case_id

    # Several in one place: looking closer ends in a list of them
    opened(window)
    assert room.closeCard()
    calm(window, room)
    several = next(row for row in room.marks.rows if not row.case_id)
    for _ in range(4):
        room.touch(next(row.id for row in room.marks.rows if not row.case_id))
        calm(window, room)
        if room.pane == "card":
            break
    assert room.pane == "card" and room.cases.count >= 2 and several.spoken
    QTest.keyClick(window.window, Qt.Key.Key_Escape)
    window.until(lambda: room.pane == "list", "all in view again")
    calm(window, room)

    # Keys: where the map is, and how close
    window.find("map.view").forceActiveFocus()
    before = room.chart.view
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Plus):
        QTest.keyClick(window.window, key)
    after = room.chart.view
    assert after.x > before.x and after.y > before.y and after.zoom == before.zoom + 1
    QTest.keyClick(window.window, Qt.Key.Key_Minus)
    QTest.keyClick(window.window, Qt.Key.Key_0)
    window.until(lambda: room.chart.view.zoom != after.zoom or room.chart.view.x != after.x, "all of it")
    calm(window, room)

    # A finger moves the map by as much as it moves
    view = window.find("map.view")
    middle = view.mapToScene(view.boundingRect().center()).toPoint()
    before = room.chart.view
    QTest.mousePress(window.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    for step in range(1, 9):
        QTest.mouseMove(window.window, middle + QPoint(20 * step, 0))
    QTest.mouseRelease(window.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle + QPoint(160, 0))
    assert 100 < (before.x - room.chart.view.x) * before.scale <= 160.5
    calm(window, room)

    # Where it was is where it is after a start
    room.chart.show_place(Wgs84(36.07, 120.38), 14.0)
    calm(window, room)
    window.client.frame.go("home")
    window.settle()
    window.close()
    window = whole(tmp_path / "data", language="en")
    window.link.set_offline(True)
    room = opened(window)
    assert abs(room.chart.view.middle.latitude - 36.07) < 1e-4 and abs(room.chart.view.zoom - 14) < 0.01
    assert "in view" in room.summary
    round_by_tab(window, room)


def round_by_tab(window: Whole, room: MapRoom) -> None:
    """Twice round and once back: the keyboard comes to the map and to each corner of the area, whichever had it last."""
    window.click("map.take")
    window.until(lambda: window.seen("map.corner.3") is not None, "the corners")
    window.find("map.zoomIn").forceActiveFocus()
    wanted = ["map.view.face", *(f"map.corner.{number}" for number in range(4))]
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        reached: list[str] = []
        while not reached or reached[-1] != "map.zoomIn":
            window.key(key)
            reached.append(window.window.activeFocusItem().objectName())
            assert len(reached) < 100, reached
        assert [name for name in reached if name in wanted] == (wanted if key == Qt.Key.Key_Tab else wanted[::-1])


def row_count(mark: Any) -> int:
    return int(mark.count)


def test_large_counts_are_told_as_in_lists() -> None:
    """And what the hub has no map of is not said to be here already."""
    from fieldclient.ui.map.take_lines import facts_of
    from fieldclient.ui.words import Words
    from fieldclient.work.maps.views import Estimate

    words = Words("zh")
    found = Estimate("", (), cases=22078, photos=0, photo_bytes=0, maps=(), free_bytes=10**9, away=None)
    told = {line.id: line for line in facts_of(found, words, whole=True)}
    assert told["cases"].value.startswith("22,078 件")
    assert told["maps"].value == "服务器没有这一带的地图" and told["total"].title == "没有可下载的"
    assert words.count("case", 29827) == "29,827 件" and words.phrase("map_late", count="1") == "1 件超期"


def test_tiles_and_an_area_with_its_size_first(lived: Any, whole: Callable[..., Whole], tmp_path: Path) -> None:
    source = write_mbtiles(tmp_path / "city.mbtiles", name="市区图")
    lived.service.tiles.add(source, "城市地图", Datum.GCJ02)
    window = whole(tmp_path / "data", hub=lived.url, login="wangfang", language="zh")
    room = opened(window)

    # A file of one's own: what it speaks is asked
    window.click("map.tiles")
    window.until(lambda: room.tiles.offers.count == 1, "what the hub offers")
    bad = tmp_path / "bad.mbtiles"
    bad.write_bytes(b"SQLite format 3\0" + bytes(2000))
    room.tiles.look_into(bad)
    window.until(lambda: window.seen("toast") is not None and not room.tiles.busy, "a sentence")
    assert "已损坏" in window.find("toast").property("text") and room.tiles.asked == ""
    room.tiles.look_into(source)
    window.until(lambda: room.tiles.asked == "市区图", "what does it speak?")
    assert window.find("map.datum").property("value") == "wgs84"
    window.click("map.datum.gcj02")
    window.settle()
    window.click("map.bringIn")
    window.until(lambda: room.tiles.sets.count == 1, "it is here")
    assert "GCJ-02" in room.tiles.sets.rows[0].line
    assert window.ask(lambda desk: desk.maps.tile_sets())[0].datum is Datum.GCJ02
    window.until(lambda: bool(room.chart.scenery.tiles), "it is drawn")
    calm(window, room)
    window.click(f"map.set.{room.tiles.sets.rows[0].id}.remove")
    window.until(lambda: room.tiles.sets.count == 0 and not room.chart.scenery.tiles, "it is gone")

    # An area by keyboard: its corners move, its size is said, then it comes
    window.click("map.take")
    window.until(lambda: window.seen("map.corner.0") is not None, "corners")
    before = room.take.ring()
    window.find("map.corner.1").forceActiveFocus()
    QTest.keyClick(window.window, Qt.Key.Key_Right)
    after = room.take.ring()
    assert after[1][1] > before[1][1] and after[2][1] == after[1][1] and after[0] == before[0] and after[3] == before[3]
    window.click("map.reckon")
    window.until(lambda: room.take.reckoned, "how large it is")
    facts = {row.id: row for row in room.take.facts.rows}
    assert "MB" in facts["total"].title or "kB" in facts["total"].title
    assert window.ask(lambda desk: desk.maps.takes()) == ()  # nothing was fetched yet
    window.click("map.startTake")
    window.until(lambda: room.take.takes.count == 1 and room.take.takes.rows[0].phase == "done", "it is with us")
    window.until(lambda: len(room.chart.scenery.tiles) == 1, "and is drawn")
    take = room.take.takes.rows[0]
    window.click(f"map.giveUp.{take.id}")
    window.until(lambda: room.take.takes.count == 0 and not room.chart.scenery.tiles, "it is gone")

    # Corner by corner, with keys alone
    room.setPane("list")
    room.setPane("take")
    window.click("map.shape.polygon")
    window.find("map.view").forceActiveFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Space):
        QTest.keyClick(window.window, key)
    assert room.take.corners.count == 4 and room.take.complete
    QTest.keyClick(window.window, Qt.Key.Key_Backspace)
    assert room.take.corners.count == 3
    calm(window, room)
