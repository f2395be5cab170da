"""Ends connections on which no whole request comes: each costs a socket, and uvicorn waits for the rest of a head for ever."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

HEAD_S = 30.0  # for a request's head, from the first byte or from the connection on
_LOOK_S = 5.0


class Connection(Protocol):
    """What is looked at of a connection of uvicorn's."""

    transport: Any
    cycle: Any  # the request that is being answered; None before the first
    timeout_keep_alive_task: Any  # runs between requests: then uvicorn itself closes what stays silent


class Patience:
    """`connections`: those that are open, as uvicorn keeps them."""

    def __init__(self, connections: set[Any]) -> None:
        self._connections = connections
        self._since: dict[Connection, float] = {}

    async def watch(self) -> None:
        while True:
            await asyncio.sleep(min(_LOOK_S, HEAD_S / 2))
            self.look(asyncio.get_running_loop().time())

    def look(self, now: float) -> None:
        waiting = [each for each in self._connections if _is_waiting(each)]
        self._since = {each: self._since.get(each, now) for each in waiting}
        for each, since in self._since.items():
            if now - since > HEAD_S:
                each.transport.abort()


def _is_waiting(connection: Connection) -> bool:
    """True while the head of a request is still to come and nobody counts the time."""
    if connection.transport is None:
        return False
    cycle = connection.cycle
    return cycle is None or (cycle.response_complete and connection.timeout_keep_alive_task is None)
