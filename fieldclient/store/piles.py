"""Texts of many cases in blocks that are searched whole; what changes goes into a young block until that is full.

A search costs some numpy calls for each block, whatever its size: a hundred thousand texts in blocks as they come would spend
most of it on them. So small blocks are joined, which copies them and looks at no text again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

YOUNG = 2000  # texts: making the young block anew costs a few milliseconds
SMALL, MOST_SMALL = 16_000, 8  # texts of a block that is joined with others, and how many of them are joined: some milliseconds
MANY = 4  # texts for each hit: where there are more hits, each text is looked at instead of each hit
NOWHERE = -1  # the place of a text that is out of date; as an owner: the young block has it


class Block(Protocol):
    @classmethod
    def joined(cls, blocks: Sequence[Any]) -> Block:
        """The texts of these, one after the other."""
        ...

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

    @classmethod
    def joined(cls, blocks: Sequence[ShortBlock]) -> ShortBlock:
        made = cls(())
        made._all = b"".join([block._all for block in blocks])
        made._ends = _one_after_the_other([(block._ends, len(block._all)) for block in blocks])
        return made

    def find(self, wanted: str) -> np.ndarray:
        needle, at = wanted.encode(), list[int]()
        found = self._all.find(needle)
        while found >= 0:
            at.append(found)
            found = self._all.find(needle, found + 1)
        return _texts_at(self._ends, np.array(at, np.int64))


def _one_after_the_other(parts: Sequence[tuple[np.ndarray, int]]) -> np.ndarray:
    """Ends of texts where each part begins behind the one before, which is so long."""
    before, out = 0, list[np.ndarray]()
    for ends, length in parts:
        out.append(ends + np.int32(before))
        before += length
    return np.concatenate(out)


class Planes:
    """One bit for each sign and place in the texts: a search is a few ANDs of long numbers, however many hits there are. A sign
    that is nowhere costs nothing."""

    def __init__(self, ends: np.ndarray, holds: Mapping[str, np.ndarray]) -> None:
        """`ends`: of each text, the place after its last, and a place that holds nothing stands between two; `holds`: for each
        sign that may be looked for, where it stands."""
        self._ends = ends.astype(np.int32)
        self._size_bytes = (int(ends[-1]) if len(ends) else 0) // 8 + 1
        self._bits = {
            sign: int.from_bytes(np.packbits(held, bitorder="little").tobytes(), "little") for sign, held in holds.items()}

    @classmethod
    def joined(cls, blocks: Sequence[Planes]) -> Planes:
        """Each begins with a whole byte."""
        made = Planes(_one_after_the_other([(block._ends, 8 * block._size_bytes) for block in blocks]), {})
        made._size_bytes = sum(block._size_bytes for block in blocks)
        for sign in {sign for block in blocks for sign in block._bits}:
            written = b"".join([block._bits.get(sign, 0).to_bytes(block._size_bytes, "little") for block in blocks])
            made._bits[sign] = int.from_bytes(written, "little")
        return made

    def find(self, wanted: str) -> np.ndarray:
        found = self._bits.get(wanted[0], 0)
        for at, sign in enumerate(wanted[1:], 1):
            found &= self._bits.get(sign, 0) >> at
        if not found:
            return np.zeros(0, np.int64)
        held = np.frombuffer(found.to_bytes(found.bit_length() // 8 + 1, "little"), np.uint8)
        filled = np.flatnonzero(held != 0)
        if len(filled) > len(self._ends) // MANY:
            return self._texts_of(held)
        at = np.flatnonzero(np.unpackbits(held[filled], bitorder="little").view(bool))
        return _texts_at(self._ends, (filled << 3)[at >> 3] + (at & 7))


    def _texts_of(self, held: np.ndarray) -> np.ndarray:
        """Texts with a bit that is set, by how many are set before the end of each: the same price for any number of hits."""
        whole = np.zeros(self._size_bytes + 1, np.uint8)
        whole[: len(held)] = held
        at = self._ends >> 3
        before = np.cumsum(np.bitwise_count(whole), dtype=np.int32)[at]
        before -= np.bitwise_count(whole[at] >> (self._ends & 7).astype(np.uint8))
        return np.flatnonzero(np.diff(before, prepend=np.int32(0)))


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
        self._blocks: dict[int, tuple[np.ndarray, Block]] = {}  # by number; with the places of its texts
        self._numbers = 0  # given so far
        self._good: dict[int, int] = {}  # by number: how many of its texts are not out of date
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
        places = list(texts)
        for number, count in Counter(self._owner[places].tolist()).items():
            if number != NOWHERE:
                self._outdate(number, count)
        self._owner[places] = NOWHERE
        self._young_block = None
        if len(self._young) >= YOUNG:
            places = np.array(list(self._young), np.int32)
            self._add(places, self._make(list(self._young.values())))
            self._young = {}
            self._join()

    def _outdate(self, number: int, count: int) -> None:
        """So many of its texts were given anew. A block of which nothing is left would only be searched in vain."""
        self._good[number] -= count
        if self._good[number] == 0:
            del self._good[number], self._blocks[number]

    def _add(self, places: np.ndarray, block: Block) -> None:
        good = places[places != NOWHERE]
        self._blocks[self._numbers], self._good[self._numbers] = (places, block), len(good)
        self._owner[good] = self._numbers
        self._numbers += 1

    def _join(self) -> None:
        small = {number: held for number, held in self._blocks.items() if len(held[0]) < SMALL}
        if len(small) < MOST_SMALL:
            return
        places = np.concatenate([
            np.where(self._owner[at] == number, at, NOWHERE) for number, (at, _) in small.items()]).astype(np.int32)
        blocks = [block for _, block in small.values()]
        for number in small:
            del self._blocks[number], self._good[number]
        self._add(places, type(blocks[0]).joined(blocks))

    def find(self, wanted: str, size: int) -> np.ndarray:
        """Which of the first `size` places have it."""
        found = np.zeros(max(size, len(self._owner)), bool)
        for number, (places, block) in self._blocks.items():
            at = places[block.find(wanted)]
            found[at[(at != NOWHERE) & (self._owner[at] == number)]] = True
        if self._young:
            if self._young_block is None:
                self._young_block = self._make(list(self._young.values()))
            found[np.array(list(self._young), np.int64)[self._young_block.find(wanted)]] = True
        return found[:size]
