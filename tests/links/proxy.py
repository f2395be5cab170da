"""The link itself: takes connections, carries bytes at the link's pace, cuts them as planned, and counts.

    python -m tests.links.proxy PORT_OF_THE_HUB PLAN_AS_JSON [--capture]

Says its port as one JSON line. Then every line on its standard input is answered by a line of counters; at its end it ends.

The kernel's buffers are kept small on both sides and nothing is read before the link has room for it: what a sender has got rid
of is on the link (or in a router's short queue), not in the memory of this proxy.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import signal
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from tests.links.channel import Channel
from tests.links.flow import Flow, Way, readable, small_buffers
from tests.links.plan import PACKET_BYTES, PAYLOAD_BYTES, Cut, LinkPlan, Weather
from tests.links.portal import answer_as_portal

RECEIVE_WINDOW_BYTES = 256 * 1024  # what may be on its way besides what the link's length holds
KEPT_UP_BYTES = 32 * 1024  # of what each connection captured sends up: what it begins with, not its photos
NAP_S = 0.001  # shorter waits are not slept but made up for with the next
SYN_AGAIN_S = (1.0, 3.0, 7.0, 15.0, 31.0)  # after the first: when TCP repeats an unanswered handshake


@dataclass
class Counters:
    """Everything since the start. Bytes are TCP payload that has left over the link, lost ones included."""

    up_bytes: int = 0
    down_bytes: int = 0
    lost_up_bytes: int = 0  # had left and were on their way when a cut came
    lost_down_bytes: int = 0
    connections: int = 0
    requests: int = 0
    answers: int = 0
    cuts: int = 0
    late_s: float = 0.0  # how long the link stood still because this process was not woken in time: it was slower than it says
    killed: int = 0  # connections that a cut or a portal ended
    events: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        wire = {f"{way}_ip_bytes": round(getattr(self, f"{way}_bytes") * PACKET_BYTES / PAYLOAD_BYTES) for way in ("up", "down")}
        return {**self.__dict__, **wire}


class Proxy:
    """`await start()` gives the port. Its clock is the loop's."""

    def __init__(self, plan: LinkPlan, hub_port: int, *, capture: bool = False) -> None:
        self.plan = plan
        self.counters = Counters()
        self._weather = Weather(plan)
        self._hub_port = hub_port
        self._portal_port = 0
        self._capture = capture
        self._channels = {"up": Channel(plan.up_bit_s, self._weather), "down": Channel(plan.down_bit_s, self._weather)}
        self._flows: set[Flow] = set()
        self._dead: list[Flow] = []  # ended without a word: their sockets stay open and say nothing
        self._begun: float | None = None
        self.begun_at: float | None = None  # the same as seconds since 1970
        self._up = True
        self._in_portal = False
        self._listening = self._listen()
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        portal = await asyncio.start_server(answer_as_portal, "127.0.0.1", 0)
        self._servers.append(portal)
        self._portal_port = portal.sockets[0].getsockname()[1]
        self._open_door()
        return int(self._listening.getsockname()[1])

    async def stop(self) -> None:
        asyncio.get_running_loop().remove_reader(self._listening)
        self._listening.close()
        for flow in [*self._flows, *self._dead]:
            flow.close(reset=True)
        for task in self._tasks:
            task.cancel()
        for server in self._servers:
            server.close()
        await asyncio.sleep(0)

    def now(self) -> float:
        """Seconds since the first connection."""
        return 0.0 if self._begun is None else asyncio.get_running_loop().time() - self._begun

    def note(self, what: str, **facts: Any) -> None:
        self.counters.events.append({"t": round(self.now(), 4), "what": what, **facts})

    # The door

    def _listen(self) -> socket.socket:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        small_buffers(sock)
        # A port that was asked for by its number stays with the socket while it does not listen.
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        sock.bind(("127.0.0.1", port))
        sock.setblocking(False)
        return sock

    def _open_door(self) -> None:
        self._listening.listen(256)
        asyncio.get_running_loop().add_reader(self._listening, self._accept)

    def _shut_door(self) -> None:
        """From now on a connection is refused; the address stays ours (Linux lets such a socket listen again)."""
        asyncio.get_running_loop().remove_reader(self._listening)
        self._listening.shutdown(socket.SHUT_RD)

    def _accept(self) -> None:
        try:
            device, _ = self._listening.accept()
        except OSError:
            return
        device.setblocking(False)
        device.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._begun is None:
            self._begin()
        self.counters.connections += 1
        flow = Flow(self.counters.connections, device)
        self.note("connect", flow=flow.number)
        self._flows.add(flow)
        flow.tasks.append(asyncio.get_running_loop().create_task(self._carry(flow)))

    def _begin(self) -> None:
        self._begun, self.begun_at = asyncio.get_running_loop().time(), time.time()
        self.counters.events.append({"t": 0.0, "what": "up"})
        loop = asyncio.get_running_loop()
        for course in (self._cut_as_planned(), self._wall_as_planned()):
            task = loop.create_task(course)
            self._tasks.add(task)

    # The weather

    async def _until(self, at: float) -> None:
        await asyncio.sleep(max(0.0, at - self.now()))

    async def _cut_as_planned(self) -> None:
        number = 0
        while (outage := self._weather.outage(number)) is not None:
            await self._until(outage[0])
            self._up = False
            self.counters.cuts += 1
            if self.plan.cut is Cut.RESET:
                self._shut_door()
            self._drop_all()
            self.note("down")
            await self._until(outage[1])
            self._up = True
            self.note("up")
            if self.plan.cut is Cut.RESET:
                self._open_door()
            number += 1

    async def _wall_as_planned(self) -> None:
        for begin, end in self.plan.portal:
            await self._until(begin)
            self._in_portal = True
            self._drop_all()
            self.note("portal")
            await self._until(end)
            self._in_portal = False
            self._drop_all()
            self.note("up")

    def _drop_all(self) -> None:
        for channel in self._channels.values():
            channel.forget()
        for flow in list(self._flows):
            self._drop(flow, reset=self.plan.cut is Cut.RESET or self._in_portal)

    def _drop(self, flow: Flow, *, reset: bool) -> None:
        self._flows.discard(flow)
        self.counters.killed += 1
        self.counters.lost_up_bytes += flow.flying_bytes("up")
        self.counters.lost_down_bytes += flow.flying_bytes("down")
        if reset:
            flow.close(reset=True)
            return
        flow.end_tasks()
        self._dead.append(flow)

    # A connection

    async def _carry(self, flow: Flow) -> None:
        """Both ways until each has ended or one is reset."""
        reset = True
        with contextlib.suppress(OSError):
            await self._shake_hands(self.now())
            hub, device, loop = await self._reach_hub(flow), flow.sockets[0], asyncio.get_running_loop()
            flow.ways = {"up": Way("up", device, hub), "down": Way("down", hub, device)}
            courses = [loop.create_task(each) for way in flow.ways.values() for each in (self._pump(way), self._deliver(flow, way))]
            flow.tasks += courses
            await asyncio.gather(*courses)
            reset = False
        if flow in self._flows:
            self._flows.discard(flow)
            flow.close(reset=reset)

    async def _reach_hub(self, flow: Flow) -> socket.socket:
        hub = socket.socket()
        flow.sockets.append(hub)
        small_buffers(hub)
        hub.setblocking(False)
        hub.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        port = self._portal_port if self._in_portal else self._hub_port
        await asyncio.get_running_loop().sock_connect(hub, ("127.0.0.1", port))
        return hub

    async def _shake_hands(self, asked_at: float) -> None:
        """One round trip. What nobody answered is asked again as TCP does: after 1, 3, 7 … seconds."""
        for again in (0.0, *SYN_AGAIN_S):
            await self._until(asked_at + again)
            if self._up:
                await self._until(self._weather.after_stall(self.now()) + self.plan.rtt_s)
                return
        raise TimeoutError

    async def _pump(self, way: Way) -> None:
        """From the sender onto the link, in turns with the others and no faster than the link."""
        channel = self._channels[way.name]
        window = RECEIVE_WINDOW_BYTES + 2 * channel.byte_s * self.plan.rtt_s
        data: bytes | None = None
        waited = False
        while data != b"":
            await way.room(window)
            async with channel.turn:
                try:
                    data = way.source.recv(channel.quantum)
                except BlockingIOError:
                    data = None
                except OSError:
                    return way.put(self.now() + self.plan.rtt_s / 2, None)
                if data is not None:
                    left_at = channel.send(len(data), self.now(), waited=waited)
                    if left_at - self.now() > NAP_S:
                        await self._until(left_at)
            waited = data is not None
            if data is None:
                await readable(way.source)
                continue
            self._count(way, data)
            way.put(left_at + self.plan.rtt_s / 2, data)

    def _count(self, way: Way, data: bytes) -> None:
        """Bytes, requests and answers; the last bytes are kept because a head may lie across two pieces."""
        mark = b" HTTP/1.1\r\n" if way.name == "up" else b"HTTP/1.1 "
        found = (way.tail + data).count(mark)
        way.tail = (way.tail + data)[1 - len(mark):]
        if way.name == "up":
            self.counters.up_bytes += len(data)
            self.counters.requests += found
        else:
            self.counters.down_bytes += len(data)
            self.counters.answers += found

    async def _deliver(self, flow: Flow, way: Way) -> None:
        """From the link to the receiver, when it is time. A receiver that is gone tells the sender so, as TCP would."""
        gone = False
        while True:
            at, data = await way.take()
            if at - self.now() > NAP_S:
                await self._until(at)
            if data is None:
                raise ConnectionResetError
            way.arrived(data)
            try:
                if data and not gone:
                    self._hear(flow, way, data)
                    await asyncio.get_running_loop().sock_sendall(way.sink, data)
                elif not gone:
                    way.sink.shutdown(socket.SHUT_WR)
            except OSError:
                gone = True
                back = flow.ways["down" if way.name == "up" else "up"]
                if back.ended:
                    raise
                back.put(self.now() + self.plan.rtt_s / 2, None)
            if not data:
                way.ended = True
                return

    def _hear(self, flow: Flow, way: Way, data: bytes) -> None:
        if not way.spoken:
            way.spoken = True
            self.note(f"first_{way.name}", flow=flow.number)
        if self._capture:
            whole = way.name == "down" or way.kept_bytes < KEPT_UP_BYTES
            way.kept_bytes += len(data)
            body = {"data": base64.b64encode(data).decode()} if whole else {}
            self.note(f"bytes_{way.name}", flow=flow.number, count=len(data), **body)


async def serve(plan: LinkPlan, hub_port: int, *, capture: bool) -> None:
    """Until standard input ends."""
    proxy, ended, loop = Proxy(plan, hub_port, capture=capture), asyncio.Event(), asyncio.get_running_loop()
    print(json.dumps({"port": await proxy.start()}), flush=True)

    def tell() -> None:
        proxy.counters.late_s = sum(channel.late_s for channel in proxy._channels.values())
        facts = {"now": round(proxy.now(), 4), "begun_at": proxy.begun_at, **proxy.counters.as_dict()}
        print(json.dumps(facts), flush=True)

    def listen() -> None:
        for _ in sys.stdin:
            loop.call_soon_threadsafe(tell)
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=listen, daemon=True).start()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()
    await proxy.stop()


def main(arguments: list[str]) -> None:
    with contextlib.suppress(OSError, AttributeError):
        os.nice(-5)  # allowed only to root; a link that is late because the machine is busy would be a slower link
    asyncio.run(serve(LinkPlan.from_json(arguments[1]), int(arguments[0]), capture="--capture" in arguments))


if __name__ == "__main__":
    main(sys.argv[1:])
