"""The maps on this device: importing a file, fetching what the hub offers, showing and removing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.maps.views import Looked, TileSetView
from sync.protocol.position import Datum
from sync.protocol.problems import Code, Problem
from sync.protocol.tiles import TileOffer

QML_IMPORT_NAME = "fieldclient.ui.map"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class TileRow:
    """A map on this device, or one of the hub's. `problem`: a sentence when it cannot be drawn."""

    id: str
    name: str
    line: str
    shown: bool
    problem: str


@QmlElement
class TilesDesk(QObject):
    """Looking into a file and copying it are done by the courier; the store's thread does not wait."""

    changed = Signal()

    def __init__(self, room: Any = None) -> None:
        super().__init__(room)
        self._room = room
        self._sets = RowModel(TileRow, self)
        self._offers = RowModel(TileRow, self)
        self._views: Sequence[TileSetView] = ()
        self._known: dict[str, TileOffer] = {}
        self._bad: dict[str, str] = {}
        self._looked: Looked | None = None
        self._busy = False
        self._away = ""
        self._paths: dict[str, str] = {}

    def refresh(self) -> None:
        self._room.ask(lambda desk: (desk.maps.tile_sets(), {str(desk.store.tile_sets.folder / held.file): held.id
                                                             for held in desk.store.tile_sets.all()}), self._take)

    def _take(self, answer: tuple[Sequence[TileSetView], dict[str, str]]) -> None:
        self._views, self._paths = answer
        self._show()

    def _show(self) -> None:
        paths = {set_id: path for path, set_id in self._paths.items()}
        rows = [self._row(view, self._bad.get(paths.get(view.id, ""), "")) for view in self._views]
        self._sets.replace(rows)
        here = {view.id for view in self._views}
        self._offers.replace([self._offer_row(offer) for offer in self._known.values() if offer.sha256 not in here])
        self.changed.emit()

    def _row(self, view: TileSetView, bad: str) -> TileRow:
        words = self._room.words
        line = words.phrase(
            "tiles_line", kind=words.phrase(f"tiles_{view.kind}"), size=words.size(view.size_bytes),
            datum=_datum(words, view.datum),
            zooms=words.phrase("tiles_zooms", least=str(view.least_zoom), most=str(view.most_zoom)))
        name = words.phrase("tiles_of_area", name=view.name) if view.source == "area" else view.name
        problem = words.sentence(Problem(Code.TILES_INVALID, reason=bad)) if bad else ""
        return TileRow(view.id, name, line + (f" · {view.attribution}" if view.attribution else ""), view.shown, problem)

    def _offer_row(self, offer: TileOffer) -> TileRow:
        words = self._room.words
        line = words.phrase(
            "tiles_line", kind=words.phrase(f"tiles_{offer.kind}" if offer.kind == "raster" else "tiles_vector"),
            size=words.size(offer.size_bytes), datum=_datum(words, offer.datum),
            zooms=words.phrase("tiles_zooms", least=str(offer.least_zoom), most=str(offer.most_zoom)))
        return TileRow(offer.sha256, offer.name, line, False, "")

    def note_bad(self, bad: dict[str, str]) -> None:
        """Files that the drawing could not use."""
        if bad != self._bad:
            self._bad = bad
            self._show()

    # Importing: looked into, then a person says what it speaks, then it is brought in

    @Slot(QUrl)
    def lookInto(self, url: QUrl) -> None:
        self.look_into(Path(url.toLocalFile()))

    def look_into(self, path: Path) -> None:
        self._set_busy(True)

        def ask(desk: Any) -> None:
            desk.maps.courier.beside(
                lambda: desk.maps.look_into(path), lambda found, problem: self._later(lambda: self._found(found, problem)))

        self._room.ask(ask, lambda _: None, lambda problem: self._found(None, problem))

    def _found(self, looked: Looked | None, problem: Problem | None) -> None:
        self._set_busy(False)
        if problem is not None:
            self._room.say_problem(problem)
        self._looked = looked
        self.changed.emit()

    @Slot(str)
    def bringIn(self, datum: str) -> None:
        """wgs84 or gcj02, as a person chose."""
        looked = self._looked
        if looked is None or datum not in ("wgs84", "gcj02"):
            return
        self._set_busy(True)

        def done(found: Any, problem: Problem | None) -> None:
            self._later(lambda: self._brought(looked.name, problem))

        self._room.ask(
            lambda desk: desk.maps.courier.bring_in(Path(looked.path), Datum(datum), looked.name, done), lambda _: None)

    def _brought(self, name: str, problem: Problem | None) -> None:
        self._set_busy(False)
        self._looked = None
        if problem is not None:
            self._room.say_problem(problem)
        else:
            self._room.say(self._room.words.phrase("tiles_added", name=name))
            self._room.showTiles()
        self.refresh()
        self.changed.emit()

    @Slot()
    def leaveImport(self) -> None:
        self._looked = None
        self.changed.emit()

    # What the hub offers

    def ask_offers(self) -> None:
        def told(offers: Sequence[TileOffer], problem: Problem | None) -> None:
            self._later(lambda: self._take_offers(offers, problem))

        self._room.ask(lambda desk: desk.maps.ask_offers(told), lambda _: None)

    def _take_offers(self, offers: Sequence[TileOffer], problem: Problem | None) -> None:
        self._known = {offer.sha256: offer for offer in offers}
        self._away = self._room.words.phrase("tiles_away") if problem is not None else ""
        self._show()

    @Slot(str)
    def fetch(self, sha256: str) -> None:
        offer = self._known.get(sha256)
        if offer is not None:
            self._room.do(lambda desk: desk.maps.take_package(offer), lambda _: self._room.take.refresh())

    # Keeping

    @Slot(str, bool)
    def show(self, set_id: str, shown: bool) -> None:
        self._room.do(lambda desk: desk.maps.show_tiles(set_id, shown), lambda _: self._room.refresh())

    @Slot(str)
    def remove(self, set_id: str) -> None:
        self._room.do(lambda desk: desk.maps.remove_tiles(set_id), lambda _: self._removed())

    def _removed(self) -> None:
        self._room.say(self._room.words.phrase("tiles_removed"))
        self._room.refresh()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.changed.emit()

    def _later(self, call: Any) -> None:
        self._room.worker.later(call)

    # What the page shows

    @Property(RowModel, constant=True)
    def sets(self) -> RowModel:
        return self._sets

    @Property(RowModel, constant=True)
    def offers(self) -> RowModel:
        return self._offers

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Property(str, notify=changed)
    def away(self) -> str:
        """Why the hub could not be asked."""
        return self._away

    @Property(str, notify=changed)
    def asked(self) -> str:
        """The name of a file whose reference is asked for; empty when none is."""
        return self._looked.name if self._looked is not None else ""

    @Property(str, notify=changed)
    def likely(self) -> str:
        """What its own words hint at."""
        return self._looked.datum.value if self._looked is not None else "wgs84"


def _datum(words: Any, datum: Datum) -> str:
    return str(words.phrase("tiles_gcj02" if datum is Datum.GCJ02 else "tiles_wgs84"))
