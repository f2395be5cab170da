"""One worker of the command: some screens of one device, in every look that is not there yet."""

from __future__ import annotations

import json
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

import fieldclient.work
from fieldclient.work.opening import open_desk
from tests.ui.access.ground import too_weak
from tests.ui.golden import devices
from tests.ui.golden.looks import Look
from tests.ui.golden.measure import Fault, faults
from tests.ui.golden.screens import Screen
from tests.ui.golden.stage import Stage

SMALL = (360, 320)
COLOURS = ((1280, 800), 1.0)  # the size and type in which colours are looked at: others have the same
QUICKLY = 90  # of 100: little time spent on small files, nothing lost of the picture


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


def small_of(picture: Path) -> Path:
    return picture.with_name(f"{picture.stem}.small.jpg")


def facts_of(picture: Path) -> Path:
    return picture.with_suffix(".json")


def reach(stage: Stage, screen: Screen, look: Look) -> None:
    stage.wear(look)
    screen.way(stage)
    stage.settle(30)
    stage.quiet()


def show(stage: Stage, screen: Screen, looks: Sequence[Look]) -> Iterator[tuple[Look, list[Fault]]]:
    """Come to the screen once and look at it in each way; a change of language may close what lay on top, so it is entered anew."""
    before: Look | None = None
    for look in looks:
        if before is None or look.language != before.language:
            reach(stage, screen, look)
        else:
            stage.wear(look)
        QTest.mouseMove(stage.window, QPoint(stage.window.width() - 1, stage.window.height() - 1))
        if before is not None and look[2:] == before[2:] and look.language == before.language:
            stage.repaint()  # other colours move nothing
        else:
            stage.come_to_rest()
        before = look
        yield look, faults(stage.window)


def take(folder: Path, screens: Sequence[Screen], looks: Sequence[Look], hurry: Callable[[], bool] = lambda: False) -> None:
    """Writes PICTURE.png, a small one beside it, and PICTURE.json with what is wrong and how long it took. Tells of each screen how
    long it took; when `hurry` says so the rest is left for another run."""
    missing = {screen.name: [look for look in looks if not file_of(folder, screen, look).exists()] for screen in screens}
    cases = devices.prepare(folder / "devices")
    with tempfile.TemporaryDirectory(prefix="golden-") as place, standing_still():
        stage = Stage(devices.copy(folder / "devices", screens[0].device, Path(place)), cases, folder / "devices")
        for screen in screens:
            begun, busy, count, why = time.monotonic(), time.process_time(), 0, ""
            try:
                for look, wrong in show(stage, screen, missing[screen.name]):
                    keep(stage.window.grabWindow(), file_of(folder, screen, look), [*wrong, *weak(stage, look)])
                    count += 1
                    if hurry():
                        break
            except Exception:  # noqa: BLE001 - the others are photographed all the same; what is missing makes the command fail
                why = f"\n{traceback.format_exc()}"
            took, busy = time.monotonic() - begun, time.process_time() - busy
            print(f"{screen.name}: {count} pictures, {took:.1f} s, {took / max(1, count):.2f} s each "
                  f"({busy / max(1, count):.2f} s of a processor){why}", flush=True)
            if hurry():
                break
        stage.close()


def weak(stage: Stage, look: Look) -> list[Fault]:
    """What stands out too little from what it stands on."""
    if (look.size, look.scale) != COLOURS:
        return []
    return [Fault("weak", each, look.theme, "") for each in too_weak(stage.window, look.theme)]


def keep(image: QImage, picture: Path, wrong: Sequence[Fault]) -> None:
    """The picture comes last, under its name when it is whole: what is there need not be taken again."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    facts_of(picture).write_text(json.dumps([fault._asdict() for fault in wrong], ensure_ascii=False), "utf-8")
    half = image.scaled(2 * SMALL[0], 2 * SMALL[1], Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation)
    small = half.scaled(*SMALL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    assert small.save(str(small_of(picture)), "JPG", 80)  # type: ignore[call-overload]
    unfinished = picture.with_suffix(".new")
    assert image.save(str(unfinished), "PNG", QUICKLY)  # type: ignore[call-overload]
    unfinished.replace(picture)
