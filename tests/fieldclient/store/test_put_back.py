"""A hub that was put back from an older copy: what it lost is sent to it again, once, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from fieldclient.store import Store
from sync.engine.device import Delivery
from sync.protocol.feed import CaseChanged, CaseRevoked, CaseView
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import MediaReceipt, Mutation, Outcome
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import (
    NOON,
    WANG,
    acted,
    case,
    filed,
    open_store,
    page,
    photo,
    receipt,
    sha,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def arrived(store: Store, mutation: Mutation, *photos: bytes, version: int = 1) -> None:
    queue = store.queue()
    queue.settle([receipt(mutation, version=version)], NOON)
    for data in photos:
        size = len(data)
        queue.media_arrived(MediaReceipt(sha256=sha(data), size_bytes=size, offset_bytes=size, complete=True), NOON)


def waiting(store: Store) -> list[str]:
    return [entry.mutation for entry in store.queue().entries() if entry.state is Delivery.WAITING]


def snapshot(store: Store, *views: CaseView, cursor: str = "s1") -> None:
    changes = (CaseChanged(case=view) for view in views)
    store.queue().apply_page(page(*changes, snapshot=True, cursor=cursor), NOON)


def test_a_report_that_is_gone_goes_again_with_its_photos_after_it(store: Store) -> None:
    report = filed(store, photo(1))
    arrived(store, report, photo(1))
    snapshot(store)
    assert waiting(store) == [report.id]
    media, = store.queue().media_entries()
    assert (media.sha256, media.wanted, media.offset_bytes) == (sha(photo(1)), False, 0)
    assert store.outbox.totals(WANG.id).waiting == 1
    store.queue().settle([receipt(report, Outcome.DUPLICATE)], NOON)  # it was there after all
    assert waiting(store) == [] and [media.wanted for media in store.queue().media_entries()] == [True]


def test_what_goes_again_goes_once_for_each_snapshot(store: Store) -> None:
    report = filed(store)
    arrived(store, report)
    snapshot(store)
    store.queue().settle([receipt(report, Outcome.DUPLICATE)], NOON)
    store.queue().apply_page(page(CaseChanged(case=case()), cursor="c2"), NOON)
    assert waiting(store) == []


def test_acts_after_the_version_that_is_shown_go_again_in_their_order(store: Store) -> None:
    view = case(version=3)
    before, first, second = (acted(store, view.id, act) for act in (Act.RECEIVE, Act.FEEDBACK, Act.RATE))
    for mutation, version in ((before, 3), (first, 4), (second, 5)):
        arrived_later = receipt(mutation, version=version)
        store.queue().settle([arrived_later], NOON)
    snapshot(store, view)
    assert waiting(store) == [first.id, second.id]


@pytest.mark.parametrize("how", ["shown", "revoked by the feed", "an act on another's case", "refused"])
def test_nothing_else_goes_again(store: Store, how: str) -> None:
    report = filed(store)
    if how == "refused":
        store.queue().settle([receipt(report, Outcome.REFUSED)], NOON)
    else:
        arrived(store, report, version=2)
    if how == "an act on another's case":
        arrived(store, acted(store, case().id, Act.RECEIVE), version=4)  # closed for a month: out of its handler's sight
    if how == "revoked by the feed":
        store.queue().apply_page(page(CaseRevoked(case_id=report.case_id)), NOON)
    elif how != "refused":
        snapshot(store, case(id=report.case_id, version=2))
    else:
        snapshot(store)
    assert waiting(store) == []


def test_a_snapshot_in_pages_decides_at_its_end(store: Store) -> None:
    report, gone = filed(store), filed(store)
    arrived(store, report)
    arrived(store, gone)
    store.queue().apply_page(page(snapshot=True, more=True, cursor="s1"), NOON)
    assert waiting(store) == []
    store.queue().apply_page(page(CaseChanged(case=case(id=report.case_id)), cursor="s2"), NOON)
    assert waiting(store) == [gone.id]
    assert store.cases.acts(WANG.id, gone.case_id)[0].state is Delivery.WAITING


def test_of_another_epoch_every_act_goes_again_however_far_its_case_has_come(store: Store) -> None:
    """The case was worked on since the hub was put back: its version is past the act, and the act is not in it."""
    view = case(version=1)
    shown = page(CaseChanged(case=view), snapshot=True)
    store.queue().apply_page(msgspec.structs.replace(shown, epoch="one"), NOON)
    act = acted(store, view.id, Act.RECEIVE)
    arrived(store, act, version=2)
    again = page(CaseChanged(case=msgspec.structs.replace(view, version=9)), snapshot=True)
    store.queue().apply_page(msgspec.structs.replace(again, epoch="one"), NOON)
    assert waiting(store) == []
    for _ in range(2):
        store.queue().apply_page(msgspec.structs.replace(again, epoch="two"), NOON)
        assert waiting(store) == [act.id]
    store.queue().settle([receipt(act, Outcome.DUPLICATE, version=9)], NOON)
    store.queue().apply_page(msgspec.structs.replace(again, epoch="two"), NOON)
    assert waiting(store) == []


@pytest.mark.parametrize(("code", "aside", "again"), [
    (Code.CASE_UNKNOWN, False, True), (Code.ACT_NOT_NOW, False, True), (Code.NOT_YOURS, False, True),
    (Code.VERSION_CONFLICT, False, True), (Code.PART_MISSING, False, False), (Code.CASE_UNKNOWN, True, False),
])
def test_what_the_older_copy_refused_goes_again_behind_what_it_had_lost(store: Store, code: Code, aside: bool, again: bool) -> None:
    """The act reached the hub before this device heard that it had been put back: it did not know the report yet."""
    report = filed(store)
    store.queue().apply_page(msgspec.structs.replace(page(snapshot=True), epoch="one"), NOON)
    arrived(store, report)
    act = acted(store, report.case_id, Act.RATE)
    store.queue().settle([receipt(act, Outcome.REFUSED, problem=Problem(code).to_wire())], NOON)
    if aside:
        refused = store.outbox.find(act.id)
        assert refused is not None
        store.outbox.set_aside(refused, NOON)
    store.queue().apply_page(msgspec.structs.replace(page(snapshot=True), epoch="two"), NOON)
    assert waiting(store) == [report.id, act.id][:1 + again]


def test_files_that_a_new_receipt_lacks_go_again(store: Store) -> None:
    report = filed(store, photo(1), photo(2))
    store.queue().apply_page(msgspec.structs.replace(page(snapshot=True), epoch="one"), NOON)
    arrived(store, report, photo(1), photo(2))
    shown = page(CaseChanged(case=case(id=report.case_id, version=4)), snapshot=True)
    store.queue().apply_page(msgspec.structs.replace(shown, epoch="two"), NOON)
    assert not store.queue().media_entries()
    lacking = msgspec.structs.replace(receipt(report, version=5), media_missing=(sha(photo(2)),))
    store.queue().settle([lacking], NOON)
    assert [(each.sha256, each.wanted) for each in store.queue().media_entries()] == [(sha(photo(2)), True)]
