"""News from a real hub to a real window's desktop: what is told, what a click opens, what the page of notifications changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fieldclient.work.news import NewsKind, NewsRules
from tests.fieldclient.work.handover.stage import Stage
from tests.ui.notify.bus import Bus, Desk
from tests.ui.outbox.test_hand_over import file_report
from tests.ui.whole import Whole


@pytest.fixture(scope="module")
def desktop() -> Iterator[Desk]:
    with Bus(), Desk(tray=True) as desk:
        yield desk


@pytest.fixture(scope="module")
def window(desktop: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """Signed in, and looked away from."""
    stage = Stage(tmp_path_factory.mktemp("stage"))
    made = Whole(tmp_path_factory.mktemp("wang") / "data", hub=stage.server.url, login="wang")
    made.do(lambda desk: desk.news.set_rules(NewsRules(quiet=False)))
    made.client._telling.is_watched = lambda: False
    yield made
    made.close()
    stage.close()


def told(window: Whole, desktop: Desk, text: str) -> int:
    """The number of the notification that says this."""
    window.until(lambda: any(shown.body == text for shown in desktop.shown), f"{text}; there is {desktop.shown}")
    return next(shown.number for shown in reversed(desktop.shown) if shown.body == text)


def told_so_far(window: Whole) -> None:
    """All that was reported has arrived and had its look: what comes next is news of one thing, and is told by itself."""
    def arrived(desk: Any) -> bool:
        person = desk.store.people.current_id()
        noticed = {notice.case_id for notice, _ in desk.store.feed.notices(person, 99)}
        return {each.id for each in desk.store.cases.recent_reports(person, 99)} <= noticed

    window.until(lambda: window.ask(arrived), "news of all reports")
    window.client._telling.look()
    window.ask(lambda desk: None)  # after the look, on the same thread


def test_what_waited_has_arrived_and_a_click_opens_the_outbox(window: Whole, desktop: Desk) -> None:
    window.link.set_offline(True)
    file_report(window, 10)
    window.client._telling.look()
    window.settle()
    window.link.set_offline(False)
    number = told(window, desktop, "Everything that waited has arrived")
    told(window, desktop, "There is news about a report or a request of yours")
    assert window.frame.property("place") == "home"
    desktop.click(number, token="t")
    window.until(lambda: window.frame.property("place") == "outbox", "the outbox")


def test_news_of_a_case_opens_it(window: Whole, desktop: Desk) -> None:
    """The hub files the report by itself and tells its reporter."""
    before = len(desktop.shown)
    case = file_report(window, 20)
    window.until(lambda: any("news about" in shown.body for shown in desktop.shown[before:]), "news")
    shown = next(shown for shown in desktop.shown[before:] if "news about" in shown.body)
    assert shown.hints["urgency"] == 1
    desktop.click(shown.number)
    window.until(lambda: window.frame.property("place") == "cases", "the cases")
    assert window.ask(lambda desk: desk.case(case)).row.number
    window.client.frame.go("home")


def test_the_tray_tells_how_much_waits_and_its_menu_leads_into_the_window(window: Whole, desktop: Desk) -> None:
    window.until(lambda: bool(desktop.items), "an icon")
    item = desktop.items[-1]

    def tip() -> str:
        return str(desktop.call(item, "/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get", "ss",
                                ("org.kde.StatusNotifierItem", "ToolTip"))[0][1][3])

    window.link.set_offline(True)
    file_report(window, 30)
    window.until(lambda: "1 to send" in tip(), "how much waits")
    assert "Switched off" in tip()
    desktop.call(item, "/MenuBar", "com.canonical.dbusmenu", "Event", "isvu", (4, "clicked", ("i", 0), 0))
    window.until(lambda: window.frame.property("place") == "outbox", "the outbox")
    window.link.set_offline(False)
    window.until(lambda: "all sent" in tip(), "it went")


def test_the_page_of_notifications(window: Whole, desktop: Desk) -> None:
    window.client.frame.go("me")
    window.click("me.notify")
    window.until(lambda: window.seen("notify.on") is not None, "the page")
    window.settle()
    for name in ("notify.kind.sent", "notify.quiet", "notify.details"):
        window.click(name)
    window.click("notify.from.less")
    rules = window.ask(lambda desk: desk.news.rules())
    assert rules == NewsRules(silent=(NewsKind.SENT,), details=True, quiet=True, quiet_from=21)
    window.click("notify.try")
    told(window, desktop, "Notifications work")
    assert window.find("notify.on").property("hint") == "The system shows them. A click opens the case."
    window.click("notify.on")
    assert window.seen("notify.kind.sent") is None and not window.ask(lambda desk: desk.news.rules()).on
    window.click("notify.on")


def test_the_sheet_of_shortcuts_is_found_without_a_keyboard(window: Whole) -> None:
    window.client.frame.go("me")
    window.click("me.keys")
    window.until(lambda: window.seen("keys.title") is not None, "the sheet")
    window.click("keys.close")
    window.until(lambda: window.seen("keys.title") is None, "closed")


def test_behind_a_lock_nothing_is_told_or_opened(window: Whole, desktop: Desk) -> None:
    """The desktop says that its screen is open; the window is locked, and its page that asks for the PIN is there."""
    window.client.frame.go("home")
    window.do(lambda desk: desk.news.set_rules(NewsRules(quiet=False, details=True)))  # what the page chose keeps the night quiet
    told_so_far(window)
    file_report(window, 40)
    window.until(lambda: any("news about" not in shown.body and " · " in shown.body for shown in desktop.shown), "with its details")
    window.link.at_the_door(lambda way: way.opened_doors().set_pin("314159"), lambda: None, lambda problem: None)
    window.until(lambda: window.link.has_pin, "a PIN")
    window.client.frame.lock()
    window.until(lambda: window.seen("signIn.pin") is not None, "the lock")
    before = len(desktop.shown)
    file_report(window, 50)
    window.until(lambda: any("news about" in shown.body for shown in desktop.shown[before:]), "what is sent meanwhile is told")
    assert not [shown.body for shown in desktop.shown[before:] if " · " in shown.body]
    item = desktop.items[-1]
    desktop.click(desktop.shown[-1].number)
    desktop.call(item, "/MenuBar", "com.canonical.dbusmenu", "Event", "isvu", (2, "clicked", ("i", 0), 0))
    window.settle()
    assert window.frame.property("place") == "home" and window.seen("signIn.pin") is not None
    assert not window.ask(lambda desk: desk.drafts())
