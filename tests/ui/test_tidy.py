"""Garbage with Qt's objects in it is taken down on the window's thread, whoever makes it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from fieldclient.ui.tidy import Tidy, due


@pytest.fixture(autouse=True)
def usual_thresholds() -> Iterator[None]:
    """A command that an earlier test ran here may have set others (`tidy_rarely`), by which three thousand rings are not due."""
    were = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*were)


class Ring:
    """A cycle: only the collector takes it down."""

    def __init__(self) -> None:
        self.self = self


@pytest.mark.parametrize(("count", "found"), [
    ((10, 0, 0), None), ((701, 3, 3), 0), ((701, 11, 3), 1), ((701, 11, 11), 2), ((10, 11, 11), None), ((700, 11, 11), None),
])
def test_which_generation_is_due(count: tuple[int, int, int], found: int | None) -> None:
    assert due(count, (700, 10, 10)) == found


def test_a_collector_that_was_set_to_never_stays_so() -> None:
    assert due((10_000, 50, 50), (0, 10, 10)) is None


def test_other_threads_make_garbage_and_this_one_takes_it_down(qtbot) -> None:
    taken: list[int] = []

    def make() -> None:
        for _ in range(3000):
            weakref.finalize(Ring(), lambda: taken.append(threading.get_ident())).atexit = False

    gc.collect()
    tidy = Tidy()
    tidy.start()
    try:
        maker = threading.Thread(target=make)
        maker.start()
        maker.join()
        assert taken == []
        qtbot.waitUntil(lambda: len(taken) > 2000, timeout=60_000)
        assert set(taken) == {threading.get_ident()}
    finally:
        tidy.close()
    assert gc.isenabled()


def test_what_is_there_for_good_is_not_looked_through_until_the_window_closes(qapp) -> None:
    tidy, taken = Tidy(), []
    tidy.start()
    try:
        ring = Ring()
        weakref.finalize(ring, lambda: taken.append("kept")).atexit = False
        tidy.keep()
        later = Ring()
        weakref.finalize(later, lambda: taken.append("later")).atexit = False
        del ring, later
        gc.collect()
        assert taken == ["later"]
    finally:
        tidy.close()
    gc.collect()
    assert taken == ["later", "kept"]


def test_what_outlived_a_look_through_everything_is_looked_at_again_when_nobody_works_in_the_window(qapp, monkeypatch) -> None:
    tidy, taken = Tidy(), []
    tidy.start()
    try:
        ring = Ring()
        weakref.finalize(ring, lambda: taken.append("outlived")).atexit = False
        monkeypatch.setattr("fieldclient.ui.tidy.due", lambda count, threshold: 2)
        tidy.look()
        del ring
        tidy.look()
        assert taken == []
        tidy.look_through_all()
        assert taken == ["outlived"]
    finally:
        tidy.close()
