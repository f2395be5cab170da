"""One open stream: frames come in and are handed to what they are for, answers go out as they are ready.

Four tasks live as long as the line: one reads, one takes acts in their order, one writes, one watches that the other end and
its right to be here are still alive. Each file is a task of its own. All of it runs in the loop's thread; what waits for a
disk or the database runs in the threads of `Pools`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Send

from sync.hub.http import bodies, pushing
from sync.hub.http.stream_file import Arriving, Pools
from sync.hub.http.stream_out import Outgoing
from sync.hub.service import Caller, HubService
from sync.protocol import stream, wire
from sync.protocol.ids import new_id
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Code, Problem
from sync.protocol.ranges import Ranges
from sync.protocol.stream import Done, Down, Greeting, Offer, Trouble, Up

QUEUE_BYTES = 1024 * 1024  # from one line that wait for the disk or the database; then the line is not read on
OUT_BYTES = 256 * 1024  # answers that wait for the device to read them; then nothing more is begun
WATCH_S = 1.0
FILES_S = 5.0
CHECK_S = 5.0  # how soon a token that was taken back ends a line; a sign-out here ends it at once
CHANGES_S = 1.0  # a device hears at most so often that there is news
_log = logging.getLogger(__name__)


class Line:
    """`stays`: raises Problem when whoever opened this line may not go on. `fresh`: whether there are changes for them since
    it was asked the last time. Both are called in threads."""

    def __init__(
        self, service: HubService, caller: Caller, pools: Pools, stays: Callable[[], Caller], fresh: Callable[[], bool],
    ) -> None:
        self.service, self.caller, self._pools = service, caller, pools
        self._stays, self._fresh = stays, fresh
        self._frames = stream.Frames(stream.UP_LIMITS)
        self._files: dict[int, Arriving] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._last_n = -1
        self._pushes: deque[tuple[int, bytes]] = deque()
        self._pushed = 0
        self._queued = 0
        self._moved = asyncio.Event()  # something was worked off, or something came to be worked on
        self._out = Outgoing(self._moved.set)
        self._to_check = asyncio.Event()
        self._rung = asyncio.Event()
        self._complete = False  # nothing more will come
        self._last_byte_at = self._frame_began_at = time.monotonic()
        self.over: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.bytes_in = 0

    # From outside

    def ring(self) -> None:
        """There may be changes."""
        self._rung.set()

    def check(self) -> None:
        """Look at once whether this line may still be open."""
        self._to_check.set()

    def end(self, why: str, problem: Problem | None = None) -> None:
        """Close it after what is ready to be said."""
        if not self.over.done():
            if problem is not None:
                self._out.say(stream.trouble(Trouble(problem=problem.to_wire())))
            self.over.set_result(why)

    async def run(self, receive: Receive, send: Send) -> str:
        """Until it is over; why it was."""
        now = self.service.clock()
        self._out.say(stream.greeting(Greeting(hub_id=self.service.hub_id, hub_time=now, wire=wire.WIRE)))
        work = (self._read(receive), self._push(), self._watch(), self._tell_changes())
        tasks = [asyncio.ensure_future(self._guarded(each)) for each in work]
        writer = asyncio.ensure_future(self._guarded(self._out.write(send)))
        try:
            why = await self.over
        finally:
            for task in tasks:
                task.cancel()
            for file in self._files.values():
                file.end()
            self._out.end()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FILES_S)  # what came is written
        if why != "cut":
            await asyncio.wait({writer}, timeout=stream.FRAME_GRACE_S)
        writer.cancel()
        return why

    async def _guarded(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Problem as problem:
            self.end(problem.code.value, problem)
        except Exception:
            reference = new_id()
            _log.exception("a stream failed, reference %s", reference)
            self.end("internal", Problem(Code.INTERNAL, reference=reference))

    # Reading

    async def _read(self, receive: Receive) -> None:
        while not self._complete:
            message = await receive()
            if message["type"] == "http.disconnect":
                self._keep_begun()
                self.end("cut")
                return
            body = message.get("body", b"")
            now = time.monotonic()
            self.bytes_in += len(body)
            self._last_byte_at = now
            frames = self._frames.feed(body)
            if frames or not self._frames.inside:
                self._frame_began_at = now
            for kind, payload in frames:
                self._take(kind, payload)
            if not message.get("more_body", False):
                self._complete = True
            while self._full() and not self._complete:
                self._moved.clear()
                await self._moved.wait()
                self._last_byte_at = self._frame_began_at = time.monotonic()  # it was we who did not read
        await self._finish()

    def _keep_begun(self) -> None:
        """The bytes of a piece that a cut left half on its way are bytes all the same."""
        begun = self._frames.rest()
        if begun is not None and begun[0] == Up.DATA and len(begun[1]) > stream.DATA_HEADER_BYTES:
            self._take(*begun)

    def _full(self) -> bool:
        return self._queued > QUEUE_BYTES or len(self._pushes) >= stream.MAX_PUSHES or self._out.waiting_bytes > OUT_BYTES

    def _take(self, kind: int, payload: memoryview) -> None:
        if self._complete:
            return
        match kind:
            case Up.DATA:
                told = stream.read_data(payload)
                file = self._files.get(told.n)
                if file is not None:
                    self._queued += file.take(told.offset_bytes, told.data)
                elif told.n > self._last_n:
                    raise Problem(Code.BODY_INVALID, field="frame.D")
            case Up.FILE:
                self._begin(stream.read_offer(payload))
            case Up.PUSH:
                self._pushes.append((self._pushed, bytes(payload)))
                self._pushed += 1
                self._queued += len(payload)
                self._moved.set()
            case Up.HERE:
                if self._out.waiting_bytes < OUT_BYTES:
                    self._out.say(stream.frame(Down.HERE, bytes(payload)))
            case Up.END:
                self._complete = True

    def _begin(self, offer: Offer) -> None:
        if offer.n <= self._last_n:
            raise Problem(Code.BODY_INVALID, field="frame.F")
        self._last_n = offer.n
        if len(self._files) >= stream.MAX_OPEN_FILES:
            raise Problem(Code.BODY_INVALID, field="frame.F", limit=stream.MAX_OPEN_FILES)
        file = Arriving(self.service, self.caller, self._pools, self, offer)
        self._files[offer.n] = file
        task = asyncio.ensure_future(self._guarded(file.run()))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _finish(self) -> None:
        """Everything has come: what is complete is finished, every act answered."""
        for file in list(self._files.values()):
            file.end()
        while self._tasks or self._pushes or self._queued:
            self._moved.clear()
            waiting = asyncio.ensure_future(self._moved.wait())
            await asyncio.wait({waiting, *self._tasks}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
        self.end("done")

    # Acts, in their order

    async def _push(self) -> None:
        while True:
            while not self._pushes or self._out.waiting_bytes > OUT_BYTES:
                self._moved.clear()
                await self._moved.wait()
            number, packed = self._pushes[0]
            try:
                answer = stream.frame(Down.REPLY, await run_in_threadpool(self._taken, packed))
            except bodies.TooLarge:
                answer = self._refused(number, Problem(Code.BODY_INVALID, field="size", limit_bytes=wire.MAX_PUSH_BYTES))
            except Problem as problem:
                answer = self._refused(number, problem)
            self._pushes.popleft()
            self._out.say(answer)
            self.freed(len(packed))

    def _taken(self, packed: bytes) -> bytes:
        self.caller = self._stays()
        reply = pushing.pack(pushing.take(self.service, self.caller, pushing.unpack(packed)))
        if len(reply) > stream.MAX_PACKED_BYTES:
            raise bodies.TooLarge
        return reply

    @staticmethod
    def _refused(number: int, problem: Problem) -> bytes:
        return stream.trouble(Trouble(problem=problem.to_wire(), batch=number))

    # What files tell

    def stands(self, n: int, held: Ranges, *, complete: bool) -> None:
        self._out.stands(n, held, complete=complete)

    def moved(self, n: int, held: Ranges, *, at_once: bool) -> None:
        self._out.moved(n, held, at_once=at_once)

    def arrived(self, n: int, receipt: MediaReceipt) -> None:
        self._out.say(stream.done(Done(n=n, receipt=receipt)))
        self._close(n)

    def failed(self, n: int, problem: Problem) -> None:
        self._out.say(stream.trouble(Trouble(problem=problem.to_wire(), n=n)))
        self._close(n)

    def _close(self, n: int) -> None:
        self._files.pop(n, None)
        self._out.forget(n)

    def freed(self, size_bytes: int) -> None:
        self._queued -= size_bytes
        self._moved.set()

    # Watching

    async def _watch(self) -> None:
        looked_at = time.monotonic()
        while True:
            try:
                async with asyncio.timeout(WATCH_S):
                    await self._to_check.wait()
            except TimeoutError:
                pass
            now = time.monotonic()
            if now - self._last_byte_at > stream.SILENCE_S or self._too_slow(now):
                self.end("silent")
                return
            if self._to_check.is_set() or now - looked_at >= CHECK_S:
                self._to_check.clear()
                looked_at = now
                self.caller = await run_in_threadpool(self._stays)

    def _too_slow(self, now: float) -> bool:
        """A frame that drips, or a device that does not read what it is told."""
        inside = self._frames.inside
        if inside and now - self._frame_began_at > stream.FRAME_GRACE_S + inside / stream.MIN_BYTES_PER_S:
            return True
        return self._out.stuck_s(now) > stream.SILENCE_S

    async def _tell_changes(self) -> None:
        while True:
            await self._rung.wait()
            self._rung.clear()
            self.caller = await run_in_threadpool(self._stays)  # it may have been rung for a sign-out from afar
            if await run_in_threadpool(self._fresh):
                self._out.say(stream.frame(Down.CHANGES))
            await asyncio.sleep(CHANGES_S)
