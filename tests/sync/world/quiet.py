"""A good line and nothing new: in the end everything has arrived and all tell the same."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from fieldclient.work import views
from tests.sync.world.laws import need
from tests.sync.world.laws_after_quiet import BETWEEN, copies_are_let_go

if TYPE_CHECKING:
    from tests.sync.world.device import SimDevice
    from tests.sync.world.world import World

MOST_ROUNDS = 40
ROUND_S = 1800  # twenty hours of a good line for everything to arrive


def quiet(world: World) -> None:
    """The line is good, everybody is there, nothing new happens: in the end all tell the same."""
    world.hub.start()
    world.deliver(float("inf"))
    for _ in range(MOST_ROUNDS):
        world.clock.go(ROUND_S)
        if not _round(world):
            break
    else:
        need(False, "after good days nothing waits", "something still moves after twenty hours of a good line")
    for device in world.devices:
        for login in _people_of(world, device):
            _here(world, device, login)
            for law in BETWEEN:
                law(world, device)
        copies_are_let_go(world, device)
    world.ledger.look_again()
    world.look()


def _round(world: World) -> bool:
    """Everybody syncs once. True when something moved."""
    moved = False
    for device in world.devices:
        for login in _people_of(world, device):
            _here(world, device, login)
            _decide(device)
            device.sync(world.chance)
            assert device.last is not None
            if device.needs_sign_in:
                device.sign_in(login)
                device.sync(world.chance)
            moved |= not device.last.moved_nothing or device.last.problem is not None
            moved |= bool(device.last.next_try_at)
    return moved


def _here(world: World, device: SimDevice, login: str) -> None:
    world.ids.clock = device.clock
    if device.person != login or login not in device.tokens:
        need(device.comes_back(login) or device.sign_in(login), "the world", f"{login} cannot sign in on {device.tablet.name}")


def _people_of(world: World, device: SimDevice) -> list[str]:
    """Those who have ever signed in here."""
    world.ids.clock = device.clock
    rows = device.desk.store.database.read("SELECT id FROM people ORDER BY id")
    return [row["id"] for row in rows if "\n" not in row["id"]] or [device.tablet.people[0]]


def _decide(device: SimDevice) -> None:
    """Files that a proxy turned down go again when the person asks for it. An act that the hub refused stays where it is,
    unless later ones on its case wait behind it: then it is put aside."""
    rows = device.desk.outbox()
    waiting = Counter(row.case_id for row in rows if row.delivery is not views.Delivery.REFUSED)
    for row in rows:
        if row.delivery is views.Delivery.REFUSED and row.record_arrived:
            device.desk.retry(row.mutation_id)
        elif row.delivery is views.Delivery.REFUSED and waiting[row.case_id]:
            device.desk.set_aside(row.mutation_id)


def mark_of(world: World) -> str:
    """Everything that counts, as one hash."""
    found = hashlib.sha256()
    tables = ("mutations", "cases", "steps", "case_media", "changes", "notices", "blobs")
    for table in tables:
        for row in world.hub.rows(f"SELECT * FROM {table} ORDER BY 1, 2"):
            found.update(repr(tuple(row)).encode())
    for device in world.devices:
        for table in ("mutations", "cases", "uploads", "media", "notices"):
            for line in device.desk.store.database.read(f"SELECT * FROM {table} ORDER BY 1, 2, 3"):
                found.update(repr(tuple(line)).encode())
    return found.hexdigest()
