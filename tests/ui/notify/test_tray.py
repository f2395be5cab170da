"""The icon in the tray, over a real session bus: what a panel asks is answered, and its menu does what it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage

from fieldclient.ui.notify.face import face, network_pixels
from fieldclient.ui.notify.tray import MENU, look_of
from fieldclient.ui.notify.tray_item import ITEM, ITEM_PATH, MENU_PATH, PROPERTIES, Look, TrayItem
from fieldclient.ui.notify.tray_item import MENU as MENU_INTERFACE
from fieldclient.ui.words import Words
from tests.ui.notify.bus import Bus, Desk, until


@pytest.fixture(scope="module", autouse=True)
def bus() -> Iterator[Bus]:
    with Bus() as made:
        yield made


class Seen:
    def __init__(self) -> None:
        self.chosen: list[str] = []
        self.there: list[bool] = []
        self.item = TrayItem(self.chosen.append, self.there.append)


@pytest.fixture
def seen() -> Iterator[Seen]:
    made = Seen()
    yield made
    made.item.close()
    assert not made.item._thread.begun


def look(waiting: int = 3, attention: str = ""):  # noqa: ANN201 - a Look
    return look_of(Words("en"), waiting, ("Online", f"{waiting} to send", attention), attention)


def asked(desk: Desk, name: str):  # noqa: ANN201 - whatever the property holds
    return desk.call(desk.items[-1], ITEM_PATH, PROPERTIES, "Get", "ss", (ITEM, name))[0][1]


def test_a_panel_is_told_everything_and_the_menu_works(seen: Seen) -> None:
    with Desk(tray=True) as desk:
        seen.item.show(look())
        until(lambda: bool(desk.items) and seen.there == [True], "the icon is in the tray")
        assert asked(desk, "Title") == "City care" and asked(desk, "Status") == "Active" and asked(desk, "Menu") == MENU_PATH
        assert asked(desk, "ToolTip")[3] == "Online · 3 to send"
        assert [(width, len(data)) for width, _, data in asked(desk, "IconPixmap")] == [(22, 22 * 22 * 4), (44, 44 * 44 * 4)]
        everything = desk.call(desk.items[-1], ITEM_PATH, PROPERTIES, "GetAll", "s", (ITEM,))[0]
        assert {"Category", "Id", "IconPixmap", "ToolTip", "Menu"} <= everything.keys()
        revision, (_, _, entries) = desk.call(
            desk.items[-1], MENU_PATH, MENU_INTERFACE, "GetLayout", "iias", (0, -1, []))
        texts = [properties.get("label", ("s", "–"))[1] for _, (_, properties, _) in entries]
        assert revision == 1 and texts == ["Open the window", "New report", "–", "Outbox", "Sync now",
                                           "Pause all sending, or go on", "–", "Quit"]
        for number, name in enumerate(MENU, start=1):
            if name:
                desk.call(desk.items[-1], MENU_PATH, MENU_INTERFACE, "Event", "isvu", (number, "clicked", ("i", 0), 0))
        desk.call(desk.items[-1], ITEM_PATH, ITEM, "Activate", "ii", (0, 0))
        assert seen.chosen == [name for name in MENU if name] + ["open"]


def test_what_changes_is_told_and_nothing_else(seen: Seen) -> None:
    with Desk(tray=True) as desk:
        seen.item.show(look())
        until(lambda: bool(desk.items), "the icon")
        seen.item.show(look(attention="1 needs attention"))
        until(lambda: (ITEM, "NewStatus") in desk.heard, "its state")
        assert asked(desk, "Status") == "NeedsAttention"
        told = [member for interface, member in desk.heard if interface in (ITEM, MENU_INTERFACE)]
        assert told == ["NewIcon", "NewToolTip", "NewStatus"]
        seen.item.show(look_of(Words("zh"), 3, ("在线",), "x"))
        until(lambda: (MENU_INTERFACE, "LayoutUpdated") in desk.heard, "another language, another menu")


def test_what_nobody_knows_is_refused_and_the_tray_goes_on(seen: Seen) -> None:
    with Desk(tray=True) as desk:
        seen.item.show(look())
        until(lambda: bool(desk.items), "the icon")
        for interface, member in ((ITEM, "Explode"), (MENU_INTERFACE, "Explode"), (PROPERTIES, "Set"), (MENU_INTERFACE, "Event")):
            with pytest.raises(AssertionError):
                desk.call(desk.items[-1], ITEM_PATH, interface, member)
        desk.call(desk.items[-1], MENU_PATH, MENU_INTERFACE, "Event", "isvu", (99, "clicked", ("i", 0), 0))
        assert desk.call(desk.items[-1], MENU_PATH, MENU_INTERFACE, "AboutToShow", "i", (0,)) == (False,)
        assert seen.chosen == []


def test_without_a_tray_it_says_so(seen: Seen) -> None:
    with Desk() as desk:
        seen.item.show(look())
        until(lambda: seen.there == [False], "nobody shows it")
        seen.item.show(look(9))
        assert desk.items == []


@pytest.mark.timeout(60)
def test_a_day_of_changes_where_nobody_listens_holds_nobody_up(seen: Seen) -> None:
    """A desktop without a tray is a usual one; the window's thread tells of every change."""
    with Desk():
        seen.item.show(look())
        until(lambda: seen.there == [False], "nobody shows it")
        for waiting in range(2000):
            seen.item.show(Look(tip=str(waiting)))


def test_the_panel_is_left_when_the_window_goes(seen: Seen) -> None:
    with Desk(tray=True) as desk:
        seen.item.show(look())
        until(lambda: bool(desk.items), "the icon")
        seen.item.close()
        until(lambda: ("org.freedesktop.DBus", "NameOwnerChanged") in desk.heard, "its name is gone")


def test_pixels_are_in_the_order_of_the_bus() -> None:
    image = face(22)
    _, _, data = network_pixels(image)
    color = QImage(image).pixelColor(3, 11)
    at = (11 * 22 + 3) * 4
    assert tuple(data[at : at + 4]) == (color.alpha(), color.red(), color.green(), color.blue())
