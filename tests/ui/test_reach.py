"""Everything can be reached: by finger (48 px), by keyboard (Tab), by a screen reader (a name)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

TOUCH = 48.0
SIZES = [(1280, 800), (800, 1280), (420, 800)]


@pytest.fixture(scope="module")
def window(lived) -> Iterator:
    """A grid worker's window after two days of work, without a network so that nothing moves."""
    from tests.ui.whole import Whole

    QAccessible.setActive(True)
    made = Whole(lived.data("wangfang"), hub=lived.url, login="wangfang")
    made.link.set_offline(True)
    made.settle()
    yield made
    made.close()


def controls(window) -> list[QQuickItem]:
    """What the keyboard can be on, and can be seen now."""
    return [item for item in window.items() if item.activeFocusOnTab() and item.isEnabled() and item.width() > 0]


def name_of(item: QQuickItem) -> str:
    """What a screen reader says; Qt gives no name of a field with hidden text, its description says it."""
    told = QAccessible.queryAccessibleInterface(item)
    if told is None:
        return ""
    return told.text(QAccessible.Text.Description if told.state().passwordEdit else QAccessible.Text.Name)


def label(item: QQuickItem) -> str:
    return item.objectName() or item.metaObject().className()


def home(window) -> None:
    window.client.frame.go("home")


def case(window) -> None:
    home(window)
    window.settle()
    rows = [name for name in sorted(window.names()) if name.startswith("home.report.")]
    window.click(rows[0])


def draft(window) -> None:
    home(window)
    window.settle()
    window.click(next(name for name in sorted(window.names()) if name.startswith("home.draft.")))


def licences(window) -> None:
    window.client.frame.go("me")
    window.settle()
    window.click("me.licences")


PAGES: dict[str, Callable] = {
    "home": home, "cases": lambda w: w.client.frame.go("cases"), "case": case, "report": draft,
    "activity": lambda w: w.client.frame.go("activity"), "me": lambda w: w.client.frame.go("me"), "licences": licences,
    "outbox": lambda w: w.client.frame.go("outbox"), "patrol": lambda w: w.client.frame.go("patrol"),
}


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(window, request):
    window.resize(*request.param)
    window.settle()
    return window


@pytest.fixture(scope="module", params=list(PAGES))
def page(sized, request):
    PAGES[request.param](sized)
    sized.settle()
    yield sized
    sized.key(Qt.Key.Key_Escape)


def test_every_control_has_a_name_and_room_for_a_finger(page) -> None:
    found = controls(page)
    assert len(found) >= 6, "the strip and the places are always there"
    assert [label(item) for item in found if not name_of(item).strip()] == []
    small = [(label(item), item.width(), item.height()) for item in found
             if item.height() < TOUCH or item.width() < TOUCH]
    assert small == []


def sideways(item: QQuickItem) -> QQuickItem:
    """The row that it lies in, where that can be moved sideways (by finger, its buttons and the keyboard), else itself: how much
    of such a row is in sight depends on what there is to show."""
    around = item.parentItem()
    while around is not None:
        if around.inherits("QQuickFlickable") and around.property("contentWidth") > around.width() + 1:
            return around
        around = around.parentItem()
    return item


def test_nothing_to_touch_lies_outside_the_window(page) -> None:
    width = page.window.width()
    outside = []
    for item in map(sideways, controls(page)):
        left = item.mapToScene(QPointF(0, 0)).x()
        if left < -0.5 or left + item.width() > width + 0.5:
            outside.append((label(item), left, left + item.width()))
    assert outside == []


def test_the_keyboard_comes_to_every_control_and_is_caught_nowhere(page) -> None:
    wanted = {label(item) for item in controls(page) if item.objectName()}
    reached: set[str] = set()
    for _ in range(6 * len(wanted) + 20):
        QTest.keyClick(page.window, Qt.Key.Key_Tab)
        item = page.window.activeFocusItem()
        while item is not None:  # a list hands the keyboard on to its rows
            reached.add(label(item))
            item = item.parentItem()
        if wanted <= reached:
            break
    assert wanted - reached == set()


def test_no_text_is_cut_off_without_saying_so(page) -> None:
    """A text that does not fit ends in an ellipsis, or wraps; it never just ends. Empty and hidden ones do not count."""
    cut = []
    for item in page.items():
        if not item.inherits("QQuickText") or not item.property("text"):
            continue
        elided = bool(item.property("truncated"))
        if not elided and item.property("contentWidth") > item.width() + 1.5 and item.width() > 0:
            cut.append((item.property("text"), item.property("contentWidth"), item.width()))
    assert cut == []
