"""A window on a device that knows six grids, with a receiver that says what the test says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldclient.work import open_desk
from fieldclient.work.patrol import pace
from tests.fieldclient.store.making import WANG, session
from tests.fieldclient.work.patrol.walking import grids
from tests.ui.patrol.receiver import Receiver

STEP_S = 0.02  # between two questions to the receiver: what is minutes on the street is seconds here


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setattr(pace, "MOVING_S", STEP_S)
    with Receiver() as made:
        monkeypatch.setenv("FIELDCLIENT_NMEA", made.address)
        yield made


def furnish(folder: Path, known: bool = True) -> Path:
    """A data folder of somebody who works here, without a hub."""
    desk = open_desk(folder, reserve_bytes=0)
    desk.set_setting("window.sign_in_later", "1")
    if known:
        desk.signed_in(session(WANG, at=desk.now()))
        desk.store.areas.replace(grids(6), "grids.geojson", desk.now())
    desk.close()
    return folder


@pytest.fixture
def opened(tmp_path: Path, receiver: Receiver, whole: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "home" / "Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return whole(furnish(tmp_path / "data"))
