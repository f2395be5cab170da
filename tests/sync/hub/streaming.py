"""A device's end of a stream for tests: a plain socket, frames by hand, no decisions."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import zstandard

from sync.hub.http.server import HubServer
from sync.protocol import stream, wire
from sync.protocol.mutations import Mutation, PushReply
from sync.protocol.sealing import pack, seal
from sync.protocol.stream import Down, Frames, Offer, Up
from tests.sync.hub.town import Device

WAIT_S = 60.0  # for what must happen
_READERS: dict[int, Callable[[memoryview], object]] = {
    Down.HELLO: stream.read_greeting, Down.STAND: stream.read_stand, Down.ACK: stream.read_ack,
    Down.DONE: stream.read_done, Down.PROBLEM: stream.read_trouble,
    Down.REPLY: lambda payload: wire.decode(zstandard.decompress(bytes(payload), 1 << 24), PushReply),
    Down.CHANGES: lambda payload: "changes", Down.HERE: bytes,
}


class Talk:
    """One open stream. Whatever the hub says is kept in `heard`, in order."""

    def __init__(self, server: HubServer, device: Device, *, token: str | None = None, **headers: str) -> None:
        self.sock = socket.create_connection((server.host, server.port), WAIT_S)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        told = {
            "Host": "hub", "Content-Type": stream.CONTENT_TYPE, "Transfer-Encoding": "chunked",
            "Authorization": f"Bearer {token or device.hub.token}", wire.HEADER_DEVICE: device.device,
            wire.HEADER_WIRE: "2",
        } | headers
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self.sock.sendall(f"POST {stream.PATH_STREAM} HTTP/1.1\r\n{head}\r\n".encode())
        self.heard: list[tuple[int, object]] = []
        self.head = b""
        self.ended = False  # the answer's body was told to be over
        self.closed = False
        self._body = b""
        self._frames = Frames(stream.DOWN_LIMITS)
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def say(self, *frames: bytes) -> None:
        body = b"".join(frames)
        self.sock.sendall(b"%x\r\n%s\r\n" % (len(body), body))

    def offer(self, n: int, data: bytes, mime: str = "image/jpeg", **more: object) -> None:
        import hashlib

        facts = {"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data), **more}
        self.say(stream.offer(Offer(n=n, mime=mime, **facts)))

    def send(self, n: int, data: bytes, first: int = 0, end: int | None = None, step: int = 32 * 1024) -> None:
        end = len(data) if end is None else end
        self.say(*(stream.data(n, at, data[at:min(at + step, end)]) for at in range(first, end, step)))

    def push(self, *mutations: Mutation) -> None:
        body = pack([seal(mutation) for mutation in mutations])
        self.say(stream.frame(Up.PUSH, zstandard.compress(body)))

    def finish(self) -> None:
        self.say(stream.frame(Up.END))
        self.sock.sendall(b"0\r\n\r\n")

    def hear(self, kind: int, fits: Callable[[object], bool] = lambda _: True, timeout_s: float = WAIT_S) -> object:
        """The first of this kind that fits; waits for it."""
        until = time.monotonic() + timeout_s
        with self._news:
            while True:
                for found, told in self.heard:
                    if found == kind and fits(told):
                        return told
                left = until - time.monotonic()
                assert left > 0 and not self.closed, f"no {chr(kind)}: {self.heard[-6:]} {self.head[:200]!r}"
                self._news.wait(left)

    def hear_one_of(self, *kinds: int) -> tuple[int, object]:
        """Whichever comes first."""
        until = time.monotonic() + WAIT_S
        with self._news:
            while True:
                for found in self.heard:
                    if found[0] in kinds:
                        return found
                left = until - time.monotonic()
                assert left > 0 and not self.closed, f"neither came: {self.heard[-6:]}"
                self._news.wait(left)

    def forget(self) -> None:
        """Only what is heard from now on counts."""
        with self._news:
            self.heard.clear()

    def all(self, kind: int) -> list[object]:
        with self._news:
            return [told for found, told in self.heard if found == kind]

    def wait_closed(self, timeout_s: float = WAIT_S) -> None:
        self._thread.join(timeout_s)
        assert self.closed

    def cut(self) -> None:
        """As a lost network; closing alone would wait for the thread that listens."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def _listen(self) -> None:
        try:
            while piece := self.sock.recv(1 << 16):
                self._read(piece)
        except OSError:
            pass
        with self._news:
            self.closed = True
            self._news.notify_all()

    def _read(self, piece: bytes) -> None:
        self._body += piece
        if not self.head:
            head, mark, rest = self._body.partition(b"\r\n\r\n")
            if not mark:
                return
            self.head, self._body = head, rest
        while not self.ended and b"\r\n" in self._body and b" 200 " in self.head[:20]:
            size, _, rest = self._body.partition(b"\r\n")
            length = int(size, 16)
            if len(rest) < length + 2:
                return
            self._body = rest[length + 2:]
            self.ended = length == 0
            found = [(kind, _READERS[kind](payload)) for kind, payload in self._frames.feed(rest[:length])]
            with self._news:
                self.heard += found
                self._news.notify_all()


@contextmanager
def talking(server: HubServer, device: Device) -> Iterator[Talk]:
    talk = Talk(server, device)
    try:
        yield talk
    finally:
        talk.cut()


def kinds(talk: Talk) -> Sequence[int]:
    return [kind for kind, _ in talk.heard]
