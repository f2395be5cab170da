"""A card of photos as large and as rough as a camera's: 12 megapixels, about 5 MB, each of its own bytes, a walk of ten seconds
between any two; and the track that was recorded meanwhile. Made once and kept in the cache."""

from __future__ import annotations

import io
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy
from PIL import Image

from fieldclient.start.places import cache_folder

SIZE = (4000, 3000)
WANTED_BYTES = 5_000_000
SCENES = 8  # different pictures; each photo has its own time, and with it its own hash
BEGUN = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
ZONE_H = 8
APART_S = 10
QUALITY = 92
VERSION = 2


def card(photos: int) -> tuple[Path, Path]:
    """The folder of photos and the track's file."""
    made = Path(cache_folder()) / "bench" / f"card-{VERSION}-{photos}"
    if not made.exists():
        made.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f"{made.name}-", dir=made.parent))
        try:
            _fill(beside, photos)
            beside.rename(made)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return made / "DCIM", made / "walk.gpx"


def _fill(folder: Path, photos: int) -> None:
    (folder / "DCIM").mkdir()
    with ProcessPoolExecutor(2) as pool:
        scenes = list(pool.map(_scene, range(min(SCENES, photos))))
    for number in range(photos):
        data = scenes[number % len(scenes)]
        (folder / "DCIM" / f"IMG_{number:04d}.JPG").write_bytes(data[:2] + _exif(number) + data[2:])
    points = "".join(
        f'<trkpt lat="{36.06 + step * 2e-5:.6f}" lon="{120.38 + step * 1e-5:.6f}"><ele>20</ele>'
        f"<time>{(BEGUN + timedelta(seconds=5 * step)).strftime('%Y-%m-%dT%H:%M:%SZ')}</time></trkpt>"
        for step in range(photos * APART_S // 5 + 1)
    )
    (folder / "walk.gpx").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" creator="bench" '
        f'xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{points}</trkseg></trk></gpx>', "utf-8")


def _scene(number: int) -> bytes:
    """Large shapes, fine texture and a sensor's noise, as much of it as makes the file as large as wanted."""
    random = numpy.random.default_rng(number)
    shapes = Image.fromarray(random.integers(30, 226, (12, 16, 3), dtype=numpy.uint8)).resize(SIZE, Image.Resampling.BICUBIC)
    texture = Image.fromarray(random.integers(0, 256, (750, 1000), dtype=numpy.uint8)).resize(SIZE, Image.Resampling.BICUBIC)
    picture = numpy.asarray(shapes, numpy.int16) + (numpy.asarray(texture, numpy.int16)[:, :, None] - 128) // 8
    noise = random.normal(0, 1, (SIZE[1], SIZE[0], 1))
    low, high, data = 0.5, 20.0, b""
    for _ in range(5):
        strength = (low + high) / 2
        data = _jpeg(numpy.clip(picture + noise * strength, 0, 255).astype(numpy.uint8))
        low, high = (strength, high) if len(data) < WANTED_BYTES else (low, strength)
    return data


def _jpeg(pixels: numpy.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _exif(number: int) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Canon", "Canon EOS R10", 1
    local = BEGUN + timedelta(hours=ZONE_H, seconds=APART_S * number)
    details = exif.get_ifd(0x8769)
    details[0x9003] = details[0x9004] = exif[0x0132] = local.strftime("%Y:%m:%d %H:%M:%S")
    details[0x829A], details[0x8827] = 0.004, 200
    body = exif.tobytes()
    remark = b"\xff\xfe" + (number + 3).to_bytes(2, "big") + b"-" * (number + 1)  # no two photos of a card are equally long
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + remark
