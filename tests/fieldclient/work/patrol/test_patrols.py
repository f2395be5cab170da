"""Patrols on a real desk: begun, walked, ended, looked at, deleted; and nothing of the track travels."""

from __future__ import annotations

import json
import re
import sqlite3
import struct
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from fieldclient.geo.tracks import Fix
from fieldclient.geo.tracks_files import read_track
from fieldclient.store.patrols import Ending
from fieldclient.work import open_desk
from fieldclient.work.card.command import main as intake
from fieldclient.work.card.sorting import lay_out
from fieldclient.work.exporting import Export
from fieldclient.work.handover import carrying
from fieldclient.work.patrol.command import main as patrol_command
from fieldclient.work.patrol.patrols import UNDO_FOR
from fieldclient.work.patrol.tracks import own_tracks
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import LI, WANG, TestClock, photo, session
from tests.fieldclient.work.card.test_taking import NINE, fill
from tests.fieldclient.work.handover.stage import Stage
from tests.fieldclient.work.patrol.walking import AT_S, begun, grids, walk

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def clock() -> TestClock:
    clock = TestClock()
    clock.at = clock.at.fromtimestamp(AT_S, clock.at.tzinfo)
    return clock


@pytest.fixture
def desk(tmp_path: Path, clock: TestClock):
    desk = open_desk(tmp_path / "data", clock=clock)
    desk.signed_in(session(WANG))
    desk.store.areas.replace(grids(6), "grids.geojson", clock())
    yield desk
    desk.close()


def report(desk, place: tuple[float, float], seed: int = 1) -> str:
    draft = desk.new_draft()
    desk.save_field(draft.id, "subcategory", "C01-01")
    desk.save_field(draft.id, "place_text", "东海西路 18 号门前")
    desk.place_by_hand(draft.id, *place)
    desk.add_photo_bytes(draft.id, photo(seed))
    desk.add_photo_bytes(draft.id, photo(seed + 100))
    return desk.submit(draft.id)


def codes(*numbers: int) -> list[str]:
    return [f"370202001001{number:03d}" for number in numbers]


def test_a_patrol_from_its_start_to_its_summary(desk, clock: TestClock, tmp_path: Path) -> None:
    patrols = desk.patrols
    chosen, count = patrols.choices()
    assert count == 7 and [each.own for each in chosen] == [True, *[False] * 6]
    assert [each.code for each in patrols.choices("第2")[0]] == codes(2)
    before = report(desk, (36.0605, 120.3702), 1)
    line = patrols.start(" 五四  巡访队 ", codes(1, 2, 5))
    assert (line.team, line.planned, line.covered, line.running) == ("五四 巡访队", 3, 0, True)
    assert patrols.start("another").id == line.id, "one at a time"
    patrols.note(line.id, begun(walk(20)))
    clock.go(minutes=10)
    case = report(desk, (36.0605, 120.3709), 2)
    patrols.note(line.id, begun(walk(5, start_s=900, start_m=400)))
    clock.go(minutes=10)
    running = patrols.running()
    assert (running.covered, running.reports) == (2, 1) and running.distance_m == pytest.approx(19 * 14 + 4 * 14, rel=0.01)
    ended = patrols.end(line.id)
    assert ended.ending is Ending.PERSON and ended.lasting_s == pytest.approx(1200, abs=2)
    assert patrols.end(line.id) == ended, "a second time changes nothing"
    page = patrols.page(line.id)
    assert [(each.code[-3:], each.planned, each.covered) for each in page.grids] == [
        ("001", True, True), ("002", True, True), ("005", True, False), ("003", False, True)]
    (made,) = page.reports
    assert (made.case_id, made.number, made.place, len(made.photos)) == (case, 1, "东海西路 18 号门前", 2) and case != before
    assert page.gaps == 1 and len(page.map.stretches) == 2 and [number for number, _ in page.map.dots] == [1]
    assert {sha: jpeg[:2] for sha, jpeg in patrols.pictures(page, 200).items()} == dict.fromkeys(made.photos, b"\xff\xd8")
    assert patrols.team() == "五四 巡访队", "remembered for the next one"


def test_a_patrol_ends_for_writing_when_it_is_over_and_belongs_to_its_person(desk) -> None:
    line = desk.patrols.start()
    desk.signed_in(session(LI))
    assert desk.patrols.running() is None and desk.patrols.all() == []
    for act in (lambda: desk.patrols.note(line.id, walk(2)), lambda: desk.patrols.page(line.id), lambda: desk.patrols.end(line.id)):
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.code is Code.BODY_INVALID
    desk.signed_in(session(WANG))
    desk.patrols.note(line.id, walk(2))
    desk.patrols.end(line.id)
    with pytest.raises(Problem):
        desk.patrols.note(line.id, walk(2, start_s=100))
    assert desk.patrols.page(line.id).points == 2


def test_reports_of_photos_taken_on_the_way_count_when_they_are_filed_later(desk, clock: TestClock) -> None:
    line = desk.patrols.start()
    clock.go(minutes=5)
    on_the_way = clock()
    clock.go(minutes=5)
    desk.patrols.end(line.id)
    clock.go(hours=2)
    for seen, seed in ((on_the_way, 1), (clock(), 2)):
        draft = desk.new_draft()
        desk.save_field(draft.id, "subcategory", "C01-01")
        desk.save_field(draft.id, "observed_at", seen.isoformat())
        desk.place_by_hand(draft.id, 36.0605, 120.3702)
        desk.add_photo_bytes(draft.id, photo(seed))
        desk.add_photo_bytes(draft.id, photo(seed + 100))
        desk.submit(draft.id)
    assert desk.patrols.all()[0].reports == 1


def test_a_track_is_deleted_with_undo_and_then_for_good(desk, clock: TestClock) -> None:
    line = desk.patrols.start("", codes(1))
    desk.patrols.note(line.id, begun(walk(20)))
    with pytest.raises(Problem):
        desk.patrols.hide_track(line.id)
    before = desk.patrols.end(line.id)
    desk.patrols.hide_track(line.id)
    page = desk.patrols.page(line.id)
    assert page.track_hidden and page.points == 0 and page.map.stretches == () and page.line == before
    with pytest.raises(Problem) as none:
        desk.patrols.save_gpx(line.id, desk.store.folder / "track.gpx")
    assert none.value.code is Code.TRACK_INVALID
    desk.patrols.show_track(line.id)
    assert desk.patrols.page(line.id).points == 20
    desk.patrols.hide_track(line.id)
    clock.go(seconds=UNDO_FOR.total_seconds() + 1)
    desk.patrols.found_running()
    desk.patrols.show_track(line.id)
    assert desk.patrols.page(line.id).points == 0, "erased"
    place = struct.pack(">d", walk(20)[7].latitude)  # as SQLite writes a number
    assert all(place not in path.read_bytes() for path in desk.store.folder.glob("store.sqlite3*"))
    assert desk.patrols.all() == [before], "what it amounted to stays"


def test_a_patrol_goes_on_after_a_restart_or_is_ended_when_it_was_forgotten(desk, clock: TestClock) -> None:
    line = desk.patrols.start()
    desk.patrols.note(line.id, begun(walk(3)))
    clock.go(hours=1)
    goes_on, ended = desk.patrols.found_running()
    assert goes_on.id == line.id and ended is None
    clock.go(hours=4)
    goes_on, ended = desk.patrols.found_running()
    assert goes_on is None and ended.ending is Ending.LEFT
    assert ended.ended_at == clock.at.fromtimestamp(AT_S + 20, clock.at.tzinfo)
    assert desk.patrols.found_running() == (None, None)


def test_what_was_walked_before_signing_in_becomes_the_persons(tmp_path: Path, clock: TestClock) -> None:
    desk = open_desk(tmp_path / "other", clock=clock)
    first = desk.patrols.start("nobody's")
    desk.patrols.note(first.id, begun(walk(3)))
    desk.signed_in(session(WANG))
    assert desk.patrols.running().id == first.id
    desk.signed_out()
    second = desk.patrols.start()
    desk.signed_in(session(WANG))
    assert desk.patrols.running().id == first.id, "nobody walks two patrols at once"
    assert {line.id: line.running for line in desk.patrols.all()} == {first.id: True, second.id: False}
    desk.close()


def test_the_gpx_is_read_back_with_its_gap(desk, tmp_path: Path) -> None:
    line = desk.patrols.start("五四巡访队")
    desk.patrols.note(line.id, begun([*walk(6), *walk(4, start_s=700, start_m=300)]))
    desk.patrols.save_gpx(line.id, tmp_path / "track.gpx")
    track = read_track(tmp_path / "track.gpx")
    assert [len(each) for each in track.segments()] == [6, 4]
    assert [round(each.at_s - AT_S, 3) for each in track.fixes] == [round(each.at_s - AT_S, 3) for each in desk.patrols.page(line.id).track.fixes]
    with pytest.raises(Problem) as refused:
        desk.patrols.save_gpx(line.id, tmp_path / "no such folder" / "track.gpx")
    assert refused.value.code is Code.FILE_MISSING


def test_own_tracks_are_found_by_the_time_of_photos(desk, clock: TestClock) -> None:
    line = desk.patrols.start()
    desk.patrols.note(line.id, begun(walk(6)))
    at = clock.at.fromtimestamp(AT_S + 25, clock.at.tzinfo)
    assert [len(each.fixes) for each in own_tracks(desk.store, WANG.id, [None, at])] == [6]
    assert own_tracks(desk.store, WANG.id, [at + timedelta(days=3)]) == [] and own_tracks(desk.store, LI.id, [at]) == []
    desk.patrols.end(line.id)
    desk.patrols.hide_track(line.id)
    assert own_tracks(desk.store, WANG.id, [at]) == []


# Nothing of the track travels

SECRET = 36.0631415926  # of every point: whatever holds these digits, or this number, holds the track


def traces(data: bytes) -> bool:
    return b"36.063141" in data or struct.pack(">d", SECRET) in data or struct.pack("<d", SECRET) in data


def test_no_point_of_a_track_is_in_anything_that_travels(tmp_path: Path) -> None:
    """Reports made on a patrol are sent, handed over and exported; the track is in none of it, nor at the hub."""
    stage = Stage(tmp_path)
    try:
        device = stage.device("wang")
        desk = device.desk
        line = desk.patrols.start("五四巡访队", ["370202001001001"])
        at_s = desk.store.clock().timestamp()
        desk.patrols.note(line.id, begun([Fix(at_s + at, SECRET, 120.37 + at * 1e-5) for at in range(0, 300, 10)]))
        device.report(10)
        desk.patrols.end(line.id)
        assert traces((desk.store.folder / "store.sqlite3").read_bytes() + (desk.store.folder / "store.sqlite3-wal").read_bytes()), \
            "it is in the device's own database"
        ids = [each.id for each in desk.store.outbox.open_of(desk.store.people.current_id())]
        sealed = [each.raw for each in desk.store.outbox.sealed(ids)]
        assert sealed and not any(traces(raw) for raw in sealed)
        export = tmp_path / "export"
        Export(desk.store, desk.store.people.current_id()).write(export)
        everybody = tmp_path / "everybody"
        Export(desk.store, None).write(everybody)
        for folder in (export, everybody):
            assert not any(traces(path.read_bytes()) for path in folder.rglob("*") if path.is_file())
            with sqlite3.connect(folder / "store.sqlite3") as copy:
                assert copy.execute("SELECT (SELECT COUNT(*) FROM patrols), (SELECT COUNT(*) FROM patrol_points)").fetchone() == (1, 0)
        stick = tmp_path / "stick"
        stick.mkdir()
        device.pack(stick)
        bundles = [path.read_bytes() for path in stick.rglob("*") if path.is_file()]
        assert bundles and not any(traces(raw) for raw in bundles)
        carrier = stage.device("chen")
        carrying.take(carrier.desk.store, next(path for path in stick.rglob("*") if path.is_file()))
        assert carrier.deliver(), "the hub opens what is sealed"
        device.sync()
        hub = [path for path in (tmp_path / "hub").rglob("*") if path.is_file()]
        assert len(hub) > 2 and not any(traces(path.read_bytes()) for path in hub)
    finally:
        stage.close()


def test_nothing_that_travels_knows_of_the_tables() -> None:
    """The two tables are named by the store's own module, by what makes, saves and leaves them out, by what asks for the last place
    on this very device, and by nobody else."""
    naming = {path.relative_to(ROOT).as_posix() for path in [*(ROOT / "fieldclient").rglob("*.py"), *(ROOT / "sync").rglob("*.py")]
              if re.search(r"patrol_points", path.read_text("utf-8"))}
    assert naming == {"fieldclient/store/patrols.py", "fieldclient/store/migrations_patrols.py", "fieldclient/store/salvage.py",
                      "fieldclient/work/exporting.py", "fieldclient/store/last_fix.py"}
    asking = {path.relative_to(ROOT).as_posix() for path in [*(ROOT / "sync").rglob("*.py"), *(ROOT / "fieldclient/work/handover").rglob("*.py")]
              if "patrols" in path.read_text("utf-8")}
    assert asking == set()


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "fieldclient.ui.patrol", *arguments, "--data", str(folder)], cwd=ROOT, capture_output=True,
                          text=True, encoding="utf-8")


def test_the_command_lists_shows_and_hands_out(desk, tmp_path: Path) -> None:
    """While the app has the folder open."""
    line = desk.patrols.start("五四巡访队", codes(1, 5))
    desk.patrols.note(line.id, begun(walk(20)))
    desk.patrols.end(line.id)
    listed = run(tmp_path / "data", "list", "--json")
    assert listed.returncode == 0, listed.stderr
    (facts,) = [json.loads(row) for row in listed.stdout.splitlines()]
    assert (facts["id"], facts["grids_planned"], facts["grids_covered"]) == (line.id, 2, 1)
    shown = run(tmp_path / "data", "show", "last", "--lang", "zh")
    assert "五四巡访队" in shown.stdout and "第1网格" in shown.stdout and "未覆盖" in shown.stdout
    assert "36.06" not in shown.stdout + run(tmp_path / "data", "show", line.id, "--json").stdout
    assert run(tmp_path / "data", "gpx", "last", str(tmp_path / "a.gpx")).returncode == 0
    assert len(read_track(tmp_path / "a.gpx").fixes) == 20
    pdf = run(tmp_path / "data", "pdf", "last", str(tmp_path / "a.pdf"), "--lang", "zh")
    assert pdf.returncode == 0, pdf.stderr
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.")
    missing = run(tmp_path / "data", "show", "nothing")
    assert missing.returncode == 1 and len(missing.stderr.splitlines()) == 1 and "no such patrol" in missing.stderr
    assert run(tmp_path / "data", "show").returncode == 2 and run(tmp_path / "nowhere", "list").returncode == 1


def test_without_a_patrol_the_command_says_so_and_nothing_of_a_hub(desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "data")
    assert patrol_command(["list", "--data", folder]) == 0 and "No patrol" in capsys.readouterr().out
    assert patrol_command(["list", "--data", folder, "--json"]) == 0 and capsys.readouterr().out == ""
    assert patrol_command(["show", "last", "--data", folder, "--lang", "zh"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.strip() == "本机还没有巡查记录。"
    assert patrol_command(["list", "--data", str(tmp_path / "nowhere")]) == 1 and "--data" in capsys.readouterr().err


def test_a_cards_photos_are_placed_by_ones_own_patrol(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a track file; and not when it is not wanted."""
    fill(tmp_path / "card", 3)
    desk = open_desk(tmp_path / "device")
    line = desk.patrols.start()
    at_s = NINE.timestamp()
    desk.patrols.note(line.id, begun([Fix(at_s + step * 20, 36.06 + step * 1e-4, 120.38, None, 5.0) for step in range(20)]))
    desk.close()
    common = [str(tmp_path / "card"), "--data", str(tmp_path / "device"), "--zone", "Asia/Shanghai", "--no-pictures", "--json"]
    for more, sources in (([], ["track"] * 3), (["--no-patrols"], [None] * 3)):
        assert intake([*common, *more]) == 0
        told = [json.loads(row) for row in capsys.readouterr().out.splitlines()][:-1]
        assert [(each["position"] or {}).get("source") for each in told] == sources


def test_the_window_places_a_cards_photos_by_ones_own_patrol_too(tmp_path: Path) -> None:
    fill(tmp_path / "card", 3)
    desk = open_desk(tmp_path / "device")
    line = desk.patrols.start()
    at_s = NINE.replace(tzinfo=None).timestamp()  # the window takes a camera's clock for the device's own
    desk.patrols.note(line.id, begun([Fix(at_s + step * 20, 36.06 + step * 1e-4, 120.38, None, 5.0) for step in range(20)]))
    over = threading.Event()
    folders = [str(tmp_path / "card")]
    desk.cards.take(folders, lambda: desk.cards.course.running or over.set())
    assert over.wait(60)
    photos, tracks, problems = desk.cards.on_table(folders, [])
    laid = lay_out(photos, tracks)
    assert [len(each.fixes) for each in tracks] == [20] and problems == []
    assert [each.position and each.position.source.value for each in laid.photos] == ["track"] * 3
    desk.close()
