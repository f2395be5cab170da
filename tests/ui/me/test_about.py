"""Licences: one begins at its top, and back in the list one is where one was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

FAR_DOWN = "about.tzdata"


def test_a_licence_begins_at_its_top_and_back_is_where_one_was(whole, tmp_path: Path) -> None:
    window = whole(tmp_path)
    window.click("signIn.later")
    window.click("rail.me")
    window.click("me.licences")
    window.until(lambda: window.seen(FAR_DOWN) is not None, "the list")
    window.click(FAR_DOWN)
    window.until(lambda: window.seen("about.back") is not None and window.seen("about.back").hasActiveFocus(), "the licence")
    assert in_sight(window, "about.back"), "it does not begin in its middle"
    window.key(Qt.Key.Key_Escape)
    window.until(lambda: window.seen(FAR_DOWN) is not None and window.seen(FAR_DOWN).hasActiveFocus(), "the list again")
    assert in_sight(window, FAR_DOWN)
    window.key(Qt.Key.Key_Escape)
    assert window.seen("licences") is None and window.frame.property("place") == "me"


def in_sight(window, name: str) -> bool:
    return window.window.contentItem().contains(window.middle(window.seen(name)))
