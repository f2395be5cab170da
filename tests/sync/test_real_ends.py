"""The real store and the real hub over a real socket, with one call broken, for every call: nothing lost, nothing doubled.

The same law as `engine/test_lost_replies`, which has room for many more mishaps; here both ends are the ones that ship.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PIL import Image

from fieldclient.work.opening import open_desk
from fieldclient.work.real_desk import RealDesk
from sync.engine.clock import SystemClock
from sync.engine.cycle import run_cycle
from sync.engine.exchange import Exchange
from sync.engine.link import HttpHub
from sync.engine.retry import Wake
from sync.engine.runner import LinkState, LinkStatus, Pace, Runner
from sync.engine.trip import CycleReport, Policy
from sync.hub.http.server import HubServer
from sync.hub.service import HubService, LocalHub
from sync.protocol.feed import CaseChanged, CaseView
from sync.protocol.hub import Hub
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import HandlingResult
from sync.protocol.people import SignIn
from sync.protocol.problems import Code, Problem
from tests.sync.engine.memory_hub import Mishaps, Plan, at
from tests.sync.small_district import COLLECTOR, GRID, HANDLER, write_seed

POLICY = Policy(chunk_bytes=8192)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubService]:
    folder = tmp_path_factory.mktemp("hub")
    made = HubService(folder / "data", hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    made.load_seed(write_seed(folder))
    yield made
    made.close()


@pytest.fixture(scope="module")
def url(service: HubService) -> Iterator[str]:
    with HubServer(service, tick_s=3600) as server:
        yield server.url


class LateClock(SystemClock):
    """The clock of this machine, moved on by hand: what waits for minutes need not be waited for."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


class Device:
    """A person with a tablet. `hub` is the way there, with or without mishaps."""

    def __init__(self, folder: Path, url: str, login: str) -> None:
        self.clock = LateClock()
        self.desk: RealDesk = open_desk(folder, reserve_bytes=0)
        self.token: str | None = None
        self.http = HttpHub(Exchange(url, self.desk.store.settings.device_id(), lambda: self.token))
        self.hub: Hub = self.http
        session = self.http.sign_in(SignIn(
            login=login, password=f"{login}-demo", device_id=self.desk.store.settings.device_id(),
        ))
        self.token = session.token
        self.desk.signed_in(session)

    def report(self, number: int) -> str:
        draft = self.desk.new_draft()
        self.desk.save_field(draft.id, "subcategory", "C01-01")
        self.desk.save_field(draft.id, "description", f"report {number}")
        self.desk.place_by_hand(draft.id, *GRID)
        while draft.missing:
            draft = self.desk.add_photo_bytes(draft.id, jpeg())
        return self.desk.submit(draft.id)

    def cycle(self) -> CycleReport:
        return run_cycle(self.hub, self.desk.queue, self.clock, POLICY, draw=lambda: 0.5)

    def until_quiet(self, most: int = 10) -> None:
        for _ in range(most):
            found = self.cycle()
            if found.moved_nothing and found.problem is None and found.next_try_at is None:
                return
            self.clock.ahead += timedelta(seconds=4000)
        raise AssertionError(f"it never became quiet: {found}")

    def close(self) -> None:
        self.http.close()
        self.desk.close()


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((120, 90), 70).save(out, "JPEG", quality=80)
    return out.getvalue()


@pytest.fixture
def device(tmp_path: Path, url: str) -> Iterator[Device]:
    made = Device(tmp_path / "device", url, COLLECTOR)
    yield made
    made.close()


def seen_by(service: HubService, login: str, cases: set[str]) -> dict[str, CaseView]:
    """These cases as the hub shows them to this person now."""
    hub = LocalHub(service)
    hub.sign_in(SignIn(login=login, password=f"{login}-demo", device_id="inspector"))
    found: dict[str, CaseView] = {}
    cursor, more = None, True
    while more:
        page = hub.pull(cursor)
        found.update({c.case.id: c.case for c in page.changes if isinstance(c, CaseChanged) and c.case.id in cases})
        cursor, more = page.cursor, page.more
    return found


def mutations(service: HubService, cases: set[str]) -> list[str]:
    with service.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT case_id FROM mutations").all()
    return sorted(case_id for (case_id,) in rows if case_id in cases)


def calls_of_a_good_day(device: Device) -> list[str]:
    way = Mishaps(device.hub)
    device.hub = way
    device.report(0)
    device.until_quiet()
    return way.calls


def check(device: Device, service: HubService, cases: set[str]) -> None:
    status = device.desk.status()
    assert (status.waiting, status.travelling, status.attention, status.drafts) == (0, 0, 0, 0)
    found = seen_by(service, COLLECTOR, cases)
    assert found.keys() == cases and mutations(service, cases) == sorted(cases)
    for case in found.values():
        assert case.number and len(case.media) == 2 and all(m.arrived for m in case.media)
        mine = device.desk.store.cases.page(COLLECTOR, which="all", limit=500, text="")
        assert case in [record.view for record in mine]
    assert device.cycle().moved_nothing


@pytest.mark.parametrize("when", ["before", "after"])
def test_any_one_call_may_break_between_the_real_ends(device: Device, service: HubService, when: str) -> None:
    plain = device.hub
    count = len(calls_of_a_good_day(device))
    cases: set[str] = set()
    for index in range(count):
        plan: Plan = at(index, Problem((Code.NO_NETWORK, Code.HUB_ERROR)[index % 2]))
        device.hub = Mishaps(plain, before=plan) if when == "before" else Mishaps(plain, after=plan)
        cases.add(device.report(index))
        device.until_quiet()
    assert len(cases) == count > 8
    check(device, service, cases)


def test_a_case_goes_to_the_handler_with_its_photos_and_comes_back_handled(
    device: Device, service: HubService, tmp_path: Path, url: str
) -> None:
    handler = Device(tmp_path / "handler", url, HANDLER)
    try:
        case_id = device.report(1)
        device.until_quiet()
        handler.until_quiet()
        before = handler.desk.case(case_id).before
        assert len(before) == 2
        for photo in before:
            assert photo.path is not None and hashlib.sha256(Path(photo.path).read_bytes()).hexdigest() == photo.sha256
        handler.desk.act(case_id, Act.RECEIVE)  # offline: both acts wait, and go in order
        draft = handler.desk.draft_for(case_id, Act.FEEDBACK)
        handler.desk.add_photo_bytes(draft.id, jpeg())
        handler.desk.save_field(draft.id, "result", HandlingResult.FIXED.value)
        handler.desk.save_field(draft.id, "description", "swept")
        assert handler.desk.draft(draft.id).missing == ()
        handler.desk.submit(draft.id)
        assert handler.cycle().applied == 2
        handler.until_quiet()
        device.until_quiet()
        for one in (handler, device):
            page = one.desk.case(case_id)
            assert page.row.stage is Stage.HANDLED and page.unsent == () and len(page.after) == 1
    finally:
        handler.close()


def test_somebody_else_at_the_same_device_sends_only_what_is_theirs(device: Device, service: HubService) -> None:
    mine = device.report(1)
    first, token = device.desk.queue, device.token
    session = device.http.sign_in(SignIn(
        login=HANDLER, password=f"{HANDLER}-demo", device_id=device.desk.store.settings.device_id(),
    ))
    device.desk.signed_in(session)
    device.token = session.token
    assert run_cycle(device.hub, first, device.clock, POLICY).pushed == 0  # a queue made before the change gives nothing
    device.until_quiet()
    assert mutations(service, {mine}) == []
    again = device.http.sign_in(SignIn(
        login=COLLECTOR, password=f"{COLLECTOR}-demo", device_id=device.desk.store.settings.device_id(),
    ))
    device.desk.signed_in(again)
    device.token = again.token
    device.until_quiet()
    assert mutations(service, {mine}) == [mine] and token != device.token


def test_an_expired_token_leaves_everything_waiting(device: Device, service: HubService) -> None:
    mine = device.report(1)
    device.http.sign_out()
    found = device.cycle()
    assert found.problem is not None and found.problem.code in (Code.SIGN_IN_EXPIRED, Code.SIGN_IN_NEEDED)
    status = device.desk.status()
    assert status.waiting == 1 and status.travelling == 0 and status.signed_in
    assert mutations(service, {mine}) == []
    device.token = device.http.sign_in(SignIn(
        login=COLLECTOR, password=f"{COLLECTOR}-demo", device_id=device.desk.store.settings.device_id(),
    )).token
    device.until_quiet()
    check(device, service, {mine})


def until(what: Callable[[], object], most_s: float = 60.0) -> None:
    started = time.monotonic()
    while not what():
        assert time.monotonic() - started < most_s, "it did not happen in time"
        time.sleep(0.01)


def test_an_online_tablet_hears_of_its_case_in_a_moment_and_a_switched_off_one_when_it_is_back(
    device: Device, tmp_path: Path, url: str
) -> None:
    handler = Device(tmp_path / "handler", url, HANDLER)
    ear = HttpHub(Exchange(url, handler.desk.store.settings.device_id(), lambda: handler.token))
    states: list[LinkStatus] = []
    runner = Runner(
        handler.hub, lambda: nullcontext(handler.desk.queue), listen_hub=ear, policy=POLICY, on_status=states.append,
        pace=Pace(idle_listening_s=600, listen_s=25),
    )
    runner.start()
    try:
        until(lambda: states and states[-1].state is LinkState.ONLINE)
        case_id = device.report(1)
        assert device.cycle().applied == 1
        until(lambda: handler.desk.store.cases.find(HANDLER, case_id))  # by itself it would look after ten minutes
        runner.set_offline(True)
        until(lambda: states[-1].switched_off)
        missed = device.report(2)
        device.until_quiet()
        handler.desk.act(case_id, Act.RECEIVE)
        runner.wake(Wake.ENQUEUED)
        time.sleep(0.3)
        assert handler.desk.store.cases.find(HANDLER, missed) is None and handler.desk.status().waiting == 1
        runner.set_offline(False)
        until(lambda: handler.desk.store.cases.find(HANDLER, missed) and not handler.desk.status().waiting)
    finally:
        assert runner.stop(60)  # also while the ear waits at the hub
        ear.close()
        handler.close()
