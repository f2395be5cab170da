"""The icon in the tray as Linux desktops have it: a StatusNotifierItem on the session's bus, its menu as com.canonical.dbusmenu.

Spoken directly, on a thread of its own: Qt's way there needs its library of widgets, which nothing else of the window needs. Only
what desktops ask for is answered; whatever else is asked gets an error, as the bus wants it.
"""

from __future__ import annotations

import logging
import os
import select
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fieldclient.ui.notify.bell import Bell
from fieldclient.ui.notify.bus_thread import BusThread

log = logging.getLogger(__name__)
ITEM, ITEM_PATH = "org.kde.StatusNotifierItem", "/StatusNotifierItem"
MENU, MENU_PATH = "com.canonical.dbusmenu", "/MenuBar"
WATCHER, WATCHER_PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
PROPERTIES = "org.freedesktop.DBus.Properties"
_ANSWER_S = 5.0
Pixmap = tuple[int, int, bytes]  # width, height, ARGB in the network's order


@dataclass(frozen=True)
class Look:
    """`menu`: (name, text) from top to bottom; a name of "" is a line between."""

    title: str = ""
    tip: str = ""
    icons: tuple[Pixmap, ...] = ()
    attention: bool = False
    menu: tuple[tuple[str, str], ...] = ()


def item_properties(look: Look) -> dict[str, tuple[str, Any]]:
    pixmaps = ("a(iiay)", list(look.icons))
    return {
        "Category": ("s", "ApplicationStatus"), "Id": ("s", "fieldclient"), "Title": ("s", look.title),
        "Status": ("s", "NeedsAttention" if look.attention else "Active"), "WindowId": ("i", 0), "ItemIsMenu": ("b", False),
        "IconName": ("s", ""), "IconPixmap": pixmaps, "AttentionIconName": ("s", ""), "AttentionIconPixmap": pixmaps,
        "OverlayIconName": ("s", ""), "ToolTip": ("(sa(iiay)ss)", ("", [], look.title, look.tip)), "Menu": ("o", MENU_PATH),
    }


def menu_layout(look: Look) -> tuple[int, dict[str, Any], list[Any]]:
    """The root with its entries, numbered from 1 on."""
    entries = [("(ia{sv}av)", (number, properties, [])) for number, properties in enumerate(_entries(look), start=1)]
    return 0, {"children-display": ("s", "submenu")}, entries


def _entries(look: Look) -> list[dict[str, tuple[str, Any]]]:
    return [{"type": ("s", "separator")} if not name else {"label": ("s", text)} for name, text in look.menu]


@dataclass
class TrayItem:
    """`chosen(name)` is called on the bus's thread: an entry of the menu, or `open` for a click on the icon; `there(bool)` too:
    whether a tray shows it."""

    chosen: Callable[[str], None]
    there: Callable[[bool], None] = lambda there: None
    _look: Look = field(default_factory=Look)
    _over: bool = False
    _revision: int = 1
    _shown: Look = field(default_factory=Look)

    def __post_init__(self) -> None:
        self._thread = BusThread("tray", self._run)

    def show(self, look: Look) -> None:
        """Never waits. The first one puts the icon into the tray."""
        self._look = look
        self._thread.wake()

    def close(self, timeout_s: float = 5.0) -> None:
        self._over = True
        self._thread.end(timeout_s)

    # On the bus's thread

    def _run(self, bell: Bell) -> None:
        try:
            bus = self._connect()
        except Exception as error:  # no bus, or no tray on it: the window is as it was
            log.info("no tray: %s", type(error).__name__)
            self.there(False)
            return
        self.there(True)
        try:
            self._serve(bus, bell)
        except OSError:
            self.there(False)  # the bus is gone, and the tray with it
        finally:
            bus.close()

    def _connect(self) -> Any:
        from jeepney import DBusAddress, message_bus, new_method_call
        from jeepney.io.blocking import Proxy, open_dbus_connection
        from jeepney.wrappers import unwrap_msg

        bus = open_dbus_connection(bus="SESSION")
        try:
            name = f"{ITEM}-{os.getpid()}-{threading.get_native_id()}"
            Proxy(message_bus, bus).RequestName(name, _timeout=_ANSWER_S)
            self._shown = self._look
            watcher = DBusAddress(WATCHER_PATH, bus_name=WATCHER, interface=WATCHER)
            unwrap_msg(bus.send_and_get_reply(
                new_method_call(watcher, "RegisterStatusNotifierItem", "s", (name,)), timeout=_ANSWER_S))
        except BaseException:
            bus.close()
            raise
        return bus

    def _serve(self, bus: Any, bell: Bell) -> None:
        while not self._over:
            ready, _, _ = select.select([bus.sock, bell.end], [], [])
            if bell.end in ready:
                bell.hush()
                self._tell_changes(bus)
            while True:
                try:
                    message = bus.receive(timeout=0)
                except TimeoutError:
                    break
                self._answer(bus, message)

    def _tell_changes(self, bus: Any) -> None:
        from jeepney import DBusAddress, new_signal

        before, now = self._shown, self._look
        self._shown = now
        item, menu = DBusAddress(ITEM_PATH, interface=ITEM), DBusAddress(MENU_PATH, interface=MENU)
        if before.icons != now.icons:
            bus.send(new_signal(item, "NewIcon"))
        if (before.title, before.tip) != (now.title, now.tip):
            bus.send(new_signal(item, "NewToolTip"))
        if before.attention != now.attention:
            bus.send(new_signal(item, "NewStatus", "s", (item_properties(now)["Status"][1],)))
        if before.menu != now.menu:
            self._revision += 1
            bus.send(new_signal(menu, "LayoutUpdated", "ui", (self._revision, 0)))

    def _answer(self, bus: Any, message: Any) -> None:
        from jeepney import HeaderFields, MessageType, new_error, new_method_return

        if message.header.message_type is not MessageType.method_call:
            return
        fields = message.header.fields
        interface, member = fields.get(HeaderFields.interface, ""), fields.get(HeaderFields.member, "")
        try:
            told = self._told(interface, member, tuple(message.body or ()))
        except (IndexError, TypeError, ValueError):  # asked with something else than the interface says
            told = None
        if told is None:
            bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", (f"no {member}",)))
        else:
            signature, body = told
            bus.send(new_method_return(message, signature or None, body))

    def _told(self, interface: str, member: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]] | None:
        """Signature and body of the answer; None for what is not known here."""
        if interface == PROPERTIES:
            return self._property(member, body)
        if interface == ITEM and member in ("Activate", "SecondaryActivate", "ContextMenu", "Scroll"):
            if member in ("Activate", "SecondaryActivate"):
                self.chosen("open")
            return "", ()
        return self._menu(member, body) if interface == MENU else None

    def _property(self, member: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]] | None:
        known = item_properties(self._shown) if body and body[0] == ITEM else {
            "Version": ("u", 3), "Status": ("s", "normal"), "TextDirection": ("s", "ltr"), "IconThemePath": ("as", []),
        }
        if member == "GetAll":
            return "a{sv}", (known,)
        if member == "Get" and len(body) == 2 and body[1] in known:
            return "v", (known[body[1]],)
        return None

    def _menu(self, member: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]] | None:
        entries = _entries(self._shown)
        match member:
            case "GetLayout":
                return "u(ia{sv}av)", (self._revision, menu_layout(self._shown))
            case "GetGroupProperties":
                wanted = body[0] or list(range(1, len(entries) + 1))
                return "a(ia{sv})", ([(at, entries[at - 1]) for at in wanted if 0 < at <= len(entries)],)
            case "AboutToShow":
                return "b", (False,)
            case "AboutToShowGroup":
                return "aiai", ([], [])
            case "Event":
                self._event(body[0], body[1])
                return "", ()
            case "EventGroup":
                for number, kind, *_ in body[0]:
                    self._event(number, kind)
                return "ai", ([],)
        return None

    def _event(self, number: int, kind: str) -> None:
        if kind == "clicked" and 0 < number <= len(self._shown.menu):
            self.chosen(self._shown.menu[number - 1][0])
