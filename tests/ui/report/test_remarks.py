"""How good picked photos are is said kindly, photo by photo, before anything is sealed; it stops nobody."""

from __future__ import annotations

import threading
from pathlib import Path

from fieldclient.capture.flaws import Flaw, Remark
from fieldclient.capture.pixels import upright
from fieldclient.resources import resource
from fieldclient.ui.evidence.remarks import remark_rows
from fieldclient.ui.evidence.slots import place
from fieldclient.ui.words import Words
from sync.protocol.lifecycle import Act
from sync.protocol.media import Shot
from sync.protocol.report import Kind
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.test_slots import photo


def test_a_dark_photo_is_told_in_its_slot_and_can_be_sent(put_on: PutOn, tmp_path: Path) -> None:
    dark = tmp_path / "dark.jpg"
    upright(resource("demo", "rubbish-near.jpg"), 1600).point(lambda light: light // 12).save(dark, "JPEG")
    stage = put_on("report")
    stage.room.newReport()
    stage.settle()
    stage.room.editor.add_files([resource("demo", "rubbish-far.jpg"), dark])
    stage.until(lambda: stage.room.editor.remarks.rowCount() == 1, "the remark")
    assert stage.text("report.remark.0") == "Near: Very dark: use the light or another angle"
    stage.click("report.remark.0")
    assert stage.room.top() == "photo"
    stage.room.back()
    stage.room.editor.choose("subcategory", "C01-01")
    stage.click("report.submit")
    assert len(stage.ask(lambda desk: desk.outbox())) == 1


def test_a_photo_that_is_moved_while_it_is_measured_is_told_where_it_is(put_on: PutOn, tmp_path: Path) -> None:
    dark = tmp_path / "dark.jpg"
    upright(resource("demo", "rubbish-near.jpg"), 1600).point(lambda light: light // 12).save(dark, "JPEG")
    stage = put_on("report")
    stage.room.newReport()
    stage.settle()
    measured = threading.Event()
    stage.worker.ask(lambda desk: desk.advice.later("before it", lambda advice: measured.wait(60), lambda _: None))
    editor = stage.room.editor
    editor.add_files([resource("demo", "rubbish-far.jpg"), dark])
    stage.until(lambda: editor.photoCount == 2, "both photos")
    sha256 = editor.view.photos[1].sha256
    editor.movePhoto(sha256, "detail")
    stage.until(lambda: [photo.shot for photo in editor.view.photos] == [Shot.FAR, Shot.DETAIL], "it is moved")
    measured.set()
    stage.until(lambda: sha256 in [row.id for row in editor.remarks.rows], "the remark")
    assert [row.slot for row in editor.remarks.rows if row.id == sha256] == ["detail"]


def test_what_is_missing_is_said_once_there_is_a_photo(put_on: PutOn) -> None:
    stage = put_on("report", language="zh")
    stage.room.newReport()
    stage.settle()
    assert stage.room.editor.remarks.rowCount() == 0
    stage.room.editor.add_files([resource("demo", "rubbish-far.jpg")])
    stage.until(lambda: stage.room.editor.remarks.rowCount() == 1, "the remark")
    assert stage.text("report.remark.0") == "近景：还差一张近景，看得清是什么"


def test_one_sentence_a_photo_the_gravest_in_the_order_of_the_slots() -> None:
    placed = place(Act.SUBMIT, Kind.PROBLEM, [photo("n", Shot.NEAR), photo("o", Shot.OTHER), photo("d", Shot.DETAIL)])
    found = {"n": (Remark(Flaw.FINGER), Remark(Flaw.DARK)), "o": (Remark(Flaw.BLURRED),), "gone": (Remark(Flaw.DARK),)}
    rows = remark_rows(Words("en"), placed, found)
    assert [(row.slot, row.sha256) for row in rows] == [("near", "n"), ("", "o"), ("far", "")]
    assert rows[0].said == Words("en").of(Flaw.FINGER) and rows[2].said == Words("en").of(Flaw.MISSING_FAR)
    assert remark_rows(Words("en"), place(Act.FEEDBACK, Kind.PROBLEM, []), {}) == []
