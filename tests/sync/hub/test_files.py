"""What a crash, a full disk or a greedy device leaves behind."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from sync.hub.db import tables
from sync.hub.files import MediaFiles, part_name
from sync.hub.live import MAX_IDLE
from sync.hub.media import MediaLimits
from sync.hub.part import Part, PartNote
from sync.hub.sniff import kinds
from sync.protocol.lifecycle import Stage
from sync.protocol.media import MediaKind
from sync.protocol.problems import Code, Problem
from tests.sync.hub.town import REPORT_PHOTOS, Town, jpeg, photos

JPEG = "image/jpeg"


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def part_of(town: Town, person: str, data: bytes) -> Path:
    return town.folder / "media" / "partial" / f"{part_name(person, sha(data))}.part"


def test_what_a_crash_left_behind_the_noted_offset_does_not_count(town: Town) -> None:
    wang, data = town["wangfang"], jpeg() + bytes(2000)
    wang.hub.upload(sha(data), len(data), JPEG, 0, data[:500])
    with part_of(town, "wangfang", data).open("ab") as file:
        file.write(b"\0" * 300)  # written, but the machine stopped before it was noted
    assert wang.hub.media_state(sha(data), len(data)).offset_bytes == 500
    wang.upload(data)
    assert b"".join(town.service.files.read(sha(data), 0)) == data


def test_a_part_that_is_shorter_than_noted_is_believed(town: Town) -> None:
    wang, data = town["wangfang"], jpeg() + bytes(2000)
    wang.hub.upload(sha(data), len(data), JPEG, 0, data[:500])
    os.truncate(part_of(town, "wangfang", data), 200)
    assert wang.hub.media_state(sha(data), len(data)).offset_bytes == 200
    wang.upload(data)


def test_a_part_that_is_gone_begins_anew(town: Town) -> None:
    wang, data = town["wangfang"], jpeg() + bytes(2000)
    wang.hub.upload(sha(data), len(data), JPEG, 0, data[:500])
    part_of(town, "wangfang", data).unlink()
    assert wang.hub.media_state(sha(data), len(data)).offset_bytes == 0
    wang.upload(data)


def test_a_file_that_a_backup_lacks_is_asked_for_again(town: Town) -> None:
    wang, data = town["wangfang"], jpeg()
    wang.upload(data)
    town.service.files.path(sha(data)).unlink()
    assert wang.hub.media_state(sha(data), len(data)).offset_bytes == 0
    wang.upload(data)
    assert b"".join(town.service.files.read(sha(data), 0)) == data


def test_a_crash_between_the_file_and_the_database_loses_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang, data = town["wangfang"], jpeg()

    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as broken:
        broken.setattr(town.service.media.arrivals, "_arrived", cut)
        with pytest.raises(PowerCut):
            wang.hub.upload(sha(data), len(data), JPEG, 0, data)
    assert not wang.hub.media_state(sha(data), len(data)).complete  # never said to be here
    wang.upload(data)
    assert wang.hub.media_state(sha(data), len(data)).complete


def test_files_and_folders_are_synced_before_the_receipt(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order that a power cut cannot break: bytes, rename, folder, and only then the database's commit."""
    calls: list[str] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(handle: int) -> None:
        calls.append("folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file")
        real_fsync(handle)

    def replace(source: Any, target: Any) -> None:
        calls.append("rename")
        real_replace(source, target)

    wang, data = town["wangfang"], jpeg()
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(
        town.service.media.arrivals, "_arrived", lambda *_: calls.append("database"), raising=True
    )
    wang.hub.upload(sha(data), len(data), JPEG, 0, data)
    place = calls.index("rename")
    assert "file" in calls[:place] and calls[place + 1] == "folder" and calls[-1] == "database"


def test_the_second_sender_of_a_file_waits_for_its_folder_too(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first may stand between the rename and the folder's sync: a receipt for the second must not overtake it."""
    wang, li, data = town["wangfang"], town["liqiang"], jpeg()
    wang.upload(data)
    synced: list[str] = []
    real_fsync = os.fsync

    def fsync(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real_fsync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(town.service.media.arrivals, "_arrived", lambda *_: synced.append("database"))
    assert li.hub.upload(sha(data), len(data), JPEG, 0, data).complete
    folder = str(town.service.files.path(sha(data)).parent)
    assert folder in synced[:synced.index("database")]


def test_a_device_may_not_leave_too_much_unfinished(template: Path, tmp_path: Path) -> None:
    shutil.copytree(template, tmp_path / "hub")
    town = Town(tmp_path / "hub", limits=MediaLimits(unfinished_bytes_per_device=3000))
    wang = town["wangfang"]
    first, second = (jpeg() + bytes(5000) for _ in range(2))
    wang.hub.upload(sha(first), len(first), JPEG, 0, first[:2000])
    with pytest.raises(Problem) as full:
        wang.hub.upload(sha(second), len(second), JPEG, 0, second[:2000])
    assert (full.value.code, full.value.facts["limit_bytes"]) == (Code.QUOTA_FULL, 3000)
    other = town.sign_in("wangfang", "another")
    assert other.hub.upload(sha(second), len(second), JPEG, 0, second[:2000]).offset_bytes == 2000
    town.close()


def test_nobody_leaves_many_files_that_no_act_names(template: Path, tmp_path: Path) -> None:
    shutil.copytree(template, tmp_path / "hub")
    town = Town(tmp_path / "hub", limits=MediaLimits(unnamed_bytes_per_person=3000))
    wang = town["wangfang"]
    files = [jpeg() + bytes(1000) for _ in range(3)]
    wang.upload(files[0])
    with pytest.raises(Problem) as full:
        for data in files[1:]:
            wang.upload(data)
    assert (full.value.code, full.value.facts["limit_bytes"]) == (Code.QUOTA_FULL, 3000)
    named = wang.report()  # what an act names goes on, however full the rest is
    assert town.case(named).stage is Stage.DISPATCHED
    town.sign_in("liqiang").upload(files[2])  # and others are not held up
    town.clock.move(days=31)
    wang.upload(files[2])
    town.close()


def test_a_full_disk_is_the_hubs_trouble_and_the_device_waits(template: Path, tmp_path: Path) -> None:
    shutil.copytree(template, tmp_path / "hub")
    town = Town(tmp_path / "hub", limits=MediaLimits(keep_free_bytes=1 << 60))
    data = jpeg()
    with pytest.raises(Problem) as full:
        town["wangfang"].hub.upload(sha(data), len(data), JPEG, 0, data)
    assert (full.value.code, full.value.facts["retry_after_s"]) == (Code.HUB_BUSY, 600)
    town.close()


def test_what_nobody_goes_on_with_is_cleared_away(town: Town) -> None:
    wang, data = town["wangfang"], jpeg() + bytes(2000)
    wang.hub.upload(sha(data), len(data), JPEG, 0, data[:500])
    town.clock.move(days=29)
    assert town.service.tick().uploads_dropped == 0
    town.clock.move(days=2)
    assert town.service.tick().uploads_dropped == 1
    assert not part_of(town, "wangfang", data).exists()
    wang.upload(data)


def test_one_file_from_two_people_is_kept_once_and_binds_for_both(town: Town) -> None:
    wang, zhou = town["wangfang"], town["zhouning"]
    files = photos(*REPORT_PHOTOS)
    first = wang.report(files=files)
    second = zhou.report(files=files)
    assert town.case(first).stage is Stage.DISPATCHED
    assert not town.case(second).hold_media
    assert len([path for path in (town.folder / "media").rglob("*") if path.is_file()]) == 2


def killed(files: MediaFiles, note: PartNote, part: Part) -> Part:
    """As after a kill: only what lies on the disk is known."""
    part.close()
    return files.open_part("p", note, ())


def test_after_a_kill_a_part_that_only_grew_is_as_long_as_it_is(tmp_path: Path) -> None:
    """One note is enough for that; before anything that a length does not tell there is another."""
    files = MediaFiles(tmp_path)
    note = PartNote(person="a", device="d", sha256="0" * 64, size_bytes=10**6, mime=JPEG)
    part = files.open_part("p", note, ())
    for at in range(0, 100_000, 20_000):
        assert part.write(at, [bytes(20_000)])
    assert (part := killed(files, note, part)).ranges == ((0, 100_000),)
    assert part.write(100_000, [bytes(20_000)]) and part.write(200_000, [bytes(20_000)])
    assert (part := killed(files, note, part)).ranges == ((0, 120_000), (200_000, 220_000))
    assert part.write(120_000, [bytes(80_000)]) and part.write(220_000, [bytes(20_000)])
    part.mark()  # what is written now may have to be taken back
    assert part.write(240_000, [bytes(50_000)])
    assert (part := killed(files, note, part)).ranges == ((0, 240_000),)
    assert part.write(240_000, [bytes(20_000)])  # over bytes that do not count, with others behind them
    assert (part := killed(files, note, part)).ranges == ((0, 260_000),)
    part.close()


def test_a_note_that_the_last_start_left_tells_no_bytes_that_may_be_taken_back(tmp_path: Path) -> None:
    """It says that all of the file counts, and whoever opens the part anew has to take that back as well."""
    files = MediaFiles(tmp_path)
    note = PartNote(person="a", device="d", sha256="0" * 64, size_bytes=10**6, mime=JPEG)
    part = files.open_part("p", note, ())
    assert part.write(0, [bytes(20_000)])
    part = killed(files, note, part)
    part.mark()
    assert part.write(20_000, [bytes(20_000)])  # of a piece whose checksum may be wrong
    assert (part := killed(files, note, part)).ranges == ((0, 20_000),)
    part.close()


@given(st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=8), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pieces_of_any_size_make_the_same_file(tmp_path: Path, pieces: list[bytes], data: st.DataObject) -> None:
    files = MediaFiles(tmp_path)
    files.discard("p")
    whole = b"".join(pieces)
    note = PartNote(person="a", device="d", sha256=sha(whole), size_bytes=len(whole), mime=JPEG)
    part = files.open_part("p", note, ())
    order = data.draw(st.permutations(range(len(pieces))))
    starts = [sum(map(len, pieces[:at])) for at in range(len(pieces))]
    for at in order:
        assert part.write(starts[at], [pieces[at]])
        if data.draw(st.booleans()):  # killed here: the note beside the file outlives it
            part.tell()
            part.close()
            part = files.open_part("p", note, ())
        again = data.draw(st.integers(0, len(pieces) - 1))
        assert starts[again] >= part.start or part.write(starts[again], [bytes(len(pieces[again]))])
    assert part.full and part.digest() == sha(whole)
    part.settle()
    assert (tmp_path / "media/partial/p.part").read_bytes() == whole


@pytest.mark.parametrize("head, found", [
    (jpeg(), {MediaKind.PHOTO}),
    (b"\x89PNG\r\n\x1a\n", {MediaKind.PHOTO}),
    (b"RIFF\0\0\0\0WEBP", {MediaKind.PHOTO}),
    (b"\0\0\0\x18ftypheic", {MediaKind.PHOTO}),
    (b"\0\0\0\x18ftypavif", {MediaKind.PHOTO}),
    (b"\0\0\0\x18ftypqt  ", {MediaKind.VIDEO, MediaKind.AUDIO}),
    (b"\0\0\0\x18ftypM4A ", {MediaKind.AUDIO}),
    (b"RIFF\0\0\0\0WAVE", {MediaKind.AUDIO}),
    (b"\xff\xfb\x90\x00", {MediaKind.AUDIO}),
    (b"\x1aE\xdf\xa3", {MediaKind.VIDEO, MediaKind.AUDIO}),
    (b"PK\x03\x04", set()), (b"<?xml", set()), (b"", set()), (b"\xff", set()), (b"RIFF", set()),
])
def test_what_a_file_is_by_its_first_bytes(head: bytes, found: set[MediaKind]) -> None:
    assert kinds(head) == found


def test_a_photo_that_a_colleague_sent_meanwhile_is_bound_when_it_is_asked_for(town: Town) -> None:
    wang, zhou = town["wangfang"], town["zhaomin"]
    files = photos(*REPORT_PHOTOS)
    first = wang.report(files=files, arrive=False)
    zhou.report(files=files)  # a grid colleague, whose case wang has in sight: wang could fetch the bytes
    assert town.case(first).hold_media
    for data, _ in files:
        state = wang.hub.media_state(sha(data), len(data))
        assert state.complete
    assert not town.case(first).hold_media and town.case(first).stage is Stage.DISPATCHED
    assert all(held.bound for held in town.dossier(first).media)
    shown = wang.sees(first)
    assert shown is not None and all(one.arrived for one in shown.media)


def test_after_a_new_start_of_the_machine_only_synced_bytes_count(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the note beside a file says may never have come to the disk."""
    wang, data = town["wangfang"], jpeg() + bytes(5000)
    wang.hub.upload(sha(data), len(data), JPEG, 0, data[:1000])
    town.service.note_uploads(everything=True)
    wang.hub.upload(sha(data), len(data), JPEG, 1000, data[1000:3000])
    same = Town(town.folder, town.clock)
    assert same["wangfang"].hub.media_state(sha(data), len(data)).offset_bytes == 3000
    same.close()
    monkeypatch.setattr("sync.hub.part._boot", ["another start of the machine"])
    other = Town(town.folder, town.clock)
    assert other["wangfang"].hub.media_state(sha(data), len(data)).offset_bytes == 1000
    other["wangfang"].upload(data)
    other.close()


def test_half_a_note_is_no_note(town: Town) -> None:
    wang, data = town["wangfang"], jpeg() + bytes(5000)
    wang.hub.upload(sha(data), len(data), JPEG, 0, data[:1000])
    note = part_of(town, "wangfang", data).with_suffix(".note")
    note.write_bytes(note.read_bytes()[:100])
    other = Town(town.folder, town.clock)
    assert other["wangfang"].hub.media_state(sha(data), len(data)).offset_bytes == 0
    other["wangfang"].upload(data)
    other.close()


def test_an_upload_that_the_last_release_began_goes_on(town: Town) -> None:
    wang, data = town["wangfang"], jpeg() + bytes(5000)
    with town.service.database.write() as connection:
        connection.execute(insert(tables.uploads).values(
            person="wangfang", sha256=sha(data), size_bytes=len(data), mime=JPEG, offset_bytes=700, complete=False,
            device=wang.device, touched_at=town.clock(),
        ))
    part_of(town, "wangfang", data).write_bytes(data[:900])  # as it was left: nothing lay beside it
    assert wang.hub.media_state(sha(data), len(data)).offset_bytes == 700
    wang.upload(data)
    assert b"".join(town.service.files.read(sha(data), 0)) == data


def test_what_a_killed_hub_never_told_its_database_is_adopted_and_expires(town: Town) -> None:
    wang, data = town["wangfang"], jpeg() + bytes(5000)
    wang.hub.upload(sha(data), len(data), JPEG, 0, data[:1000])
    other = Town(town.folder, town.clock)
    town.clock.move(days=31)
    assert other.service.tick().uploads_dropped == 1
    assert not list((town.folder / "media/partial").iterdir())
    other.close()


def test_many_files_left_in_the_middle_do_not_stay_open(town: Town) -> None:
    wang = town["wangfang"]
    files = [jpeg() + bytes(1000) for _ in range(MAX_IDLE + 10)]
    handles = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    for data in files:
        wang.hub.upload(sha(data), len(data), JPEG, 0, data[:500])
    if handles:
        assert len(os.listdir("/proc/self/fd")) <= handles + MAX_IDLE + 5
    for data in files:
        assert wang.hub.media_state(sha(data), len(data)).offset_bytes == 500
        wang.upload(data)


def test_a_photo_costs_the_disk_three_waits(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes, folder, database: what a receipt promises and nothing more, in however many pieces it came."""
    wang, data = town["wangfang"], jpeg() + bytes(300_000)
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}") if os.path.isdir("/proc/self/fd") else "")
        real(handle)

    first = jpeg()  # the folder of the same first letters is known by then
    while sha(first)[:2] != sha(data)[:2]:
        first = jpeg()
    wang.upload(first)
    monkeypatch.setattr(os, "fsync", fsync)
    wang.upload(data, piece=10_000)
    assert len(synced) == 2  # and the database's own


def test_bytes_that_the_disk_did_not_take_come_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second sync after a failed one tells that all is well, and it is not: the system has let go of the bytes."""
    wang, data = town["wangfang"], jpeg() + bytes(2000)
    wang.hub.upload(sha(data), len(data), JPEG, 0, data[:1500])

    def fails(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fails)
        with pytest.raises(Problem) as busy:
            wang.hub.upload(sha(data), len(data), JPEG, 1500, data[1500:])
    assert busy.value.code is Code.HUB_BUSY
    assert wang.hub.media_state(sha(data), len(data)).offset_bytes == 0
    wang.hub.upload(sha(data), len(data), JPEG, 0, data[:1500])
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fails)
        town.service.note_uploads(everything=True)
    assert wang.hub.media_state(sha(data), len(data)).offset_bytes == 0
    wang.upload(data)
