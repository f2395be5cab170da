"""`put_on` opens a room in a window, `card` is a folder of photos as a camera leaves it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ui.evidence.stage import Theatre, photo_file

PutOn = Callable[..., Theatre]
ROOMS = {
    "report": ("fieldclient.ui.report.report_room", "ReportRoom", "ReportPage"),
    "cases": ("fieldclient.ui.cases.cases_room", "CasesRoom", "CasesPage"),
}


@pytest.fixture
def put_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PutOn]:
    """`put_on("report")`, with a home of its own; called again after `close` it is the same device started anew."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    stages: list[Theatre] = []

    def make(room: str, **more: Any) -> Theatre:
        module, type_name, page = ROOMS[room]
        room_type = getattr(__import__(module, fromlist=[type_name]), type_name)
        stage = Theatre(tmp_path / "device", room_type, module.rpartition(".")[0], page, **more)
        stages.append(stage)
        return stage

    yield make
    for stage in stages:
        stage.close()


@pytest.fixture
def card(tmp_path: Path, put_on: PutOn) -> Path:
    """Three photos, IMG_1 the newest and so the first in the picker; IMG_3 does not know where it was taken."""
    folder = tmp_path / "home" / "Pictures"
    folder.mkdir()
    photo_file(folder / "IMG_1.jpg", 1, (36.30712, 120.39634))
    photo_file(folder / "IMG_2.jpg", 2, (36.30720, 120.39640))
    photo_file(folder / "IMG_3.jpg", 3)
    for age, name in enumerate(("IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg")):
        os.utime(folder / name, (1_700_000_000 - age, 1_700_000_000 - age))
    return folder
