from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldclient.work import RealDesk, open_desk
from tests.fieldclient.store.making import WANG, TestClock, session
from tests.fieldclient.work.world import World, small_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with small_world(tmp_path) as made:
        yield made


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def desk(tmp_path: Path, clock: TestClock) -> Iterator[RealDesk]:
    """A tablet without a network, a grid worker signed in."""
    made = open_desk(tmp_path / "data", clock=clock)
    made.signed_in(session(WANG))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list waits for its pictures, however slow the machine is; else a row may be without one until it is looked at again."""
    monkeypatch.setattr("fieldclient.work.pictures.LIST_BUDGET_S", 60.0)
