"""Video and voice: recorded by real events into the draft, played again, and kept when the process is killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import cv2
import pytest
from PySide6.QtCore import Qt

from fieldclient.start.qt_libraries import QUIET
from fieldclient.store.disk import Disk
from fieldclient.ui.evidence import recorder as recorder_module
from fieldclient.work import open_desk
from sync.protocol.media import MediaKind, Origin, Shot, TimeSource
from sync.protocol.problems import Code
from tests.fieldclient.capture.making import wave
from tests.ui.evidence.feed import FedCamera, FedMicrophone
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.recording_victim import frames
from tests.ui.evidence.stage import COLLECTOR, Theatre, session_of

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudio", "pipewire")


def form(put_on: PutOn) -> Theatre:
    stage = put_on("report")
    stage.room.newReport()
    stage.settle()
    return stage


def only(stage: Theatre) -> Any:
    (draft,) = stage.ask(lambda desk: desk.drafts())
    (photo,) = draft.photos
    return photo


def record_voice(stage: Theatre, seconds: float = 2.0) -> None:
    stage.room.voice.microphone = FedMicrophone(stage.room)
    stage.click("report.photos.voice")
    stage.click("voice.record")
    voice = stage.room.voice  # the tone swells once a second: a machine that stands still meanwhile hears the loud part later
    stage.until(lambda: voice._seconds() >= seconds and len(voice.bars) >= 5 and max(voice.bars) > 0.3, "it is being recorded")


def test_a_voice_note_is_recorded_shown_played_and_taken_out(put_on: PutOn) -> None:
    stage = form(put_on)
    record_voice(stage)
    stage.click("voice.record")
    stage.until(lambda: stage.room.top() == "", "back at the form")
    stage.settle()
    voice = only(stage)
    assert (voice.kind, voice.shot) == (MediaKind.AUDIO, Shot.OTHER) and voice.captured_at is not None
    assert voice.time_source is TimeSource.DEVICE and 0.4 <= voice.duration_s
    assert stage.find("report.photo.0").property("film") == "audio"

    stage.click("report.photo.0")
    stage.until(lambda: len(stage.room.player.bars) >= 4 and max(stage.room.player.bars) > 0.3, "its waveform")
    stage.click("recording.remove")
    assert stage.room.top() == "" and stage.room.editor.is_empty()


def test_a_video_is_recorded_with_its_picture_and_without_a_microphone(put_on: PutOn) -> None:
    stage = form(put_on)
    stage.click("report.photos.camera")
    camera = FedCamera(stage, frames())
    stage.click("camera.mode")
    stage.key(Qt.Key.Key_VolumeUp)
    stage.until(lambda: stage.room.camera.recorder._seconds() >= 1.5, "it is being recorded")
    assert "no sound" in stage.room.camera.recorder.problem
    stage.click("camera.shutter")
    stage.until(lambda: stage.room.camera.recorder.state == "", "it is kept")
    stage.settle()
    camera.stop()
    video = only(stage)
    assert video.kind is MediaKind.VIDEO and Path(video.path).suffix == ".mkv" and video.thumbnail
    film = cv2.VideoCapture(video.path)
    assert film.get(cv2.CAP_PROP_FRAME_WIDTH) == 640 and film.read()[0]
    ref = stage.ask(lambda desk: desk.store.media.get(video.sha256)).ref
    assert ref.preview is not None and ref.preview.size_bytes < ref.size_bytes

    stage.click("camera.done")
    assert stage.room.camera.asking == "leaving"  # a video does not show where it is
    stage.click("camera.keep")
    assert stage.find("report.photo.0").property("film") == "video"
    stage.click("report.photo.0")
    assert stage.room.top() == "recording" and stage.room.player.here
    stage.click("recording.close")
    assert stage.room.top() == ""


def test_a_recording_ends_by_itself_at_its_longest(put_on: PutOn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(recorder_module.LIMITS_S, MediaKind.AUDIO, 1)
    stage = form(put_on)
    stage.room.voice.microphone = FedMicrophone(stage.room)
    stage.click("report.photos.voice")
    stage.click("voice.record")
    stage.until(lambda: stage.room.top() == "", "it has ended and is kept")
    assert only(stage).duration_s > 0


def test_without_a_microphone_a_voice_note_says_so(put_on: PutOn) -> None:
    stage = form(put_on)
    stage.click("report.photos.voice")
    stage.click("voice.record")
    stage.until(lambda: stage.room.voice.problem != "", "why not")
    assert "microphone" in stage.text("voice.hint") and stage.room.voice.state == ""
    assert list((stage.folder / "incoming").iterdir()) == []


def test_a_disk_that_fills_up_while_recording_keeps_what_there_is(put_on: PutOn, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = form(put_on)
    record_voice(stage, 1.0)
    monkeypatch.setattr(Disk, "free_bytes", lambda self, folder: 1_000_000)
    stage.until(lambda: stage.room.voice.state == "", "it has ended")
    monkeypatch.undo()
    assert "full" in stage.room.voice.problem and "0:0" in stage.room.voice.problem
    assert only(stage).duration_s > 0


def test_leaving_the_page_keeps_what_was_recorded(put_on: PutOn) -> None:
    stage = form(put_on)
    record_voice(stage, 1.0)
    stage.key(Qt.Key.Key_Escape)
    stage.until(lambda: stage.room.voice.state == "", "it is kept")
    stage.settle()
    assert only(stage).kind is MediaKind.AUDIO and stage.room.top() == ""


def test_leaving_before_it_has_begun_records_nothing(put_on: PutOn) -> None:
    stage = form(put_on)
    slow = threading.Event()
    stage.room.voice.microphone = FedMicrophone(stage.room)
    stage.click("report.photos.voice")
    stage.worker.ask(lambda desk: slow.wait(60))
    stage.room.recordVoice()
    assert stage.room.voice.state == "starting"
    stage.room.back()
    slow.set()
    stage.until(lambda: stage.room.voice.state == "", "it is let go")
    stage.settle()
    assert stage.room.voice.problem == "" and stage.room.editor.is_empty()
    assert list((stage.folder / "incoming").iterdir()) == []
    record_voice(stage, 0.5)
    stage.click("voice.record")
    stage.until(lambda: stage.room.top() == "", "the next one is kept")


def test_a_camera_that_goes_before_its_recording_began_takes_nothing_along(put_on: PutOn) -> None:
    stage = form(put_on)
    stage.click("report.photos.camera")
    camera = FedCamera(stage, frames())
    slow = threading.Event()
    stage.worker.ask(lambda desk: slow.wait(60))
    stage.room.camera.record(camera.view.property("session"))
    camera.stop()
    stage.room.camera.goAway()
    stage.until(lambda: stage.seen("camera.shutter") is None, "the page is gone")
    slow.set()
    stage.until(lambda: stage.room.camera.recorder.state == "", "it is let go")
    stage.settle()
    assert stage.room.camera.recorder.problem == "" and list((stage.folder / "incoming").iterdir()) == []


@pytest.mark.parametrize(("what", "kind", "least_s"), [("voice", MediaKind.AUDIO, 0.5), ("video", MediaKind.VIDEO, 0.3)])
def test_a_killed_recording_is_in_its_draft_at_the_next_start(
    tmp_path: Path, what: str, kind: MediaKind, least_s: float
) -> None:
    """SIGKILL in the middle: what was recorded until then can be seen and heard, and the draft says what happened."""
    victim = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.evidence.recording_victim", str(tmp_path / "device"), what, "3"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "HOME": str(tmp_path)})
    assert victim.stdout is not None
    try:
        said = victim.stdout.readline().split()
    finally:
        victim.send_signal(signal.SIGKILL)
        victim.wait(60)
        victim.stdout.close()
    assert said[:1] == ["recording"]
    assert [path.suffix for path in (tmp_path / "device" / "incoming").iterdir()] == [".recording"]

    desk = open_desk(tmp_path / "device")
    try:
        desk.signed_in(session_of(COLLECTOR))
        draft = desk.draft(said[1])
        (found,) = draft.photos
        assert found.kind is kind and found.duration_s >= least_s and found.captured_at is not None
        assert [note.code for note in draft.notes] == [Code.RECORDING_CUT]
        row = desk.store.media.get(found.sha256)
        assert row is not None and desk.store.drafts.get(draft.id).photos[0].origin is Origin.CAMERA
        assert list(desk.store.files.incoming.iterdir()) == []
        if kind is MediaKind.VIDEO:
            film = cv2.VideoCapture(str(row.path))
            count = sum(1 for _ in iter(lambda: film.read()[0], False))
            assert count >= 3
            assert found.thumbnail is not None
    finally:
        desk.close()
    again = open_desk(tmp_path / "device")
    assert len(again.draft(said[1]).photos) == 1
    again.close()


PLAY = """
import sys
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtMultimedia import QMediaPlayer
app = QCoreApplication([])
player = QMediaPlayer()
known = (QMediaPlayer.MediaStatus.LoadedMedia, QMediaPlayer.MediaStatus.InvalidMedia)
player.mediaStatusChanged.connect(lambda status: status in known and app.exit(0 if status is known[0] else 3))
player.setSource(QUrl.fromLocalFile(sys.argv[1]))
sys.exit(app.exec())
"""


def test_the_terminal_does_not_tell_what_is_played(tmp_path: Path) -> None:
    """The library below Qt writes path, length and kind of every recording there, past the log."""
    file = tmp_path / "voice.wav"
    file.write_bytes(wave())
    done = subprocess.run([sys.executable, "-c", PLAY, str(file)], env={**os.environ, "QT_LOGGING_RULES": QUIET}, capture_output=True, text=True,
                          timeout=100)
    assert (done.returncode, file.name in done.stdout + done.stderr) == (0, False), done.stderr
