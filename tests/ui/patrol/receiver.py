"""A receiver on the network that says NMEA when it is told to: Qt's own plugin reads it as it reads a real one."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import reduce


def sentence(body: str) -> str:
    check = reduce(lambda a, b: a ^ b, body.encode())
    return f"${body}*{check:02X}\r\n"


def degrees(value: float, letters: str, wide: int) -> str:
    whole = int(abs(value))
    minutes = (abs(value) - whole) * 60
    return f"{whole:0{wide}d}{minutes:09.6f},{letters[value < 0]}"


def spoken(at_s: float, latitude: float, longitude: float, altitude_m: float = 12.0) -> bytes:
    """One fix: where and when, then height and quality."""
    at = datetime.fromtimestamp(at_s, UTC)
    clock = f"{at:%H%M%S}.{at.microsecond // 10_000:02d}"
    place = f"{degrees(latitude, 'NS', 2)},{degrees(longitude, 'EW', 3)}"
    return (sentence(f"GPGGA,{clock},{place},1,09,0.9,{altitude_m:.1f},M,6.0,M,,")
            + sentence(f"GPRMC,{clock},A,{place},002.4,084.4,{at:%d%m%y},,,A")).encode()


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
        self._server.close()
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
        for at_s, latitude, longitude in fixes:
            self.say(at_s, latitude, longitude)
            until(lambda at=at_s: taken() >= at - 0.02, f"the fix of {at_s}")
