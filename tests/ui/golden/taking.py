"""One worker of the command: some screens of one device, in every look that is not there yet."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

import fieldclient.work
from fieldclient.work.opening import open_desk
from tests.ui.golden import devices
from tests.ui.golden.looks import Look
from tests.ui.golden.measure import Fault, faults
from tests.ui.golden.screens import Screen, Stage


@contextmanager
def standing_still() -> Iterator[None]:
    """Desks that windows open now have the clock of the prepared devices."""
    kept = fieldclient.work.__dict__.get("open_desk")
    fieldclient.work.__dict__["open_desk"] = partial(open_desk, clock=lambda: devices.NOW)
    try:
        yield
    finally:
        fieldclient.work.__dict__.pop("open_desk")
        if kept is not None:
            fieldclient.work.__dict__["open_desk"] = kept


def file_of(folder: Path, screen: Screen, look: Look) -> Path:
    return folder / "pictures" / screen.name / f"{look.name}.png"


def reach(stage: Stage, screen: Screen, look: Look) -> None:
    stage.wear(look)
    screen.way(stage)
    stage.settle(30)
    stage.quiet()


def show(stage: Stage, screen: Screen, looks: Sequence[Look]) -> Iterator[tuple[Look, list[Fault]]]:
    """Come to the screen once and look at it in each way; a change of language may close what lay on top, so it is entered anew."""
    language = ""
    for look in looks:
        if look.language != language:
            reach(stage, screen, look)
            language = look.language
        else:
            stage.wear(look)
        QTest.mouseMove(stage.window, QPoint(stage.window.width() - 1, stage.window.height() - 1))
        stage.settle(30)
        yield look, faults(stage.window)


def take(folder: Path, screens: Sequence[Screen], looks: Sequence[Look]) -> None:
    """Writes PICTURE.png and, beside it, PICTURE.json with what is wrong with its texts."""
    missing = {screen.name: [look for look in looks if not file_of(folder, screen, look).exists()] for screen in screens}
    cases = devices.prepare(folder / "devices")
    with tempfile.TemporaryDirectory(prefix="golden-") as place, standing_still():
        stage = Stage(devices.copy(folder / "devices", screens[0].device, Path(place)), cases)
        for screen in screens:
            print(screen.name, flush=True)
            for look, wrong in show(stage, screen, missing[screen.name]):
                picture = file_of(folder, screen, look)
                picture.parent.mkdir(parents=True, exist_ok=True)
                picture.with_suffix(".json").write_text(json.dumps([fault._asdict() for fault in wrong], ensure_ascii=False), "utf-8")
                keep(stage.window.grabWindow(), picture)
        stage.close()


def keep(image: Any, picture: Path) -> None:
    """Under its name when it is whole: what is there need not be taken again."""
    unfinished = picture.with_suffix(".new")
    assert image.save(str(unfinished), "PNG")
    unfinished.replace(picture)
