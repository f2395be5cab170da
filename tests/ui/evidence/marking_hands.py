"""Hands that draw on a photo of a report: by mouse, by fingers, in shares of the photo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from tests.ui.evidence.stage import Theatre

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Drawing:
    """The page for drawing on `photo`, opened as a person does."""

    def __init__(self, stage: Theatre, photo: Path) -> None:
        self.stage = stage
        stage.room.newReport()
        stage.settle()
        stage.room.editor.add_files([photo], "near")
        stage.settle()
        stage.click("report.slot.near")
        self.open()

    @property
    def marker(self) -> Any:
        return self.stage.room.marker

    @property
    def rows(self) -> list[Any]:
        return list(self.marker.marks.rows)

    def open(self) -> None:
        self.stage.click("photo.mark")
        self.stage.until(lambda: self.marker.ready, "the photo")
        self.stage.settle()

    def at(self, x: float, y: float) -> QPoint:
        board = self.stage.find("mark.board")
        return board.mapToScene(QPointF(x * board.width(), y * board.height())).toPoint()

    def share(self, point: QPoint) -> tuple[float, float]:
        board = self.stage.find("mark.board")
        found = board.mapFromScene(QPointF(point))
        return found.x() / board.width(), found.y() / board.height()

    def tool(self, name: str) -> None:
        self.stage.click(f"mark.tool.{name}")

    def press(self, x: float, y: float) -> None:
        QTest.mousePress(self.stage.window, LEFT, NONE, self.at(x, y))

    def move(self, x: float, y: float) -> None:
        QTest.mouseMove(self.stage.window, self.at(x, y))

    def release(self, x: float, y: float) -> None:
        QTest.mouseRelease(self.stage.window, LEFT, NONE, self.at(x, y))
        self.stage.settle()

    def draw(self, *points: tuple[float, float]) -> None:
        self.press(*points[0])
        for point in points[1:]:
            self.move(*point)
        self.release(*points[-1])
