"""What the day finds when it begins: a hub with cases for a handler and others around them, a map, and the photos to be taken."""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from fieldclient.geo.mercator import Tile
from sync.protocol.position import Datum

PHOTOS = 300  # on a day of 200 acts
SIZE = (4000, 3000)
SCENES = 6
AROUND = 24  # cases of another department, which the handler sees and has no task in
FINEST = 18  # zoom of the map: about 700 tiles of 15 kB
AREAS = 'areas = ["370202001"]'  # of the handler, who reports what they see on the way, too


def fill(folder: Path, acts: int) -> list[str]:
    """A hub with cases for the handler: each is received and answered, which is 60 % of the acts. Their ids."""
    from tests.ui.district import SEED, District

    with District(folder) as district:
        both = folder / "both.toml"
        told = SEED.read_text("utf-8")
        at = told.index('login = "liuyang"')
        both.write_text(told[:at] + told[at:].replace('roles = ["handler"]', f'roles = ["handler", "collector"]\n{AREAS}', 1), "utf-8")
        district.service.load_seed(both)
        district.clock.to(1)
        cases = [district.report("wangfang", "C01-01", f"第 {number} 处暴露垃圾，袋装", number % 6, number % 8)
                 for number in range(acts * 3 // 10)]
        for number in range(AROUND):
            district.report("wangfang", "C09-01", f"第 {number} 处井盖破损", number % 6, 1000 + number)
        district.sync("wangfang")
        district.service.tiles.add(_map(folder / "city.mbtiles"), "城市地图", Datum.WGS84)
        district.clock.to(0)
    return cases


def _map(path: Path) -> Path:
    from tests.fieldclient.geo.tile_making import write_mbtiles

    return write_mbtiles(path, _tile, form="jpg", most=FINEST, name="市区图")


def _tile(tile: Tile) -> bytes:
    """As large as a photo of the ground from above."""
    draw = random.Random(repr(tile))
    out = BytesIO()
    Image.effect_noise((256, 256), 20 + draw.random() * 30).convert("RGB").save(out, "JPEG", quality=70)
    return out.getvalue()


def make_photos(folder: Path, count: int) -> list[int]:
    """Twelve-megapixel JPEGs, each of its own bytes. Their sizes."""
    folder.mkdir()
    scenes = list(_scenes())
    sizes = []
    for number in range(count):
        remark = f"day {number}".encode()
        body = scenes[number % SCENES]
        data = body[:2] + b"\xff\xfe" + (len(remark) + 2).to_bytes(2, "big") + remark + body[2:]
        (folder / f"photo-{number:03d}.jpg").write_bytes(data)
        sizes.append(len(data))
    return sizes


def _scenes() -> Iterator[bytes]:
    for number in range(SCENES):
        grain = Image.effect_noise((SIZE[0] // 8, SIZE[1] // 8), 50 + number).resize(SIZE)
        toned = Image.merge("RGB", [grain.point([min(255, v * (80 + 7 * number + 4 * k) // 100) for v in range(256)]) for k in range(3)])
        exif = Image.Exif()
        exif[0x9003] = f"2026:11:20 09:{number:02d}:00"
        out = BytesIO()
        toned.save(out, "JPEG", quality=90, exif=exif)
        yield out.getvalue()
