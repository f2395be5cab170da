"""The whole story on real windows, a real hub and real photos, as the README's first command tells it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent.parent
ORDER = ["hub_down", "report_1_offline", "report_2_offline", "report_3_offline", "killed", "restart", "hub_up", "arrived",
         "case_numbers", "routed", "handled_offline", "handling_arrived", "checked", "closed", "rated", "quiet"]


SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def demo(out: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As on a machine that nobody looks at."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FIELDCLIENT_") and name not in SCREENS}
    return subprocess.run([sys.executable, str(ROOT / "main.py"), "demo", "--out", str(out), *arguments],
                          env=environment, capture_output=True, text=True, encoding="utf-8", timeout=850, check=False)


def told(out: Path) -> dict[str, dict[str, object]]:
    story = json.loads((out / "story.json").read_text("utf-8"))
    assert story["outcome"] == "holds"
    return {step["step"]: step for step in story["steps"]}


@pytest.mark.timeout(900)
def test_the_story_holds_with_its_own_photos(tmp_path: Path) -> None:
    out = tmp_path / "空 格"
    done = demo(out)
    assert done.returncode == 0, done.stderr + done.stdout
    assert "There is no screen" in done.stderr or sys.platform != "linux"
    steps = told(out)
    assert [name for name in steps if name in ORDER] == ORDER
    assert all(step["holds"] for step in steps.values())
    for step in steps.values():
        for picture in step.get("screenshots", []):  # type: ignore[attr-defined]
            with Image.open(out / picture) as image:
                assert image.size == (1280, 800)
    assert set(steps["handled_offline"]["hashes"]) == set(steps["handling_arrived"]["hashes"])  # type: ignore[call-overload]
    assert steps["checked"]["checker"] not in ("wangfang", "liuyang")


@pytest.mark.timeout(900)
def test_the_story_holds_with_somebody_elses_photos(tmp_path: Path) -> None:
    """Photos without place and time, a damaged one and a text among them: places are set by hand, the bad ones passed over."""
    album = tmp_path / "album"
    album.mkdir()
    for number in range(5):
        Image.effect_noise((1200, 900), 30 + number).convert("RGB").save(album / f"{number}.jpg")
    (album / "0-broken.jpg").write_bytes((album / "0.jpg").read_bytes()[:2000])
    (album / "notes.jpg").write_text("not a photo")
    done = demo(tmp_path / "out", "--headless", "--photos", str(album))
    assert done.returncode == 0, done.stderr + done.stdout
    assert told(tmp_path / "out")["report_1_offline"]["place_by_hand"] is True


def test_a_folder_without_photos_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = demo(tmp_path / "out", "--photos", str(tmp_path / "empty"))
    assert done.returncode == 1
    assert "holds 0 photos" in done.stderr
