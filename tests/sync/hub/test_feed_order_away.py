"""A tablet that lay in a drawer for a year, with the real store: clearing the feed strands no cursor and takes no work."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text

from fieldclient.work.opening import open_desk
from fieldclient.work.real_desk import RealDesk
from sync.engine.clock import SystemClock
from sync.engine.cycle import run_cycle
from sync.hub.feed import parse_cursor
from sync.hub.service import LocalHub
from sync.hub.tick import FEED_KEPT
from sync.protocol.feed import CaseChanged
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody, HandlingResult
from sync.protocol.people import SignIn
from tests.sync.conftest import PostgresTown
from tests.sync.hub.town import HERE, HandClock, Town


@pytest.fixture(params=["sqlite", "postgres"])
def town(request: pytest.FixtureRequest, template: Path, tmp_path: Path) -> Iterator[Town]:
    clock = HandClock(datetime.now(UTC))
    if request.param == "sqlite":
        shutil.copytree(template, tmp_path / "hub")
        made = Town(tmp_path / "hub", clock)
        yield made
        made.close()
        return
    towns: PostgresTown = request.getfixturevalue("postgres_town")
    with towns.copy() as url:
        made = Town(tmp_path / "hub", clock, database_url=url)
        yield made
        made.close()


class Tablet:
    """A person's device with its store on the disk, wired to the hub without a socket."""

    def __init__(self, town: Town, folder: Path, login: str) -> None:
        self.town, self.login = town, login
        self.desk: RealDesk = open_desk(folder, reserve_bytes=0)
        self.hub = LocalHub(town.service)
        self.sign_in()

    def sign_in(self) -> None:
        session = self.hub.sign_in(SignIn(
            login=self.login, password=f"{self.login}-demo", device_id=self.desk.store.settings.device_id()
        ))
        self.desk.signed_in(session)

    def sync(self) -> None:
        for _ in range(6):
            report = run_cycle(self.hub, self.desk.queue, SystemClock())
            assert report.problem is None, report.problem
            if report.moved_nothing:
                return

    def report(self, words: str) -> str:
        draft = self.desk.new_draft()
        self.desk.save_field(draft.id, "subcategory", "C01-01")
        self.desk.save_field(draft.id, "description", words)
        self.desk.place_by_hand(draft.id, HERE.latitude, HERE.longitude)
        while draft.missing:
            draft = self.desk.add_photo_bytes(draft.id, picture())
        return self.desk.submit(draft.id)

    def feedback(self, case_id: str) -> None:
        draft = self.desk.draft_for(case_id, Act.FEEDBACK)
        self.desk.add_photo_bytes(draft.id, picture())
        self.desk.save_field(draft.id, "result", HandlingResult.FIXED.value)
        self.desk.save_field(draft.id, "description", "swept")
        self.desk.submit(draft.id)

    def knows(self, case_id: str) -> bool:
        return self.desk.store.cases.find(self.login, case_id) is not None

    def place(self) -> int:
        """Where its cursor stands in the feed."""
        cursor = parse_cursor(self.desk.queue.cursor())
        assert cursor is not None and cursor.after_case is None
        return cursor.seq


def picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((120, 90), 70).save(out, "JPEG", quality=80)
    return out.getvalue()


@pytest.fixture
def tablets(town: Town, tmp_path: Path) -> Iterator[list[Tablet]]:
    made = [Tablet(town, tmp_path / login, login) for login in ("wangfang", "liuyang")]
    yield made
    for tablet in made:
        tablet.desk.close()


def test_a_year_in_the_drawer(town: Town, tablets: list[Tablet]) -> None:
    reporter, handler = tablets
    lost_to_another, stays = reporter.report("a heap"), reporter.report("a puddle")
    reporter.sync()
    handler.sync()
    handler.desk.act(lost_to_another, Act.RECEIVE)
    handler.sync()
    assert handler.knows(lost_to_another) and handler.knows(stays)
    # What they made and never sent: done work, a report, and half a draft.
    handler.feedback(lost_to_another)
    unsent = reporter.report("seen on the way home")
    half = reporter.desk.new_draft()
    reporter.desk.save_field(half.id, "description", "half a sentence")

    a_year_passes(town, lost_to_another)
    assert min(places(town)) > max(reporter.place(), handler.place()), "their cursors must be older than anything kept"

    for tablet in (reporter, handler):
        tablet.sign_in()  # a token does not live that long
        tablet.sync()
        assert tablet.place() >= max(places(town))
    assert not handler.knows(lost_to_another), "it is another's now, and the snapshot says so"
    assert handler.knows(stays)
    assert handler.desk.status().waiting == handler.desk.status().travelling == 0
    notes = [step for step in town.dossier(lost_to_another).steps if step.late]
    assert [(step.act, step.person) for step in notes] == [(Act.FEEDBACK, "liuyang")], "done work is kept, as a note"
    assert [held.bound for held in town.dossier(lost_to_another).media if held.seq == notes[0].seq] == [True]
    found = [change.case.id for change in town.sign_in("wangfang").pull_all()[0] if isinstance(change, CaseChanged)]
    assert found.count(unsent) == 1
    assert [draft.id for draft in reporter.desk.drafts()] == [half.id]
    assert reporter.desk.draft(half.id).description == "half a sentence"


def a_year_passes(town: Town, case_id: str) -> None:
    """The case goes to another department, life goes on, and the hub clears away what is too old to be kept."""
    town.clock.move(days=3)
    _take_away(town, case_id)
    for _ in range(4):
        town.clock.move(days=91)
        town.sign_in("zhaomin").report()
        town.service.tick()
    with town.service.database.read() as connection:
        oldest = connection.execute(text("SELECT min(at) FROM changes")).scalar_one()
    assert oldest >= (town.clock() - FEED_KEPT).timestamp() * 1e6


def _take_away(town: Town, case_id: str) -> None:
    town["gaofeng"].do(Act.RETURN, case_id, body=ActBody(reason="not_our_duty"))
    town["gaofeng"].do(Act.DISPATCH, case_id, body=ActBody(department="yl"))
    assert town.case(case_id).stage is Stage.DISPATCHED


def places(town: Town) -> list[int]:
    with town.service.database.read() as connection:
        return list(connection.execute(text("SELECT seq FROM changes")).scalars())


def test_clearing_twice_or_with_a_clock_that_went_back_never_lowers_the_floor(town: Town) -> None:
    wang = town["wangfang"]
    wang.report(arrive=False)
    old = wang.pull_all()[1]
    wang.report(arrive=False)
    at_the_floor = wang.pull_all()[1]
    town.clock.move(days=91)
    assert town.service.tick().changes_cleared > 0
    assert town.service.tick().changes_cleared == 0
    wang = town.sign_in("wangfang")
    assert wang.hub.pull(old).snapshot
    town.clock.move(days=-30)
    assert town.service.tick().changes_cleared == 0
    assert wang.hub.pull(old).snapshot
    assert not wang.hub.pull(at_the_floor).snapshot, "it has seen all that was cleared away"
    fresh = wang.pull_all()[1]
    case_id = wang.report(arrive=False)
    page = wang.hub.pull(fresh)
    assert not page.snapshot and [c.case.id for c in page.changes if isinstance(c, CaseChanged)] == [case_id]
