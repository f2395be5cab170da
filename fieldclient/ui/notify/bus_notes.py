"""Notifications by the desktop's own service, org.freedesktop.Notifications on the session's bus.

The bus is spoken on a thread of its own, begun with the first notification; no Qt. Of the specification: Notify with a default
action, ActionInvoked, ActivationToken (1.2) and NotificationClosed. Where there is no bus or nobody who shows notifications,
`show` answers so and everything else goes on.
"""

from __future__ import annotations

import html
import logging
import queue
import select
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fieldclient.ui.notify.bell import Bell
from fieldclient.ui.notify.bus_thread import BusThread

log = logging.getLogger(__name__)
SERVICE, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_LOCKS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"), ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)
_ANSWER_S = 5.0
_NORMAL, _CRITICAL = 1, 2
_TRY_AGAIN = 3  # notifications that failed in a row before nothing more is tried


@dataclass(frozen=True)
class Note:
    """`private` stands in the place of `body` where the screen may be locked. `key`: what a click is about; a later note of the
    same `slot` takes the earlier one's place."""

    key: str
    slot: str
    title: str
    body: str
    private: str
    action: str  # what the click does, in words
    urgent: bool = False
    icon: tuple[int, int, bytes] | None = None  # width, height, RGBA


@dataclass
class _Sent:
    key: str
    slot: str
    token: str = ""


@dataclass
class BusNotes:
    """`clicked(key, token)` and `available(bool)` are called on the bus's thread."""

    clicked: Callable[[str, str], None]
    available: Callable[[bool], None]
    app: str = "fieldclient"
    _jobs: queue.SimpleQueue[Note | None] = field(default_factory=queue.SimpleQueue)
    _sent: dict[int, _Sent] = field(default_factory=dict)
    _failed: int = 0
    _bus: Any = None

    def __post_init__(self) -> None:
        self._thread = BusThread("notes", self._run)

    def show(self, note: Note) -> None:
        """Never waits."""
        self._jobs.put(note)
        self._thread.wake()

    def close(self, timeout_s: float = 5.0) -> None:
        if self._thread.begun:
            self._jobs.put(None)
            self._thread.end(timeout_s)

    # On the bus's thread

    def _run(self, bell: Bell) -> None:
        while self._turn(bell):
            pass
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _turn(self, bell: Bell) -> bool:
        """Wait for a note or a word of the bus; False when it is over."""
        here = [bell.end] + ([self._bus.sock] if self._bus is not None else [])
        select.select(here, [], [])
        bell.hush()
        while not self._jobs.empty():
            note = self._jobs.get()
            if note is None:
                return False
            self._tell(note)
        self._listen()
        return True

    def _tell(self, note: Note) -> None:
        if self._failed >= _TRY_AGAIN:
            return
        try:
            if self._bus is None:
                self._connect()
            self._notify(note)
        except Exception as error:  # no bus, nobody there, an answer that cannot be read: all the same to who listens
            log.info("no notification: %s", type(error).__name__)
            self._failed += 1
            self._drop()
            self.available(False)
        else:
            self._failed = 0
            self.available(True)

    def _connect(self) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import Proxy, open_dbus_connection

        self._bus = open_dbus_connection(bus="SESSION")
        rule = MatchRule(type="signal", interface=SERVICE, path=PATH)
        Proxy(message_bus, self._bus).AddMatch(rule, _timeout=_ANSWER_S)

    def _drop(self) -> None:
        if self._bus is not None:
            self._bus.close()
        self._bus = None
        self._sent.clear()

    def _call(self, service: str, path: str, name: str, signature: str | None = None, body: tuple[Any, ...] = (),
              interface: str = "") -> tuple[Any, ...]:
        """The answer; signals that come before it are taken as they come."""
        from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call

        message = new_method_call(DBusAddress(path, bus_name=service, interface=interface or service), name, signature, body)
        serial = next(self._bus.outgoing_serial)
        self._bus.send(message, serial=serial)
        while True:
            answer = self._bus.receive(timeout=_ANSWER_S)
            if answer.header.fields.get(HeaderFields.reply_serial) == serial:
                if answer.header.message_type is MessageType.error:
                    raise ConnectionError(str(answer.header.fields.get(HeaderFields.error_name)))
                return tuple(answer.body)
            self._heard(answer)

    def _notify(self, note: Note) -> None:
        can = set(self._call(SERVICE, PATH, "GetCapabilities")[0])
        body = note.private if self._may_be_locked() else note.body
        hints: dict[str, tuple[str, Any]] = {
            "urgency": ("y", _CRITICAL if note.urgent else _NORMAL), "desktop-entry": ("s", self.app),
        }
        if note.icon is not None:
            width, height, pixels = note.icon
            hints["image-data"] = ("(iiibiiay)", (width, height, width * 4, True, 8, 4, pixels))
        before = next((number for number, sent in self._sent.items() if sent.slot == note.slot), 0)
        actions = ["default", note.action] if "actions" in can else []
        told = html.escape(body, quote=False) if "body-markup" in can else body
        number, = self._call(SERVICE, PATH, "Notify", "susssasa{sv}i", (
            self.app, before, "", note.title, told, actions, hints, -1))
        self._sent.pop(before, None)
        self._sent[number] = _Sent(note.key, note.slot)

    def _may_be_locked(self) -> bool:
        """Also when nobody can tell."""
        answers: list[bool] = []
        for name, path in _LOCKS:
            try:
                answers.append(bool(self._call(name, path, "GetActive")[0]))
            except (ConnectionError, TimeoutError, IndexError):
                continue
        return not answers or any(answers)

    def _listen(self) -> None:
        while self._bus is not None:
            try:
                self._heard(self._bus.receive(timeout=0))
            except TimeoutError:
                return
            except (OSError, ValueError):
                self._drop()  # the bus is gone; the next note connects anew

    def _heard(self, message: Any) -> None:
        from jeepney import HeaderFields

        fields = message.header.fields
        if fields.get(HeaderFields.interface) != SERVICE or not message.body:
            return
        number = message.body[0]  # anybody on the bus may have said it
        sent = self._sent.get(number) if isinstance(number, int) else None
        if sent is None:
            return
        match fields.get(HeaderFields.member):
            case "ActivationToken" if len(message.body) > 1:
                sent.token = str(message.body[1])
            case "ActionInvoked":
                self.clicked(sent.key, sent.token)
            case "NotificationClosed":
                self._sent.pop(number, None)
