"""A receiver on the network that says NMEA when it is told to: Qt's own plugin reads it as it reads a real one."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import reduce
from itertools import count


def sentence(body: str) -> str:
    check = reduce(lambda a, b: a ^ b, body.encode())
    return f"${body}*{check:02X}\r\n"


def degrees(value: float, letters: str, wide: int) -> str:
    whole = int(abs(value))
    minutes = (abs(value) - whole) * 60
    return f"{whole:0{wide}d}{minutes:09.6f},{letters[value < 0]}"


def spoken(at_s: float, latitude: float, longitude: float, altitude_m: float = 12.0) -> bytes:
    """One fix: the day, the time and the place, then height and quality. In this order: half of it is already a fix of its day."""
    at = datetime.fromtimestamp(at_s, UTC)
    clock = f"{at:%H%M%S}.{at.microsecond // 10_000:02d}"
    place = f"{degrees(latitude, 'NS', 2)},{degrees(longitude, 'EW', 3)}"
    return (sentence(f"GPRMC,{clock},A,{place},002.4,084.4,{at:%d%m%y},,,A")
            + sentence(f"GPGGA,{clock},{place},1,09,0.9,{altitude_m:.1f},M,6.0,M,,")).encode()


class Receiver:
    """`with Receiver() as receiver`: its `address` is what FIELDCLIENT_NMEA takes."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._peers: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()
        self.address = f"socket://127.0.0.1:{self._server.getsockname()[1]}"

    def __enter__(self) -> Receiver:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # systems on which a close is enough to be heard refuse it
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(10)
        for peer in self._peers:
            peer.close()

    def _accept(self) -> None:
        while True:
            try:
                peer, _ = self._server.accept()
            except OSError:
                return
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._peers.append(peer)

    @property
    def heard(self) -> bool:
        """Somebody listens."""
        return bool(self._peers)

    def say(self, at_s: float, latitude: float, longitude: float) -> None:
        for peer in list(self._peers):
            try:
                peer.sendall(spoken(at_s, latitude, longitude))
            except OSError:
                self._peers.remove(peer)
                peer.close()

    def walk(self, fixes: list[tuple[float, float, float]], until: Callable[[Callable[[], bool], str], None],
             taken: Callable[[], float]) -> None:
        """One after the other, each when the one before was taken: `taken` is the time of the newest that was."""
        until(lambda: self.heard, "somebody listens to the receiver")
        for fix in fixes:
            self.say(*fix)
            until(self._talking(fix, taken), f"the fix of {fix[0]}")

    def _talking(self, fix: tuple[float, float, float], taken: Callable[[], float]) -> Callable[[], bool]:
        """Whether it was taken. A receiver goes on talking: whoever began to listen in between has not heard it."""
        tries = count(1)

        def heard() -> bool:
            if taken() >= fix[0] - 0.02:
                return True
            if next(tries) % 40 == 0:
                self.say(*fix)
            return False

        return heard
