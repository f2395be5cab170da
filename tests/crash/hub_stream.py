"""A device that speaks the stream: acts and photos go up in one long request while receipts come down."""

from __future__ import annotations

import http.client
import json
import random
import socket
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any

import zstandard

from sync.protocol import stream, wire
from sync.protocol.stream import Down, Up

PIECE_BYTES = 4096  # small, so that cuts fall between pieces of even a small photo
PATIENCE_S = 100  # a busy machine must not look like a hub that hangs; one that was killed is known at once
_READ_BYTES = 1 << 16


class Cut(Exception):
    """The line is gone."""


class NotOurs(AssertionError):
    """The hub answered what it must not."""


class StreamLine:
    """Every method raises Cut when the line breaks."""

    def __init__(self, port: int, device: str, token: str) -> None:
        self._heard: deque[stream.Frame] = deque()
        self._frames = stream.Frames(stream.DOWN_LIMITS)
        self._n = -1
        self._open = ExitStack()
        try:
            self._begin(port, device, token)
            self._wait_for(Down.HELLO)
        except BaseException:
            self.close()
            raise

    def _begin(self, port: int, device: str, token: str) -> None:
        try:
            self._line = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
            self._open.callback(self._line.close)
            head = {
                "Host": "127.0.0.1", "Content-Type": stream.CONTENT_TYPE, "Transfer-Encoding": "chunked", wire.HEADER_WIRE: "1",
                wire.HEADER_DEVICE: device, "Authorization": f"Bearer {token}",
            }
            lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
            self._line.sendall(f"POST {stream.PATH_STREAM} HTTP/1.1\r\n{lines}\r\n".encode())
            self._answer = http.client.HTTPResponse(self._line, method="POST")
            self._open.callback(self._answer.close)
            self._answer.begin()
        except (OSError, http.client.HTTPException) as cause:
            raise Cut(str(cause)) from cause
        if self._answer.status != 200:
            raise NotOurs(f"the stream was answered with {self._answer.status}")

    def push(self, acts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """A receipt for each."""
        self._say(stream.frame(Up.PUSH, zstandard.compress(json.dumps({"mutations": acts}).encode())))
        packed = bytes(self._wait_for(Down.REPLY))
        reply = json.loads(zstandard.ZstdDecompressor().decompress(packed, max_output_size=wire.MAX_PUSH_BYTES))
        return list(reply["receipts"])

    def send(self, photos: dict[str, bytes], chance: random.Random) -> Iterator[str]:
        """All at once, their pieces in any order but for a few; each hash as its receipt comes."""
        numbers: dict[int, str] = {}
        for sha256, data in photos.items():
            self._n += 1
            numbers[self._n] = sha256
            self._say(stream.offer(stream.Offer(n=self._n, sha256=sha256, size_bytes=len(data), mime="image/jpeg")))
            starts = list(range(0, len(data), PIECE_BYTES))
            if chance.random() < 0.5:  # the end first, as after a cut that the hub knows more of than the device
                starts = starts[len(starts) // 2 :] + starts[: len(starts) // 2]
            for start in starts:
                self._say(stream.data(self._n, start, data[start : start + PIECE_BYTES]))
        while numbers:
            done = stream.read_done(self._wait_for(Down.DONE))
            sha256 = numbers.pop(done.n)
            if not done.receipt.complete or done.receipt.sha256 != sha256:
                raise NotOurs(f"all of a file was sent and the answer is {done}")
            yield sha256

    def close(self) -> None:
        self._open.close()

    def _say(self, frame: bytes) -> None:
        try:
            self._line.sendall(b"%x\r\n%s\r\n" % (len(frame), frame))
        except OSError as cause:
            raise Cut(str(cause)) from cause

    def _wait_for(self, kind: Down) -> memoryview:
        """The payload of the next frame of this kind; what comes before it is of no matter here, but for problems."""
        while True:
            while not self._heard:
                try:
                    piece = self._answer.read1(_READ_BYTES)
                except (OSError, http.client.HTTPException, ValueError) as cause:
                    raise Cut(str(cause)) from cause
                if not piece:
                    raise Cut("the stream ended")
                self._heard += self._frames.feed(piece)
            found, payload = self._heard.popleft()
            if found == Down.PROBLEM:
                raise NotOurs(f"the stream told {bytes(payload)!r}")
            if found == kind:
                return payload
