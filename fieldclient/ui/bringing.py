"""Links that came from outside, on their way to the page that shows what they would do. They wait before a lock."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from fieldclient.ui.doorway import forget


class Bringing(QObject):
    """`links`: what has come so far, oldest first; the window's builder adds to it and calls `come`."""

    def __init__(self, client: Any, links: list[str]) -> None:
        super().__init__(client.frame)
        self._frame: Any = client.frame
        self._window: Any = client.window
        self._links = links
        self._folder: Any = client.folder
        self._heard: list[Any] = []  # the pages' desks that tell what somebody has seen
        self._frame.signingInChanged.connect(self._go_on)
        self._go_on()

    def come(self) -> None:
        """One more."""
        if self._window is not None:
            self._window.requestActivate()
        self._go_on()

    def _go_on(self) -> None:
        frame = self._frame
        if self._links and (frame.property("signingIn") or not frame.barred):
            frame.ask(lambda desk: bool(desk.store.people.current_id()), self._show, lambda problem: None)

    def _show(self, works: bool) -> None:
        """At the door for who has not signed in, also where its page is still on its way; else on the page about them."""
        frame = self._frame
        if not self._links or (frame.barred and not frame.property("signingIn")):
            return
        if works and not frame.property("signingIn"):
            frame.go("me")
            frame.when_ready("me", self._hand_over)
            return
        if not frame.property("signingIn"):
            frame.signIn()  # goes on when it is there
            return
        frame.when_ready("signIn", self._show_at_door)

    def _show_at_door(self, room: Any) -> None:
        """Whoever is asked for a PIN gives it first: nobody changes a device that is locked."""
        if room.step == "form" and not room.locked:
            self._hand_over(room)

    def _seen(self, link: str) -> None:
        """From now on it is the person's: at the next start it does not come again."""
        folder = self._folder
        self._frame.ask(lambda desk: forget(folder, link), lambda _: None, lambda problem: None)

    def _hand_over(self, room: Any) -> None:
        links = self._links[:]
        self._links.clear()
        if room.setup not in self._heard:
            self._heard.append(room.setup)
            room.setup.shown.connect(self._seen)
        for link in links:
            room.setup.bring(link)
