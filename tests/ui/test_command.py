"""The commands as the starter calls them: `client` comes up and ends when asked to; `gallery` draws every part."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
CALL = "import sys; from fieldclient.ui.{0} import main; sys.exit(main(sys.argv[1:]))"


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


@pytest.mark.parametrize("name", [name for name in ("SIGINT", "SIGTERM") if os.name == "posix"])
def test_the_client_ends_in_order_when_asked_to(name: str, tmp_path: Path) -> None:
    data = tmp_path / "data with spaces 资料"
    process = subprocess.Popen(
        [sys.executable, "-c", CALL.format("app"), "--offscreen", "--data", str(data), "--lang", "zh"], cwd=tmp_path,
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not (data / "look.txt").exists():
        assert time.monotonic() < until and process.poll() is None
        time.sleep(0.05)
    time.sleep(1.0)
    process.send_signal(getattr(signal, name))
    said, complained = process.communicate(timeout=60)
    assert (process.returncode, said, complained) == (0, "", "")


@pytest.mark.parametrize(("language", "theme", "scale"), [("zh", "light", "1"), ("en", "dark", "1.6"), ("zh", "sunlight", "1.3")])
def test_the_gallery_draws_every_part(language: str, theme: str, scale: str, tmp_path: Path) -> None:
    picture = tmp_path / "gallery.png"
    done = subprocess.run(
        [sys.executable, "-c", CALL.format("gallery"), "--lang", language, "--theme", theme, "--scale", scale, "--width", "900",
         "--shot", str(picture)], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=110)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with Image.open(picture) as drawn:
        assert drawn.width == 900 and drawn.height > 2000
        assert len(drawn.convert("RGB").resize((300, 700)).getcolors(1_000_000) or ()) > 60


def test_every_part_is_in_the_gallery() -> None:
    parts = ROOT / "fieldclient" / "ui" / "parts"
    shown = "".join(file.read_text("utf-8") for file in (ROOT / "fieldclient" / "ui" / "gallery").glob("*.qml"))
    inner = {"FocusRing", "RoundOff", "Spinner", "AppScrollBar", "ScrollArea", "Thumbnail", "AppIcon", "PageHeader", "PageLoader",
             "ToldRows"}
    missing = {file.stem for file in parts.glob("*.qml")} - inner
    missing = {name for name in missing if f"{name} {{" not in shown}
    assert missing == set()
