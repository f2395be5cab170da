"""Every reader sees every change once and in one order, however many write at once: on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.hub.db.database import Database
from tests.postgres import Server
from tests.sync.hub.feed_storm import Storm, control_page, page

Open = Callable[[], Database]


@pytest.fixture(params=["sqlite", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """One more hub process's door to the same database."""
    monkeypatch.setattr("sync.hub.db.sqlite.BUSY_MS", 100_000)  # a slow disk is no part of these tests
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    url = server.database() if server else None
    doors: list[Database] = []

    def door() -> Database:
        doors.append(Database(tmp_path / "hub", url))
        return doors[-1]

    yield door
    for one in doors:
        one.close()
    if server is not None and url is not None:
        server.drop(url)


def test_thirty_two_writers_and_no_change_is_missed_or_seen_twice(opened: Open) -> None:
    doors = [opened(), opened()]
    storm = Storm(doors, each=12 if doors[0].look_s < 0.5 else 4)  # on SQLite each waits for all others
    storm.blow()
    assert len(storm.committed) > 200
    for seen in storm.seen:
        assert len(seen) == len(set(seen))
        assert set(seen) == set(storm.committed)
        assert seen == storm.seen[0]


def test_what_was_begun_first_and_committed_last_is_not_passed_over(opened: Open) -> None:
    """The moment that a plain serial cursor does not survive, played step by step; the storm meets it by chance."""
    storm = Storm([opened()], writers=0)
    storm.prepare()
    database, begun, may_end = storm.databases[0], threading.Event(), threading.Event()

    def slow() -> None:
        number = 1  # taken before anybody else's
        if database.look_s < 0.5:  # PostgreSQL: it is open while another begins and ends
            with database.write() as connection:
                storm.add(connection, "slow")
                begun.set()
                assert may_end.wait(100)
        else:  # SQLite: it stands in line behind one that took its number later
            begun.set()
            assert may_end.wait(100)
            with database.write() as connection:
                storm.add(connection, "slow", number)

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(100)
    with database.write() as connection:
        storm.add(connection, "quick", 2)
    place, refs, _ = page(database, 0, 10)
    last, by_control = control_page(database, 0)
    may_end.set()
    thread.join()
    place, later, _ = page(database, place, 10)
    last, by_control_later = control_page(database, last)
    assert by_control + by_control_later == ["quick"], "the control has to miss what it is there to miss"
    assert sorted(refs + later) == ["quick", "slow"]
    assert page(database, place, 10)[1] == []
    assert page(database, 0, 10)[1] == refs + later


def test_the_control_misses_changes_in_the_storm(opened: Open) -> None:
    """The storm is known to bite: half of its transactions stay open for a while, and the plain cursor runs past them."""
    storm = Storm([opened(), opened()], seed=7, each=3, held=0.5, taken_back=0, readers=1, watched=True)
    storm.blow()
    assert storm.missed_by_control
    assert set(storm.seen[0]) == set(storm.committed)


def test_places_of_one_transaction_stand_in_the_order_in_which_they_were_taken(opened: Open) -> None:
    storm = Storm([opened()])
    storm.prepare()
    for turn in range(3):
        with storm.databases[0].write() as connection:
            for part in range(20):
                storm.add(connection, f"{turn}-{part:02}")
                with pytest.raises(ZeroDivisionError), connection.begin_nested():
                    storm.add(connection, "taken back")
                    raise ZeroDivisionError
    refs = page(storm.databases[0], 0, 100)[1]
    assert refs == [f"{turn}-{part:02}" for turn in range(3) for part in range(20)]
