"""The list of cases: what somebody looks for, chooses and sorts by, in pages; how many there are; choices kept by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

import msgspec

from fieldclient.store import Store
from fieldclient.store.case_listed import ListedCase
from fieldclient.store.case_lists import NEAR_M
from fieldclient.store.case_text import terms
from fieldclient.store.case_wanted import After, Colour, Sort, Term, Wanted
from fieldclient.store.cases import CaseRecord
from fieldclient.work.campaigns import counted_campaigns
from fieldclient.work.catalogue import codes_named, plain
from fieldclient.work.route import Stop, ordered
from fieldclient.work.rows import Rows, Viewer
from fieldclient.work.views import CaseCounts, CaseList, CaseRow, Light, Lookup, SavedFilter
from sync.protocol.catalogue import Catalogue
from sync.protocol.position import Position, PositionSource, distance_m

MOST_SAVED = 30
_SAVED = "case_filters:"  # and the person's id


class CaseLists:
    def __init__(self, store: Store, rows: Rows) -> None:
        self._store = store
        self._rows = rows

    def page(self, lookup: Lookup, viewer: Viewer) -> CaseList:
        """From `lookup.after` on, or at `lookup.offset` where that is not given."""
        wanted, after = self._wanted(lookup), place_of(lookup.after)
        skipped = lookup.offset if after is None else 0
        found = self._store.cases.lists.page(
            viewer.person.id, wanted, viewer.now, after=after, limit=lookup.limit + skipped)
        records = self._store.cases.listed(viewer.person.id, found.rows[skipped:])
        return CaseList(self._shown(records, viewer, lookup), _place_told(found.after))

    def ids(self, lookup: Lookup, viewer: Viewer) -> tuple[tuple[str, ...], str]:
        """The same page as ids alone, which costs a hundredth; and where the next one begins."""
        wanted, after = self._wanted(lookup), place_of(lookup.after)
        found = self._store.cases.lists.page(viewer.person.id, wanted, viewer.now, after=after, limit=lookup.limit)
        return self._store.cases.lists.ids(found.rows), _place_told(found.after)

    def rows(self, case_ids: Sequence[str], viewer: Viewer, lookup: Lookup) -> tuple[CaseRow, ...]:
        """These cases as that list would show them, in this order; those that are gone are left out."""
        return self._shown(self._store.cases.find_all(viewer.person.id, case_ids), viewer, lookup)

    def _shown(self, records: Sequence[CaseRecord | ListedCase], viewer: Viewer, lookup: Lookup) -> tuple[CaseRow, ...]:
        """With how far they are where that is known, and with their words where something is looked for."""
        here = None if lookup.here is None else Position(
            latitude=lookup.here[0], longitude=lookup.here[1], source=PositionSource.GNSS)
        return self._rows.of(records, viewer, here=here, said=bool(lookup.text.strip()))

    def counts(self, lookup: Lookup, viewer: Viewer, *, near_m: float = NEAR_M) -> CaseCounts:
        """For the chips: with each of them chosen, what there would be, the others as they are."""
        found = self._store.cases.lists.counts(viewer.person.id, self._wanted(lookup), viewer.now, near_m=near_m)
        return CaseCounts(
            total=found.total, stages=found.stages, mine=found.mine, near=found.near,
            lights={Light(colour.value): count for colour, count in found.colours.items()},
            grids=tuple((code, found.grid_names[code], count) for code, count in found.grids.items()),
            campaigns=counted_campaigns(self._store, viewer.person.id, found.campaigns, viewer.now),
        )

    def route(self, case_ids: Sequence[str], start: Position | None, viewer: Viewer) -> tuple[CaseRow, ...]:
        """These cases in the order in which to go there, each with its distance from the one before; those without a place come
        last, as they were given. `start` None: from the first of them that has a place."""
        records = self._store.cases.find_all(viewer.person.id, case_ids)
        made = self._rows.of(records, viewer)
        stops = [_stop(at, row, record.position, viewer) for at, (row, record) in enumerate(zip(made, records, strict=True))]
        start = start or next((stop.place for stop in stops if stop.place is not None), None)
        if start is None:
            return made
        out, before = list[CaseRow](), start
        for at in ordered(start, stops):
            place = records[at].position
            out.append(replace(made[at], distance_m=None if place is None else distance_m(before, place)))
            before = place or before
        return tuple(out)

    def warm(self, person: str, should_stop: Callable[[], bool] = lambda: False) -> None:
        """So that the first search is as quick as the next. Slow; from a thread that nobody waits for."""
        self._store.cases.lists.warm(person, should_stop)

    # Choices kept by name, for each person

    def saved(self, person: str) -> tuple[SavedFilter, ...]:
        raw = self._store.settings.get(_SAVED + person)
        try:
            return msgspec.json.decode(raw, type=tuple[SavedFilter, ...]) if raw else ()
        except msgspec.DecodeError:
            return ()  # of another version: a choice is made again in a moment

    def save(self, person: str, name: str, lookup: Lookup) -> tuple[SavedFilter, ...]:
        """Under this name, in place of what was there; the last saved comes first, and the oldest goes when there are too many.
        Where the person is and how far they had scrolled is no choice."""
        name = re.sub(r"\s+", " ", name).strip()
        kept = SavedFilter(name, replace(lookup, after="", offset=0, here=None))
        others = [each for each in self.saved(person) if each.name != name]
        return self._keep(person, [kept, *others][:MOST_SAVED])

    def forget(self, person: str, name: str) -> tuple[SavedFilter, ...]:
        return self._keep(person, [each for each in self.saved(person) if each.name != name])

    def _keep(self, person: str, filters: Sequence[SavedFilter]) -> tuple[SavedFilter, ...]:
        self._store.settings.put(_SAVED + person, msgspec.json.encode(filters).decode() if filters else None)
        return tuple(filters)

    def _wanted(self, lookup: Lookup) -> Wanted:
        catalogue = self._store.catalogues.current()
        return Wanted(
            which=lookup.which, terms=tuple(_term(catalogue, text) for text in terms(lookup.text)),
            stages=frozenset(lookup.stages), colours=frozenset(Colour(light.value) for light in lookup.lights),
            grids=frozenset(lookup.grids), campaigns=frozenset(lookup.campaigns), mine=lookup.only_mine,
            near_m=lookup.near_m, here=lookup.here,
            sort=Sort(lookup.sort) if lookup.sort else None,
        )


def _place_told(after: After | None) -> str:
    return "" if after is None else msgspec.json.encode(after).decode()


def place_of(after: str) -> After | None:
    """Of a page's end as the window hands it back; what is no such place begins at the first page."""
    try:
        return msgspec.json.decode(after, type=tuple[float | int, ...]) if after else None
    except msgspec.DecodeError:
        return None


def _term(catalogue: Catalogue, text: str) -> Term:
    """With the subcategories that answer to it by name in either language, by code, by pinyin or by initials."""
    codes = set(codes_named(catalogue, text)) | {found.code for found in catalogue.subcategories if text in found.code.casefold()}
    if text.isascii() and text.isalpha() and len(text) > 1:
        codes |= {found.code for found in catalogue.subcategories
                  if plain(found.pinyin).startswith(text) or _heard(_readings(found.zh), text)}
    return Term(text, frozenset(codes))


@lru_cache(1024)
def _readings(name: str) -> tuple[str, ...]:
    # loads the table of readings, as the search does that follows
    from fieldclient.store.initials import letters_of

    return tuple(letters_of(sign) for sign in plain(name))


def _heard(readings: tuple[str, ...], letters: str) -> bool:
    starts = range(len(readings) - len(letters) + 1)
    return any(all(letter in readings[start + at] for at, letter in enumerate(letters)) for start in starts)


def _stop(at: int, row: CaseRow, place: Position | None, viewer: Viewer) -> Stop:
    left = None if row.due_at is None else row.due_at - viewer.now
    return Stop(at, place, None if left is None else max(left, timedelta(0)).total_seconds())
