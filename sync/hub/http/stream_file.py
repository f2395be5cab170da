"""One file on its way in over a stream: opened, written in the order of coming, verified, and told about."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Protocol, TypeVar

import msgspec

from sync.hub.live import Live
from sync.hub.service import Caller, HubService
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Problem
from sync.protocol.ranges import Ranges
from sync.protocol.stream import Offer

T = TypeVar("T")
_FRAME_COST_BYTES = 256  # what a frame takes beside its bytes, so that very small ones cannot fill the memory


class Pools(msgspec.Struct, frozen=True):
    """Threads apart from those that serve requests: bytes never wait for an act, nor acts for a slow disk."""

    pieces: ThreadPoolExecutor  # writing and hashing
    files: ThreadPoolExecutor  # opening and finishing, which wait for the database and the disk


class Teller(Protocol):
    """The line that a file comes over, as the file sees it. All called in the loop's thread."""

    def stands(self, n: int, held: Ranges, *, complete: bool) -> None: ...
    def moved(self, n: int, held: Ranges, *, at_once: bool) -> None: ...
    def arrived(self, n: int, receipt: MediaReceipt) -> None: ...
    def failed(self, n: int, problem: Problem) -> None: ...
    def freed(self, size_bytes: int) -> None: ...


class Arriving:
    """File n of one line. `take` and `end` are called in the loop's thread, where `run` lives as a task of its own."""

    def __init__(self, service: HubService, caller: Caller, pools: Pools, teller: Teller, offer: Offer) -> None:
        self._service, self._caller, self._pools, self._teller = service, caller, pools, teller
        self._person = caller.person  # whose file it is, once it is known
        self.offer = offer
        self._queue: deque[tuple[int, memoryview]] = deque()
        self._news = asyncio.Event()
        self._ended = False

    def take(self, offset_bytes: int, data: memoryview) -> int:
        """Queue bytes; what they cost until they are written. A small part of a large body is copied, so that the body goes."""
        whole = data.obj
        if len(data) * 8 < len(whole):  # type: ignore[arg-type]
            data = memoryview(bytes(data))
        self._queue.append((offset_bytes, data))
        self._news.set()
        return len(data) + _FRAME_COST_BYTES

    def end(self) -> None:
        """No more bytes will come on this line: what is complete is finished, everything else is left as it is."""
        self._ended = True
        self._news.set()

    async def run(self) -> None:
        """Until it is over, or no more can come. Never raises but for a defect."""
        n, told = self.offer.n, self._teller
        try:
            entered = await self._in(self._pools.files, self._enter)
            if isinstance(entered, MediaReceipt):
                self._service.bell.ring()  # a case that waited for the file may have gone on
                told.arrived(n, entered)
                return
            receipt = await self._receive(entered)
            if receipt is not None:
                self._service.bell.ring()
                told.arrived(n, receipt)
        except Problem as problem:
            told.failed(n, problem)
        finally:
            self._give_back()

    def _enter(self) -> Live | MediaReceipt:
        offer = self.offer
        self._person = self._service.admission.for_whom(self._caller, offer.sha256)
        return self._service.media.enter(self._person, self._caller.device, offer.sha256, offer.size_bytes, offer.mime)

    async def _receive(self, live: Live) -> MediaReceipt | None:
        loop = asyncio.get_running_loop()

        def wake() -> None:
            with suppress(RuntimeError):  # the loop has ended: nobody waits any more
                loop.call_soon_threadsafe(self._news.set)

        live.listeners.append(wake)
        try:
            self._teller.stands(self.offer.n, live.part.ranges, complete=live.part.full)
            while not live.part.full and live.over is None:
                if not self._queue:
                    if self._ended:
                        return None
                    self._news.clear()
                    await self._news.wait()
                await self._write(live)
            return await self._in(self._pools.files, self._finish, live)
        finally:
            live.listeners.remove(wake)
            self._leave(live)

    def _leave(self, live: Live) -> None:
        try:
            self._pools.files.submit(self._service.media.leave, live)
        except RuntimeError:  # the hub has stopped
            self._service.media.leave(live)

    async def _write(self, live: Live) -> None:
        batch, taken = list(self._queue), True
        self._queue.clear()
        if batch:
            try:
                taken = await self._in(self._pools.pieces, self._keep, live, batch)
            finally:  # refused bytes wait no longer either: the line is read on for everything behind them
                self._teller.freed(sum(len(data) + _FRAME_COST_BYTES for _, data in batch))
        held, full = live.part.ranges, live.part.full
        self._teller.moved(self.offer.n, held, at_once=full)
        if not taken:
            self._teller.stands(self.offer.n, held, complete=full)

    def _keep(self, live: Live, batch: list[tuple[int, memoryview]]) -> bool:
        """In a thread. Frames that follow one another are written in one call."""
        taken = True
        at = 0
        while at < len(batch):
            first, end, pieces = batch[at][0], batch[at][0], []
            while at < len(batch) and batch[at][0] == end:
                pieces.append(batch[at][1])
                end += len(batch[at][1])
                at += 1
            taken = self._service.media.write(live, first, pieces, self._caller.device) and taken
        if len(live.listeners) > 1:
            live.told()
        return taken

    def _finish(self, live: Live) -> MediaReceipt:
        return self._service.media.finish(self._person, self._caller.device, live)

    def _give_back(self) -> None:
        """What was queued for a file that is over."""
        self._teller.freed(sum(len(data) + _FRAME_COST_BYTES for _, data in self._queue))
        self._queue.clear()

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work, *args)
