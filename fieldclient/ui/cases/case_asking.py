"""What an act is asked for by: the rules told beforehand, the end of a suspension, when somebody was reached."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases.telling import RuleLine, day_with_year, rule_lines
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from sync.protocol.lifecycle import Act

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1

_SUSPENSIONS = ("7", "30", "90", "180", "365")  # days; a year is the most (domain 5.4 row 13)
_AGO = ("30", "60", "120", "1440")  # minutes


@QmlElement
class CaseAsking(QObject):
    """Of the act whose page is open."""

    changed = Signal()

    def __init__(self, room: Room | None = None, case: Any = None, editor: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._case, self._editor = case, editor
        self._act: Act | None = None
        self._rules = RowModel(RuleLine, self)
        if case is not None and editor is not None:
            case.changed.connect(self._look)
            editor.changed.connect(self.changed)

    def show(self, act: Act | None) -> None:
        self._act = act
        self._look()

    def _look(self) -> None:
        page, now = self._case.page, self._case.now
        found = next((each for each in page.rules if each.act is self._act), None) if page is not None else None
        self._rules.replace(rule_lines(self._room.words, found, now) if found is not None and now is not None else [])
        self.changed.emit()

    @Property(RowModel, constant=True)
    def rules(self) -> RowModel:
        """How often, until when, who decides, and what becomes of the deadline."""
        return self._rules

    @Slot(str)
    def bringBack(self, draft_id: str) -> None:
        """A discarded draft of an act on this case, within twelve hours: opened again."""
        self._room.do(lambda desk: desk.undo_discard(draft_id), lambda _: self._room.openDraft(draft_id))

    @Property(str, notify=changed)
    def until(self) -> str:
        view = self._editor.view
        return day_with_year(self._room.words, view.until) if view is not None and view.until is not None else ""

    @Property(str, notify=changed)
    def untilDays(self) -> str:
        """Which of the offered lengths leads to that day; empty when none does."""
        view = self._editor.view
        left = (view.until - datetime.now(UTC)) / timedelta(days=1) if view is not None and view.until is not None else -9
        return next((days for days in _SUSPENSIONS if abs(int(days) - left) < 1.5), "")

    @Slot(str)
    def suspendFor(self, days: str) -> None:
        end = (datetime.now(UTC) + timedelta(days=int(days))).astimezone().replace(hour=18, minute=0, second=0, microsecond=0)
        self._editor.choose("until", end.isoformat())

    @Property(str, notify=changed)
    def reachedAt(self) -> str:
        """When somebody was reached, in words; empty: right now."""
        view = self._editor.view
        now = self._case.now
        if view is None or view.observed_at is None or now is None:
            return ""
        return self._room.words.moment(view.observed_at, now)

    @Property(str, notify=changed)
    def reachedAgo(self) -> str:
        """Which of the offered answers that is: minutes ago, 0 for right now; empty when none."""
        view = self._editor.view
        if view is None or view.observed_at is None:
            return "0"
        past = (datetime.now(UTC) - view.observed_at) / timedelta(minutes=1)
        return next((ago for ago in _AGO if abs(int(ago) - past) < 15), "")

    @Slot(str)
    def reached(self, minutes_ago: str) -> None:
        at = "" if minutes_ago == "0" else (datetime.now(UTC) - timedelta(minutes=int(minutes_ago))).isoformat()
        self._editor.choose("observed_at", at)
