"""自行处置 by clicks: the switch, two photos, what was done, and a case that needs no handler."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from fieldclient.work.views import Lookup
from sync.protocol.lifecycle import Act
from sync.protocol.media import Usage
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import HANDLER, Theatre


def begin(put_on: PutOn, **more: object) -> Theatre:
    stage = put_on("report", **more)
    stage.room.newReport()
    stage.settle()
    return stage


def fill(stage: Theatre, slot: str, number: int) -> None:
    stage.click(f"report.slot.{slot}.files")
    stage.until(lambda: stage.room.picker.files.rowCount() == 3, "the photos of the card")
    stage.click(f"picker.file.{number}")
    stage.click("picker.confirm")
    stage.until(lambda: stage.find(f"report.slot.{slot}").property("empty") is False, f"a photo {slot}")


def test_it_is_filed_with_a_photo_of_before_and_one_of_after(put_on: PutOn, card: Path) -> None:
    stage = begin(put_on)
    assert stage.seen("report.done") is None
    stage.click("report.selfHandled")
    stage.until(lambda: stage.seen("report.slot.before") is not None, "the slots of before and after")
    assert stage.seen("report.slot.far") is None and stage.find("report.selfHandled").property("checked") is True
    fill(stage, "before", 0)
    stage.click("report.submit")
    assert "photo after handling" in stage.said[-1][0].lower() or "after" in stage.said[-1][0]
    assert stage.find("report.slot.after").property("needed") is True
    fill(stage, "after", 1)
    stage.click("report.what")
    stage.type("category.search", "jgqs")
    stage.until(lambda: stage.room.categories.found.rowCount() > 0, "something found")
    stage.key(Qt.Key.Key_Return)
    stage.type("report.done", "Put back, 已复位")
    stage.click("report.submit", times=2)
    (case,) = stage.ask(lambda desk: desk.cases(Lookup()))
    page = stage.ask(lambda desk: desk.case(case.id))
    assert [photo.usage for photo in page.before] == [Usage.HANDLE_BEFORE]
    assert [photo.usage for photo in page.after] == [Usage.HANDLE_AFTER]
    sealed = stage.ask(lambda desk: desk.store.outbox.mutation(desk.outbox()[0].mutation_id))
    assert (sealed.act, sealed.body.text) == (Act.SELF_HANDLED, "Put back, 已复位")


def test_praise_switches_it_off_and_others_are_not_offered_it(put_on: PutOn, card: Path) -> None:
    stage = begin(put_on)
    stage.find("report.selfHandled").forceActiveFocus()
    stage.key(Qt.Key.Key_Space)
    stage.until(lambda: stage.room.editor.view.act is Act.SELF_HANDLED, "switched on by the keyboard")
    stage.click("report.kind.praise")
    stage.until(lambda: stage.room.editor.view.act is Act.SUBMIT, "praise is not mended")
    assert stage.seen("report.selfHandled") is None
    stage.close()
    other = begin(put_on, person=HANDLER)
    assert other.seen("report.selfHandled") is None
