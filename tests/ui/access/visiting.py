"""Somebody who cannot see the screen goes through every page of `pages`, in any look: waits by pixels, scrolls by the keyboard."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, Self

from tests.ui.access.desktop import GALLERY, WINDOW, Desktop, end
from tests.ui.access.keys import Screen
from tests.ui.access.looking import filled, pattern, signature
from tests.ui.access.pages import LOOKS, Page
from tests.ui.access.reader import Node, Reader, Reference

WAIT_S = 60.0
STILL_S = 0.06
MOST_BACK = 8  # no page lies deeper than this


class Seat:
    """The window is a process for itself and has no network; `words` are what is typed for `{name}` in a step. `gallery`: that of
    the parts instead, which is begun in its look."""

    def __init__(self, desktop: Desktop, *options: str, words: dict[str, str] | None = None, gallery: bool = False) -> None:
        self._words = words or {}
        self.size = LOOKS["wide"][:2]
        self._scale = 1.0
        self._typed = ""
        own = () if gallery else ("--size", "{}x{}".format(*self.size), "--no-signal")
        self.process = desktop.run("--lang", "en", "--no-motion", *own, *options, program=GALLERY if gallery else WINDOW)
        self._connection = desktop.connect()
        self.screen = Screen(desktop.display)
        try:
            self.reader = Reader(self._connection, self.process.pid)
        except AssertionError as lost:
            end(self.process)
            raise AssertionError(f"{lost}: {desktop.said()}") from lost

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self.screen.__exit__()
        end(self.process)

    # Going

    def sit_down(self, shows: str = "home.praise") -> Node:
        """Until the first page is filled; the keyboard is the window's from here on."""
        self.reader.wait_for(lambda window: find(window, shows) or self._scroll_to(shows), shows)  # large type: it may lie below
        self.screen.point_away()
        self.screen.give_keyboard()
        return self.rest(shows)

    def wear(self, look: str) -> None:
        """Turn the tablet; larger type is chosen by the product's own slider, as a screen reader moves it."""
        *size, scale = LOOKS[look]
        if scale != self._scale:
            slider = find(self.go(Page("me", ("rail.me",), "me.signOut")), "me.scale", pressed=False) or self._away("me.scale")
            for _ in range(round(abs(scale - self._scale) / 0.15)):
                self.reader.act(slider, "Increase" if scale > self._scale else "Decrease")
            self._scale = scale
        self.turn(*size)
        self.take("rail.cases")
        while find(self.rest(), "case.header.back"):  # what stood beside the list covers it now
            self.screen.key("Escape")
        self.rest("rail.home")

    def turn(self, width: int, height: int) -> None:
        if (width, height) != self.size:
            self.screen.resize(width, height)
            self.size = (width, height)

    def go(self, page: Page) -> Node:
        """From the home page by actions alone. The window as it is when it has come to rest."""
        now = self.home()
        for at, step in enumerate(page.steps):
            if at and page.shows not in page.steps and find(now, page.shows) is not None:
                break
            shows = page.resumes if page.resumes in page.steps[at + 1:] else page.shows if page.shows not in page.steps else ""
            now = self.take(step, shows if at else "")
        return self.rest(page.shows)

    def home(self) -> Node:
        """From wherever one is, a step back at a time."""
        now = self.reader.look()
        for _ in range(MOST_BACK):
            home = find(now, "rail.home")
            if home is not None and "selected" in home.states:
                return now
            self.screen.key("Escape")
            now = self.rest()
        raise AssertionError(f"no way home from {signature(now)}")

    def take(self, step: str, shows: str = "") -> Node:
        """One step, unless what it leads to is there already."""
        name, typing, text = step.partition("=")
        there = (lambda node: True) if typing else (lambda node: node.pressable and node.usable)
        name, _, word = name.partition("~")
        named, name = self._typed if name.endswith("!") else word, name.rstrip("!")

        def ready(window: Node) -> bool:
            if shows and find(window, shows) is not None:
                return True
            found = [node for node in every(window, name, there) if named in node.name]
            if not found and not name.startswith("rail."):
                self._scroll_to(name)
            return bool(found) or name.startswith("rail.") and find(window, "rail.more") is not None

        now = self.reader.wait_for(ready, step)
        if shows and find(now, shows) is not None:
            return now
        found = [node for node in every(now, name, there) if named in node.name]
        if not found:
            self.reader.press(every(now, "rail.more", there)[0])
            return self.take(step, shows)
        if typing:
            self.reader.grab_focus(found[0])
            self._typed = text.format(**self._words)
            self.screen.write(self._typed)
        else:
            self.reader.press(found[0])
        return now

    def _scroll_to(self, name: str) -> None:
        """What is told but not seen comes into sight when it gets the keyboard."""
        wanted = pattern(name)
        for node in self.reader.away():
            if wanted.search(node.id) and "focusable" in node.states and node.extents[2] > 0:
                self.reader.grab_focus(node)
                return

    def _away(self, name: str) -> Node:
        """Scrolled away, and used all the same."""
        return next(node for node in self.reader.away() if pattern(name).search(node.id))

    def leave(self, now: Node, page: Page) -> str:
        """By Escape alone to home, and what is wrong with that, if anything is."""
        for step in page.ends:
            self.take(step)
            now = self.rest()
        rail, shown = find(now, "rail.home"), find(now, page.shows)
        for _ in range(MOST_BACK):
            if self._at_home(rail, shown if page.steps else None):
                return ""
            before = self.picture()
            self.screen.key("Escape")
            if not self.until(lambda before=before: self.picture() != before, 10.0):
                return f"Escape does nothing on {signature(self.reader.look())}"
            self.still()
            if rail is None:
                rail = find(self.reader.look(), "rail.home")
        return f"Escape does not lead home from {signature(self.reader.look())}"

    def _at_home(self, rail: Node | None, shown: Node | None) -> bool:
        if rail is None or not {"selected", "visible"} <= self.reader.states(rail):
            return False
        return shown is None or "visible" not in self.reader.states(shown)

    # Coming to rest

    def picture(self) -> bytes:
        return self.screen.pixels((0, 0, *self.size))

    def until(self, true: Callable[[], bool], wait_s: float) -> bool:
        until = time.monotonic() + wait_s
        while not true():
            if time.monotonic() > until:
                return False
            time.sleep(0.01)
        return True

    def still(self) -> bytes:
        """Until nothing moves on the screen."""
        until, before = time.monotonic() + WAIT_S, self.picture()
        while True:
            time.sleep(STILL_S)
            now = self.picture()
            if now == before:
                return now
            assert time.monotonic() < until, "the window never comes to rest"
            before = now

    def rest(self, shows: str = "") -> Node:
        """The window as it is told when nothing moved while it was looked at; with something that can be pressed under this name."""
        until = time.monotonic() + WAIT_S
        while True:
            before = self.still()
            now = self.reader.look()
            if self.picture() == before and (find(now, shows) is not None if shows else filled(now)):
                return now
            if shows:
                self._scroll_to(shows)  # a page is found as it was left, scrolled
            assert time.monotonic() < until, f"never seen: {shows or 'a page'}; there is {[str(node) for node in now.walk() if node.pressable]}"

    # Keys

    def tab(self, *held: str, wait_s: float = 10.0) -> Reference | None:
        """What has the keyboard after one more press of Tab; None when nobody was told."""
        self.reader.forget_focus()
        self.screen.key("Tab", *held)
        return self.reader.focus(wait_s)


def every(window: Node, name: str, fits: Callable[[Node], Any]) -> list[Node]:
    """By the end of the identifier that assistive technology is told: the window's own name of the thing, whatever the language. A
    name that ends with a dot: all that are so called."""
    wanted = pattern(name)
    return [node for node in window.walk() if wanted.search(node.id) and fits(node)]


def find(window: Node, name: str, pressed: bool = True) -> Node | None:
    """The first so called that can be pressed now; of any kind without `pressed`."""
    return next(iter(every(window, name, lambda node: not pressed or (node.pressable and node.usable))), None)


def names(nodes: Iterable[Node]) -> list[str]:
    return [str(node) for node in nodes]
