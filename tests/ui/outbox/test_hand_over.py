"""Handing over in the window: onto a stick, from a stick, and what a lost folder left behind is offered at the start."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMetaObject

from fieldclient.work.handover import sticks
from tests.fieldclient.work.handover.stage import Stage
from tests.fieldclient.work.handover.test_handover import arrived_once
from tests.released.save import photo
from tests.ui.hands import say_folder


def is_whole(stage: Stage, case: str) -> bool:
    """The hub has the case with all of its files."""
    found = stage.cases_of("wang").get(case)
    return found is not None and all(each.arrived for each in found.media)


@pytest.fixture
def stage(tmp_path: Path):
    made = Stage(tmp_path)
    yield made
    made.close()


def choose(window, button: str, folder: Path) -> None:
    window.click(button)
    say_folder(window, folder)


def file_report(window, shade: int) -> str:
    def sealed(desk) -> str:
        draft = desk.new_draft()
        desk.save_field(draft.id, "subcategory", desk.subcategories()[0].code)
        desk.place_by_hand(draft.id, 36.07, 120.376)
        desk.add_photo_bytes(draft.id, photo(shade))
        desk.add_photo_bytes(draft.id, photo(shade + 1))
        return desk.submit(draft.id)

    return window.do(sealed)


def test_onto_a_stick_to_a_colleague_and_the_receipts_back(stage: Stage, whole, tmp_path: Path) -> None:
    window = whole(tmp_path / "wang", hub=stage.server.url, login="wang")
    window.link.set_offline(True)
    case = file_report(window, 10)
    stick = tmp_path / "stick"
    stick.mkdir()
    window.client.frame.go("outbox")
    window.until(lambda: window.seen("outbox.put"), "the outbox")
    choose(window, "outbox.put", stick)
    window.until(lambda: "one sealed file" in window.text("toast"), "it says that it lies there")
    carrier = stage.device("chen")
    assert sticks.get(carrier.desk.store, stick).bundles == 1
    carrier.deliver()
    arrived_once(stage, [case])
    assert sticks.put(carrier.desk.store, stick, carrier.key).slips == 1
    choose(window, "outbox.get", stick)
    window.until(lambda: window.ask(lambda desk: desk.status().waiting) == 0, "the receipts count")
    window.until(lambda: "1 receipt(s) in" in window.text("toast"), "it says so")


def test_work_of_a_lost_folder_is_offered_at_the_start(stage: Stage, whole, tmp_path: Path) -> None:
    folder = tmp_path / "wang"
    window = whole(folder, hub=stage.server.url, login="wang")
    window.until(lambda: window.link.status.last_success_at, "the hub's key is known")
    window.link.set_offline(True)
    case = file_report(window, 10)
    copies = tmp_path / "wang copies"
    window.until(lambda: copies.exists() and list(copies.glob("*.fieldbundle")), "a second copy, without a signal")
    stage.server.stop()
    window.close()
    shutil.rmtree(folder)
    stage.serve_again()
    fresh = whole(folder, hub=stage.server.url, login="wang")

    def offered() -> bool:
        """At once, or when a plain word is gone that had hidden it; in tests none goes by itself."""
        if fresh.seen("toast") and not fresh.seen("toast.action"):
            QMetaObject.invokeMethod(fresh.find("toast"), "hide")
        return bool(fresh.seen("toast.action")) and "second copies of 1" in fresh.text("toast")

    fresh.until(offered, "it is offered")
    fresh.click("toast.action")
    fresh.until(lambda: is_whole(stage, case), "it reaches the hub")
    arrived_once(stage, [case])
