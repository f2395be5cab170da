"""The quick lock and several people, in the window: what is hidden, how one comes back, whose work is whose."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL, QMetaObject, QObject, Qt

import fieldclient.ui
from fieldclient.ui import doorway
from fieldclient.ui.app import Client
from sync.engine.runner import LinkState
from tests.ui.district import District
from tests.ui.test_on_a_hub import report

UI = Path(fieldclient.ui.__file__).parent
PIN, OTHER = "314159", "271828"


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with District(tmp_path_factory.mktemp("town")) as made:
        made.serve()
        yield made


def set_pin(window: Any, pin: str) -> None:
    window.go("me")
    window.type("me.pin", pin)
    window.click("me.setPin")
    window.until(lambda: window.link.has_pin, "the PIN is set")
    window.settle()


def sign_in(window: Any, login: str) -> None:
    window.type("signIn.login", login)
    window.type("signIn.password", f"{login}-demo")
    window.click("signIn.send")
    window.until(lambda: window.link.status.state is LinkState.ONLINE and window.seen("signIn.send") is None, "signed in")


def digits(window: Any, pin: str) -> None:
    for digit in pin:
        window.click(f"signIn.digit.{digit}")
    window.click("signIn.send")


def told_of(window: Any, line: str) -> list[str]:
    """What is said of this line from now on; '' whenever that is over."""
    said: list[str] = []
    item = window.find(line)
    QObject.connect(item, SIGNAL("problemChanged()"), lambda: said.append(str(item.property("problem"))))
    return said


def nothing_to_see(window: Any) -> bool:
    names = window.names()
    return not any(name.startswith(("rail.", "strip", "home", "me.", "outbox")) for name in names)


def test_a_tablet_of_two_people(whole, district: District, tmp_path: Path) -> None:
    window = whole(tmp_path / "shared", hub=district.url, login="wangfang")
    window.link.set_offline(True)
    window.do(lambda desk: report(desk, 1))
    set_pin(window, PIN)

    window.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: window.seen("signIn.pin") is not None, "the lock")
    assert nothing_to_see(window) and window.text("signIn.title") == "王芳"
    assert window.seen("signIn.later") is None, "there is no way round it"
    window.key(Qt.Key.Key_Escape)
    assert window.seen("signIn.person.wangfang") is not None and nothing_to_see(window)
    window.click("signIn.newPerson")
    window.until(lambda: doorway.address(tmp_path / "shared").exists(), "it listens for links")
    assert doorway.hand_over(tmp_path / "shared", "fieldclient://enrol/1.none")
    window.ask(lambda desk: None)
    window.settle()
    assert window.seen("setup.read") is None and nothing_to_see(window), "a link waits for the PIN on every page of the door"
    window.click("signIn.back")
    window.click("signIn.back")
    digits(window, "000000")
    window.until(lambda: "tries left" in str(window.find("signIn.pin").property("problem")))
    assert window.find("signIn.pin.field").hasActiveFocus(), "the next try is typed where the first one was"
    said = told_of(window, "signIn.pin")
    for _ in range(2):
        window.click("signIn.send")
        assert window.find("signIn.pin.field").hasActiveFocus()
    assert [text for text in said if text] == [str(window.find("signIn.pin").property("problem"))] * 2, "nothing twice is said twice"
    digits(window, PIN)
    window.until(lambda: window.seen("setup.read") is not None, "then it is looked at")
    window.click("setup.header.back")
    window.until(lambda: window.seen("me.lockNow") is not None, "where it was left")

    window.click("me.handOver")
    window.until(lambda: window.seen("signIn.newPerson") is not None, "who works here now?")
    assert "1 waiting" in str(window.find("signIn.person.wangfang").property("title"))
    assert not window.ask(lambda desk: desk.outbox()) and nothing_to_see(window)
    window.link.set_offline(False)
    window.click("signIn.newPerson")
    sign_in(window, "liqiang")
    assert not window.ask(lambda desk: desk.outbox())
    window.until(lambda: window.ask(
        lambda desk: desk.store.database.number("SELECT COUNT(*) FROM mutations WHERE state <> 'arrived'")) == 0,
        "what one has not sent goes along with the next one's work, as theirs")
    set_pin(window, OTHER)
    window.close()

    again = whole(tmp_path / "shared", hub=district.url)
    again.until(lambda: again.seen("signIn.pin") is not None, "a start is locked")
    again.until(lambda: again.text("signIn.title") == "李强", "whose PIN it is")
    assert nothing_to_see(again)
    again.click("signIn.others")
    again.click("signIn.person.wangfang")
    again.type("signIn.pin", PIN)
    again.key(Qt.Key.Key_Return)
    again.until(lambda: again.seen("signIn.pin") is None and again.link.status.state is LinkState.ONLINE, "she is back")
    rows = again.ask(lambda desk: desk.home()).recent
    assert len(rows) == 1 and rows[0].number, "with her case"


def test_a_start_is_locked_whatever_became_of_its_mark(
    whole, district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = whole(tmp_path / "marked", hub=district.url, login="chenchen")
    set_pin(window, PIN)
    window.close()
    (tmp_path / "marked" / "locked").unlink()
    filled: list[bool] = []
    seen = Client._on_home

    def on_home(self: Client) -> None:
        filled.append(self.frame.barred and not self.window.findChild(QObject, "strip").property("visible"))
        seen(self)

    monkeypatch.setattr(Client, "_on_home", on_home)
    again = whole(tmp_path / "marked", hub=district.url)
    again.until(lambda: again.seen("signIn.pin") is not None, "a start is locked")
    assert filled and all(filled), "home is never seen with somebody's things in it"


def test_a_forgotten_pin_costs_a_password_and_no_work(whole, district: District, tmp_path: Path) -> None:
    window = whole(tmp_path / "own", hub=district.url, login="zhaomin")
    draft = window.do(lambda desk: desk.new_draft())
    window.go("me")
    said = told_of(window, "me.pin")
    for times in (1, 2):
        window.type("me.pin", "12")
        window.click("me.setPin")
        window.until(lambda times=times: sum(map(bool, said)) == times, "too short, each time")
        assert window.find("me.pin.field").hasActiveFocus() and "at least" in said[-1]
    set_pin(window, PIN)
    window.until(lambda: window.find("me.lockNow").hasActiveFocus(), "the keyboard stays where the lock is")
    idle = window.window.findChild(QObject, "idleLock")
    assert not idle.property("busy") and window.frame.property("lockMinutes") == 5
    idle.setProperty("last", (time.time() - 240) * 1000)
    QMetaObject.invokeMethod(idle, "stir")
    assert window.seen("me.lockNow") is not None, "four minutes are not five"
    idle.setProperty("last", (time.time() - 3600) * 1000)  # as a tablet that slept
    QMetaObject.invokeMethod(idle, "stir")
    window.until(lambda: window.seen("signIn.pin") is not None, "the first touch locks instead")
    for digit in PIN:
        window.key(getattr(Qt.Key, f"Key_{digit}"))
    window.key(Qt.Key.Key_Return)
    window.until(lambda: window.seen("me.lockNow") is not None, "typed without a touch")
    window.click("me.lockNow")
    window.click("signIn.forgetPin")
    window.until(lambda: window.seen("signIn.password") is not None, "the form")
    assert "by password" in window.text("signIn.problem")
    assert window.find("signIn.login").property("text") == "zhaomin" and not window.ask(lambda desk: desk.drafts())
    window.type("signIn.password", "zhaomin-demo")
    window.click("signIn.send")
    window.until(lambda: window.link.status.state is LinkState.ONLINE and window.seen("signIn.send") is None)
    assert [each.id for each in window.ask(lambda desk: desk.drafts())] == [draft.id]
    assert not window.link.has_pin


def test_a_lock_leaves_no_dialog_open_over_it(whole, district: District, tmp_path: Path) -> None:
    window = whole(tmp_path / "dialog", hub=district.url, login="sunlei")
    set_pin(window, PIN)
    window.click("me.areas")
    window.click("areas.choose")
    window.until(lambda: open_dialogs(window) == 1, "the system's dialog")
    window.frame.lock()
    window.until(lambda: window.seen("signIn.pin") is not None, "the lock")
    assert open_dialogs(window) == 0 and nothing_to_see(window)
    digits(window, PIN)
    window.until(lambda: window.seen("areas.choose") is not None, "where it was left")
    assert open_dialogs(window) == 0


def open_dialogs(window: Any) -> int:
    found = [each for each in window.window.findChildren(QObject) if each.inherits("QQuickFileDialog")]
    return sum(bool(each.property("visible")) for each in found)


def test_every_dialog_of_the_system_closes_before_a_lock() -> None:
    """By one part, which all of them are made of."""
    made = {path: path.read_text("utf-8") for path in UI.rglob("*.qml")}
    found = [path for path, text in made.items() if re.search(r"^\s*(File|Folder|Color|Font|Message)Dialog \{", text, re.M)]
    assert sorted(path.name for path in found) == ["AskFile.qml", "AskFolder.qml"]
    assert all("Theme.covered" in made[path] for path in found)
    assert sum(bool(re.search(r"^Ask(File|Folder) \{", text, re.M)) for text in made.values()) >= 9
