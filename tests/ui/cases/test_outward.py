"""What of a case goes outward: a result shown to everybody by real clicks, and the steps that a reporter sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
from PySide6.QtCore import Qt

from fieldclient.ui.cases.case_outward import progress_rows
from fieldclient.ui.words import Words
from fieldclient.work.progress import progress_of
from sync.protocol.feed import SHOWS, CaseView, OnShow
from sync.protocol.lifecycle import Act, Showing, Stage
from sync.protocol.media import Usage
from sync.protocol.mutations import RatingLevel, Release
from sync.protocol.people import Person, Role
from tests.fieldclient.store.making import sha
from tests.ui.cases import world
from tests.ui.cases.test_acts import at, sealed
from tests.ui.cases.test_case_page import met_hub
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import COLLECTOR, Theatre
from tests.ui.golden.measure import faults

CHIEF = Person(id="p-chief", name="马超", roles=(Role.DUTY_CHIEF,))
LOOKS = (("light", 1.0, (1280, 800)), ("dark", 2.0, (800, 1280)), ("sunlight", 1.0, (800, 1280)))


def closed(state: Showing, **more: Any) -> CaseView:
    media = (*world.files(*world.BEFORE), *world.files(*world.AFTER, usage=Usage.HANDLE_AFTER))
    return world.case(Stage.CLOSED, media=media, result_text="已更换井盖", on_show=OnShow(state=state, **more))


def chief_at(put_on: PutOn, view: CaseView) -> Theatre:
    stage = at(put_on, view, person=CHIEF)
    stage.do(lambda desk: met_hub(desk, SHOWS))
    stage.room.refresh()
    stage.settle()
    return stage


def test_a_result_is_shown_with_the_photos_that_were_chosen_and_taken_back_by_a_tap(put_on: PutOn) -> None:
    view = closed(Showing.POSSIBLE)
    stage = at(put_on, view, person=CHIEF)
    assert stage.seen("case.act.publish") is None, "a hub of an older release could not read it"
    stage.do(lambda desk: met_hub(desk, SHOWS))
    stage.room.refresh()
    stage.settle()
    assert stage.seen("case.act.take_back") is None and stage.seen("case.progress") is None
    stage.click("case.act.publish")
    stage.until(lambda: stage.seen("publish.text") is not None, "its page")
    assert stage.find("publish.text").property("text") == "已更换井盖", "it begins with the result"
    outward = stage.room.caseData.outward
    assert (outward.before.rowCount(), outward.after.rowCount()) == (3, 1)
    stage.type("publish.text", "已更换，有问题请打 13800138000")
    stage.click("publish.submit")
    assert "phone" in stage.said[-1][0]
    stage.type("publish.text", "当天更换完毕")
    stage.click("publish.before.1")
    stage.click("publish.before.0")
    stage.click("publish.after.0.photo")
    assert stage.room.step == "zoom", "looked at in full before it is let out"
    stage.key(Qt.Key.Key_Escape)
    stage.click("publish.after.0")
    assert [stage.find(f"publish.before.{at}").property("checked") for at in range(3)] == [True, False, False]
    stage.click("publish.submit")
    mutation = sealed(stage)
    assert (mutation.act, mutation.body.text, mutation.body.position) == (Act.PUBLISH, "当天更换完毕", None)
    assert mutation.body.release == Release(before=sha(world.BEFORE[0]), after=sha(world.AFTER[0])) and mutation.media == ()
    stage.until(lambda: stage.seen("case.act.take_back") is not None, "what waits counts already")
    assert stage.seen("case.act.publish") is None
    stage.click("case.act.take_back")
    stage.until(lambda: len(stage.ask(lambda desk: desk.outbox())) == 2, "the second act")


def test_the_page_of_a_case_says_whether_everybody_sees_it(put_on: PutOn) -> None:
    view = closed(Showing.SHOWN, at=world.now() - timedelta(minutes=5), text="已换", by="马超")
    stage = chief_at(put_on, view)
    fact = next(row for row in stage.room.caseData.facts.rows if row.id == "on_show")
    assert fact.title == "Shown to everybody" and fact.value.startswith("since ") and fact.value.endswith("decided by 马超")
    states = ((Showing.DUE, "decided; shown when its photos are ready"), (Showing.TAKEN_BACK, "taken back"))
    for version, (state, told) in enumerate(states, view.version + 1):
        newer = msgspec.structs.replace(view, version=version, on_show=OnShow(state=state))
        stage.do(lambda desk, newer=newer: world.tell(desk, newer, cursor=newer.on_show.state.value))
        stage.room.refresh()
        stage.until(lambda told=told: any(row.value == told for row in stage.room.caseData.facts.rows), told)


def test_a_reporter_sees_where_it_stands(put_on: PutOn) -> None:
    """Wide the steps stand beside each other, in large type below one another; each is one sentence to who listens."""
    view = world.case(Stage.HANDLING, media=world.files(*world.BEFORE), reporter=COLLECTOR.id,
                      filed_at=world.now() - timedelta(hours=2), received_at=world.now() - timedelta(hours=1))
    stage = at(put_on, view, person=COLLECTOR)
    stage.until(lambda: stage.seen("case.progress.5") is not None, "six steps")
    rows = stage.room.caseData.outward.steps.rows
    assert [row.title for row in rows] == ["Reported", "Accepted", "Dispatched", "Being handled", "Being checked", "Closed"]
    assert [row.meaning for row in rows] == ["done", "done", "done", "inHand", "neutral", "neutral"]
    assert all(bool(row.when) is not row.ahead for row in rows)
    assert rows[3].spoken.startswith("Step 4 of 6, Being handled, under way, ") and rows[5].spoken == "Step 6 of 6, Closed, still ahead"
    for mode, scale, size in LOOKS:
        stage.look(mode, scale)
        stage.window.resize(*size)
        stage.theme.setProperty("wide", size[0] > size[1])
        stage.settle()
        items = [stage.find(f"case.progress.{at}") for at in range(6)]
        tops = [item.mapToScene(item.boundingRect().topLeft()) for item in items]
        beside = stage.find("case.progress").property("beside")
        along = [top.x() for top in tops] if beside else [top.y() for top in tops]
        assert along == sorted(along) and len(set(along)) == 6, (mode, along)
        assert scale == 1.0 or not beside
        assert not faults(stage.window), (mode, scale, size)


def test_every_word_of_the_page_has_its_room(put_on: PutOn) -> None:
    stage = chief_at(put_on, closed(Showing.POSSIBLE))
    stage.click("case.act.publish")
    stage.until(lambda: stage.seen("publish.after.0") is not None, "its page")
    stage.click("publish.before.1")
    for mode, scale, size in LOOKS:
        stage.look(mode, scale)
        stage.window.resize(*size)
        stage.theme.setProperty("wide", size[0] > size[1])
        stage.settle()
        assert not faults(stage.window), (mode, scale, size)
        for name in ("publish.before.0", "publish.after.0", "publish.before.0.photo"):
            item = stage.find(name)
            assert min(item.width(), item.height()) >= 48, name


def test_the_steps_speak_both_languages() -> None:
    at = world.now()
    refused = world.case(Stage.REFUSED, reply="在自家院内", filed_at=None)
    rated = world.case(Stage.CLOSED, rating=RatingLevel.SATISFIED, closed_at=at)
    for language, ending, rating in (("zh", "不予立案", "你的评价：满意"), ("en", "Not filed", "You rated: Satisfied")):
        words = Words(language)
        last = progress_rows(words, progress_of(refused), at)[-1]
        assert (last.title, last.text, last.symbol) == (ending, "在自家院内", "info")
        assert progress_rows(words, progress_of(rated), at)[-1].text == rating
