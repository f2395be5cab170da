"""A report is made by clicks and keys on a real window, and is on the disk when it says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication

from fieldclient.work.views import Delivery, Lookup
from sync.protocol.lifecycle import Act, Part
from sync.protocol.media import Shot, TimeSource
from sync.protocol.position import PositionSource
from sync.protocol.report import UNSURE, Kind
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import COLLECTOR, HANDLER, Theatre, focus_name, session_of

pytestmark = pytest.mark.usefixtures("card")


def begin(put_on: PutOn, **more: object) -> Theatre:
    stage = put_on("report", **more)
    stage.room.newReport()
    stage.settle()
    return stage


def choose_photos(stage: Theatre, *numbers: int) -> None:
    stage.click("report.photos.add")
    stage.until(lambda: stage.room.picker.files.rowCount() == 3, "the photos of the card")
    for number in numbers:
        stage.click(f"picker.file.{number}")
    stage.click("picker.confirm")
    stage.until(lambda: len(drafts(stage)[0].photos) == len(numbers), "photos in the draft")
    stage.settle()


def choose_category(stage: Theatre, letters: str = "jgqs") -> None:
    stage.click("report.what")
    stage.type("category.search", letters)
    stage.until(lambda: stage.room.categories.found.rowCount() > 0, "something found")
    stage.key(Qt.Key.Key_Return)


def drafts(stage: Theatre):  # type: ignore[no-untyped-def]
    return stage.ask(lambda desk: desk.drafts())


def cases(stage: Theatre):  # type: ignore[no-untyped-def]
    return stage.ask(lambda desk: desk.cases(Lookup()))


def test_a_report_is_filed_by_clicks_and_typed_words(put_on: PutOn) -> None:
    stage = begin(put_on)
    choose_photos(stage, 0, 1, 2)
    choose_category(stage)
    stage.type("report.text", "Cover is gone, 路人注意")
    assert stage.text("report.missing") == "Everything is there."

    stage.click("report.submit")

    (case,) = cases(stage)
    assert (case.subcategory, case.delivery, case.stage) == ("C09-01", Delivery.WAITING, None)
    page = stage.ask(lambda desk: desk.case(case.id))
    assert page.description == "Cover is gone, 路人注意"
    assert page.position is not None and page.position.source is PositionSource.EXIF
    assert {photo.shot for photo in page.before} == {Shot.FAR, Shot.NEAR, Shot.DETAIL}
    assert drafts(stage) == ()
    assert "whenever there is a network" in stage.said[-1][0]


def test_photos_take_the_slots_in_the_order_they_were_tapped(put_on: PutOn) -> None:
    stage = begin(put_on)
    choose_photos(stage, 1, 0)
    by_shot = {photo.shot: photo.position for photo in drafts(stage)[0].photos}
    assert by_shot[Shot.FAR].latitude == pytest.approx(36.30720, abs=1e-5)
    assert by_shot[Shot.NEAR].latitude == pytest.approx(36.30712, abs=1e-5)
    assert stage.find("report.slot.far").property("empty") is False
    assert stage.find("report.slot.detail").property("empty") is True


def test_what_is_missing_is_said_and_the_draft_stays(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.type("report.text", "half a report")
    assert stage.find("report.submit").isEnabled()
    stage.click("report.submit")
    assert "a far photo" in stage.said[-1][0] and "kept as a draft" in stage.said[-1][0]
    assert stage.find("report.slot.far").property("needed") is True
    assert stage.find("report.slot.detail").property("needed") is False
    (draft,) = drafts(stage)
    assert draft.description == "half a report" and Part.FAR_PHOTO in draft.missing
    assert cases(stage) == ()


def test_a_double_tap_files_one_report(put_on: PutOn) -> None:
    stage = begin(put_on)
    choose_photos(stage, 0, 1)
    choose_category(stage)
    stage.click("report.submit", times=2)
    assert len(cases(stage)) == 1
    assert len(stage.ask(lambda desk: desk.outbox())) == 1


def test_a_draft_survives_closing_the_app(put_on: PutOn) -> None:
    stage = begin(put_on)
    choose_photos(stage, 0)
    choose_category(stage)
    stage.type("report.text", "to be continued")
    draft_id = drafts(stage)[0].id
    stage.close()

    again = put_on("report")
    again.room.openDraft(draft_id)
    again.settle()
    assert again.find("report.text.field").property("text") == "to be continued"
    assert again.find("report.slot.far").property("empty") is False
    assert again.find("report.what").property("value") == "Missing or shifted manhole cover"


def test_leaving_keeps_the_draft_and_says_so(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.type("report.text", "later")
    stage.click("report.header.back")
    assert "draft" in stage.said[-1][0]
    assert [draft.description for draft in drafts(stage)] == ["later"]


def test_words_still_being_typed_are_kept_on_leaving(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.room.editor.write("description", "not yet saved")
    stage.room.leave()
    stage.settle()
    assert [draft.description for draft in drafts(stage)] == ["not yet saved"]


def test_an_empty_report_leaves_no_trace(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.click("report.header.back")
    assert drafts(stage) == () and stage.said == []


def test_discarding_can_be_undone(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.type("report.text", "away and back")
    stage.click("report.discard")
    assert drafts(stage) == ()
    text, word, undo = stage.said[-1]
    assert word == "Undo" and text
    undo()
    stage.settle()
    assert [draft.description for draft in drafts(stage)] == ["away and back"]
    assert stage.find("report.text.field").property("text") == "away and back"


def test_another_person_sees_nothing_of_a_draft_that_is_open(put_on: PutOn) -> None:
    stage = begin(put_on)
    choose_photos(stage, 0)
    stage.type("report.text", "of the first")
    (draft,) = drafts(stage)
    left: list[int] = []
    stage.room.left.connect(lambda: left.append(1))
    stage.do(lambda desk: desk.signed_out())
    stage.until(lambda: stage.room.editor.view is None, "it is out of sight")
    assert left == [1]
    stage.do(lambda desk: desk.signed_in(session_of(HANDLER)))
    assert stage.room.editor.view is None and drafts(stage) == () and stage.said == []
    stage.do(lambda desk: desk.signed_in(session_of(COLLECTOR)))
    assert [(each.id, each.description) for each in drafts(stage)] == [(draft.id, "of the first")]


def test_not_sure_is_an_answer(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.click("report.what")
    stage.click("category.unsure")
    assert drafts(stage)[0].subcategory == UNSURE
    assert "Not sure" in str(stage.find("report.what").property("value"))


def test_categories_are_tiles_with_a_list_behind_each(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.click("report.what")
    assert stage.room.categories.tiles.rowCount() == 15
    stage.click("category.tile.C05")
    assert stage.seen("category.row.C05-02") is not None
    stage.key(Qt.Key.Key_Escape)
    assert stage.seen("category.tile.C05") is not None  # one level back, not out
    stage.click("category.tile.C09")
    stage.click("category.row.C09-03")
    assert drafts(stage)[0].subcategory == "C09-03"
    assert stage.room.top() == ""


def test_a_search_that_finds_nothing_offers_not_sure(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.click("report.what")
    stage.type("category.search", "qqqqqq")
    stage.until(lambda: bool(stage.room.categories.nothing), "nothing found")
    assert stage.seen("category.row.C09-01") is None


def test_the_place_is_set_by_keys_and_wins(put_on: PutOn) -> None:
    stage = begin(put_on)
    choose_photos(stage, 0)
    stage.click("report.where")
    stage.find("place.pad").forceActiveFocus()
    for _ in range(3):
        stage.key(Qt.Key.Key_Up)
    stage.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    stage.type("place.words", "Zhengyang Road 12")
    stage.click("place.save")
    (draft,) = drafts(stage)
    assert draft.position is not None and draft.position.source is PositionSource.HAND
    assert draft.position.latitude == pytest.approx(36.30712 + 15 / 111_195, abs=2e-6)
    assert draft.position.longitude > 120.39634 + 0.0004
    assert draft.place_text == "Zhengyang Road 12"
    assert stage.find("report.where").property("value") == "Zhengyang Road 12"
    assert "set by hand" in str(stage.find("report.where").property("source"))

    choose_more = stage.ask(lambda desk: desk.photo_folders())
    assert choose_more  # a photo with another position does not move the pin
    stage.room.editor.add_files([choose_more[0][1] / "IMG_2.jpg"])
    stage.settle()
    assert drafts(stage)[0].position.source is PositionSource.HAND


def test_coordinates_that_are_none_are_told(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.click("report.where")
    assert stage.seen("place.pad") is None  # nothing says where on earth this is
    stage.type("place.latitude", "ninety")
    stage.click("place.save")
    assert "36.30712" in str(stage.find("place.problem").property("text"))
    assert stage.room.top() == "place"
    stage.find("place.latitude.field").setProperty("text", "")
    stage.type("place.latitude", "36.3, 120.4")
    stage.click("place.save")
    assert drafts(stage)[0].position.latitude == pytest.approx(36.3)


def test_the_pin_is_dragged_by_a_finger(put_on: PutOn) -> None:
    from PySide6.QtTest import QTest

    stage = begin(put_on)
    choose_photos(stage, 0)
    stage.click("report.where")
    pin = stage.find("place.pin")
    start = stage.middle(pin)
    QTest.mousePress(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 11):
        QTest.mouseMove(stage.window, start + (type(start)(8, 0) * step))
        QTest.qWait(10)
    QTest.mouseRelease(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + type(start)(80, 0))
    stage.settle()
    east, north = stage.room.pad._pin
    assert east == pytest.approx(40, abs=8)  # two pixels a metre, less the threshold of a drag
    assert north == pytest.approx(0, abs=1)
    assert float(stage.find("place.pad").property("east")) == 0  # the pad itself stayed


def test_the_time_is_typed_and_checked(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.click("report.when")
    stage.find("when.day.field").setProperty("text", "2999-01-01")
    stage.click("when.save")
    assert "future" in str(stage.find("when.problem").property("text"))
    stage.find("when.day.field").setProperty("text", "2026-01-05")
    stage.find("when.clock.field").setProperty("text", "0815")
    stage.click("when.save")
    (draft,) = drafts(stage)
    assert draft.observed_at is not None and draft.time_source is TimeSource.HAND
    assert f"{draft.observed_at.astimezone():%Y-%m-%d %H:%M}" == "2026-01-05 08:15"


def test_a_photo_is_moved_and_removed(put_on: PutOn) -> None:
    stage = begin(put_on)
    choose_photos(stage, 0)
    stage.click("report.slot.far")
    stage.click("photo.to.near")
    assert [photo.shot for photo in drafts(stage)[0].photos] == [Shot.NEAR]
    stage.click("report.slot.near")
    stage.click("photo.remove")
    assert drafts(stage)[0].photos == ()
    assert stage.find("report.slot.near").property("empty") is True


def test_another_kind_asks_for_other_things(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.click("report.kind.suggestion")
    assert stage.seen("report.slot.far") is None
    assert stage.seen("report.slot.photo") is not None
    stage.type("report.text", "A bench here would be kind.")
    stage.click("report.submit")
    (case,) = cases(stage)
    assert case.kind is Kind.SUGGESTION


def test_files_may_be_dropped_onto_the_page(put_on: PutOn, card: Path) -> None:
    stage = begin(put_on)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(card / "IMG_1.jpg")), QUrl("https://example.org/x.jpg")])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QGuiApplication.sendEvent(stage.window, QDragEnterEvent(QPointF(400, 300), copy, data, left, none))
    QGuiApplication.sendEvent(stage.window, QDropEvent(QPointF(400, 300), copy, data, left, none))
    stage.settle()
    assert len(drafts(stage)[0].photos) == 1


def test_everything_is_reached_by_the_keyboard_alone(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.find("report.header.back").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in range(30):
        seen.append(focus_name(stage.window))
        stage.key(Qt.Key.Key_Tab)
    wanted = ["report.kind.problem", "report.slot.far", "report.slot.near", "report.slot.detail", "report.photos.add",
              "report.what", "report.where", "report.when", "report.text.field", "report.submit"]
    assert [name for name in seen if name in wanted][: len(wanted)] == wanted
    stage.find("report.what").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    stage.key(Qt.Key.Key_Return)
    assert stage.room.top() == "category"
    stage.key(Qt.Key.Key_Escape)
    assert stage.room.top() == ""


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280), (420, 800)])
@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_nothing_touched_is_smaller_than_a_fingertip(put_on: PutOn, size: tuple[int, int], scale: float) -> None:
    stage = begin(put_on, size=size)
    stage.look(scale=scale)
    stage.settle()
    touched = [item for item in stage.items() if item.objectName().startswith("report.") and item.isVisible()
               and item.inherits("QQuickAbstractButton")]
    assert len(touched) > 10
    small = [(item.objectName(), item.width(), item.height()) for item in touched if min(item.width(), item.height()) < 47.5]
    assert small == []
    wide = [(item.objectName(), item.x() + item.width()) for item in touched
            if item.mapToScene(item.boundingRect().topRight()).x() > size[0] + 0.5]
    assert wide == []


def test_without_anybody_signed_in_the_work_is_kept(put_on: PutOn) -> None:
    stage = begin(put_on, person=None)
    choose_photos(stage, 0, 1)
    choose_category(stage)
    stage.click("report.submit")
    assert "Sign in" in stage.said[-1][0]
    (draft,) = drafts(stage)
    assert draft.act is Act.SUBMIT and len(draft.photos) == 2
