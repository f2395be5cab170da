"""The whole client in a real window that nobody sees: built as the product builds it, on a folder of the test."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from fieldclient.ui.app import Client
from fieldclient.ui.engine import application, theme_of
from fieldclient.ui.options import PASSWORD_VARIABLE, parser
from sync.engine.runner import LinkState
from tests.ui.evidence.stage import Stage


class Whole(Stage):
    """`Stage`'s hands on the product's own window. `login`: signed in at `hub` before anything else happens."""

    def __init__(self, folder: Path, *arguments: str, hub: str = "", login: str = "", language: str = "en",  # noqa: super
                 size: tuple[int, int] = (1280, 800)) -> None:
        self.app = application(["test"])
        self.folder = folder
        if login:
            os.environ[PASSWORD_VARIABLE] = f"{login}-demo"
        self.client = Client(parser().parse_args([
            "--data", str(folder), "--lang", language, "--size", f"{size[0]}x{size[1]}", "--no-motion", "--hub", hub,
            "--login", login, *arguments]))
        self.worker = self.client.worker
        self.window: Any = self.client.open()
        self.client.mishaps.remove()  # a warning or an exception must fail the test
        self.engine = self.client._engine
        self.theme = theme_of(self.engine)
        self.frame, self.link = self.client.frame, self.client.link
        self.until(lambda: self.frame.property("place") == "home", "home is shown")
        self.until(lambda: self.link.status is not None, "the link has begun")
        if login:
            self.until(lambda: self.link.status.state is LinkState.ONLINE, "signed in and synced")
        self.settle()

    def room_of(self, place: str) -> Any:
        return self.frame.room(place)

    def go(self, place: str) -> None:
        self.click(f"rail.{place}")
        self.until(lambda: self.frame.property("place") == place, place)

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        QTest.qWait(60)

    def close(self) -> None:
        self.theme = self.engine = self.window = None
        self.client.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QGuiApplication.processEvents()
        logging.getLogger().handlers = [h for h in logging.getLogger().handlers if "QueueHandler" not in type(h).__name__]
