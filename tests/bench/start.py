"""From the start of the process to a window that answers a click, beside the smallest Qt Quick window; and to the full home page.

Both are whole processes of the same Python, one after the other in turn, on a device with 1,000 reports and 5,000 photos.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

from fieldclient.work import open_desk
from sync.protocol.people import Person, Role, Session
from tests.bench.offscreen import ROOT, offscreen
from tests.bench.progress import say
from tests.bench.rows import CannotMeasure, Row, against, told

REPORTS, PHOTOS_EACH, RUNS = 1000, 5, 9
GOAL = 1.5
PATIENCE_S = 60
TOLD_EVERY = 200


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "device"
        fill(data, Path(folder) / "card")
        client = ["--data", str(data), "--lang", "zh", "--no-motion"]
        ours: list[float] = []
        bare: list[float] = []
        filled: list[float] = []
        for number in range(RUNS + 1):  # the first of each only warms the disk's cache, for all alike
            bare.append(seconds_to("interactive", "tests.bench.bare_window"))
            ours.append(seconds_to("interactive", "tests.bench.client_window", "interactive", *client))
            filled.append(seconds_to("filled", "tests.bench.client_window", "filled", *client))
            say(f"start {number} of {RUNS}: {ours[-1]:.2f} s, bare {bare[-1]:.2f} s, filled {filled[-1]:.2f} s")
    value, beside, full = (statistics.median(taken[1:]) for taken in (ours, bare, filled))
    device = f"{REPORTS} reports and {REPORTS * PHOTOS_EACH} photos"
    return [
        against(f"cold start to a window that has answered a click, {device} (median of {RUNS})", value, "s", beside,
                "bare Qt Quick Controls window", GOAL),
        told("the slowest of these starts", max(ours[1:]), "s"),
        told("the slowest start of the bare window", max(bare[1:]), "s"),
        Row(what="cold start to the home page filled with this device's data (median)", value=round(full, 3), unit="s",
            beside=round(beside, 3), beside_what="bare Qt Quick Controls window", ratio=round(full / beside, 3)),
    ]


def seconds_to(word: str, module: str, *arguments: str) -> float:
    """Until the process says so; its end is not counted. CannotMeasure when it does not come up or does not end."""
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", module, *arguments], cwd=ROOT, env=offscreen(), text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        bound = threading.Timer(PATIENCE_S, process.kill)
        bound.start()
        line = process.stdout.readline()
        taken = time.perf_counter() - begun
        complaints = process.stderr.read().strip()[-400:]
        process.wait()
        bound.cancel()
        bound.join()
    if line.strip() != word:
        raise CannotMeasure(f"{module} did not come up within {PATIENCE_S} s: {complaints}")
    if process.returncode != 0:
        raise CannotMeasure(f"{module} came up, but it did not end well ({process.returncode}): {complaints}")
    return taken


def fill(data: Path, card: Path) -> None:
    """Reports filed through the desk, photo by photo, as a person's would be."""
    card.mkdir()
    desk = open_desk(data)
    now = desk.now()
    desk.signed_in(Session(token="t", person=Person(id="p", name="王芳", roles=(Role.COLLECTOR,)), hub_id="h",
                           expires_at=now + timedelta(days=90), hub_time=now))
    for number in range(REPORTS):
        if number % TOLD_EVERY == 0:
            say(f"a device is filled: {number} of {REPORTS} reports, of {PHOTOS_EACH} photos each")
        draft = desk.new_draft()
        paths = [small_photo(card, number * PHOTOS_EACH + i) for i in range(PHOTOS_EACH)]
        desk.add_photos(draft.id, paths)
        desk.save_field(draft.id, "subcategory", "C01-01")
        desk.place_by_hand(draft.id, 36.06 + number / 1e5, 120.38)
        desk.submit(draft.id)
        for path in paths:
            path.unlink()
    desk.close()


def small_photo(card: Path, number: int) -> Path:
    """Small, since a start reads no originals, and of its own bytes: the number is in its colours."""
    buffer = BytesIO()
    Image.new("RGB", (320, 240), (number % 256, number // 256 % 256, 90)).save(buffer, "JPEG", quality=60)
    path = card / f"{number:05d}.jpg"
    path.write_bytes(buffer.getvalue())
    return path
