"""A card is taken in and sorted by clicks, keys, drags and the slider of a real window; the drafts are on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from fieldclient.work.card.sorting import Sorting
from fieldclient.work.views import Delivery, DraftView, Lookup
from sync.protocol.media import Shot
from sync.protocol.position import PositionSource
from tests.ui.evidence.stage import Theatre, focus_name
from tests.ui.intake.card import SLOW_S, make_card, make_track, place_at
from tests.ui.intake.conftest import PutOn, take_in


def begin(put_on: PutOn, folder: Path, *, stamped: int = 3, **more: Any) -> Theatre:
    stage = put_on(**more)
    take_in(stage, make_card(folder / "EOS", stamped=stamped), tracks=(make_track(folder / "walk.gpx"),))
    return stage


def table(stage: Theatre) -> Sorting:
    return stage.room.table.sorting


def names(stage: Theatre) -> list[list[str]]:
    """The photos of each report, as the screen lists them."""
    return [[photo["name"] for photo in row.photos] for row in stage.room.table.groups.rows]


def drafts(stage: Theatre) -> list[DraftView]:
    return list(stage.ask(lambda desk: desk.drafts()))


def drag(stage: Theatre, start: QPoint, end: QPoint) -> None:
    """As a hand does: down, a few steps, up."""
    QTest.mousePress(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 11):
        QTest.mouseMove(stage.window, start + (end - start) * (step / 10))
        QTest.qWait(5)
    QTest.mouseRelease(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    stage.settle()


FOUR = [["IMG_0001.JPG", "IMG_0002.JPG", "IMG_0003.JPG", "P0.JPG"], ["IMG_0004.JPG", "IMG_0005.JPG", "IMG_0006.JPG", "P1.JPG"],
        ["IMG_0007.JPG", "IMG_0008.JPG", "IMG_0009.JPG"], ["IMG_0010.JPG", "IMG_0011.JPG", "IMG_0012.JPG"]]


def test_a_card_becomes_reports_by_place_and_time(put_on: PutOn, tmp_path: Path) -> None:
    stage = begin(put_on, tmp_path)
    assert names(stage) == FOUR  # the camera's clock was put right by the satellite time of its first photos
    assert "+1 min 30 s" in stage.text("intake.clock.offset")
    assert "3 of its photos" in stage.text("intake.clock.reason")
    assert stage.room.table.groups.rows[3].place == "no place"  # the track was over
    assert all(stage.room.table.facts(key)["picture"].startswith("file:") for key in table(stage).by_key())
    assert len(stage.room.map.lines) == 2  # the pause of the receiver is a gap
    assert stage.seen("intake.dot." + table(stage).board.groups[0].keys[0]) is not None


def test_the_slider_moves_the_photos_on_the_map_at_once(put_on: PutOn, tmp_path: Path) -> None:
    stage = begin(put_on, tmp_path, stamped=0)
    key = next(photo["key"] for row in stage.room.table.groups.rows for photo in row.photos if photo["name"] == "IMG_0004.JPG")
    stage.room.clocks.choose("Canon EOS R10")
    before = stage.find(f"intake.dot.{key}").y()
    slider = stage.find("intake.clock.slider")
    slider.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(stage.window, Qt.Key.Key_Right)
    stage.settle()
    assert table(stage).by_hand == {"Canon EOS R10": 3.0}
    stage.key(Qt.Key.Key_PageUp)
    assert table(stage).by_hand == {"Canon EOS R10": 63.0}
    stage.click("intake.clock.plusSecond")
    stage.click("intake.clock.minusMinute")
    assert table(stage).by_hand == {"Canon EOS R10": 4.0}
    stage.type("intake.clock.typed", "")
    stage.find("intake.clock.typed.field").setProperty("text", f"+{int(SLOW_S) // 60}:{int(SLOW_S) % 60:02d}")
    stage.key(Qt.Key.Key_Return)
    assert table(stage).by_hand == {"Canon EOS R10": SLOW_S}
    photo = table(stage).by_key()[key]
    assert photo.position is not None and photo.position.source is PositionSource.TRACK
    assert (photo.position.latitude, photo.position.longitude) == pytest.approx(place_at(photo.taken_at), abs=1e-6)
    after = stage.find(f"intake.dot.{key}").y()
    assert before - after > 5  # north is up
    assert names(stage) == FOUR


def test_dragging_the_slider_is_one_offset_and_the_last_counts(put_on: PutOn, tmp_path: Path) -> None:
    stage = begin(put_on, tmp_path)
    slider = stage.find("intake.clock.slider")
    start = slider.mapToScene(slider.boundingRect().center()).toPoint()
    left = slider.mapToScene(slider.boundingRect().topLeft()).toPoint().x()
    at = float(slider.property("visualPosition"))
    handle = QPoint(int(left + 12 + at * (slider.width() - 50) + 13), start.y())
    drag(stage, handle, handle - QPoint(200, 0))
    wanted = float(slider.property("value"))
    assert wanted < 0 and table(stage).by_hand == {"Canon EOS R10": wanted}
    assert "Suggested: +1 min 30 s" in stage.text("intake.clock.reason")
    stage.click("intake.clock.take")
    assert table(stage).by_hand == {} and "+1 min 30 s" in stage.text("intake.clock.offset")
    assert float(slider.property("value")) == pytest.approx(90)


def test_what_is_typed_and_is_no_offset_is_told(put_on: PutOn, tmp_path: Path) -> None:
    stage = begin(put_on, tmp_path)
    stage.type("intake.clock.typed", "")
    stage.find("intake.clock.typed.field").setProperty("text", "soon")
    stage.key(Qt.Key.Key_Return)
    assert "+1:30" in str(stage.find("intake.clock.typed").property("problem"))
    assert table(stage).by_hand == {}


def test_merging_and_splitting_by_drag(put_on: PutOn, tmp_path: Path) -> None:
    stage = begin(put_on, tmp_path)
    one = stage.middle(stage.find("intake.photo.IMG_0001.JPG"))
    two = stage.middle(stage.find("intake.photo.IMG_0004.JPG"))
    drag(stage, one, two)
    assert names(stage)[0] == FOUR[0][1:] and names(stage)[1] == [*FOUR[1], "IMG_0001.JPG"]
    text, word, undo = stage.said[-1]
    assert "report 2" in text and word == "Undo"
    undo()
    stage.settle()
    assert names(stage) == FOUR
    heading = stage.find("intake.subject.2")
    grip = heading.mapToScene(heading.boundingRect().center()).toPoint() - QPoint(260, 0)
    drag(stage, grip, one)
    assert names(stage) == [[*FOUR[0], *FOUR[1]], FOUR[2], FOUR[3]]


def test_everything_by_keyboard_alone(put_on: PutOn, tmp_path: Path) -> None:
    stage = begin(put_on, tmp_path)
    stage.find("intake.groups").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    assert focus_name(stage.window) == "intake.groups"
    stage.key(Qt.Key.Key_Down)
    stage.key(Qt.Key.Key_M)  # with the report above
    assert [len(each) for each in names(stage)] == [8, 3, 3]
    stage.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(stage) == FOUR
    stage.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert [len(each) for each in names(stage)] == [8, 3, 3]
    stage.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.key(Qt.Key.Key_Right)
    stage.key(Qt.Key.Key_X)
    stage.key(Qt.Key.Key_Right)
    stage.key(Qt.Key.Key_X)
    assert len(stage.room.table.chosenPhotos) == 2
    stage.key(Qt.Key.Key_S)
    assert [len(each) for each in names(stage)] == [2, 2, 4, 3, 3]
    stage.key(Qt.Key.Key_Left)
    stage.key(Qt.Key.Key_V)  # the photo that is looked at, to another report
    stage.click("intake.moving.to.3")
    assert names(stage)[:3] == [["IMG_0001.JPG"], ["IMG_0002.JPG", "IMG_0003.JPG"], [*FOUR[1], "P0.JPG"]]
    stage.key(Qt.Key.Key_Down)
    stage.key(Qt.Key.Key_Delete)
    assert sum(map(len, names(stage))) == 13 and len(stage.room.table.loose) == 1
    stage.key(Qt.Key.Key_2)
    assert next(iter(table(stage).shots.values())) is Shot.NEAR
    stage.key(Qt.Key.Key_C)
    stage.find("intake.subjects.search")
    for letter in "manhole":
        QTest.keyClick(stage.window, letter)
    stage.until(lambda: stage.room.subjects.rows.count > 0 and stage.room.subjects.rows.rows[0].code == "C09-01", "found")
    stage.key(Qt.Key.Key_Return)
    assert [bool(row.has_subject) for row in stage.room.table.groups.rows].count(True) == 1
    stage.key(Qt.Key.Key_Down)
    stage.key(Qt.Key.Key_Period)  # next, same category
    stage.key(Qt.Key.Key_Period)
    assert [row.has_subject for row in stage.room.table.groups.rows].count(True) == 3


@pytest.mark.parametrize(("size", "first"), [((1280, 800), "intake.groups"), ((800, 1280), "intake.map")])
def test_the_keyboard_comes_to_reports_and_map_as_one_reads(put_on: PutOn, tmp_path: Path, size: tuple[int, int], first: str) -> None:
    stage = begin(put_on, tmp_path, size=size)
    stage.find("intake.clock.typed.field").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    stage.key(Qt.Key.Key_Tab)
    reached, place = stage.window.activeFocusItem(), stage.find(first)
    assert place is reached or place.isAncestorOf(reached), reached.objectName()


def test_a_finger_holds_a_photo_and_moves_it(put_on: PutOn, tmp_path: Path) -> None:
    stage = begin(put_on, tmp_path, size=(800, 1280))
    finger = QTest.createTouchDevice()
    at = stage.middle(stage.find("intake.photo.IMG_0002.JPG"))
    QTest.touchEvent(stage.window, finger).press(0, at).commit()
    stage.until(lambda: stage.seen("intake.moving.to.2") is not None, "where to")
    QTest.touchEvent(stage.window, finger).release(0, at).commit()
    stage.click("intake.moving.to.2")
    assert names(stage)[1][-1] == "IMG_0002.JPG" and len(names(stage)[0]) == 3


def test_a_report_that_would_be_too_large_is_refused_in_a_sentence(put_on: PutOn, tmp_path: Path) -> None:
    stage = begin(put_on, tmp_path)
    stage.find("intake.groups").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    stage.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    stage.click("intake.merge")
    assert names(stage) == FOUR and "10 photos at most" in stage.said[-1][0]


def test_categories_for_many_then_drafts_and_filing_what_is_complete(put_on: PutOn, tmp_path: Path) -> None:
    stage = begin(put_on, tmp_path)
    for number in (1, 2, 3):
        stage.click(f"intake.pick.{number}")
    stage.click("intake.assign")
    stage.type("intake.subjects.search", "manhole")
    stage.until(lambda: stage.room.subjects.first == "C09-01", "found")
    stage.click("intake.subjects.all.C09-01")
    assert [row.has_subject for row in stage.room.table.groups.rows] == [True, True, True, False]
    for number in (1, 2):
        stage.click(f"intake.pick.{number}")
    stage.click("intake.inOrder")
    stage.click("intake.photo.IMG_0012.JPG")
    stage.click("intake.leaveOut")
    stage.click("intake.makeDrafts")
    stage.until(lambda: stage.room.step == "done", "drafts")
    made = drafts(stage)
    assert sorted(len(draft.photos) for draft in made) == [2, 3, 4, 4]
    assert [draft.subcategory for draft in made].count("C09-01") == 3
    complete = [draft for draft in made if not draft.missing]
    assert len(complete) == 2
    assert {photo.shot for draft in complete for photo in draft.photos} == {Shot.FAR, Shot.NEAR, Shot.DETAIL, Shot.OTHER}
    seconds = sorted(photo.captured_at.timestamp() for draft in made for photo in draft.photos if photo.captured_at)
    assert (seconds[0] - 1_790_816_400) % 60 == 0  # the minute of the stop, put right
    stage.click("intake.fileAll")
    stage.until(lambda: len(drafts(stage)) == 2, "filed")
    stage.settle()
    cases = stage.ask(lambda desk: desk.cases(Lookup()))
    assert [case.delivery for case in cases] == [Delivery.WAITING, Delivery.WAITING]
    assert "2 filed" in stage.said[-1][0]
    left = {draft.id for draft in made if draft.missing}
    assert {row.id for row in stage.room.harvest.rows.rows} == left


def test_only_the_chosen_reports_become_drafts_and_the_rest_stays(put_on: PutOn, tmp_path: Path) -> None:
    stage = begin(put_on, tmp_path)
    stage.click("intake.pick.2")
    stage.click("intake.makeDrafts")
    stage.until(lambda: stage.room.step == "done", "a draft")
    assert len(drafts(stage)) == 1
    stage.click("intake.sortOn")
    assert names(stage) == [FOUR[0], FOUR[2], FOUR[3]]
    assert stage.room.harvest.rows.count == 1


def test_a_track_added_later_counts_at_once(put_on: PutOn, tmp_path: Path) -> None:
    stage = put_on()
    take_in(stage, make_card(tmp_path / "EOS", phone=False))
    assert stage.room.map.known is False
    stage.room.addTrack(QUrl.fromLocalFile(str(tmp_path / "none.gpx")))
    stage.settle()
    assert stage.room.map.known is False and stage.said[-1][0]
    stage.room.addTrack(QUrl.fromLocalFile(str(make_track(tmp_path / "walk.gpx"))))
    stage.settle()
    assert stage.room.map.known is True
    assert sum(photo.position is not None for photo in table(stage).photos) > 5


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((800, 1280), 1.6), ((420, 860), 1.0)])
def test_nothing_touched_is_smaller_than_a_fingertip(put_on: PutOn, tmp_path: Path, size: tuple[int, int], scale: float) -> None:
    stage = begin(put_on, tmp_path, size=size)
    stage.look(scale=scale)
    stage.settle()
    stage.click("intake.photo.IMG_0001.JPG")
    touched = [item for item in stage.items() if item.objectName().startswith("intake.") and item.isVisible()
               and item.inherits("QQuickAbstractButton")]
    assert len(touched) > 10
    assert [(item.objectName(), item.width(), item.height()) for item in touched if min(item.width(), item.height()) < 47.5] == []
    wide = [(item.objectName(), item.width()) for item in touched
            if item.mapToScene(item.boundingRect().topRight()).x() > size[0] + 0.5]
    assert wide == []
    unnamed = [item.objectName() for item in touched if not QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)]
    assert unnamed == []
