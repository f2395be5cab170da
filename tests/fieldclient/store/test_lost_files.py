"""What the hub lost goes again, also when the device hears of it and is cut before the last page of that pull."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sync.engine.device import Delivery
from sync.protocol.feed import CaseChanged, CaseMedia, CaseView
from sync.protocol.media import MediaRef
from sync.protocol.mutations import MediaReceipt
from tests.fieldclient.store.making import NOON, case, filed, open_store, page, photo, receipt, ref_of, sha


def lacking(view: CaseView, *refs: MediaRef, arrived: bool = False) -> CaseChanged:
    files = tuple(CaseMedia(ref=ref, at=NOON, arrived=arrived) for ref in refs)
    return CaseChanged(case=msgspec.structs.replace(view, media=files))


def test_it_goes_again_after_a_cut_between_two_pages(tmp_path: Path) -> None:
    data, other = photo(1), photo(2)
    store = open_store(tmp_path)
    mutation = filed(store, data, other)
    store.queue().settle([receipt(mutation)], NOON)
    for each in (data, other):
        store.queue().media_arrived(
            MediaReceipt(sha256=sha(each), size_bytes=len(each), offset_bytes=len(each), complete=True), NOON)
    view = case()
    store.queue().apply_page(page(lacking(view, ref_of(data), ref_of(other)), more=True), NOON)
    store.close()

    store = open_store(tmp_path)
    later = lacking(msgspec.structs.replace(view, version=2), ref_of(other), arrived=True)  # it came meanwhile
    store.queue().apply_page(page(later, cursor="c2"), NOON)
    assert store.queue().requeue_media([]) == 1
    assert [entry.sha256 for entry in store.queue().media_entries() if entry.state is Delivery.WAITING] == [sha(data)]
    assert store.queue().requeue_media([]) == 0
    store.close()


def test_what_never_arrived_is_nothing_lost(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    filed(store, photo(1))
    store.queue().apply_page(page(lacking(case(), ref_of(photo(1)))), NOON)
    assert store.queue().requeue_media([]) == 0
    store.close()
