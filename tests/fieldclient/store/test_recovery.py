"""After a power cut: everything is found again, nothing is deleted, and what cannot be read is kept aside and told."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldclient.store import Store
from fieldclient.store.media_files import tag_for
from fieldclient.store.salvage import salvage
from fieldclient.store.store import DATABASE_NAME, MALFORMED
from fieldclient.store.sweep import Found
from sync.engine.device import Delivery
from sync.protocol.feed import CaseChanged
from sync.protocol.lifecycle import Act
from sync.protocol.media import MAX_PHOTOS_PER_ACT, Shot, Usage
from sync.protocol.mutations import Mutation
from tests.fieldclient.store.making import (
    NOON,
    acted,
    case,
    drafted,
    filed,
    keep,
    open_store,
    page,
    photo,
    receipt,
    ref_of,
    sha,
)


def left_over(folder: Path, name: str, data: bytes) -> Path:
    path = folder / "incoming" / name
    path.write_bytes(data)
    return path


def reopen(store: Store, **more: object) -> Store:
    store.close()
    return Store(store.folder, clock=store.clock, **more)  # type: ignore[arg-type]


def all_files(folder: Path) -> set[str]:
    """The hash of every file of ours, wherever it lies."""
    return {sha(path.read_bytes()) for name in ("media", "incoming", "quarantine") for path in (folder / name).rglob("*") if path.is_file()}


# Files that were being taken in


def test_a_photo_whose_row_was_not_committed_is_in_its_draft(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    draft = drafted(store, photo(1))
    left_over(tmp_path, f"{draft.id}~1.whole", photo(2))
    store = reopen(store)
    assert [(each.sha256, each.shot) for each in store.drafts.get(draft.id).photos] == [
        (sha(photo(1)), Shot.FAR), (sha(photo(2)), Shot.NEAR)
    ]
    assert (store.media.get(sha(photo(2))) or pytest.fail()).path.read_bytes() == photo(2)
    assert list((tmp_path / "incoming").iterdir()) == []
    store.close()


def test_a_photo_finds_the_slot_again_that_it_was_taken_for(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    draft = drafted(store)
    left_over(tmp_path, f"{tag_for(draft.id, Shot.DETAIL, Usage.HANDLE_AFTER)}~1.whole", photo())
    store = reopen(store)
    found, = store.drafts.get(draft.id).photos
    assert (found.shot, found.usage) == (Shot.DETAIL, Usage.HANDLE_AFTER)
    store.close()


def test_a_photo_that_has_its_second_name_already_is_adopted_once(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    draft = drafted(store)
    taken = store.files.take_bytes(photo(), draft.id)
    store.files.place(taken, "jpg")  # and here the power went
    store = reopen(store)
    assert [each.sha256 for each in store.drafts.get(draft.id).photos] == [sha(photo())]
    store = reopen(store)
    assert len(store.drafts.get(draft.id).photos) == 1
    assert store.sweep() == {}
    store.close()


def test_a_photo_that_was_committed_and_not_yet_released_is_nothing_new(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    mutation = filed(store, photo())
    left_over(tmp_path, f"{mutation.case_id}~1.whole", photo())
    store = reopen(store)
    assert store.drafts.open_of("p-wang") == []
    assert list((tmp_path / "incoming").iterdir()) == []
    store.close()


@pytest.mark.parametrize("tag", ["", "gone", "sealed", "discarded"])
def test_a_photo_without_an_open_draft_gets_one_of_its_own(tmp_path: Path, tag: str) -> None:
    store = open_store(tmp_path)
    draft = drafted(store)
    if tag == "sealed":
        draft_id = filed(store).case_id
    else:
        draft_id = draft.id if tag == "discarded" else tag
    store.drafts.discard(draft.id, NOON)
    left_over(tmp_path, f"{draft_id}~1.whole", photo(1))
    left_over(tmp_path, f"{draft_id}~2.whole", photo(2))
    store = reopen(store)
    found, = store.drafts.open_of("p-wang")
    assert found.recovered and {each.sha256 for each in found.photos} == {sha(photo(1)), sha(photo(2))}
    store.close()


@pytest.mark.parametrize(("name", "data", "adopted"), [
    ("x~1.part", photo()[:5000], False),  # cut while it was written
    ("x~1.part", photo(), True),  # complete, but the power went before it could be said
    ("x~1.part", b"", False),
    ("x~1.whole", b"no photo at all", False),
    ("strange.txt", b"somebody else's", False),
])
def test_what_cannot_be_read_is_kept_aside_and_told(tmp_path: Path, name: str, data: bytes, adopted: bool) -> None:
    store = open_store(tmp_path)
    left_over(tmp_path, name, data)
    store = reopen(store)
    assert bool(store.drafts.open_of("p-wang")) is adopted
    assert [kept.place for kept in store.quarantine.all()] == ([] if adopted else ["files"])
    assert sha(data) in all_files(tmp_path)
    store.quarantine.mark_seen(NOON)
    assert store.quarantine.count() == 0 and len(store.quarantine.all()) == (0 if adopted else 1)
    assert list((tmp_path / "incoming").iterdir()) == []
    store.close()


def test_starting_never_looks_through_the_media_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path)
    filed(store, photo())
    monkeypatch.setattr("fieldclient.store.media_files.MediaFiles.all_placed", lambda self: pytest.fail("scanned"))
    monkeypatch.setattr("fieldclient.store.adoption.look_at", lambda path: pytest.fail("decoded"))
    reopen(store).close()


# The sweep


def test_the_sweep_adopts_what_no_row_names(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    draft = drafted(store, photo(1))
    for n in range(2, 3 + MAX_PHOTOS_PER_ACT):
        taken = store.files.take_bytes(photo(n), "")
        store.files.place(taken, "jpg")
        store.files.release(taken)
    assert store.sweep() == {Found.ADOPTED: MAX_PHOTOS_PER_ACT + 1}
    found = [each for each in store.drafts.open_of("p-wang") if each.recovered]
    assert sorted(len(each.photos) for each in found) == [1, MAX_PHOTOS_PER_ACT]
    assert len(store.drafts.get(draft.id).photos) == 1
    assert store.sweep() == {}
    store.close()


def test_the_sweep_sets_aside_what_is_not_what_its_name_says(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    ref = keep(store, photo(1))
    media = store.media.get(ref.sha256) or pytest.fail()
    wrong = media.path.with_name("0" * 64 + ".jpg")
    wrong.write_bytes(photo(2))
    stray = media.path.with_name("notes.txt")
    stray.write_bytes(b"notes")
    assert store.sweep() == {Found.SET_ASIDE: 2}
    assert {sha(photo(1)), sha(photo(2)), sha(b"notes")} == all_files(tmp_path)
    assert store.quarantine.count() == 2
    store.close()


def test_the_sweep_tells_what_is_missing_and_welcomes_it_back(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    filed(store, photo())
    media = store.media.get(sha(photo())) or pytest.fail()
    media.path.unlink()
    assert store.sweep() == {Found.MISSING: 1}
    assert store.sweep() == {}
    assert (store.media.get(sha(photo())) or pytest.fail()).missing
    assert [kept.reason for kept in store.quarantine.all()] == ["file_missing"]
    media.path.write_bytes(photo())
    assert store.sweep() == {Found.BACK: 1}
    assert not (store.media.get(sha(photo())) or pytest.fail()).missing
    store.close()


def test_the_sweep_lets_a_missing_copy_of_the_hub_come_again(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    view = case(reporter="p-wang", files=(ref_of(photo()),))
    store.queue().apply_page(page(CaseChanged(case=view)), NOON)
    store.queue().store_download(sha(photo()), 0, [photo()])
    (store.media.get(sha(photo())) or pytest.fail()).path.unlink()
    assert store.sweep() == {Found.MISSING: 1}
    assert [w.sha256 for w in store.queue().wanted_downloads()] == [sha(photo())]
    assert store.quarantine.count() == 0
    store.close()


def test_the_sweep_can_be_stopped_between_any_two_files(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for n in range(3):
        taken = store.files.take_bytes(photo(n), "")
        store.files.place(taken, "jpg")
        store.files.release(taken)
    looks = iter([False, True])
    assert store.sweep(lambda: next(looks)) == {Found.ADOPTED: 2}
    assert store.sweep() == {Found.ADOPTED: 1}
    store.close()


# A database that cannot be read


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribble_header(path: Path) -> None:
    path.write_bytes(b"this is no database any more" + path.read_bytes()[28:])


def scribble_schema(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[100:4096] = random.Random(5).randbytes(3996)
    path.write_bytes(raw)


def filled(tmp_path: Path) -> tuple[Store, list[Mutation]]:
    store = open_store(tmp_path)
    made = [filed(store, photo(n), text=f"第 {n} 件" * 40) for n in range(12)]
    store.queue().settle([receipt(made[0])], NOON)
    drafted(store, photo(50), text="还没写完")
    store.settings.put("language", "en")
    store.database.checkpoint()
    return store, made


@pytest.mark.parametrize("damage", [truncate, scribble_header, scribble_schema])
def test_a_malformed_database_is_moved_aside_whole_and_no_photo_is_lost(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    store, made = filled(tmp_path)
    store.close()
    damage(tmp_path / DATABASE_NAME)
    damaged = (tmp_path / DATABASE_NAME).read_bytes()
    again = Store(tmp_path, clock=store.clock)
    kept = next(each for each in again.quarantine.all() if each.reason == MALFORMED)
    assert (tmp_path / "quarantine" / kept.name / DATABASE_NAME).read_bytes() == damaged
    again.sweep()
    wanted = {sha(photo(n)) for n in (*range(12), 50)}
    assert wanted <= all_files(tmp_path)
    for hash_ in wanted:
        assert again.media.get(hash_) is not None
    named = {each.sha256 for draft in again.drafts.open_of(again.people.current_id()) for each in draft.photos}
    named |= {media.sha256 for media in again.queue().media_entries()}
    assert wanted - named <= {sha(photo(0))}
    fresh = filed_again(again)
    assert fresh.seq > (max((entry.seq for entry in again.queue().entries() if entry.mutation != fresh.id), default=0))
    again.close()


def filed_again(store: Store) -> Mutation:
    from tests.fieldclient.store.making import WANG, session

    store.signed_in(session(WANG))
    return filed(store, photo(99))


@pytest.mark.parametrize("reached_at_start", [False, True])
def test_a_page_that_cannot_be_read_is_noticed_and_everything_else_comes_along(tmp_path: Path, reached_at_start: bool) -> None:
    store, made = filled(tmp_path)
    if reached_at_start:
        store.queue().mark_travelling([made[5].id], NOON)
        store.database.checkpoint()
    device = store.settings.device_id()
    store.close()
    raw = bytearray((tmp_path / DATABASE_NAME).read_bytes())
    if reached_at_start:  # the leaf of the table that holds one report's row
        row = made[5].id.encode() + b"p-wang"
        target = next(n for n in range(1, len(raw) // 4096 + 1) if raw[(n - 1) * 4096] == 10 and row in raw[(n - 1) * 4096 : n * 4096])
    else:  # the page that holds one report's words
        target = raw.index("第 5 件第 5 件".encode(), raw.index(b'"act":"submit"')) // 4096 + 1
    raw[(target - 1) * 4096 : target * 4096] = random.Random(1).randbytes(4096)
    (tmp_path / DATABASE_NAME).write_bytes(raw)

    if reached_at_start:
        third = Store(tmp_path, clock=store.clock)
    else:
        again = Store(tmp_path, clock=store.clock)  # the header is whole: the damage shows when the table is read
        assert len(again.queue().entries()) == 10  # one of the eleven is unreadable, and costs itself alone
        assert again.quarantine.count() == 1
        again.close()
        third = Store(tmp_path, clock=store.clock)
    assert MALFORMED in [kept.reason for kept in third.quarantine.all()]
    assert third.settings.device_id() == device
    assert third.people.current_id() == "p-wang" and third.settings.get("language") == "en"
    left = {entry.mutation for entry in third.queue().entries()}
    assert 2 <= len(left) < 11 and left <= {mutation.id for mutation in made}
    for mutation in made:
        if mutation.id in left:
            assert third.queue().mutation(mutation.id) == mutation
            assert third.outbox.hashes(mutation.id) == [mutation.media[0].sha256]
    assert {draft.description for draft in third.drafts.open_of("p-wang") if not draft.recovered} >= {"还没写完"}
    assert third.queue().cursor() is None
    third.sweep()
    named = {each.sha256 for draft in third.drafts.open_of("p-wang") for each in draft.photos}
    named |= {media.sha256 for media in third.queue().media_entries()}
    assert {sha(photo(n)) for n in range(1, 12)} <= named  # what lost its words is a draft with its photo
    third.close()


def test_numbers_and_the_devices_name_go_on_when_only_the_acts_could_be_read(tmp_path: Path) -> None:
    store, made = filled(tmp_path / "old")
    store.database.write("DELETE FROM settings")
    store.database.write("DELETE FROM mutation_media")
    store.close()
    new = open_store(tmp_path / "new", person=None)
    new.settings.put("device_id", None)
    assert salvage(tmp_path / "old", new.database, new.adoption, new.uploads, new.cases) > len(made)
    assert new.settings.device_id() == made[0].device  # the hub takes them from this device alone
    assert filed_again(new).seq == len(made) + 1
    assert len(new.queue().entries()) == len(made)  # one had arrived
    new.close()


@pytest.mark.parametrize("arrived", ["no", "yes", "other words"])
def test_a_report_whose_act_could_not_be_read_is_a_draft_again_until_the_hub_shows_it(tmp_path: Path, arrived: str) -> None:
    store = open_store(tmp_path / "old")
    lost, kept = filed(store, photo(1), text="第一件"), filed(store, photo(2), text="第二件")
    store.database.write("DELETE FROM mutation_media WHERE mutation = ?", (lost.id,))
    store.database.write("DELETE FROM mutations WHERE id = ?", (lost.id,))
    store.close()
    new = open_store(tmp_path / "new", person=None)
    assert salvage(tmp_path / "old", new.database, new.adoption, new.uploads, new.cases)
    draft, = new.drafts.open_of("p-wang")
    assert (draft.id, draft.description, draft.recovered) == (lost.case_id, "第一件", True)
    assert [each.sha256 for each in draft.photos] == [sha(photo(1))]
    assert [entry.mutation for entry in new.queue("p-wang").entries()] == [kept.id]
    if arrived != "no":
        words = "第一件" if arrived == "yes" else "别的"
        view = case(id=lost.case_id, description=words, files=(ref_of(photo(1)),))
        new.feed.apply("p-wang", page(CaseChanged(case=view), snapshot=True), NOON)
    assert len(new.drafts.open_of("p-wang")) == (0 if arrived == "yes" else 1)
    new.close()


def test_a_broken_journal_costs_nothing_that_was_in_the_file(tmp_path: Path) -> None:
    store, made = filled(tmp_path)
    copy = tmp_path.parent / f"{tmp_path.name}-copy"
    copy.mkdir()
    (copy / DATABASE_NAME).write_bytes((tmp_path / DATABASE_NAME).read_bytes())
    (copy / f"{DATABASE_NAME}-wal").write_bytes(random.Random(3).randbytes(20_000))
    store.close()
    again = Store(copy, clock=store.clock)
    assert len(again.queue().entries()) == 11
    again.close()


def test_an_empty_file_is_a_new_store_and_the_photos_are_found(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    filed(store, photo())
    store.close()
    (tmp_path / DATABASE_NAME).write_bytes(b"")
    again = open_store(tmp_path)
    assert again.sweep() == {Found.ADOPTED: 1}
    assert len(again.drafts.open_of("p-wang")) == 1
    again.close()


def test_travelling_things_wait_again(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    mutation = filed(store, photo())
    store.queue().settle([receipt(mutation)], NOON)
    store.queue().media_travelling(sha(photo()), NOON)
    second = acted(store, mutation.case_id, Act.WITHDRAW)
    store.queue().mark_travelling([second.id], NOON)
    store = reopen(store)
    assert [media.state for media in store.queue().media_entries()] == [Delivery.WAITING]
    assert [entry.state for entry in store.queue().entries()] == [Delivery.WAITING]
    store.close()
