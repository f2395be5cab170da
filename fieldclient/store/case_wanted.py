"""Which cases a list shows and in which order: the words of it, and the orders as keys. Pure.

A place in a list is the keys of its last case, so that a next page begins right after it whatever came or went meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Sort(StrEnum):
    DEADLINE = "deadline"  # what is asked of me and due first; what has ended, latest first
    CHANGED = "changed"  # what last happened first
    NEWEST = "newest"  # what was reported last first
    DISTANCE = "distance"


class Colour(StrEnum):
    """How late a case is, as `deadlines.light` would say."""

    NONE = "none"
    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    OVERDUE_AGAIN = "overdue_again"


COLOURS = tuple(Colour)
# Columns of an order, and whether the largest comes first. The row's number ends every one.
KEYS: dict[Sort, tuple[tuple[str, bool], ...]] = {
    Sort.DEADLINE: (("ended", False), ("needs_me", True), ("sort_ms", False), ("changed_ms", True)),
    Sort.CHANGED: (("changed_ms", True),),
    Sort.NEWEST: (("created_ms", True),),
}
Place = tuple[float, float]  # latitude and longitude, degrees WGS-84
After = tuple[float, ...]  # the keys of a list's last case and its row


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for, folded. `subcategories`: the codes whose name answers to it."""

    text: str
    subcategories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An empty set of a filter chooses nothing, which is everything. `near` needs `here`."""

    which: str = "all"  # or "to_do", "mine", "ended"
    terms: tuple[Term, ...] = ()
    stages: frozenset[str] = frozenset()  # '': the hub has not answered yet
    colours: frozenset[Colour] = frozenset()
    grids: frozenset[str] = frozenset()
    campaigns: frozenset[str] = frozenset()
    mine: bool = False
    near_m: float | None = None
    here: Place | None = None
    sort: Sort | None = None  # None: as the kind of list is usually sorted

    @property
    def order(self) -> Sort:
        if self.sort is Sort.DISTANCE and self.here is None or self.sort is None:
            return Sort.CHANGED if self.which in ("mine", "ended") else Sort.DEADLINE
        return self.sort

    @property
    def keys(self) -> int:
        """How many keys a place in this list has."""
        return 2 if self.order is Sort.DISTANCE else 1 + len(KEYS[self.order])

    @property
    def is_plain(self) -> bool:
        """Answered by one of the database's own indexes."""
        chosen = self.terms or self.stages or self.colours or self.grids or self.campaigns or self.mine or self.near_m is not None
        return not chosen and self.sort is None


@dataclass(frozen=True, slots=True)
class Found:
    """A page: rows of `cases`, how far each is where the order asks for it, and where the next page begins; None at the end."""

    rows: tuple[int, ...]
    distances_m: tuple[float | None, ...]
    after: After | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases there would be with each filter chosen, all filters of other kinds as they are."""

    total: int  # as chosen
    stages: dict[str, int] = field(default_factory=dict)
    colours: dict[Colour, int] = field(default_factory=dict)
    grids: dict[str, int] = field(default_factory=dict)  # the most first
    grid_names: dict[str, str] = field(default_factory=dict)
    campaigns: dict[str, int] = field(default_factory=dict)
    mine: int = 0
    near: int | None = None  # None: it is not known where the person is
