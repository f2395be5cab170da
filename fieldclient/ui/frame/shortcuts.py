"""Every shortcut of the window: what it does, its keys, and under which title the sheet shows it. A pure table.

Ctrl and a digit lead to places in the order of the rail. A key that also writes (the question mark, Ctrl+Z) is the text field's
while one has the keyboard: Qt asks the field first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fieldclient.ui.words import Words


class Shortcut(NamedTuple):
    """`action` is what Shortcuts.qml does; `go NAME` leads to a place. `shown`: keys as people read them."""

    action: str
    keys: tuple[str, ...]
    group: str
    shown: str = ""


TABLE: tuple[Shortcut, ...] = (
    Shortcut("go home", ("Ctrl+1",), "places"),
    Shortcut("go cases", ("Ctrl+2",), "places"),
    Shortcut("go report", ("Ctrl+3",), "places"),
    Shortcut("go activity", ("Ctrl+4",), "places"),
    Shortcut("go me", ("Ctrl+5",), "places"),
    Shortcut("go patrol", ("Ctrl+6",), "places"),
    Shortcut("go intake", ("Ctrl+7",), "places"),
    Shortcut("go map", ("Ctrl+8",), "places"),
    Shortcut("go outbox", ("Ctrl+9", "Ctrl+0"), "places"),
    Shortcut("new_report", ("Ctrl+N",), "work"),
    Shortcut("new_praise", ("Ctrl+Shift+N",), "work"),
    Shortcut("search", ("Ctrl+F",), "work"),
    Shortcut("primary", ("Ctrl+Return", "Ctrl+Enter"), "work", "Ctrl+Enter"),
    Shortcut("undo", ("Ctrl+Z",), "work"),
    Shortcut("back", ("Escape", "Back", "Alt+Left"), "work", "Esc, Alt+←"),
    Shortcut("sync", ("F5", "Ctrl+R"), "sending"),
    Shortcut("pause", ("Ctrl+Shift+P",), "sending"),
    Shortcut("sheet", ("F1", "Ctrl+/", "?"), "window"),
    Shortcut("panes", ("F6",), "window"),
    Shortcut("full_screen", ("F11",), "window"),
    Shortcut("lock", ("Ctrl+L",), "window"),
    Shortcut("notify", ("Ctrl+Shift+B",), "window"),
    Shortcut("quit", ("Ctrl+Q",), "window"),
)
GROUPS = ("places", "work", "sending", "window")


def known(places: list[str]) -> list[Shortcut]:
    """Those whose place this window has."""
    return [each for each in TABLE if not each.action.startswith("go ") or each.action[3:] in places]


def for_window(places: list[str]) -> list[dict[str, object]]:
    return [{"action": each.action, "keys": list(each.keys)} for each in known(places)]


def for_sheet(places: list[str], words: Words) -> list[dict[str, object]]:
    """Title by title: {title, rows: [{text, keys}]}."""
    rows = known(places)
    return [{
        "title": words.phrase(f"keys.{group}"),
        "rows": [{"text": words.phrase(f"key.{each.action}"), "keys": each.shown or ", ".join(each.keys)}
                 for each in rows if each.group == group],
    } for group in GROUPS]
