"""Connections that can be cut at once from another thread: 'no signal', signing out and closing must not wait for a timeout."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import weakref
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager


class Sockets:
    """The sockets that are open now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: weakref.WeakSet[socket.socket] = weakref.WeakSet()

    def add(self, sock: socket.socket | None) -> None:
        if sock is not None:
            with self._lock:
                self._open.add(sock)

    def cut(self) -> None:
        """Shut both directions: whoever waits in recv or send wakes with an error."""
        with self._lock:
            found = list(self._open)
        for sock in found:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


class CuttableAdapter(HTTPAdapter):
    """requests' adapter whose connections register their sockets. No retries of its own: retrying is the engine's decision."""

    def __init__(self, sockets: Sockets, trusted: ssl.SSLContext | None = None) -> None:
        """`trusted`: checks certificates as always and knows the organisation's own authorities besides the public ones."""
        self._pools = _pool_classes(sockets)
        self._trusted = trusted
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        if self._trusted is not None:
            kwargs["ssl_context"] = self._trusted
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> PoolManager:
        if self._trusted is not None:
            kwargs["ssl_context"] = self._trusted
        manager: PoolManager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _pool_classes(sockets: Sockets) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            sockets.add(self.sock)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            sockets.add(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
