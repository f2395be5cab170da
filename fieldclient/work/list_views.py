"""Of `views`: which cases a list shows, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldclient.work.views import CaseRow


class Light(StrEnum):
    """How late something is. Yellow and red mean lateness and nothing else."""

    NONE = "none"  # no deadline
    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"  # yellow
    OVERDUE_AGAIN = "overdue_again"  # red


@dataclass(frozen=True)
class Lookup:
    """Which list of cases is wanted. What is chosen of one kind are alternatives; nothing chosen is everything."""

    text: str = ""  # number, subcategory, description or place; two characters on, or initials of how they are read
    which: str = "all"  # all, to_do, mine, ended
    limit: int = 100
    offset: int = 0
    after: str = ""  # the `after` of the page before: goes on right there, whatever came or went meanwhile
    stages: tuple[str, ...] = ()  # '': the hub has not answered yet
    lights: tuple[Light, ...] = ()
    grids: tuple[str, ...] = ()  # codes
    campaigns: tuple[str, ...] = ()  # codes
    only_mine: bool = False
    near_m: float | None = None  # around `here`
    here: tuple[float, float] | None = None  # latitude and longitude, degrees WGS-84: for `near_m`, distances and their order
    sort: str = ""  # deadline, changed, newest, distance; '': as this list is usually sorted


@dataclass(frozen=True)
class CaseList:
    """A page of cases. `after` '' at the end."""

    rows: tuple[CaseRow, ...]
    after: str = ""


@dataclass(frozen=True)
class CaseCounts:
    """How many cases there would be with each filter chosen, the filters of other kinds as they are."""

    total: int  # as chosen
    stages: dict[str, int]
    lights: dict[Light, int]
    grids: tuple[tuple[str, str, int], ...]  # code, name, how many: the most first
    mine: int
    near: int | None  # None: it is not known where the person is
    campaigns: tuple[tuple[str, str, str, int], ...] = ()  # code, Chinese, English, how many: of those that run or have any


@dataclass(frozen=True)
class SavedFilter:
    """A choice that somebody gave a name."""

    name: str
    lookup: Lookup
