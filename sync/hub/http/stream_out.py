"""What goes down a stream: frames gathered into as few writes as the device's reading allows, acks not more often than they
are of use."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.types import Send

from sync.protocol import ranges, stream
from sync.protocol.ranges import Ranges
from sync.protocol.stream import Ack, Stand


class Outgoing:
    """`room`: called after each write, when there is room again. All in the loop's thread."""

    def __init__(self, room: Callable[[], None]) -> None:
        self._room = room
        self._frames: list[bytes] = []
        self.waiting_bytes = 0  # for the device to read
        self._to_write = asyncio.Event()
        self._ended = False
        self._writes_since: float | None = None
        self._acks: dict[int, Ranges] = {}  # what is to be told
        self._acked: dict[int, int] = {}  # bytes of each file when it was told the last time
        self._timer: asyncio.TimerHandle | None = None

    def say(self, frames: bytes) -> None:
        self._frames.append(frames)
        self.waiting_bytes += len(frames)
        self._to_write.set()

    def stands(self, n: int, held: Ranges, *, complete: bool) -> None:
        """Tells all that an ack would."""
        self.say(stream.stand(Stand(n=n, offset_bytes=ranges.start(held), ranges=held, complete=complete)))
        self._acks.pop(n, None)

    def moved(self, n: int, held: Ranges, *, at_once: bool) -> None:
        """Bytes are here: told after so many, or after a while; the first of a file at once, because the device learns from it
        how far away this is."""
        self._acks[n] = held
        if at_once or n not in self._acked or ranges.total(held) - self._acked.get(n, 0) >= stream.ACK_BYTES:
            self._tell()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(stream.ACK_S, self._tell)

    def forget(self, n: int) -> None:
        """The file is over."""
        self._acks.pop(n, None)
        self._acked.pop(n, None)

    def stuck_s(self, now: float) -> float:
        """For how long the device has not read what is being written."""
        return 0.0 if self._writes_since is None else now - self._writes_since

    def end(self) -> None:
        """What was said so far is the last."""
        self._tell()
        self._ended = True
        self._to_write.set()

    async def write(self, send: Send) -> None:
        """Everything that is said, and at the end that it is the end."""
        while self._frames or not self._ended:
            await self._to_write.wait()
            self._to_write.clear()
            body, self._frames, self.waiting_bytes = b"".join(self._frames), [], 0
            self._writes_since = time.monotonic()
            await send({"type": "http.response.body", "body": body, "more_body": True})
            self._writes_since = None
            self._room()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _tell(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        told, self._acks = self._acks, {}
        for n, held in told.items():
            self._acked[n] = ranges.total(held)
            self.say(stream.ack(Ack(n, ranges.start(held), ranges.top(held))))
