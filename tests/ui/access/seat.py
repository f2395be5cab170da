"""Somebody who cannot see the screen, at the product's own window: hears it over AT-SPI, presses real keys."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.ui.access.desktop import Desktop, end
from tests.ui.access.keys import Box, Screen
from tests.ui.access.looking import different, filled, pattern, signature
from tests.ui.access.reader import Node, Reader

WAIT_S = 60.0


class Seat:
    """`data` is copied, so that whoever made it finds it unchanged. The window has no network."""

    def __init__(self, desktop: Desktop, data: Path, size: tuple[int, int] = (1280, 800)) -> None:
        folder = desktop.folder / "device"
        if data.exists():
            shutil.copytree(data, folder)
        self.size = size
        self.process = desktop.run("--data", str(folder), "--lang", "en", "--size", f"{size[0]}x{size[1]}", "--no-motion", "--no-signal")
        self._connection = desktop.connect()
        self.screen = Screen(desktop.display)
        self.reader = Reader(self._connection, self.process.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self.screen.__exit__()
        end(self.process)

    # Going

    def sit_down(self) -> None:
        """Until the first page is filled; the keyboard is the window's from here on."""
        self.reader.wait_for(lambda window: find(window, "rail.me") is not None and any(n.role == "heading" for n in window.walk()), "home")
        self.screen.point_away()
        self.screen.give_keyboard()

    def see(self, name: str) -> Node:
        """What can be pressed under this name of the product's own, when it is there. A name that ends with a dot: the first so called."""
        window = self.reader.wait_for(lambda window: find(window, name), name)
        found = find(window, name)
        assert found is not None
        return found

    def go(self, steps: Sequence[str]) -> Node:
        """From the home page by actions alone. The window as it is when it has come to rest."""
        now = self._leave_full_screen()
        home = find(now, "rail.home")
        assert home is not None, "no way home"
        if "selected" not in home.states:
            self.reader.press(home)
            now = self.rest()
        for name in steps:
            before = signature(now)
            self.reader.press(find(now, name) or self.see(name))
            now = self.reader.wait_for(lambda page, before=before: signature(page) != before and filled(page), f"another page after {name}")
        return self.rest(now)

    def rest(self, last: Node | None = None) -> Node:
        """When two looks are alike nothing is under way any more."""
        until = time.monotonic() + WAIT_S
        last = last or self.reader.look()
        while True:
            time.sleep(0.1)
            now = self.reader.look()
            if told(now) == told(last) and filled(now):
                return now
            assert time.monotonic() < until, "the page never comes to rest"
            last = now

    def _leave_full_screen(self) -> Node:
        now = self.reader.look()
        for _ in range(6):
            if find(now, "rail.home") is not None:
                break
            self.screen.key("Escape")
            now = self.rest()
        return now

    # Keys

    def tab(self, *held: str) -> tuple[str, str] | None:
        """What has the keyboard after one more press of Tab; None when nobody was told."""
        self.reader.forget_focus()
        self.screen.key("Tab", *held)
        return self.reader.focus(10.0)

    def changes(self, box: Box, before: bytes, wait_s: float = 10.0) -> bool:
        """Whether it looks different there than it did, soon."""
        until = time.monotonic() + wait_s
        while not different(before, self.screen.pixels(box)):
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True


def find(window: Node, name: str) -> Node | None:
    """By the end of the identifier that assistive technology is told: the window's own name of the thing, whatever the language."""
    wanted = pattern(name)
    return next((node for node in window.walk() if node.pressable and node.usable and wanted.search(node.id)), None)


def told(window: Node) -> list[tuple[str, str, tuple[int, int, int, int]]]:
    return [(node.role, node.name, node.extents) for node in window.walk()]
