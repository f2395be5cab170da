"""A photo of which only a small picture is here: its original is asked for with a tap, with its size, and comes when it may."""

from __future__ import annotations

import pytest

from sync.protocol.lifecycle import Stage
from sync.protocol.problems import Code, Problem
from tests.ui.cases import world
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import HANDLER


def test_an_original_is_fetched_with_a_tap(put_on: PutOn, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = put_on("cases", person=HANDLER)
    view = world.case(Stage.HANDLING, handler=HANDLER.id, media=world.files(*world.BEFORE))
    stage.do(lambda desk: world.tell(desk, view))
    stage.room.openCase(view.id)
    stage.settle()
    first = view.media[0].ref.sha256
    stage.room.zoom(first)
    stage.settle()
    assert "at the hub" in stage.text("case.zoom.awayText") and "kB" in stage.text("case.zoom.awayText")
    assert stage.seen("case.zoom.gone") is not None and "No picture of it" in stage.text("case.zoom.awayText"), "and no black page"
    stage.click("case.zoom.fetch")
    assert "on its way" in stage.text("case.zoom.awayText") and stage.seen("case.zoom.fetch") is None
    assert stage.ask(lambda desk: desk.queue.wanted_downloads())[0].sha256 == first, "before all others"
    stage.do(lambda desk: desk.queue.download_back(first, Problem(Code.MEDIA_MISSING, sha256=first), None))
    stage.until(lambda: stage.seen("case.zoom.fetch") is not None, "why it did not come, and another try")
    stage.click("case.zoom.fetch")
    with monkeypatch.context() as less:
        less.setattr("fieldclient.store.downloads.LIMIT_BYTES", 1000)
        stage.do(lambda desk: None)
        stage.until(lambda: "does not fit" in stage.text("case.zoom.awayText"), "why nothing comes")
    stage.do(lambda desk: world.bring(desk, *world.BEFORE))
    stage.until(lambda: stage.seen("case.zoom.away") is None, "it is here")
    assert stage.seen("case.zoom.gone") is None and stage.said == []
