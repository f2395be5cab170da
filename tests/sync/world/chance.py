"""Randomness that repeats: a stream of its own for every step, so that a story from which a step was taken away goes on as before."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Ids:
    """UUIDv7 as the product makes them: the head is the clock of whoever makes it, the tail is chance."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self._tail = random.Random(0)
        self._last_ms = 0
        self._within = 0

    def begin(self, chance: int) -> None:
        """The tails of the next step."""
        self._tail = random.Random(chance)

    def __call__(self) -> str:
        milliseconds = int((self.clock() - _EPOCH).total_seconds() * 1000) & 0xFFFFFFFFFFFF
        self._within = (self._within + 1) & 0xFFF if milliseconds == self._last_ms else 0
        self._last_ms = milliseconds
        tail = self._tail.getrandbits(62) | 1 << 63
        number = milliseconds << 80 | 7 << 76 | self._within << 64 | tail
        text = f"{number:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
