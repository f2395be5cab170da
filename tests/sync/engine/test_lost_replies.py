"""A day's work with one call broken, for every call and every way of breaking: nothing lost, nothing doubled, then quiet.

The way breaks before the hub hears of it (and half of an upload's bytes get through), or after the hub has done everything
and the answer is lost; or the device loses power at one of its durable steps.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.engine.cycle import run_cycle
from sync.engine.device import Delivery, Download
from sync.engine.trip import CycleReport, Policy
from sync.protocol.lifecycle import Act
from sync.protocol.problems import Code, Problem
from tests.sync.engine.making import HandClock, act, photo, ref_of, report
from tests.sync.engine.memory_device import MemoryDevice
from tests.sync.engine.memory_hub import MemoryHub, Mishaps, Plan, at

POLICY = Policy(chunk_bytes=400, page_limit=2)
BREAKS = (Code.NO_NETWORK, Code.HUB_ERROR, Code.NOT_OUR_REPLY, Code.CAPTIVE_PORTAL, Code.SIGN_IN_EXPIRED)


class PowerCut(BaseException):
    """Not an Exception: nothing in the engine may catch it."""


class Day:
    """Three reports with photos, two acts on one of them, a photo to fetch and a new catalogue."""

    def __init__(self, before: Plan | None = None, after: Plan | None = None) -> None:
        self.clock = HandClock()
        self.hub = MemoryHub(self.clock, catalogue_version=2, catalogue_raw=b"2")
        self.way = Mishaps(self.hub, before=before, after=after)
        self.device = MemoryDevice()
        first = self.device.enqueue(report(1, photo(1), photo(2)), photo(1), photo(2))
        self.device.enqueue(act(2, first.case_id), )
        self.device.enqueue(report(3, photo(3)), photo(3))
        self.device.enqueue(act(4, first.case_id, Act.FEEDBACK, photo(4)), photo(4))
        self.device.enqueue(report(5, photo(1)), photo(1))  # the same photo again
        ref = ref_of(photo(9))
        self.hub.files[ref.sha256] = photo(9)
        self.device.wanted[ref.sha256] = Download(sha256=ref.sha256, size_bytes=ref.size_bytes)

    def cycle(self) -> CycleReport:
        return run_cycle(self.way, self.device, self.clock, POLICY, draw=lambda: 0.5)

    def until_quiet(self, most: int = 12) -> None:
        """As the loop would: again after each wait, until a cycle moves nothing and has no complaint."""
        for _ in range(most):
            try:
                found = self.cycle()
            except PowerCut:
                continue
            if found.moved_nothing and found.problem is None and found.next_try_at is None and not found.items:
                return
            self.clock.move(4000)
        raise AssertionError("it never became quiet")

    def check(self) -> None:
        assert sorted(self.hub.applied) == sorted(self.device.kept), "a mutation was lost or doubled"
        order = [self.device.kept[i].seq for i in self.hub.applied]
        assert [s for s in order if s in (1, 2, 4)] == [1, 2, 4], "acts of one case changed their order"
        assert {e.state for e in self.device.outbox.values()} == {Delivery.ARRIVED}
        assert self.device.receipts.keys() == self.device.kept.keys()
        assert {m.state for m in self.device.media.values()} == {Delivery.ARRIVED}
        assert self.device.media_receipts.keys() == self.device.media.keys()
        assert all(self.hub.files[s] == self.device.files[s] for s in self.device.media)
        assert self.device.cases == self.hub.cases
        assert self.device.files[ref_of(photo(9)).sha256] == photo(9)
        assert self.device.catalogue_at == 2
        assert self.cycle().moved_nothing


def calls_of_a_good_day() -> list[str]:
    day = Day()
    day.cycle()
    day.check()
    return day.way.calls


CALLS = calls_of_a_good_day()
STEPS = ("mark_travelling", "settle", "back_to_waiting", "media_travelling", "media_arrived", "apply_page",
         "save_catalogue", "store_download")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("code", BREAKS)
def test_any_one_call_may_break(when: str, code: Code) -> None:
    for index in range(len(CALLS)):
        plan = at(index, Problem(code))
        day = Day(before=plan) if when == "before" else Day(after=plan)
        day.until_quiet()
        day.check()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("which", range(4))
def test_power_may_fail_at_any_durable_step(step: str, which: int) -> None:
    """The step is cut before it took effect: what it would have kept is not there, what came before is."""
    day = Day(after=at(3))  # a lost reply besides, so that every step has something to do
    left = [which]

    def blow(name: str) -> None:
        if name == step:
            left[0] -= 1
            if left[0] < 0:
                day.device.blow = lambda name: None
                raise PowerCut

    day.device.blow = blow
    day.until_quiet()
    day.check()


@settings(max_examples=60, deadline=None)
@given(
    before=st.sets(st.integers(0, 60), max_size=20), after=st.sets(st.integers(0, 60), max_size=20),
    codes=st.lists(st.sampled_from(BREAKS), min_size=1, max_size=4),
)
def test_any_run_of_mishaps_ends_well(before: set[int], after: set[int], codes: list[Code]) -> None:
    def plan(bad: set[int]) -> Plan:
        return lambda index, name: Problem(codes[index % len(codes)]) if index in bad else None

    day = Day(before=plan(before), after=plan(after))
    day.until_quiet(most=80)
    day.check()
