"""A card as a photographer brings it: a camera whose clock is wrong and that knows no place, a phone that knows both, a track."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from tests.fieldclient.capture import making
from tests.ui.evidence.street import scene

CHINA = timezone(timedelta(hours=8))
NINE = datetime(2026, 10, 1, 9, 0, tzinfo=CHINA)
SLOW_S = 90.0  # the camera's clock is that much behind
STOPS = (0, 7, 14, 25)  # minutes after nine, at which the walker stopped and took photos
APART_LAT = 1e-4  # degrees the walker goes in 20 seconds, about 11 m


def place_at(moment: datetime) -> tuple[float, float]:
    """North along a street, with a turn to the east after ten minutes."""
    steps = (moment - NINE).total_seconds() / 20
    north = min(steps, 30)
    return 36.06 + north * APART_LAT, 120.38 + max(0.0, steps - 30) * 1.2 * APART_LAT


@cache
def picture(seed: int) -> bytes:
    return making.jpeg(scene(seed).resize((640, 480)))


def photo(path: Path, data: bytes, taken: datetime, *, camera: str, true: datetime | None = None) -> Path:
    """A JPEG with a header. `taken` is what the camera's clock shows; with `true` it has a receiver, which knows time and place."""
    gps = None
    if true is not None:
        at = true.astimezone(UTC)
        gps = {**making.gps(*place_at(true)), 7: making.ratios((at.hour, 1), (at.minute, 1), (at.second, 1)),
               29: making.text(at.strftime("%Y:%m:%d"))}
    block = making.tiff_block(
        {0x010F: making.text("Canon"), 0x0110: making.text(camera)},
        {0x9003: making.text(taken.strftime("%Y:%m:%d %H:%M:%S")), 0x9011: making.text("+08:00")}, gps)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = b"Exif\0\0" + block
    path.write_bytes(data[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + data[2:])
    return path


def make_card(folder: Path, *, stops: tuple[int, ...] = STOPS, each: int = 3, phone: bool = True, stamped: int = 0) -> Path:
    """`each` photos of the camera at every stop, ten seconds apart, of which the first `stamped` know time and place; the phone
    takes one at each of the first two stops."""
    seed = 0
    for stop in stops:
        for number in range(each):
            seed += 1
            true = NINE + timedelta(minutes=stop, seconds=10 * number)
            photo(folder / "DCIM" / f"IMG_{seed:04d}.JPG", picture(seed), true - timedelta(seconds=SLOW_S), camera="EOS R10",
                  true=true if seed <= stamped else None)
    for number, stop in enumerate(stops[:2] if phone else ()):
        taken = NINE + timedelta(minutes=stop, seconds=35)
        photo(folder / "DCIM" / f"P{number}.JPG", picture(100 + number), taken, camera="Pixel 9", true=taken)
    return folder


def make_track(path: Path, *, minutes: int = 22) -> Path:
    """One fix every 20 seconds; the receiver slept from the 10th to the 13th minute."""
    points = ""
    for step in range(minutes * 3):
        at = NINE + timedelta(seconds=20 * step)
        if not 10 * 60 < 20 * step < 13 * 60:
            latitude, longitude = place_at(at)
            points += f'<trkpt lat="{latitude:.6f}" lon="{longitude:.6f}"><time>{at.isoformat()}</time></trkpt>'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
                    f"{points}</trkseg></trk></gpx>", "utf-8")
    return path


def many(folder: Path, count: int) -> Path:
    """As many small photos, thirty seconds apart, linked from a few pictures with headers of their own."""
    body = making.jpeg(scene(1).resize((64, 48)))
    (folder / "DCIM").mkdir(parents=True)
    for number in range(count):
        taken = (NINE + timedelta(seconds=30 * number)).strftime("%Y:%m:%d %H:%M:%S")
        block = making.tiff_block({0x0110: making.text("EOS R10")}, {0x9003: making.text(taken)}, None)
        data = body[:2] + b"\xff\xe1" + (len(block) + 8).to_bytes(2, "big") + b"Exif\0\0" + block + body[2:]
        (folder / "DCIM" / f"IMG_{number:05d}.JPG").write_bytes(data)
    os.sync()
    return folder
