"""The whole window, as the product builds it: places, strip, keys, toasts, language, look."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMetaObject, Qt

from fieldclient.store import Store
from sync.protocol.problems import Code
from tests.ui.hands import Hands

PLACES = ("home", "cases", "activity", "me")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(whole):
    made = whole()
    made.click("signIn.later")
    return made


def place(window: Hands) -> str:
    return str(window.frame.property("place"))


def test_a_first_start_asks_for_a_sign_in_and_takes_later_for_an_answer(whole, tmp_path: Path) -> None:
    window = whole()
    window.until(lambda: window.seen("signIn.send") is not None, "it asks")
    assert not window.seen("rail.home")
    window.click("signIn.later")
    window.until(lambda: window.seen("rail.home") is not None, "home")
    assert not window.seen("signIn.send")
    window.close()
    again = whole(tmp_path / "data")
    again.until(lambda: again.seen("rail.home") is not None, "home")
    assert not again.seen("signIn.send"), "who said later is not asked again"


def test_every_place_of_the_rail_opens_its_page(window) -> None:
    for name in PLACES:
        window.click(f"rail.{name}")
        window.until(lambda n=name: window.seen(n if n != "cases" else "cases.search") is not None, name)
        assert place(window) == name


def test_the_camera_button_begins_a_report_without_a_sign_in(window) -> None:
    window.click("rail.report")
    window.until(lambda: place(window) == "report")
    window.until(lambda: bool(window.ask(lambda desk: desk.drafts())), "a draft in the store")
    window.key(Qt.Key.Key_Escape)
    assert place(window) == "home"


def test_keys_lead_everywhere(window) -> None:
    for key, name in ((Qt.Key.Key_2, "cases"), (Qt.Key.Key_4, "activity"), (Qt.Key.Key_5, "me"), (Qt.Key.Key_0, "outbox"),
                      (Qt.Key.Key_1, "home")):
        window.key(key, CTRL)
        assert place(window) == name
    window.key(Qt.Key.Key_N, CTRL)
    assert place(window) == "report"


def test_escape_leads_back_the_way_one_came(window) -> None:
    window.click("rail.activity")
    window.click("strip")
    assert place(window) == "outbox"
    window.key(Qt.Key.Key_Escape)
    assert place(window) == "activity"
    window.key(Qt.Key.Key_Escape)
    assert place(window) == "home"
    window.key(Qt.Key.Key_Escape)
    assert place(window) == "home"


def test_the_strip_says_that_nobody_is_signed_in(window) -> None:
    assert window.text("strip.network") == "Not signed in"
    assert window.text("strip.waiting") == "all sent"
    assert window.text("strip.asOf") == "not synced yet"


def test_a_narrow_window_has_its_places_below(window) -> None:
    wide = window.find("rail.me").mapToScene(window.find("rail.me").boundingRect().center())
    window.resize(800, 1280)
    window.settle()
    below = window.find("rail.me").mapToScene(window.find("rail.me").boundingRect().center())
    assert wide.x() < 100 and below.y() > 1180
    for name in PLACES:
        window.click(f"rail.{name}")
        assert place(window) == name


def test_the_language_changes_at_once_everywhere_and_stays(window, whole, tmp_path: Path) -> None:
    window.click("rail.me")
    assert window.text("rail.home") == "Home" and window.window.title() == "City care"
    window.click("me.language.zh")
    assert window.text("rail.home") == "首页" and window.window.title() == "随手拍"
    assert window.text("strip.network") == "未登录"
    assert window.find("me.fact.version").property("title") == "版本"
    window.close()
    from fieldclient.ui.preferences import read_copy

    assert read_copy(tmp_path / "data")["language"] == "zh"


@pytest.mark.parametrize(("name", "mode", "background"), [("dark", "dark", "#111412"), ("sunlight", "sunlight", "#ffffff")])
def test_a_theme_shows_at_once(window, name: str, mode: str, background: str) -> None:
    window.click("rail.me")
    window.click(f"me.theme.{name}")
    assert window.theme.property("mode") == mode
    assert window.window.color().name() == background


def test_the_size_of_type_is_moved_by_keys_and_kept(window) -> None:
    window.click("rail.me")
    slider = window.find("me.scale")
    window.until(lambda: slider.property("value") == pytest.approx(1.0), "the page is whole")
    slider.forceActiveFocus()
    window.key(Qt.Key.Key_Right)
    window.key(Qt.Key.Key_Right)
    assert window.theme.property("scale") == pytest.approx(1.3)
    assert window.ask(lambda desk: desk.setting("window.scale")) == "1.30"
    window.click("rail.home")
    assert window.find("rail.home").property("text") == "Home"


def test_the_look_of_last_time_is_there_in_the_first_frame(whole, tmp_path: Path) -> None:
    first = whole()
    first.click("signIn.language.zh")
    first.client.preferences.choose("theme", "dark")
    first.settle()
    first.close()
    from fieldclient.ui.preferences import Look, Preferences

    again = Preferences(None, tmp_path / "data", system=Look(language="en"))
    assert (again.look.mode, again.look.language) == ("dark", "zh")


def test_a_plain_word_does_not_take_an_offer_away(window) -> None:
    done: list[str] = []
    window.client.frame.said.emit("Work of a lost folder was found", "Send it", lambda: done.append("sent"))
    window.client.frame.said.emit("Signed in as Wang", "", None)
    window.until(lambda: window.seen("toast") and window.text("toast") == "Signed in as Wang", "the newest word")
    window.client.frame.said.emit("Another plain word", "", None)
    QMetaObject.invokeMethod(window.find("toast"), "hide")  # its time is over
    window.until(lambda: window.seen("toast.action") and window.text("toast") == "Work of a lost folder was found", "the offer is back")
    window.click("toast.action")
    window.until(lambda: done == ["sent"] and not window.seen("toast"), "it is done once")


def test_what_a_room_says_can_be_undone_from_the_toast(window) -> None:
    window.click("rail.report")
    window.until(lambda: bool(window.ask(lambda desk: desk.drafts())))
    draft = window.ask(lambda desk: desk.drafts()[0].id)
    window.do(lambda desk: desk.save_field(draft, "description", "a loose manhole cover"))
    window.click("rail.home")
    window.click(f"home.discard.{draft}")
    assert not window.ask(lambda desk: desk.drafts())
    assert window.text("toast") == "The draft was put away"
    window.click("toast.action")
    assert [each.id for each in window.ask(lambda desk: desk.drafts())] == [draft]
    assert window.seen(f"home.draft.{draft}")


def test_who_comes_back_after_a_while_sees_how_things_are_now(window, monkeypatch) -> None:
    """Nothing was written meanwhile; but minutes have gone, and a sync that found nothing has made all of it newer."""
    window.go("activity")
    home = window.room_of("home")
    looked: list[str] = []
    monkeypatch.setattr(type(home), "refresh", lambda room: looked.append("looked"))
    window.go("home")
    window.settle()
    assert not looked, "a moment later nothing is asked again"
    window.go("activity")
    monkeypatch.setattr("fieldclient.ui.parts.room._OLD_S", 0)
    window.go("home")
    assert looked == ["looked"]


def test_a_draft_is_opened_from_home(window) -> None:
    window.click("rail.report")
    window.until(lambda: bool(window.ask(lambda desk: desk.drafts())))
    draft = window.ask(lambda desk: desk.drafts()[0].id)
    window.do(lambda desk: desk.save_field(draft, "description", "words"))
    window.click("rail.home")
    window.click(f"home.draft.{draft}")
    assert place(window) == "report"


def test_a_store_held_by_another_window_is_told_in_one_sentence(tmp_path: Path) -> None:
    from PySide6.QtTest import QTest

    from fieldclient.ui.app import Client
    from fieldclient.ui.options import parser
    from fieldclient.work import open_desk

    desk = open_desk(tmp_path / "data")
    client = Client(parser().parse_args(["--data", str(tmp_path / "data"), "--lang", "en"]), catch=False)
    try:
        hands = Hands()
        hands.window = client.open()
        hands.until(lambda: hands.seen("stopped") is not None, "the page that says why")
        assert client.frame.property("stopped") == "The app is already open in another window."
        assert hands.seen("rail.home") is None
        QTest.qWait(50)
    finally:
        client.close()
        desk.close()


def test_two_windows_of_one_process_do_not_disturb_each_other(whole, tmp_path: Path) -> None:
    """QML types belong to an engine: what was compiled for one window must not be expected of the other's objects."""
    first, second = whole(tmp_path / "one"), whole(tmp_path / "two")
    for window in (first, second):
        window.click("signIn.later")
    for window in (first, second, first):
        window.click("rail.me")
        window.click("me.licences")
        window.until(lambda w=window: w.seen("licences") is not None)
        window.key(Qt.Key.Key_Escape)
        assert window.seen("licences") is None and place(window) == "me", "Escape went one step back inside the page"
        window.click("rail.report")
        window.until(lambda w=window: place(w) == "report")
        window.click("rail.home")


def test_the_outbox_tells_what_was_set_apart(whole, tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.quarantine.note("files", "photo.jpg", Code.FILE_TRUNCATED.value, store.clock())
    store.close()
    window = whole(tmp_path / "data")
    window.click("signIn.later")
    window.click("strip")
    window.until(lambda: "kept: 1." in window.text("outbox.keptAside"), "what was set apart")
