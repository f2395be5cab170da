"""One connection over the link, and its two directions."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections import deque

from tests.links.plan import PAYLOAD_BYTES

QUEUE_BYTES = 8 * 1024  # asked of the kernel, which doubles it: a short router queue
ABORT = struct.pack("ii", 1, 0)


class Way:
    """One direction of a connection: what is on its way from `source` to `sink`, each with the time of its arrival."""

    def __init__(self, name: str, source: socket.socket, sink: socket.socket) -> None:
        self.name = name
        self.source = source
        self.sink = sink
        self.flying_bytes = 0
        self.kept_bytes = 0  # captured
        self.spoken = False
        self.ended = False
        self.tail = b""
        self._queue: deque[tuple[float, bytes | None]] = deque()
        self._changed = asyncio.Event()

    def put(self, at: float, data: bytes | None) -> None:
        """`data` b"" is the end, None a reset. Nothing overtakes what went before."""
        self._queue.append((at, data))
        self.flying_bytes += len(data or b"")
        self._changed.set()

    async def take(self) -> tuple[float, bytes | None]:
        while not self._queue:
            self._changed.clear()
            await self._changed.wait()
        return self._queue.popleft()

    async def room(self, most_bytes: float) -> None:
        """Until less is on its way than a receiver's window holds."""
        while self.flying_bytes > most_bytes:
            self._changed.clear()
            await self._changed.wait()

    def arrived(self, data: bytes) -> None:
        self.flying_bytes -= len(data)
        self._changed.set()


class Flow:
    """One connection: the device's socket, the hub's socket, and the two ways between them."""

    def __init__(self, number: int, device: socket.socket) -> None:
        self.number = number
        self.sockets = [device]
        self.tasks: list[asyncio.Task[None]] = []
        self.ways: dict[str, Way] = {}

    def flying_bytes(self, way: str) -> int:
        return self.ways[way].flying_bytes if way in self.ways else 0

    def end_tasks(self) -> None:
        for task in self.tasks:
            if task is not asyncio.current_task():
                task.cancel()

    def close(self, *, reset: bool) -> None:
        loop = asyncio.get_running_loop()
        self.end_tasks()
        for sock in self.sockets:
            loop.remove_reader(sock)
            loop.remove_writer(sock)
            if reset:
                with contextlib.suppress(OSError):
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
            sock.close()


def small_buffers(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, QUEUE_BYTES)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, PAYLOAD_BYTES)


def _come(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)


async def readable(sock: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    ready = loop.create_future()
    loop.add_reader(sock, _come, ready)
    try:
        await ready
    finally:
        if sock.fileno() >= 0:
            loop.remove_reader(sock)
