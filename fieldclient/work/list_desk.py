"""Lists of cases as the window asks for them: for whoever is signed in now, in as much as a screen needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fieldclient.store import Store
from fieldclient.store.case_lists import NEAR_M
from fieldclient.work.case_lists import CaseLists
from fieldclient.work.rows import Viewer
from fieldclient.work.views import CaseCounts, CaseRow, Lookup, SavedFilter
from fieldclient.work.warming import WARM_AFTER_S, Warmer
from sync.protocol.position import Position

MOST_SELECTED = 100_000


@dataclass(frozen=True)
class Reading:
    """A page and the hub's time at which it was read."""

    rows: tuple[CaseRow, ...]
    after: str
    now: datetime


@dataclass(frozen=True)
class Reordered:
    """A list as far as it was shown before, as it is now: which cases in which order, and the rows of some of them."""

    ids: tuple[str, ...]
    rows: tuple[CaseRow, ...]
    after: str
    now: datetime


class ListDesk:
    """Every method runs on the store's thread. Nobody signed in: empty lists."""

    def __init__(self, store: Store, lists: CaseLists, viewer: Callable[[], Viewer], now: Callable[[], datetime],
                 begin_list: Callable[[], None]) -> None:
        """`viewer`: who looks, raises when nobody is signed in; `begin_list`: called before pictures of a list are made."""
        self._store = store
        self._lists = lists
        self._who_looks = viewer
        self._now = now
        self._begin_list = begin_list
        self._warmer: Warmer | None = None

    def _viewer(self) -> Viewer | None:
        return self._who_looks() if self._store.people.current() is not None else None

    def warm_later(self, after_s: float = WARM_AFTER_S) -> None:
        """Read ahead what searching needs, of the cases of whoever is signed in by then, on a thread of its own."""
        self._warmer = Warmer(self._warm, after_s)

    def _warm(self, should_stop: Callable[[], bool]) -> None:
        try:
            self._lists.warm(self._store.people.current_id(), should_stop)
        finally:
            self._store.database.leave()

    def close(self) -> None:
        if self._warmer is not None:
            self._warmer.stop()

    def page(self, lookup: Lookup) -> Reading:
        viewer = self._viewer()
        if viewer is None:
            return Reading((), "", self._now())
        self._begin_list()
        found = self._lists.page(lookup, viewer)
        return Reading(found.rows, found.after, viewer.now)

    def again(self, lookup: Lookup, count: int, known: Collection[str], around: Collection[str]) -> Reordered:
        """The first `count` cases of the list: rows of those `around` (what is on the screen) and of those that are not `known`.
        So that a list that somebody has scrolled far down costs what its order costs, and not all its rows."""
        viewer = self._viewer()
        if viewer is None:
            return Reordered((), (), "", self._now())
        self._begin_list()
        ids, after = self._lists.ids(replace(lookup, after="", offset=0, limit=count), viewer)
        wanted = [each for each in ids if each in around or each not in known]
        return Reordered(ids, self._lists.rows(wanted, viewer, lookup), after, viewer.now)

    def rows(self, case_ids: Sequence[str], lookup: Lookup) -> Reading:
        """Of these cases, as the list of `lookup` shows them; those that are gone are left out."""
        viewer = self._viewer()
        if viewer is None:
            return Reading((), "", self._now())
        self._begin_list()
        return Reading(self._lists.rows(case_ids, viewer, lookup), "", viewer.now)

    def counts(self, lookup: Lookup) -> CaseCounts | None:
        """For the chips; None when nobody is signed in."""
        viewer = self._viewer()
        near_m = NEAR_M if lookup.near_m is None else lookup.near_m
        return None if viewer is None else self._lists.counts(lookup, viewer, near_m=near_m)

    def ids(self, lookup: Lookup, limit: int = MOST_SELECTED) -> tuple[str, ...]:
        """Of everything that the list holds, in its order: what "all" means when something is done with all of them."""
        viewer = self._viewer()
        return () if viewer is None else self._lists.ids(replace(lookup, after="", offset=0, limit=limit), viewer)[0]

    def route(self, case_ids: Sequence[str], start: Position | None) -> Reading:
        """In the order in which to go there; `distance_m` is the way from the case before."""
        viewer = self._viewer()
        if viewer is None:
            return Reading((), "", self._now())
        self._begin_list()
        return Reading(self._lists.route(case_ids, start, viewer), "", viewer.now)

    def saved(self) -> tuple[SavedFilter, ...]:
        viewer = self._viewer()
        return () if viewer is None else self._lists.saved(viewer.person.id)

    def save(self, name: str, lookup: Lookup) -> tuple[SavedFilter, ...]:
        viewer = self._viewer()
        return () if viewer is None else self._lists.save(viewer.person.id, name, lookup)

    def forget(self, name: str) -> tuple[SavedFilter, ...]:
        viewer = self._viewer()
        return () if viewer is None else self._lists.forget(viewer.person.id, name)
