"""One file on its way up a stream: which of its bytes the hub has for sure, which may have arrived, and which come next. Pure.

After a cut nobody knows which of the last bytes arrived. Rather than ask and wait, the device goes on with bytes that were
never sent; the hub's answer about the doubtful ones comes meanwhile, and then the gaps are filled. So almost no byte travels
twice, and no round trip is spent on a question.
"""

from __future__ import annotations

from dataclasses import dataclass

from sync.protocol import ranges
from sync.protocol.ranges import Ranges


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file that may travel now. `lane`: 0 before 1. `fresh`: no byte of it ever left this device."""

    sha256: str
    size_bytes: int
    mime: str
    lane: int = 1
    seq: int = 0
    fresh: bool = True
    first: int = 0  # as a person wants it


@dataclass(slots=True)
class Sending:
    """`n`: its number on the connection of now; None until it was offered there."""

    item: Item
    n: int | None = None
    stood: bool = False  # the hub has told on this connection what it holds
    over: bool = False  # every byte is there, the receipt is to come
    sure: Ranges = ()  # at the hub, by its own word
    tried: Ranges = ()  # sent at some time since this process began, or at the hub
    here: Ranges = ()  # sent on this connection

    @property
    def begun(self) -> bool:
        return bool(self.tried) or not self.item.fresh

    @property
    def asks(self) -> bool:
        """The hub has to tell first: this process does not know what an earlier one sent."""
        return not self.item.fresh and not self.tried

    def lost(self) -> None:
        """The connection is gone."""
        self.n, self.stood, self.over, self.here = None, False, False, ()

    def next_range(self) -> tuple[int, int] | None:
        """The next stretch worth sending; None while there is nothing but waiting."""
        size = self.item.size_bytes
        if self.over:
            return None
        if self.stood:
            missing = ranges.gaps(_both(self.sure, self.here), size)
            return missing[0] if missing else None
        if self.asks:
            return None
        ahead = ranges.top(self.tried)
        return (ahead, size) if ahead < size else None

    def sent(self, first: int, end: int) -> None:
        self.here = ranges.add(self.here, first, end)
        self.tried = ranges.add(self.tried, first, end)

    def arrived(self, first: int, end: int) -> None:
        self.sure = ranges.add(self.sure, first, end)

    def stands(self, told: Ranges, flying: Ranges, complete: bool) -> None:
        """The hub's word on what it holds; `flying`: sent on this connection and not acknowledged yet. Its first word answers the
        offer, and was written before it took a byte of this connection: all of these are to come, also those that an answer to
        something else says have left the line. Any later one tells that bytes were not kept."""
        if self.stood:
            self.here = flying
        self.stood, self.over = True, complete
        self.sure = ranges.clean(told, self.item.size_bytes)
        self.tried = _both(self.sure, self.here)


def _both(one: Ranges, other: Ranges) -> Ranges:
    for first, end in other:
        one = ranges.add(one, first, end)
    return one


def turn(sending: Sending) -> tuple[int, int, bool, int, int]:
    """Who goes first. To finish what is begun costs nothing and frees the hub's room."""
    return -sending.item.first, sending.item.lane, not sending.begun, sending.item.seq, sending.item.size_bytes
