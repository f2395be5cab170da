"""Licences: one begins at its top, and back in the list one is where one was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from fieldclient.ui.me.about_desk import flowing

FAR_DOWN = "about.tzdata"


def test_a_licence_fills_the_lines_of_any_screen() -> None:
    of_old = """                  A License
        Version 2.0, January 2004

Copyright (c) 2018 Somebody
Copyright (c) 2019 Somebody Else, who has a name that is longer than others
All rights reserved.

  1. Redistributions of source code must retain the above
     copyright notice, this list of conditions and the following
     disclaimer.
  2. Nothing else is asked of anybody who takes it along, except
     (a) their patience, which is much to ask of people; and
     (b) their trust.
-----------------------------------------------------------
The end."""
    lines = flowing(of_old).splitlines()
    assert lines[:4] == ["A License", "Version 2.0, January 2004", "", "Copyright (c) 2018 Somebody"]
    assert "1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer." in lines
    assert [line[:3] for line in lines[-5:]] == ["2. ", "(a)", "(b)", "---", "The"]
    assert flowing(of_old).split() == of_old.split(), "not a word is another"


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
