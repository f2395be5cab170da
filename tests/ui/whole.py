"""The whole client in a real window that nobody sees: built as the product builds it, on a folder of the test."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from fieldclient.ui.app import Client
from fieldclient.ui.engine import application, theme_of
from fieldclient.ui.options import PASSWORD_VARIABLE, parser
from sync.engine.runner import LinkState
from tests.ui.hands import Hands


class Whole(Hands):
    """`Hands` on the product's own window. `login`: signed in at `hub` before anything else happens. `meanwhile`: done while its rooms are made."""

    def __init__(self, folder: Path, *arguments: str, hub: str = "", login: str = "", language: str = "en",
                 size: tuple[int, int] = (1280, 800), meanwhile: Callable[[Whole], None] = lambda window: None) -> None:
        self.app = application(["test"])
        self.folder = folder
        if login:
            os.environ[PASSWORD_VARIABLE] = f"{login}-demo"
        self.client = Client(parser().parse_args([
            "--data", str(folder), "--lang", language, "--size", f"{size[0]}x{size[1]}", "--no-motion", "--hub", hub,
            "--login", login, *arguments]), catch=False)
        self.worker = self.client.worker
        self.window: Any = self.client.open()
        self.rooms = self.client._root
        self.theme: Any = theme_of(self.client._engine)
        self.frame, self.link = self.client.frame, self.client.link
        self.until(lambda: self.frame.property("place") == "home", "home is shown")
        self.window.findChild(QObject, "toast").setProperty("stayMs", 600_000)  # a slow test reads it as well
        meanwhile(self)
        self.until(lambda: self.link.status is not None, "the link has begun")
        if login:
            self.until(lambda: self.link.status.state is LinkState.ONLINE, "signed in and synced")
        self.settle()

    def room_of(self, place: str) -> Any:
        return self.frame.room(place)

    def go(self, place: str) -> None:
        if self.seen(f"rail.{place}") is None:
            self.click("rail.more")
        self.click(f"rail.{place}")
        self.until(lambda: self.frame.property("place") == place, place)

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        self.settle()

    def close(self) -> None:
        self.theme = self.window = self.rooms = self._calm = None
        self.client.close()
