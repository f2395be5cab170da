"""A result shown to everybody: decided in one window, over a real socket to a real hub, seen on other people's devices, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest

from fieldclient.work.progress import Reach
from fieldclient.work.views import Delivery
from sync.hub.seed import read_seed
from sync.protocol.lifecycle import Act, Showing
from tests.ui.district import SEED, District

WORDS = "接到反映后当天清理完毕"


@pytest.fixture(scope="module")
def closed(tmp_path_factory) -> Iterator[tuple[District, str]]:
    """A hub that shows nothing by itself, with one case that was reported, handled, checked and closed."""
    with District(tmp_path_factory.mktemp("town")) as district:
        seed = read_seed(SEED)
        quiet = msgspec.structs.replace(seed.policy, publish_results=False, release_photos=False)
        district.service.load_seed(msgspec.structs.replace(seed, policy=quiet))
        for login in ("liuyang", "liqiang", "zhaomin", "chenchen"):
            district.desk(login)
        case_id = district.report("wangfang", "C01-01", "绿化带旁有两袋生活垃圾", 0, 1)
        district.sync("wangfang")
        district.sync("liuyang")
        district.desk("liuyang").act(case_id, Act.RECEIVE)
        district.clock.at += timedelta(minutes=20)
        district.feedback("liuyang", case_id, "已清理", 1)
        district.sync("liuyang")
        for login in ("liqiang", "zhaomin"):
            district.sync(login)
            for row in district.tasks(login):
                district.check(login, row.id, 1)
            district.sync(login)
        district.sync("wangfang", "chenchen")
        district.serve()
        yield district, case_id


def test_decided_in_a_window_it_is_on_every_device_until_it_is_taken_back(whole, closed: tuple[District, str]) -> None:
    district, case_id = closed
    steps = district.desk("wangfang").case(case_id).progress
    assert len(steps) == 6 and all(step.reach is Reach.DONE and step.at is not None for step in steps), "its reporter sees all steps"
    window = whole(hub=district.url, login="machao")
    window.go("cases")
    window.click("cases.which.all")
    window.click("cases.row.0")
    state = window.room_of("cases").caseData
    window.until(lambda: state.ready and state.outward.away == 3, "the case, whose photos nobody has asked for on this device")
    window.click("case.act.publish")
    window.until(lambda: window.seen("publish.text") is not None, "the page")
    window.until(lambda: state.outward.after.rowCount() == 1 and state.outward.away == 0, "its photos have come")
    window.type("publish.text", WORDS)
    window.click("publish.after.0")
    window.click("publish.submit")
    window.until(lambda: all(row.delivery is Delivery.ARRIVED for row in window.ask(lambda desk: desk.outbox())), "the hub has it")
    district.service.tick()
    window.until(lambda: state.page.on_show is not None and state.page.on_show.state is Showing.SHOWN, "it came back")
    assert window.seen("case.act.publish") is None

    district.sync("chenchen", "wangfang", "liuyang")
    (shown,) = [row for row in district.desk("chenchen").activity() if row.code == "published"]
    assert (shown.text, shown.case_id, shown.number) == (WORDS, None, None)
    for login, told in (("wangfang", True), ("liuyang", True), ("chenchen", False)):
        assert ("result_shown" in {row.code for row in district.desk(login).activity()}) is told, login

    window.click("case.act.take_back")
    window.until(lambda: state.page.on_show is not None and state.page.on_show.state is Showing.TAKEN_BACK, "taken back")
    district.sync("chenchen", "wangfang")
    assert not [row for row in district.desk("chenchen").activity() if row.code == "published"]
    assert "result_taken_back" in {row.code for row in district.desk("wangfang").activity()}
