"""What the list is narrowed and ordered by: chips with their counts, and where this device is, for what is near."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases.filter_lines import (
    FIGURES,
    FilterChip,
    campaign_chips,
    chosen_count,
    cleared,
    grid_chips,
    light_chips,
    mine_chip,
    near_chips,
    stage_chips,
    strip_chips,
    toggled,
    usual_order,
)
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.views import CaseCounts, Lookup
from sync.protocol.position import Position

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1

ORDERS = ("deadline", "distance", "newest", "changed")
FIX_KEPT = timedelta(minutes=2)  # so long a position still says where somebody on foot is
_TOGETHER_MS = 120  # counts of changes that come this close are asked for once


@QmlElement
class CaseFilters(QObject):
    changed = Signal()

    def __init__(self, room: Room | None = None, cases: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or cases)
        self._room: Any = room
        self._cases: Any = cases
        self.counts: CaseCounts | None = None
        self._strip, self._lights, self._stages, self._grids, self._nears, self._campaigns = (
            RowModel(FilterChip, self) for _ in range(6))
        self._named = ""
        self._turn = 0
        self._then: Callable[[Position], None] | None = None
        self._else: Callable[[], None] | None = None
        self._soon = QTimer(self, interval=_TOGETHER_MS, singleShot=True)
        self._soon.timeout.connect(self._ask)
        if room is not None:
            self._room.fix.changed.connect(self._look_at_fix)

    # What the page binds to

    @Property(RowModel, constant=True)
    def strip(self) -> RowModel:
        """The line above the list."""
        return self._strip

    @Property(RowModel, constant=True)
    def lights(self) -> RowModel:
        return self._lights

    @Property(RowModel, constant=True)
    def stages(self) -> RowModel:
        return self._stages

    @Property(RowModel, constant=True)
    def grids(self) -> RowModel:
        return self._grids

    @Property(RowModel, constant=True)
    def nears(self) -> RowModel:
        """How near, and whether it is one's own report."""
        return self._nears

    @Property(RowModel, constant=True)
    def campaigns(self) -> RowModel:
        return self._campaigns

    @Property(int, notify=changed)
    def total(self) -> int:
        """How many cases the list holds; -1 while that is not known."""
        return self.counts.total if self.counts is not None else -1

    @Property(str, notify=changed)
    def totalText(self) -> str:
        total = self.counts.total if self.counts is not None else None
        if total == 1:
            return str(self._room.words.count("case", 1))
        return "" if total is None else self._room.words.phrase("found_count", count=f"{total:,}")

    @Property(int, notify=changed)
    def chosen(self) -> int:
        """How many things narrow the list."""
        return chosen_count(self._cases.lookup)

    @Property(str, notify=changed)
    def order(self) -> str:
        """As chosen, else as this kind of list is usually ordered."""
        return str(self._cases.lookup.sort) or usual_order(self._cases.lookup)

    @Property(bool, notify=changed)
    def locating(self) -> bool:
        """Something waits for this device's position."""
        return self._then is not None

    @Property(str, notify=changed)
    def named(self) -> str:
        """What grids are looked for by."""
        return self._named

    # Choosing

    @Slot(str)
    def toggle(self, chip: str) -> None:
        wanted = toggled(self._cases.lookup, chip)
        if wanted.near_m is not None and wanted.near_m != self._cases.lookup.near_m:
            self.locate(lambda here: self._cases.look(replace(
                toggled(self._cases.lookup, chip), here=(here.latitude, here.longitude))))
        else:
            self._cases.look(wanted)

    @Slot(str)
    def showOnly(self, chip: str) -> None:
        """All cases with this chip chosen and nothing else: what a banner or a chart leads to."""
        self._cases.look(toggled(Lookup(which="all", here=self._cases.lookup.here), chip))

    @Slot(str)
    def showFigure(self, figure: str) -> None:
        """The list that a figure of the home page is about, with nothing else chosen."""
        self._cases.look(replace(FIGURES[figure], here=self._cases.lookup.here))

    @Slot(str)
    def orderBy(self, order: str) -> None:
        if order == "distance":
            self.locate(lambda here: self._cases.look(replace(
                self._cases.lookup, sort=order, here=(here.latitude, here.longitude))))
        elif order in ORDERS:
            usual = order == usual_order(self._cases.lookup)
            self._cases.look(replace(self._cases.lookup, sort="" if usual else order))

    @Slot()
    def clear(self) -> None:
        self._cases.look(cleared(self._cases.lookup))

    @Slot(str)
    def nameGrids(self, text: str) -> None:
        self._named = text
        self._show_grids()
        self.changed.emit()

    # Where this device is

    def locate(self, then: Callable[[Position], None], nowhere: Callable[[], None] | None = None) -> None:
        """Go on with the position of this device. Without one `nowhere` goes on, or a sentence says so and nothing changes.
        Who waited before waits no longer: `nowhere` goes on for them."""
        fix, given_up = self._room.fix, self._else
        self._then = self._else = None
        if given_up is not None:
            given_up()
        if fix.latest is not None and fix.latest.fixed_at is not None and datetime.now(UTC) - fix.latest.fixed_at < FIX_KEPT:
            then(fix.latest)
            return
        self._then, self._else = then, nowhere
        self.changed.emit()
        fix.look(self._located)

    def _located(self, position: Position) -> None:
        then, self._then, self._else = self._then, None, None
        self.changed.emit()
        if then is not None:
            then(position)

    def wait_no_more(self) -> None:
        """Who asked for this device's position does not need it any more."""
        if self._then is not None:
            self._then = self._else = None
            self._room.fix.cancel()
            self.changed.emit()

    def _look_at_fix(self) -> None:
        if self._then is not None and not self._room.fix.searching and self._room.fix.problem:
            nowhere, self._then, self._else = self._else, None, None
            if nowhere is not None:
                nowhere()
            else:
                self._room.say(self._room.words.phrase("no_place_here"))
            self.show()  # a chip that was tapped and is not chosen after all

    # Counts

    def count(self) -> None:
        """Soon: how many there would be with each chip chosen."""
        self._soon.start()

    def _ask(self) -> None:
        self._turn += 1
        turn, lookup = self._turn, self._cases.lookup

        def job(desk: Any) -> CaseCounts | None:
            return desk.listed.counts(lookup) if turn == self._turn else None

        def came(counts: CaseCounts | None) -> None:
            if turn == self._turn and counts is not None:
                self.counts = counts
                self.show()

        self._room.ask(job, came, lambda problem: None)  # the list itself says what is wrong

    def show(self) -> None:
        words, lookup, counts = self._room.words, self._cases.lookup, self.counts
        self._strip.replace(strip_chips(words, lookup, counts))
        self._lights.replace(light_chips(words, lookup, counts))
        self._stages.replace(stage_chips(words, lookup, counts))
        self._nears.replace([*near_chips(words, lookup, counts), mine_chip(words, lookup, counts)])
        self._campaigns.replace(campaign_chips(words, lookup, counts))
        self._show_grids()
        self.changed.emit()

    def _show_grids(self) -> None:
        self._grids.replace(grid_chips(self._room.words, self._cases.lookup, self.counts, self._named))
