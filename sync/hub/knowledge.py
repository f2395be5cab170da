"""Keeps the World: loads it from the database, holds it in memory, and notices when another process changed it."""

from __future__ import annotations

import secrets
import threading
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update

from sync.hub import clocks, sight
from sync.hub.accounts import Accounts
from sync.hub.db import case_rows, feed_rows, tables
from sync.hub.db.database import bump, get_meta, hold, peek, set_meta
from sync.hub.db.feed_rows import ChangeKind
from sync.hub.db.quick import Quick
from sync.hub.db.upsert import put
from sync.hub.desk import Desk
from sync.hub.locks import hold_cases
from sync.hub.seed import Seed, check_seed
from sync.hub.world import Jurisdiction, PersonRow, Settings, World
from sync.protocol.catalogue import Catalogue, decode_catalogue
from sync.protocol.lifecycle import ENDED, Stage
from sync.protocol.problems import Code, Problem
from sync.protocol.workcalendar import Calendar, CalendarBook, WorkPolicy, decode_calendar_year

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
_REVISION = "world"
_DOCUMENT = Quick(select(tables.documents.c.body).where(tables.documents.c.key == bindparam("of")))
_EMPTY = Settings(jurisdiction=Jurisdiction(adcode="000000", name=""), name="")


class LoadReport(msgspec.Struct, frozen=True, kw_only=True):
    """What loading a seed did, in numbers of people."""

    added: int
    updated: int
    retired: int  # no longer in the seed: kept, because their acts are, but they cannot sign in
    recomputed: int  # open cases whose deadlines moved because the working hours or the calendar changed


class Knowledge:
    """One per process. `get` costs one small query when nothing has changed."""

    def __init__(self, resources: Path = RESOURCES) -> None:
        self._resources = resources
        self._held: World | None = None
        self._lock = threading.Lock()

    def get(self, connection: Connection) -> World:
        revision = peek(connection, _REVISION)
        held = self._held
        if held is not None and held.revision == revision:
            return held
        with self._lock:
            loaded = _load(connection, revision)
            while (seen := peek(connection, _REVISION)) != loaded.revision:  # saved by another in the middle of reading
                loaded = _load(connection, seen)
            self._held = loaded
            return loaded

    def prepare(self, connection: Connection) -> None:
        """On a fresh data folder: the catalogue and the calendar that ship with the product."""
        if _document(connection, "catalogue") is None:
            _save_document(connection, "catalogue", self.shipped_catalogue().decode())
        if _document(connection, "calendar") is None:
            _save_document(connection, "calendar", case_rows.text(self._book(WorkPolicy())))
        if peek(connection, _REVISION) == 0:
            bump(connection, _REVISION)

    def shipped_catalogue(self) -> bytes:
        """The newest of `resources/catalogue/catalogue-v*.json`."""
        found = sorted(
            (self._resources / "catalogue").glob("catalogue-v*.json"), key=lambda path: int(path.stem.split("-v")[1])
        )
        if not found:
            raise Problem(Code.CATALOGUE_INVALID, field="file")
        return found[-1].read_bytes()

    def _book(self, hours: WorkPolicy) -> CalendarBook:
        folder = self._resources / "calendar"
        years = tuple(decode_calendar_year(path.read_bytes()) for path in sorted(folder.glob("*.json")))
        return CalendarBook(policy=hours, years=years)

    def save_seed(self, connection: Connection, seed: Seed, accounts: Accounts, at: datetime) -> LoadReport:
        """Take over a seed. People are added and updated, never deleted; a repeat changes nothing."""
        check_seed(seed, self.get(connection).catalogue)
        revision = bump(connection, _REVISION)  # first: another who saves waits here
        _save_document(connection, "settings", case_rows.text(seed.settings()))
        _save_document(connection, "calendar", case_rows.text(self._book(seed.working_hours)))
        added, updated, retired = _save_people(connection, seed, accounts, at)
        # Not by `get`: what may still be rolled back must not stay in memory under a number that is then given again.
        recomputed = recompute_deadlines(connection, _load(connection, revision), at)
        return LoadReport(added=added, updated=updated, retired=retired, recomputed=recomputed)

    def save_catalogue(self, connection: Connection, raw: bytes, at: datetime) -> Catalogue:
        """Another catalogue from now on; every device is told. Raises CATALOGUE_INVALID."""
        catalogue = decode_catalogue(raw)
        bump(connection, _REVISION)
        _save_document(connection, "catalogue", raw.decode())
        feed_rows.add_change(connection, at, ChangeKind.RULES, str(catalogue.version), [sight.EVERYBODY])
        return catalogue


def recompute_deadlines(connection: Connection, world: World, at: datetime) -> int:
    """When the calendar is another than the last time: count the open clocks again. How many cases changed."""
    fingerprint = world.calendar.fingerprint()
    if get_meta(connection, "calendar") == fingerprint:
        return 0
    hold(connection, ["calendar"])
    if get_meta(connection, "calendar") == fingerprint:
        return 0  # another hub did it while this one waited
    set_meta(connection, "calendar", fingerprint)
    stages = [stage.value for stage in Stage if stage not in ENDED]
    changed, desk = 0, Desk(connection, world, at)
    open_now = sorted(case.id for case in case_rows.list_cases(connection, stages, None, 1_000_000))
    hold_cases(connection, open_now)
    for case_id in open_now:
        case = desk.case(case_id)
        if case is not None and clocks.recompute(case, world):
            desk.save(case)
            changed += 1
    return changed


def _load(connection: Connection, revision: int) -> World:
    settings, catalogue = _document(connection, "settings"), _document(connection, "catalogue")
    calendar = _document(connection, "calendar") or "{}"
    row = tables.people
    people = [
        (msgspec.json.decode(body, type=PersonRow), active)
        for body, active in connection.execute(select(row.c.body, row.c.active))
    ]
    return World(
        revision=revision,
        settings=msgspec.json.decode(settings, type=Settings) if settings else _EMPTY,
        names={person.id: person.name for person, _ in people},
        people={person.id: msgspec.structs.replace(person, active=bool(active)) for person, active in people},
        catalogue=decode_catalogue((catalogue or "").encode()),
        calendar=Calendar.of(msgspec.json.decode(calendar, type=CalendarBook)),
    )


def catalogue_bytes(connection: Connection) -> bytes:
    return (_document(connection, "catalogue") or "").encode()


def _document(connection: Connection, key: str) -> str | None:
    body: str | None = _DOCUMENT.value(connection, of=key)
    return body


def _save_document(connection: Connection, key: str, body: str) -> None:
    put(connection, tables.documents, {"key": key}, {"body": body})


def _save_people(connection: Connection, seed: Seed, accounts: Accounts, at: datetime) -> tuple[int, int, int]:
    row = tables.people
    known = {found.id: found for found in connection.execute(select(row))}
    added = updated = retired = 0
    for told, person in zip(seed.people, seed.person_rows(), strict=True):
        before = known.pop(person.id, None)
        password = _password(told.password, before.password if before else None, accounts)
        values = {"login": person.login, "password": password, "active": True, "body": case_rows.text(person)}
        if before is None:
            connection.execute(insert(row).values(id=person.id, **values))
            added += 1
            continue
        if password != before.password:
            accounts.revoke(connection, person.id, at)
        if (before.login, before.password, bool(before.active), before.body) != tuple(values.values()):
            connection.execute(update(row).where(row.c.id == person.id).values(values))
            updated += 1
    for gone in known.values():
        if gone.active:
            connection.execute(update(row).where(row.c.id == gone.id).values(active=False))
            accounts.revoke(connection, gone.id, at)
            retired += 1
    return added, updated, retired


def _password(told: str | None, before: str | None, accounts: Accounts) -> str:
    """The hash to keep. The same password keeps its hash, so that loading again signs nobody out."""
    if told is None:
        # An account that nobody can sign in to until a seed gives it a password.
        return before or accounts.hash(secrets.token_urlsafe(32))
    if before is not None and accounts.fits(told, before):
        return before
    return accounts.hash(told)
