"""A socket with a long request going up and its answer coming down at the same time. Thin: nothing is decided here."""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import sys
from collections.abc import Callable, Mapping

from sync.engine import answers
from sync.engine.answers import Answer
from sync.engine.stream_answer import AnswerReader
from sync.protocol import stream
from sync.protocol.problems import Code, Problem
from sync.protocol.stream import Frame, Frames

UNSENT_BYTES = 16 * 1024  # what may lie in the system's buffer, as long as nothing else is said
READ_BYTES = 64 * 1024
MAX_ANSWER_BYTES = 64 * 1024  # of an answer that is not a stream: a problem of ours, or a stranger's page
_NOTSENT_LOWAT = getattr(socket, "TCP_NOTSENT_LOWAT", 25 if sys.platform == "linux" else None)
_AGAIN = (BlockingIOError, InterruptedError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class Line:
    """One connection with one request. For one thread. `broken` tells why an OSError came (a cut from another thread, TLS,
    the network); `head` is the request's head, which leaves with the first frames."""

    def __init__(
        self, sock: socket.socket, head: bytes, host: str, broken: Callable[[BaseException | None], Problem],
        was_cut: Callable[[], bool] = lambda: False, heard: Callable[[Mapping[str, str]], None] = lambda headers: None,
    ) -> None:
        self._sock = sock
        self._host = host
        self._broken = broken
        self._was_cut = was_cut
        self._heard: Callable[[Mapping[str, str]], None] | None = heard  # told once of the headers of an answer of ours
        self._out = bytearray(head)
        self._begun = False  # the first frames leave with the head
        self._reader = AnswerReader()
        self._frames = Frames(stream.DOWN_LIMITS)
        self._other = bytearray()  # the body of an answer that is no stream
        self._over = False  # nothing more will come
        self.sent_bytes = 0
        sock.setblocking(False)
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._unsent_bytes = 0
        self.lay_by(UNSENT_BYTES)
        self._selector = selectors.DefaultSelector()
        self._selector.register(sock, selectors.EVENT_READ)

    def lay_by(self, size_bytes: int) -> None:
        """How much may lie in the system's buffer; where the system lets one say so."""
        if _NOTSENT_LOWAT is None or 0.8 * self._unsent_bytes <= size_bytes <= 1.25 * self._unsent_bytes:
            return
        self._unsent_bytes = size_bytes
        with contextlib.suppress(OSError):
            self._sock.setsockopt(socket.IPPROTO_TCP, _NOTSENT_LOWAT, size_bytes)

    @property
    def clear(self) -> bool:
        """Everything given has gone to the system: there is room for the next frame."""
        return not (self._out and self._begun)

    @property
    def headers(self) -> Mapping[str, str]:
        """Of the answer, looked up without regard to case; empty until it came."""
        return _Plain({name: str(value) for name, value in self._reader.headers.items()})

    @property
    def answered(self) -> bool:
        return self._reader.status is not None

    def give(self, *parts: bytes) -> None:
        """Frames to send, as one chunk of the request's body."""
        size = sum(len(part) for part in parts)
        self._out += b"%x\r\n" % size
        for part in parts:
            self._out += part
        self._out += b"\r\n"

    def finish(self) -> None:
        """The request's body is over."""
        self._out += b"0\r\n\r\n"

    def turn(self, wait_s: float) -> list[Frame]:
        """Send and receive as far as it goes, after waiting at most `wait_s` for either. Raises Problem when the line is
        over or the answer is none of ours; what had come before it was over is given first."""
        if self._over or self._was_cut():
            raise self._broken(None)
        self._begun = True
        try:
            ready = self._wait(0.0 if self._pending() else wait_s)
            if ready & selectors.EVENT_WRITE:
                try:
                    self._flush()
                except OSError:
                    if frames := self._last_words():
                        return frames
                    raise
            return self._receive() if ready & selectors.EVENT_READ or self._pending() else []
        except (OSError, ValueError) as error:  # ValueError: closed by another thread
            raise self._broken(error) from error

    def hand_on(self) -> None:
        """Send as far as it goes and hear nothing; what is wrong with the line is met by the next turn."""
        with contextlib.suppress(OSError, ValueError):
            self._flush()

    def _pending(self) -> bool:
        return isinstance(self._sock, ssl.SSLSocket) and self._sock.pending() > 0

    def _wait(self, wait_s: float) -> int:
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._out else 0)
        self._selector.modify(self._sock, wanted)
        found = self._selector.select(max(0.0, wait_s))
        return found[0][1] if found else 0

    def _flush(self) -> None:
        with contextlib.suppress(*_AGAIN):
            count = self._sock.send(self._out)
            self.sent_bytes += count
            del self._out[:count]

    def _last_words(self) -> list[Frame]:
        """Of a line that takes no more: receipts paid for with bytes that would be sent again, or the reason why it was closed.
        A hub that refuses at the head closes with our bytes unread, and the system then resets the line after the answer."""
        with contextlib.suppress(OSError, ValueError):
            for _ in range(4):
                if (frames := self._receive()) or self._over:
                    return frames
        return []

    def _receive(self) -> list[Frame]:
        frames: list[Frame] = []
        for _ in range(16):  # then what is to be sent gets its turn
            try:
                piece = self._sock.recv(READ_BYTES)
            except _AGAIN:
                break
            except OSError:
                if frames:
                    break  # the next turn meets it again
                raise
            if self._was_cut():  # a socket that was shut down may give what TLS has not looked at
                raise self._broken(None)
            frames += self._read(piece)
            if not self._pending() and len(piece) < READ_BYTES:
                break
        return frames

    def _read(self, piece: bytes) -> list[Frame]:
        body = self._reader.feed(piece) if piece else b""
        if self._reader.status is None:
            if not piece:
                raise self._broken(None)
            return []
        if self._heard is not None and answers.is_ours(self.headers):
            self._heard(self.headers)
        self._heard = None
        if not self._is_stream():
            self._other += body
            if self._reader.ended or not piece or len(self._other) > MAX_ANSWER_BYTES:
                raise self._refusal()
            return []
        self._over = self._reader.ended or not piece
        return self._frames.feed(body) if body else []

    def _is_stream(self) -> bool:
        headers = self._reader.headers
        kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return self._reader.status == 200 and kind == stream.CONTENT_TYPE and answers.is_ours(self.headers)

    def _refusal(self) -> Problem:
        from sync.engine.clock import SystemClock  # only for a Retry-After without a Date beside it

        answer = Answer(
            status=self._reader.status or 0, headers=self.headers, body=bytes(self._other), host=self._host,
        )
        return answers.problem_of(answer, SystemClock().now()) or Problem(Code.NOT_OUR_REPLY, status=answer.status)

    def close(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._selector.close()
        with contextlib.suppress(OSError):
            self._sock.close()


class _Plain(dict[str, str]):
    """Headers, looked up without regard to case."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__({name.lower(): value for name, value in headers.items()})

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        return super().get(name.lower(), default)
