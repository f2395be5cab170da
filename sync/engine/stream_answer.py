"""The answer to a long request as its bytes come: head, then body, while the request itself is still being sent. Pure."""

from __future__ import annotations

import http.client
import io
import re
from email.message import Message

from sync.protocol.problems import Code, Problem

MAX_HEAD_BYTES = 64 * 1024
MAX_LINE_BYTES = 256  # of a chunk's size with whatever a proxy adds to it
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: [^\r\n]*)?\r?\n")


class AnswerReader:
    """Feed it what the socket gives. Raises Problem(NOT_OUR_REPLY) for what is no HTTP."""

    def __init__(self) -> None:
        self.status: int | None = None  # None until the head is whole
        self.headers: Message = Message()
        self.ended = False  # the body was told to be over
        self._held = b""
        self._body: _Body | None = None

    def feed(self, piece: bytes) -> bytes:
        """The bytes of the body that this piece holds; empty while the head is not whole."""
        if self._body is None:
            self._held += piece
            if not self._read_head():
                return b""
            piece, self._held = self._held, b""
        assert self._body is not None
        body = self._body.feed(piece)
        self.ended = self._body.ended
        return body

    def _read_head(self) -> bool:
        while True:
            end = self._held.find(b"\r\n\r\n")
            if end < 0:
                if len(self._held) > MAX_HEAD_BYTES or not _may_become_http(self._held):
                    raise Problem(Code.NOT_OUR_REPLY, status=0)
                return False
            head, self._held = self._held[:end + 4], self._held[end + 4:]
            match = _STATUS_LINE.match(head)
            if match is None:
                raise Problem(Code.NOT_OUR_REPLY, status=0)
            status = int(match[1])
            if status >= 200 or status == 101:
                break  # what comes before (100 Continue, 103 Early Hints) is passed over
        try:
            self.headers = http.client.parse_headers(io.BytesIO(head[match.end():]))
        except (http.client.HTTPException, ValueError) as cause:
            raise Problem(Code.NOT_OUR_REPLY, status=status) from cause
        self.status = status
        chunked = self.headers.get("Transfer-Encoding", "").strip().lower() == "chunked"
        length = self.headers.get("Content-Length", "").strip()
        self._body = _Body(chunked, int(length) if not chunked and length.isascii() and length.isdigit() else None)
        return True


class _Body:
    """By chunks, by length, or to the end of the connection."""

    def __init__(self, chunked: bool, length: int | None) -> None:
        self.ended = length == 0
        self._chunked = chunked
        self._left = length  # of the body or of the chunk; None: no end is known, or the next line tells
        self._line = b""
        self._after = False  # a chunk was read, its line's end comes

    def feed(self, piece: bytes) -> bytes:
        if not self._chunked:
            return self._counted(piece)
        out, at = [], 0
        while at < len(piece) and not self.ended:
            if self._left is None:
                at = self._size_line(piece, at)
            else:
                part = piece[at:at + self._left]
                out.append(part)
                at += len(part)
                self._left -= len(part)
                if self._left == 0:
                    self._left, self._after = None, True
        return b"".join(out)

    def _counted(self, piece: bytes) -> bytes:
        if self._left is None:
            return piece
        part = piece[:self._left]
        self._left -= len(part)
        self.ended = self._left == 0
        return part

    def _size_line(self, piece: bytes, at: int) -> int:
        end = piece.find(b"\n", at)
        self._line += piece[at:end + 1 if end >= 0 else len(piece)]
        if len(self._line) > MAX_LINE_BYTES:
            raise Problem(Code.NOT_OUR_REPLY, status=200)
        if end < 0:
            return len(piece)
        line, self._line = self._line.strip(), b""
        if self._after and not line:
            self._after = False
            return end + 1
        size = line.partition(b";")[0].strip()
        if self._after or not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            raise Problem(Code.NOT_OUR_REPLY, status=200)
        self._left = int(size, 16)
        self.ended = self._left == 0
        return end + 1


def _may_become_http(held: bytes) -> bool:
    start = b"HTTP/1."
    return held.startswith(start[:len(held)]) if len(held) < len(start) else held.startswith(start)
