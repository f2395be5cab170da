"""The first letters of how Chinese is read: bllj finds 暴露垃圾. A character with several readings answers to each of them.

How many readings there are costs a search nothing (`piles.Planes`). The texts of 100,000 cases take 14 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from fieldclient.resources import resource
from fieldclient.store.piles import Planes

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SPACE, _LINE = 0x20, 0x0A


@cache
def _table() -> tuple[np.ndarray, list[str]]:
    """From a character to the number of its set of letters (0 has none), and the sets. Read when somebody first searches."""
    sets, characters = ["", *LETTERS], [""]
    characters += LETTERS  # Latin letters in a text are read as they stand
    for line in resource("pinyin", "initials.tsv").read_text("utf-8").splitlines():
        letters, _, read_so = line.partition("\t")
        sets.append(letters)
        characters.append(read_so)
    classes = np.zeros(max(map(ord, "".join(characters))) + 2, np.uint16)  # the last stands for all that lie beyond
    for number, read_so in enumerate(characters):
        classes[_codes(read_so)] = number
    return classes, sets


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


@cache
def _has(letter: str) -> np.ndarray:
    """For each set whether it holds the letter."""
    return np.array([letter in letters for letters in _table()[1]])


def letters_of(character: str) -> str:
    classes, sets = _table()
    return sets[classes[min(ord(character), len(classes) - 1)]]


def is_initials(term: str) -> bool:
    """Whether a search term may be meant so: one letter would find nearly everything."""
    return len(term) > 1 and term.isascii() and term.isalpha()


class InitialsBlock(Planes):
    """Of texts as `case_text.words` keeps them: pairs of neighbours, and the last of each run by itself."""

    def __init__(self, kept: Sequence[str]) -> None:
        codes = _codes("\n".join([*kept, ""]))
        gap = (codes == _SPACE) | (codes == _LINE)
        starts = np.flatnonzero(~gap & np.concatenate([[True], gap[:-1]]))  # of pairs: their first characters are the text
        ends_run = gap[starts + 1].astype(np.int64)
        sets = np.zeros(len(starts) + int(ends_run.sum()) + 1, np.uint16)  # a place that holds nothing after every run
        classes = _table()[0]
        sets[np.arange(len(starts)) + np.cumsum(ends_run) - ends_run] = classes[np.minimum(codes[starts], len(classes) - 1)]
        text = np.searchsorted(np.flatnonzero(codes == _LINE), starts)
        ends = np.cumsum(np.bincount(text, weights=1 + ends_run, minlength=len(kept)).astype(np.int64))
        super().__init__(ends, {letter: _has(letter)[sets] for letter in LETTERS})
