"""A way to the hub of its own, for what takes longer than a chore of the link may."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fieldclient.ui.link import Link

WAIT_S, LOOK_S = 30.0, 0.2


def opener(link: Link | None) -> Callable[[], Any]:
    """Asked on the courier's thread: a connection to the hub of who is signed in now, to be closed by who asked; None while there
    is none, or nothing is to leave."""
    def open_hub() -> Any:
        if link is None or link.offline:
            return None
        made: list[Any] = []
        answered = threading.Event()

        def work(way: Any) -> None:
            try:
                if way._pass is not None and way.hub_url and not way.offline:
                    made.append(way._hub(way.hub_url, way._pass))
            finally:
                answered.set()

        link._chores.put(lambda: work(link._way) if link._way is not None else answered.set())
        for _ in range(round(WAIT_S / LOOK_S)):
            if answered.wait(LOOK_S) or link._closed:
                break
        return made[0] if made else None

    return open_hub
