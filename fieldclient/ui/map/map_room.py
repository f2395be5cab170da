"""The object behind the map: what is in view, the case that was touched, where the person is."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.geo.datum import Wgs84
from fieldclient.geo.mercator import Box, from_plane, plane_edges
from fieldclient.ui.lent import opener
from fieldclient.ui.map.here import GO_ZOOM, Here, tracks
from fieldclient.ui.map.take_desk import TakeDesk
from fieldclient.ui.map.tiles_desk import TilesDesk
from fieldclient.ui.mapping import map_sheet as map_sheet  # QML needs it as well
from fieldclient.ui.mapping.chart import MapChart
from fieldclient.ui.mapping.marks import MarkRow, is_pile, mark_row, scenery_of
from fieldclient.ui.parts.case_line import CaseLine, case_line
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.maps.views import MarkView, Scene, SeenMap
from sync.protocol.position import Position

QML_IMPORT_NAME = "fieldclient.ui.map"
QML_IMPORT_MAJOR_VERSION = 1

_KEPT = "map.view"  # the setting of where somebody looked last
_WHICH = ("open", "to_do", "mine")
_LIST_MS = 350  # after the map came to rest


@QmlElement
class MapRoom(Room):
    """The chart knows what is looked at; each time it moved, the store is asked what is there."""

    shownChanged = Signal()
    cardChanged = Signal()
    paneChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, link: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._chart = MapChart(worker, self)
        self._marks = RowModel(MarkRow, self)
        self._cases = RowModel(CaseLine, self, spread=True)
        self._held: dict[str, MarkView] = {}
        self._seen = SeenMap((), 0, 0, 0)
        self._scene = Scene((), "", 0)
        self._which = "open"
        self._pane = "list"
        self._pile: tuple[float, float, float, float] | None = None
        self._started = self._asking = self._again = False
        self._here = Here(self)
        self._tiles = TilesDesk(self)
        self._take = TakeDesk(self, link)
        self._rest = QTimer(self, interval=_LIST_MS, singleShot=True)
        self._rest.timeout.connect(self._list)
        self._chart.moved.connect(self._on_moved)
        self._chart.sheetChanged.connect(self._on_sheet)
        self.activeChanged.connect(self._on_active)
        if worker is not None:
            self.ask(lambda desk: self._hear(desk, opener(link)), lambda _: None, lambda problem: None)

    def _hear(self, desk: Any, open_hub: Callable[[], Any]) -> None:
        """On the store's thread: what comes is told on the window's."""
        desk.maps.listen(lambda: self.worker.later(self._on_news))
        desk.maps.begin(open_hub)

    def _on_news(self) -> None:
        self._take.refresh()
        if self._active:
            self._look_at_scene()
            self._tiles.refresh()

    def _on_active(self) -> None:
        self._chart.setShown(self._active)
        if not self._active and self._started:
            x, y, zoom = self._chart.keep()
            self.worker.ask(lambda desk: desk.set_setting(_KEPT, f"{x:.9f} {y:.9f} {zoom:.2f}"))
            self._here.rest()

    # Looking

    def refresh(self) -> None:
        if not self._started:
            self.ask(lambda desk: (desk.setting(_KEPT), desk.maps.start_box()), self._begin)
        self._look_at_scene()
        self._tiles.refresh()
        self._take.refresh()
        self._look_anew()

    def _begin(self, answer: tuple[str | None, Box | None]) -> None:
        """Where somebody looked last, else where the work is."""
        if self._started:
            return
        self._started = True
        kept, box = answer
        if box is not None:
            self._chart.show_box(box)
        try:
            x, y, zoom = (float(part) for part in (kept or "").split())
        except ValueError:
            pass
        else:
            if all(map(math.isfinite, (x, y, zoom))):
                self._chart.go_back_to(min(1.0, max(0.0, x)), min(1.0, max(0.0, y)), min(21.0, max(2.0, zoom)))
        self._on_moved()

    def _look_at_scene(self) -> None:
        self.ask(lambda desk: (desk.maps.scene(), tracks(desk), desk.store.people.current_id()), self._take_scene)

    def _take_scene(self, answer: tuple[Scene, tuple[tuple[tuple[float, float], ...], ...], str]) -> None:
        self._scene, walked, person = answer
        self._chart.show_scenery(scenery_of(self._scene, walked), person)

    def _on_sheet(self) -> None:
        drawn = self._chart.sheet
        if drawn is not None:
            self._tiles.note_bad(drawn.sheet.bad)

    def _on_moved(self) -> None:
        self._rest.start()
        self._look_marks()

    def _look_anew(self) -> None:
        self._look_marks()
        self._list()

    def _look_marks(self) -> None:
        """One question at a time; what changed meanwhile is asked when it is answered."""
        if not self._active or not self._started:
            return
        if self._asking:
            self._again = True
            return
        self._asking = True
        view, which = self._chart.view.wider(1.2), self._which
        self.ask(lambda desk: desk.maps.seen(view.edges, view.zoom, which), self._take_seen, lambda problem: self._answered())

    def _answered(self) -> None:
        self._asking = False
        if self._again:
            self._again = False
            self._look_marks()

    def _take_seen(self, seen: SeenMap) -> None:
        self._seen = seen
        self._chart.anchor_if_far()
        rows = {row.id: (row, mark) for mark in seen.marks if (row := mark_row(mark, self._chart, self.words))}
        self._held = {row_id: mark for row_id, (_, mark) in rows.items()}
        self._marks.replace([row for row, _ in rows.values()])
        self.shownChanged.emit()
        self._answered()

    def _list(self) -> None:
        if not self._active or not self._started:
            return
        edges, which, pile = self._chart.view.edges, self._which, self._pile
        self.ask(lambda desk: (desk.maps.in_view(pile or edges, which), desk.now(), desk.maps.seen(edges, 3, which)),
                 self._take_list)

    def _take_list(self, answer: tuple[Any, Any, SeenMap]) -> None:
        found, now, whole = answer
        self._cases.replace([case_line(row, self.words, now) for row in found])
        self._seen = SeenMap(self._seen.marks, whole.total, whole.late, whole.to_do)
        self.mark_loaded()
        self.shownChanged.emit()
        self.cardChanged.emit()

    # What a person does

    @Slot(str)
    def choose(self, which: str) -> None:
        """open, to_do or mine."""
        if which in _WHICH and which != self._which:
            self._which = which
            self.shownChanged.emit()
            self._look_anew()

    @Slot(str)
    def touch(self, mark_id: str) -> None:
        """A mark of one case shows its card; of several, looks closer; of several in one place, lists them."""
        mark = self._held.get(mark_id)
        if mark is None:
            return
        if mark.case_id:
            self._show_pile((mark.edges[0] - 1e-12, mark.edges[1] - 1e-12, mark.edges[2] + 1e-12, mark.edges[3] + 1e-12))
        elif is_pile(mark, self._chart):
            spare = 24 / self._chart.view.scale
            west, north, east, south = mark.edges
            self._show_pile((west - spare, north - spare, east + spare, south + spare))
        else:
            west, north, east, south = mark.edges
            low, high = from_plane(west, south), from_plane(east, north)
            self._chart.show_box((low[0], low[1], high[0], high[1]))

    def _show_pile(self, edges: tuple[float, float, float, float]) -> None:
        self._pile = edges
        self.setPane("card")
        self._list()

    @Slot(result=bool)
    def closeCard(self) -> bool:
        """Back to all that is in view."""
        if self._pane == "list":
            return False
        self._pile = None
        self.setPane("list")
        self._list()
        return True

    @Slot(str)
    def setPane(self, pane: str) -> None:
        """list, card, tiles, take."""
        if pane != "card":
            self._pile = None
        if pane != self._pane:
            self._take.leave() if self._pane == "take" else None
            self._pane = pane
            self.paneChanged.emit()
            if pane == "tiles":
                self._tiles.ask_offers()
            elif pane == "take":
                self._take.begin()

    @Slot()
    def showAll(self) -> None:
        """The cases, and whoever looks where they are near: whole, not half cut by the edge."""
        def found(box: Box | None) -> None:
            if box is not None:
                self._chart.show_box(self._here.taken_in(box))

        self.ask(lambda desk: desk.maps.start_box(), found)

    def showTiles(self) -> None:
        """What is drawn has changed."""
        self._look_at_scene()

    @Slot(str)
    def showCase(self, case_id: str) -> None:
        """Bring the map to a case and open its card."""
        def found(position: Position | None) -> None:
            if position is not None:
                at = Wgs84(position.latitude, position.longitude)
                self._chart.show_place(at, max(GO_ZOOM, self._chart.view.zoom))
                west, north, east, south = plane_edges((at.latitude, at.longitude, at.latitude, at.longitude))
                self._show_pile((west - 1e-9, north - 1e-9, east + 1e-9, south + 1e-9))

        self.ask(lambda desk: desk.maps.place_of(case_id), found)

    # What the page shows

    @Property(MapChart, constant=True)
    def chart(self) -> MapChart:
        return self._chart

    @Property(RowModel, constant=True)
    def marks(self) -> RowModel:
        return self._marks

    @Property(RowModel, constant=True)
    def cases(self) -> RowModel:
        return self._cases

    @Property(TilesDesk, constant=True)
    def tiles(self) -> TilesDesk:
        return self._tiles

    @Property(TakeDesk, constant=True)
    def take(self) -> TakeDesk:
        return self._take

    @Property(Here, constant=True)
    def here(self) -> Here:
        return self._here

    @Property(str, notify=paneChanged)
    def pane(self) -> str:
        return self._pane

    @Property(str, notify=shownChanged)
    def which(self) -> str:
        return self._which

    @Property(str, notify=shownChanged)
    def summary(self) -> str:
        """One line: 12 cases in view, 3 overdue."""
        if self.tongue is None or not self._started:
            return ""
        words, seen = self.words, self._seen
        if not seen.total:
            return words.phrase("map_empty")
        parts = [words.phrase("map_in_view", cases=words.count("case", seen.total))]
        parts += [words.phrase("map_late", count=f"{seen.late:,}")] if seen.late else []
        parts += [words.phrase("map_mine", count=f"{seen.to_do:,}")] if seen.to_do and self._which != "to_do" else []
        return words.listing(parts)
