"""Texts of many cases in blocks that are searched whole; what changes goes into a young block until that is full."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np

YOUNG = 2000  # texts: making the young block anew costs a few milliseconds


class Block(Protocol):
    def find(self, wanted: str) -> np.ndarray:
        """Places of the block's texts in which it is found, in order."""
        ...


def _texts_at(ends: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The texts that hold these places, in order. (`np.unique` would do, and loads a part of numpy that nobody else needs.)"""
    found = np.zeros(len(ends), bool)
    found[np.searchsorted(ends, places, side="right")] = True
    return np.flatnonzero(found)


class ShortBlock:
    """A few characters each, as one text: a search is one look at some ten thousand bytes."""

    def __init__(self, texts: Sequence[str]) -> None:
        written = [text.encode() + b"\n" for text in texts]
        self._all = b"".join(written)
        self._ends = np.cumsum(np.fromiter(map(len, written), np.int64, len(written))).astype(np.int32)

    def find(self, wanted: str) -> np.ndarray:
        needle, at = wanted.encode(), list[int]()
        found = self._all.find(needle)
        while found >= 0:
            at.append(found)
            found = self._all.find(needle, found + 1)
        return _texts_at(self._ends, np.array(at, np.int64))


class Planes:
    """One bit for each sign and place in the texts: a search is a few ANDs of long numbers, however many hits there are. A sign
    that is nowhere costs nothing."""

    def __init__(self, ends: np.ndarray, holds: Mapping[str, np.ndarray]) -> None:
        """`ends`: of each text, the place after its last, and a place that holds nothing stands between two; `holds`: for each
        sign that may be looked for, where it stands."""
        self._ends = ends.astype(np.int32)
        self._bits = {
            sign: int.from_bytes(np.packbits(held, bitorder="little").tobytes(), "little") for sign, held in holds.items()}

    def find(self, wanted: str) -> np.ndarray:
        found = self._bits.get(wanted[0], 0)
        for at, sign in enumerate(wanted[1:], 1):
            found &= self._bits.get(sign, 0) >> at
        held = np.frombuffer(found.to_bytes(found.bit_length() // 8 + 1, "little"), np.uint8)
        filled = np.flatnonzero(held)
        which, bit = np.divmod(np.flatnonzero(np.unpackbits(held[filled], bitorder="little")), 8)
        return _texts_at(self._ends, filled[which] * 8 + bit)


class NumbersBlock(Planes):
    """Numbers of cases: ASCII letters and digits."""

    def __init__(self, texts: Sequence[str]) -> None:
        signs = np.frombuffer("\n".join([*texts, ""]).encode(), np.uint8)
        ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
        super().__init__(ends, {chr(sign): signs == sign for sign in set(signs.tolist()) if sign != ord("\n")})


class Pile:
    """Texts by the place of their case in the columns."""

    def __init__(self, make: Callable[[Sequence[str]], Block]) -> None:
        self._make = make
        self._blocks: list[tuple[np.ndarray, Block]] = []
        self._owner = np.zeros(0, np.int32)  # by place: the block that has its text, -1: the young one
        self._young: dict[int, str] = {}
        self._young_block: Block | None = None

    def put(self, texts: Mapping[int, str]) -> None:
        """Take the place of what was there."""
        if not texts:
            return
        room = max(texts) + 1
        if room > len(self._owner):
            more = max(room - len(self._owner), YOUNG)
            self._owner = np.concatenate([self._owner, np.full(more, -1, np.int32)])
        self._young.update(texts)
        self._owner[list(texts)] = -1
        self._young_block = None
        if len(self._young) >= YOUNG:
            places = np.array(list(self._young), np.int32)
            self._owner[places] = len(self._blocks)
            self._blocks.append((places, self._make(list(self._young.values()))))
            self._young = {}

    def find(self, wanted: str, size: int) -> np.ndarray:
        """Which of the first `size` places have it."""
        found = np.zeros(max(size, len(self._owner)), bool)
        for number, (places, block) in enumerate(self._blocks):
            at = places[block.find(wanted)]
            found[at[self._owner[at] == number]] = True
        if self._young:
            if self._young_block is None:
                self._young_block = self._make(list(self._young.values()))
            found[np.array(list(self._young), np.int64)[self._young_block.find(wanted)]] = True
        return found[:size]
