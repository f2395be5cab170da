"""What an answer changes comes in turns: in order, nothing twice, and a newer answer ends an older one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer

from fieldclient.ui.parts import turns
from fieldclient.ui.parts.turns import Turns


class Work:
    """The thread's own time, which passes when a step says so."""

    def __init__(self) -> None:
        self.at = 0.0

    def thread_time(self) -> float:
        return self.at


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    made = Work()
    monkeypatch.setattr(turns, "time", made)
    return made


def step(seen: list[str], name: str, work: Work, takes_s: float) -> Callable[[], None]:
    def run() -> None:
        seen.append(name)
        work.at += takes_s

    return run


def test_short_steps_are_one_turn(qtbot, work: Work) -> None:
    seen: list[str] = []
    Turns().begin(step(seen, name, work, 0.0001) for name in "abcd")
    assert seen == ["a", "b", "c", "d"]


def test_a_long_step_leaves_the_rest_to_further_turns(qtbot, work: Work) -> None:
    seen: list[str] = []
    each = Turns()
    each.begin([step(seen, "a", work, 0.1), step(seen, "b", work, 0.1), lambda: seen.append("end")])
    assert seen == ["a"]
    QTimer.singleShot(0, lambda: seen.append("somebody else"))
    qtbot.waitUntil(lambda: seen[-1] == "end", timeout=60_000)
    assert [name for name in seen if name != "somebody else"] == ["a", "b", "end"]
    assert seen.index("somebody else") < seen.index("end")


def test_a_newer_answer_ends_an_older_one(qtbot, work: Work) -> None:
    seen: list[str] = []
    each = Turns()
    each.begin([step(seen, "old", work, 0.1), lambda: seen.append("never")])
    each.begin([step(seen, "new", work, 0.1), lambda: seen.append("end")])
    qtbot.waitUntil(lambda: seen[-1] == "end", timeout=60_000)
    assert seen == ["old", "new", "end"]
    each.begin([step(seen, "last", work, 0.1), lambda: seen.append("never")])
    each.stop()
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, lambda: seen.append("later")))
    qtbot.waitUntil(lambda: seen[-1] == "later", timeout=60_000)
    assert seen == ["old", "new", "end", "last", "later"]


def test_a_step_that_begins_anew_is_not_followed_by_the_old_ones(qtbot, work: Work) -> None:
    seen: list[str] = []
    each = Turns()
    each.begin([lambda: each.begin([lambda: seen.append("new")]), lambda: seen.append("old")])
    assert seen == ["new"]
