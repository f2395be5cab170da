"""A device that has been used for years: lists are read by an index, never by going through everything."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldclient.store import Store
from fieldclient.store.case_wanted import KEYS, Wanted
from tests.fieldclient.store.making import filed, open_store, photo


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def asked(store: Store, call: object) -> list[str]:
    """Every statement that the call runs, with its values."""
    said: list[str] = []
    connection: sqlite3.Connection = store.database.connection
    connection.set_trace_callback(said.append)
    call()  # type: ignore[operator]
    connection.set_trace_callback(None)
    return [each for each in said if each.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE"))]


def next_page(store: Store, which: str) -> None:
    wanted = Wanted(which=which)
    after = tuple(range(1, 2 + len(KEYS[wanted.order])))
    store.cases.lists.page("p-wang", wanted, store.clock(), after=after, limit=50)


CALLS = {
    "all": lambda store: store.cases.page("p-wang", which="all", limit=50),
    "to do": lambda store: store.cases.page("p-wang", which="to_do", limit=50),
    "mine": lambda store: store.cases.page("p-wang", which="mine", limit=50),
    "ended": lambda store: store.cases.page("p-wang", which="ended", limit=50),
    **{f"next of {which}": lambda store, which=which: next_page(store, which) for which in ("all", "to_do", "mine", "ended")},
    "one": lambda store: store.cases.find("p-wang", "x"),
    "acts": lambda store: store.cases.acts_of("p-wang", ["a", "b"]),
    "refreshed": lambda store: store.cases.refresh("p-wang", "a", "b"),
    "closed": lambda store: store.cases.count_closed_since("p-wang", store.clock()),
    "outbox": lambda store: store.outbox.open_of("p-wang"),
    "entries": lambda store: store.queue().entries(),
    "media entries": lambda store: store.queue().media_entries(),
    "totals": lambda store: store.outbox.totals("p-wang"),
    "drafts": lambda store: store.drafts.open_of("p-wang"),
    "notices": lambda store: store.feed.notices("p-wang", 50),
    "start": lambda store: store.outbox.requeue_travelling(),
    "recent": lambda store: store.outbox.recent_subcategories("p-wang", 8),
}


@pytest.mark.parametrize("name", CALLS)
def test_nothing_is_gone_through_as_a_whole_or_sorted(store: Store, name: str) -> None:
    filed(store, photo())
    statements = asked(store, lambda: CALLS[name](store))
    assert statements
    for statement in statements:
        plan = [row["detail"] for row in store.database.read(f"EXPLAIN QUERY PLAN {statement}")]
        bad = [line for line in plan if line.startswith("SCAN") and not _small(line)]
        assert bad == [], statement
        if "case_id IN" in statement:  # a person's acts by kind are all of their reports
            assert not [line for line in plan if "mutations_by_time" in line], statement
        if name.startswith("next"):  # along the list's own index, never from a row's number on
            assert [line for line in plan if "cases_listed" in line or "PRIMARY KEY" in line] == [], statement
        if name not in ("recent", "acts", "entries", "refreshed"):  # these sort what they have found: as much as they answer
            assert [line for line in plan if "TEMP B-TREE FOR ORDER BY" in line] == [], statement


def _small(line: str) -> bool:
    """A part of the statement that is as long as its answer, or goes through the few people of one tablet or the open uploads."""
    few = line == "SCAN p" or line.endswith("INDEX uploads_open")
    return few or "CONSTANT ROW" in line or "json_each" in line or "subquery" in line.lower() or line.endswith("_travelling")


def test_many_reports_keep_no_file_open(store: Store) -> None:
    if not os.path.isdir("/proc/self/fd"):
        pytest.fail("this machine does not say which files are open")
    filed(store, photo())
    before = len(os.listdir("/proc/self/fd"))
    for n in range(60):
        filed(store, photo(n))
        store.queue().entries()
    assert len(os.listdir("/proc/self/fd")) <= before + 1
    store.sweep()
    assert len(os.listdir("/proc/self/fd")) <= before + 1
