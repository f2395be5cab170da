"""What may be cleared away: only what the hub has said it keeps, and long enough; asked again for each file as it goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldclient.store import Store
from fieldclient.work import storage
from fieldclient.work.photo_views import PhotoViews
from fieldclient.work.pictures import Pictures
from sync.protocol.mutations import MediaReceipt, Mutation
from tests.fieldclient.store.making import (
    LI,
    WANG,
    TestClock,
    drafted,
    filed,
    keep,
    open_store,
    photo,
    receipt,
    session,
    sha,
)


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def store(tmp_path: Path, clock: TestClock) -> Iterator[Store]:
    made = open_store(tmp_path / "data", clock, reserve_bytes=0)
    yield made
    made.close()


def arrive(store: Store, mutation: Mutation, *photos: bytes) -> None:
    """The hub's receipts: of the act, and of these files."""
    queue = store.queue()
    queue.mark_travelling([mutation.id], store.clock())
    queue.settle([receipt(mutation)], store.clock())
    for data in photos:
        queue.media_travelling(sha(data), store.clock())
        queue.media_arrived(
            MediaReceipt(sha256=sha(data), size_bytes=len(data), offset_bytes=len(data), complete=True), store.clock())


def listed(store: Store, days: int = 30) -> set[str]:
    return {each.sha256 for each in storage.clearable(store, days)}


def clear(store: Store, *photos: bytes) -> int:
    return sum(storage.clear(store, sha(data), 30) for data in photos)


def is_here(store: Store, data: bytes) -> bool:
    media = store.media.get(sha(data))
    assert media is not None
    assert media.missing != media.path.exists()
    return media.path.exists()


def test_only_what_has_its_receipt_for_long_enough(store: Store, clock: TestClock) -> None:
    old, unsent, young, loose = photo(1), photo(2), photo(3), photo(4)
    arrive(store, filed(store, old), old)
    filed(store, unsent)
    drafted(store, loose)
    clock.go(days=31)
    arrive(store, filed(store, young), young)
    assert listed(store) == {sha(old)} and listed(store, 90) == set()
    assert clear(store, old, unsent, young, loose) == len(old), "whoever is asked for by mistake stays, too"
    assert [is_here(store, data) for data in (old, unsent, young, loose)] == [False, True, True, True]
    assert listed(store) == set()


def test_less_than_thirty_days_is_never_enough(store: Store, clock: TestClock) -> None:
    data = photo(1)
    arrive(store, filed(store, data), data)
    clock.go(days=29)
    assert listed(store, 1) == set() and storage.clear(store, sha(data), 1) == 0 and is_here(store, data)


def test_an_act_without_all_its_receipts_keeps_its_files(store: Store, clock: TestClock) -> None:
    first, second = photo(1), photo(2)
    arrive(store, filed(store, first, second), first)
    clock.go(days=40)
    assert listed(store) == set() and clear(store, first) == 0 and is_here(store, first)


def test_a_file_that_a_draft_or_a_discarded_draft_names_stays(store: Store, clock: TestClock) -> None:
    data, other = photo(1), photo(2)
    for each in (data, other):
        arrive(store, filed(store, each), each)
    drafted(store, data)
    put_away = drafted(store, other)
    store.drafts.discard(put_away.id, clock())
    clock.go(days=40)
    assert listed(store) == set() and clear(store, data, other) == 0


def test_a_receipt_that_does_not_tell_these_bytes_proves_nothing(store: Store, clock: TestClock) -> None:
    data = photo(1)
    arrive(store, filed(store, data), data)
    clock.go(days=40)
    for wrong in (b"{}", b"not json", b'{"sha256":"00","size_bytes":1,"offset_bytes":1,"complete":true}'):
        store.database.write("UPDATE uploads SET receipt = ?", (wrong,))
        assert listed(store) == set() and clear(store, data) == 0
    assert is_here(store, data)


def test_what_two_people_share_is_neithers_to_clear(store: Store, clock: TestClock) -> None:
    data = photo(1)
    arrive(store, filed(store, data), data)
    store.signed_in(session(LI))
    filed(store, data)
    clock.go(days=40)
    assert listed(store) == set()
    store.signed_in(session(WANG))
    assert listed(store) == set() and clear(store, data) == 0


def test_a_cleared_original_keeps_its_picture_and_is_not_fetched_again(store: Store, clock: TestClock, tmp_path: Path) -> None:
    data = photo(1, 1600, 1200)
    mutation = filed(store, data)
    arrive(store, mutation, data)
    clock.go(days=40)
    assert clear(store, data) == len(data)
    view = PhotoViews(store, Pictures(store.folder / storage.CACHE)).of_refs(WANG.id, mutation.media)[0]
    assert view.preview and view.path is not None and Path(view.path).stat().st_size < len(data)
    assert not store.queue().wanted_downloads() and not store.sweep(), "cleared on purpose is not lost"
    storage.clear_cache(store.folder, storage.cleared(store))
    assert Path(view.path).exists(), "nothing here could make it again"
    assert store.quarantine.count() == 0


def test_a_cut_between_the_row_and_the_bytes_takes_the_file_back(store: Store, clock: TestClock) -> None:
    data = photo(1)
    arrive(store, filed(store, data), data)
    clock.go(days=40)
    store.files.forget = lambda path: None  # type: ignore[method-assign]
    assert clear(store, data) == len(data)
    assert store.media.get(sha(data)).missing  # type: ignore[union-attr]
    assert store.sweep()["back"] == 1 and is_here(store, data) and listed(store) == {sha(data)}


def test_the_same_photo_taken_in_again_is_here_again(store: Store, clock: TestClock) -> None:
    data = photo(1)
    arrive(store, filed(store, data), data)
    clock.go(days=40)
    clear(store, data)
    keep(store, data)
    assert is_here(store, data) and not storage.cleared(store)


@pytest.mark.parametrize("when", ["before the bytes go", "as they go"])
def test_the_same_photo_taken_in_while_it_is_cleared_stays(store: Store, clock: TestClock, when: str) -> None:
    """Whoever finds the file in its place relies on it: they come before, or wait for the end of the change that takes it."""
    data = photo(1)
    arrive(store, filed(store, data), data)
    clock.go(days=40)
    change, forget = store.database.change, store.files.forget

    @contextmanager
    def changing() -> Iterator[None]:
        if when == "before the bytes go" and storage.cleared(store):
            store.database.change = change  # type: ignore[method-assign]
            keep(store, data)
        with change():
            yield

    def forgetting(path: Path) -> None:
        if path.parent != store.files.parts and path.stem == sha(data) and not store.database.connection.in_transaction:
            keep(store, data)
        forget(path)

    store.database.change, store.files.forget = changing, forgetting  # type: ignore[method-assign]
    clear(store, data)
    store.database.change, store.files.forget = change, forget  # type: ignore[method-assign]
    assert is_here(store, data) == (when == "before the bytes go")
    keep(store, data)
    assert is_here(store, data)


def test_what_takes_room_is_told_by_kind(store: Store, clock: TestClock) -> None:
    sent, waits = photo(1), photo(2)
    arrive(store, filed(store, sent), sent)
    filed(store, waits)
    room = storage.look(store.folder, storage.count_rows(store))
    assert (room.sent.count, room.sent.size_bytes) == (1, len(sent))
    assert (room.originals.count, room.originals.size_bytes) == (1, len(waits))
    assert room.hub.count == 0 and room.database.size_bytes > 0 and room.free_bytes > 0
