"""Does the after-photo show the place of the before-photo? Real photos, told to who takes it and to who checks it; it stops nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt

from fieldclient.capture.verdicts import AfterPhoto, View
from fieldclient.resources import resource
from fieldclient.ui.cases.match import match_facts
from fieldclient.ui.words import Words
from fieldclient.work import judging
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import Stage
from sync.protocol.media import MediaRef, Shot, Usage
from sync.protocol.mutations import HandlingResult
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Code, Problem
from sync.protocol.tasks import TaskKind
from tests.fieldclient.store.making import ref_of
from tests.ui.cases import world
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import COLLECTOR, HANDLER, Theatre

THERE = Position(latitude=36.06615, longitude=120.38234, source=PositionSource.EXIF, accuracy_m=4.0, bearing_deg=80.0)
RECEIVED = datetime(2026, 5, 14, 1, 0, tzinfo=UTC)


def demo(name: str) -> bytes:
    return resource("demo", f"{name}.jpg").read_bytes()


def shown(name: str, usage: Usage, shot: Shot, **more: Any) -> MediaRef:
    return msgspec.structs.replace(ref_of(demo(name), usage, shot), **more)


def reported(stage: Stage = Stage.HANDLING, *after: MediaRef, **more: Any) -> CaseView:
    before = tuple(shown(f"rubbish-{shot.value}", Usage.REPORT, shot, position=THERE) for shot in (Shot.FAR, Shot.NEAR))
    return world.case(stage, media=(*before, *after), position=THERE, received_at=RECEIVED, subcategory="C01-01", handler=HANDLER.id, **more)


def at(put_on: PutOn, view: CaseView, *photos: str, person: Any = HANDLER, **more: Any) -> Theatre:
    stage = put_on("cases", person=person, **more)
    stage.do(lambda desk: (world.tell(desk, view), world.bring(desk, *(demo(name) for name in photos))))
    stage.room.openCase(view.id)
    stage.until(lambda: bool(stage.room.caseData.ready), "the case")
    stage.settle()
    return stage


def handled(name: str) -> MediaRef:
    return shown(name, Usage.HANDLE_AFTER, Shot.NEAR, captured_at=RECEIVED + timedelta(hours=2, minutes=10),
                 position=msgspec.structs.replace(THERE, latitude=THERE.latitude + 12 / 111_195, bearing_deg=72.0))


def compared(stage: Theatre, match: Any) -> None:
    stage.until(lambda: match.view != "", "the comparison")
    stage.settle()


def test_the_handler_hears_at_once_that_it_is_the_same_spot(put_on: PutOn) -> None:
    stage = at(put_on, reported(), "rubbish-far", "rubbish-near")
    stage.click("case.act.feedback")
    assert stage.seen("feedback.match") is None
    stage.room.editor.add_files([resource("demo", "rubbish-after.jpg")])
    compared(stage, stage.room.matches.own)
    assert stage.text("feedback.match.text") == "The same spot as before"
    assert "m apart" in stage.text("feedback.match.facts") and "receipt" in stage.text("feedback.match.facts")
    assert stage.room.matches.own.help == ""
    stage.click("feedback.match.compare")
    stage.until(lambda: stage.room.matches.before != "" and stage.room.matches.after != "", "both large photos")
    handle = stage.find("case.compare.handle")
    middle = handle.x()
    stage.key(Qt.Key.Key_Left)
    assert handle.x() < middle
    stage.key(Qt.Key.Key_Escape)
    assert stage.seen("feedback.match") is not None


def test_another_spot_is_said_kindly_and_can_be_sent_all_the_same(put_on: PutOn) -> None:
    stage = at(put_on, reported(), "rubbish-far", "rubbish-near")
    stage.click("case.act.feedback")
    stage.room.editor.add_files([resource("demo", "bikes-after.jpg")])
    compared(stage, stage.room.matches.own)
    assert stage.room.matches.own.view in ("doubtful", "different") and "Only advice" in stage.room.matches.own.help
    stage.click("feedback.result.fixed")
    stage.type("feedback.text", "cleared")
    assert stage.text("feedback.missing") == "Everything is there."
    stage.click("feedback.submit")
    assert len(stage.ask(lambda desk: desk.outbox())) == 1


def test_the_case_page_and_the_checker_see_it(put_on: PutOn) -> None:
    view = reported(Stage.CHECKING, handled("rubbish-after"), result=HandlingResult.FIXED)
    stage = at(put_on, world.with_task(view, TaskKind.CHECK, COLLECTOR.id), "rubbish-far", "rubbish-near", "rubbish-after",
               person=COLLECTOR)
    compared(stage, stage.room.matches.handled)
    assert stage.text("case.match.text") == "The same spot as before"
    assert stage.text("case.match.facts") == "12 m apart · facing 8° apart · 2 h 10 min after receipt"
    stage.click("case.act.check_pass")
    assert stage.text("check.handled.text") == "Photo after handling: The same spot as before"
    stage.room.editor.add_files([resource("demo", "rubbish-check.jpg")])
    compared(stage, stage.room.matches.own)
    assert stage.text("check.match.text").startswith("Your photo: ")


def test_the_comparison_shows_the_photo_of_before_that_fits(put_on: PutOn) -> None:
    """The near photo stands for the report in lists; the handler stood where the far one was taken."""
    stage = at(put_on, reported(Stage.HANDLED, handled("rubbish-after"), result=HandlingResult.FIXED),
               "rubbish-far", "rubbish-near", "rubbish-after", person=COLLECTOR)
    compared(stage, stage.room.matches.handled)
    assert stage.room.matches.handled.best == ref_of(demo("rubbish-far")).sha256 != stage.room.caseData.beforeHash
    stage.click("case.compare")
    stage.until(lambda: stage.room.matches.before != "", "the photo of before")
    assert ref_of(demo("rubbish-far")).sha256 in stage.room.matches.before


def test_nothing_is_said_while_a_photo_is_only_at_the_hub(put_on: PutOn) -> None:
    stage = at(put_on, reported(Stage.HANDLED, handled("rubbish-after"), result=HandlingResult.FIXED), "rubbish-far", person=COLLECTOR)
    told: list[int] = []
    stage.do(lambda desk: desk.advice.later("after all", lambda advice: 1, told.append))
    stage.until(lambda: bool(told), "the question behind it")
    stage.settle()
    assert stage.seen("case.match") is None


def test_a_comparison_that_fails_is_not_waited_for(put_on: PutOn, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise Problem(Code.DISK_FULL, free_bytes=0, needed_bytes=1)

    monkeypatch.setattr(judging, "best_match", no_room)
    stage = at(put_on, reported(Stage.HANDLED, handled("rubbish-after"), result=HandlingResult.FIXED),
               "rubbish-far", "rubbish-near", "rubbish-after", person=COLLECTOR)
    stage.settle()
    assert not stage.room.matches.handled.comparing and stage.room.matches.handled.view == ""


@pytest.mark.parametrize(("found", "en"), [
    (AfterPhoto(View.MATCH, 0.9), ""),
    (AfterPhoto(View.DOUBTFUL, 0.2, 1540.0, None, -600.0), "1.5 km apart · 10 min before receipt"),
    (AfterPhoto(View.DIFFERENT, 0.0, None, 179.6, 30.0), "facing 180° apart · 30 s after receipt"),
])
def test_what_is_not_known_is_left_out(found: AfterPhoto, en: str) -> None:
    assert match_facts(Words("en"), found) == en
    assert bool(match_facts(Words("zh"), found)) == bool(en)
