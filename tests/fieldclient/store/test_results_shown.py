"""Photos of results shown to everybody: fetched after what somebody has to do, kept while they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fieldclient.store import Store
from fieldclient.store.downloads import RESULTS_SHOWN
from sync.protocol.feed import CaseChanged, CaseMedia, CaseView, Page, Published
from sync.protocol.lifecycle import Stage
from sync.protocol.report import Kind
from tests.fieldclient.store.making import NOON, WANG, open_store, photo, ref_of, sha


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "device")
    yield made
    made.close()


def result(name: str, before: bytes | None = None, after: bytes | None = None, **more) -> Published:
    return Published(
        id=name, kind=Kind.PROBLEM, **{"at": NOON, **more}, before=sha(before) if before else None,
        after=sha(after) if after else None, before_bytes=len(before or b""), after_bytes=len(after or b""))


def tell(store: Store, *changes) -> None:
    store.queue().apply_page(Page(cursor=f"c{len(changes)}", changes=changes, hub_time=NOON), NOON)


def wanted(store: Store) -> list[str]:
    return [each.sha256 for each in store.queue().wanted_downloads()]


def test_both_photos_are_wanted_and_come_with_their_size(store: Store) -> None:
    tell(store, result("r1", photo(1), photo(2)))
    assert wanted(store) == [sha(photo(1)), sha(photo(2))]
    assert [each.size_bytes for each in store.queue().wanted_downloads()] == [len(photo(1)), len(photo(2))]
    store.queue().store_download(sha(photo(1)), 0, [photo(1)])
    assert wanted(store) == [sha(photo(2))]
    kept = store.media.get(sha(photo(1)))
    assert kept is not None and kept.path.read_bytes() == photo(1) and not kept.made


def test_what_somebody_has_to_do_comes_first(store: Store) -> None:
    ref = ref_of(photo(7))
    mine = CaseView(id="c1", version=1, kind=Kind.PROBLEM, stage=Stage.CLOSED, created_at=NOON, reporter=WANG.id,
                    media=(CaseMedia(ref=ref, at=NOON, arrived=True),))
    tell(store, result("r1", photo(1)), CaseChanged(case=mine))
    assert wanted(store) == [ref.sha256, sha(photo(1))]


def test_a_result_without_sizes_or_photos_asks_for_nothing(store: Store) -> None:
    tell(store, result("r1"), Published(id="r2", kind=Kind.PRAISE, at=NOON, before=sha(photo(1))))
    assert wanted(store) == []


def test_one_photo_in_two_results_is_fetched_once(store: Store) -> None:
    tell(store, result("r1", photo(1)), result("r2", photo(1), photo(2)))
    assert sorted(wanted(store)) == sorted([sha(photo(1)), sha(photo(2))])


def test_only_the_latest_results_are_fetched(store: Store) -> None:
    tell(store, *(result(f"r{n}", photo(n), at=NOON + timedelta(minutes=n)) for n in range(RESULTS_SHOWN + 5)))
    assert wanted(store) == [sha(photo(n)) for n in reversed(range(5, RESULTS_SHOWN + 5))]


def test_a_withdrawn_result_is_no_longer_fetched_nor_kept(store: Store) -> None:
    tell(store, result("r1", photo(1), photo(2)))
    store.queue().store_download(sha(photo(1)), 0, [photo(1)])
    store.sweep()
    assert store.media.get(sha(photo(1))) is not None, "it is shown, so it stays"
    tell(store, Published(id="r1", kind=Kind.PROBLEM, at=NOON, withdrawn=True))
    assert wanted(store) == []
    store.sweep()
    assert store.media.get(sha(photo(1))) is None
