"""One tablet of the world: the production desk on a folder of its own, its people, its power and its back-ups."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fieldclient.work import open_desk
from fieldclient.work.real_desk import RealDesk
from sync.engine.clock import ClockKeeper
from sync.engine.cycle import run_cycle
from sync.engine.trip import CycleReport, Policy
from sync.hub.service import LocalHub
from sync.protocol.mutations import PushReply
from sync.protocol.people import Session
from sync.protocol.problems import Code, Problem
from tests.sync.world.clock import DeviceClock
from tests.sync.world.disk import Machine, PowerOff, Saved, SimDisk
from tests.sync.world.laws import need
from tests.sync.world.link import PAGE_LIMIT, SimLink
from tests.sync.world.mishaps import Mishap
from tests.sync.world.town import Tablet, device_template, sign_in_of

if TYPE_CHECKING:
    from tests.sync.world.world import World

SIGN_IN = frozenset({Code.SIGN_IN_NEEDED, Code.SIGN_IN_EXPIRED, Code.SIGN_IN_WRONG})
MOST_TURNS = 20_000  # of one cycle, which has some hundred
POLICY = Policy(chunk_bytes=1024, page_limit=PAGE_LIMIT)  # small, so that a short story has many pieces


class SimDevice:
    def __init__(self, world: World, tablet: Tablet, number: int) -> None:
        self.world, self.tablet, self.number = world, tablet, number
        folder = world.folder / f"device-{number}"
        device_template().copy(folder)
        self.machine = Machine(tablet.name, folder)
        self.machine.settle(device_template().listings(folder))
        self.disk = SimDisk()
        self.clock = DeviceClock(world.clock, tablet.off_s)
        self.tokens: dict[str, str] = {}  # as the system's keyring keeps them, by person
        self._sessions: dict[str, Session] = {}
        self.keeper = ClockKeeper()
        self.last: CycleReport | None = None
        self.last_reply: PushReply | None = None  # to a push
        self.saved: tuple[Saved, dict[str, str]] | None = None
        self._desk: RealDesk | None = None
        self._next_person = 0

    @property
    def desk(self) -> RealDesk:
        """Starting the app when it does not run."""
        if self._desk is None:
            self._desk = open_desk(self.machine.folder, clock=self.clock, disk=self.disk, reserve_bytes=0)
            self._desk._pictures._monotonic = self.clock.monotonic  # how long a list may take for pictures: world's time
        return self._desk

    @property
    def person(self) -> str:
        return self.desk.store.people.current_id()

    # Power

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def lost_power(self) -> None:
        """The machine is dead: let go of its disk, and see what is left of it."""
        self.machine.power_off()
        self.close()
        self.keeper = ClockKeeper()
        self.machine.power_on()
        self.world.ledger.came_back(self)

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        self.disk.full = True
        try:
            yield
        finally:
            self.disk.full = False

    def clock_is_set(self, chance: random.Random) -> None:
        """Wrongly, by an empty battery or a finger; or rightly again."""
        jump = chance.choice((-86_400.0 * 400, -7200.0, -300.0, 600.0, 86_400.0, 86_400.0 * 365))
        self.clock.off_s = self.tablet.off_s if abs(self.clock.off_s) > 3600 else self.clock.off_s + jump

    def back_up(self) -> None:
        self.saved = self.machine.save(), dict(self.tokens)

    def restore(self) -> bool:
        """The copy of some day in place of everything: what was made since is lost, unless the hub has it."""
        if self.saved is None:
            return False
        self.close()
        self.machine.put_back(self.saved[0])
        self.tokens = dict(self.saved[1])
        self.world.ledger.was_restored(self)
        return True

    # People

    def sign_in(self, login: str) -> bool:
        """With this person's password, over a good line. False when the hub does not let them in now."""
        service = self.world.hub.service
        if service is None:
            return False
        with self.world.at_hub():
            try:
                session = LocalHub(service).sign_in(sign_in_of(login, self.desk.device_id, self.tablet.name))
            except Problem:
                return False
            except PowerOff as off:
                if off.machine is not self.world.hub.machine:
                    raise
                self.world.hub.lost_power()
                return False
        self.tokens[login] = session.token
        self._sessions[login] = session
        self.desk.signed_in(session)
        return True

    def comes_back(self, login: str) -> bool:
        """With the token that the keyring still holds for them."""
        session = self._sessions.get(login)
        if session is None or self.tokens.get(login) != session.token:
            return False
        self.desk.signed_in(session)
        return True

    def somebody_else_signs_in(self) -> None:
        """The next of this device's people; where there is only one, they sign out."""
        people = self.tablet.people
        if len(people) == 1:
            self.desk.signed_out()
            return
        self._next_person = (self._next_person + 1) % len(people)
        self.sign_in(people[self._next_person])

    def somebody_is_here(self) -> bool:
        return bool(self.person) or self.sign_in(self.tablet.people[self._next_person])

    # Sync

    def link(self, mishaps: Sequence[Mishap] = ()) -> SimLink:
        return SimLink(self.world, self, self.tokens.get(self.person), mishaps)

    def sync(self, chance: random.Random, mishaps: Sequence[Mishap] = (), *, link: SimLink | None = None) -> SimLink:
        """One cycle of the production engine."""
        link = link or self.link(mishaps)
        self.last = run_cycle(
            link, self.desk.queue, self.clock, POLICY, keeper=self.keeper, draw=chance.random,
            should_stop=self._never_stopped(),
        )
        return link

    def _never_stopped(self) -> Callable[[], bool]:
        """Asked at every turn of a cycle: one that does not come to an end would empty every battery."""
        turns = itertools.count()

        def asked() -> bool:
            need(next(turns) < MOST_TURNS, "a cycle comes to an end", f"{self.tablet.name} has not, after {MOST_TURNS} turns")
            return False

        self.world.checked["a cycle comes to an end"] += 1
        return asked

    @property
    def needs_sign_in(self) -> bool:
        return self.last is not None and self.last.problem is not None and self.last.problem.code in SIGN_IN
