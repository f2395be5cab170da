"""A patrol by real events: planned, started, walked with a receiver of NMEA, ended, looked at, saved, deleted."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt

from fieldclient.geo.tracks_files import read_track
from fieldclient.store import Store
from fieldclient.work import open_desk
from fieldclient.work.patrol.pace import Motion
from tests.fieldclient.store.making import LI, WANG, photo, session
from tests.fieldclient.work.patrol.walking import AT_S, walk
from tests.ui.patrol.conftest import furnish
from tests.ui.patrol.reading import read_pdf
from tests.ui.patrol.receiver import Receiver
from tests.ui.whole import Whole

ROOT = Path(__file__).resolve().parents[3]
GRID = "370202001001{:03d}"


def room(window: Whole):
    return window.room_of("patrol")


def step_out(window: Whole, *grids: int, team: str = "") -> None:
    window.click("home.patrol")
    window.until(lambda: window.seen("patrol.start") is not None, "the plan")
    window.settle()  # chips that are not laid out yet lie on top of one another
    for number in grids:
        window.click(f"patrol.choose.{GRID.format(number)}")
    if team:
        window.type("patrol.team", team)
    assert set(room(window).planning.codes) == {GRID.format(number) for number in grids}
    window.click("patrol.start")
    window.until(lambda: window.seen("patrol.end") is not None, "the patrol under way")


def stroll(window: Whole, receiver: Receiver, fixes) -> None:
    """As seconds of now, so that the device's clock and the receiver's agree on the day."""
    recorder = room(window).recorder
    receiver.walk([(each.at_s, each.latitude, each.longitude) for each in fixes], window.until,
                  lambda: recorder.newest.at_s if recorder.newest is not None else 0.0)
    recorder.flush()
    window.settle()
    room(window)._on_tick()
    window.settle()


def save_as(window: Whole, button: str, ending: str) -> Path:
    """Where the dialog proposes it."""
    window.click(button)
    window.until(lambda: any(child.inherits("QQuickFileDialog") for child in window.window.findChildren(QObject)), "the dialog")
    dialog = next(child for child in window.window.findChildren(QObject) if child.inherits("QQuickFileDialog"))
    window.until(lambda: dialog.property("visible"), "the dialog is open")
    dialog.metaObject().invokeMethod(dialog, "accept")
    window.until(lambda: f".{ending}" in window.text("toast"), f"a file of {ending} is saved")
    (file,) = (Path.home() / "Documents").glob(f"patrol-*.{ending}")
    assert window.text("toast") == f"Saved: {file.name}"
    return file


def number(window: Whole, name: str) -> str:
    return str(window.find(f"patrol.{name}").property("number"))


def file_report(desk) -> str:
    draft = desk.new_draft()
    desk.save_field(draft.id, "subcategory", "C01-01")
    desk.save_field(draft.id, "place_text", "东海西路 18 号门前")
    desk.place_by_hand(draft.id, 36.0604, 120.3709)
    desk.add_photo_bytes(draft.id, photo(1))
    desk.add_photo_bytes(draft.id, photo(2))
    return desk.submit(draft.id)


def test_a_patrol_from_home_to_its_printed_summary(opened: Whole, receiver: Receiver) -> None:
    window = opened
    assert "stays on this device" in window.find("home.patrol").property("line")
    step_out(window, 1, 2, 5, team="五四巡访队")
    stroll(window, receiver, walk(20))
    assert room(window).recorder.state == Motion.MOVING.value
    assert (number(window, "distance"), number(window, "gridsCovered"), number(window, "reportsMade")) == ("266 m", "2 of 3", "0")
    case = window.do(file_report)
    room(window).refresh()
    window.settle()
    assert number(window, "reportsMade") == "1"
    window.go("home")
    assert "五四巡访队" in window.find("home.patrol").property("title")
    assert "266 m · grids 2 of 3 · 1 report" in window.find("home.patrol").property("line")
    window.click("home.patrol")
    window.click("patrol.end")
    window.until(lambda: window.seen("patrol.pdf") is not None, "the summary")
    assert not room(window).recorder.state and window.find(f"patrol.grid.{GRID.format(5)}").property("text") == "not covered"
    told = read_pdf(save_as(window, "patrol.pdf", "pdf").read_bytes())
    assert len(read_track(save_as(window, "patrol.gpx", "gpx")).fixes) == 20
    assert told.pages == 1 and told.images >= 2
    for word in ("Patrol summary", "五四巡访队", "266 m", "2 of 3", "第1网格", "not covered", "东海西路 18 号门前", "Page 1 of 1"):
        assert word in told.text.replace("\n", ""), word  # a line is drawn in pieces, one for each script
    window.click("patrol.report.1")
    window.until(lambda: window.frame.property("place") == "cases", "the case")
    assert case


def test_a_track_is_deleted_and_brought_back_by_its_person(opened: Whole, receiver: Receiver) -> None:
    window = opened
    step_out(window, 1)
    stroll(window, receiver, walk(8))
    window.click("patrol.end")
    window.click("patrol.delete")
    assert "erased for good" in window.text("toast") and window.seen("patrol.gpx") is None
    assert window.find("patrol.trackDeleted").property("text") and number(window, "distance") == "98 m"
    window.click("toast.action")
    assert window.find("patrol.gpx") is not None and room(window).hasTrack


def test_a_gap_is_drawn_as_a_gap(opened: Whole, receiver: Receiver) -> None:
    window = opened
    step_out(window)
    stroll(window, receiver, [*walk(6), *walk(5, start_s=800, start_m=300)])
    chart = room(window).chart
    assert chart.track.count("M") == 2 and chart.gaps.count("M") == 1
    assert number(window, "gridsCovered") == "1"


def test_the_receiver_rests_while_nobody_moves_and_on_a_low_battery(opened: Whole, receiver: Receiver) -> None:
    window = opened
    step_out(window)
    recorder = room(window).recorder
    stroll(window, receiver, walk(4))
    stroll(window, receiver, walk(7, start_s=40, start_m=56, every_m=0))
    assert recorder.state == "standing" and "rests in between" in window.find("patrol.recorder").property("text")
    assert recorder._ask.isActive() and recorder._ask.interval() == 15_000
    recorder.heard_battery(0.12, False)
    window.settle()
    assert "below 15 %" in window.find("patrol.recorder").property("text") and recorder._source is None
    assert window.find("patrol.recorder").property("meaning") == "attention"
    recorder.heard_battery(0.12, True)
    assert recorder.state == "searching" and recorder._source is not None
    stroll(window, receiver, walk(4, start_s=400, start_m=60))
    assert number(window, "distance") == "98 m", "what lies in the pause was not walked"


def test_a_machine_without_a_receiver_counts_time_and_reports(tmp_path: Path, whole, monkeypatch: pytest.MonkeyPatch) -> None:
    from fieldclient.ui.patrol import recorder

    monkeypatch.setattr(recorder.Recorder.__init__, "__defaults__", (None, lambda parent: None))
    window = whole(furnish(tmp_path / "data", known=False))
    window.click("home.patrol")
    window.until(lambda: window.seen("patrol.noGrids") is not None, "the plan without grids")
    window.click("patrol.start")
    assert "no receiver" in window.find("patrol.recorder").property("text")
    window.click("patrol.end")
    assert room(window).view == "past" and window.seen("patrol.gpx") is None


def test_who_signs_out_is_not_recorded_any_more(opened: Whole, receiver: Receiver) -> None:
    window = opened
    step_out(window)
    stroll(window, receiver, walk(3))
    window.do(lambda desk: desk.signed_out())
    window.until(lambda: room(window).recorder.state == "", "the receiver is switched off")
    assert room(window).view == "plan"
    window.do(lambda desk: desk.signed_in(session(WANG, at=desk.now())))
    window.until(lambda: room(window).recorder.state == "searching", "it goes on")


def test_the_next_person_sees_their_own_patrol_and_not_the_one_that_was_open(opened: Whole, receiver: Receiver) -> None:
    window = opened
    step_out(window, 1)
    window.click("patrol.end")
    assert room(window).view == "past"
    window.do(lambda desk: (desk.signed_out(), desk.signed_in(session(LI, at=desk.now())), desk.patrols.start()))
    window.until(lambda: room(window).view == "now", "the patrol of who works here now")
    assert room(window).recorder.patrol == window.ask(lambda desk: desk.patrols.running()).id


def test_it_can_be_done_by_keyboard(opened: Whole, receiver: Receiver) -> None:
    window = opened
    window.find("home.patrol").forceActiveFocus()
    window.key(Qt.Key.Key_Return)
    window.until(lambda: window.seen("patrol.start") is not None, "the plan")
    window.settle()
    window.find(f"patrol.choose.{GRID.format(3)}").forceActiveFocus()
    window.key(Qt.Key.Key_Space)
    assert room(window).planning.codes == (GRID.format(3),)
    window.find("patrol.start").forceActiveFocus()
    window.key(Qt.Key.Key_Return)
    window.until(lambda: window.seen("patrol.map") is not None, "the patrol under way")
    stroll(window, receiver, walk(6))
    window.find("patrol.map").forceActiveFocus()
    before = room(window).chart.barPixels / room(window).chart.barMetres
    window.key(Qt.Key.Key_Plus)
    assert room(window).chart.barPixels / room(window).chart.barMetres == pytest.approx(before * 1.5)
    window.key(Qt.Key.Key_Escape)
    window.until(lambda: window.frame.property("place") == "home", "home again; the patrol goes on")
    assert room(window).recorder.state == Motion.MOVING.value


def written_by_itself(folder: Path, points: int) -> None:
    """Seen from another process: after a few seconds everything that was taken is durable."""
    store = Store(folder, read_only=True)
    end = time.monotonic() + 60
    while store.database.number("SELECT COUNT(*) FROM patrol_points") < points:
        assert time.monotonic() < end, "the points were never written"
        time.sleep(0.05)
    store.close()


class Told:
    """The lines that a process says, read beside the test, so that one that says nothing any more is noticed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, args=(process,), daemon=True).start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self._lines.put(line.strip())
        self._lines.put("ended")

    def wait_for(self, line: str, again: Callable[[], None] = lambda: None) -> None:
        """`again` is done until it was said: whoever did not listen yet has not heard it the first time."""
        end = time.monotonic() + 60
        said = ""
        while said != line:
            assert said != "ended" and time.monotonic() < end, f"never said: {line}"
            again()
            try:
                said = self._lines.get(timeout=1)
                while said not in (line, "ended"):
                    said = self._lines.get(timeout=1)
            except queue.Empty:
                continue


def test_a_kill_loses_the_last_seconds_at_most_and_the_patrol_goes_on(tmp_path: Path, whole, receiver: Receiver) -> None:
    """A real process with a real window, killed on the way; the same folder opened anew."""
    folder = furnish(tmp_path / "data")
    victim = subprocess.Popen([sys.executable, "-m", "tests.ui.patrol.victim", str(folder)], cwd=ROOT, text=True,
                              stdout=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        told = Told(victim)
        told.wait_for("walking")
        fixes = [(time.time() - 300 + each.at_s - AT_S, each.latitude, each.longitude) for each in walk(23)]
        for number, each in enumerate(fixes):
            told.wait_for("taken", again=lambda each=each: receiver.say(*each))
            if number == 19:
                written_by_itself(folder, 20)
    finally:
        victim.send_signal(signal.SIGKILL)
        victim.wait()
    desk = open_desk(folder, reserve_bytes=0)
    line = desk.patrols.running()
    kept = desk.patrols.page(line.id).points
    desk.close()
    assert 20 <= kept <= 23, "what was written, and perhaps what came in the last moment"
    window = whole(folder)
    window.until(lambda: room(window).recorder.patrol == line.id, "it is recorded again")
    stroll(window, receiver, [each.__class__(time.time() + 60 + number * 10, each.latitude, each.longitude)
                              for number, each in enumerate(walk(4, start_m=400))])
    page = window.ask(lambda desk: desk.patrols.page(line.id))
    assert page.gaps == 1 and page.points == kept + 4
