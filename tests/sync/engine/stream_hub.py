"""A small hub with the other end of a stream on a real socket, that breaks where it is told to. For tests of the engine alone.

Everything but the stream is answered by `MemoryHub` in process; the stream fills the same `MemoryHub`.
"""

from __future__ import annotations

import hashlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import zstandard

from sync.engine.clock import SystemClock
from sync.engine.exchange import Exchange, Timeouts
from sync.engine.stream_client import StreamClient
from sync.engine.switch import Cuttable
from sync.protocol import ranges, stream, wire
from sync.protocol.mutations import MediaReceipt, PushBatch
from sync.protocol.people import HubInfo
from sync.protocol.problems import Code, Problem
from sync.protocol.ranges import Ranges
from sync.protocol.sealing import Sealed
from sync.protocol.stream import Down, Up
from tests.sync.engine.making import PatientClock
from tests.sync.engine.memory_hub import MemoryHub

HEAD = (
    "HTTP/1.1 200 OK\r\nx-fieldclient-wire: 2\r\nx-fieldclient-hub: hub-1\r\n"
    f"content-type: {stream.CONTENT_TYPE}\r\ntransfer-encoding: chunked\r\n\r\n"
)


WAIT_S = 60.0  # for what must happen


class Broken(Exception):
    """This line is to break now."""


@dataclass
class Kept:
    """A file that is not complete. `data` has holes where `held` has gaps."""

    size_bytes: int
    held: Ranges = ()
    data: bytearray = field(default_factory=bytearray)

    def write(self, first: int, piece: bytes) -> None:
        end = first + len(piece)
        self.data.extend(bytes(max(0, end - len(self.data))))
        self.data[first:end] = piece
        self.held = ranges.add(self.held, first, end)


@dataclass
class StreamHub:
    """`on_frame(line, kind, payload)` is asked before each frame is taken and may raise Broken. `answer`: said instead of a
    stream. `mute`: the head comes and then nothing. Counts what it was sent."""

    memory: MemoryHub
    on_frame: Callable[[int, int, bytes], None] = lambda line, kind, payload: None
    answer: bytes | None = None
    mute: bool = False
    parts: dict[str, Kept] = field(default_factory=dict)
    lines: int = 0
    heads: list[str] = field(default_factory=list)
    frames: list[tuple[int, int]] = field(default_factory=list)  # line, type
    offers: list[stream.Offer] = field(default_factory=list)
    data_bytes: int = 0
    refuse: dict[str, Problem] = field(default_factory=dict)  # files
    port: int = 0
    _open: int = 0  # lines that are served now
    _ended: threading.Condition = field(default_factory=threading.Condition)

    def serve(self, sock: socket.socket) -> None:
        with self._ended:
            self.lines += 1
            self._open += 1
            line = _Line(self, sock, self.lines)
        try:
            line.run()
        except (Broken, OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        finally:
            sock.close()
            with self._ended:
                self._open -= 1
                self._ended.notify_all()

    def hear_out(self) -> None:
        """Wait until no line is open: what a device had sent before it hung up has been read."""
        with self._ended:
            assert self._ended.wait_for(lambda: not self._open, WAIT_S)


class _Line:
    def __init__(self, hub: StreamHub, sock: socket.socket, number: int) -> None:
        self.hub, self.sock, self.number = hub, sock, number
        self.files: dict[int, stream.Offer] = {}
        self.pushes = 0

    def run(self) -> None:
        with self.sock.makefile("rb") as file:
            self.read(file)

    def read(self, file: BinaryIO) -> None:
        lines = []
        while (text := file.readline()) not in (b"\r\n", b""):
            lines.append(text.decode().strip())
        self.hub.heads.append("\n".join(lines))
        if self.hub.answer is not None:
            self.sock.sendall(self.hub.answer)
            return
        if self.hub.mute:
            while file.read(1):
                pass
            return
        self.sock.sendall(HEAD.encode())
        info = self.hub.memory.hello()
        self.say(stream.greeting(stream.Greeting(hub_id="hub-1", hub_time=info.hub_time, wire=2)))
        frames = stream.Frames(stream.UP_LIMITS)
        while size := int(file.readline().strip() or b"0", 16):
            body = file.read(size)
            file.readline()
            for kind, payload in frames.feed(body):
                self.hub.frames.append((self.number, kind))
                self.hub.on_frame(self.number, kind, bytes(payload))
                with self.hub.memory.alone:  # an older line may still be read to its end
                    self.take(kind, payload)
        self.sock.sendall(b"0\r\n\r\n")

    def say(self, frame: bytes) -> None:
        self.sock.sendall(b"%x\r\n%s\r\n" % (len(frame), frame))

    def take(self, kind: int, payload: memoryview) -> None:
        if kind == Up.PUSH:
            self.push(bytes(payload))
        elif kind == Up.FILE:
            self.file(stream.read_offer(payload))
        elif kind == Up.DATA:
            self.data(stream.read_data(payload))

    def push(self, packed: bytes) -> None:
        raw = zstandard.ZstdDecompressor().decompressobj().decompress(packed)
        batch = wire.decode(raw, PushBatch)
        number, self.pushes = self.pushes, self.pushes + 1
        try:
            reply = self.hub.memory.push([Sealed(wire.encode(m), mutation=m) for m in batch.mutations])
        except Problem as problem:
            self.say(stream.trouble(stream.Trouble(problem=problem.to_wire(), batch=number)))
            return
        self.say(stream.frame(Down.REPLY, zstandard.ZstdCompressor().compress(wire.encode(reply))))

    def file(self, told: stream.Offer) -> None:
        self.hub.offers.append(told)
        self.files[told.n] = told
        if told.sha256 in self.hub.refuse:
            self.say(stream.trouble(stream.Trouble(problem=self.hub.refuse[told.sha256].to_wire(), n=told.n)))
        elif told.sha256 in self.hub.memory.files:
            self.done(told)
        else:
            kept = self.hub.parts.setdefault(told.sha256, Kept(told.size_bytes))
            self.say(stream.stand(stream.Stand(n=told.n, offset_bytes=ranges.start(kept.held), ranges=kept.held)))

    def data(self, told: stream.Data) -> None:
        self.hub.data_bytes += len(told.data)
        offer = self.files[told.n]
        kept = self.hub.parts.get(offer.sha256)
        if kept is None:
            return
        kept.write(told.offset_bytes, bytes(told.data))
        self.say(stream.ack(stream.Ack(told.n, ranges.start(kept.held), ranges.top(kept.held))))
        if kept.held == ((0, kept.size_bytes),):
            del self.hub.parts[offer.sha256]
            found = hashlib.sha256(kept.data).hexdigest()
            if found != offer.sha256:
                problem = Problem(Code.MEDIA_HASH_MISMATCH, sha256=offer.sha256, found=found)
                self.say(stream.trouble(stream.Trouble(problem=problem.to_wire(), n=told.n)))
                return
            self.hub.memory.finish(offer.sha256, kept.data)
            self.done(offer)

    def done(self, offer: stream.Offer) -> None:
        receipt = MediaReceipt(
            sha256=offer.sha256, size_bytes=offer.size_bytes, offset_bytes=offer.size_bytes, complete=True
        )
        self.say(stream.done(stream.Done(n=offer.n, receipt=receipt)))


@contextmanager
def serving(hub: StreamHub, certificate: Path | None = None) -> Iterator[StreamHub]:
    """`certificate`: key and certificate in one PEM file; then the hub speaks TLS."""
    listener = socket.create_server(("127.0.0.1", 0))
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    hub.port = listener.getsockname()[1]
    threads: list[threading.Thread] = []

    def accept() -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=greet, args=(sock,), daemon=True))
            threads[-1].start()

    def greet(sock: socket.socket) -> None:
        try:
            hub.serve(context.wrap_socket(sock, server_side=True) if context is not None else sock)
        except OSError:
            sock.close()

    door = threading.Thread(target=accept, daemon=True)
    door.start()
    try:
        yield hub
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        door.join(WAIT_S)
        for thread in threads:
            thread.join(WAIT_S)


class StreamedHub:
    """A `Hub`: `MemoryHub` for the questions (through `way`, where mishaps may lie), a socket for the stream."""

    def __init__(
        self, served: StreamHub, way: object | None = None, *, scheme: str = "http", authority: str = "",
    ) -> None:
        self._way = way or served.memory
        self.exchange = Exchange(
            f"{scheme}://127.0.0.1:{served.port}", "device-1", lambda: "token", timeouts=Timeouts(connect_s=WAIT_S, read_s=WAIT_S),
            authority=authority,
        )
        self.streams = StreamClient(self.exchange, PatientClock().monotonic)

    def hello(self) -> HubInfo:
        info = HubInfo(
            hub_id="hub-1", name="test", wire=2, wire_oldest=1, hub_time=SystemClock().now(), catalogue_version=1,
            features=(stream.FEATURE,),
        )
        self.streams.heard(info.features)
        return info

    def cut(self) -> None:
        self.exchange.cut()
        if isinstance(self._way, Cuttable):
            self._way.cut()

    def __getattr__(self, name: str) -> object:
        return getattr(self._way, name)
