"""The link is what it says: rate, round trip, cuts, stalls, portal; and it changes no byte."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from tests.links import still_time
from tests.links.plan import PACKET_BYTES, PAYLOAD_BYTES, Cut, LinkPlan, Weather, bound_s
from tests.links.process import Link
from tests.links.proxy import Proxy

NEAR = 0.03
SLOW = LinkPlan(up_bit_s=1e6, down_bit_s=4e6, rtt_s=0.3)


@dataclass
class Hub:
    """Keeps what comes with the time at which it came; answers each connection as `answer` says."""

    came: list[tuple[float, int]] = field(default_factory=list)
    data: bytearray = field(default_factory=bytearray)
    greeting: bytes = b""
    echo: bool = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            writer.write(self.greeting)
            while data := await reader.read(65536):
                self.came.append((loop.time(), len(data)))
                self.data += data
                if self.echo:
                    writer.write(data)
            writer.write_eof()
        writer.close()


Course = Callable[[Proxy, int, Hub], Awaitable[None]]


def on_link(plan: LinkPlan, hub: Hub, course: Course) -> Proxy:
    """The course on this link, in leaping time; the proxy as it was at the end."""
    async def all_of_it() -> Proxy:
        server = await asyncio.start_server(hub.serve, "127.0.0.1", 0)
        proxy = Proxy(plan, server.sockets[0].getsockname()[1])
        port = await proxy.start()
        try:
            await course(proxy, port, hub)
        finally:
            await proxy.stop()
            server.close()
        return proxy
    return still_time.run(all_of_it())


async def send(port: int, data: bytes) -> float:
    """Send and wait for the hub's end; seconds from the first packet."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    writer.write_eof()
    while await reader.read(65536):
        pass
    writer.close()
    return loop.time() - begun


@pytest.mark.parametrize("bit_s", [64e3, 1e6, 20e6])
def test_bytes_go_up_at_the_rate_of_the_link(bit_s: float) -> None:
    plan, data, hub = LinkPlan(up_bit_s=bit_s), os.urandom(min(int(bit_s / 4), 1_000_000)), Hub()

    async def course(proxy: Proxy, port: int, hub: Hub) -> None:
        taken_s = await send(port, data)
        assert taken_s == pytest.approx(len(data) / plan.up_payload_s, rel=NEAR)
    proxy = on_link(plan, hub, course)
    assert bytes(hub.data) == data
    assert proxy.counters.up_bytes == len(data)
    assert proxy.counters.as_dict()["up_ip_bytes"] == round(len(data) * PACKET_BYTES / PAYLOAD_BYTES)


def test_bytes_come_down_at_the_rate_of_the_link() -> None:
    plan, hub = LinkPlan(down_bit_s=2e6), Hub(greeting=os.urandom(500_000))

    async def course(proxy: Proxy, port: int, hub: Hub) -> None:
        assert await send(port, b"") == pytest.approx(500_000 * 8 / 2e6 * PACKET_BYTES / PAYLOAD_BYTES, rel=NEAR)
    assert on_link(plan, hub, course).counters.down_bytes == 500_000


def test_connections_share_the_link_and_take_turns() -> None:
    ends: list[float] = []

    async def course(proxy: Proxy, port: int, hub: Hub) -> None:
        async def one() -> None:
            await send(port, os.urandom(60_000))
            ends.append(asyncio.get_running_loop().time())
        await asyncio.gather(one(), one())
    on_link(SLOW, Hub(), course)
    assert max(ends) - 2 * SLOW.rtt_s == pytest.approx(120_000 / SLOW.up_payload_s, rel=0.05)
    assert max(ends) - min(ends) < 0.1, "one waited for the other"


def test_a_question_takes_a_round_trip_and_a_new_connection_one_more() -> None:
    async def course(proxy: Proxy, port: int, hub: Hub) -> None:
        loop = asyncio.get_running_loop()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for question, trips in ((b"a", 2), (b"b", 1)):
            begun = loop.time()
            writer.write(question)
            assert await reader.read(1) == question
            assert loop.time() - begun == pytest.approx(trips * SLOW.rtt_s, rel=NEAR)
        writer.close()
    on_link(SLOW, Hub(echo=True), course)


def test_nothing_is_read_before_the_link_has_room() -> None:
    """What a sender has got rid of is on the link or in a short queue: at most that is lost with a cut without its knowing."""
    async def course(proxy: Proxy, port: int, hub: Hub) -> None:
        loop = asyncio.get_running_loop()
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)
        sock.setblocking(False)
        await loop.sock_connect(sock, ("127.0.0.1", port))
        sent = 0
        while loop.time() < 3.0:
            with contextlib.suppress(BlockingIOError):
                sent += sock.send(bytes(2000))
            await asyncio.sleep(0.01)
        arrived = sum(count for _, count in hub.came)
        assert arrived == pytest.approx(SLOW.up_payload_s * (3.0 - 1.5 * SLOW.rtt_s), rel=0.05)
        on_the_way = SLOW.up_payload_s * SLOW.rtt_s / 2
        assert sent - arrived - on_the_way < 64_000
        sock.close()
    on_link(SLOW, Hub(), course)


def test_cuts_come_when_planned_and_refuse_while_they_last() -> None:
    plan = LinkPlan(up_bit_s=1e6, rtt_s=0.3, up_for_s=5.0, outage_s=1.0)
    refused: list[float] = []

    async def course(proxy: Proxy, port: int, hub: Hub) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        while (now := loop.time() - begun) < 17:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                while True:
                    writer.write(bytes(500))
                    await writer.drain()
                    await asyncio.sleep(0.01)
            except ConnectionRefusedError:
                refused.append(now)
            except ConnectionError:
                pass
            await asyncio.sleep(0.1)
    proxy = on_link(plan, Hub(), course)
    events = [(round(e["t"], 1), e["what"]) for e in proxy.counters.events if e["what"] in ("up", "down")]
    assert events[:5] == [(0.0, "up"), (5.0, "down"), (6.0, "up"), (11.0, "down"), (12.0, "up")]
    assert all(4.99 < at % 6.0 or at % 6.0 < 0.01 for at in refused) and len(refused) > 15
    assert proxy.counters.killed == proxy.counters.cuts == 3


def test_what_is_on_its_way_when_a_cut_comes_is_lost_and_counted() -> None:
    plan = LinkPlan(up_bit_s=1e6, rtt_s=0.3, up_for_s=3.0, outage_s=1.0)
    hub = Hub()

    async def course(proxy: Proxy, port: int, hub: Hub) -> None:
        with contextlib.suppress(ConnectionError):
            await send(port, bytes(600_000))
        await asyncio.sleep(1)
    proxy = on_link(plan, hub, course)
    assert len(hub.data) == pytest.approx(plan.up_payload_s * (3.0 - 1.5 * 0.3), rel=NEAR)
    assert proxy.counters.up_bytes - len(hub.data) == proxy.counters.lost_up_bytes
    assert proxy.counters.lost_up_bytes == pytest.approx(plan.up_payload_s * 0.15, rel=0.15)


def test_a_silent_cut_says_nothing_and_a_new_handshake_waits() -> None:
    plan = LinkPlan(up_bit_s=1e6, rtt_s=0.3, up_for_s=2.0, outage_s=1.5, cut=Cut.SILENT)

    async def course(proxy: Proxy, port: int, hub: Hub) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"x")
        assert await reader.read(1) == b"x"
        await asyncio.sleep(2.2 - (loop.time() - begun))
        writer.write(b"y")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1.0):
                await reader.read(1)
        asked_at = loop.time() - begun  # 3.2: the link comes back at 3.5, the handshake is repeated at 4.2
        again, other = await asyncio.open_connection("127.0.0.1", port)
        other.write(b"z")
        assert await again.read(1) == b"z"
        assert loop.time() - begun == pytest.approx(asked_at + 1.0 + 2 * 0.3, abs=0.05)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await reader.read(1)  # the old one stays dead
        writer.close()
        other.close()
    on_link(plan, Hub(echo=True), course)


def test_a_portal_answers_all_is_well_and_the_hub_hears_nothing() -> None:
    plan = LinkPlan(rtt_s=0.1, portal=((1.0, 3.0),))
    hub = Hub(echo=True)

    async def course(proxy: Proxy, port: int, hub: Hub) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"mine")
        assert await reader.read(4) == b"mine"
        await asyncio.sleep(1.1 - (loop.time() - begun))
        with pytest.raises(ConnectionError):
            await reader.read(1)
            writer.write(b"more")
            await writer.drain()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /photos HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc")
        said = await reader.read()
        assert said.startswith(b"HTTP/1.1 200 OK") and b"<html>" in said
        writer.close()
        await asyncio.sleep(3.1 - (loop.time() - begun))
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"back")
        assert await reader.read(4) == b"back"
        writer.close()
    proxy = on_link(plan, hub, course)
    assert bytes(hub.data) == b"mineback"
    assert (proxy.counters.requests, proxy.counters.answers) == (1, 1)


def test_stalls_hold_everything_up_for_their_share_of_time() -> None:
    plan = LinkPlan(up_bit_s=1e6, stall_share=0.2, stall_s=0.25, seed=3)

    async def course(proxy: Proxy, port: int, hub: Hub) -> None:
        assert await send(port, bytes(600_000)) == pytest.approx(bound_s(plan, 600_000), rel=NEAR)
    on_link(plan, Hub(), course)
    stalled = sum(Weather(plan).after_stall(n * 0.25 + 0.1) > n * 0.25 + 0.1 for n in range(20_000))
    assert stalled / 20_000 == pytest.approx(0.2, rel=0.05)


def test_a_side_that_breaks_off_is_heard_of_at_the_other_after_what_was_sent() -> None:
    hub = Hub()

    async def course(proxy: Proxy, port: int, hub: Hub) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(bytes(10_000))
        await asyncio.sleep(SLOW.rtt_s + 0.12)  # all has left, nothing has arrived
        writer.transport.abort()
        await asyncio.sleep(1)
    proxy = on_link(SLOW, hub, course)
    assert len(hub.data) == 10_000
    assert not proxy._flows


def test_the_same_seed_is_the_same_weather_and_another_is_not() -> None:
    def cuts(seed: int) -> list[tuple[float, float] | None]:
        weather = Weather(LinkPlan(up_for_s=5, spread=0.8, seed=seed))
        return [weather.outage(n) for n in range(50)]
    assert cuts(1) == cuts(1) != cuts(2)
    ups = [b[0] - a[1] for a, b in zip(cuts(1), cuts(1)[1:], strict=False) if a and b]
    assert min(ups) >= 1.0 and max(ups) <= 9.0 and 4 < sum(ups) / len(ups) < 6


def test_the_bound_is_the_formula_for_even_cuts() -> None:
    plan = LinkPlan(up_bit_s=1e6, rtt_s=0.3, up_for_s=5.0, outage_s=1.0)
    rate = 1e6 / 8 * PAYLOAD_BYTES / PACKET_BYTES
    whole = 100 * rate * 4.7  # what a hundred windows carry
    assert bound_s(plan, whole) == pytest.approx(whole / (rate * (5.0 - 0.3) / 6.0) - 1.0)  # without the last outage
    assert bound_s(LinkPlan(up_bit_s=1e6, rtt_s=0.3), 6e6) == pytest.approx(6e6 / rate + 0.3)
    assert 60 < bound_s(plan, 6e6) < 64


@pytest.mark.parametrize("plan", [
    LinkPlan(), LinkPlan(up_bit_s=64e3, cut=Cut.SILENT, portal=((1.0, 2.0), (4.0, 5.5)), spread=0.8, seed=9),
])
def test_a_plan_survives_the_way_to_its_process(plan: LinkPlan) -> None:
    assert LinkPlan.from_json(plan.to_json()) == plan


def test_the_process_carries_every_byte_both_ways() -> None:
    """Real time, real process: only what it carries is looked at, and that it was never faster than it says."""
    up, down = os.urandom(300_000), os.urandom(200_000)
    got = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as door:
        def hub() -> None:
            line, _ = door.accept()
            with line:
                while data := line.recv(65536):
                    got.extend(data)
                line.sendall(down)
        thread = threading.Thread(target=hub)
        thread.start()
        with Link(LinkPlan(up_bit_s=8e6, down_bit_s=8e6, rtt_s=0.02), door.getsockname()[1]) as link:
            with socket.create_connection(("127.0.0.1", link.port)) as line:
                line.sendall(up)
                line.shutdown(socket.SHUT_WR)
                back = b"".join(iter(lambda: line.recv(65536), b""))
            counters = link.counters()
        thread.join()
    assert bytes(got) == up and back == down
    assert (counters["up_bytes"], counters["down_bytes"], counters["connections"]) == (300_000, 200_000, 1)
    assert counters["now"] >= 500_000 * 8 / 8e6
