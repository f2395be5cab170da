"""The desk on the device's own store. Thin: every rule lives in a module of this room or in `sync.protocol`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from fieldclient.resources import built_in_calendar
from fieldclient.store import Store
from fieldclient.store.overlay import new_facts
from fieldclient.store.sweep import Found
from fieldclient.work import acts as rules
from fieldclient.work import catalogue, views
from fieldclient.work.acting import Acting, Sign
from fieldclient.work.advice import Advice
from fieldclient.work.among import Among
from fieldclient.work.card.cards import Cards
from fieldclient.work.case_desk import CaseDesk
from fieldclient.work.case_lists import CaseLists
from fieldclient.work.exports import Exports
from fieldclient.work.intake import PHOTO_BYTES, Intake
from fieldclient.work.kept_aside import kept_aside
from fieldclient.work.list_desk import ListDesk
from fieldclient.work.maps.maps import Maps
from fieldclient.work.marking import Marking
from fieldclient.work.news import Newsroom
from fieldclient.work.outbox_rows import OutboxRows
from fieldclient.work.overview import Overview
from fieldclient.work.pages import Pages
from fieldclient.work.patrol.patrols import Patrols
from fieldclient.work.photo_views import PhotoViews
from fieldclient.work.picking import Picking, photo_folders
from fieldclient.work.pictures import Pictures
from fieldclient.work.recording import Recordings
from fieldclient.work.reworking import begin_again
from fieldclient.work.rows import Rows, Viewer
from fieldclient.work.self_handling import SelfHandling
from fieldclient.work.sweeping import SWEEP_AFTER_S, Sweeper, sweep_all
from fieldclient.work.waiting import Waiting
from fieldclient.work.writing import Writing
from sync.engine.device import DeviceQueue
from sync.protocol.lifecycle import Act
from sync.protocol.media import Origin, Shot, Usage
from sync.protocol.people import Person, Session
from sync.protocol.position import Position
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.rights import may

RECENT = 8
ARRIVED_SHOWN_FOR = timedelta(hours=24)


class RealDesk:
    """Implements `desk.Desk`. Also what the app's builder needs: signing in and out, the engine's queue, sweeping, closing."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._pictures = Pictures(store.folder / "cache")
        photos = PhotoViews(store, self._pictures)
        self._writing = Writing(store, photos)
        self._intake = Intake(store, self._pictures)
        self.recordings = Recordings(store, self._writing, self._intake)
        self._acting = Acting(store, self._writing, self._intake)
        self.self_handling = SelfHandling(store, self._writing)
        self.waiting = Waiting(store, self._acting)
        self.news = Newsroom(store)
        self._rows = Rows(store, photos)
        self.lists = CaseLists(store, self._rows)
        self.listed = ListDesk(store, self.lists, self._viewer, self.now, self._pictures.begin_list)
        self._pages = Pages(store, self._rows, photos)
        self._outbox = OutboxRows(store, photos)
        self._overview = Overview(store, self._pictures, self._rows)
        self.among = Among(store, self._viewer, self._overview)
        self._picking = Picking(self._pictures)
        self.cards = Cards(store, self._pictures)
        self.patrols = Patrols(store, self._pictures, self._acting.places)
        self.maps = Maps(store, self._rows, self._viewer, self._acting.places)
        self.marking = Marking(store, self._pictures, self._writing)
        self.advice = Advice(store, self.now, self._acting.places)
        self.exporting = Exports(store, self.lists, self._viewer)
        self.closely = CaseDesk(store, self._pictures, self._acting.places)
        self._sweeper: Sweeper | None = None
        self.beside: list[Any] = []  # what is closed before the store is, because nobody else may have it open meanwhile

    # Who works here

    def signed_in(self, session: Session) -> Person:
        """Work for this person. The token is not kept here. Make a new `queue` for the sync engine afterwards."""
        return self.store.signed_in(session).person

    def signed_out(self) -> None:
        self._acting.sign_with("", None)
        self.store.signed_out()

    def sign_with(self, person: str, sign: Sign | None) -> None:
        """With this person's key from now on (None: with none). Nobody ever waits for a key."""
        self._acting.sign_with(person, sign)

    @property
    def device_id(self) -> str:
        """What `SignIn.device_id` has to be: the hub takes this device's acts from nobody else."""
        return self.store.settings.device_id()

    @property
    def queue(self) -> DeviceQueue:
        """The sync engine's port, for the person who is signed in now and nobody else."""
        return self.store.queue()

    def sweep(self, should_stop: Callable[[], bool] = lambda: False) -> Counter[Found]:
        """Slow; when nobody waits, from any thread but the window's. What was found, and how often."""
        return sweep_all(self.store, self._pictures, should_stop)

    def sweep_later(self, after_s: float = SWEEP_AFTER_S, then: Callable[[], None] = lambda: None) -> None:
        """Sweep on a thread of its own after a while, once; `then` is called there when something was found. `close` stops it."""
        self._sweeper = Sweeper(self.sweep, after_s, then)

    def close(self) -> None:
        self.listed.close()
        if self._sweeper is not None:
            self._sweeper.stop()
        for each in (*self.beside, self.exporting, self.maps, self.advice, self.cards, self.store):
            each.close()

    # Looking

    def _viewer(self) -> Viewer:
        account = self.store.people.current()
        if account is None:
            raise Problem(Code.SIGN_IN_NEEDED)
        return Viewer(account.person, account.actor, self.now())

    def status(self) -> views.Status:
        return self._overview.status()

    def home(self, *, nearest: bool = False) -> views.Home:
        viewer = self._viewer() if self.store.people.current() is not None else None
        return self._overview.home(viewer, tuple(self.drafts()), nearest=nearest)

    def cases(self, lookup: views.Lookup) -> Sequence[views.CaseRow]:
        return self.listed.page(lookup).rows

    def case(self, case_id: str) -> views.CasePage:
        self._pictures.begin_list()
        return self._pages.of(self._acting.record(case_id), self._viewer())

    def outbox(self, *, arrived: bool = False) -> Sequence[views.OutboxRow]:
        person = self.store.people.current_id()
        self._pictures.begin_list()
        rows = self._outbox.of(self.store.outbox.open_of(person))
        rows = tuple(sorted(rows, key=lambda row: row.delivery is not views.Delivery.REFUSED))
        if arrived:
            since = self.store.clock() - ARRIVED_SHOWN_FOR
            rows += self._outbox.of(self.store.outbox.arrived_since(person, since, 50))
        return rows

    def activity(self, *, limit: int = 100) -> Sequence[views.ActivityRow]:
        self._pictures.begin_list()
        return self._overview.activity(self.store.people.current(), limit)

    def drafts(self) -> Sequence[views.DraftView]:
        self._pictures.begin_list()
        return self._writing.all()

    def draft(self, draft_id: str) -> views.DraftView:
        self._pictures.begin_list()
        return self._writing.view(draft_id)

    def categories(self) -> Sequence[views.CategoryRow]:
        return catalogue.category_rows(self.store.catalogues.current())

    def subcategories(self, category: str | None = None, query: str = "") -> Sequence[views.SubcategoryRow]:
        account = self.store.people.current()
        return catalogue.find(
            self.store.catalogues.current(), account.person if account is not None else None,
            built_in_calendar().local_day(self.now()), category=category, query=query,
        )

    def recent_subcategories(self) -> Sequence[views.SubcategoryRow]:
        codes = self.store.outbox.recent_subcategories(self.store.people.current_id(), RECENT)
        return catalogue.rows_of(self.store.catalogues.current(), codes)

    # Writing

    def new_draft(self, kind: Kind = Kind.PROBLEM, campaign: str | None = None) -> views.DraftView:
        return self._writing.begin(kind, campaign)

    def draft_for(self, case_id: str, act: Act) -> views.DraftView:
        """SELF_HANDLED has no case yet: its case id is empty. Raises why it cannot be done now, unless it was begun before."""
        viewer = self._viewer()
        if act in rules.NEW_CASE:
            may(act, viewer.actor, new_facts(Kind.PROBLEM, viewer.person.id))
            return self._writing.begin(Kind.PROBLEM) if act is Act.SUBMIT else self._writing.begin_act("", act, Kind.PROBLEM)
        record = self._acting.record(case_id)
        begun = self.store.drafts.open_for(viewer.person.id, case_id, rules.same_draft(act))
        if begun is None:
            own = self.store.cases.acts(viewer.person.id, case_id)
            facts = rules.predicted(record.view, record.own, own, viewer.actor)
            rules.check_may(act, facts, record.view, viewer.actor, viewer.now)
        return self._writing.begin_act(case_id, act, record.view.kind if record.view is not None else Kind.PROBLEM)

    def save_field(self, draft_id: str, name: str, value: str | float | None) -> views.DraftView:
        return self._writing.save_field(draft_id, name, value)

    def place_by_hand(self, draft_id: str, latitude: float, longitude: float) -> views.DraftView:
        return self._writing.place_by_hand(draft_id, latitude, longitude)

    def note_fix(self, draft_id: str, position: Position) -> views.DraftView:
        return self._writing.note_fix(draft_id, position)

    def check_room(self, photos: int = 1) -> None:
        self.store.files.check_room(photos * PHOTO_BYTES)

    def add_photos(self, draft_id: str, paths: Sequence[Path], *, shot: Shot | None = None,
                   origin: Origin = Origin.FILE, usage: Usage | None = None) -> views.DraftView:
        self._intake.add_files(self._writing.own(draft_id), paths, shot=shot, origin=origin, usage=usage)
        return self.draft(draft_id)

    def add_photo_bytes(self, draft_id: str, data: bytes, *, shot: Shot | None = None,
                        position: Position | None = None, usage: Usage | None = None) -> views.DraftView:
        self._intake.add_bytes(self._writing.own(draft_id), data, shot=shot, position=position, usage=usage)
        return self.draft(draft_id)

    def move_photo(self, draft_id: str, sha256: str, shot: Shot, usage: Usage | None = None) -> views.DraftView:
        self._writing.move_photo(draft_id, sha256, shot, usage)
        return self.draft(draft_id)

    def remove_photo(self, draft_id: str, sha256: str) -> views.DraftView:
        self.store.drafts.remove_photo(self._writing.own(draft_id).id, sha256, self.store.clock())
        return self.draft(draft_id)

    def discard_draft(self, draft_id: str) -> None:
        self.store.drafts.discard(self._writing.own(draft_id).id, self.store.clock())

    def undo_discard(self, draft_id: str) -> views.DraftView:
        return self._writing.undo_discard(draft_id)

    # Doing

    def submit(self, draft_id: str) -> str:
        return self._acting.submit(draft_id, self.now())

    def praise(self, photo: Path | None, text: str) -> str:
        return self._acting.praise(photo, text, self.now())

    def act(self, case_id: str, act: Act) -> str:
        return self._acting.act(case_id, act, self.now())

    def rate(self, case_id: str, level: str, text: str = "") -> str:
        return self._acting.rate(case_id, level, text, self.now())

    # Needs attention

    def retry(self, mutation_id: str) -> None:
        self.store.outbox.retry(self._acting.own_act(mutation_id))

    def edit_again(self, mutation_id: str) -> views.DraftView:
        return self.draft(begin_again(self.store, self._acting.own_act(mutation_id)))

    def set_aside(self, mutation_id: str) -> None:
        self._acting.set_aside(mutation_id)

    def mark_read(self, notice_id: str) -> None:
        self.store.feed.mark_read(self.store.people.current_id(), notice_id, self.store.clock())

    def kept_aside(self) -> Sequence[views.KeptAside]:
        return kept_aside(self.store)

    def kept_aside_seen(self) -> None:
        self.store.quarantine.mark_seen(self.store.clock())

    # Files

    def list_folder(self, folder: Path, *, offset: int = 0, limit: int = 60) -> Sequence[views.PickRow]:
        return self._picking.page(folder, offset, limit)

    photo_folders = staticmethod(photo_folders)

    # Setting up

    def setting(self, name: str) -> str | None:
        return self.store.settings.get(name)

    def set_setting(self, name: str, value: str | None) -> None:
        self.store.settings.put(name, value)

    def now(self) -> datetime:
        """The hub's time as far as the difference has been measured: deadlines are the hub's."""
        clock = self.store.settings.clock()
        return self.store.clock() + timedelta(seconds=clock.offset_s if clock is not None else 0.0)
