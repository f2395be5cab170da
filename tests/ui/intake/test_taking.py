"""A card is taken in while the window works on: paused, stopped, pulled out, killed. Nothing is read twice and nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl

from fieldclient.store.disk import Disk
from fieldclient.ui.intake.offsets import offset_text, offset_typed, read_offset
from fieldclient.ui.intake.plot import MOST_DOTS, MOST_POINTS, plot
from fieldclient.ui.words import Words
from fieldclient.work.card import cards, mounts
from fieldclient.work.card.cards import shown_name
from fieldclient.work.card.sorting import lay_out
from fieldclient.work.card.taking import BATCH, Taking
from tests.ui.evidence.stage import Theatre
from tests.ui.intake.card import NINE, make_card, many, photo, picture
from tests.ui.intake.conftest import PutOn, take_in

ROOT = Path(__file__).resolve().parents[3]


class Gate:
    """Holds the intake before its `at`-th file until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
        self.reached, self.opened, count = threading.Event(), threading.Event(), [0]
        real = Taking._take

        def take(taking, found):  # type: ignore[no-untyped-def]
            count[0] += 1
            if count[0] == at:
                self.reached.set()
                assert self.opened.wait(60)
            return real(taking, found)

        monkeypatch.setattr(Taking, "_take", take)
        self.count = count


def start(stage: Theatre, card: Path) -> None:
    stage.room.places.addFolder(QUrl.fromLocalFile(str(card)))
    stage.settle()
    stage.click("intake.start")


def ended(stage: Theatre) -> bool:
    return not stage.room.progress.running


def test_pause_go_on_and_stop(put_on: PutOn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = make_card(tmp_path / "EOS", each=6)
    gate = Gate(monkeypatch, at=5)
    stage = put_on()
    start(stage, card)
    stage.until(gate.reached.is_set, "the fifth file")
    stage.settle()
    assert stage.text("intake.stage") == "Being kept on this device: 4 of 26"
    stage.click("intake.pause")
    gate.opened.set()
    stage.until(lambda: "Paused" in stage.text("intake.stage"), "paused")
    stage.settle()
    assert gate.count[0] == 5 and stage.room.progress.paused
    stage.click("intake.pause")  # now it says "Go on"
    stage.until(lambda: stage.room.step == "sort" and ended(stage), "taken in")
    assert gate.count[0] == 26 and stage.room.progress.counts[0] == "26 kept"


def test_stopped_in_the_middle_it_is_gone_on_with(put_on: PutOn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = make_card(tmp_path / "EOS", each=6, phone=False)
    gate = Gate(monkeypatch, at=20)
    stage = put_on()
    start(stage, card)
    stage.until(gate.reached.is_set, "the twentieth file")
    stage.click("intake.cancel")
    gate.opened.set()
    stage.until(lambda: ended(stage) and stage.room.step == "sort", "what was kept can be sorted")
    stage.settle()
    assert "20" in stage.text("intake.stopped") and sum(len(row.photos) for row in stage.room.table.groups.rows) == 20
    stage.click("intake.stopped.action")
    stage.until(lambda: ended(stage) and stage.room.step == "sort", "the rest")
    stage.settle()
    assert gate.count[0] == 24 and sum(len(row.photos) for row in stage.room.table.groups.rows) == 24
    assert "20 file(s) had been read" in stage.room.progress.goneOn


def test_a_card_pulled_out_is_told_and_goes_on_when_it_is_back(put_on: PutOn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card, away = make_card(tmp_path / "EOS", each=6, phone=False), tmp_path / "away"
    gate = Gate(monkeypatch, at=10)
    stage = put_on()
    start(stage, card)
    stage.until(gate.reached.is_set, "the tenth file")
    card.rename(away)
    gate.opened.set()
    stage.until(lambda: ended(stage) and stage.seen("intake.stopped") is not None, "it is told")
    stage.settle()
    assert "9 photos are kept" in stage.text("intake.stopped")
    away.rename(card)
    stage.click("intake.stopped.action")
    stage.until(lambda: ended(stage) and stage.room.progress.course.problem is None, "gone on")
    stage.settle()
    assert sum(len(row.photos) for row in stage.room.table.groups.rows) == 24


def test_a_full_disk_is_told_and_loses_nothing(put_on: PutOn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = make_card(tmp_path / "EOS", each=6, phone=False)
    stage = put_on()
    kept = stage.ask(lambda desk: desk.store.files.disk)
    asked = [0]

    def free(disk: Disk, path: Path) -> int:
        asked[0] += 1
        return 0 if disk is kept and asked[0] > 8 else 1 << 40

    monkeypatch.setattr(Disk, "free_bytes", free)
    start(stage, card)
    stage.until(lambda: ended(stage) and stage.seen("intake.stopped") is not None, "it is told")
    stage.settle()
    assert "Not enough space" in stage.text("intake.stopped")
    assert sum(len(row.photos) for row in stage.room.table.groups.rows) == 8
    monkeypatch.undo()


def test_a_folder_without_photos_says_so(put_on: PutOn, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    stage = put_on()
    take_in(stage, tmp_path / "empty", to="taking")
    assert "no photos" in stage.text("intake.stopped")
    stage.click("intake.again")
    assert stage.room.step == "choose" and stage.seen("intake.start") is not None


def test_bad_files_are_rows_with_a_reason_and_names_in_gbk_are_read(put_on: PutOn, tmp_path: Path) -> None:
    card = make_card(tmp_path / "EOS", stops=(0,), phone=False)
    (card / "DCIM" / "text.JPG").write_bytes(b"no photo at all")
    (card / "DCIM" / "empty.JPG").write_bytes(b"")
    photo(card / "DCIM" / "plain.JPG", picture(77), NINE, camera="EOS R10")
    os.rename(card / "DCIM" / "plain.JPG", os.fsencode(card / "DCIM") + b"/" + "井盖.JPG".encode("gbk"))
    stage = put_on()
    take_in(stage, card)
    names = [each["name"] for row in stage.room.table.groups.rows for each in row.photos]
    assert "井盖.JPG" in names and len(names) == 4
    assert stage.text("intake.bad") == "2 files could not be read"
    stage.click("intake.bad.show")
    assert {row.name: row.reason for row in stage.room.table.bad.rows}["empty.JPG"].startswith("The file is empty")
    assert "not a photo" in stage.text("intake.bad.1")


def test_two_folders_at_once_and_the_same_photo_counts_once(put_on: PutOn, tmp_path: Path) -> None:
    one = make_card(tmp_path / "EOS", phone=False)
    two = Path(shutil.copytree(one, tmp_path / "copy"))
    photo(two / "DCIM" / "more.JPG", picture(50), NINE + timedelta(hours=2), camera="EOS R10")
    stage = put_on()
    take_in(stage, one, two)
    assert sum(len(row.photos) for row in stage.room.table.groups.rows) == 13
    assert "12 already there" in list(stage.room.progress.counts)


def test_a_killed_intake_goes_on_in_the_next_window(put_on: PutOn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = many(tmp_path / "EOS", 2 * BATCH + 9)
    device = tmp_path / "device"
    process = subprocess.Popen([sys.executable, "-m", "tests.ui.intake.victim", str(card), str(device)], cwd=ROOT,
                               stdout=subprocess.PIPE, text=True, env={**os.environ, "HOME": str(tmp_path / "home")})
    assert process.stdout is not None
    try:
        said = process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    assert said == "here"
    gate = Gate(monkeypatch, at=10_000)
    stage = put_on(person=None)
    assert "EOS" in stage.text("intake.open")
    stage.click("intake.open.action")
    stage.until(lambda: stage.room.step == "sort" and ended(stage), "taken in")
    stage.settle()
    assert gate.count[0] == 9  # nothing that was finished is read again
    assert f"{2 * BATCH} file(s) had been read" in stage.room.progress.goneOn
    assert len(stage.room.table.sorting.by_key()) == 2 * BATCH + 9


def test_what_was_sorted_is_there_after_a_new_start(put_on: PutOn, tmp_path: Path) -> None:
    stage = put_on()
    take_in(stage, make_card(tmp_path / "EOS", phone=False))
    stage.click("intake.pick.1")
    stage.click("intake.pick.2")
    stage.click("intake.merge")
    stage.room.clocks.step(30.0)
    stage.settle()
    before = [[each["name"] for each in row.photos] for row in stage.room.table.groups.rows]
    assert len(before) == 3
    stage.close()
    again = put_on()
    again.click("intake.open.action")
    again.until(lambda: again.room.step == "sort" and ended(again), "on the table")
    again.settle()
    assert [[each["name"] for each in row.photos] for row in again.room.table.groups.rows] == before
    assert again.room.table.sorting.by_hand == {"Canon EOS R10": 30.0}
    again.click("intake.putAside")
    again.settle()
    assert again.room.step == "choose" and again.room.openText == ""


def test_a_folder_chosen_in_the_systems_dialog(put_on: PutOn, tmp_path: Path) -> None:
    stage = put_on()
    stage.click("intake.none.action")
    stage.until(lambda: any(child.inherits("QQuickFolderDialog") for child in stage.window.findChildren(QObject)), "the dialog")
    dialog = next(child for child in stage.window.findChildren(QObject) if child.inherits("QQuickFolderDialog"))
    stage.until(lambda: dialog.property("visible"), "the dialog is open")
    stage.settle()
    dialog.setProperty("selectedFolder", QUrl.fromLocalFile(str(make_card(tmp_path / "EOS", stops=(0,)))))
    dialog.metaObject().invokeMethod(dialog, "accept")
    stage.settle()
    assert [row.chosen for row in stage.room.places.folders.rows] == [True]
    stage.click("intake.folder.0")
    assert stage.find("intake.start").isEnabled() is False


def test_a_card_that_is_put_in_is_offered_and_not_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = make_card(tmp_path / "EOS_DIGITAL", stops=(0,))
    empty = tmp_path / "other"
    (empty / "DCIM").mkdir(parents=True)
    monkeypatch.setattr(mounts.picking, "mounts", lambda: [empty, card, tmp_path / "gone"])
    monkeypatch.setattr(mounts, "LOOK_EVERY_S", 0.01)
    watch, told = mounts.Watch(), threading.Event()
    watch.start(told.set)
    assert told.wait(30)
    offered = watch.offered()
    assert offered is not None and (offered.name, offered.path) == ("EOS_DIGITAL", str(card))
    watch.dismiss(str(card))
    assert watch.offered() is None and watch.found == (offered,)
    told.clear()
    card.rename(tmp_path / "out")
    assert told.wait(30) and watch.found == ()
    told.clear()
    (tmp_path / "out").rename(card)
    assert told.wait(30) and watch.offered() == offered
    watch.stop()


def test_ten_thousand_photos_are_few_dots_and_lines(tmp_path: Path) -> None:
    from fieldclient.geo.tracks import Fix, make_track
    from fieldclient.store.card_files import CardFile, CardState
    from fieldclient.work.card.listing import CardPhoto
    from sync.protocol.media import MediaKind, MediaRef, Origin, Shot, Usage

    fixes = [Fix(NINE.timestamp() + at, 36.06 + at * 1e-5, 120.38 + (at % 50) * 1e-5) for at in range(0, 40_000, 2)]
    photos = [
        CardPhoto(CardFile(f"/c/{at}.jpg", 9, 9, CardState.KEPT, f"{at:064x}"), MediaRef(
            sha256=f"{at:064x}", kind=MediaKind.PHOTO, mime="image/jpeg", size_bytes=9, usage=Usage.REPORT, shot=Shot.OTHER,
            origin=Origin.FILE, captured_at=NINE + timedelta(seconds=4 * at), camera="X"))
        for at in range(10_000)
    ]
    drawn = plot(lay_out(photos, [make_track(fixes)]))
    assert 0 < len(drawn.dots) <= MOST_DOTS and sum(map(len, drawn.lines)) <= MOST_POINTS
    assert sum(len(dot.keys) for dot in drawn.dots) == 10_000


@pytest.mark.parametrize(("typed", "seconds"), [
    ("+1:30", 90), ("-0:45", -45), ("45", 45), ("−8:00:00", -28800), ("＋1：05", 65), ("1:60", None), ("soon", None), ("", None),
    ("1:2:3:4", None), ("99999999", None)])
def test_offsets_are_read_as_people_write_them(typed: str, seconds: float | None) -> None:
    assert read_offset(typed) == seconds
    if seconds is not None:
        assert read_offset(offset_typed(seconds)) == seconds


def test_offsets_are_said_in_both_languages() -> None:
    assert offset_text(Words("en"), 28_890) == "+8 h 1 min 30 s" and offset_text(Words("zh"), -61) == "−1 分 1 秒"
    assert offset_text(Words("zh"), 0.2) == "不调整"


def test_names_of_any_system_are_shown() -> None:
    assert shown_name(os.fsdecode("井盖.jpg".encode("gbk"))) == "井盖.jpg" == shown_name("井盖.jpg")
    assert cards.shown_name(os.fsdecode(b"\xff.jpg"))
