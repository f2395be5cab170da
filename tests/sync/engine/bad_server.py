"""A real HTTP server that misbehaves as told: one script per request, over a real socket."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sync.engine.clock import SystemClock
from sync.protocol.wire import HEADER_HUB, HEADER_WIRE

OURS = {HEADER_WIRE: "1", HEADER_HUB: "hub-1", "Content-Type": "application/json"}
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: BadServer

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if self.server.read_only is not None and length > self.server.read_only:
            self.rfile.read(self.server.read_only)
            self.reset()
            return
        request = Request(self.command, self.path, dict(self.headers), self.rfile.read(length))
        self.server.requests.append(request)
        try:
            self.server.script(self, request)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_GET = do_POST = do_PATCH = do_HEAD = do_OPTIONS = do_DELETE = _answer  # noqa: N815 - names given by http.server

    def say(self, status: int, headers: dict[str, str], body: bytes = b"", *, length: int | None = None) -> None:
        """An answer; `length` lies about the body's size."""
        self.send_response_only(status)
        headers = {"Date": format_datetime(SystemClock().now(), usegmt=True), **headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

    def reset(self) -> None:
        """RST instead of an orderly end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        return None


Script = Callable[[Handler, Request], None]


@dataclass
class BadServer(ThreadingHTTPServer):
    script: Script
    requests: list[Request] = field(default_factory=list)
    read_only: int | None = None  # reset after so many bytes of a longer body
    daemon_threads = True

    def __post_init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        return None  # a cut connection is what these tests are about

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    __hash__ = ThreadingHTTPServer.__hash__


@contextmanager
def serving(script: Script, *, read_only: int | None = None) -> Iterator[BadServer]:
    server = BadServer(script, read_only=read_only)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(status: int, headers: dict[str, str], body: bytes = b"", *, length: int | None = None) -> Script:
    """A script that always gives the same answer."""
    return lambda handler, request: handler.say(status, headers, body, length=length)
