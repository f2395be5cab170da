"""One person at two hubs: nothing of the one reaches the other, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldclient.store import Store
from fieldclient.store.tile_sets import Take, TakeState
from sync.engine.device import Delivery
from sync.protocol.activity import Activity, Told
from sync.protocol.feed import CaseChanged, Notice
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import (
    NOON,
    WANG,
    acted,
    case,
    drafted,
    filed,
    open_store,
    page,
    photo,
    receipt,
    session,
    sha,
)


def at_hub(store: Store, hub_id: str) -> None:
    store.signed_out()
    store.signed_in(session(WANG, hub_id))


def test_what_waits_for_one_hub_never_goes_to_another_and_comes_back(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    view, words = case(), drafted(store, text="还没写完")
    store.queue().apply_page(page(CaseChanged(case=view), Notice(id="n1", code="case_dispatched", at=NOON), cursor="c7"), NOON)
    begun = store.drafts.new(WANG.id, Act.FEEDBACK, NOON, case_id=view.id)
    report, act = filed(store, photo(1)), acted(store, view.id, Act.RATE)
    before = [tuple(row) for row in store.database.read("SELECT * FROM cases ORDER BY row")]

    at_hub(store, "training")
    there = store.queue()
    assert (there.entries(), there.media_entries(), there.cursor()) == ([], [], None)
    assert store.cases.page(WANG.id) == [] and store.feed.notices(WANG.id, 10) == []
    assert store.outbox.totals(WANG.id).waiting == 0 and store.people.count() == 1
    assert [draft.id for draft in store.drafts.open_of(WANG.id)] == [words.id]  # no hub knows of it yet
    exercise = filed(store, photo(1), text="演练")
    assert [entry.mutation for entry in there.entries()] == [exercise.id]

    at_hub(store, "hub-1")
    here = store.queue()
    assert [entry.mutation for entry in here.entries()] == [report.id, act.id]
    assert [(media.sha256, media.state) for media in here.media_entries()] == [(sha(photo(1)), Delivery.WAITING)]
    assert here.cursor() == "c7" and [note.id for note, _ in store.feed.notices(WANG.id, 10)] == ["n1"]
    assert [tuple(row) for row in store.database.read("SELECT * FROM cases WHERE person = ? ORDER BY row", (WANG.id,))] == before
    assert {draft.id for draft in store.drafts.open_of(WANG.id)} == {words.id, begun.id}
    at_hub(store, "training")
    assert [entry.mutation for entry in store.queue().entries()] == [exercise.id]
    store.close()


def test_a_cycle_that_is_under_way_gives_nothing_of_the_next_hub_and_keeps_its_receipts(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    report, queue = filed(store, photo(1)), store.queue()
    queue.mark_travelling([report.id], NOON)
    at_hub(store, "training")
    filed(store, photo(1))
    assert queue.entries() == [] and queue.media_entries() == []
    with pytest.raises(Problem) as raised:
        queue.apply_page(page(CaseChanged(case=case())), NOON)
    assert raised.value.code is Code.SIGN_IN_NEEDED
    queue.settle([receipt(report)], NOON)
    queue.media_arrived(MediaReceipt(sha256=sha(photo(1)), size_bytes=1, offset_bytes=1, complete=True), NOON)
    assert store.queue().cursor() is None
    assert [media.sha256 for media in store.queue().media_entries()] == [sha(photo(1))]  # this hub has not got it
    at_hub(store, "hub-1")
    assert store.cases.acts(WANG.id, report.case_id)[0].state is Delivery.ARRIVED
    assert store.queue().media_entries() == []
    store.close()


def test_what_was_chosen_and_taken_along_at_one_hub_is_not_told_to_another(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    answer = Activity(hub_time=NOON, points=99)
    store.queue().keep_activity(Told(), answer, NOON)
    store.activity.choose(WANG.id, True, "巷口的风", NOON)
    store.tile_sets.begin(Take("t", WANG.id, "here", (), (), TakeState.RUNNING, 0, 1, None, NOON))
    told = store.queue().activity_to_tell(NOON)

    at_hub(store, "training")
    assert store.activity.answer(WANG.id) is None and store.queue().activity_to_tell(NOON) == Told()
    assert store.tile_sets.next_take(WANG.id) is None

    at_hub(store, "hub-1")
    assert store.activity.answer(WANG.id) == (answer, NOON) and store.queue().activity_to_tell(NOON) == told != Told()
    assert [take.id for take in store.tile_sets.takes(WANG.id)] == ["t"]
    store.close()
