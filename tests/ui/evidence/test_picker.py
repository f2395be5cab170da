"""The picker over real folders: order, limits, pages, and one clear sentence for every file that cannot be taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QAbstractItemModelTester

from fieldclient.ui.evidence.picker import PAGE
from tests.fieldclient.capture import making
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import Theatre
from tests.ui.hands import say_folder


def open_picker(put_on: PutOn, folder: Path, wait_for: int, slot: str = "") -> Theatre:
    stage = put_on("report")
    QAbstractItemModelTester(stage.room.picker.files, QAbstractItemModelTester.FailureReportingMode.Fatal, stage.room.picker)
    stage.room.newReport()
    stage.settle()
    stage.click(f"report.slot.{slot}.files" if slot else "report.photos.add")
    stage.room.picker.openOther(QUrl.fromLocalFile(str(folder)))
    stage.until(lambda: stage.room.picker.files.rowCount() >= wait_for, "the files")
    stage.settle()
    return stage


def rows(stage: Theatre):  # type: ignore[no-untyped-def]
    return {row.name: row for row in stage.room.picker.files.rows}


def orders(stage: Theatre) -> dict[str, int]:
    return {name: row.order for name, row in rows(stage).items() if row.order}


def test_photos_are_numbered_as_they_are_tapped(put_on: PutOn, card: Path) -> None:
    stage = open_picker(put_on, card, 3)
    for number in (2, 0, 1):
        stage.click(f"picker.file.{number}")
    assert orders(stage) == {"IMG_3.jpg": 1, "IMG_1.jpg": 2, "IMG_2.jpg": 3}
    stage.click("picker.file.0")
    assert orders(stage) == {"IMG_3.jpg": 1, "IMG_2.jpg": 2}


def test_bad_files_say_why_and_are_not_taken(put_on: PutOn, card: Path) -> None:
    (card / "empty.jpg").write_bytes(b"")
    (card / "letter.jpg").write_bytes(b"Dear Sir, " * 200)
    (card / "zero.jpg").write_bytes(making.jpeg(None, making.tiff_block(place=making.gps(0.0, 0.0))))
    stage = open_picker(put_on, card, 6)
    found = rows(stage)
    assert "empty" in found["empty.jpg"].problem
    assert "not a photo" in found["letter.jpg"].problem
    assert found["zero.jpg"].problem == "" and found["zero.jpg"].note != ""
    assert not found["zero.jpg"].has_position and found["IMG_1.jpg"].has_position

    stage.room.picker.toggle(found["letter.jpg"].id)
    stage.settle()
    assert orders(stage) == {}
    assert "not a photo" in str(stage.find("picker.problem").property("text"))
    stage.room.picker.toggle(found["IMG_1.jpg"].id)
    stage.settle()
    assert stage.seen("picker.problem") is None  # a good tap clears what was said


def test_a_file_that_went_bad_meanwhile_costs_none_of_the_others(put_on: PutOn, card: Path) -> None:
    stage = open_picker(put_on, card, 3)
    stage.click("picker.file.0")
    stage.click("picker.file.1")
    (card / "IMG_2.jpg").write_bytes(b"")
    stage.click("picker.confirm")
    (draft,) = stage.ask(lambda desk: desk.drafts())
    assert len(draft.photos) == 1
    assert any("empty" in note for note in stage.room.editor.notes)
    assert any("empty" in text for text, _, _ in stage.said)


def test_one_slot_takes_one_photo_and_the_next_tap_replaces_it(put_on: PutOn, card: Path) -> None:
    stage = open_picker(put_on, card, 3, slot="near")
    stage.click("picker.file.0")
    stage.click("picker.file.2")
    assert orders(stage) == {"IMG_3.jpg": 1}
    stage.click("picker.confirm")
    (draft,) = stage.ask(lambda desk: desk.drafts())
    assert [photo.shot.value for photo in draft.photos] == ["near"]


def test_no_more_than_the_limit(put_on: PutOn, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    data = making.jpeg(making.picture(64, 48))
    for number in range(11):
        (folder / f"{number:02}.jpg").write_bytes(data + bytes([number]))
    stage = open_picker(put_on, folder, 11)
    for row in stage.room.picker.files.rows:
        stage.room.picker.toggle(row.id)
    stage.settle()
    assert len(orders(stage)) == 10
    assert "10" in str(stage.find("picker.problem").property("text"))


def test_a_large_folder_comes_in_pages_while_scrolling(put_on: PutOn, tmp_path: Path) -> None:
    folder = tmp_path / "large"
    folder.mkdir()
    data = making.jpeg(making.picture(64, 48))
    for number in range(PAGE * 2 + 5):
        (folder / f"{number:03}.jpg").write_bytes(data + bytes([number]))
    stage = open_picker(put_on, folder, PAGE)
    grid = stage.find("picker.grid")
    for _ in range(6):
        grid.setProperty("contentY", max(0.0, float(grid.property("contentHeight")) - grid.height()))
        stage.settle(200)
    names = [row.name for row in stage.room.picker.files.rows]
    assert len(names) == PAGE * 2 + 5 == len(set(names))


def test_an_empty_folder_and_one_that_is_gone_say_so(put_on: PutOn, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    stage = open_picker(put_on, empty, 0)
    assert any("No photos" in str(item.property("title") or "") for item in stage.items() if item.isVisible())
    stage.room.picker.openOther(QUrl.fromLocalFile(str(tmp_path / "gone")))
    stage.settle()
    assert stage.find("picker.problem").property("text") != ""


def test_confirming_twice_takes_the_photos_once(put_on: PutOn, card: Path) -> None:
    stage = open_picker(put_on, card, 3)
    stage.click("picker.file.0")
    stage.room.picker.confirm()
    stage.room.picker.confirm()
    stage.settle()
    (draft,) = stage.ask(lambda desk: desk.drafts())
    assert len(draft.photos) == 1


def test_the_keyboard_chooses_too(put_on: PutOn, card: Path) -> None:
    stage = open_picker(put_on, card, 3)
    stage.find("picker.grid").forceActiveFocus()
    stage.key(Qt.Key.Key_Right)
    stage.key(Qt.Key.Key_Space)
    assert orders(stage) == {"IMG_2.jpg": 1}
    stage.key(Qt.Key.Key_Escape)
    assert stage.room.top() == ""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_opening_another_folder_forgets_neither_choice_nor_language(put_on: PutOn, card: Path, language: str,
                                                                    tmp_path: Path) -> None:
    stage = put_on("report", language=language)
    stage.room.newReport()
    stage.settle()
    stage.click("report.photos.add")
    stage.until(lambda: stage.room.picker.files.rowCount() == 3, "the files")
    stage.click("picker.file.0")
    stage.room.picker.openOther(QUrl.fromLocalFile(str(tmp_path)))
    stage.settle()
    assert stage.room.picker.chosen == 1
    stage.room.picker.openFolder(str(card))
    stage.until(lambda: stage.room.picker.files.rowCount() == 3, "the files")
    assert orders(stage) == {"IMG_1.jpg": 1}


def test_the_systems_dialog_opens_another_folder(put_on: PutOn, card: Path, tmp_path: Path) -> None:
    empty = tmp_path / "elsewhere"
    empty.mkdir()
    stage = open_picker(put_on, empty, 0)
    stage.click("picker.other")
    say_folder(stage, card)
    stage.until(lambda: stage.room.picker.files.rowCount() == 3, "the photos of the chosen folder")
