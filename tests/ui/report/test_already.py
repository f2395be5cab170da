"""Already reported? On the report page before anybody types: real photos, real areas, a real store, clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from fieldclient.resources import resource
from fieldclient.work import RealDesk
from sync.protocol.feed import CaseView
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Stage
from sync.protocol.position import Position, PositionSource
from sync.protocol.report import Kind
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import Theatre

FAR, NEAR = resource("demo", "rubbish-far.jpg"), resource("demo", "rubbish-near.jpg")
THERE = (36.06615, 120.38234)


def known(metres: float, subcategory: str = "C01-01", hours: float = 3, **more: object) -> Callable[[RealDesk], str]:
    place = Position(latitude=THERE[0] + metres / 111_195, longitude=THERE[1], source=PositionSource.EXIF)
    fields = {"id": new_id(), "version": 3, "kind": Kind.PROBLEM, "stage": Stage.HANDLING, "number": "37020226112200016",
              "created_at": datetime.now(UTC) - timedelta(hours=hours), "position": place, "subcategory": subcategory, **more}

    def tell(desk: RealDesk) -> str:
        with desk.store.database.change():
            desk.store.cases.keep("p-collector", [CaseView(**fields)], 0, anew=False)  # type: ignore[arg-type]
        return str(fields["id"])

    return tell


def begin(put_on: PutOn, *jobs: Callable[[RealDesk], object], photos: tuple[Path, ...] = (FAR, NEAR), **more: object) -> Theatre:
    stage = put_on("report", **more)
    for job in jobs:
        stage.do(job)
    stage.room.newReport()
    stage.settle()
    stage.room.editor.add_files(photos)
    stage.until(lambda: stage.room.editor.photoCount == len(photos), "photos in the draft")
    return stage


def offered(stage: Theatre, count: int) -> None:
    stage.until(lambda: len(stage.room.advisor._advice.cases) == count, f"{count} cases offered")
    stage.settle()


def drafts(stage: Theatre):  # type: ignore[no-untyped-def]
    return stage.ask(lambda desk: desk.drafts())


def test_a_case_nearby_is_shown_before_anybody_types(put_on: PutOn) -> None:
    stage = begin(put_on, known(12), known(20, "C09-01"))
    offered(stage, 2)
    row = stage.find("report.already.0")
    assert row.property("title") == "Exposed litter"
    assert row.property("line").startswith("12 m · 3 h ago · ")
    assert stage.seen("report.already.1") is None  # the likeliest first, the others when asked for
    assert stage.text("report.already.more") == "1 more"
    stage.click("report.already.more")
    assert stage.find("report.already.1").property("title") == "Missing or shifted manhole cover"


def test_it_goes_as_the_same_matter_and_takes_its_category(put_on: PutOn) -> None:
    stage = begin(put_on, case := known(12))
    offered(stage, 1)
    stage.click("report.already.0.take")
    stage.until(lambda: stage.room.advisor.chosen.rowCount() == 1, "the chosen case")
    stage.settle()
    (draft,) = drafts(stage)
    assert draft.same_as == stage.ask(case) and draft.subcategory == "C01-01"
    assert "same matter" in stage.said[-1][0] and stage.seen("report.already.0") is None
    stage.click("report.submit")
    (sent,) = [row for row in stage.ask(lambda desk: desk.outbox())]
    assert stage.ask(lambda desk: desk.store.outbox.mutation(sent.mutation_id)).body.report.same_as == draft.same_as


def test_taking_it_back_asks_again(put_on: PutOn) -> None:
    stage = begin(put_on, known(12))
    offered(stage, 1)
    stage.click("report.already.0.take")
    stage.until(lambda: stage.room.advisor.chosen.rowCount() == 1, "the chosen case")
    stage.click("report.already.chosen.take")
    stage.until(lambda: stage.room.advisor.cases.rowCount() == 1, "it is offered again")
    assert drafts(stage)[0].same_as is None


def test_another_matter_is_remembered_for_this_draft(put_on: PutOn) -> None:
    stage = begin(put_on, known(12), known(20))
    offered(stage, 2)
    stage.find("report.already.other").forceActiveFocus()
    stage.key(Qt.Key.Key_Return)
    offered(stage, 0)
    assert stage.seen("report.already.title") is None
    draft_id = drafts(stage)[0].id
    stage.close()
    again = put_on("report")
    again.room.openDraft(draft_id)
    again.until(lambda: again.room.advisor._advice.draft_id == draft_id and again.room.editor.photoCount == 2, "the draft")
    again.settle()
    assert again.room.advisor.cases.rowCount() == 0


def test_a_known_case_can_be_looked_at(put_on: PutOn) -> None:
    stage = begin(put_on, case := known(12))
    offered(stage, 1)
    wanted: list[str] = []
    stage.window.contentItem().childItems()[0].openCase.connect(wanted.append)
    stage.click("report.already.0")
    assert wanted == [stage.ask(case)] and len(drafts(stage)) == 1


def test_a_reused_photo_is_flagged(put_on: PutOn) -> None:
    def before(desk: RealDesk) -> str:
        draft = desk.new_draft()
        desk.add_photos(draft.id, [FAR, NEAR])
        desk.save_field(draft.id, "subcategory", "C01-01")
        return desk.submit(draft.id)

    stage = begin(put_on, before, photos=(FAR,))
    stage.until(lambda: stage.room.advisor.reused.rowCount() == 1, "the flag")
    text = stage.text("report.reused.0")
    assert "the same photo" in text and "Exposed litter" in text


def test_the_grid_and_department_fill_themselves_and_outside_is_said(put_on: PutOn) -> None:
    stage = begin(put_on, lambda desk: desk.advice.places.bring_in(resource("demo", "district.toml")))
    stage.until(lambda: stage.room.advisor.grid != "", "the grid")
    stage.settle()
    area = stage.find("report.area")
    assert "370202001001002" in area.property("value") and "→" in area.property("source")
    stage.click("report.where")
    stage.type("place.latitude", "36.9")
    stage.type("place.longitude", "120.9")
    stage.click("place.save")
    stage.until(lambda: stage.seen("report.question.outside") is not None, "outside is said")
    assert "outside" in stage.text("report.question.outside")
    assert "from the photo" in stage.find("report.where").property("source")
    position = drafts(stage)[0].position
    assert (position.latitude, position.longitude) == pytest.approx((36.9, 120.9), abs=1e-9)  # asked about, and left where it was put


def test_a_pin_far_from_the_photo_is_asked_about(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.click("report.where")
    stage.type("place.latitude", str(THERE[0] + 0.01))
    stage.type("place.longitude", str(THERE[1]))
    stage.click("place.save")
    stage.until(lambda: stage.seen("report.question.pin_far_from_photo") is not None, "the question")
    assert "1.1 km" in stage.text("report.question.pin_far_from_photo")
    stage.click("report.question.pin_far_from_photo.action")
    assert stage.room.top() == "place"


def test_typed_numbers_say_their_datum(put_on: PutOn) -> None:
    """A pin of a Chinese map lies half a kilometre off when it is taken for WGS-84."""
    stage = begin(put_on)
    stage.click("report.where")
    stage.click("place.datum.gcj02")
    shown = float(str(stage.find("place.latitude.field").property("text")))
    assert shown != pytest.approx(THERE[0], abs=1e-4)  # the pin stays, its numbers are the map's
    stage.type("place.latitude", "36.07")
    stage.type("place.longitude", "120.39")
    stage.click("place.save")
    position = drafts(stage)[0].position
    assert position.datum.value == "wgs84" and position.latitude == pytest.approx(36.0697, abs=5e-4)
    assert position.longitude == pytest.approx(120.3847, abs=5e-4)


def test_a_pair_typed_the_wrong_way_round_is_told(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.click("report.where")
    stage.type("place.latitude", "120.39")
    stage.type("place.longitude", "36.07")
    stage.click("place.save")
    assert "turned round" in stage.text("place.problem") and stage.room.top() == "place"
