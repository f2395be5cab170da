"""Every shortcut of the table does what it says, by real key events; and none takes a letter from somebody who writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from fieldclient.ui.frame.shortcuts import GROUPS, TABLE, Shortcut, for_sheet, known
from fieldclient.ui.words import Words
from tests.ui.whole import Whole

ALL = [(shortcut.action, key) for shortcut in TABLE for key in shortcut.keys]
DONE: set[str] = set()


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    made = Whole(tmp_path_factory.mktemp("keys"))
    made.click("signIn.later")
    made.until(lambda: made.frame.property("loaded"), "the first answer")
    yield made
    made.close()


def press(window: Whole, keys: str) -> None:
    """As a keyboard sends it: with the sign it writes, if it writes one."""
    if not window.window.isActive():
        window.window.requestActivate()
        window.until(window.window.isActive, "the window in front")
    if len(keys) == 1:
        QTest.keyClick(window.window, keys)
    else:
        combined = QKeySequence(keys)[0]
        QTest.keyClick(window.window, combined.key(), combined.keyboardModifiers())
    window.settle()


def home(window: Whole) -> None:
    window.client.frame.go("home")
    window.settle()


def place(window: Whole) -> str:
    return str(window.frame.property("place"))


def check_go(window: Whole, action: str, keys: str) -> None:
    target = action.removeprefix("go ")
    window.client.frame.go("me" if target == "home" else "home")
    window.settle()
    press(window, keys)
    window.until(lambda: place(window) == target, f"{keys} leads to {target}")


def check_new_report(window: Whole, keys: str) -> None:
    home(window)
    press(window, keys)
    window.until(lambda: place(window) == "report", "a report")


def check_search(window: Whole, keys: str) -> None:
    home(window)
    press(window, keys)
    window.until(lambda: window.seen("cases.search.field") is not None, "the field")
    window.until(lambda: window.find("cases.search.field").hasActiveFocus(), "it has the keyboard")


def check_primary(window: Whole, keys: str) -> None:
    home(window)
    window.client.frame.signIn()  # a page of its own over everything: the key is not for what lies below
    window.until(lambda: window.seen("signIn.send") is not None, "the sign-in")
    press(window, keys)
    assert place(window) != "report"
    window.click("signIn.later")
    home(window)
    press(window, keys)
    window.until(lambda: place(window) == "report", "the main action of home is a new report")


def check_undo(window: Whole, keys: str) -> None:
    draft = window.do(lambda desk: desk.new_draft()).id
    window.do(lambda desk: desk.save_field(draft, "description", "loose"))
    home(window)
    window.until(lambda: window.seen(f"home.discard.{draft}") is not None, "a draft")
    window.click(f"home.discard.{draft}")
    assert not window.ask(lambda desk: desk.drafts())
    press(window, keys)
    window.until(lambda: bool(window.ask(lambda desk: desk.drafts())), "it is back")
    window.do(lambda desk: desk.discard_draft(draft))


def check_back(window: Whole, keys: str) -> None:
    home(window)
    window.client.frame.go("me")
    window.settle()
    press(window, keys)
    window.until(lambda: place(window) == "home", "back home")


def check_sync(window: Whole, keys: str) -> None:
    asked: list[bool] = []
    window.link.sync_now = lambda: asked.append(True)
    press(window, keys)
    del window.link.sync_now
    assert asked == [True]


def check_pause(window: Whole, keys: str) -> None:
    before = window.ask(lambda desk: desk.waiting.is_stopped())
    press(window, keys)
    window.until(lambda: window.ask(lambda desk: desk.waiting.is_stopped()) is not before, "it turns")
    press(window, keys)
    window.until(lambda: window.ask(lambda desk: desk.waiting.is_stopped()) is before, "and back")


def check_sheet(window: Whole, keys: str) -> None:
    home(window)
    press(window, keys)
    window.until(lambda: window.seen("keys.title") is not None, "the sheet")
    assert window.find("keys.close").hasActiveFocus()
    press(window, "Escape")
    window.until(lambda: window.seen("keys.title") is None, "it is closed")
    assert place(window) == "home"


def check_panes(window: Whole, keys: str) -> None:
    home(window)
    seen = set()
    for _ in range(3):
        press(window, keys)
        item = window.window.activeFocusItem()
        while item is not None and not item.objectName().startswith(("strip", "rail.", "home")):
            item = item.parentItem()
        seen.add(item.objectName().split(".")[0] if item is not None else "page")
    assert len(seen) == 3, seen


def check_full_screen(window: Whole, keys: str) -> None:
    press(window, keys)
    assert window.window.visibility() == window.window.Visibility.FullScreen
    press(window, keys)
    assert window.window.visibility() != window.window.Visibility.FullScreen


def check_lock(window: Whole, keys: str) -> None:
    asked: list[bool] = []
    window.link.lock = lambda: asked.append(True)  # nobody has a PIN here: the link is asked, nothing is hidden
    press(window, keys)
    del window.link.lock
    assert asked == [True] and window.seen("rail.home") is not None


def check_notify(window: Whole, keys: str) -> None:
    home(window)
    press(window, keys)
    window.until(lambda: window.seen("notify.on") is not None, "the page of notifications")


CHECKS: dict[str, Callable[[Whole, str], None]] = {
    "new_report": check_new_report, "new_praise": check_new_report, "search": check_search, "primary": check_primary,
    "undo": check_undo, "back": check_back, "sync": check_sync, "pause": check_pause, "sheet": check_sheet, "panes": check_panes,
    "full_screen": check_full_screen, "lock": check_lock, "notify": check_notify,
}


@pytest.mark.parametrize(("action", "keys"), [each for each in ALL if each[0] != "quit"], ids=lambda told: told)
def test_it_does_what_the_sheet_says(window: Whole, action: str, keys: str) -> None:
    if action.startswith("go "):
        check_go(window, action, keys)
    else:
        CHECKS[action](window, keys)
    DONE.add(action)


@pytest.mark.parametrize("sign", ["?", "n", "1", "/"])
def test_who_writes_keeps_every_letter(window: Whole, sign: str) -> None:
    check_search(window, "Ctrl+F")
    field = window.find("cases.search.field")
    field.setProperty("text", "")
    press(window, sign)
    assert field.property("text") == sign and window.seen("keys.title") is None and place(window) == "cases"
    press(window, "Ctrl+Z")
    assert field.property("text") == "", "undo is the field's while one writes"


def test_quit_closes_the_window(window: Whole) -> None:
    """Last: afterwards there is none."""
    press(window, "Ctrl+Q")
    window.until(lambda: not window.window.isVisible(), "closed")
    DONE.add("quit")
    window.window.show()


def test_every_action_was_tried() -> None:
    assert {each.action for each in TABLE} == DONE


# The table itself


def test_no_key_means_two_things() -> None:
    keys = [QKeySequence(key).toString() for _, key in ALL]
    assert len(set(keys)) == len(keys) and all(keys)


def test_only_keys_that_write_nothing_are_taken_but_the_question_mark() -> None:
    plain = [key for _, key in ALL if "+" not in key and len(key) == 1]
    assert plain == ["?"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_shortcut_is_on_the_sheet_in_words(language: str) -> None:
    places = [each.action[3:] for each in TABLE if each.action.startswith("go ")]
    sheet = for_sheet(places, Words(language))
    assert len(sheet) == len(GROUPS) and sum(len(group["rows"]) for group in sheet) == len(TABLE)  # type: ignore[arg-type]
    assert all(row["text"] and row["keys"] for group in sheet for row in group["rows"])  # type: ignore[attr-defined]


def test_a_place_that_is_not_there_has_no_shortcut() -> None:
    assert Shortcut("go map", ("Ctrl+8",), "places") not in known(["home"])
    assert [each.action for each in known(["home"]) if each.action.startswith("go ")] == ["go home"]
