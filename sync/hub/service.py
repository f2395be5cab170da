"""The hub as one object: everything that the HTTP side, the operator's commands and tests ask of it.

`HubService` answers for a known caller; `LocalHub` puts it behind `sync.protocol.hub.Hub` in the same process.
Whatever a method has returned from is durable.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from argon2 import PasswordHasher
from sqlalchemy import Connection

from sync.hub import feed, feed_home, feed_watch, points_book, publish, push, recount, tick, tus_headers
from sync.hub.accounts import Accounts, GuessBrake
from sync.hub.activity import Activities
from sync.hub.admission import Admission
from sync.hub.admission import Caller as Caller
from sync.hub.bell import Bell
from sync.hub.bundles import Bundles
from sync.hub.carried import Carried
from sync.hub.db import tables
from sync.hub.db.database import Database, get_meta, hold, set_meta
from sync.hub.db.upsert import add_if_new
from sync.hub.feed_watch import FeedWatch, HubState
from sync.hub.files import MediaFiles
from sync.hub.knowledge import Knowledge, LoadReport, catalogue_bytes, recompute_deadlines
from sync.hub.media import Media, MediaLimits, Opened
from sync.hub.seed import Seed, read_seed
from sync.hub.setup_key import SetupKey
from sync.hub.tiles import TilePackages
from sync.hub.tus import Tus
from sync.hub.world import World
from sync.protocol import activity, columns, marks, stream
from sync.protocol.feed import CONTACTS, SHOWS, Page
from sync.protocol.identity import DeviceList
from sync.protocol.ids import new_id
from sync.protocol.mutations import FEATURE as BULK
from sync.protocol.mutations import MediaReceipt, PushReply
from sync.protocol.people import HubInfo, Session, SignIn
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed
from sync.protocol.tiles import FEATURE as TILES
from sync.protocol.wire import WIRE, WIRE_OLDEST

Clock = Callable[[], datetime]
MAX_WAIT_S = 30.0
FEATURES = ("keys", "signed", "bundle1", stream.FEATURE, tus_headers.FEATURE, BULK, columns.FEATURE, CONTACTS, SHOWS,
            activity.FEATURE, TILES, marks.FEATURE)  # beyond the oldest
T = TypeVar("T")


def utc_now() -> datetime:
    return datetime.now(UTC)


class HubService:
    """One data folder. Safe to call from many threads; other processes may work on the same folder."""

    def __init__(
        self, folder: Path, clock: Clock = utc_now, *, hasher: PasswordHasher | None = None,
        brake: GuessBrake | None = None, limits: MediaLimits | None = None, database_url: str | None = None,
    ) -> None:
        self.clock = clock
        self.bell = Bell()
        self.database = Database(folder, database_url)
        self.files = MediaFiles(folder)
        self.accounts, self.knowledge = Accounts(hasher, brake), Knowledge()
        self.admission = Admission(self.database, self.knowledge, self.accounts, clock, lambda: self.hub_id)
        self.media = Media(self.database, self.files, self.knowledge.get, clock, limits or MediaLimits())
        self.tus = Tus(self.database, self.files, self.media.arrivals, self.media.allowance, clock)
        self.bundles, self.setup_key = Bundles(self), SetupKey(self.database)
        self.carried, self.tiles = Carried(folder, self.bundles), TilePackages(folder)
        self.activities = Activities(self.database, self.knowledge, clock)
        self._watch = FeedWatch(self.database, self.bell)
        self.hub_id = self.database.run(self._prepare)

    def _prepare(self, connection: Connection) -> str:
        hold(connection, ["upgrade"])  # hubs that are started together
        for key in ("hub_id", "epoch"):
            add_if_new(connection, tables.meta, {"key": key, "value": new_id()})
        feed_home.settle(connection)
        self.knowledge.prepare(connection)
        recompute_deadlines(connection, self.knowledge.get(connection), self.clock())
        return get_meta(connection, "hub_id") or ""

    def close(self) -> None:
        self.bell.ring()
        self.note_uploads(everything=True)
        self.database.close()

    def note_uploads(self, *, everything: bool = False) -> None:
        """Tell the database how far unfinished files are; called twice a second by the server."""
        self.media.note_due(everything=everything)
        self.tus.note_due(everything=everything)

    # What it knows

    def world(self) -> World:
        with self.database.read() as connection:
            return self.knowledge.get(connection)

    def load_seed(self, source: Path | Seed) -> LoadReport:
        """Take over a seed; again and again is harmless. Raises Problem(SEED_INVALID, field) and changes nothing."""
        seed = source if isinstance(source, Seed) else read_seed(source)
        report = self.database.run(lambda one: self.knowledge.save_seed(one, seed, self.accounts, self.clock()))
        self.bell.ring()
        return report

    def load_catalogue(self, raw: bytes) -> int:
        """Another catalogue from now on; its version."""
        catalogue = self.database.run(lambda one: self.knowledge.save_catalogue(one, raw, self.clock()))
        self.bell.ring()
        return catalogue.version

    def start_new_epoch(self) -> int:
        """After a backup was put back: all cursors are outdated; files that the disk lacks are asked for again: how many."""
        lost = recount.forget_lost(self.database, self.files, self.knowledge.get, self.clock())
        with self.database.write() as connection:
            set_meta(connection, "epoch", new_id())
        self.bell.ring()
        return lost

    def catalogue(self) -> bytes:
        with self.database.read() as connection:
            return catalogue_bytes(connection)

    def hello(self) -> HubInfo:
        world = self.world()
        return HubInfo(
            hub_id=self.hub_id, name=world.settings.name, wire=WIRE, wire_oldest=WIRE_OLDEST, hub_time=self.clock(),
            catalogue_version=world.catalogue.version, jurisdiction=world.settings.jurisdiction.adcode, features=FEATURES,
            bundle_key=self.bundles.public_key(), setup_key=self.setup_key.public(),
        )

    # Who asks

    def sign_in(self, request: SignIn) -> Session:
        return self.admission.sign_in(request)

    def sign_out(self, token: str) -> None:
        self.admission.sign_out(token)

    def caller(self, token: str | None, device: str | None = None) -> Caller:
        """Who holds this token. FORBIDDEN when it comes from another device than the one it was given to."""
        return self.admission.caller(token, device)

    def end_device(self, person: str, device: str, lost_since: datetime | None = None) -> None:
        """Sign a device out from afar; whoever waits there hears it at once."""
        self.admission.end_device(person, device, lost_since)
        self.bell.ring()

    # Mutations and changes

    def push(self, caller: Caller, batch: Sequence[Sealed]) -> PushReply:
        now, verdicts = self.clock(), self.admission.judge(caller, batch)
        receipts = self._write(
            lambda one, world: push.take(one, world, now, caller.person, caller.device, batch, verdicts)
        )
        self.bell.ring()
        return PushReply(receipts=tuple(receipts), hub_time=now)

    def pull(self, caller: Caller, cursor: str | None, limit: int = 200) -> Page:
        """What there is now; waiting is done by whoever asks, with `bell`."""
        with self.database.read() as connection:
            world = self.knowledge.get(connection)
            person = world.people.get(caller.person.id)
            if person is None or not person.active:
                raise Problem(Code.SIGN_IN_EXPIRED)
            self.admission.check(connection, caller)
            return feed.page(connection, world, person, cursor, limit, self.clock())

    def notice_others(self) -> bool:
        """Ring when another process wrote to the feed since the last look; called every `database.look_s` by the server."""
        return self._watch.look()

    def state(self) -> HubState:
        with self.database.read() as connection:
            return feed_watch.state(connection, self.clock())

    # Files

    def upload(
        self, caller: Caller, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes
    ) -> MediaReceipt:
        person = self.admission.for_whom(caller, sha256)
        receipt = self.media.upload(person, caller.device, sha256, size_bytes, mime, offset_bytes, data)
        if receipt.complete:
            self.bell.ring()
        return receipt

    def media_state(self, caller: Caller, sha256: str, size_bytes: int) -> MediaReceipt:
        receipt = self.media.state(self.admission.for_whom(caller, sha256), sha256, size_bytes)
        if receipt.complete:
            self.bell.ring()  # a case that waited for the file may have gone on
        return receipt

    def open_media(self, caller: Caller, sha256: str, offset_bytes: int = 0) -> Opened:
        return self.media.open(caller.person, sha256, offset_bytes)

    # Time

    def tick(self, now: datetime | None = None) -> tick.Ticked:
        """Do what time alone brings about (domain 5.5). Called every few seconds by the server, or by an operator."""
        now = now or self.clock()
        looked: list[str] = []
        published = 0
        while True:
            ids = self._write(lambda connection, world: tick.look(connection, world, now))
            published += sum(self._publish(case_id, now) for case_id in ids)
            looked += ids
            if len(ids) < tick.AT_ONCE:
                break
        report = tick.Ticked(
            looked_at=len(looked), published=published,
            uploads_dropped=self.media.drop_stale(now) + self.tus.expire(now) + self.carried.drop_stale(now),
            changes_cleared=self._write(lambda connection, world: tick.clear_feed(connection, now)),
            recomputed=self._write(lambda connection, world: recompute_deadlines(connection, world, now)),
        )
        for _ in range(points_book.ROUNDS):
            if self._write(lambda connection, world: points_book.keep(connection, world, now)) < points_book.AT_ONCE:
                break
        if looked or report.recomputed:
            self.bell.ring()
        return report

    def _publish(self, case_id: str, now: datetime) -> int:
        with self.database.read() as connection:
            world = self.knowledge.get(connection)
            dossier = publish.due(connection, world, case_id)
        if dossier is None:
            return 0
        return int(publish.publish(self.database, self.files, world, dossier, now))

    def _write(self, work: Callable[[Connection, World], T]) -> T:
        return self.database.run(lambda connection: work(connection, self.knowledge.get(connection)))


class LocalHub:
    """`sync.protocol.hub.Hub` in process, for one device: what HTTP adds is left out, what it must keep is here."""

    def __init__(self, service: HubService, token: str | None = None) -> None:
        self._service = service
        self.token = token

    def hello(self) -> HubInfo:
        return self._service.hello()

    def sign_in(self, request: SignIn) -> Session:
        session = self._service.sign_in(request)
        self.token = session.token
        return session

    def sign_out(self) -> None:
        if self.token is not None:
            self._service.sign_out(self.token)
        self.token = None

    def devices(self) -> DeviceList:
        return self._service.admission.devices(self._caller())

    def end_device(self, device: str, lost_since: datetime | None = None) -> DeviceList:
        self._service.end_device(self._caller().person.id, device, lost_since)
        return self.devices()

    def push(self, batch: Sequence[Sealed]) -> PushReply:
        return self._service.push(self._caller(), batch)

    def pull(self, cursor: str | None, *, limit: int = 200, wait_s: float = 0.0) -> Page:
        caller, bell = self._caller(), self._service.bell
        until = time.monotonic() + min(wait_s, MAX_WAIT_S)
        while True:
            seen = bell.rung
            page = self._service.pull(caller, cursor, limit)
            left_s = until - time.monotonic()
            if page.changes or page.snapshot or left_s <= 0 or not bell.wait(seen, left_s):
                return page

    def media_state(self, sha256: str, size_bytes: int) -> MediaReceipt:
        return self._service.media_state(self._caller(), sha256, size_bytes)

    def upload(self, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes) -> MediaReceipt:
        return self._service.upload(self._caller(), sha256, size_bytes, mime, offset_bytes, data)

    def download(self, sha256: str, *, offset_bytes: int = 0) -> Iterator[bytes]:
        return self._service.open_media(self._caller(), sha256, offset_bytes).pieces

    def catalogue(self) -> bytes:
        self._caller()
        return self._service.catalogue()

    def activity(self, told: activity.Told) -> activity.Activity:
        return self._service.activities.answer(self._caller().person, told)

    def _caller(self) -> Caller:
        return self._service.caller(self.token)
