"""Bytes on the disk: complete under their hash or not there at all, whatever step fails."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from fieldclient.store import Store
from fieldclient.store.disk import Disk
from fieldclient.store.media_files import MediaFiles
from sync.protocol.lifecycle import Act
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import TestClock, keep, open_store, photo, ref_of, sha

LIMIT = 10_000_000


class FailingDisk(Disk):
    """The n-th step (of those named, or of all) raises."""

    STEPS = ("create", "write", "sync", "sync_folder", "protect", "link", "rename")

    def __init__(self, at: int, code: int = errno.ENOSPC, steps: tuple[str, ...] = STEPS) -> None:
        self.left = at
        self.code = code
        self.steps = steps
        self.failed = ""

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if name in FailingDisk.STEPS and name in super().__getattribute__("steps"):
            return super().__getattribute__("_guarded")(name, value)
        return value

    def _guarded(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            self.left -= 1
            if self.left == 0:
                self.failed = name
                raise OSError(self.code, os.strerror(self.code))
            return call(*arguments)
        return run


def files_of(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and "store.sqlite3" not in path.name)


def test_a_photo_is_kept_as_it_came_and_read_only(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    data = photo()
    ref = keep(store, data)
    media = store.media.get(ref.sha256)
    assert media is not None
    assert media.path == tmp_path / "media" / ref.sha256[:2] / f"{ref.sha256}.jpg"
    assert media.path.read_bytes() == data
    assert stat.S_IMODE(media.path.stat().st_mode) == 0o400
    assert files_of(tmp_path) == ["in-use", f"media/{ref.sha256[:2]}/{ref.sha256}.jpg"]
    store.close()


def test_the_same_bytes_again_are_nothing_new(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    ref = keep(store, photo())
    media = store.media.get(ref.sha256)
    assert media is not None
    before = media.path.stat()
    keep(store, photo())
    after = media.path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert store.database.number("SELECT COUNT(*) FROM media") == 1
    assert files_of(tmp_path / "incoming") == []
    store.close()


def test_a_file_cut_short_from_outside_is_replaced_and_kept_aside(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    ref = keep(store, photo())
    media = store.media.get(ref.sha256)
    assert media is not None
    media.path.chmod(0o600)
    media.path.write_bytes(photo()[:100])
    keep(store, photo())
    assert sha(media.path.read_bytes()) == ref.sha256
    assert files_of(tmp_path / "quarantine") == [f"{ref.sha256}.jpg"]
    store.close()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_whatever_step_fails_nothing_half_stays(tmp_path: Path, code: int) -> None:
    """Every single step in turn; afterwards the same photo goes in, and only once."""
    failed = set()
    for at in range(1, 40):
        folder = tmp_path / str(at)
        disk = FailingDisk(at, code)
        disk.left = 1000  # the folders of the store itself come first
        store = open_store(folder, disk=disk)
        disk.left = at
        draft = store.drafts.new("p-wang", Act.SUBMIT, store.clock())
        try:
            keep(store, photo(), draft.id)
        except Problem as problem:
            failed.add(disk.failed)
            assert problem.code is (Code.DISK_FULL if code == errno.ENOSPC else Code.DISK_FAILED)
            if code == errno.ENOSPC:
                assert {"free_bytes", "needed_bytes"} <= set(problem.facts)
            assert store.database.number("SELECT COUNT(*) FROM media") == 0
            assert store.drafts.get(draft.id).photos == ()
        else:
            assert not disk.failed
            store.close()
            break
        disk.left = -1
        ref = keep(store, photo(), draft.id)
        assert [each.sha256 for each in store.drafts.get(draft.id).photos] == [ref.sha256]
        placed = [path for path in (folder / "media").rglob("*") if path.is_file()]
        assert [sha(path.read_bytes()) for path in placed] == [ref.sha256]
        store.close()
        again = open_store(folder)
        assert len(again.drafts.open_of("p-wang")) == 1
        assert files_of(folder / "incoming") == files_of(folder / "quarantine") == []
        again.close()
    assert failed == {"create", "write", "sync", "sync_folder", "protect", "link", "rename"}


def test_the_row_is_committed_after_the_bytes_and_their_name_are_on_the_disk(tmp_path: Path) -> None:
    """The order that survives a power cut (without the folder's fsync 5 of 10 cuts lost the name)."""
    steps: list[str] = []

    class Watched(Disk):
        def __getattribute__(self, name: str) -> Any:
            value = super().__getattribute__(name)
            if name not in (*FailingDisk.STEPS, "remove"):
                return value

            def run(*arguments: Any) -> object:
                places = [each.relative_to(tmp_path).parts[0] for each in arguments
                          if isinstance(each, Path) and each.is_relative_to(tmp_path) and each != tmp_path]
                steps.append(" ".join([name, *places]))
                return value(*arguments)
            return run

    store = open_store(tmp_path, disk=Watched())
    draft = store.drafts.new("p-wang", Act.SUBMIT, store.clock())
    keep(store, photo(2), draft.id)
    steps.clear()
    store.database.connection.set_trace_callback(lambda sql: steps.append(sql) if sql.startswith(("BEGIN", "COMMIT")) else None)
    keep(store, photo(1), draft.id)
    assert steps == [
        "create incoming", "write", "sync", "rename incoming incoming", "BEGIN IMMEDIATE",
        "protect incoming", "link incoming media", "sync_folder media", "COMMIT", "remove incoming",
    ]
    store.close()


def test_without_second_names_a_rename_does(tmp_path: Path) -> None:
    disk = FailingDisk(1, errno.EPERM, ("link",))
    store = open_store(tmp_path, disk=disk)
    ref = keep(store, photo())
    assert disk.failed == "link"
    assert files_of(tmp_path / "media") == [f"{ref.sha256[:2]}/{ref.sha256}.jpg"]
    assert files_of(tmp_path / "incoming") == []
    store.close()


def test_room_is_asked_for_before_the_shutter(tmp_path: Path) -> None:
    class Small(Disk):
        free = 1000

        def free_bytes(self, folder: Path) -> int:
            return self.free

    disk = Small()
    files = MediaFiles(tmp_path, disk, reserve_bytes=600)
    files.make_folders()
    files.check_room(400)
    with pytest.raises(Problem) as told:
        files.check_room(401)
    assert (told.value.code, told.value.facts) == (Code.DISK_FULL, {"free_bytes": 1000, "needed_bytes": 1001})
    with pytest.raises(Problem):
        files.take_bytes(b"x" * 401, "draft")
    (tmp_path / "photo.jpg").write_bytes(b"x" * 401)
    with pytest.raises(Problem):
        files.take_file(tmp_path / "photo.jpg", "draft", limit_bytes=LIMIT)
    assert files_of(tmp_path / "incoming") == []


# Sources that misbehave


def taking(tmp_path: Path) -> MediaFiles:
    files = MediaFiles(tmp_path / "data", reserve_bytes=0)
    (tmp_path / "data").mkdir()
    files.make_folders()
    return files


@pytest.mark.parametrize(("make", "code"), [
    (lambda path: None, Code.FILE_MISSING),
    (lambda path: path.write_bytes(b""), Code.FILE_EMPTY),
    (lambda path: path.write_bytes(b"x" * 101), Code.FILE_TOO_LARGE),
    (lambda path: path.mkdir(), Code.FILE_NOT_MEDIA),
    (os.mkfifo, Code.FILE_NOT_MEDIA),
])
def test_what_cannot_be_taken_says_why(tmp_path: Path, make: Callable[[Path], object], code: Code) -> None:
    files = taking(tmp_path)
    source = tmp_path / "照片 1.jpg"
    make(source)
    with pytest.raises(Problem) as told:
        files.take_file(source, "draft", limit_bytes=100)
    assert told.value.code is code
    assert files_of(tmp_path / "data") == []


class Card(type(Path())):  # type: ignore[misc]
    """A file on a card that is pulled out after the first piece."""

    def open(self, *arguments: Any, **named: Any) -> Any:
        file = super().open(*arguments, **named)
        pieces = iter([file.read(1000)])

        class Pulled:
            def __enter__(self) -> Pulled:
                return self

            def __exit__(self, *error: object) -> None:
                file.close()

            def read(self, size: int) -> bytes:
                for piece in pieces:
                    return piece
                raise OSError(errno.EIO, "Input/output error")

        return Pulled()


def test_a_card_pulled_out_in_the_middle_leaves_nothing_half(tmp_path: Path) -> None:
    files = taking(tmp_path)
    (tmp_path / "photo.jpg").write_bytes(b"x" * 1_000_000)
    source = Card(tmp_path / "photo.jpg")
    with pytest.raises(Problem) as told:
        files.take_file(source, "draft", limit_bytes=LIMIT)
    assert told.value.code is Code.FILE_UNREADABLE
    assert files_of(tmp_path / "data") == []


class Ended(Card):
    """A card that is pulled out and says nothing: the file just ends."""

    def open(self, *arguments: Any, **named: Any) -> Any:
        file = super().open(*arguments, **named)
        pieces = [b"x" * 1000]
        file.__class__.read = lambda self, size: pieces.pop() if pieces else b""
        return file


def test_a_file_that_ends_too_early_is_not_taken(tmp_path: Path) -> None:
    files = taking(tmp_path)
    (tmp_path / "photo.jpg").write_bytes(b"x" * 1_000_000)
    with pytest.raises(Problem, match="file_changing"):
        files.take_file(Ended(tmp_path / "photo.jpg"), "draft", limit_bytes=LIMIT)
    assert files_of(tmp_path / "data") == []


@pytest.mark.parametrize("change", ["longer", "shorter", "gone", "rewritten"])
def test_a_source_that_changes_while_it_is_read_is_not_taken(tmp_path: Path, change: str) -> None:
    source = tmp_path / "photo.jpg"
    source.write_bytes(b"x" * 700_000)

    class Meddling(Disk):
        done = False

        def write(self, file: BinaryIO, data: bytes) -> None:
            super().write(file, data)
            if not self.done:
                self.done = True
                if change == "gone":
                    source.unlink()
                else:
                    source.write_bytes({"longer": b"x" * 900_000, "shorter": b"x" * 300_000, "rewritten": b"y" * 700_000}[change])

    files = MediaFiles(tmp_path / "data", Meddling(), reserve_bytes=0)
    (tmp_path / "data").mkdir()
    files.make_folders()
    with pytest.raises(Problem) as told:
        files.take_file(source, "draft", limit_bytes=LIMIT)
    assert told.value.code is (Code.FILE_MISSING if change == "gone" else Code.FILE_CHANGING)
    assert files_of(tmp_path / "data") == []


def test_the_copy_keeps_the_files_own_date(tmp_path: Path) -> None:
    files = taking(tmp_path)
    source = tmp_path / "photo.jpg"
    source.write_bytes(photo())
    os.utime(source, (1_700_000_000, 1_700_000_000))
    taken = files.take_file(source, "draft", limit_bytes=LIMIT)
    assert files.place(taken, "jpg").stat().st_mtime == 1_700_000_000


def test_a_missing_original_is_told_and_the_row_stays(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    ref = keep(store, photo())
    with store.media.open(ref.sha256) as file:
        assert file.read() == photo()
    media = store.media.get(ref.sha256)
    assert media is not None
    media.path.unlink()
    with pytest.raises(Problem) as told:
        store.media.open(ref.sha256)
    assert (told.value.code, told.value.facts) == (Code.FILE_MISSING, {"sha256": ref.sha256})
    store.close()


def test_a_row_that_cannot_be_read_is_kept_aside_and_the_photo_still_travels(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    ref = keep(store, photo())
    store.database.write("UPDATE media SET ref = ? WHERE sha256 = ?", (b'{"sha256": 7', ref.sha256))
    media = store.media.get(ref.sha256)
    assert media is not None and media.ref.size_bytes == ref.size_bytes and media.ref.width is None
    assert [kept.place for kept in store.quarantine.all()] == ["media"]
    assert store.media.get(ref.sha256) == media
    assert store.quarantine.count() == 1
    store.close()


def test_what_came_from_the_hub_becomes_ours_when_somebody_adds_it(tmp_path: Path) -> None:
    store: Store = open_store(tmp_path, TestClock())
    data = photo()
    taken = store.files.take_bytes(data, "")
    store.media.keep(taken, ref_of(data), store.clock(), made=False)
    store.files.release(taken)
    assert not (store.media.get(sha(data)) or pytest.fail()).made
    keep(store, data)
    assert (store.media.get(sha(data)) or pytest.fail()).made
    store.close()
