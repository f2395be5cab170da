"""The only builder: worker, words, link, rooms and the window are made and wired here, and taken down in order."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldclient.ui import engine as qt
from fieldclient.ui.options import PASSWORD_VARIABLE, fixed_look, parser
from sync.engine.runner import LinkState

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from fieldclient.store.secrets import TokenSafe
    from fieldclient.ui.parts.room import Room

START_LINK_MS = 150  # the window is up first
SHOW_AT_THE_LATEST_MS = 1500  # a store that is slow to open does not keep the window away
DEFAULT_SIZE = (1280, 800)


class Client:
    """One window with everything behind it. `close` in the end, also after a failure half-way."""

    def __init__(self, options: argparse.Namespace) -> None:
        from PySide6.QtCore import QTimer

        from fieldclient.ui.frame.frame import Frame
        from fieldclient.ui.link import Link
        from fieldclient.ui.mishaps import Mishaps
        from fieldclient.ui.preferences import Preferences
        from fieldclient.ui.tongue import Tongue
        from fieldclient.ui.worker import Worker

        self.options = options
        self.worker: Worker[Any] = Worker(self._open_desk)
        self.worker.start()
        self.preferences = Preferences(self.worker, fixed=fixed_look(options))
        self.tongue = Tongue(self.preferences.look.language)
        self.link = Link(self.worker, self._make_safe, plain_ok=options.plain_http)
        self.frame = Frame(self.worker, self.tongue, self.link)
        self.mishaps = Mishaps()
        self.mishaps.told.connect(self.frame.say_problem)
        self.rooms = self._make_rooms()
        self.window: QQuickWindow | None = None
        self._engine = qt.make_engine()
        self._journal: Any = None
        self._late = QTimer(singleShot=True, interval=SHOW_AT_THE_LATEST_MS)
        self._late.timeout.connect(self._show)

    def _folder(self) -> Path:
        from fieldclient.work import data_dir

        return data_dir(str(self.options.data) if self.options.data else None)

    def _open_desk(self) -> Any:
        """On the store's thread: the libraries of the store are imported here, beside the window's first frame."""
        from fieldclient.ui.journal import start_journal
        from fieldclient.work import open_desk

        desk = open_desk(self._folder())
        self._journal = start_journal(self._folder())
        return desk

    def _make_safe(self) -> TokenSafe:
        from fieldclient.store.secrets import TokenSafe

        return TokenSafe(self._folder())

    def _make_rooms(self) -> dict[str, Room]:
        from fieldclient.ui.activity.activity_room import ActivityRoom
        from fieldclient.ui.cases.cases_room import CasesRoom
        from fieldclient.ui.home.home_room import HomeRoom
        from fieldclient.ui.me.me_room import MeRoom
        from fieldclient.ui.me.sign_in_room import SignInRoom
        from fieldclient.ui.outbox.outbox_room import OutboxRoom
        from fieldclient.ui.report.report_room import ReportRoom

        rooms: dict[str, Room] = {
            "home": HomeRoom(self.worker, self.tongue), "cases": CasesRoom(self.worker, self.tongue),
            "report": ReportRoom(self.worker, self.tongue), "activity": ActivityRoom(self.worker, self.tongue),
            "me": MeRoom(self.worker, self.tongue, self.link, self.preferences),
            "outbox": OutboxRoom(self.worker, self.tongue, self.link),
        }
        for name, room in rooms.items():
            self.frame.add_place(name, room)
        rooms["signIn"] = SignInRoom(self.worker, self.tongue, self.link)
        self.frame.listen(rooms["signIn"])
        return rooms

    def open(self) -> QQuickWindow:
        """Load the window; it shows itself as soon as the store has said how the person likes it."""
        from PySide6.QtQuick import QQuickWindow

        self.mishaps.install()
        self._apply_look()
        self.preferences.changed.connect(self._apply_look)
        self.preferences.loaded.connect(self._show)
        self.tongue.changed.connect(self._engine.retranslate)
        self.preferences.load()
        self.rooms["signIn"].begin()  # type: ignore[attr-defined]
        self.frame.go("home")
        self._engine.setInitialProperties({"frame": self.frame, **self.rooms})
        self._engine.loadFromModule("fieldclient.ui", "Main")
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("the window could not be made")
        self.window = roots[0]
        self.window.resize(*(self.options.size or DEFAULT_SIZE))
        if self.options.title:
            self.window.setTitle(f"{self.window.title()} · {self.options.title}")
        self.window.sceneGraphError.connect(self._without_graphics)
        self._late.start()
        return self.window

    def _apply_look(self) -> None:
        look = self.preferences.look
        theme = qt.theme_of(self._engine)
        theme.setProperty("mode", look.mode)
        theme.setProperty("scale", look.scale)
        theme.setProperty("motion", look.motion)
        self.tongue.choose(look.language)

    def _show(self) -> None:
        from PySide6.QtCore import QTimer

        if self.window is not None and not self.window.isVisible() and self._late.isActive():
            self._late.stop()
            self.window.show()
            QTimer.singleShot(START_LINK_MS, self.window, self._start_link)

    def _start_link(self) -> None:
        if self.options.no_signal:
            self.link.set_offline(True)
        self.link.start(self.options.hub, self._sign_in)

    def _sign_in(self) -> None:
        """By the command line's name and the environment's password, when there is no token on this device."""
        password = os.environ.pop(PASSWORD_VARIABLE, "")
        if self.options.login and password and self.link.status.state is LinkState.SIGNED_OUT:
            self.rooms["signIn"].signIn(self.link.hub_url, self.options.login, password)  # type: ignore[attr-defined]

    def _without_graphics(self, *_: object) -> None:
        """No graphics card to be had: start again and draw by the processor."""
        if os.environ.get("QT_QUICK_BACKEND") != "software":
            self.close()
            os.environ["QT_QUICK_BACKEND"] = "software"
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])

    def close(self) -> None:
        """The loop first, the window next, the store last: what was asked for is finished."""
        self._late.stop()
        self.link.close()
        if self.window is not None:
            self.window.hide()
        self.window = None
        del self._engine  # before the rooms: bindings must not run on what is gone
        self.worker.close()
        if self._journal is not None:
            self._journal.stop()
        self.mishaps.remove()


def main(arguments: list[str]) -> int:
    """The command `client`."""
    options = parser().parse_args(arguments)
    if options.offscreen:
        qt.go_offscreen()
    application = qt.application(["fieldclient"])
    client = Client(options)
    try:
        client.open()
        return application.exec()
    finally:
        client.close()
