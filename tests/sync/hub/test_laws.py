"""Random days in the town: whatever people do, in whatever order, these laws hold.

A failing seed is printed with the test's name and makes the same day again.
"""

from __future__ import annotations

import itertools
import random
from datetime import timedelta

import msgspec
import pytest

from sync.hub import sight
from sync.hub.acting import facts
from sync.hub.db import case_rows
from sync.hub.steps import broken_at
from sync.protocol.feed import CaseChanged, CaseRevoked, CaseView
from sync.protocol.lifecycle import ENDED, TRANSITIONS, Act
from sync.protocol.mutations import Mutation, Outcome, Receipt
from sync.protocol.report import Kind
from sync.protocol.rights import allowed
from tests.sync.hub.test_table import PEOPLE, full
from tests.sync.hub.town import REPORT_PHOTOS, THERE, Device, Town, photos

ACTS_A_DAY = 110


class Follower:
    """A device that pulls now and then, in pages of any size, and keeps what it is told."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.cursor: str | None = None
        self.kept: dict[str, CaseView] = {}

    def pull(self, limit: int, pages: int = 1000) -> None:
        for _ in range(pages):
            page = self.device.hub.pull(self.cursor, limit=limit)
            if page.snapshot:
                self.kept.clear()
            for change in page.changes:
                if isinstance(change, CaseChanged):
                    self.kept[change.case.id] = change.case
                elif isinstance(change, CaseRevoked):
                    self.kept.pop(change.case_id, None)
            self.cursor = page.cursor
            if not page.more:
                return


class Day:
    """What happened, and the chance that made it happen."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.chance = random.Random(seed)
        self.followers = {login: Follower(town[login]) for login in PEOPLE}
        self.cases: list[str] = []
        self.sent: list[tuple[str, Mutation, Receipt]] = []
        self.unsent: list[tuple[str, bytes]] = []

    def live(self) -> None:
        for _ in range(ACTS_A_DAY):
            what = self.chance.choices(
                (self.report, self.act, self.repeat, self.upload, self.pull, self.wait), (8, 60, 6, 12, 20, 4)
            )[0]
            what()

    def report(self) -> None:
        login = self.chance.choice(("wangfang", "zhouning", "chenchen", "linyue"))
        kind = self.chance.choices(list(Kind), (9, 1, 1, 1))[0]
        files = photos(*REPORT_PHOTOS) if kind is Kind.PROBLEM and login != "linyue" else []
        more = {"position": THERE} if self.chance.random() < 0.3 else {}
        case_id = self.town[login].report(kind=kind, files=files, arrive=False, **more)
        self.unsent += [(login, data) for data, _ in files]
        self.cases.append(case_id)

    def act(self) -> None:
        if not self.cases:
            return
        case_id = self.chance.choice(self.cases[-6:])
        login, act = self.chance.choice(self.possible(case_id) or [(self.chance.choice(PEOPLE), Act.RATE)])
        if self.chance.random() < 0.25:
            login, act = self.chance.choice(PEOPLE), self.chance.choice([a for a in Act if TRANSITIONS[a].sources])
        mutation = full(self.town, login, act, case_id, self.chance.choice(self.cases))
        if self.chance.random() < 0.5:
            body = msgspec.structs.replace(mutation.body, approve=self.chance.random() < 0.6)
            mutation = msgspec.structs.replace(mutation, body=body)
        stale = max(0, mutation.base_version - self.chance.choice((0, 0, 1, 5)))
        mutation = msgspec.structs.replace(mutation, base_version=stale)
        self.sent.append((login, mutation, self.town[login].send(mutation)[0]))

    def possible(self, case_id: str) -> list[tuple[str, Act]]:
        """Who may do what now; ends come last, so that a case lives a little."""
        world = self.town.service.world()
        case_facts = facts(self.town.case(case_id), tuple(self.town.dossier(case_id).tasks), world)
        people = world.people
        found = [(login, act) for login in PEOPLE for act in allowed(people[login].actor(), case_facts)]
        on = [(login, act) for login, act in found if TRANSITIONS[act].target not in ENDED]
        return on if on and self.chance.random() < 0.9 else found

    def repeat(self) -> None:
        """A reply was lost: the same mutation comes again, much later, and says the same."""
        if not self.sent:
            return
        login, mutation, first = self.chance.choice(self.sent)
        again = self.town[login].send(mutation)[0]
        expected = Outcome.DUPLICATE if first.outcome is Outcome.APPLIED else first.outcome
        assert again == msgspec.structs.replace(first, outcome=expected)

    def upload(self) -> None:
        if self.unsent:
            login, data = self.unsent.pop(self.chance.randrange(len(self.unsent)))
            self.town[login].upload(data, piece=self.chance.choice((100, 1 << 20)))

    def pull(self) -> None:
        for login in self.chance.sample(PEOPLE, 4):
            self.followers[login].pull(self.chance.choice((1, 2, 50)), pages=self.chance.choice((1, 99)))

    def wait(self) -> None:
        self.town.clock.now += timedelta(minutes=self.chance.choice((1, 30, 240, 2000)))
        self.town.service.tick()


@pytest.mark.parametrize("seed", range(4))
def test_laws_of_a_random_day(town: Town, seed: int) -> None:
    day = Day(town, seed)
    day.live()
    assert {receipt.outcome for _, _, receipt in day.sent} >= {Outcome.APPLIED, Outcome.REFUSED}
    for case_id in day.cases:
        check_timeline(town, case_id)
    for login, follower in day.followers.items():
        check_follower(town, login, follower)


def check_timeline(town: Town, case_id: str) -> None:
    """Stages move along the table only, every act is a step, nothing was rewritten."""
    case, dossier = town.case(case_id), town.dossier(case_id)
    for step in dossier.steps:
        row = TRANSITIONS[step.act]
        if step.late or step.asked or step.approved is False:
            continue
        assert step.source in row.sources or (not row.sources and step.source is None)
        assert step.target is (row.target if row.target is not None else step.source)
    moved = [step for step in dossier.steps if not (step.late or step.asked or step.approved is False)]
    for before, after in itertools.pairwise(moved):
        assert before.target is after.source
    assert moved[-1].target is case.stage
    with town.service.database.read() as connection:
        assert broken_at(case_rows.chain_of(connection, case_id)) is None
        assert case_rows.sight_of(connection, case_id) == sight.case_keys(case, dossier.tasks)
    open_tasks = [task for task in dossier.tasks if task.state == "open"]
    assert not open_tasks or not case.ended
    assert len([task for task in open_tasks if task.kind == "check"]) <= 1


def check_follower(town: Town, login: str, follower: Follower) -> None:
    """Who pulled now and then, in pages of any size, has in the end exactly what a fresh device is told."""
    follower.pull(limit=3)
    fresh = Follower(town[login])
    fresh.pull(limit=500)
    assert follower.kept == fresh.kept
    assert follower.device.hub.pull(follower.cursor).changes == ()
