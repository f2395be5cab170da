"""A quick upload by one thread from the socket to the disk: it reads, hashes and writes, and all three let go of Python's lock.
No loop is woken and nothing is handed from thread to thread meanwhile, which costs more than the bytes themselves.

A thread is held by nobody who is slow: whoever does not fill a room in `QUICK_S` is taken on by the loop (`straight`), and so is
whoever finds all rooms taken. Behind TLS, and where sockets cannot be waited for in this way, everything goes the loop's way.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from starlette.requests import ClientDisconnect

from sync.hub.http.straight import HubProtocol, can_wait_for_many, left_to, offered

ROOM_BYTES = 512 * 1024  # read at a time; smaller ones cost more turns of Python than the processor's own memory saves
QUICK_S = 0.25  # a room fills in less, or the loop goes on: two megabytes a second
MOST = 8  # threads that read at a time


class Rooms:
    """Memory to read into, a room for each thread that may read. To be asked in the loop's thread."""

    def __init__(self, most: int = MOST) -> None:
        self._free: list[memoryview | None] = [None] * most

    def take(self, scope: Any) -> Direct | None:
        """The body of this request, when it can be read by a thread and there is room for one more."""
        found = offered(scope)
        if found is None or not self._free or not can_wait_for_many(found[0]) or found[0].cycle.disconnected:
            return None
        try:
            # A handle of our own: the connection may be closed behind our back, and its number be another's then.
            theirs = found[0].transport.get_extra_info("socket")
            ours = socket.socket(theirs.family, theirs.type, theirs.proto, fileno=os.dup(theirs.fileno()))
        except OSError:
            return None  # no more handles are to be had, and the loop needs none
        room = self._free.pop()
        return Direct(self, scope, *found, ours, memoryview(bytearray(ROOM_BYTES)) if room is None else room)

    def give_back(self, room: memoryview) -> None:
        self._free.append(room)


class Direct:
    """The rest of one request's body. Made and ended in the loop's thread, read in another."""

    def __init__(
        self, rooms: Rooms, scope: Any, connection: HubProtocol, size_bytes: int, ours: socket.socket, room: memoryview
    ) -> None:
        self._rooms, self._scope, self._connection, self._socket, self._room = rooms, scope, connection, ours, room
        connection.flow.pause_reading()
        cycle = connection.cycle
        self._first = bytes(cycle.body)
        cycle.body = bytearray()
        self._left = size_bytes - len(self._first)
        self._past_parser = self._left > 0
        self._wakes_at = 1

    @property
    def ended(self) -> bool:
        """True when the last piece was given."""
        return not self._left

    def pieces(self) -> Iterator[memoryview]:
        """The body in order; a piece may be read until the next is asked for. Ends before the body does when the line turns
        slow. Raises ClientDisconnect when it is cut, after everything that came was given."""
        if self._first:
            yield memoryview(self._first)
        self._socket.settimeout(QUICK_S)
        while self._left:
            wanted = min(ROOM_BYTES, self._left)
            self._wake_at(wanted)
            try:
                came = self._socket.recv_into(self._room[:wanted])
            except TimeoutError:
                return
            except OSError as cut:
                raise ClientDisconnect from cut
            if not came:
                raise ClientDisconnect
            self._left -= came
            yield self._room[:came]

    def _wake_at(self, count: int) -> None:
        """Be woken once for a whole room; for the rest of a body nothing else comes."""
        if count != self._wakes_at:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, count)
            self._wakes_at = count

    def end(self) -> None:
        """Nobody reads here any more: the rest, if there is one, comes by the loop."""
        with suppress(OSError):  # the line is lost
            self._wake_at(1)  # as the connection's own reader, and the next request's, expects it
        self._socket.close()
        self._rooms.give_back(self._room)
        if not self._left and self._past_parser:
            self._connection.begin_anew()
        left_to(self._scope, self._connection, self._left)
