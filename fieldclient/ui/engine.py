"""What every window of this product needs before its first frame: application, fonts, QML engine, theme."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlEngine

from fieldclient.ui.unread import leave_sources_unread

leave_sources_unread()

PROJECT = Path(__file__).resolve().parents[2]
FONTS = PROJECT / "resources" / "fonts"
MODES = ("light", "dark", "sunlight")


def go_offscreen() -> None:
    """No screen, no graphics card: for tests, screenshots and the demo. Before the application is made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"


def draw_by_processor(close: Callable[[], None]) -> None:
    """No graphics card to be had: start again without one."""
    if os.environ.get("QT_QUICK_BACKEND") != "software":
        close()
        os.environ["QT_QUICK_BACKEND"] = "software"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def application(arguments: list[str]) -> QGuiApplication:
    """The one application of this process, with the shipped font."""
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    made = QGuiApplication([arguments[0] if arguments else "fieldclient"])
    made.setApplicationName("fieldclient")
    made.setOrganizationName("fieldclient")
    family = load_fonts()
    if family:
        made.setFont(QFont(family))
    return made


def load_fonts() -> str:
    """Every font shipped, so that Chinese shows on a machine without Chinese fonts. The family, or '' when there is none."""
    family = ""
    for file in sorted(FONTS.glob("*.[ot]tf")):
        number = QFontDatabase.addApplicationFont(str(file))
        for name in QFontDatabase.applicationFontFamilies(number) if number >= 0 else ():
            family = family or name
    return family


def make_engine(parent: QObject | None = None) -> QQmlApplicationEngine:
    engine = QQmlApplicationEngine(parent)
    engine.addImportPath(str(PROJECT))
    engine.setOutputWarningsToStandardError(True)
    return engine


def theme_of(engine: QQmlEngine) -> QObject:
    """The engine's Theme, to set mode, scale, wide, motion."""
    theme = engine.singletonInstance("fieldclient.ui.theme", "Theme")
    if not isinstance(theme, QObject):
        raise RuntimeError("the theme could not be made")
    return theme
