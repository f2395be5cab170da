"""What a person says about single acts: held back, first, whatever the rules say. One table of small queues."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sync.engine.outbox import earliest_try, files_to_send, ready
from sync.engine.stream_files import Item, Sending, turn
from tests.sync.engine.making import T0
from tests.sync.engine.test_outbox import R, entry, file


def test_a_paused_act_stays_and_holds_up_its_own_case_only() -> None:
    queue = [replace(entry(1, "a"), paused=True), entry(2, "a"), entry(3, "b")]
    assert [each.seq for each in ready(queue, T0)] == [3]
    assert [each.seq for each in ready(queue, T0, impatient=True)] == [3], "the button for all does not undo it"


@pytest.mark.parametrize(("marks", "order"), [
    ({}, [1, 2, 3, 5]), ({3: 1}, [3, 1, 2, 5]), ({3: 1, 5: 2}, [5, 3, 1, 2]), ({4: 1}, [3, 1, 2, 5]), ({1: 1}, [1, 2, 3, 5]),
])
def test_what_is_wanted_first_goes_first_with_what_stands_before_it(marks: dict[int, int], order: list[int]) -> None:
    """4 is behind 3, in one case."""
    queue = [replace(entry(seq, "c" if seq in (3, 4) else f"case {seq}"), first=marks.get(seq, 0)) for seq in range(1, 6)]
    assert [each.seq for each in ready(queue, T0)] == order


def test_a_refused_one_does_not_go_however_much_it_is_wanted() -> None:
    assert ready([replace(entry(1, "a", R), first=9)], T0) == []


def test_files_follow_their_act() -> None:
    small, large = file(1, "small"), file(2, "large")
    assert [each.sha256 for each in files_to_send([small, replace(large, first=1)], T0)] == ["large", "small"]
    assert [each.sha256 for each in files_to_send([small, replace(large, paused=True)], T0, impatient=True)] == ["small"]
    preview = replace(file(1, "preview"), preview=True)
    assert [each.sha256 for each in files_to_send([preview, replace(large, first=1)], T0)] == ["large", "preview"]


def test_one_file_may_go_although_originals_wait() -> None:
    files = [file(1, "one"), replace(file(2, "other"), anyway=True), replace(file(3, "small"), preview=True)]
    assert [each.sha256 for each in files_to_send(files, T0, originals=False)] == ["small", "other"]


def test_the_timer_does_not_wake_for_what_is_paused() -> None:
    paused, later = replace(entry(1, "a", later=True), paused=True), entry(2, "b", later=True)
    assert earliest_try([paused], [replace(file(1, "f", later=True), paused=True)], [], T0) is None
    assert earliest_try([paused, later], [], [], T0) == T0 + timedelta(minutes=5)


def test_a_stream_sends_the_wanted_file_before_one_that_is_begun() -> None:
    begun = Sending(Item(sha256="b", size_bytes=10, mime="image/jpeg", seq=1, fresh=False))
    wanted = Sending(Item(sha256="w", size_bytes=10, mime="image/jpeg", seq=2, first=1))
    assert sorted([begun, wanted], key=turn) == [wanted, begun]
