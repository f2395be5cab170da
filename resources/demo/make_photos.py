"""Make the demo's photos anew: `python resources/demo/make_photos.py` from the project's folder. For maintainers only.

The photos are committed; nothing the product does needs this. It wants an environment of its own with mitsuba, mitsuba-oidn,
numpy, pillow and pillow-heif, and a libLLVM of version 16 or newer (DRJIT_LIBLLVM_PATH). `--keep DIR` keeps the developed
pictures and takes those that are there, so that EXIF can be written again without an hour of rendering.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from resources.demo.shots import SHOTS, STORY, Shot  # noqa: E402

MAX_BYTES = 345_000
LONG_PX = 1600
CAMERA = ("FieldCam", "FieldCam F1")
# How upright pixels are stored under each orientation: the opposite of the turn a viewer makes.
STORE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="only these, such as bikes-near (default: all)")
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--keep", type=Path, help="folder for developed pictures")
    parser.add_argument("--spp", type=int, default=8, help="light paths for each pixel")
    parser.add_argument("--px", type=int, default=1200, help="long side while rendering")
    options = parser.parse_args()
    for shot in SHOTS:
        stem = Path(shot.name).stem
        if options.names and stem not in options.names:
            continue
        picture = developed(stem, options.keep, options.spp, options.px)
        data = encoded(picture, shot)
        (options.out / shot.name).write_bytes(data)
        print(f"{shot.name:<24} {len(data) / 1000:.0f} kB", flush=True)
    write_list(options.out)


def write_list(folder: Path) -> None:
    """`photos.json`: which photos the demo's story uses, and what each photo says, for tests."""
    told = {"story": STORY, "photos": [asdict(shot) for shot in SHOTS]}
    (folder / "photos.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


def developed(stem: str, keep: Path | None, spp: int, px: int) -> Image.Image:
    kept = keep / f"{stem}.png" if keep else None
    if kept and kept.exists():
        return Image.open(kept).convert("RGB")
    from resources.demo.studio.render import Scene, develop, expose
    from resources.demo.studio.stages import STAGES

    build, camera, light = STAGES[stem]
    scene = Scene()
    build(scene)
    picture = develop(expose(scene, camera, light, spp, px), sum(stem.encode()), LONG_PX)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        picture.save(kept)
    return picture


def encoded(upright: Image.Image, shot: Shot) -> bytes:
    turn = STORE.get(shot.orientation)
    stored = upright if turn is None else upright.transpose(turn)
    exif = exif_of(shot)
    for quality in range(90, 40, -3):
        out = io.BytesIO()
        if shot.name.endswith(".heic"):
            import pillow_heif

            heif = pillow_heif.from_pillow(stored)
            heif.save(out, quality=quality - 25, exif=exif.tobytes())
        else:
            stored.save(out, "JPEG", quality=quality, exif=exif, optimize=True)
        if len(out.getvalue()) <= MAX_BYTES:
            return out.getvalue()
    raise SystemExit(f"{shot.name} does not get small enough")


def exif_of(shot: Shot) -> Image.Exif:
    """What a telephone writes."""
    at = datetime.fromisoformat(shot.taken_at)
    stamp = at.strftime("%Y:%m:%d %H:%M:%S")
    offset = shot.taken_at[-6:]
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x0131] = *CAMERA, shot.orientation, "FieldCam 4.2"
    exif[0x0132] = stamp
    exif.get_ifd(0x8769).update(
        {
            0x829A: 1 / 250, 0x829D: 1.8, 0x8827: 64, 0x9003: stamp, 0x9004: stamp, 0x9010: offset,
            0x9011: offset, 0x9012: offset, 0x9291: f"{at.microsecond // 1000:03}", 0x920A: 4.3,
            0xA405: 26, 0xA434: "FieldCam F1 back camera 4.3mm f/1.8",
        }
    )  # fmt: skip
    if shot.latitude is not None and shot.longitude is not None:
        exif.get_ifd(0x8825).update(gps_of(shot, at))
    return exif


def gps_of(shot: Shot, at: datetime) -> dict[int, Any]:
    assert shot.latitude is not None and shot.longitude is not None
    utc = at.astimezone(UTC)
    tags: dict[int, Any] = {
        0x01: "S" if shot.latitude < 0 else "N",
        0x02: dms(shot.latitude),
        0x03: "W" if shot.longitude < 0 else "E",
        0x04: dms(shot.longitude),
        0x05: b"\x01" if (shot.altitude_m or 0) < 0 else b"\x00",
        0x06: abs(shot.altitude_m or 0.0),
        0x07: (float(utc.hour), float(utc.minute), float(utc.second)),
        0x10: "T",
        0x11: shot.bearing_deg or 0.0,
        0x12: "WGS-84",
        0x1D: utc.strftime("%Y:%m:%d"),
        0x1F: shot.accuracy_m or 0.0,
    }
    return tags


def dms(degrees: float) -> tuple[float, float, float]:
    """Whole degrees, whole minutes, and seconds in hundredths, which is 30 cm, as telephones write them."""
    hundredths = round(abs(degrees) * 360_000)
    whole, rest = divmod(hundredths, 360_000)
    minutes, seconds = divmod(rest, 6000)
    return float(whole), float(minutes), seconds / 100


if __name__ == "__main__":
    main()
