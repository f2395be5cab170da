"""Filters that somebody gave a name: used again with a tap, forgotten with a way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases.filter_lines import chosen_count, cleared, summary
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.views import Lookup, SavedFilter

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class SavedLine:
    """`id` is its name."""

    id: str
    line: str
    chosen: bool


@QmlElement
class SavedFilters(QObject):
    changed = Signal()

    def __init__(self, room: Room | None = None, cases: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or cases)
        self._room: Any = room
        self._cases: Any = cases
        self._kept: tuple[SavedFilter, ...] = ()
        self._rows = RowModel(SavedLine, self)
        if cases is not None:
            cases.changed.connect(self._show)

    @Property(RowModel, constant=True)
    def rows(self) -> RowModel:
        return self._rows

    @Property(str, notify=changed)
    def suggested(self) -> str:
        """A name for what is chosen now; empty when nothing is, or when it has one already."""
        kept = any(_alike(each.lookup, self._cases.lookup) for each in self._kept)
        return self._said(self._cases.lookup) if self._worth() and not kept else ""

    def refresh(self) -> None:
        self._room.ask(lambda desk: desk.listed.saved(), self._take, lambda problem: None)

    @Slot(str)
    def save(self, name: str) -> None:
        words, lookup = self._room.words, self._cases.lookup
        name = " ".join(name.split())
        if not self._worth():
            self._room.say(words.phrase("filter_nothing"))
        elif not name:
            self._room.say(words.phrase("filter_unnamed"))
        else:
            self._keep(name, lookup, words.phrase("filter_kept", name=name))

    @Slot(str)
    def use(self, name: str) -> None:
        """As it was chosen then; a second tap takes it off again."""
        kept = next((each.lookup for each in self._kept if each.name == name), None)
        if kept is None:
            return
        here = self._cases.lookup
        if _alike(kept, here):
            self._cases.look(replace(cleared(here), text="", sort=""))
        elif kept.near_m is not None or kept.sort == "distance":
            self._cases.filters.locate(lambda at: self._cases.look(replace(kept, here=(at.latitude, at.longitude))))
        else:
            self._cases.look(replace(kept, here=here.here))

    @Slot(str)
    def forget(self, name: str) -> None:
        kept = next((each for each in self._kept if each.name == name), None)
        if kept is None:
            return
        words = self._room.words

        def gone(filters: tuple[SavedFilter, ...]) -> None:
            self._take(filters)
            self._room.say(words.phrase("filter_forgotten", name=name), words.phrase("undo"),
                           lambda: self._keep(name, kept.lookup, ""))

        self._room.do(lambda desk: desk.listed.forget(name), gone)

    def _keep(self, name: str, lookup: Lookup, word: str) -> None:
        def kept(filters: tuple[SavedFilter, ...]) -> None:
            self._take(filters)
            if word:
                self._room.say(word)

        self._room.do(lambda desk: desk.listed.save(name, lookup), kept)

    def _take(self, filters: tuple[SavedFilter, ...]) -> None:
        self._kept = filters
        self._show()

    def _show(self) -> None:
        now = self._cases.lookup
        lines = [SavedLine(each.name, self._said(each.lookup), _alike(each.lookup, now)) for each in self._kept]
        self._rows.replace(lines)
        self.changed.emit()

    def _said(self, lookup: Lookup) -> str:
        words, counts = self._room.words, self._cases.filters.counts
        grids = {code: name for code, name, _ in counts.grids} if counts is not None else {}
        campaigns = {code: words.name(zh, en) for code, zh, en, _ in counts.campaigns} if counts is not None else {}
        return summary(words, lookup, grids, campaigns)

    def _worth(self) -> bool:
        lookup = self._cases.lookup
        return bool(chosen_count(lookup) or lookup.text or lookup.sort)


def _alike(one: Lookup, other: Lookup) -> bool:
    """The same choice, wherever somebody is and however far they have scrolled."""
    return _bare(one) == _bare(other)


def _bare(lookup: Lookup) -> Lookup:
    return replace(lookup, after="", offset=0, limit=0, here=None, stages=tuple(sorted(lookup.stages)),
                   lights=tuple(sorted(lookup.lights)), grids=tuple(sorted(lookup.grids)),
                   campaigns=tuple(sorted(lookup.campaigns)))
