"""What is lent to the map's courier: a connection to a real hub, for one person and while things may leave."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldclient.ui import way as way_module
from fieldclient.ui.lent import Lent, opener
from sync.protocol.problems import Code, Problem
from tests.ui.district import District
from tests.ui.whole import Whole


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with District(tmp_path_factory.mktemp("town")) as made:
        made.serve()
        yield made


def asked(window: Whole) -> Lent | None:
    """As the courier asks: on a thread of its own."""
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(opener(window.link)()))
    thread.start()
    window.until(lambda: not thread.is_alive(), "an answer")
    return answers[0]


def refusal(question: Callable[[], object]) -> Code:
    with pytest.raises(Problem) as told:
        question()
    return told.value.code


def test_lent_until_nothing_is_to_leave_or_somebody_goes(
        whole: Callable[..., Whole], district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    window = whole(hub=district.url, login="wangfang")
    lent = asked(window)
    assert lent is not None and lent.tiles.offers().offers == ()
    window.link.set_offline(True)
    assert refusal(lambda: lent.tiles) is refusal(lambda: lent.download("0" * 64)) is Code.NO_NETWORK
    lent.close()
    assert asked(window) is None
    window.link.set_offline(False)

    # What goes wrong in making one does not end the thread on which people sign in and out
    with monkeypatch.context() as broken:
        broken.setattr(way_module, "Lent", lambda hub: 1 / 0)
        assert asked(window) is None
    again = asked(window)
    assert again is not None

    gone: list[bool] = []
    window.link.sign_out(lambda: gone.append(True), lambda problem: gone.append(False))
    window.until(lambda: bool(gone), "signed out")
    assert gone == [True] and refusal(lambda: again.tiles) is Code.NO_NETWORK
    again.close()
    assert asked(window) is None


def test_before_anybody_looked_and_after_the_end_there_is_none(whole: Callable[..., Whole], tmp_path: Path) -> None:
    """And nothing of the window goes on after it: neither a thread nor the process that draws."""
    before = set(threading.enumerate())
    assert opener(None)() is None
    window = whole(tmp_path / "data")
    assert asked(window) is None
    window.click("signIn.later")
    window.client.frame.go("map")
    window.until(lambda: window.frame.has("map") and window.room_of("map").chart.sheet is not None, "a map is drawn")
    pen = window.room_of("map").chart._pen
    assert pen._process is not None and {"store", "link", "map"} <= {thread.name for thread in threading.enumerate()}
    window.close()
    assert opener(window.link)() is None
    assert pen._process is None
    assert [thread.name for thread in set(threading.enumerate()) - before] == []
