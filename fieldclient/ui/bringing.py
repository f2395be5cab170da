"""A link that came from outside, on its way to the page that shows what it would do. It waits before a lock."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from fieldclient.ui.doorway import Doorway


class Bringing(QObject):
    """`first`: what the window was opened with."""

    def __init__(self, client: Any, first: str = "") -> None:
        super().__init__(client.frame)
        self._frame: Any = client.frame
        self._window: Any = client.window
        self._link = first
        self._frame.signingInChanged.connect(self._go_on)
        self._doorway = Doorway(client.folder, lambda link: client.worker.later(lambda: self.take(link)))
        self._go_on()

    def take(self, link: str) -> None:
        self._link = link
        if self._window is not None:
            self._window.requestActivate()
        self._go_on()

    def _go_on(self) -> None:
        frame = self._frame
        if self._link and (frame.property("signingIn") or not frame.barred):
            frame.ask(lambda desk: bool(desk.store.people.current_id()), self._show, lambda problem: None)

    def _show(self, works: bool) -> None:
        """At the door for who has not signed in, also where its page is still on its way; else on the page about them."""
        frame, link = self._frame, self._link
        if not link or (frame.barred and not frame.property("signingIn")):
            return
        if works and not frame.property("signingIn"):
            self._link = ""
            frame.go("me")
            frame.when_ready("me", lambda room: room.setup.bring(link))
            return
        if not frame.property("signingIn"):
            frame.signIn()  # goes on when it is there
            return
        frame.when_ready("signIn", lambda room: self._show_at_door(room, link))

    def _show_at_door(self, room: Any, link: str) -> None:
        """Whoever is asked for a PIN gives it first: nobody changes a device that is locked."""
        if room.step == "form" and not room.locked and link == self._link:
            self._link = ""
            room.setup.bring(link)

    def close(self) -> None:
        self._doorway.close()
