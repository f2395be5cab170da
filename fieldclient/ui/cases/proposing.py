"""Where a file goes unless the person says otherwise: looked for on the store's thread, as a folder may lie on a slow disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fieldclient.ui.parts.case_line import file_url


def propose(room: Any, name: str, told: Callable[[str], None]) -> None:
    """The usual folder, and a name that nothing there has; as a URL, on the window's thread."""
    def look(_: Any) -> str:
        from fieldclient.work.patrol.saving import free_name, usual_folder

        return file_url(str(free_name(usual_folder() / name)))

    room.ask(look, told)
