"""The gallery shows what is saved while it is open, and tells what cannot be read in the window that was there before."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QFileSystemWatcher
from PySide6.QtTest import QTest

from fieldclient.ui.engine import PROJECT
from fieldclient.ui.gallery.command import Show
from tests.ui.golden.measure import everything


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The gallery and what it is made of, to be written in."""
    for name in ("theme", "parts", "gallery"):
        shutil.copytree(PROJECT / "fieldclient/ui" / name, tmp_path / "fieldclient/ui" / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / "resources").symlink_to(PROJECT / "resources", target_is_directory=True)
    return tmp_path


@pytest.fixture
def show(qapp, sources: Path) -> Iterator[Show]:
    made = Show("en", "dark", 1.0, 900, sources)
    assert made.open()
    made.watch()
    yield made
    made.close()


def texts(show: Show) -> set[str]:
    assert show.window is not None
    return {str(item.property("text")) for item in everything(show.window.contentItem()) if item.inherits("QQuickText")}


def wait(show: Show, word: str) -> None:
    for _ in range(2000):
        if word in texts(show):
            return
        QTest.qWait(10)
    raise AssertionError(f"{word} never came")


def test_what_is_saved_shows_with_the_same_look(show: Show, sources: Path) -> None:
    file = sources / "fieldclient/ui/gallery/GalleryControls.qml"
    first = show.window
    assert "Choose photos" in texts(show)
    file.write_text(file.read_text("utf-8").replace("Choose photos", "Choose pictures"), "utf-8")
    wait(show, "Choose pictures")
    assert show.window is not first and show.theme.property("mode") == "dark" and show.window.width() == 900


@pytest.mark.qt_no_exception_capture
def test_a_mistake_is_told_and_its_mending_shows(show: Show, sources: Path, qtlog) -> None:
    file = sources / "fieldclient/ui/parts/Mark.qml"
    right = file.read_text("utf-8")
    with qtlog.disabled():
        file.write_text(right.replace("Rectangle {", "Rectangle { {", 1), "utf-8")
        for _ in range(2000):
            if show.window.property("trouble"):
                break
            QTest.qWait(10)
        assert "Mark.qml" in show.window.property("trouble")
        new = file.with_suffix(".new")  # as many editors save: another file in its place
        new.write_text(right.replace('iconName: ""', 'iconName: "star"'), "utf-8")
        new.replace(file)
        first = show.window
        for _ in range(2000):
            if show.window is not first:
                break
            QTest.qWait(10)
        assert show.window is not first and show.window.property("trouble") == ""


def test_the_watcher_knows_every_file(show: Show, sources: Path) -> None:
    watcher = show._watcher
    assert isinstance(watcher, QFileSystemWatcher)
    assert {Path(file).name for file in watcher.files()} >= {"Theme.qml", "AppButton.qml", "GalleryEdges.qml"}


def test_every_part_and_every_chart_is_in_it() -> None:
    """By its own name, or inside of another that is; a PageLoader and ToldRows show nothing of their own."""
    ui = PROJECT / "fieldclient/ui"
    parts = {file.stem: file.read_text("utf-8") for name in ("parts", "charts") for file in sorted((ui / name).glob("*.qml"))}
    shown = {file.stem: file.read_text("utf-8") for file in sorted((ui / "gallery").glob("*.qml"))}
    found: set[str] = set()
    while new := {name for name in parts.keys() - found if any(re.search(rf"\b{name} \{{", text) for text in shown.values())}:
        found |= new
        shown |= {name: parts[name] for name in new}
    assert sorted(parts.keys() - found) == ["PageLoader", "ToldRows"]
