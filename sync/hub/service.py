"""The hub as one object: everything that the HTTP side, the operator's commands and tests ask of it.

`HubService` answers for a known caller; `LocalHub` puts it behind `sync.protocol.hub.Hub` in the same process.
Whatever a method has returned from is durable.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from argon2 import PasswordHasher
from sqlalchemy import Connection

from sync.hub import feed, publish, push, recount, tick
from sync.hub.accounts import Accounts, GuessBrake
from sync.hub.bell import Bell
from sync.hub.db import feed_rows
from sync.hub.db.database import Database, get_meta, set_meta
from sync.hub.files import MediaFiles
from sync.hub.knowledge import Knowledge, LoadReport, catalogue_bytes, recompute_deadlines
from sync.hub.media import Media, MediaLimits, Opened
from sync.hub.seed import Seed, check_seed, read_seed
from sync.hub.world import PersonRow, World
from sync.protocol.feed import Page
from sync.protocol.ids import new_id
from sync.protocol.mutations import MediaReceipt, PushReply
from sync.protocol.people import HubInfo, Session, SignIn
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed
from sync.protocol.wire import WIRE, WIRE_OLDEST

Clock = Callable[[], datetime]
MAX_WAIT_S = 30.0
T = TypeVar("T")


def utc_now() -> datetime:
    return datetime.now(UTC)


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, from which device."""

    person: PersonRow
    device: str


class HubService:
    """One data folder. Safe to call from many threads; other processes may work on the same folder."""

    def __init__(
        self, folder: Path, clock: Clock = utc_now, *, hasher: PasswordHasher | None = None,
        brake: GuessBrake | None = None, limits: MediaLimits | None = None,
    ) -> None:
        self.clock = clock
        self.bell = Bell()
        self.database = Database(folder)
        self.files = MediaFiles(folder)
        self.accounts = Accounts(hasher, brake)
        self.knowledge = Knowledge()
        self.media = Media(self.database, self.files, self.knowledge.get, clock, limits or MediaLimits())
        self._signing_in = threading.Lock()
        self._last_seq = -1
        self._prepare()

    def _prepare(self) -> None:
        with self.database.write() as connection:
            for key in ("hub_id", "epoch"):
                if get_meta(connection, key) is None:
                    set_meta(connection, key, new_id())
            self.knowledge.prepare(connection)
            recompute_deadlines(connection, self.knowledge.get(connection), self.clock())
            self.hub_id = get_meta(connection, "hub_id") or ""

    def close(self) -> None:
        self.bell.ring()
        self.database.close()

    # What it knows

    def world(self) -> World:
        with self.database.read() as connection:
            return self.knowledge.get(connection)

    def load_seed(self, source: Path | Seed) -> LoadReport:
        """Take over a seed; again and again is harmless. Raises Problem(SEED_INVALID, field) and changes nothing."""
        seed = source if isinstance(source, Seed) else read_seed(source)
        with self.database.write() as connection:
            check_seed(seed, self.knowledge.get(connection).catalogue)
            report = self.knowledge.save_seed(connection, seed, self.accounts, self.clock())
        self.bell.ring()
        return report

    def load_catalogue(self, raw: bytes) -> int:
        """Another catalogue from now on; its version."""
        with self.database.write() as connection:
            catalogue = self.knowledge.save_catalogue(connection, raw, self.clock())
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
            catalogue_version=world.catalogue.version, jurisdiction=world.settings.jurisdiction.adcode,
        )

    # Who asks

    def sign_in(self, request: SignIn) -> Session:
        """One password at a time: hashing is slow on purpose, and guesses must not overtake the brake."""
        if not request.device_id or len(request.device_id) > 64:
            raise Problem(Code.BODY_INVALID, field="device_id")
        now = self.clock()
        with self._signing_in:
            with self.database.read() as connection:
                self.accounts.check_brake(connection, request.login, now)
                person = self.accounts.check_password(connection, request.login, request.password)
            with self.database.write() as connection:
                if person is None:
                    self.accounts.note_failure(connection, request.login, now)
                else:
                    self.accounts.forgive(connection, request.login)
                    token, expires_at = self.accounts.new_token(
                        connection, person, request.device_id, request.device_name, now
                    )
        if person is None:
            raise Problem(Code.SIGN_IN_WRONG)
        world = self.world()
        return Session(
            token=token, person=world.person(world.people[person]), expires_at=expires_at, hub_time=now,
            hub_id=self.hub_id,
        )

    def sign_out(self, token: str) -> None:
        with self.database.write() as connection:
            self.accounts.sign_out(connection, token, self.clock())

    def caller(self, token: str | None, device: str | None = None) -> Caller:
        """Who holds this token. FORBIDDEN when it comes from another device than the one it was given to."""
        now = self.clock()
        with self.database.read() as connection:
            found = self.accounts.find_token(connection, token, now)
            person = self.knowledge.get(connection).people.get(found.person)
        if person is None or not person.active:
            raise Problem(Code.SIGN_IN_EXPIRED)
        if device is not None and device != found.device:
            raise Problem(Code.FORBIDDEN)
        if token is not None and self.accounts.is_stale(found, now):
            with self.database.write() as connection:
                self.accounts.note_use(connection, token, now)
        return Caller(person=person, device=found.device)

    # Mutations and changes

    def push(self, caller: Caller, batch: Sequence[Sealed]) -> PushReply:
        now = self.clock()
        with self.database.write() as connection:
            world = self.knowledge.get(connection)
            receipts = push.take(connection, world, now, caller.person, caller.device, batch)
        self.bell.ring()
        return PushReply(receipts=tuple(receipts), hub_time=now)

    def pull(self, caller: Caller, cursor: str | None, limit: int = 200) -> Page:
        """What there is now; waiting is done by whoever asks, with `bell`."""
        with self.database.read() as connection:
            world = self.knowledge.get(connection)
            person = world.people.get(caller.person.id)
            if person is None or not person.active:
                raise Problem(Code.SIGN_IN_EXPIRED)
            return feed.page(connection, world, person, cursor, limit, self.clock())

    def notice_others(self) -> bool:
        """Ring when another process wrote to the feed since the last look; called twice a second by the server."""
        with self.database.read() as connection:
            seq = feed_rows.newest(connection)
        moved, self._last_seq = seq != self._last_seq, seq
        if moved:
            self.bell.ring()
        return moved

    # Files

    def upload(
        self, caller: Caller, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes
    ) -> MediaReceipt:
        receipt = self.media.upload(caller.person, caller.device, sha256, size_bytes, mime, offset_bytes, data)
        if receipt.complete:
            self.bell.ring()
        return receipt

    def media_state(self, caller: Caller, sha256: str, size_bytes: int) -> MediaReceipt:
        receipt = self.media.state(caller.person, sha256, size_bytes)
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
            looked_at=len(looked), published=published, uploads_dropped=self.media.drop_stale(now),
            changes_cleared=self._write(lambda connection, world: tick.clear_feed(connection, now)),
            recomputed=self._write(lambda connection, world: recompute_deadlines(connection, world, now)),
        )
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
        with self.database.write() as connection:
            return work(connection, self.knowledge.get(connection))


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

    def _caller(self) -> Caller:
        return self._service.caller(self.token)
