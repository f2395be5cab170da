"""How far the intake is, as QML shows it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from fieldclient.ui.intake.course import Course, CourseShown, course_shown
from fieldclient.ui.parts.room import Room

QML_IMPORT_NAME = "fieldclient.ui.intake"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class IntakeProgress(QObject):
    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self.course = Course()
        self._shown: CourseShown | None = None
        self._pictures_shown = 0
        if room is not None and room.tongue is not None:
            room.tongue.changed.connect(self._say_again)

    def _say_again(self) -> None:
        """In the language chosen now."""
        if self._shown is not None:
            self.show(self.course)

    def new_pictures(self, before: Course) -> bool:
        """Whether to look for them again: now and then, and at the end, for each time every row is looked at."""
        done, total = self.course.progress.done, self.course.progress.total
        if self.course.stage == "done":
            return before.stage != "done"
        if done - self._pictures_shown < max(24, total // 10):
            return False
        self._pictures_shown = done
        return True

    def show(self, course: Course) -> None:
        self.course = course
        if course.stage in ("", "finding"):
            self._pictures_shown = 0
        self._shown = course_shown(course, self._room.words)
        self.changed.emit()

    @Property(str, notify=changed)
    def stage(self) -> str:
        return self._shown.stage if self._shown else ""

    @Property(float, notify=changed)
    def share(self) -> float:
        """0 … 1; below 0 as long as nobody knows how much there is."""
        return self._shown.share if self._shown else 0.0

    @Property("QStringList", notify=changed)
    def counts(self) -> list[str]:
        return list(self._shown.counts) if self._shown else []

    @Property(str, notify=changed)
    def file(self) -> str:
        """The one that is being read."""
        return self._shown.file if self._shown else ""

    @Property(bool, notify=changed)
    def running(self) -> bool:
        return self.course.running

    @Property(bool, notify=changed)
    def paused(self) -> bool:
        return self.course.paused

    @Property(str, notify=changed)
    def stopped(self) -> str:
        """Why it ended before its end, or that nothing was there; else empty."""
        return self._shown.stopped if self._shown else ""

    @Property(bool, notify=changed)
    def broken(self) -> bool:
        """It ended in the middle: the same folders can be read on."""
        return self.course.stage == "done" and (self.course.problem is not None or self.course.cancelled)

    @Property(str, notify=changed)
    def goneOn(self) -> str:
        """That an earlier run had been here: what it read was not read again."""
        return self._shown.gone_on if self._shown else ""
