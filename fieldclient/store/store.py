"""The store: everything this device remembers, composed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fieldclient.store.activity import ActivityKept
from fieldclient.store.adoption import Adoption
from fieldclient.store.areas import Areas
from fieldclient.store.bundles import Bundles
from fieldclient.store.card_files import CardFiles
from fieldclient.store.carrying import Carrying
from fieldclient.store.case_map import CaseMap
from fieldclient.store.cases import Cases
from fieldclient.store.catalogues import Catalogues
from fieldclient.store.clearing import Clearing
from fieldclient.store.database import Database, broken_mark
from fieldclient.store.disk import Disk, told
from fieldclient.store.downloads import Downloads
from fieldclient.store.drafts import Drafts
from fieldclient.store.feed import Feed
from fieldclient.store.lock import DataLock
from fieldclient.store.looks import Looks
from fieldclient.store.lost_files import LostFiles
from fieldclient.store.marks import Marks
from fieldclient.store.media_files import RESERVE_BYTES, MediaFiles
from fieldclient.store.media_rows import MediaRows
from fieldclient.store.migrations import check_not_newer, migrate
from fieldclient.store.nearby import Nearby
from fieldclient.store.outbox import Outbox
from fieldclient.store.patrols import Patrols
from fieldclient.store.people import NOBODY, Account, People
from fieldclient.store.previews import Previews
from fieldclient.store.quarantine import Quarantine
from fieldclient.store.queue import PersonQueue
from fieldclient.store.recovery import recover, replace_if_broken, taken_over
from fieldclient.store.renewing import renew
from fieldclient.store.salvage import salvage
from fieldclient.store.settings import Settings
from fieldclient.store.statistics import Statistics
from fieldclient.store.sweep import Found, Sweep
from fieldclient.store.tile_sets import TileSets
from fieldclient.store.times import utc_now
from fieldclient.store.uploads import Uploads
from sync.engine.device import DeviceQueue
from sync.protocol.people import Session
from sync.protocol.problems import Problem

DATABASE_NAME = "store.sqlite3"
MALFORMED = "malformed"  # the reason under which a whole database stands in quarantine


class Store:
    """One data folder.

    Opened for writing it holds the folder's lock (STORE_BUSY), brings the tables up to date (STORE_NEWER) and puts right what
    a power cut left. `read_only` is for tools: no lock, no change, and it works while the app runs. May be used from any
    thread; every method is durable when it returns.
    """

    def __init__(
        self, folder: Path, *, clock: Callable[[], datetime] = utc_now, disk: Disk | None = None, read_only: bool = False,
        reserve_bytes: int = RESERVE_BYTES,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.files = MediaFiles(folder, disk, reserve_bytes=reserve_bytes)
        self._lock: DataLock | None = None
        self._read_only = read_only
        self._path = folder / DATABASE_NAME
        self._compose()
        if read_only:
            return
        self._take_hold()
        try:
            read = check_not_newer(self._path)
            self._begin(replace_if_broken(self._path, self.files, clock(), read=read))
        except BaseException:
            self.close()
            raise

    def _take_hold(self) -> None:
        try:
            self.files.disk.make_folder(self.folder)
            self._lock = DataLock(self.folder)
            self.files.make_folders()
        except OSError as cause:
            raise told(cause) from cause
        except BaseException:
            if self._lock is not None:
                self._lock.release()
            raise

    def _begin(self, moved_aside: Path | None) -> None:
        """Bring the tables up to date and put right what a power cut left. Damage that shows only now is met in the same way
        as damage that showed before, once."""
        self._compose()
        try:
            migrate(self.database)
            if moved_aside is not None:
                salvage(moved_aside, self.database, self.adoption, self.uploads, self.cases)
                self.quarantine.note("database", moved_aside.name, MALFORMED, self.clock())
                taken_over(self._path, self.files)
            self.settings.device_id()
            recover(self.outbox, self.adoption, self.downloads)
        except Problem:
            if moved_aside is not None or not broken_mark(self._path).exists():
                raise
            self.database.close()
            found = replace_if_broken(self._path, self.files, self.clock())
            if found is None:
                raise
            self._begin(found)

    def _compose(self) -> None:
        self.database = database = Database(self._path, read_only=self._read_only)
        self.quarantine = Quarantine(database)
        self.settings = Settings(database)
        self.people = People(database, self.settings)
        self.catalogues = Catalogues(database, self.quarantine)
        self.media = MediaRows(database, self.files, self.quarantine)
        self.previews = Previews(database, self.media)
        self.areas = Areas(database)
        self.looks = Looks(database)
        self.clearing = Clearing(database, self.media)
        self.nearby = Nearby(database)
        self.drafts = Drafts(database)
        self.card_files = CardFiles(database)
        self.patrols = Patrols(database)
        self.cases = Cases(database, self.people, self.quarantine)
        self.uploads = Uploads(database, self.media, self.cases)
        self.outbox = Outbox(database, self.settings, self.drafts, self.uploads, self.cases, self.quarantine)
        self.marks = Marks(database, self.settings)
        self.downloads = Downloads(database, self.media)
        self.tile_sets, self.case_map = TileSets(database, self.folder), CaseMap(database, self.cases.lists)
        lost = LostFiles(database, self.settings, self.uploads)
        self.feed = Feed(database, self.people, self.cases, self.drafts, self.outbox, lost)
        self.activity = ActivityKept(database, self.settings)
        self.statistics = Statistics(database)
        self.bundles = Bundles(database, self.folder, self.files.disk)
        self.adoption = Adoption(
            database, self.files, self.media, self.drafts, self.people, self.quarantine, self.clock
        )

    def signed_in(self, session: Session) -> Account:
        """Work for this person from now on; what was written before anybody signed in becomes theirs."""
        with self.database.change():
            before = self.people.account(session.person.id)
            account = self.people.signed_in(session, self.clock())
            self.drafts.adopt(NOBODY, account.person.id)
            self.card_files.adopt(NOBODY, account.person.id)
            self.patrols.adopt(NOBODY, account.person.id, self.clock())
            if before is not None and (before.person, before.hub_id) != (account.person, account.hub_id):
                self.cases.refresh_all(account.person.id)
        self.cases.lists.forget()  # another hub's cases may have changed hands
        return account

    def work_for(self, person: str) -> None:
        """Somebody who signed in here before works again, e.g. by their PIN. What nobody's session began is theirs."""
        with self.database.change():
            self.people.work_for(person)
            self.drafts.adopt(NOBODY, person)
            self.card_files.adopt(NOBODY, person)
            self.patrols.adopt(NOBODY, person, self.clock())

    def signed_out(self) -> None:
        self.people.signed_out()

    def queue(self, person: str | None = None) -> DeviceQueue:
        """The sync engine's port for this person; None: whoever is signed in now."""
        return PersonQueue(
            self.people.current_id() if person is None else person, self.people, self.outbox, self.uploads, self.downloads,
            self.feed, self.catalogues, self.media, self.previews, self.settings, self.clock,
            Carrying(self.database, self.outbox, self.uploads), self.marks, self.activity,
        )

    def sweep(self, should_stop: Callable[[], bool] = lambda: False) -> Counter[Found]:
        """The slow look at everything, when nobody waits; from any thread but the window's."""
        renew(self.database, self.cases, should_stop)
        sweep = Sweep(self.database, self.files, self.media, self.downloads, self.adoption, self.clock)
        self.previews.tidy()
        return sweep.run(should_stop)

    def close(self) -> None:
        """Harmless a second time."""
        self.database.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
