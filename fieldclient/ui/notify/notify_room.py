"""The object behind the page of notifications: what is told, when not, and how much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.news import NewsKind, NewsRules

QML_IMPORT_NAME = "fieldclient.ui.notify"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class KindLine:
    id: str
    told: str
    on: bool


@QmlElement
class NotifyRoom(Room):
    """A choice counts at once. `telling` gives who tells, once there is one."""

    rulesChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, telling: Callable[[], Any] = lambda: None,
                 parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._telling = telling
        self._rules = NewsRules()
        self._kinds = RowModel(KindLine, self)
        self._hears = False

    @Property(RowModel, constant=True)
    def kinds(self) -> RowModel:
        return self._kinds

    @Property(bool, notify=rulesChanged)
    def on(self) -> bool:
        return self._rules.on

    @Property(bool, notify=rulesChanged)
    def details(self) -> bool:
        return self._rules.details

    @Property(bool, notify=rulesChanged)
    def quiet(self) -> bool:
        return self._rules.quiet

    @Property(int, notify=rulesChanged)
    def quietFrom(self) -> int:
        return self._rules.quiet_from

    @Property(int, notify=rulesChanged)
    def quietUntil(self) -> int:
        return self._rules.quiet_until

    @Property(str, notify=rulesChanged)
    def way(self) -> str:
        """Who shows them, in a sentence."""
        telling = self._telling()
        return self.words.phrase(f"news_way.{telling.way if telling is not None else 'unknown'}") if self.tongue else ""

    def refresh(self) -> None:
        telling = self._telling()
        if telling is not None and not self._hears:
            self._hears = True
            telling.wayChanged.connect(self.rulesChanged)
        self.ask(lambda desk: desk.news.rules(), self._take)

    @Slot(bool)
    def setOn(self, on: bool) -> None:
        self._keep(on=on)

    @Slot(str, bool)
    def setKind(self, kind: str, on: bool) -> None:
        others = tuple(each for each in self._rules.silent if each.value != kind)
        self._keep(silent=others if on else (*others, NewsKind(kind)))

    @Slot(bool)
    def setDetails(self, on: bool) -> None:
        self._keep(details=on)

    @Slot(bool)
    def setQuiet(self, on: bool) -> None:
        self._keep(quiet=on)

    @Slot(int, int)
    def setQuietHours(self, first: int, end: int) -> None:
        self._keep(quiet_from=first % 24, quiet_until=end % 24)

    @Slot()
    def tryIt(self) -> None:
        telling = self._telling()
        if telling is not None:
            told = "news_not_tried" if telling.way == "none" else "news_tried"
            telling.try_it(lambda: self.say(self.words.phrase(told)))

    def _take(self, rules: NewsRules) -> None:
        self._rules = rules
        self._kinds.replace([KindLine(kind.value, self.words.phrase(f"news_kind.{kind.value}"), kind not in rules.silent)
                             for kind in NewsKind])
        self.rulesChanged.emit()
        self.mark_loaded()

    def _keep(self, **changes: Any) -> None:
        rules = msgspec.structs.replace(self._rules, **changes)
        self._take(rules)
        self.do(lambda desk: desk.news.set_rules(rules))
