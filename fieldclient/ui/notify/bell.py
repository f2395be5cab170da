"""What wakes a thread that waits for the desktop's bus as well."""

from __future__ import annotations

import socket
from contextlib import suppress


class Bell:
    """`end` becomes readable when it was rung. Ringing never waits, whoever has stopped listening: the window's thread rings."""

    def __init__(self) -> None:
        self.end, self._far = socket.socketpair()
        self.end.setblocking(False)
        self._far.setblocking(False)

    def ring(self) -> None:
        """From any thread."""
        with suppress(OSError):  # full: enough lies there to wake it. Closed in between: nobody is there to be woken
            self._far.send(b"!")

    def hush(self) -> None:
        """What was rung until now is heard."""
        with suppress(OSError):
            self.end.recv(4096)

    def close(self) -> None:
        self.end.close()
        self._far.close()
