"""What is counted by heart is never less than what the database says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sync.hub.tally import GOOD_FOR, Tally

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_nothing_is_certain_before_it_was_counted() -> None:
    tally = Tally()
    assert not tally.within("wang", 1, 10**9, NOW)
    assert tally.count("wang", NOW, lambda: 60) == 60
    assert tally.within("wang", 40, 100, NOW) and not tally.within("wang", 41, 100, NOW)
    assert not tally.within("li", 1, 100, NOW)


def test_what_was_finished_since_counts_and_also_while_it_is_being_counted() -> None:
    tally = Tally()
    tally.finished("wang", 5)  # long in the database

    def ask() -> int:
        tally.finished("wang", 30)  # committed after the question saw what there was
        return 50

    tally.count("wang", NOW, ask)
    assert tally.within("wang", 20, 100, NOW) and not tally.within("wang", 21, 100, NOW)
    tally.finished("wang", 20)
    assert tally.within("wang", 0, 100, NOW) and not tally.within("wang", 1, 100, NOW)


def test_it_is_counted_anew_after_a_while_and_when_the_clock_went_back() -> None:
    tally = Tally()
    tally.count("wang", NOW, lambda: 0)
    assert not tally.within("wang", 1, 100, NOW + GOOD_FOR)
    assert not tally.within("wang", 1, 100, NOW - timedelta(seconds=1))
