"""When originals may travel, as the screen shows and changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.outbox.lines import hour
from fieldclient.ui.parts.room import Room
from fieldclient.ui.words import Words
from fieldclient.work.outbox_views import Travel
from sync.engine.lanes import TravelRules

QML_IMPORT_NAME = "fieldclient.ui.outbox"
QML_IMPORT_MAJOR_VERSION = 1

CAPS_MB = (50, 200, 500, 2000)  # beside "no limit"
SHARES = (0.0, 0.15, 0.3, 0.5)
_MB = 1_000_000
EVENING = (18, 8)  # what the switch for hours begins with


def summary(rules: TravelRules, words: Words) -> str:
    """The rules in one line."""
    told = [words.phrase("travel_any_network" if rules.when_it_costs else "travel_wifi_only")]
    if rules.when_it_costs:
        told.append(words.phrase("travel_no_cap") if rules.daily_bytes is None else
                    words.phrase("travel_cap", size=round_size(limit_bytes(rules) or 0, words)))
    share = round(rules.least_battery_share * 100)
    told.append(words.phrase("travel_battery", share=str(share)) if share else words.phrase("travel_any_battery"))
    told.append(words.phrase("travel_hours", start=hour(rules.from_hour), end=hour(rules.until_hour))
                if limited(rules) else words.phrase("travel_any_hour"))
    return " · ".join(told)


def limited(rules: TravelRules) -> bool:
    """Not at every hour of the day."""
    return (rules.from_hour, rules.until_hour) != (0, 24)


def limit_bytes(rules: TravelRules) -> int | None:
    """As it is told: the choice it stands for where that is as good as the same (500 MiB), else what was set elsewhere."""
    chosen = cap_of(rules)
    if rules.daily_bytes is None or chosen == "none":
        return None
    near = int(chosen) * _MB
    return near if abs(near - rules.daily_bytes) <= near // 20 else rules.daily_bytes


def round_size(size_bytes: int, words: Words) -> str:
    """50 MB rather than 50.0 MB: a choice, not a measure."""
    return words.size(size_bytes).replace(".0 ", " ")


def cap_of(rules: TravelRules) -> str:
    """The choice that stands for these rules: megabytes, or none; whatever was set elsewhere counts as the nearest."""
    if rules.daily_bytes is None:
        return "none"
    return str(min(CAPS_MB, key=lambda known: abs(known * _MB - (rules.daily_bytes or 0))))


@QmlElement
class Travelling(QObject):
    """`changed_rules` is called when the rules were kept, with the engine's next look in mind."""

    changed = Signal()

    def __init__(self, room: Room | None = None, changed_rules: Callable[[], None] = lambda: None,
                 parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._changed_rules = changed_rules
        self._travel: Travel | None = None

    def show(self, travel: Travel) -> None:
        """Also after the language has changed."""
        self._travel = travel
        self.changed.emit()

    @property
    def rules(self) -> TravelRules:
        return self._travel.rules if self._travel is not None else TravelRules()

    @property
    def _words(self) -> Words:
        words: Words = self._room.words
        return words

    @Property(str, notify=changed)
    def summary(self) -> str:
        return summary(self.rules, self._words) if self._travel is not None else ""

    @Property(str, notify=changed)
    def today(self) -> str:
        """What has moved today, and of how much."""
        if self._travel is None:
            return ""
        moved, limit = self._words.size(self._travel.moved_today_bytes), limit_bytes(self.rules)
        if limit is None or not self.rules.when_it_costs:
            return self._words.phrase("travel_today", size=moved)
        return self._words.phrase("travel_today_of", size=moved, limit=round_size(limit, self._words))

    @Property(float, notify=changed)
    def todayShare(self) -> float:
        limit = self.rules.daily_bytes if self._travel is not None else None
        return min(1.0, self._travel.moved_today_bytes / limit) if limit and self._travel is not None else 0.0

    @Property(bool, notify=changed)
    def wifiOnly(self) -> bool:
        return not self.rules.when_it_costs

    @Property(str, notify=changed)
    def cap(self) -> str:
        return cap_of(self.rules)

    @Property(list, notify=changed)
    def caps(self) -> list[dict[str, str]]:
        known = [{"value": str(mb), "text": round_size(mb * _MB, self._words)} for mb in CAPS_MB]
        return [*known, {"value": "none", "text": self._words.phrase("travel_no_limit")}]

    @Property(str, notify=changed)
    def battery(self) -> str:
        nearest = min(SHARES, key=lambda known: abs(known - self.rules.least_battery_share))
        return str(round(nearest * 100))

    @Property(list, notify=changed)
    def batteries(self) -> list[dict[str, str]]:
        texts = [f"{round(share * 100)} %" if share else self._words.phrase("travel_always") for share in SHARES]
        return [{"value": str(round(share * 100)), "text": text} for share, text in zip(SHARES, texts, strict=True)]

    @Property(bool, notify=changed)
    def limited(self) -> bool:
        return limited(self.rules)

    @Property(int, notify=changed)
    def fromHour(self) -> int:
        return self.rules.from_hour

    @Property(int, notify=changed)
    def untilHour(self) -> int:
        return self.rules.until_hour

    @Slot(bool)
    def setWifiOnly(self, only: bool) -> None:
        self._keep(when_it_costs=not only)

    @Slot(str)
    def setCap(self, choice: str) -> None:
        self._keep(daily_bytes=None if choice == "none" else int(choice) * _MB)

    @Slot(str)
    def setBattery(self, percent: str) -> None:
        self._keep(least_battery_share=int(percent) / 100)

    @Slot(bool)
    def setLimited(self, on: bool) -> None:
        first, end = EVENING if on else (0, 24)
        self._keep(from_hour=first, until_hour=end)

    @Slot(int, int)
    def setHours(self, first: int, end: int) -> None:
        """The clock goes round; a beginning that is also the end would mean never, so it goes one further."""
        first, end = first % 24, end % 24
        self._keep(from_hour=first, until_hour=end if end != first else (end + 1) % 24)

    def _keep(self, **changes: Any) -> None:
        rules = msgspec.structs.replace(self.rules, **changes)
        if self._travel is not None:
            self._travel = Travel(rules, self._travel.moved_today_bytes, self._travel.held, self._travel.stopped)
            self.changed.emit()
        self._room.do(lambda desk: desk.waiting.set_rules(rules), lambda _: self._changed_rules())
