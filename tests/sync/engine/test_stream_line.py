"""A line that is closed at the other end: what had come by then counts."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from sync.engine.stream_line import Line
from sync.protocol import stream
from sync.protocol.problems import Code, Problem
from sync.protocol.stream import Down
from tests.sync.engine.stream_hub import HEAD

OVER = Problem(Code.NO_NETWORK)
REFUSED = (b"HTTP/1.1 401 Unauthorized\r\nX-Fieldclient-Wire: 2\r\nContent-Type: application/json\r\nContent-Length: 28\r\n\r\n"
           b'{"code":"sign_in_expired"}  ')


@contextmanager
def ends() -> Iterator[tuple[Line, socket.socket]]:
    """A line, and the hub's end of it."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        line = Line(socket.create_connection(door.getsockname()), b"POST / HTTP/1.1\r\n\r\n", "hub", lambda error: OVER)
        with closing(door.accept()[0]) as hub, closing(line):
            yield line, hub


def hang_up(hub: socket.socket) -> None:
    """Reset, as the system does when a server closes with bytes unread."""
    hub.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    hub.close()


def said(*frames: bytes) -> bytes:
    return HEAD.encode() + b"".join(b"%x\r\n%s\r\n" % (len(frame), frame) for frame in frames)


def test_receipts_that_came_before_the_line_was_reset_are_kept_though_there_is_more_to_send() -> None:
    with ends() as (line, hub):
        line.turn(1.0)
        hub.recv(100)
        line.give(b"x" * 1000)
        hub.sendall(said(stream.ack(stream.Ack(0, 4096, 4096)), stream.frame(Down.REPLY, b"receipts")))
        hang_up(hub)
        assert [kind for kind, _ in line.turn(30.0)] == [Down.ACK, Down.REPLY]
        with pytest.raises(Problem) as over:
            line.turn(30.0)
        assert over.value is OVER


def test_the_reason_of_a_hub_that_refuses_at_the_head_and_hangs_up_is_heard() -> None:
    with ends() as (line, hub):
        line.turn(1.0)
        hub.recv(100)
        line.give(b"x" * 1000)
        hub.sendall(REFUSED)
        hang_up(hub)
        with pytest.raises(Problem) as over:
            line.turn(30.0)
        assert over.value.code is Code.SIGN_IN_EXPIRED
