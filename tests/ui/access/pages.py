"""Every page of the window and how a person gets there, for whoever looks at all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt


def home(window: Any) -> None:
    window.client.frame.go("home")


def place(name: str) -> Callable[[Any], None]:
    return lambda window: window.client.frame.go(name)


def first(window: Any, prefix: str) -> str:
    """The first thing on the page whose name begins so."""
    window.settle()
    return next(name for name in sorted(window.names()) if name.startswith(prefix))


def case(window: Any) -> None:
    home(window)
    window.click(first(window, "home.report."))


def draft(window: Any) -> None:
    home(window)
    window.click(first(window, "home.draft."))


def in_draft(row: str) -> Callable[[Any], None]:
    def open_row(window: Any) -> None:
        draft(window)
        window.click(row)

    return open_row


def licences(window: Any) -> None:
    window.client.frame.go("me")
    window.settle()
    window.click("me.licences")


PAGES: dict[str, Callable[[Any], None]] = {
    "home": home, "cases": place("cases"), "case": case, "report": draft, "activity": place("activity"), "me": place("me"),
    "licences": licences, "outbox": place("outbox"), "patrol": place("patrol"),
}


def leave(window: Any) -> None:
    """Back to a place of the rail, however deep the page is."""
    for _ in range(6):
        if window.frame.property("place") == "home":
            return
        window.key(Qt.Key.Key_Escape)
