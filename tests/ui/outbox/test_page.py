"""The outbox in a real window, beside a real hub: why things wait, the button that helps, pausing, first, rules, bringing back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.engine.lanes import Around, Network
from sync.protocol.problems import Code
from tests.fieldclient.store.making import filed
from tests.fieldclient.work.handover.stage import Stage
from tests.released.save import photo
from tests.ui.hands import say_folder
from tests.ui.outbox.test_hand_over import file_report, is_whole
from tests.ui.whole import Whole


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    made = Stage(tmp_path_factory.mktemp("stage"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def window(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    made = Whole(tmp_path_factory.mktemp("wang") / "data", hub=stage.server.url, login="wang")
    made.client.frame.go("outbox")
    made.until(lambda: made.seen("outbox.rules") is not None, "the outbox")
    yield made
    made.close()


def rows(window: Whole) -> list[Any]:
    return list(window.ask(lambda desk: desk.outbox()))


def row_of(window: Whole, case: str) -> str:
    return str(next(row.mutation_id for row in rows(window) if row.case_id == case))


def opened(window: Whole, case: str) -> str:
    """The entry with all that can be done about it."""
    which = row_of(window, case)
    window.until(lambda: window.seen(f"outbox.row.{which}") is not None, "its entry")
    if window.seen(f"outbox.open.{which}") is None:
        window.click(f"outbox.row.{which}.head")
    return which


def wait_sent(window: Whole, stage: Stage, *cases: str) -> None:
    window.until(lambda: all(is_whole(stage, case) for case in cases), "they arrive")
    window.until(lambda: not rows(window), "and are settled")
    window.settle()


def test_switched_off_is_said_once_above_and_one_button_ends_it(window: Whole, stage: Stage) -> None:
    window.link.set_offline(True)
    case = file_report(window, 10)
    which = row_of(window, case)
    window.until(lambda: window.seen("outbox.way") is not None, "the reason")
    assert window.text("outbox.way") == "Switched off" and window.text("outbox.help") == "Switch the network on"
    assert window.seen(f"outbox.why.{which}") is None, "not again at each entry"
    window.click("outbox.help")
    wait_sent(window, stage, case)
    assert window.seen("outbox.way") is None


def test_one_is_paused_another_goes_and_then_it_goes_too(window: Whole, stage: Stage) -> None:
    window.link.set_offline(True)
    held, other = file_report(window, 20), file_report(window, 24)
    which = opened(window, held)
    window.click(f"outbox.pause.{which}")
    assert window.find(f"outbox.reason.{which}").property("text") == "Paused"
    window.link.set_offline(False)
    window.until(lambda: is_whole(stage, other), "the other one goes")
    window.until(lambda: len(rows(window)) == 1, "one is left")
    assert held not in stage.cases_of("wang")
    window.settle()
    window.click(f"outbox.help.{which}")
    wait_sent(window, stage, held)


def test_all_is_paused_with_undo_and_by_key(window: Whole, stage: Stage) -> None:
    window.link.set_offline(True)
    case = file_report(window, 30)
    window.click("outbox.pause")
    window.link.set_offline(False)
    window.until(lambda: window.seen("outbox.way") is not None and window.text("outbox.way") == "All paused", "it says so")
    assert window.text("toast") == "All sending is paused" and case not in stage.cases_of("wang")
    window.click("toast.action")
    wait_sent(window, stage, case)


def test_what_is_put_first_gets_its_number_first(window: Whole, stage: Stage) -> None:
    window.link.set_offline(True)
    before, after = file_report(window, 40), file_report(window, 44)
    which = opened(window, after)
    assert window.seen(f"outbox.files.{which}") is not None, "its files are shown"
    window.click(f"outbox.first.{which}")
    window.until(lambda: window.seen(f"outbox.not_first.{which}") is not None, "it is first")
    window.link.set_offline(False)
    wait_sent(window, stage, before, after)
    cases = stage.cases_of("wang")
    assert (cases[after].number or "") < (cases[before].number or "")


def test_originals_wait_for_wifi_until_one_is_sent_all_the_same(
    window: Whole, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    mobile = Around(network=Network.MOBILE, metered=True)
    monkeypatch.setattr("sync.engine.around.look_around", lambda root=None, said=None: mobile)
    window.click("outbox.rules.change")
    window.click("outbox.rules.wifi")
    assert window.text("outbox.rules").startswith("Wi-Fi and cable only")
    case = file_report(window, 50)
    window.until(lambda: bool(rows(window)) and rows(window)[0].record_arrived, "its words are there")
    which = row_of(window, case)
    window.until(lambda: window.find(f"outbox.reason.{which}").property("text") == "Waits for Wi-Fi", "why")
    window.settle()
    assert window.text(f"outbox.help.{which}") == "Send now all the same"
    window.click(f"outbox.help.{which}")
    wait_sent(window, stage, case)
    window.click("outbox.rules.wifi")


def test_every_rule_is_changed_where_it_is_shown_and_kept(window: Whole) -> None:
    if window.seen("outbox.rules.cap.50") is None:
        window.click("outbox.rules.change")
    window.click("outbox.rules.cap.50")
    window.click("outbox.rules.battery.30")
    window.click("outbox.rules.limited")
    window.click("outbox.rules.from.more")
    window.click("outbox.rules.until.less")
    rules = window.ask(lambda desk: desk.waiting.travel(Around()).rules)
    assert (rules.daily_bytes, rules.least_battery_share, rules.from_hour, rules.until_hour) == (50_000_000, 0.3, 19, 7)
    assert window.text("outbox.rules") == "any network · 50 MB of mobile data a day · battery above 30 % · 19:00–07:00"
    assert window.text("outbox.today").endswith("moved today of 50 MB")
    window.click("outbox.rules.cap.none")
    window.click("outbox.rules.battery.0")
    window.click("outbox.rules.limited")
    assert window.text("outbox.rules") == "any network · no limit of mobile data · at any charge · all day"
    window.click("outbox.rules.change")
    assert window.seen("outbox.rules.cap.50") is None


def test_a_decision_is_undone_and_brought_back(window: Whole) -> None:
    case = window.do(lambda desk: filed(desk.store, photo(60)).case_id)
    window.until(lambda: any(row.problem is not None for row in rows(window)), "the hub refuses it")
    window.settle()
    which = row_of(window, case)
    window.click(f"outbox.aside.{which}")
    assert not rows(window)
    window.click("toast.action")
    window.until(lambda: bool(rows(window)), "it is back")
    window.settle()
    window.click(f"outbox.aside.{which}")
    window.until(lambda: window.seen(f"outbox.back.{which}") is not None, "it can be brought back")
    window.click(f"outbox.back.{which}")
    window.until(lambda: window.seen(f"outbox.edit.{which}") is not None, "it asks for a decision again")
    window.click(f"outbox.aside.{which}")


def test_a_discarded_draft_is_brought_back(window: Whole) -> None:
    draft = window.do(lambda desk: desk.new_draft()).id
    window.do(lambda desk: desk.save_field(draft, "description", "a loose manhole cover"))
    window.do(lambda desk: desk.discard_draft(draft))
    window.until(lambda: window.seen(f"outbox.back.{draft}") is not None, "it is listed")
    window.click(f"outbox.back.{draft}")
    assert [each.id for each in window.ask(lambda desk: desk.drafts())] == [draft]
    assert window.text("toast") == "Brought back"


def test_one_is_handed_over_by_itself(window: Whole, tmp_path: Path) -> None:
    window.link.set_offline(True)
    which = opened(window, file_report(window, 70))
    window.click(f"outbox.hand_over.{which}")
    say_folder(window, tmp_path)
    window.until(lambda: "one sealed file" in window.text("toast"), "it lies there")
    assert len(list(tmp_path.glob("*.fieldbundle"))) == 1
    window.link.set_offline(False)
    window.until(lambda: not rows(window), "and is sent as well")


@pytest.mark.parametrize(("code", "told", "helps"), [
    (Code.CAPTIVE_PORTAL, "Network asks for a sign-in", "Open its sign-in page"),
    (Code.TLS_FAILED, "Hub not trusted", "Look at the settings"),
    (Code.DISK_FULL, "Storage trouble", "Make room"),
])
def test_what_keeps_everything_here_has_its_button(
    window: Whole, code: Code, told: str, helps: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the loop would say, said for it; the page and its buttons are real."""
    from dataclasses import replace

    from sync.engine.status import LinkState
    from sync.protocol.problems import Problem

    show, meanwhile = window.link._show, [window.link.status]
    problem = Problem(code, host="hub", free_bytes=1, needed_bytes=2)
    with monkeypatch.context() as patch:
        patch.setattr(window.link, "_show", meanwhile.append)  # the real loop goes on telling that all is well
        show(replace(meanwhile[0], state=LinkState.BLOCKED, problem=problem.to_wire()))
        window.settle()
        assert (window.text("outbox.way"), window.text("outbox.help")) == (told, helps)
        if code is not Code.CAPTIVE_PORTAL:
            window.click("outbox.help")
            assert window.frame.property("place") == "me"
            window.client.frame.go("outbox")
        else:
            room = window.room_of("outbox")
            assert room.portalPage().toString().startswith("http://127.0.0.1")
    show(meanwhile[-1])
    window.settle()


def test_of_many_the_first_are_shown_and_the_others_on_request(window: Whole) -> None:
    window.link.set_offline(True)
    window.do(lambda desk: [filed(desk.store, text=f"第 {number} 处") for number in range(24)])
    room, waiting = window.room_of("outbox"), len([row for row in rows(window) if row.problem is None])
    assert room.waitingCount == waiting >= 24
    assert room.waiting.count == 20 and room.waitingMore == waiting - 20
    window.click("outbox.row.more")
    assert room.waiting.count == waiting and window.seen("outbox.row.more") is None
