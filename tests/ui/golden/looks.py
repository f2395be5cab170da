"""The ways a window can look: every one for the command, and a few that hold every pair for the test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from fieldclient.ui.engine import MODES

LANGUAGES = ("zh", "en")
SIZES = ((800, 1280), (1280, 800), (1920, 1080))
SCALES = (1.0, 2.0)


class Look(NamedTuple):
    language: str
    theme: str
    size: tuple[int, int]
    scale: float

    @property
    def name(self) -> str:
        return f"{self.language}-{self.theme}-{self.size[0]}x{self.size[1]}-{self.scale:g}"


def every() -> list[Look]:
    """In an order in which as little as possible changes from one to the next: a theme costs a frame, a language every text."""
    return [Look(language, theme, size, scale) for language, size, scale, theme in product(LANGUAGES, SIZES, SCALES, MODES)]


def pairwise(factors: Sequence[Sequence[object]] = (LANGUAGES, MODES, SIZES, SCALES)) -> Iterator[tuple[object, ...]]:
    """Few combinations in which every two values of two factors meet. Greedy: the next is always the one with most new pairs."""
    wanted = {((i, a), (j, b)) for i, j in combinations(range(len(factors)), 2) for a in factors[i] for b in factors[j]}
    while wanted:
        best = max(product(*factors), key=lambda row: len(pairs_of(row) & wanted))
        wanted -= pairs_of(best)
        yield best


def pairs_of(row: Sequence[object]) -> set[tuple[tuple[int, object], tuple[int, object]]]:
    return set(combinations(enumerate(row), 2))


def covering() -> list[Look]:
    return [Look(*row) for row in pairwise()]  # type: ignore[arg-type]
