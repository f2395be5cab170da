"""A hub in process and tablets around it: real stores, real desks, the real sync cycle; only the clocks are the test's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from argon2 import PasswordHasher

from fieldclient.work import RealDesk, open_desk
from sync.engine.cycle import run_cycle
from sync.engine.trip import CycleReport
from sync.hub.service import HubService, LocalHub
from sync.protocol.people import SignIn
from sync.protocol.problems import Problem
from tests.fieldclient.store.making import TestClock

GRID = (36.0700, 120.3760)  # a place inside the one grid

SEED = """
name = "test district"

[jurisdiction]
adcode = "370202"
name = "test"

[policy]
auto_file = true
trusted = ["collector"]
auto_dispatch = true
auto_check = true
auto_verify = ["volunteer"]
auto_close = true

[[departments]]
code = "hw"
name = "环境卫生服务中心"
street = "370202001"

[[areas]]
code = "370202001"
name = "street"
polygon = [[120.36, 36.08], [120.40, 36.08], [120.40, 36.05], [120.36, 36.05]]

[[areas]]
code = "370202001001001"
name = "五四广场北网格"
polygon = [[120.373, 36.0732], [120.379, 36.0732], [120.379, 36.066], [120.373, 36.066]]

[[routing]]
category = "C01"
department = "hw"

[[people]]
login = "wang"
name = "王网格"
roles = ["collector"]
password = "wang-demo"
areas = ["370202001001001"]

[[people]]
login = "chen"
name = "陈核查"
roles = ["collector"]
password = "chen-demo"

[[people]]
login = "liu"
name = "刘处置"
roles = ["handler"]
password = "liu-demo"
department = "hw"

[[people]]
login = "zhao"
name = "赵拍客"
roles = ["volunteer"]
password = "zhao-demo"
"""


class HubClock(TestClock):
    """The hub's; tablets follow it unless they are told to be wrong."""


@dataclass
class Steady:
    """The engine's clock: the tablet's own."""

    clock: TestClock

    def now(self):  # type: ignore[no-untyped-def]
        return self.clock()

    def monotonic(self) -> float:
        return self.clock.at.timestamp()


class Tablet:
    def __init__(self, world: World, folder: Path, wrong_by_s: float = 0.0) -> None:
        self.world = world
        self.folder = folder
        self.clock = TestClock(world.clock.at + timedelta(seconds=wrong_by_s))
        self.desk: RealDesk = open_desk(folder, clock=self.clock)
        self.hub = LocalHub(world.hub)

    def sign_in(self, login: str) -> Tablet:
        session = self.hub.sign_in(SignIn(login=login, password=f"{login}-demo", device_id=self.desk.device_id))
        self.desk.signed_in(session)
        return self

    def sync(self) -> CycleReport:
        report = run_cycle(self.hub, self.desk.queue, Steady(self.clock))
        if report.problem is not None:
            raise report.problem
        for item in report.items:
            raise Problem(item.problem.code, **item.problem.facts)
        return report

    def power_cut(self) -> None:
        """The process is gone and comes again."""
        self.desk.close()
        self.desk = open_desk(self.folder, clock=self.clock)


class World:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = HubClock()
        (folder / "seed.toml").write_text(SEED, encoding="utf-8")
        # One round of hashing: that passwords cost something is tested where passwords are.
        self.hub = HubService(folder / "hub", self.clock, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.hub.load_seed(folder / "seed.toml")
        self.tablets: list[Tablet] = []

    def tablet(self, login: str = "", *, wrong_by_s: float = 0.0) -> Tablet:
        made = Tablet(self, self.folder / f"tablet-{len(self.tablets)}", wrong_by_s)
        self.tablets.append(made)
        return made.sign_in(login) if login else made

    def go(self, **much: float) -> None:
        """Time passes for everybody."""
        for clock in (self.clock, *(tablet.clock for tablet in self.tablets)):
            clock.go(**much)
        self.hub.tick()

    def close(self) -> None:
        for tablet in self.tablets:
            tablet.desk.close()
        self.hub.close()


@contextmanager
def small_world(folder: Path) -> Iterator[World]:
    world = World(folder)
    try:
        yield world
    finally:
        world.close()
