"""Acts that a person holds back or wants first, on a real store: what the engine is given, and what is forgotten when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldclient.store import Store
from fieldclient.store.marks import Kept
from sync.protocol.mutations import MediaReceipt, Mutation
from tests.fieldclient.store.making import LI, NOON, WANG, filed, open_store, photo, receipt, session, sha


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def arrived(store: Store, mutation: Mutation, *photos: bytes) -> None:
    queue = store.queue()
    queue.settle([receipt(mutation)], NOON)
    for data in photos:
        queue.media_arrived(MediaReceipt(sha256=sha(data), size_bytes=len(data), offset_bytes=len(data), complete=True), NOON)


def paused(store: Store) -> dict[str, bool]:
    queue = store.queue()
    return {each.mutation: each.paused for each in queue.entries()} | {each.sha256: each.paused for each in queue.media_entries()}


def test_a_pause_is_kept_and_ends_when_it_is_told_so(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    one, other = filed(store, photo(1)), filed(store, photo(2))
    store.marks.pause(one.id, True, NOON)
    store.close()
    again = open_store(tmp_path)
    assert paused(again) == {one.id: True, sha(photo(1)): True, other.id: False, sha(photo(2)): False}
    again.marks.pause(one.id, False, NOON)
    assert not any(paused(again).values()) and again.settings.get("outbox_marks") is None
    again.close()


def test_a_file_of_two_acts_waits_only_when_both_do(store: Store) -> None:
    one, other = filed(store, photo(1)), filed(store, photo(1), photo(2))
    store.marks.pause(one.id, True, NOON)
    assert paused(store)[sha(photo(1))] is False
    store.marks.pause(other.id, True, NOON)
    assert paused(store)[sha(photo(1))] is True and paused(store)[sha(photo(2))] is True


def test_pausing_all_counts_for_one_person_and_for_what_comes_later(store: Store) -> None:
    store.marks.pause_all(WANG.id, True)
    later = filed(store)
    assert paused(store) == {later.id: True}
    store.signed_in(session(LI))
    mine = filed(store)
    assert paused(store) == {mine.id: False}
    store.signed_in(session(WANG))
    store.marks.pause_all(WANG.id, False)
    assert paused(store) == {later.id: False}


def test_who_paused_all_of_theirs_is_not_sent_in_anothers_session(store: Store) -> None:
    one = filed(store, photo(1))
    store.database.write("UPDATE mutations SET signature = 'signed'")  # so that it may be carried
    store.marks.pause_all(WANG.id, True)
    store.signed_in(session(LI))
    mine = filed(store, photo(2))
    assert paused(store) == {one.id: True, mine.id: False, sha(photo(2)): False}
    store.queue().mark_travelling([one.id], NOON)
    arrived(store, one)  # it was on its way already; its file is not
    assert paused(store)[sha(photo(1))] is True
    store.marks.pause_all(LI.id, True)
    store.marks.pause_all(WANG.id, False)
    assert paused(store) == {sha(photo(1)): False, mine.id: True, sha(photo(2)): True}


def test_the_last_one_that_was_put_first_is_first_and_goes_on(store: Store) -> None:
    one, other = filed(store, photo(1)), filed(store, photo(2))
    store.marks.pause(other.id, True, NOON)
    for mutation in (one, other):
        store.marks.put_first(mutation.id, True, NOON)
    firsts = {each.mutation: each.first for each in store.queue().entries()}
    files = {each.sha256: each.first for each in store.queue().media_entries()}
    assert firsts[other.id] > firsts[one.id] > 0 and not paused(store)[other.id]
    assert files == {sha(photo(1)): firsts[one.id], sha(photo(2)): firsts[other.id]}
    store.marks.put_first(one.id, False, NOON)
    assert {each.mutation: each.first > 0 for each in store.queue().entries()} == {one.id: False, other.id: True}


def test_one_may_go_whatever_the_rules_say(store: Store) -> None:
    one, _ = filed(store, photo(1)), filed(store, photo(2))
    store.marks.send_anyway(one.id, NOON)
    assert {each.sha256: each.anyway for each in store.queue().media_entries()} == {sha(photo(1)): True, sha(photo(2)): False}


def test_what_has_arrived_is_forgotten_with_the_next_word(store: Store) -> None:
    one, other = filed(store, photo(1)), filed(store)
    store.marks.put_first(one.id, True, NOON)
    arrived(store, one, photo(1))
    store.marks.pause(other.id, True, NOON)
    assert store.marks.kept() == Kept(paused=store.marks.kept().paused) and list(store.marks.kept().paused) == [other.id]


def test_a_setting_that_cannot_be_read_holds_nothing_back(store: Store) -> None:
    one = filed(store)
    store.settings.put("outbox_marks", "{")
    assert paused(store) == {one.id: False}
