"""Handlers, grid workers and reporters act on cases by real clicks; what they did waits, sealed, in the outbox."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from fieldclient.work.views import Delivery, OutboxRow
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import Shot, Usage
from sync.protocol.mutations import HandlingResult, Mutation, Outcome, RatingLevel, Receipt, ResultUnit
from sync.protocol.problems import Code, Problem
from sync.protocol.tasks import TaskKind, VerifyResult
from tests.ui.cases import world
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import COLLECTOR, HANDLER, Theatre


def at(put_on: PutOn, view: CaseView, person: Any = HANDLER, **more: Any) -> Theatre:
    stage = put_on("cases", person=person, **more)
    stage.do(lambda desk: (world.tell(desk, view), world.bring(desk, *world.files_of(view))))
    stage.room.openCase(view.id)
    stage.until(lambda: bool(stage.room.caseData.ready), "the case")
    stage.settle()
    return stage


def waiting(stage: Theatre) -> list[OutboxRow]:
    return list(stage.ask(lambda desk: desk.outbox()))


def sealed(stage: Theatre) -> Mutation:
    (row,) = waiting(stage)
    mutation: Mutation = stage.ask(lambda desk: desk.store.outbox.mutation(row.mutation_id))
    return mutation


def pick(stage: Theatre, name: str, *numbers: int) -> None:
    stage.click(name)
    stage.until(lambda: stage.room.picker.files.rowCount() == 3, "the photos")
    for number in numbers:
        stage.click(f"picker.file.{number}")
    stage.click("picker.confirm")
    stage.settle()


def dispatched() -> CaseView:
    return world.case(Stage.DISPATCHED, media=world.files(*world.BEFORE), deadline=world.due(45))


def in_hand(**more: Any) -> CaseView:
    return world.case(Stage.HANDLING, media=world.files(*world.BEFORE), deadline=world.due(130), handler=HANDLER.id,
                      received_at=world.now(), **more)


def closed(**more: Any) -> CaseView:
    media = world.files(*world.BEFORE) + world.files(*world.AFTER, usage=Usage.HANDLE_AFTER)
    return world.case(Stage.CLOSED, media=media, reporter=COLLECTOR.id, result=HandlingResult.FIXED, quantity=1.0,
                      unit=ResultUnit.PLACES, result_text="已更换井盖", closed_at=world.now(), reply="谢谢", **more)


def test_the_page_says_stage_deadline_and_what_can_be_done(put_on: PutOn) -> None:
    stage = at(put_on, in_hand(), language="zh")
    assert stage.find("case").property("title") == "井盖缺失移位 · 正阳路 12 号"
    assert stage.text("case.stage") == "处置中"
    assert stage.text("case.deadline").startswith("还剩 2 小时")
    names = {item.objectName() for item in stage.items() if item.objectName().startswith("case.act.") and item.isVisible()}
    assert names == {"case.act.feedback", "case.act.return", "case.act.extend", "case.act.suspend"}
    assert stage.find("case.act.feedback").property("kind") == "primary"
    assert stage.text("case.act.return") == "申请回退…"


def test_accepting_is_one_tap_and_a_second_changes_nothing(put_on: PutOn) -> None:
    stage = at(put_on, dispatched())
    item = stage.find("case.act.receive")
    from PySide6.QtTest import QTest

    place, disk = stage.middle(item), threading.Event()
    stage.worker.ask(lambda desk: disk.wait(100))
    QTest.mouseClick(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert item.property("busy") is True  # seen at once, before the disk has answered
    for _ in range(4):
        QTest.mouseClick(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    disk.set()
    stage.settle()
    assert [(row.act, row.delivery) for row in waiting(stage)] == [(Act.RECEIVE, Delivery.WAITING)]
    assert stage.text("case.delivery") == "Waiting to send"
    assert stage.seen("case.act.receive") is None and stage.seen("case.act.feedback") is not None


def test_the_handler_reports_the_result(put_on: PutOn, card: Path) -> None:
    stage = at(put_on, in_hand())
    stage.click("case.act.feedback")
    assert stage.find("feedback.before").property("source").toString() != ""
    pick(stage, "feedback.slot.after.files", 0)
    stage.click("feedback.result.fixed")
    stage.type("feedback.text", "New cover fitted")
    stage.type("feedback.quantity", "1.5")
    stage.click("feedback.unit.places")
    assert stage.text("feedback.missing") == "Everything is there."
    stage.click("feedback.submit", times=2)

    mutation = sealed(stage)
    body = mutation.body
    assert (mutation.act, body.result, body.text) == (Act.FEEDBACK, HandlingResult.FIXED, "New cover fitted")
    assert (body.quantity, body.unit) == (1.5, ResultUnit.PLACES)
    assert [(ref.usage, ref.shot) for ref in mutation.media] == [(Usage.HANDLE_AFTER, Shot.NEAR)]
    assert stage.room.top() == "" and stage.seen("case.photos.after") is not None
    assert stage.find("case.photos.after").property("source").toString() != ""  # mine is shown before the hub has it


def test_a_result_without_its_photo_is_told_and_kept(put_on: PutOn) -> None:
    stage = at(put_on, in_hand())
    stage.click("case.act.feedback")
    stage.type("feedback.text", "done")
    stage.click("feedback.submit")
    assert "a photo after handling" in stage.said[-1][0]
    assert stage.find("feedback.slot.after").property("needed") is True
    assert waiting(stage) == []
    stage.key(Qt.Key.Key_Escape)
    assert "draft" in stage.said[-1][0]
    stage.click("case.act.feedback")
    assert stage.find("feedback.text.field").property("text") == "done"


def test_an_act_survives_closing_the_app(put_on: PutOn) -> None:
    view = in_hand()
    stage = at(put_on, view)
    stage.click("case.act.feedback")
    stage.click("feedback.result.partly")
    stage.type("feedback.text", "half of it")
    (draft,) = stage.ask(lambda desk: desk.drafts())
    stage.close()
    again = put_on("cases", person=HANDLER)
    again.room.openDraft(draft.id)
    again.settle()
    assert again.find("feedback.text.field").property("text") == "half of it"
    assert again.room.caseId == view.id


def test_a_quantity_is_a_number(put_on: PutOn) -> None:
    stage = at(put_on, in_hand())
    stage.click("case.act.feedback")
    stage.type("feedback.quantity", "2,5")
    assert stage.ask(lambda desk: desk.drafts())[0].quantity == 2.5
    assert stage.find("feedback.quantity.field").property("text") == "2,5"  # what is being typed is left alone
    stage.find("feedback.quantity.field").setProperty("text", "")
    stage.type("feedback.quantity", "1.")
    assert stage.find("feedback.quantity.field").property("text") == "1."  # on its way to 1.5
    stage.type("feedback.quantity", "x")
    assert "number" in str(stage.find("feedback.quantity").property("problem"))
    assert stage.ask(lambda desk: desk.drafts())[0].quantity is None


def test_handing_back_asks_with_a_reason(put_on: PutOn) -> None:
    stage = at(put_on, dispatched())
    stage.click("case.act.return")
    stage.click("return.submit")
    assert "a reason" in stage.said[-1][0]
    stage.click("return.reason.not_our_duty")
    stage.type("return.text", "Belongs to the water company")
    stage.click("return.submit")
    mutation = sealed(stage)
    assert (mutation.act, mutation.body.reason) == (Act.RETURN, "not_our_duty")


@pytest.mark.parametrize(("act", "name"), [(Act.EXTEND, "extend"), (Act.SUSPEND, "suspend")])
def test_asking_for_more_time(put_on: PutOn, act: Act, name: str) -> None:
    stage = at(put_on, in_hand())
    stage.click(f"case.act.{name}")
    if act is Act.SUSPEND:
        stage.click("suspend.until.30")
        assert stage.find("suspend.until").property("value") == "30"
    stage.type(f"{name}.text", "Parts are on order")
    stage.click(f"{name}.submit")
    mutation = sealed(stage)
    assert mutation.act is act and mutation.body.text == "Parts are on order"
    assert (mutation.body.until is not None) == (act is Act.SUSPEND)


def test_the_grid_worker_verifies(put_on: PutOn, card: Path) -> None:
    view = world.case(Stage.VERIFYING, media=world.files(*world.BEFORE), reporter="somebody")
    view = world.with_task(view, TaskKind.VERIFY, COLLECTOR.id)
    stage = at(put_on, view, COLLECTOR)
    stage.click("case.act.verify")
    stage.click("verify.result.exist")
    pick(stage, "verify.photos.add", 0, 1)
    assert "from the case" in str(stage.find("verify.here").property("value"))
    stage.click("verify.submit")
    mutation = sealed(stage)
    assert (mutation.act, mutation.body.verify) == (Act.VERIFY, VerifyResult.EXIST)
    assert {(ref.usage, ref.shot) for ref in mutation.media} == {(Usage.VERIFY, Shot.FAR), (Usage.VERIFY, Shot.NEAR)}


@pytest.mark.parametrize(("choice", "act"), [("pass", Act.CHECK_PASS), ("not_pass", Act.CHECK_NOT_PASS), ("unable", Act.CHECK_UNABLE)])
def test_the_grid_worker_checks(put_on: PutOn, card: Path, choice: str, act: Act) -> None:
    media = world.files(*world.BEFORE) + world.files(*world.AFTER, usage=Usage.HANDLE_AFTER)
    view = world.with_task(world.case(Stage.CHECKING, media=media, handler="somebody"), TaskKind.CHECK, COLLECTOR.id)
    stage = at(put_on, view, COLLECTOR)
    stage.click("case.act.check_pass")
    stage.click("check.submit")
    assert "the result" in stage.said[-1][0]  # nothing is passed because nobody chose
    stage.click(f"check.result.{choice}")
    pick(stage, "check.slot.check.files", 0)
    stage.type("check.text", "seen on the spot")
    stage.click("check.submit")
    mutation = sealed(stage)
    assert mutation.act is act and [ref.usage for ref in mutation.media] == [Usage.CHECK]


@pytest.mark.parametrize("level", list(RatingLevel))
def test_the_reporter_rates(put_on: PutOn, level: RatingLevel) -> None:
    stage = at(put_on, closed(), COLLECTOR)
    stage.click("case.act.rate")
    stage.click(f"rate.{level.value}")
    stage.type("rate.text", "thanks")
    stage.click("rate.submit", times=2)
    mutation = sealed(stage)
    assert (mutation.act, mutation.body.level, mutation.body.text) == (Act.RATE, level, "thanks")
    assert stage.seen("case.act.rate") is None


def test_asking_to_reopen_shows_what_was_called_done(put_on: PutOn, card: Path) -> None:
    stage = at(put_on, closed(), COLLECTOR)
    stage.click("case.act.reopen")
    assert stage.find("reopen.before").property("mark") == "After handling"
    pick(stage, "reopen.slot.again.files", 0)
    stage.type("reopen.text", "broken again")
    stage.click("reopen.submit")
    mutation = sealed(stage)
    assert mutation.act is Act.REOPEN and [ref.usage for ref in mutation.media] == [Usage.SUPPLEMENT]


def test_withdrawing_is_one_tap(put_on: PutOn) -> None:
    stage = at(put_on, world.case(Stage.SUBMITTED, reporter=COLLECTOR.id), COLLECTOR)
    stage.click("case.act.withdraw", times=2)
    assert [row.act for row in waiting(stage)] == [Act.WITHDRAW]


def test_leaving_an_untouched_act_leaves_no_draft(put_on: PutOn) -> None:
    stage = at(put_on, in_hand())
    stage.click("case.act.return")
    stage.key(Qt.Key.Key_Escape)
    assert stage.ask(lambda desk: desk.drafts()) == () and stage.said == []


def test_a_refused_act_says_why_and_can_be_mended(put_on: PutOn, card: Path) -> None:
    stage = at(put_on, in_hand())
    stage.click("case.act.feedback")
    pick(stage, "feedback.slot.after.files", 0)
    stage.click("feedback.result.fixed")
    stage.type("feedback.text", "done")
    stage.click("feedback.submit")
    mutation = sealed(stage)
    refusal = Receipt(
        mutation=mutation.id, outcome=Outcome.REFUSED, case_id=mutation.case_id, received_at=world.now(),
        problem=Problem(Code.BODY_INVALID, field="text").to_wire())
    stage.do(lambda desk: desk.queue.settle([refusal], world.now()))
    stage.until(lambda: stage.seen("case.unsent.edit") is not None, "the refusal")
    row = stage.room.caseData.unsent.rows[0]
    assert row.delivery == "refused" and "your words" in row.problem
    stage.click("case.unsent.edit")
    assert stage.find("feedback.text.field").property("text") == "done"
    assert stage.find("feedback.slot.after").property("empty") is False  # the photos came along
    stage.find("feedback.text.field").setProperty("text", "")
    stage.type("feedback.text", "done properly")
    stage.click("feedback.submit")
    live = [row for row in waiting(stage) if row.delivery is Delivery.WAITING]
    assert [row.act for row in live] == [Act.FEEDBACK]


def test_a_case_that_leaves_sight_closes_its_page(put_on: PutOn) -> None:
    from sync.protocol.feed import CaseRevoked, Page

    view = in_hand()
    stage = at(put_on, view)
    stage.do(lambda desk: desk.queue.apply_page(
        Page(cursor="c2", changes=(CaseRevoked(case_id=view.id),), hub_time=world.now()), world.now()))
    stage.until(lambda: stage.room.caseId == "", "the page closes")
    assert stage.seen("case") is None


def test_photos_open_large_and_compare_by_keys(put_on: PutOn) -> None:
    stage = at(put_on, closed(), COLLECTOR)
    stage.click("case.photos.before")
    stage.until(lambda: stage.find("case.zoom").property("source").toString() != "", "the large photo")
    stage.key(Qt.Key.Key_Escape)
    stage.click("case.compare")
    handle = stage.find("case.compare.handle")
    before = handle.x()
    stage.key(Qt.Key.Key_Right)
    assert handle.x() > before

    photos = [stage.find(f"case.compare.{which}") for which in ("before", "after")]
    wide, at_handle = photos[0].width(), handle.x()
    stage.click("case.compare.zoomIn")
    assert [photo.width() for photo in photos] == pytest.approx([1.5 * wide] * 2)
    left = photos[0].x()
    stage.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert photos[0].x() == photos[1].x() == left - 80 and handle.x() == at_handle
    quarter = QPoint(round(wide / 4), 200)  # beside the handle: a finger moves both photos
    QTest.mousePress(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, quarter)
    QTest.mouseMove(stage.window, quarter + QPoint(30, 10))
    QTest.mouseRelease(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, quarter + QPoint(30, 10))
    stage.settle()
    assert photos[0].x() == photos[1].x() == pytest.approx(left - 50) and handle.x() == at_handle
    for _ in range(3):
        stage.key(Qt.Key.Key_Minus)
    assert [(photo.x(), photo.width()) for photo in photos] == [(0, wide)] * 2

    stage.key(Qt.Key.Key_Escape)
    assert stage.room.top() == ""


def test_the_story_is_told_newest_first_with_photos(put_on: PutOn) -> None:
    stage = at(put_on, closed(), COLLECTOR)
    titles = [row.title for row in stage.room.caseData.steps.rows]
    assert titles[0] == "Closed" and titles[-1] == "Reported"
    assert stage.find(f"case.step.{len(titles) - 1}.photo.0").property("source").toString() != ""
    assert stage.room.caseData.resultTitle.startswith("Fixed · 1")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_every_act_page_fits_a_narrow_window(put_on: PutOn, language: str, scale: float) -> None:
    task = world.with_task(in_hand(), TaskKind.VERIFY, HANDLER.id)
    stage = at(put_on, msgspec.structs.replace(task), size=(420, 800), language=language)
    stage.look(scale=scale)
    for act, name in (("feedback", "feedback"), ("return", "return"), ("extend", "extend")):
        stage.room.start(act)
        stage.until(lambda n=name: stage.seen(f"{n}.submit") is not None, name)  # type: ignore[misc]
        stage.settle()
        outside = [
            (item.objectName(), round(item.mapToScene(item.boundingRect().topRight()).x()))
            for item in stage.items() if item.isVisible() and item.objectName().startswith(name + ".")
            and item.mapToScene(item.boundingRect().topRight()).x() > 420.5
        ]
        assert outside == []
        stage.room.back()
        stage.settle()
