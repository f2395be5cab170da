"""A way to the hub of its own, for what takes longer than a chore of the link may. No Qt."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:
    from fieldclient.ui.link import Link
    from fieldclient.ui.way import Way
    from sync.engine.link import HttpHub
    from sync.engine.tiles import HttpTiles

log = logging.getLogger(__name__)
WAIT_S, LOOK_S = 30.0, 0.2


class Lent:
    """The half of `HttpHub` that brings tiles and photos, for one person and while things may leave. Every question
    after `take_back` is NO_NETWORK, and so is what is under way."""

    def __init__(self, hub: HttpHub) -> None:
        self._hub = hub
        self._back = False

    @property
    def tiles(self) -> HttpTiles:
        self._check()
        return self._hub.tiles

    def download(self, sha256: str, *, offset_bytes: int = 0) -> Iterator[bytes]:
        self._check()
        return self._hub.download(sha256, offset_bytes=offset_bytes)

    def take_back(self) -> None:
        """From any thread."""
        self._back = True
        self._hub.cut()

    def close(self) -> None:
        self._hub.close()

    def _check(self) -> None:
        if self._back:
            raise Problem(Code.NO_NETWORK)


def opener(link: Link | None) -> Callable[[], Any]:
    """Asked on the courier's thread: a `Lent`, to be closed by who asked; None: nobody is signed in, or nothing is to leave."""
    def open_hub() -> Lent | None:
        from concurrent.futures import Future

        if link is None or link.offline:
            return None
        answer: Future[Lent | None] = Future()

        def chore(way: Way | None) -> None:
            if answer.set_running_or_notify_cancel():
                answer.set_result(_lend(way))

        link.post(chore)
        for _ in range(round(WAIT_S / LOOK_S)):
            if link.closed:
                break
            try:
                return answer.result(LOOK_S)
            except TimeoutError:
                continue
        return None if answer.cancel() else answer.result()  # it is being made just now: nobody else would close it

    return open_hub


def _lend(way: Way | None) -> Lent | None:
    try:
        return way.lend() if way is not None else None
    except Exception as error:  # the link's thread must live on: without it nobody signs in any more
        log.warning("no connection for the map: %s", type(error).__name__)
        return None
