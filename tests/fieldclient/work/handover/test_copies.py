"""Second copies: made of everything that waits, found again when the app's folder is gone, cleared away only with receipts."""

from __future__ import annotations

import errno
import shutil
from datetime import timedelta
from pathlib import Path

from fieldclient.store.disk import Disk
from fieldclient.work.handover.copies import KEPT, SETTING, Copies
from fieldclient.work.views import Lookup
from tests.fieldclient.work.handover.stage import Device, Stage
from tests.fieldclient.work.handover.test_handover import arrived_once


def copies_of(device: Device, folder: Path) -> Copies:
    return Copies(device.desk.store, folder)


def files(folder: Path) -> set[str]:
    return {each.stem for each in folder.iterdir()} if folder.exists() else set()


def test_a_lost_tablets_reports_reach_the_hub_from_their_copies(stage: Stage, tmp_path: Path) -> None:
    lost, folder = stage.device("wang"), tmp_path / "elsewhere"
    cases = [lost.report(shade) for shade in (10, 40)]
    assert copies_of(lost, folder).keep_up(lost.key) == 2
    assert copies_of(lost, folder).keep_up(lost.key) == 0
    assert copies_of(lost, folder).unknown() == [], "what the store has itself is not offered"
    lost.close()
    stage.devices.remove(lost)
    shutil.rmtree(lost.folder)
    fresh = stage.device("wang")
    copies = copies_of(fresh, folder)
    offered = copies.unknown()
    assert len(offered) == 2
    for each in offered:
        copies.restore(each)
    assert copies.unknown() == [] and len(files(folder)) == 2, "a copy stays until somebody has it for certain"
    fresh.deliver()
    arrived_once(stage, cases)
    fresh.sync()
    assert {row.id for row in fresh.desk.cases(Lookup())} == set(cases)


def test_what_has_arrived_meanwhile_is_not_doubled(stage: Stage, tmp_path: Path) -> None:
    device, folder = stage.device("wang"), tmp_path / "elsewhere"
    cases = [device.report(10)]
    copies_of(device, folder).keep_up(device.key)
    device.sync()
    other = stage.device("chen")
    for each in copies_of(other, folder).unknown():
        copies_of(other, folder).restore(each)
    other.deliver()
    arrived_once(stage, cases)


def test_only_what_arrived_and_is_old_is_cleared_away(stage: Stage, tmp_path: Path) -> None:
    device, folder = stage.device("wang"), tmp_path / "elsewhere"
    device.report(10)
    copies = copies_of(device, folder)
    copies.keep_up(device.key)
    now = device.desk.store.clock()
    device.desk.store.clock = lambda: now + KEPT + timedelta(days=60)
    assert copies.clear() == 0 and len(files(folder)) == 1, "unsent for ten weeks: it stays"
    device.desk.store.clock = lambda: now
    device.sync()
    assert copies.clear() == 0, "arrived a moment ago: the hub may still lose it"
    device.desk.store.clock = lambda: now + KEPT + timedelta(hours=1)
    photo = device.desk.store.database.one("SELECT sha256 FROM uploads WHERE state = 'arrived'")
    assert photo is not None and device.desk.queue.requeue_media([photo["sha256"]]) == 1
    assert copies.clear() == 0 and len(files(folder)) == 1, "its words arrived, and the hub asks for a photo again"
    device.sync()
    assert copies.clear() == 1 and files(folder) == set()


def test_a_folder_that_cannot_be_written_holds_nothing_up_and_is_tried_again(stage: Stage, tmp_path: Path) -> None:
    device, folder = stage.device("wang"), tmp_path / "elsewhere"
    device.report(10)
    copies = copies_of(device, folder)

    class Broken(Disk):
        def sync(self, file: object) -> None:
            raise OSError(errno.EIO, "broken")

    device.desk.store.files.disk = Broken()
    assert copies.keep_up(device.key) == 0 and files(folder) == set()
    device.desk.store.files.disk = Disk()
    assert copies.keep_up(device.key) == 1


def test_a_person_may_do_without(stage: Stage, tmp_path: Path) -> None:
    device, folder = stage.device("wang"), tmp_path / "elsewhere"
    device.report(10)
    device.desk.set_setting(SETTING, "off")
    assert copies_of(device, folder).keep_up(device.key) == 0


def test_what_lies_there_besides_is_left_alone(stage: Stage, tmp_path: Path) -> None:
    device, folder = stage.device("wang"), tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "holiday.jpg").write_bytes(b"\xff\xd8")
    (folder / "broken.fieldbundle").write_bytes(b"FIELDBUNDLE1\n\0\0")
    assert copies_of(device, folder).unknown() == [] and copies_of(device, folder).clear() == 0
    assert files(folder) == {"holiday", "broken"}
