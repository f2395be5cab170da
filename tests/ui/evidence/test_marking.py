"""A photo of a report is drawn on by mouse, fingers and keys; the original keeps its hash, and a kill takes no mark."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldclient.ui.evidence.editor import LARGE_PX
from fieldclient.work import open_desk
from sync.protocol.marks import Mark
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.marking_hands import Drawing
from tests.ui.evidence.stage import COLLECTOR, Theatre, focus_name, photo_file, session_of

ROOT = Path(__file__).parents[3]
Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def kept(stage: Theatre) -> tuple[Mark, ...]:
    (draft,) = stage.ask(lambda desk: desk.drafts())
    return draft.photos[0].marks


def near(point: Any, wanted: tuple[float, float]) -> bool:
    return point == pytest.approx(wanted, abs=0.004)


def test_marks_by_mouse_fingers_and_keys(put_on: PutOn, tmp_path: Path) -> None:
    photo = photo_file(tmp_path / "a.jpg", 1)
    before = hashlib.sha256(photo.read_bytes()).hexdigest()
    stage = put_on("report")
    drawing = Drawing(stage, photo)
    plain = stage.room.editor.view.photos[0].thumbnail
    by_mouse(stage, drawing)
    by_fingers(stage, drawing)
    by_keys(stage, drawing)

    # Done: the report shows it, the original is what it was
    stage.click("mark.done")
    shown = stage.room.editor.view.photos[0]
    assert shown.marks == kept(stage) and shown.thumbnail not in (None, plain) and Path(shown.thumbnail).exists()
    large = str(stage.ask(lambda desk: desk.marking.picture(before, shown.marks, LARGE_PX)))
    stage.until(lambda: stage.room.editor.largePhoto.endswith(large), "the photo with its marks, large")
    row = stage.ask(lambda desk: desk.store.media.get(before))
    assert hashlib.sha256(row.path.read_bytes()).hexdigest() == before == shown.sha256

    # Begun again and taken back: as it was, and as it was to be
    drawing.open()
    marks = kept(stage)
    stage.click("mark.tool.arrow")
    drawing.draw((0.3, 0.9), (0.6, 0.9))
    assert len(kept(stage)) == len(marks) + 1
    stage.click("mark.cancel")
    assert kept(stage) == marks
    text, word, again = stage.said[-1]
    assert text and word
    again()
    stage.settle()
    assert len(kept(stage)) == len(marks) + 1


def by_mouse(stage: Theatre, drawing: Drawing) -> None:
    drawing.draw((0.2, 0.2), (0.4, 0.3))
    assert [row.kind for row in drawing.rows] == ["arrow"] and near(kept(stage)[0].points[1], (0.4, 0.3))
    drawing.draw((0.4, 0.3), (0.5, 0.5))  # the tip of the chosen one is taken elsewhere
    assert len(kept(stage)) == 1 and near(kept(stage)[0].points[1], (0.5, 0.5))
    stage.click("mark.ink.place")
    assert kept(stage)[0].ink == "place"
    drawing.tool("ellipse")
    drawing.draw((0.6, 0.2), (0.8, 0.4))
    drawing.tool("pen")
    drawing.draw((0.1, 0.7), (0.2, 0.6), (0.3, 0.7))
    drawing.tool("blur")
    drawing.draw((0.7, 0.6), (0.9, 0.8))
    drawing.tool("text")
    drawing.draw((0.3, 0.85))
    assert focus_name(stage.window) == "mark.label.field", "a label waits for its words"
    assert stage.find("mark.label.field").property("selectedText") == "Here", "what is typed takes their place"
    stage.type("mark.label", "坏了")
    stage.settle()
    assert [mark.kind for mark in kept(stage)] == ["arrow", "ellipse", "pen", "blur", "text"] and kept(stage)[4].text == "坏了"
    stage.click("mark.undo")
    assert kept(stage)[4].text == "Here", "what was typed in one go is one step"
    stage.click("mark.undo")
    assert len(kept(stage)) == 4
    stage.click("mark.redo")
    stage.click("mark.redo")
    assert kept(stage)[4].text == "坏了"
    drawing.tool("choose")
    drawing.draw((0.8, 0.7), (0.75, 0.65))  # what hides is taken by its middle
    assert near(kept(stage)[3].points[0], (0.65, 0.55)) and drawing.marker.chosenKind == "blur"
    assert stage.seen("mark.ink.place") is None, "it has no colour"
    stage.click("mark.remove")
    assert [mark.kind for mark in kept(stage)] == ["arrow", "ellipse", "pen", "text"]
    stage.click("mark.original")
    assert drawing.marker.original and stage.seen("mark.item.0") is None
    drawing.draw((0.1, 0.1), (0.3, 0.3))
    assert len(kept(stage)) == 4, "on the original nothing is drawn"
    drawing.tool("arrow")
    assert not drawing.marker.original and stage.seen("mark.item.0") is not None, "who takes a tool wants to draw"


def by_fingers(stage: Theatre, drawing: Drawing) -> None:
    finger = QTest.createTouchDevice()
    window = stage.window
    drawing.tool("crop")
    QTest.touchEvent(window, finger).press(0, drawing.at(0.05, 0.1)).commit()
    QTest.touchEvent(window, finger).move(0, drawing.at(0.5, 0.5)).commit()
    QTest.touchEvent(window, finger).move(0, drawing.at(0.95, 0.95)).commit()
    QTest.touchEvent(window, finger).release(0, drawing.at(0.95, 0.95)).commit()
    stage.settle()
    assert kept(stage)[-1].kind == "crop" and near(kept(stage)[-1].points[1], (0.95, 0.95))

    # Two fingers come nearer; what the first had begun is no mark
    marks, board = kept(stage), stage.find("mark.board")
    wide, middle = board.width(), drawing.at(0.5, 0.5)
    drawing.tool("arrow")
    QTest.touchEvent(window, finger).press(0, drawing.at(0.45, 0.5)).commit()
    ends = [(-60, 60), (-90, 90), (-140, 140), (-200, 200)]
    QTest.touchEvent(window, finger).stationary(0).press(1, drawing.at(0.55, 0.5)).commit()
    for left, right in ends:
        one, other = middle, middle
        QTest.touchEvent(window, finger).move(0, one + type(one)(left, 0)).move(1, other + type(one)(right, 0)).commit()
        stage.settle()  # moves are handed on with the next frame
    QTest.touchEvent(window, finger).release(0, middle + type(middle)(-200, 0)).release(1, middle + type(middle)(200, 0)).commit()
    stage.settle()
    assert board.width() > 1.3 * wide and kept(stage) == marks
    assert drawing.share(middle) == pytest.approx((0.5, 0.5), abs=0.1), "what lay between the fingers stays there"
    for _ in range(8):
        if stage.find("mark.smaller").isEnabled():
            stage.click("mark.smaller")
    assert board.width() == pytest.approx(wide)


def by_keys(stage: Theatre, drawing: Drawing) -> None:
    marks = kept(stage)
    drawing.tool("ellipse")
    stage.find("mark.photo").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    stage.key(Key.Key_Plus)
    stage.key(Key.Key_Minus)
    stage.key(Key.Key_Return)
    at = len(marks)
    assert kept(stage)[-1].kind == "ellipse" and focus_name(stage.window) == f"mark.item.{at}"
    stage.key(Key.Key_Right)
    stage.key(Key.Key_Down, SHIFT)
    left, right = kept(stage)[-1].points
    assert near(left, (0.4, 0.38)) and near(right, (0.64, 0.64))
    stage.key(Key.Key_Backtab, SHIFT)
    assert focus_name(stage.window) == f"mark.item.{at - 1}" and drawing.marker.chosen == at - 1
    stage.key(Key.Key_Tab)
    stage.key(Key.Key_Delete)
    assert kept(stage) == marks
    stage.key(Key.Key_Z, CTRL)
    assert len(kept(stage)) == at + 1
    stage.key(Key.Key_Z, CTRL | SHIFT)
    assert kept(stage) == marks


def test_a_box_begun_beside_the_last_is_another_one(put_on: PutOn, tmp_path: Path) -> None:
    """Two faces are closer than a fingertip: what hides the first stays where it is. Taken hold of is what shows that it can be."""
    stage = put_on("report")
    drawing = Drawing(stage, photo_file(tmp_path / "a.jpg", 1))
    board = stage.find("mark.board")
    wide, high = 1 / board.width(), 1 / board.height()  # a pixel
    drawing.tool("blur")
    drawing.draw((0.3, 0.3), (0.5, 0.5))
    first = kept(stage)
    drawing.draw((0.5 + 14 * wide, 0.35), (0.7, 0.5))
    assert len(kept(stage)) == 2 and kept(stage)[:1] == first, "beside its edge"
    stage.click("mark.undo")
    drawing.marker.choose(0)
    drawing.draw((0.5 + 14 * wide, 0.5 + 14 * high), (0.7, 0.7))
    assert len(kept(stage)) == 2 and kept(stage)[:1] == first, "beside its corner"
    stage.click("mark.undo")
    drawing.marker.choose(0)
    drawing.draw((0.5 + 6 * wide, 0.5 + 6 * high), (0.6 + 6 * wide, 0.6 + 6 * high))
    assert len(kept(stage)) == 1 and near(kept(stage)[0].points[1], (0.6, 0.6)), "by the knob that is seen"
    drawing.draw((0.45, 0.45), (0.5, 0.5))
    assert len(kept(stage)) == 1 and near(kept(stage)[0].points[0], (0.35, 0.35)), "by its middle"
    drawing.draw((0.1, 0.1), (0.1 + 20 * wide, 0.1 + 20 * high))
    drawing.draw((0.1 + 22 * wide, 0.1), (0.3, 0.1))
    assert len(kept(stage)) == 2, "a small one is found by a fingertip"


def test_a_kill_while_drawing_takes_nothing_that_was_made(tmp_path: Path) -> None:
    """SIGKILL with a finger on the photo: the mark before it is there, the photo is what it was."""
    victim = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.evidence.marking_victim", str(tmp_path)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "HOME": str(tmp_path)})
    assert victim.stdout is not None
    try:
        said = victim.stdout.readline().split()
    finally:
        victim.send_signal(signal.SIGKILL)
        victim.wait(60)
        victim.stdout.close()
    assert said[:1] == ["drawing"]
    desk = open_desk(tmp_path / "device")
    try:
        desk.signed_in(session_of(COLLECTOR))
        (photo,) = desk.draft(said[1]).photos
        assert [mark.kind for mark in photo.marks] == ["arrow"] and near(photo.marks[0].points[1], (0.5, 0.6))
        assert photo.path is not None
        assert hashlib.sha256(Path(photo.path).read_bytes()).hexdigest() == photo.sha256
    finally:
        desk.close()
