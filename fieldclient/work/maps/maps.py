"""What a person can do with the map, one method each: look, keep tiles, take areas along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from fieldclient.geo.mercator import Box, box_of, to_plane
from fieldclient.store import Store
from fieldclient.store.area_previews import AreaPreviews
from fieldclient.store.case_wanted import COLOURS
from fieldclient.store.tile_sets import Take, TakeState, TileSet
from fieldclient.work.catalogue import names_of
from fieldclient.work.list_views import Light
from fieldclient.work.maps import area_tiles
from fieldclient.work.maps.courier import Courier, OpenHub
from fieldclient.work.maps.importing import look_into
from fieldclient.work.maps.taking import Hub
from fieldclient.work.maps.views import (
    Edges,
    Estimate,
    Looked,
    MapPart,
    MarkView,
    Ring,
    Scene,
    SeenMap,
    TakeView,
    TileSetView,
)
from fieldclient.work.places import Places
from fieldclient.work.rows import Rows, Viewer
from fieldclient.work.views import CaseRow
from sync.protocol.ids import new_id
from sync.protocol.position import Datum, Position
from sync.protocol.problems import Code, Problem
from sync.protocol.tiles import FEATURE, TileOffer

MOST_CORNERS = 60
MOST_AREA_DEG = 0.6  # across: a district with all around it
MOST_LISTED = 60
MOST_NAME = 120


class Maps:
    """Questions run on the store's thread; what takes longer on the courier's. `listen` is told when something came."""

    def __init__(self, store: Store, rows: Rows, viewer: Callable[[], Viewer], places: Places) -> None:
        self._store, self._rows, self._viewer, self._places = store, rows, viewer, places
        self._listeners: list[Callable[[], None]] = []
        self.courier = Courier(store, self._tell)

    def listen(self, told: Callable[[], None]) -> None:
        """Called on the courier's thread."""
        self._listeners.append(told)

    def _tell(self) -> None:
        for told in self._listeners:
            told()

    def close(self) -> None:
        self.courier.close()

    def begin(self, open_hub: OpenHub) -> None:
        """Go on with what a kill cut, and with what comes. What an import left behind when it was cut goes."""
        for path in self._store.tile_sets.strays():
            path.unlink(missing_ok=True)
        self.courier.go(open_hub)

    # Looking

    def scene(self) -> Scene:
        sets = self._store.tile_sets
        version = self._store.areas.version()
        return Scene(
            tuple((str(sets.path(held)), held.datum) for held in sets.all() if held.shown),
            str(self._store.database.path) if version else "", version)

    def seen(self, edges: Edges, zoom: float, which: str = "open") -> SeenMap:
        """`which`: open, to_do, mine. Nobody signed in: nothing is in view."""
        if self._store.people.current() is None:
            return SeenMap((), 0, 0, 0)
        viewer = self._viewer()
        found = self._store.case_map.seen(viewer.person.id, edges, zoom, viewer.now, which=which)
        alone = [row for mark, row in found.marks if mark.count == 1]
        named = {record.row: record for record in self._store.cases.records(viewer.person.id, alone)} if alone else {}
        catalogue = self._store.catalogues.current()
        marks = []
        for mark, row in found.marks:
            view = MarkView(
                "", mark.x, mark.y, mark.count, Light(COLOURS[mark.worst].value), (mark.west, mark.north, mark.east, mark.south))
            record = named.get(row) if mark.count == 1 else None
            if record is not None:
                source = record.view or (record.own.body.report if record.own is not None else None)
                zh, en = names_of(catalogue, source.subcategory if source is not None else None)
                view = replace(view, case_id=record.id, subcategory_zh=zh, subcategory_en=en, number=record.number or "")
            marks.append(view)
        return SeenMap(tuple(marks), found.total, found.late, found.to_do)

    def in_view(self, edges: Edges, which: str = "open", limit: int = MOST_LISTED) -> tuple[CaseRow, ...]:
        """As lines of a list, what is nearest to the middle first."""
        if self._store.people.current() is None:
            return ()
        viewer = self._viewer()
        rows = self._store.case_map.rows(viewer.person.id, edges, which=which, limit=limit)
        return self._rows.of(self._store.cases.records(viewer.person.id, rows), viewer)

    def start_box(self) -> Box | None:
        """What to look at first: where the cases are, else the areas, else the tiles."""
        person = self._store.people.current_id()
        found = self._store.case_map.bounds(person) if self._store.people.current() is not None else None
        if found is not None:
            return found
        middle = self._places.middle()
        if middle is not None:
            return middle.latitude - 0.02, middle.longitude - 0.02, middle.latitude + 0.02, middle.longitude + 0.02
        return next((held.bounds for held in reversed(self._store.tile_sets.all())), None)

    def place_of(self, case_id: str) -> Position | None:
        record = self._store.cases.find(self._viewer().person.id, case_id)
        return record.position if record is not None else None

    # Tiles

    def tile_sets(self) -> tuple[TileSetView, ...]:
        return tuple(_set_view(held) for held in self._store.tile_sets.all())

    def look_into(self, path: Path) -> Looked:
        """TILES_INVALID, FILE_MISSING."""
        return look_into(path)

    def show_tiles(self, set_id: str, shown: bool) -> None:
        self._store.tile_sets.show(set_id, shown)

    def remove_tiles(self, set_id: str) -> None:
        self._store.tile_sets.remove(set_id)

    # Taking along

    def estimate(self, ring: Ring, name: str = "") -> Estimate:
        """Without the hub: what is known here. LIMIT_REACHED for more than a device should carry."""
        if not 3 <= len(ring) <= MOST_CORNERS:
            raise Problem(Code.BODY_INVALID, field="area")
        box = box_of(ring)
        assert box is not None
        if max(box[2] - box[0], box[3] - box[1]) > MOST_AREA_DEG:
            raise Problem(Code.LIMIT_REACHED, limit=round(MOST_AREA_DEG * 111))
        person = self._viewer().person.id
        rows = self._store.case_map.within(person, [to_plane(*corner) for corner in ring])
        missing = AreaPreviews(self._store.database, self._store.previews).missing(person, rows)
        return Estimate(
            name, tuple(ring), len(rows), len(missing), sum(photo.size_bytes for photo in missing), (),
            self._store.files.free_bytes(), None)

    def ask_maps(self, estimate: Estimate, done: Callable[[Estimate], None]) -> None:
        """With what the hub says of its maps; `done` on the courier's thread, also when it cannot be asked."""
        have = {held.id for held in self._store.tile_sets.all()}

        def question(hub: Hub) -> tuple[MapPart, ...]:
            return parts_of(hub, self._offers(hub), estimate.ring, have)

        def answered(parts: tuple[MapPart, ...] | None, problem: Problem | None) -> None:
            done(replace(estimate, maps=parts or (), away=problem))

        self.courier.ask_hub(question, answered)

    def ask_offers(self, done: Callable[[Sequence[TileOffer], Problem | None], None]) -> None:
        """What the hub offers; `done` on the courier's thread."""
        self.courier.ask_hub(self._offers, lambda offers, problem: done(offers or (), problem))

    def _offers(self, hub: Hub) -> tuple[TileOffer, ...]:
        """None of a hub of an older release: it knows of no tiles and would answer that there is no such path."""
        info = self._store.settings.hub_info()
        if info is not None and FEATURE not in info.features:
            return ()
        offers: tuple[TileOffer, ...] = hub.tiles.offers().offers  # type: ignore[attr-defined]
        return offers

    def take(self, estimate: Estimate) -> str:
        """Begin; the id of it."""
        offers = tuple(part.offer for part in estimate.maps)
        return self._begin(estimate.name, estimate.ring, offers, estimate.size_bytes)

    def take_package(self, offer: TileOffer) -> str:
        return self._begin(offer.name, (), (offer,), offer.size_bytes)

    def _begin(self, name: str, ring: Ring, offers: tuple[TileOffer, ...], size_bytes: int) -> str:
        self._store.files.check_room(size_bytes)
        person = self._store.people.current_id()
        take = Take(new_id(), person, name[:MOST_NAME], ring, offers, TakeState.RUNNING, 0, size_bytes, None, self._store.clock())
        self._store.tile_sets.begin(take)
        self.courier.look()
        return take.id

    def takes(self) -> tuple[TakeView, ...]:
        """The latest first."""
        return tuple(self._take_view(take) for take in self._store.tile_sets.takes(self._store.people.current_id()))

    def _take_view(self, take: Take) -> TakeView:
        done, whole = self.courier.progress.get(take.id, (take.done_bytes, take.all_bytes))
        waiting = take.state is TakeState.RUNNING and self.courier.waiting
        return TakeView(take.id, take.name, take.state.value, done, whole, take.problem, waiting, take.made_at)

    def pause(self, take_id: str) -> None:
        self._set(take_id, TakeState.PAUSED)

    def go_on(self, take_id: str) -> None:
        self._set(take_id, TakeState.RUNNING)

    def give_up(self, take_id: str) -> None:
        """Not wanted any more: its tiles go, previews stay with their cases."""
        self._own(take_id)
        self._store.tile_sets.end(take_id)
        self.courier.stop_current()

    def _set(self, take_id: str, state: TakeState) -> None:
        if self._own(take_id).state is not TakeState.DONE:
            self._store.tile_sets.set_state(take_id, state)
            self.courier.stop_current()

    def _own(self, take_id: str) -> Take:
        take = self._store.tile_sets.take(take_id)
        if take is None or take.person != self._store.people.current_id():
            raise Problem(Code.BODY_INVALID, field="area")
        return take


def parts_of(hub: Hub, offers: Sequence[TileOffer], ring: Ring, have: set[str]) -> tuple[MapPart, ...]:
    """The tiles of each package of the hub that belong to a ring, with their size; packages that are here whole are left out."""
    box = box_of(ring)
    assert box is not None
    found = []
    for offer in offers:
        if offer.sha256 not in have and area_tiles.overlaps(offer, box):
            tiles = area_tiles.wanted(area_tiles.archive_at(offer, hub.tiles.part), offer, ring)
            if tiles:
                found.append(MapPart(offer, len(tiles), area_tiles.size_of(tiles)))
    return tuple(found)


def _set_view(held: TileSet) -> TileSetView:
    return TileSetView(
        held.id, held.name, held.kind, Datum(held.datum), held.least_zoom, held.most_zoom, held.size_bytes, held.source,
        held.attribution, held.shown)
