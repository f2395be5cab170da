"""How much one push carries: what the link brings there and back in about a second, several of them under way at once."""

from __future__ import annotations

from dataclasses import dataclass

from sync.engine.outbox import Limits

FIRST_BYTES = 16 * 1024  # packed, before anything is known: an eighth of a second at 1 Mbit/s
NEAR_BYTES = 64 * 1024  # for a hub in the house, where each push costs more at both ends' disks than on the way
LEAST_BYTES, MOST_BYTES = 8 * 1024, 256 * 1024
AT_ONCE = 7  # pushes that are under way; the hub reads on up to eight
ENDING = 4  # the last ones share what is left in so many parts
QUICK_S = 1.0  # from being packed to being answered: below it those under way do not fill the line


@dataclass
class Portion:
    """Grows while answers come quickly, halves when a line breaks. `packed_bytes`: as it travels."""

    packed_bytes: int = FIRST_BYTES
    least_bytes: int = LEAST_BYTES  # of the last ones
    _shrinks: float = 0.3  # packed by raw, of the last push

    def limits(self, most: Limits, waiting_bytes: int | None = None) -> Limits:
        """What the next push may hold before it is packed. `waiting_bytes`: of all that is still to be pushed. Towards the end
        pushes become smaller, because nothing comes behind the last one while the hub works on it and the device on its
        receipts; below the least it is not worth a question of its own."""
        packed_bytes = float(self.packed_bytes)
        if waiting_bytes is not None:
            packed_bytes = min(packed_bytes, max(self.least_bytes, waiting_bytes * self._shrinks / ENDING))
        return Limits(count=most.count, size_bytes=min(most.size_bytes, max(1024, round(packed_bytes / self._shrinks))))

    def is_near(self) -> None:
        """The hub greeted at once."""
        self.packed_bytes, self.least_bytes = max(NEAR_BYTES, self.packed_bytes), NEAR_BYTES // 2

    def packed(self, raw_bytes: int, packed_bytes: int) -> None:
        if raw_bytes > 4096:  # a single small one says nothing about many
            self._shrinks = min(1.0, max(0.02, packed_bytes / raw_bytes))

    def answered(self, took_s: float) -> None:
        if took_s < QUICK_S:
            self.packed_bytes = min(MOST_BYTES, self.packed_bytes * 2)

    def lost(self) -> None:
        self.packed_bytes = max(LEAST_BYTES, self.packed_bytes // 2)
