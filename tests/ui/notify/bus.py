"""A session bus of the tests' own and, on it, what a desktop has: a service that shows notifications and one that knows whether
the screen is locked. Brought by the system's package manager where this process may; everything started here is ended here.
"""

from __future__ import annotations

import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from fieldclient.start import system_packages
from tests.ui.access.desktop import die_with_parent

NOTES, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
LOCK = "org.freedesktop.ScreenSaver"
TRAY = "org.kde.StatusNotifierWatcher"
WAIT_S = 60.0


@cache
def daemon() -> str:
    found = shutil.which("dbus-daemon")
    if found is None and system_packages.may_install():
        print("installing the system package dbus-daemon for the tests ...", file=sys.stderr, flush=True)
        system_packages.apt_install([("dbus-daemon", "dbus")])
        found = shutil.which("dbus-daemon")
    how = f": {system_packages.apt_command(['dbus-daemon'])}" if system_packages.has_apt() else ""
    assert found is not None, f"no dbus-daemon on this machine{how}"
    return found


class Bus:
    """`with Bus() as bus:` sets DBUS_SESSION_BUS_ADDRESS for this process and puts back what was there."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fc-bus-"))
        self._before = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [daemon(), "--session", "--nofork", "--print-address=1", f"--address=unix:dir={self.folder}"], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, preexec_fn=die_with_parent)
        assert self._process.stdout is not None
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self._process.stdout.readline().strip()
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is None:
            os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
        else:
            os.environ["DBUS_SESSION_BUS_ADDRESS"] = self._before
        assert self._process is not None
        self._process.terminate()
        self._process.wait(15)
        assert self._process.stdout is not None
        self._process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class Shown:
    """A notification as the desktop got it."""

    number: int
    app: str
    replaces: int
    title: str
    body: str
    actions: list[str]
    hints: dict[str, Any]


@dataclass
class Desk:
    """The desktop's services, on a thread. `locked` None: nobody here knows about locks. `can`: what the server says it can."""

    locked: bool | None = False
    can: tuple[str, ...] = ("actions", "body", "body-markup")
    tray: bool = False
    shown: list[Shown] = field(default_factory=list)
    items: list[str] = field(default_factory=list)  # who has put an icon into the tray
    heard: list[tuple[str, str]] = field(default_factory=list)  # interface and member of every signal
    _conn: DBusConnection | None = None
    _thread: threading.Thread | None = None
    _ends: tuple[socket.socket, socket.socket] | None = None
    _jobs: list[Callable[[DBusConnection], None]] = field(default_factory=list)
    _running: bool = True
    _replies: dict[int, list[Message]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self._conn = open_dbus_connection(bus="SESSION")
        bus = Proxy(message_bus, self._conn)
        for name in (NOTES, *((LOCK,) if self.locked is not None else ()), *((TRAY,) if self.tray else ())):
            bus.RequestName(name)
        bus.AddMatch("type='signal'")
        self._ends = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._running = False
        self._wake()
        assert self._thread is not None and self._conn is not None and self._ends is not None
        self._thread.join(10)
        self._conn.close()
        for end in self._ends:
            end.close()

    # What a test asks

    def click(self, number: int, *, token: str = "") -> None:
        """On the notification itself, as a person does; newer desktops hand out a token before."""
        if token:
            self._signal("ActivationToken", "us", (number, token))
        self._signal("ActionInvoked", "us", (number, "default"))
        self._signal("NotificationClosed", "uu", (number, 2))

    def close(self, number: int) -> None:
        self._signal("NotificationClosed", "uu", (number, 1))

    def call(self, service: str, path: str, interface: str, member: str, signature: str = "", body: tuple[Any, ...] = ()) -> Any:
        """The answer of somebody else on the bus."""
        from jeepney import new_method_call

        answers: list[Message] = []

        def job(conn: DBusConnection) -> None:
            serial = next(conn.outgoing_serial)
            self._replies[serial] = answers
            conn.send(new_method_call(DBusAddress(path, service, interface), member, signature or None, body), serial=serial)

        self._do(job)
        until(lambda: bool(answers), f"an answer to {member}")
        assert answers[0].header.message_type is MessageType.method_return, answers[0].body
        return answers[0].body

    def _signal(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        self._do(lambda conn: conn.send(new_signal(DBusAddress(PATH, interface=NOTES), member, signature, body)))

    def _do(self, job: Callable[[DBusConnection], None]) -> None:
        self._jobs.append(job)
        self._wake()

    def _wake(self) -> None:
        assert self._ends is not None
        self._ends[0].send(b"!")

    # On the thread

    def _run(self) -> None:
        assert self._conn is not None and self._ends is not None
        while self._running:
            ready, _, _ = select.select([self._conn.sock, self._ends[1]], [], [])
            if self._ends[1] in ready:
                self._ends[1].recv(64)
            while self._jobs:
                self._jobs.pop(0)(self._conn)
            while True:
                try:
                    self._take(self._conn, self._conn.receive(timeout=0))
                except TimeoutError:
                    break

    def _take(self, conn: DBusConnection, message: Message) -> None:
        fields = message.header.fields
        member, interface = fields.get(HeaderFields.member), fields.get(HeaderFields.interface)
        kind = message.header.message_type
        if kind is MessageType.signal:
            self.heard.append((str(interface), str(member)))
        elif kind is not MessageType.method_call:
            self._replies.pop(fields.get(HeaderFields.reply_serial, 0), []).append(message)
        elif member == "Notify":
            conn.send(new_method_return(message, "u", (self._show(message.body),)))
        elif member == "GetCapabilities":
            conn.send(new_method_return(message, "as", (list(self.can),)))
        elif member == "GetActive":
            conn.send(new_method_return(message, "b", (bool(self.locked),)))
        elif member == "RegisterStatusNotifierItem":
            self.items.append(str(fields[HeaderFields.sender]))
            conn.send(new_method_return(message))
        else:
            conn.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", (f"no {member}",)))

    def _show(self, body: tuple[Any, ...]) -> int:
        app, replaces, _, title, text, actions, hints, _ = body
        number = replaces or len(self.shown) + 1
        self.shown.append(Shown(number, app, replaces, title, text, list(actions), {key: value for key, (_, value) in hints.items()}))
        return int(number)


def until(true: Callable[[], bool], what: str) -> None:
    """For what happens on other threads; with a window, its own `until` turns Qt's loop."""
    end = time.monotonic() + WAIT_S
    while not true():
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(0.005)
