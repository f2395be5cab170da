"""A hub that listens: uvicorn in a thread, and a second thread that keeps the clock. Also for demo and tests."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

import uvicorn
from starlette.concurrency import run_in_threadpool

from sync.hub.http.app import HubApp
from sync.hub.http.patience import Patience
from sync.hub.http.straight import HubProtocol
from sync.hub.service import HubService
from sync.protocol.problems import Problem

TICK_S = 2.0
LOOK_S = 0.5  # how soon at the latest a waiting device hears of what another process did
START_TIMEOUT_S = 60.0
MAX_FILES = 65_536
_log = logging.getLogger(__name__)


class HubServer:
    """`with HubServer(service, port=0) as server: server.url`. Stopping ends every waiting pull and frees the port."""

    def __init__(
        self, service: HubService, host: str = "127.0.0.1", port: int = 0, *, tick_s: float = TICK_S,
        certificate: Path | None = None, key: Path | None = None,
    ) -> None:
        self.service = service
        self._tick_s = tick_s
        self._scheme = "https" if certificate else "http"
        self._app = HubApp(service)
        self._socket = _listen(host, port)
        self.host, self.port = host, int(self._socket.getsockname()[1])
        config = uvicorn.Config(
            self._app.asgi(), http=HubProtocol, ws="none", lifespan="on", access_log=False, log_config=None,
            server_header=False, date_header=False, proxy_headers=False, timeout_keep_alive=75, timeout_graceful_shutdown=2,
            ssl_certfile=certificate, ssl_keyfile=key,
        )
        self._server = uvicorn.Server(config)
        self._stopping = threading.Event()
        self._failure: Exception | None = None  # why it does not start
        self._threads = [
            threading.Thread(target=self._serve, name="hub-http", daemon=True),
            threading.Thread(target=self._keep_time, name="hub-clock", daemon=True),
        ]

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self._scheme}://{host}:{self.port}"

    def start(self) -> Self:
        """Returns when requests are answered. Raises OSError when that does not come about; nothing is left open then."""
        _allow_files()
        for thread in self._threads:
            thread.start()
        until = time.monotonic() + START_TIMEOUT_S
        while not self._server.started:
            if time.monotonic() > until or not self._threads[0].is_alive():
                self.stop()
                raise OSError(f"the server did not start: {self._failure or 'in time'}") from self._failure
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        self._stopping.set()
        self._app.closing = True
        self._server.should_exit = True
        self.service.bell.ring()
        for thread in self._threads:
            thread.join(timeout=10)
        self._socket.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _serve(self) -> None:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(self._serve_and_part())

    async def _serve_and_part(self) -> None:
        """A TLS line waits for the other end's goodbye, and an idle tablet says none: what is left is cut. The first turn of a
        thread loads what all others use, a tenth of a second's work, and no device has to wait for that."""
        try:
            await run_in_threadpool(self.service.hello)
        except Problem as later:  # a database that cannot be asked now may be later
            _log.warning("begun without an answer of its own: %s", later)
        except Exception as error:
            _log.exception("the hub cannot answer")
            self._failure = error
            return
        watching = asyncio.ensure_future(Patience(self._server.server_state.connections).watch())
        await self._server.serve(sockets=[self._socket])
        watching.cancel()
        for connection in list(self._server.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()
        await asyncio.sleep(0.01)  # the loop needs a turn to close what was cut

    def _keep_time(self) -> None:
        """A tick that fails is written down and tried again: the clock must not stop for one bad case or a full disk."""
        next_tick = time.monotonic()
        while not self._stopping.wait(min(LOOK_S, self.service.database.look_s)):
            try:
                self.service.notice_others()
                self.service.note_uploads()
                self.service.database.tidy()
                if time.monotonic() >= next_tick:
                    next_tick = time.monotonic() + self._tick_s
                    self.service.tick()
            except Exception:
                _log.exception("the clock missed a beat")


def _allow_files() -> None:
    """As many open files as the system lets us have: each device is a socket, each file on its way one more."""
    try:
        import resource
    except ImportError:  # Windows has no such bound
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_FILES if hard == resource.RLIM_INFINITY else min(hard, MAX_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop reads and writes sockets in half the time; Windows does not have it."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if _is_ipv6(host) else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=256)
    # Handed on to every connection. asyncio would do it, but not for a socket that it did not make itself; without it each
    # answer waits 40 ms for the acknowledgement of its own headers.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _is_ipv6(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False
