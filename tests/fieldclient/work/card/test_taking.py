"""A whole card: taken in once, resumed after a kill, stopped kindly when the card or the disk gives out."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import cv2
import pytest
from PIL import Image

from fieldclient.capture.clock_photo import read_moment, time_shown
from fieldclient.store import Store
from fieldclient.store.card_files import CARD_TAG, CardState
from fieldclient.store.disk import Disk
from fieldclient.store.drafts import DraftState
from fieldclient.work.card.command import main
from fieldclient.work.card.drafting import make_drafts
from fieldclient.work.card.finding import walk
from fieldclient.work.card.listing import arrange, read_list
from fieldclient.work.card.screens import make_screens
from fieldclient.work.card.taking import BATCH, Control, Progress, Taking
from fieldclient.work.pictures import Pictures
from sync.protocol.position import PositionSource
from sync.protocol.problems import Code, Problem

ROOT = Path(__file__).resolve().parents[4]
CHINA = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 10, 1, 9, 0, tzinfo=CHINA)


def jpeg(number: int, camera: str = "EOS R10", wrong: timedelta = timedelta()) -> bytes:
    """Taken `number` times 30 seconds after nine, by a clock that is `wrong` ahead."""
    exif = Image.Exif()
    exif[0x0110] = camera
    exif.get_ifd(0x8769)[0x9003] = (NINE + timedelta(seconds=30 * number) + wrong).strftime("%Y:%m:%d %H:%M:%S")
    block = exif.tobytes()
    data = noise()
    return data[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + data[2:]


@cache
def noise() -> bytes:
    """The picture of all of them: only what their headers say tells them apart."""
    out = BytesIO()
    Image.effect_noise((640, 480), 80).save(out, "JPEG")
    return out.getvalue()


def fill(card: Path, count: int) -> list[str]:
    """Photos on a card, and their hashes."""
    folder = card / "DCIM" / "100CANON"
    folder.mkdir(parents=True)
    hashes = []
    for number in range(count):
        data = jpeg(number)
        (folder / f"IMG_{number:04d}.JPG").write_bytes(data)
        hashes.append(hashlib.sha256(data).hexdigest())
    return hashes


def track(path: Path, wrong: timedelta = timedelta()) -> Path:
    points = "".join(
        f'<trkpt lat="{36.06 + step * 1e-4}" lon="120.38"><time>{(NINE + wrong + timedelta(seconds=20 * step)).isoformat()}</time></trkpt>'
        for step in range(90))
    path.write_text(f'<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{points}</trkseg></trk></gpx>')
    return path


@pytest.fixture
def card(tmp_path: Path) -> Path:
    return tmp_path / "card"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "data")
    yield opened
    opened.close()


def person(store: Store) -> str:
    return store.people.current_id()


def rows(store: Store, card: Path) -> list[tuple[str, CardState, str | None]]:
    return [(Path(each.path).name, each.state, each.problem.code if each.problem else None)
            for each in store.card_files.below(person(store), str(card))]


def test_everything_is_kept_once_and_listed(store: Store, card: Path) -> None:
    hashes = fill(card, BATCH + 4)
    told: list[Progress] = []
    outcome = Taking(store, person(store), zone=CHINA, progress=told.append).run(card)
    assert (outcome.kept, outcome.duplicates, outcome.bad, outcome.passed_over) == (BATCH + 4, 0, 0, 0)
    for sha256 in hashes:
        media = store.media.get(sha256)
        assert media is not None and hashlib.sha256(media.path.read_bytes()).hexdigest() == sha256
        assert media.path.stat().st_mode & 0o222 == 0
    assert not list(store.files.incoming.iterdir())
    assert told[0].stage == "finding" and (told[-1].done, told[-1].total) == (BATCH + 4, BATCH + 4)
    assert [each.done for each in told[1:]] == list(range(BATCH + 5))
    assert store.drafts.open_of(person(store)) == []  # proposals are no drafts


def test_the_same_bytes_are_kept_once_whatever_they_are_called(store: Store, card: Path) -> None:
    fill(card, 3)
    shutil.copy(card / "DCIM/100CANON/IMG_0001.JPG", card / "copy of 1.jpg")
    outcome = Taking(store, person(store)).run(card)
    assert (outcome.kept, outcome.duplicates) == (3, 1)
    other = card.parent / "other"
    shutil.copytree(card, other)
    assert Taking(store, person(store)).run(other).duplicates == 4
    again = Taking(store, person(store)).run(card)
    assert (again.kept, again.duplicates, again.passed_over) == (0, 0, 4)


def test_a_bad_file_is_a_row_with_a_code_and_costs_no_good_one(store: Store, card: Path) -> None:
    fill(card, 2)
    (card / "empty.jpg").write_bytes(b"")
    (card / "text.jpg").write_bytes(b"no photo at all, but named so")
    (card / "cut.jpg").write_bytes(jpeg(50)[:900])
    (card / "0,0.jpg").write_bytes(jpeg(51))
    outcome = Taking(store, person(store)).run(card)
    found = {name: (state, code) for name, state, code in rows(store, card)}
    assert (outcome.kept, outcome.bad) == (3, 3)
    assert found["empty.jpg"] == (CardState.BAD, Code.FILE_EMPTY) and found["text.jpg"] == (CardState.BAD, Code.FILE_NOT_MEDIA)
    assert found["cut.jpg"] == (CardState.BAD, Code.FILE_TRUNCATED)
    (card / "empty.jpg").write_bytes(jpeg(70))  # copied again
    assert Taking(store, person(store)).run(card).kept == 1


def test_one_that_cannot_be_seen_is_told_once_it_is_safe(store: Store, card: Path) -> None:
    fill(card, 2)
    out = BytesIO()
    Image.effect_noise((700, 500), 80).save(out, "PNG")
    data = bytearray(out.getvalue())
    data[100:5000] = bytes(4900)  # headers and end are whole
    (card / "spoilt.png").write_bytes(data)
    assert Taking(store, person(store)).run(card).kept == 3
    hashes = [each.sha256 for each in store.card_files.below(person(store), str(card)) if each.sha256]
    told: list[Progress] = []
    assert make_screens(store, hashes, progress=told.append) == 2
    pictures = Pictures(store.folder / "cache")
    assert [pictures.has(each, 1280) and pictures.has(each, 320) for each in hashes] == [True, True, False]
    assert rows(store, card)[-1] == ("spoilt.png", CardState.BAD, Code.FILE_UNREADABLE)
    assert store.media.get(hashes[-1]) is not None  # its bytes are kept all the same
    assert (told[-1].stage, told[-1].done) == ("pictures", 3)
    assert make_screens(store, hashes) == 0
    assert Taking(store, person(store)).run(card).passed_over == 3


def test_names_that_are_no_text_links_in_circles_and_closed_folders(store: Store, card: Path) -> None:
    fill(card, 1)
    odd = os.fsencode(card) + "/照片".encode("gbk") + b".jpg"
    with open(odd, "wb") as file:
        file.write(jpeg(1))
    (card / "loop").symlink_to(card)
    (card / "outside.jpg").symlink_to(ROOT / "LICENSE")
    (card / "plain").write_bytes(jpeg(2))  # its name lost its ending
    (card / ".trashed.jpg").write_bytes(jpeg(3))
    (card / "notes.txt").write_bytes(b"text")
    found = walk(card)
    assert len(found.files) == 3 and not found.closed
    assert Taking(store, person(store)).run(card).kept == 3
    assert os.fsdecode(odd) in {each.path for each in store.card_files.below(person(store), str(card))}
    with pytest.raises(Problem) as told:
        walk(card / "nowhere")
    assert told.value.code is Code.FILE_MISSING


def test_pause_and_cancel_and_go_on(store: Store, card: Path) -> None:
    fill(card, 8)
    control = Control()

    def stop(told: Progress) -> None:
        if told.done == 5:
            control.cancel()

    outcome = Taking(store, person(store), control=control, progress=stop).run(card)
    assert outcome.cancelled and outcome.kept == 6  # the one that was begun is finished
    assert Taking(store, person(store)).run(card).kept == 2
    control = Control()
    control.pause()
    assert control.is_paused
    control.go_on()
    assert control.wait()


def test_a_card_pulled_out_loses_nothing_and_going_on_works(store: Store, card: Path) -> None:
    fill(card, 20)
    away = card.with_name("pulled")

    def pull(told: Progress) -> None:
        if told.done == 7 and card.exists():
            card.rename(away)
            card.mkdir()  # the empty mount point that is left behind

    with pytest.raises(Problem) as told:
        Taking(store, person(store), progress=pull).run(card)
    assert (told.value.code, told.value.facts) == (Code.FOLDER_GONE, {"kept": 7, "left": 13})
    card.rmdir()
    away.rename(card)
    again = Taking(store, person(store)).run(card)
    assert (again.kept, again.passed_over) == (13, 7)


def test_a_real_card_unmounted_in_the_middle(store: Store, tmp_path: Path) -> None:
    """Where this user may mount one; elsewhere its folder goes, name and all."""
    mount = tmp_path / "mount"
    mount.mkdir()
    mounted = shutil.which("mount") and not subprocess.run(
        ["mount", "-t", "tmpfs", "card", str(mount)], capture_output=True).returncode
    try:
        fill(mount, 12)

        def pull(told: Progress) -> None:
            if told.done == 6 and mounted:
                subprocess.run(["umount", "-l", str(mount)], check=True)
            elif told.done == 6:
                shutil.rmtree(mount)

        with pytest.raises(Problem) as told:
            Taking(store, person(store), progress=pull).run(mount)
        assert told.value.code is Code.FOLDER_GONE and told.value.facts["kept"] == 6
        assert len(rows(store, mount)) == 6
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(mount)], capture_output=True)


class Failing(Disk):
    """A disk that has had enough after so many syncs."""

    def __init__(self, after: int, code: int) -> None:
        self.left, self.code = after, code

    def sync(self, file: object) -> None:
        self.left -= 1
        if self.left < 0:
            raise OSError(self.code, "no")
        super().sync(file)  # type: ignore[arg-type]


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, Code.DISK_FULL), (errno.EIO, Code.DISK_FAILED)])
def test_a_full_disk_loses_nothing_and_going_on_works(tmp_path: Path, card: Path, number: int, code: Code) -> None:
    fill(card, BATCH + 10)
    store = Store(tmp_path / "data", disk=Failing(BATCH + 5, number))
    with pytest.raises(Problem) as told:
        Taking(store, person(store)).run(card)
    assert told.value.code is code and len(rows(store, card)) == BATCH
    store.close()
    store = Store(tmp_path / "data")
    assert Taking(store, person(store)).run(card).passed_over == BATCH
    assert len(rows(store, card)) == BATCH + 10 and not list(store.files.incoming.iterdir())
    assert store.drafts.open_of(person(store)) == []
    store.close()


def test_what_a_kill_leaves_in_incoming_is_kept_and_nobodys_draft(tmp_path: Path, card: Path) -> None:
    fill(card, 3)
    store = Store(tmp_path / "data")
    source = card / "DCIM/100CANON/IMG_0001.JPG"
    store.files.take_file(source, CARD_TAG, limit_bytes=1 << 30)  # whole, and no row yet
    (store.files.incoming / f"{CARD_TAG}~x.part").write_bytes(source.read_bytes()[:500])
    store.close()
    store = Store(tmp_path / "data")
    assert not list(store.files.incoming.iterdir()) and not list(store.files.quarantine.iterdir())
    assert store.drafts.open_of(person(store)) == []
    outcome = Taking(store, person(store)).run(card)
    assert (outcome.kept, outcome.duplicates) == (3, 0)
    store.close()


# The places, the groups, the drafts


def test_a_track_places_the_photos_and_the_offset_moves_them(store: Store, card: Path, tmp_path: Path) -> None:
    from fieldclient.geo.tracks_files import read_track

    fill(card, 6)
    (card / "B.jpg").write_bytes(jpeg(4, camera="TG-6", wrong=timedelta(hours=-5, seconds=11)))
    Taking(store, person(store), zone=CHINA).run(card)
    walked = [read_track(track(tmp_path / "t.gpx"))]
    photos = read_list(store, person(store), str(card))
    found = arrange(photos, walked, zone=CHINA, by_hand={"TG-6": 5 * 3600 - 11})
    by_name = {Path(each.file.path).name: each for each in found.photos}
    other, one = by_name["B.jpg"], by_name["IMG_0004.JPG"]
    assert one.taken_at == other.taken_at == NINE + timedelta(seconds=120)
    assert one.position and one.position.source is PositionSource.TRACK and one.position == other.position
    assert one.position.latitude == pytest.approx(36.0606) and one.where and one.where.age_s == 0
    assert one.group == other.group and one.group is not None
    shifted = arrange(photos, walked, zone=CHINA, by_hand=20.0)
    moved = next(each for each in shifted.photos if each.file.path == one.file.path)
    assert moved.position and moved.position.latitude == pytest.approx(36.0607)
    media = store.media.get(one.ref.sha256 if one.ref else "")
    assert media is not None and media.ref.position is None  # looking changes nothing


def test_groups_become_drafts_once_with_what_was_put_right(store: Store, card: Path, tmp_path: Path) -> None:
    from fieldclient.geo.tracks_files import read_track

    fill(card, 5)
    Taking(store, person(store), zone=CHINA).run(card)
    walked = [read_track(track(tmp_path / "t.gpx"))]

    found = arrange(read_list(store, person(store), str(card)), walked, zone=CHINA)
    made = make_drafts(store, person(store), found.board.groups, found.photos)
    drafts = [store.drafts.get(each) for each in made.values()]
    assert sum(len(each.photos) for each in drafts) == 5 and all(each.state is DraftState.OPEN for each in drafts)
    media = store.media.get(drafts[0].photos[0].sha256)
    assert media is not None and media.ref.position is not None and media.ref.position.source is PositionSource.TRACK
    again = arrange(read_list(store, person(store), str(card)), walked, zone=CHINA)
    assert again.board.groups == () and {each.file.draft for each in again.photos} == set(made.values())
    assert make_drafts(store, person(store), found.board.groups, found.photos) == {}


# The command


def run(*arguments: str | Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, object]]]:
    code = main([*map(str, arguments), "--json"])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_command_tells_one_object_a_line(tmp_path: Path, card: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hashes = fill(card, 4)
    (card / "bad.jpg").write_bytes(b"nothing")
    walked = track(tmp_path / "t.gpx")
    common = (card, "--data", tmp_path / "data", "--track", walked, "--zone", "Asia/Shanghai")
    code, told = run(*common, "--drafts", capsys=capsys)
    assert code == 3 and len(told) == 6
    first = next(each for each in told[:-1] if each["sha256"] == hashes[1])
    assert first["state"] == "kept" and first["taken_at"] == "2026-10-01T09:00:30+08:00"
    assert first["position"] == {"latitude": 36.06015, "longitude": 120.38, "source": "track", "accuracy_m": 12.8,
                                 "distance_m": 5.6, "age_s": 10.0} and first["group"] and first["draft"]
    bad = next(each for each in told[:-1] if each["state"] == "bad")
    assert bad["problem_code"] == Code.FILE_NOT_MEDIA and bad["problem"]
    summary = told[-1]["summary"]
    assert isinstance(summary, dict) and (summary["kept"], summary["bad"], summary["read_before"]) == (4, 1, 0)
    code, told = run(*common, capsys=capsys)
    assert isinstance(told[-1]["summary"], dict) and told[-1]["summary"]["read_before"] == 4


@pytest.mark.parametrize(("arguments", "code"), [
    (["nowhere"], 1), (["."], 1), ([".", "--clock-offset", "soon"], 2), ([".", "--zone", "Mars"], 2), ([], 2),
])
def test_wrong_arguments_and_folders(
    arguments: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "no.gpx").write_text("no track")
    extra = ["--track", str(tmp_path / "no.gpx")] if arguments == ["."] else []
    try:
        assert main([*arguments, *extra, "--data", str(tmp_path / "data"), "--json"]) == code
    except SystemExit as ended:
        assert ended.code == code


def qr(text: str, path: Path, clock: datetime) -> None:
    """A photo of a screen that shows this code."""
    code = cv2.QRCodeEncoder.create().encode(text)
    paper = Image.new("L", (1600, 1200), 200)
    paper.paste(Image.fromarray(code).resize((500, 500), Image.Resampling.NEAREST), (520, 340))
    exif = Image.Exif()
    exif[0x0110] = "EOS R10"
    exif.get_ifd(0x8769)[0x9003] = clock.strftime("%Y:%m:%d %H:%M:%S")
    paper.rotate(4, fillcolor=200).save(path, "JPEG", exif=exif)


def test_a_photo_of_a_code_sets_the_clock(tmp_path: Path, card: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(card, 2)
    qr("2026-10-01T09:20:00+08:00", card / "clock.jpg", NINE + timedelta(minutes=20, seconds=-83))
    assert time_shown(card / "clock.jpg") == NINE + timedelta(minutes=20)
    common = (card, "--data", tmp_path / "data", "--zone", "Asia/Shanghai")
    code, told = run(*common, "--clock-photo", card / "clock.jpg", capsys=capsys)
    assert code == 0 and all(each["clock"] == {"camera": "EOS R10", "offset_s": 83.0, "source": "code"} for each in told[:-1])
    code, told = run(*common, "--clock-photo", card / "DCIM/100CANON/IMG_0000.JPG", capsys=capsys)
    assert code == 1 and told == [{"problem": {"code": "clock_not_shown", "facts": {"name": "IMG_0000.JPG"}}}]


@pytest.mark.parametrize(("text", "moment"), [
    ("2026-10-01T09:00:00+08:00", NINE), ("1790816400", NINE), ("time 2026-10-01 01:00:00Z", NINE), ("2026-10-01T09:00:00", None),
    ("hello", None), ("2026-13-01T09:00:00Z", None),
])
def test_what_a_code_may_say(text: str, moment: datetime | None) -> None:
    assert read_moment(text) == moment


# Killed


def test_a_killed_intake_goes_on_where_it_was(tmp_path: Path, card: Path) -> None:
    """A real process, killed when it has committed at least once; its next life reads none of those files again."""
    hashes = fill(card, 3 * BATCH)
    data = tmp_path / "data"
    victim = subprocess.Popen(
        [sys.executable, "-m", "tests.fieldclient.work.card.victim", str(card), str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert victim.stdout is not None
    assert victim.stdout.readline().strip() == str(2 * BATCH + 3)  # so many were begun: two batches are kept
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    victim.stdout.close()
    store = Store(data)
    done = [each.path for each in store.card_files.below(person(store), str(card))]
    assert len(done) == 2 * BATCH
    read: list[str] = []
    outcome = Taking(store, person(store), progress=lambda told: read.append(told.path)).run(card)
    assert (outcome.kept, outcome.duplicates, outcome.passed_over) == (BATCH, 0, 2 * BATCH)
    assert not set(done) & set(read)
    assert {each.sha256 for each in store.card_files.below(person(store), str(card))} == set(hashes)
    assert all(each.state is CardState.KEPT for each in store.card_files.below(person(store), str(card)))
    assert store.drafts.open_of(person(store)) == [] and not list(store.files.quarantine.iterdir())
    store.close()
