"""A case comes to its page in turns of the loop, and is open when all of it is there."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject

from fieldclient.ui.parts import turns
from sync.protocol.lifecycle import Stage
from tests.ui.cases import world
from tests.ui.cases.test_acts import at, in_hand
from tests.ui.evidence.fixtures import PutOn


class Listening(QObject):
    """What the page would show each time it is told to look."""

    def __init__(self, state: Any) -> None:
        super().__init__(state)
        self.seen: list[tuple[str, int, int]] = []
        self._state = state
        state.changed.connect(self._look)

    def _look(self) -> None:
        page = self._state.page
        self.seen.append(("", 0, 0) if page is None else (page.row.id, len(self._state.steps.rows), len(self._state.photos.rows)))


def test_a_case_is_open_with_its_own_rows_or_not_at_all(put_on: PutOn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_WORK_S", -1.0)  # every step has a turn of its own
    one, other = in_hand(), world.case(Stage.DISPATCHED, media=(), deadline=world.due(45))
    stage = at(put_on, one)
    stage.do(lambda desk: world.tell(desk, other))
    state = stage.room.caseData
    told = Listening(state)
    for view, photos in ((other, 0), (one, len(world.BEFORE)), (other, 0)):
        stage.room.openCase(view.id)
        assert not state.ready and state.page is None
        stage.until(lambda view=view: bool(state.ready) and state.page.row.id == view.id, "the other case")
        assert (len(state.photos.rows), len(state.steps.rows)) == (photos, len(state.page.timeline))
    found = {each for each in told.seen if each[0]}
    assert {(case_id, photos) for case_id, _, photos in found} == {(other.id, 0), (one.id, len(world.BEFORE))}
    stage.room.openCase(one.id)
    stage.room.closeCase()  # before anything of it came
    stage.settle()
    assert state.page is None and not state.steps.rows and not state.photos.rows
