"""Single holes that a power cut could fall into, each held open on purpose. Random cuts: tests/crash."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from fieldclient.store import Store
from fieldclient.store.disk import Disk
from fieldclient.store.media_files import SHELVES, tag_for
from fieldclient.store.store import DATABASE_NAME, MALFORMED
from fieldclient.store.sweep import Found
from fieldclient.work import open_desk
from fieldclient.work.intake import Intake
from fieldclient.work.pictures import Pictures
from sync.protocol.feed import CaseChanged
from sync.protocol.ids import new_id
from tests.fieldclient.store.making import (
    NOON,
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
from tests.fieldclient.store.test_recovery import scribble_header


class Cut(BaseException):
    """The power is gone. Not an Exception: nothing may tidy up after it."""


class CutDisk(Disk):
    """Stops before its n-th step of changing anything; notes whose folder was synced."""

    CHANGES = ("make_folder", "create", "write", "sync", "sync_folder", "protect", "link", "rename", "remove")

    def __init__(self, at: int = 1 << 30) -> None:
        self.left = at
        self.synced: list[Path] = []

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if name not in CutDisk.CHANGES:
            return value

        def run(*arguments: Any) -> object:
            self.left -= 1
            if self.left == 0:
                raise Cut
            if name == "sync_folder":
                self.synced.append(arguments[0])
            return value(*arguments)

        return run


def test_every_new_folder_is_certain_up_to_the_one_that_was_there(tmp_path: Path) -> None:
    disk = CutDisk()
    open_store(tmp_path / "a" / "b" / "data", disk=disk).close()
    assert {tmp_path, tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "data"} <= set(disk.synced)
    assert disk.synced.index(tmp_path) < disk.synced.index(tmp_path / "a" / "b" / "data")
    assert {path.name for path in (tmp_path / "a" / "b" / "data" / "media").iterdir()} == SHELVES
    assert tmp_path / "a" / "b" / "data" / "media" in disk.synced
    second = CutDisk()
    open_store(tmp_path / "a" / "b" / "data", disk=second).close()
    assert tmp_path / "a" / "b" in second.synced  # the first start may have been cut before it came to that


def test_a_shelf_that_somebody_took_away_is_made_and_certain(tmp_path: Path) -> None:
    disk = CutDisk()
    store = open_store(tmp_path, disk=disk)
    data = photo(3)
    (tmp_path / "media" / sha(data)[:2]).rmdir()
    disk.synced.clear()
    keep(store, data)
    assert disk.synced == [tmp_path / "media", tmp_path / "media" / sha(data)[:2]]
    store.close()


def test_a_photo_that_was_taken_out_stays_out_when_its_first_name_is_back(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    draft = drafted(store, photo(1), photo(2))
    store.drafts.remove_photo(draft.id, sha(photo(2)), NOON)
    media = store.media.get(sha(photo(2)))
    assert media is not None
    # The name in incoming/ went after the commit, and its going was not on the disk yet.
    os.link(media.path, tmp_path / "incoming" / f"{tag_for(draft.id)}~{new_id()}.whole")
    store.close()
    again = Store(tmp_path, clock=store.clock)
    assert [each.sha256 for each in again.drafts.get(draft.id).photos] == [sha(photo(1))]
    assert len(again.drafts.open_of("p-wang")) == 1
    assert list((tmp_path / "incoming").iterdir()) == []
    assert again.sweep() == {}
    again.close()


def test_the_same_photo_taken_once_more_is_adopted_all_the_same(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    draft = drafted(store, photo(1), photo(2))
    store.drafts.remove_photo(draft.id, sha(photo(2)), NOON)
    store.files.take_bytes(photo(2), tag_for(draft.id))
    store.close()
    again = Store(tmp_path, clock=store.clock)
    assert [each.sha256 for each in again.drafts.get(draft.id).photos] == [sha(photo(1)), sha(photo(2))]
    again.close()


# Files of the hub


def shown(store: Store, data: bytes) -> CaseChanged:
    change = CaseChanged(case=case(files=(ref_of(data),)))
    store.queue().apply_page(page(change), NOON)
    return change


def placed_and_cut(store: Store, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power goes between the file's name in media/ and the commit of its row."""
    with monkeypatch.context() as patched:
        patched.setattr(store.media, "add_row", lambda *_, **__: (_ for _ in ()).throw(Cut))
        with pytest.raises(Cut):
            store.queue().store_download(sha(data), 0, [data])
    store.close()


def test_a_download_that_had_its_place_gets_its_row_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path)
    shown(store, photo(7))
    placed_and_cut(store, photo(7), monkeypatch)
    again = Store(tmp_path, clock=store.clock)
    media = again.media.get(sha(photo(7)))
    assert media is not None and not media.made and media.path.read_bytes() == photo(7)
    assert again.drafts.open_of("p-wang") == [] and list((tmp_path / "parts").iterdir()) == []
    assert again.sweep() == {}
    again.close()


def test_a_download_that_nobody_may_see_any_more_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path)
    change = shown(store, photo(7))
    placed_and_cut(store, photo(7), monkeypatch)
    between = Store(tmp_path, clock=store.clock)  # only to say that the case has left their sight, and to bring the cut back
    media = between.media.get(sha(photo(7)))
    assert media is not None
    between.cases.revoke("p-wang", [change.case.id])
    between.media.drop_row(sha(photo(7)))
    os.link(media.path, between.files.part(sha(photo(7))))
    between.close()
    again = Store(tmp_path, clock=store.clock)
    assert again.media.get(sha(photo(7))) is None
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == list((tmp_path / "parts").iterdir()) == []
    assert again.drafts.open_of("p-wang") == []
    again.close()


def test_the_hubs_file_without_a_row_is_nobodys_find(tmp_path: Path) -> None:
    """On a disk without second names there is no part left: the sweep meets the file alone."""
    store = open_store(tmp_path)
    shown(store, photo(7))
    path = store.files.path(sha(photo(7)), "jpg")
    path.write_bytes(photo(7))
    assert store.sweep() == {Found.ADOPTED: 1}
    media = store.media.get(sha(photo(7)))
    assert media is not None and not media.made
    assert store.drafts.open_of("p-wang") == []
    store.close()


def test_a_download_from_the_start_never_writes_into_a_placed_file(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    shown(store, photo(7))
    mine = keep(store, photo(7))
    placed = store.files.path(mine.sha256, "jpg")
    os.link(placed, store.files.part(mine.sha256))

    def pieces() -> Any:
        assert sha(placed.read_bytes()) == mine.sha256
        yield photo(7)[:100]
        assert sha(placed.read_bytes()) == mine.sha256
        yield photo(7)[100:]

    store.queue().store_download(mine.sha256, 0, pieces())
    assert sha(placed.read_bytes()) == mine.sha256
    store.close()


# A database on its way into quarantine


def test_cut_anywhere_while_a_broken_database_is_replaced_all_of_it_comes_along(tmp_path: Path) -> None:
    """Before every single step in turn: the next start goes on, and work done after it is not written over by a third."""
    at = 0
    while True:
        at += 1
        folder = tmp_path / str(at)
        made, draft_id, clock = broken(folder)
        disk = CutDisk()
        disk.left = at
        try:
            Store(folder, clock=clock, disk=disk).close()
            whole = True
        except Cut:
            whole = False
        again = Store(folder, clock=clock)
        assert {entry.mutation for entry in again.queue().entries()} <= set(made)
        assert again.drafts.get(draft_id).description == "还没写完", at
        assert len([each for each in again.quarantine.all() if each.reason == MALFORMED]) == 1
        again.drafts.save(draft_id, NOON, description="写完了")
        again.close()
        third = Store(folder, clock=clock)
        assert third.drafts.get(draft_id).description == "写完了"
        assert len(list((folder / "quarantine").glob("database-*"))) == 1
        third.close()
        if whole:
            assert at > 12
            return


def broken(folder: Path) -> tuple[list[str], str, Any]:
    """A database whose rows can be read by whoever looks past the page that SQLite stumbles over."""
    store = open_store(folder)
    made = [filed(store, photo(n), text="字" * 300).id for n in range(6)]
    store.queue().settle([receipt(store.outbox.mutation(made[0]))], NOON)
    draft = drafted(store, photo(50), text="还没写完")
    store.database.checkpoint()
    root = store.database.number("SELECT rootpage FROM sqlite_master WHERE name = 'notices_by_time'")
    size = store.database.number("PRAGMA page_size")
    store.close()
    with (folder / DATABASE_NAME).open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    (folder / f"{DATABASE_NAME}.examine").touch()
    return made, draft.id, store.clock


def test_a_mark_that_says_nothing_is_no_reason_to_stop(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    draft = drafted(store, photo(1))
    store.close()
    mark = tmp_path / f"{DATABASE_NAME}.aside"
    for text in (b"", b"moving", b"reading gone-long-ago", b"\xff\xff"):
        mark.write_bytes(text)
        again = Store(tmp_path, clock=store.clock)
        assert again.drafts.get(draft.id).photos
        again.close()
    scribble_header(tmp_path / DATABASE_NAME)
    Store(tmp_path, clock=store.clock).close()
    assert not mark.exists()


# Small things


def test_a_small_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    at = 0
    while True:
        at += 1
        disk, path = CutDisk(), tmp_path / f"mark{at}"
        disk.put(path, b"before")
        disk.left = at
        try:
            disk.put(path, b"after")
            assert path.read_bytes() == b"after"
            return
        except Cut:
            assert path.read_bytes() in (b"before", b"after")


def test_a_picture_whose_bytes_never_came_to_the_disk_is_made_anew(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    media = store.media.get(keep(store, photo(1)).sha256)
    assert media is not None
    pictures = Pictures(tmp_path / "cache")
    made = pictures.of(media, 320)
    whole = made.read_bytes()
    for left in (b"", whole[: len(whole) // 2]):
        made.write_bytes(left)
        assert pictures.of(media, 320).read_bytes() == whole
        made.write_bytes(left)
        pictures.begin_list()
        assert pictures.thumbnail(media) == str(made) and made.read_bytes() == whole
    store.close()


def test_a_photo_is_certain_before_it_is_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power goes when the first pixel is looked at: the photo, its row and its place in the draft are there."""
    desk = open_desk(tmp_path)
    draft = desk.new_draft()

    def no_power(*_: object) -> None:
        raise Cut

    with monkeypatch.context() as patched:
        patched.setattr("fieldclient.capture.read.decode_reduced", no_power)
        with pytest.raises(Cut):
            desk.add_photo_bytes(draft.id, photo(1))
    desk.close()
    again = open_desk(tmp_path)
    assert [each.sha256 for each in again.draft(draft.id).photos] == [sha(photo(1))]
    assert list((tmp_path / "incoming").iterdir()) == []
    again.close()


def test_one_of_which_nothing_can_be_seen_is_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was kept for a moment, before it was decoded: neither row nor file of it stays, and the person is told why."""
    data = photo(1, 3000, 2000)
    start = data.index(b"\xff\xda")
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(data[: start + 2] + b"\x00\x0c" + b"\xff" * (len(data) - start - 6) + b"\xff\xd9")
    desk, back = open_desk(tmp_path / "data"), []
    give_back = Intake._give_back
    monkeypatch.setattr(Intake, "_give_back", lambda self, *words: (back.append(words), give_back(self, *words)))
    draft = desk.add_photos(desk.new_draft().id, [bad])
    assert len(back) == 1
    assert draft.photos == () and len(draft.notes) == 1
    assert desk.store.database.number("SELECT COUNT(*) FROM media") == 0
    assert [path for path in (tmp_path / "data" / "media").rglob("*") if path.is_file()] == []
    assert bad.exists() and desk.sweep() == {}
    desk.close()


def test_bytes_are_synced_before_a_file_is_told_whole(tmp_path: Path) -> None:
    """`Disk.sync` is asked for with everything written: a piece after it would be forgotten."""
    told: list[int] = []

    class Watched(Disk):
        def sync(self, file: BinaryIO) -> None:
            told.append(os.fstat(file.fileno()).st_size)
            super().sync(file)

    store = open_store(tmp_path, disk=Watched())
    told.clear()
    keep(store, photo(1))
    assert told == [len(photo(1))]
    store.close()
