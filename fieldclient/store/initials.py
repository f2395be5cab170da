"""The first letters of how Chinese is read: bllj finds 暴露垃圾. A character with several readings answers to each of them.

A block holds the texts of some thousand cases as one bit for each letter and place in the text: a search is a few ANDs of long
numbers, whatever the letters and however many readings there are. 100,000 cases cost 14 MB and a millisecond.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from fieldclient.resources import resource

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Classes(dict[int, int]):
    """From a character to the number of its set of letters; 0 has none."""

    def __missing__(self, code: int) -> int:
        return 0


@cache
def _table() -> tuple[_Classes, list[str]]:
    """Read when somebody first searches: the start does without it."""
    classes, sets = _Classes(), [""]
    for letter in LETTERS:  # Latin letters in a text are read as they stand
        classes[ord(letter)] = len(sets)
        sets.append(letter)
    for line in resource("pinyin", "initials.tsv").read_text("utf-8").splitlines():
        letters, _, characters = line.partition("\t")
        classes.update(dict.fromkeys(map(ord, characters), len(sets)))
        sets.append(letters)
    return classes, sets


@cache
def _has(letter: str) -> np.ndarray:
    """For each class whether it holds the letter."""
    return np.array([letter in letters for letters in _table()[1]])


def letters_of(character: str) -> str:
    classes, sets = _table()
    return sets[classes[ord(character)]]


def is_initials(term: str) -> bool:
    """Whether a search term may be meant so: one letter would find nearly everything."""
    return len(term) > 1 and term.isascii() and term.isalpha()


class InitialsBlock:
    """Texts (runs with a space between them), by their place in the block."""

    def __init__(self, texts: Sequence[str]) -> None:
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self._ends = np.cumsum(lengths + 1)
        written = "\n".join([*texts, ""]).translate(_table()[0])
        # every class fits into two bytes, so that a character is a place
        classes = np.frombuffer(written.encode("utf-16-le"), np.uint16)
        self._bits = {letter: _number(_has(letter)[classes]) for letter in LETTERS}

    def find(self, letters: str) -> np.ndarray:
        """Places of the texts in which these letters follow each other, in order."""
        found = self._bits[letters[0]]
        for at, letter in enumerate(letters[1:], 1):
            found &= self._bits[letter] >> at
        held = np.frombuffer(found.to_bytes(found.bit_length() // 8 + 1, "little"), np.uint8)
        filled = np.flatnonzero(held)
        bits = np.unpackbits(held[filled, None], axis=1, bitorder="little")
        which, bit = np.divmod(np.flatnonzero(bits), 8)
        found_in = np.zeros(len(self._ends), bool)
        found_in[np.searchsorted(self._ends, filled[which] * 8 + bit, side="right")] = True
        return np.flatnonzero(found_in)


def _number(holds: np.ndarray) -> int:
    return int.from_bytes(np.packbits(holds, bitorder="little").tobytes(), "little")
