"""The intake room in a window on a device of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl

from fieldclient.ui.intake.intake_room import IntakeRoom
from fieldclient.work.card import mounts
from tests.ui.evidence.stage import Theatre

PutOn = Callable[..., Theatre]


@pytest.fixture
def put_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PutOn]:
    """`put_on()`; called again after `close` it is the same device started anew."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(mounts.picking, "mounts", lambda: [])
    stages: list[Theatre] = []

    def make(**more: Any) -> Theatre:
        stages.append(Theatre(tmp_path / "device", IntakeRoom, "fieldclient.ui.intake", "IntakePage", **more))
        return stages[-1]

    yield make
    for stage in stages:
        stage.close()


def take_in(stage: Theatre, *folders: Path, tracks: tuple[Path, ...] = (), to: str = "sort") -> None:
    """By the button, when the dialogs have given folders and tracks; until its end."""
    for folder in folders:
        stage.room.places.addFolder(QUrl.fromLocalFile(str(folder)))
    for track in tracks:
        stage.room.addTrack(QUrl.fromLocalFile(str(track)))
    stage.settle()
    stage.click("intake.start")
    stage.until(lambda: stage.room.step == to and not stage.room.progress.running, f"{to}: {stage.said}")
    stage.settle()
